import type { Facts } from "../../domain/evidence.ts";
import type { HistoryEntry, Indicator } from "../../domain/indicator.ts";
import type { MailRecord } from "../../domain/mail-record.ts";
import { isSkipped } from "./destinations.ts";
import { type Reader, shownKey } from "./facts.ts";
import type { ReportView } from "./view.ts";

const SOURCES = ["registration", "whois", "dns", "network"] as const satisfies readonly (keyof Facts)[];
const SOURCE_NAMES = { registration: "RDAP", whois: "WHOIS", dns: "DNS", network: "AS" } as const;

/** What the report cannot vouch for: failed and pending look-ups, limits, and what is never done. */
export function unchecked(
  record: MailRecord,
  indicators: ReadonlyMap<string, Indicator>,
  reader: Reader,
): string[] {
  const w = reader.words.report;
  const lines = record.keys.flatMap((key) => {
    const indicator = indicators.get(key);
    if (!indicator) return [w.sourcePending(shownKey(key), "RDAP, DNS, AS")];
    if (isSkipped(indicator)) return [`${shownKey(key)}: ${w.notLookedUp}`];
    return sourceLines(key, indicator.facts, reader);
  });
  for (const limit of record.extraction?.truncated ?? []) lines.push(w.truncated(limit.limit, limit.max));
  for (const { attachment, note } of record.extraction?.unread ?? [])
    lines.push(w.unreadFile(attachment, w.unreadWhy[note]));
  for (const link of record.extraction?.links ?? [])
    if (link.isOpaque) lines.push(w.opaqueLink(link.host, link.tells?.domain ?? null));
  if (record.keys.length > 0) lines.push(w.notVisited);
  if ((record.extraction?.phones.length ?? 0) > 0) lines.push(w.notPhoneOwner);
  return lines;
}

function sourceLines(key: string, facts: Facts, reader: Reader): string[] {
  const w = reader.words.report;
  const isRegistrationKnown = facts.registration.state === "found" || facts.registration.state === "absent";
  return SOURCES.flatMap((name) => {
    const evidence = facts[name];
    // WHOIS is asked only where RDAP has no answer: not asking it then is no gap.
    if (name === "whois" && (isRegistrationKnown || evidence.state === "pending")) return [];
    if (evidence.state === "failed")
      return [w.sourceFailed(shownKey(key), SOURCE_NAMES[name], reader.words.failure[evidence.reason])];
    return evidence.state === "pending" ? [w.sourcePending(shownKey(key), SOURCE_NAMES[name])] : [];
  });
}

/** The history of the mail's indicators, oldest first; an instant may hold several changes. */
export function timeline(history: readonly HistoryEntry[], reader: Reader): ReportView["timeline"] {
  const w = reader.words.report;
  return [...history]
    .sort((a, b) => a.at - b.at)
    .map((entry) => {
      const who = entry.who === "machine" ? w.machine : entry.who;
      const said = (value: string | null): string => (value === null ? "–" : (w.values[value] ?? value));
      const change = w.change(w.fields[entry.field] ?? entry.field, said(entry.before), said(entry.after));
      const why = entry.why === null || entry.why === entry.after ? null : said(entry.why);
      return { at: entry.at, text: [shownKey(entry.key), change, why, who].filter(Boolean).join(" · ") };
    });
}
