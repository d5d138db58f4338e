import { toRfc3339 } from "../../domain/time.ts";
import type { ReportAnswer } from "../schemas.ts";
import type { Fact, ReportView, Row } from "./view.ts";

/** The report as JSON: the same rows and words as the page, with instants and states for programs. */
export function reportJson(view: ReportView): ReportAnswer {
  const h = view.headline;
  return {
    id: view.id,
    lang: view.lang,
    simulated: view.isSimulated,
    received_at: toRfc3339(view.receivedAt),
    verdict: {
      band: h.tone,
      sentence: h.sentence,
      probability: h.probability,
      evidence_db: h.evidenceDb,
      judged_by: h.judged,
      rules_version: h.rulesVersion,
      reasons: view.reasons.map((r) => ({
        id: r.id,
        group: r.group,
        db: r.db,
        text: r.text,
        source: r.source,
        observed_at: time(r.observedAt),
        from_writers_text: r.isWritersText,
      })),
    },
    rows: view.rows.map(rowJson),
    destinations: view.destinations.map((d) => ({
      key: d.key,
      scope: d.scope,
      status: d.status,
      band: d.band,
      probability: d.probability,
      official_or_unsuspected: d.isInnocent,
      next_check_at: time(d.nextCheckAt),
      rows: d.rows.map(rowJson),
    })),
    campaigns: view.campaigns.map((one) => ({ ...one })),
    official: rowJson(view.official),
    unchecked: [...view.unchecked],
    timeline: view.timeline.map((entry) => ({ at: toRfc3339(entry.at), text: entry.text })),
    report_to: view.drafts.map((d) => ({
      id: d.id,
      title: d.title,
      to: d.to,
      texts: d.texts.map((t) => ({ ...t })),
    })),
  };
}

const time = (at: number | null): string | null => (at === null ? null : toRfc3339(at));

const rowJson = (row: Row) => ({ id: row.id, label: row.label, facts: row.facts.map(factJson) });

const factJson = (fact: Fact) => ({
  state: fact.state,
  label: fact.label,
  text: fact.text,
  notes: [...fact.notes],
  warning: fact.isWarning,
  source: fact.source,
  observed_at: time(fact.observedAt),
});
