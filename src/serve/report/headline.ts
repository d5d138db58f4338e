import type { Brand } from "../../data/brands.ts";
import type { Indicator } from "../../domain/indicator.ts";
import type { MailRecord } from "../../domain/mail-record.ts";
import type { Reason, Verdict } from "../../domain/verdict.ts";
import { explainReason } from "../../score/explain.ts";
import { brandName } from "./brand-text.ts";
import { isSkipped } from "./destinations.ts";
import { type Reader, shownKey } from "./facts.ts";
import type { Headline, ReasonLine, Tone } from "./view.ts";

/** The indicator whose verdict stands for the mail: one bad link is enough, whatever else it links to. */
export function strongest(
  record: MailRecord,
  indicators: ReadonlyMap<string, Indicator>,
): (Indicator & { verdict: Verdict }) | null {
  let best: (Indicator & { verdict: Verdict }) | null = null;
  for (const key of record.keys) {
    const indicator = indicators.get(key);
    if (!indicator?.verdict) continue;
    if (best === null || indicator.verdict.probability > best.verdict.probability)
      best = { ...indicator, verdict: indicator.verdict };
  }
  return best;
}

export function headline(
  record: MailRecord,
  indicators: ReadonlyMap<string, Indicator>,
  judged: ReturnType<typeof strongest>,
  brand: Brand | null,
  reader: Reader,
): Headline {
  const w = reader.words.report;
  const tone = toneOf(record, indicators, judged?.verdict ?? null);
  return {
    tone,
    tag: w.tag[tone],
    sentence: w.headline[tone],
    pretends:
      judged && brand && isBad(judged.verdict)
        ? w.pretends(brandName(brand, reader.lang), shownKey(judged.key))
        : null,
    because: because(record, judged?.verdict ?? null, reader),
    probability: judged?.verdict.probability ?? null,
    evidenceDb: judged?.verdict.evidenceDb ?? null,
    rulesVersion: judged?.verdict.rulesVersion ?? null,
    judged: judged ? shownKey(judged.key) : null,
  };
}

/** The strongest reason against it; of a mail that could not be read, why. */
function because(record: MailRecord, verdict: Verdict | null, { words, lang }: Reader): string | null {
  if (record.error !== null) return words.report.mailError[record.error.reason];
  const top = byWeight(verdict?.reasons ?? [])[0];
  return top && top.db > 0 ? words.report.because(explainReason(top, lang)) : null;
}

/** Listed or close to it: worth a warning and a report to others. */
export const isBad = (verdict: Verdict | null): boolean =>
  verdict?.band === "malicious" || verdict?.band === "suspicious";

/**
 * A bad link decides at once. Anything milder waits until every link that will be looked at was: an unknown link
 * beside a harmless one is not harmless. Official and long-standing places are not looked at, so a mail that
 * leads nowhere else has no link to judge.
 */
function toneOf(
  record: MailRecord,
  indicators: ReadonlyMap<string, Indicator>,
  verdict: Verdict | null,
): Tone {
  if (record.extraction === null) return "unreadable";
  if (verdict !== null && isBad(verdict)) return verdict.band;
  const judgeable = record.keys.map((key) => indicators.get(key) ?? null).filter((i) => !isSkipped(i));
  if (judgeable.some((i) => i === null || i.verdict === null)) return "pending";
  return judgeable.length === 0 ? "nolinks" : (verdict?.band ?? "nolinks");
}

/** Strongest in either direction first; equal ones by id, so that a report does not change by itself. */
const byWeight = (reasons: readonly Reason[]): Reason[] =>
  [...reasons].sort((a, b) => Math.abs(b.db) - Math.abs(a.db) || (a.id < b.id ? -1 : 1));

export function reasonLines(verdict: Verdict | null, reader: Reader): ReasonLine[] {
  return byWeight(verdict?.reasons ?? []).map((reason) => ({
    id: reason.id,
    group: reason.group,
    groupName: reader.words.group[reason.group],
    db: reason.db,
    text: explainReason(reason, reader.lang),
    source: reason.source,
    observedAt: reason.observedAt,
    isWritersText: reason.isWritersText,
  }));
}
