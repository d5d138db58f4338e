/**
 * Tells apart the ways in which a WHOIS server gives no registration: the domain does not exist, it is
 * reserved, the server throttles, bans or is broken. Terms of use speak of all of these in passing, so only
 * lines that begin like an answer count, and an answer with a registration in it is not searched at all.
 * Pure, linear. Called by parse-whois.ts. Phrases and their source: data/whois-phrases.ts.
 */
import { ABSENT, BROKEN, REFUSED, RESERVED, THROTTLED, THROTTLED_FIRST } from "../data/whois-phrases.ts";
import { BARE_REGISTRATION, type Registration } from "../domain/evidence.ts";
import type { WhoisAnswer } from "./parse-whois.ts";

/** Answers are short; terms of use fill longer lines. */
const LINE_CHARS_MAX = 160;
const LINES_MAX = 400;

/** `null`: no refusal was recognised. Only for an answer without a registration in it. */
export function readRefusal(text: string): WhoisAnswer | null {
  const lines = answerLines(text);
  const first = lines.find((line) => THROTTLED_FIRST.test(line));
  if (first !== undefined) return toThrottled(first);
  if (hasAny(lines, RESERVED)) return { state: "found", value: RESERVED_NAME };
  if (hasAny(lines, ABSENT)) return { state: "absent" };
  const throttled = lines.find((line) => THROTTLED.some((phrase) => phrase.test(line)));
  if (throttled !== undefined) return toThrottled(throttled);
  const refused = lines.find((line) => REFUSED.some((phrase) => phrase.test(line)));
  if (refused !== undefined) return { state: "failed", reason: "refused", detail: refused };
  const broken = lines.find((line) => BROKEN.some((phrase) => phrase.test(line)));
  return broken === undefined ? null : { state: "failed", reason: "server_error", detail: broken };
}

/** A reserved name is known to the registry, without dates or registrar. */
const RESERVED_NAME: Registration = { ...BARE_REGISTRATION, status: ["reserved"] };

function answerLines(text: string): string[] {
  return text
    .split(/\r\n|\n|\r/, LINES_MAX)
    .map((line) =>
      line
        .slice(0, LINE_CHARS_MAX + 40)
        .normalize("NFKD")
        .replace(/(?<=\p{sc=Latin})\p{M}+/gu, "")
        .normalize("NFC"),
    )
    .map((line) =>
      line
        .toLowerCase()
        .replace(/\s+/g, " ")
        .replace(/^[ %#;*>!\-="'.]+/, "")
        .replace(LEAD_IN, "")
        .trim(),
    )
    .filter((line) => line !== "" && line.length <= LINE_CHARS_MAX);
}

/** What stands before the answer proper. */
const LEAD_IN = /^(?:(?:sorry|error|info|notice|result)\b[,:.! ]*)?(?:\d{1,11}: ?)?(?:but )?/;

function hasAny(lines: readonly string[], phrases: readonly RegExp[]): boolean {
  return lines.some((line) => phrases.some((phrase) => phrase.test(line)));
}

function toThrottled(line: string): WhoisAnswer {
  const [, count, unit] = /(\d{1,6})\s*(s|m|h)(?:ec|in|our|\b)/.exec(line) ?? [];
  const seconds = Number(count) * ({ s: 1, m: 60, h: 3_600 }[unit ?? "s"] ?? 1);
  const failed = { state: "failed", reason: "rate_limited", detail: line } as const;
  return count === undefined ? failed : { ...failed, retryAfterSeconds: seconds };
}
