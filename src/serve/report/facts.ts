import type { Evidence } from "../../domain/evidence.ts";
import type { MailRecord } from "../../domain/mail-record.ts";
import type { Lost } from "../../domain/message.ts";
import { defang } from "../../domain/url.ts";
import type { Words } from "../words.en.ts";
import { formatTime, type Zone } from "./time-text.ts";
import type { Fact, FactState, Row, RowId } from "./view.ts";

/** Makers of facts, so that every row says its state in the same way. */

export interface Reader {
  readonly words: Words;
  readonly lang: "ja" | "en";
  readonly zone: Zone;
}

type Extra = Partial<Omit<Fact, "state" | "text">>;

const fact = (state: FactState, text: string, extra: Extra): Fact => ({
  label: null,
  notes: [],
  isVerbatim: false,
  href: null,
  isWarning: false,
  source: null,
  observedAt: null,
  ...extra,
  state,
  text,
});

export const found = (text: string, extra: Extra = {}): Fact => fact("found", text, extra);
export const verbatim = (text: string, extra: Extra = {}): Fact =>
  found(text, { ...extra, isVerbatim: true });
export const none = (text: string, extra: Extra = {}): Fact => fact("none", text, extra);

/** A value of the mail that may be missing because forwarding dropped it. */
export function lostOr(record: MailRecord, what: Lost, otherwise: Fact, { words }: Reader): Fact {
  if (!record.lost.includes(what)) return otherwise;
  const name = words.lost[what];
  const text = record.forwarded === "inline" ? words.report.lostInline(name) : words.report.lostOther(name);
  return fact("lost", text, {});
}

/** Evidence that holds no value, as a sentence that says which kind of nothing it is. */
export function missing(evidence: Exclude<Evidence<unknown>, { state: "found" }>, reader: Reader): Fact {
  const { words } = reader;
  if (evidence.state === "pending") return fact("pending", words.report.pending, {});
  const at = { source: evidence.source, observedAt: evidence.observedAt };
  if (evidence.state === "absent") return fact("absent", words.report.absent, at);
  const why = words.failure[evidence.reason];
  return fact("failed", words.report.failedAt(why, formatTime(evidence.observedAt, reader.zone)), at);
}

export const row = (id: RowId, reader: Reader, facts: readonly Fact[]): Row => ({
  id,
  label: reader.words.report.rows[id],
  facts,
});

/** A host or a URL as it may be printed. */
export const shownKey = (key: string): string => defang(key);

/** Scheme and authority of an address in free text; Japanese punctuation ends it. */
const ADDRESS = /\b(https?|ftp):\/\/([^\s/?#<>"'、。（）「」]*)/gi;

/**
 * Free text of the mail with every address in it made dead: `https://a.b/c.d` => `hxxps://a[.]b/c.d`. A bare
 * name is left alone, since programs make links of schemes and of `www.` only.
 */
export function defangText(text: string): string {
  return text
    .replace(ADDRESS, (_, scheme: string, authority: string) =>
      defang(`${scheme.toLowerCase()}://${authority}`),
    )
    .replace(/\bwww\.(?=[a-z0-9])/gi, "www[.]");
}
