import { decodedRun, HEX_RUN, rewrittenTexts, sextet } from "./decoded-views.ts";
import type { FormMatcher } from "./form-matcher.ts";
import type { RecipientPatterns, Recipients } from "./recipient-patterns.ts";

/**
 * The first question about a text, and for nearly all of it the last: can a recipient be in it, in plain or in
 * what it decodes to? Looks where redact.ts looks, but keeps no positions and decodes runs of base64 on the way,
 * 3 ns a character. Never false where redaction would find something; true says no more than "look closely".
 *
 * `isUrl`: any address counts. `depth`: layers of decoding.
 */
export function mayHoldRecipient(source: string, people: Recipients, isUrl: boolean, depth: number): boolean {
  const text = narrowed(source);
  const patterns = people.patternsFor(text);
  if (isUrl && SOME_ADDRESS.test(text)) return true;
  if (patterns.folded === null && patterns.exact === null && !isUrl) return false;
  if (patterns.folded?.isIn(text) || patterns.exact?.isIn(text)) return true;
  if (depth === 0) return false;
  if (new RunScan(text, patterns, isUrl, depth).holds(0, text.length, RUN)) return true;
  return rewrittenTexts(text).some((written) => mayHoldRecipient(written, people, isUrl, depth - 1));
}

/** Full-width forms have the length of the ASCII ones, so positions stay. */
export function narrowed(source: string): string {
  return source.replace(/[\uff01-\uff5e]+/gu, toHalfWidth);
}

function toHalfWidth(wide: string): string {
  let narrow = "";
  for (let i = 0; i < wide.length; i++) narrow += String.fromCharCode(wide.charCodeAt(i) - 0xfee0);
  return narrow;
}

const SOME_ADDRESS = /[\w.+-]@[a-z0-9-]{1,63}\./iu;

/** The six bits that each ASCII character of a run stands for; -1: it is in none. */
const sextets = (inRun: RegExp): Int8Array =>
  Int8Array.from({ length: 128 }, (_, code) => (inRun.test(String.fromCharCode(code)) ? sextet(code) : -1));
const RUN = sextets(/[A-Za-z0-9+/_-]/u);
/** A path or a hyphenated word can hold a run as one of its parts. */
const SEGMENT = sextets(/[\w+-]/u);
const PART = sextets(/[A-Za-z0-9]/u);
const LOWER = Uint8Array.from({ length: 256 }, (_, code) =>
  String.fromCharCode(code).toLowerCase().charCodeAt(0),
);

/** Six bytes, the shortest address worth the name. */
const RUN_CHARS_MIN = 8;
const HEX_CHARS_MIN = 12;
/** So many printable bytes in a row may be a further encoding. */
const PRINTABLE_MIN = 8;

function sextetAt(text: string, at: number, alphabet: Int8Array): number {
  const code = text.charCodeAt(at);
  return code < 128 ? (alphabet[code] as number) : -1;
}

class RunScan {
  readonly #text: string;
  readonly #folded: FormMatcher | null;
  readonly #exact: FormMatcher | null;
  readonly #isUrl: boolean;
  readonly #printableMin: number;

  constructor(text: string, { folded, exact }: RecipientPatterns, isUrl: boolean, depth: number) {
    this.#text = text;
    this.#folded = folded;
    this.#exact = exact;
    this.#isUrl = isUrl;
    this.#printableMin = depth > 1 ? PRINTABLE_MIN : Number.POSITIVE_INFINITY;
  }

  /** Some run of this alphabet between the two places may hold a recipient. */
  holds(from: number, to: number, alphabet: Int8Array): boolean {
    const text = this.#text;
    for (let at = from; at < to; at++) {
      const start = at;
      while (at < to && sextetAt(text, at, alphabet) >= 0) at++;
      if (at - start >= RUN_CHARS_MIN && this.#runHolds(start, at, alphabet === RUN)) return true;
    }
    return false;
  }

  #runHolds(start: number, end: number, isWhole: boolean): boolean {
    const text = this.#text;
    let [isPath, isJoined, isSuspect] = [false, false, false];
    let [bits, count, a, b, printable] = [0, 0, 0, 0, 0];
    for (let at = start; at < end; at++) {
      const code = text.charCodeAt(at);
      const six = RUN[code] as number;
      if (code === 0x2f) isPath = true;
      if (six >= 62) isJoined = true;
      bits = ((bits << 6) | six) & 0xffff;
      count += 6;
      if (count < 8) continue;
      count -= 8;
      const c = (bits >> count) & 0xff;
      printable = c >= 0x20 && c <= 0x7e ? printable + 1 : 0;
      if (printable >= this.#printableMin) return true;
      isSuspect ||= this.#mayBegin(a, b, c);
      a = b;
      b = c;
    }
    isSuspect ||= this.#mayBegin(a, b, 0) || this.#mayBegin(b, 0, 0);
    if (this.#isHeldBy(start, end, isSuspect)) return true;
    if (!isWhole) return false;
    return (isPath && this.holds(start, end, SEGMENT)) || (isJoined && this.holds(start, end, PART));
  }

  #mayBegin(a: number, b: number, c: number): boolean {
    if (this.#isUrl && a === 0x40) return true;
    return (
      this.#folded?.mayBegin(LOWER[a] as number, LOWER[b] as number, LOWER[c] as number) === true ||
      this.#exact?.mayBegin(a, b, c) === true
    );
  }

  #isHeldBy(start: number, end: number, isSuspect: boolean): boolean {
    const length = end - start;
    if (!isSuspect && length < HEX_CHARS_MIN) return false;
    const run = this.#text.slice(start, end);
    if (!isSuspect && !HEX_RUN.test(run)) return false;
    const bytes = decodedRun(run);
    return (
      (this.#isUrl && SOME_ADDRESS.test(bytes)) ||
      this.#folded?.isIn(bytes) === true ||
      this.#exact?.isIn(bytes) === true
    );
  }
}
