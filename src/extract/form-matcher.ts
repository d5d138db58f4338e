import { forEachMatch } from "./decoded-views.ts";

/** A text to look for: literal at first, then whatever its own question says. */
export interface Form {
  readonly lead: string;
  /**
   * Where the form ends whose lead stands from `start` to `end`; -1: it does not stand there. `compared`: the text
   * in the case in which it is compared. `null`: it is its lead.
   */
  readonly endAt: ((text: string, compared: string, start: number, end: number) => number) | null;
}

/**
 * One expression over hundreds of case-folded forms costs 2 ms to compile and 30 ns a character to run, and nearly
 * every text holds none of them. So the forms' first characters pick the places (1 ns a character), a plain
 * comparison follows there, and only then is a form's own question asked.
 *
 * `every`: source of an expression that is looked for as well. `null` as the result: nothing to look for.
 */
export function makeFormMatcher(
  forms: readonly Form[],
  isCaseFolded: boolean,
  every: string | null,
): FormMatcher | null {
  if (forms.length === 0 && every === null) return null;
  const also = every === null ? null : new RegExp(every, isCaseFolded ? "giu" : "gu");
  return new FormMatcher(
    forms.map((form) => new Needle(form, isCaseFolded)),
    isCaseFolded,
    also,
  );
}

/** Of the same length: İ is the one letter whose lower case has two code units. */
export const toLower = (text: string): string => text.replaceAll("İ", "i").toLowerCase();

class Needle {
  readonly lead: string;
  readonly #endAt: Form["endAt"];

  constructor({ lead, endAt }: Form, isCaseFolded: boolean) {
    this.lead = isCaseFolded ? toLower(lead) : lead;
    this.#endAt = endAt;
  }

  /** Where the form that begins at `at` ends; -1: it does not stand there. */
  endAt(text: string, compared: string, at: number): number {
    if (!compared.startsWith(this.lead, at)) return -1;
    const end = at + this.lead.length;
    return this.#endAt === null ? end : this.#endAt(text, compared, at, end);
  }
}

/** Needles by how their lead begins: its first three code units, or the first alone of a shorter one. */
export class FormMatcher {
  /** An expression is looked for besides the forms. */
  readonly hasExpression: boolean;
  readonly #also: RegExp | null;
  readonly #isCaseFolded: boolean;
  readonly #grams = new Map<number, Needle[]>();
  readonly #firsts = new Map<number, Needle[]>();
  /** 1: a needle may begin with this gram; nearly every place is passed by one read. */
  readonly #isStart = new Uint8Array(GRAMS);
  readonly #hasShort: boolean;

  constructor(needles: readonly Needle[], isCaseFolded: boolean, also: RegExp | null) {
    this.#also = also;
    this.hasExpression = also !== null;
    this.#isCaseFolded = isCaseFolded;
    for (const needle of needles) {
      const { lead } = needle;
      const isShort = lead.length < 3;
      const key = isShort
        ? lead.charCodeAt(0)
        : gram(lead.charCodeAt(0), lead.charCodeAt(1), lead.charCodeAt(2));
      const groups = isShort ? this.#firsts : this.#grams;
      const group = groups.get(key);
      if (group) group.push(needle);
      else groups.set(key, [needle]);
      if (!isShort) this.#isStart[key] = 1;
    }
    this.#hasShort = this.#firsts.size > 0;
  }

  /** Visits each place where one of the forms stands, the longest there; those inside another are left out. */
  forEach(text: string, visit: (match: string, start: number, end: number) => void): void {
    const compared = this.#isCaseFolded ? toLower(text) : text;
    for (let at = this.#next(compared, 0); at >= 0; ) {
      const end = this.#endOfLongest(text, compared, at);
      if (end > at) visit(text.slice(at, end), at, end);
      at = this.#next(compared, Math.max(at + 1, end));
    }
    if (this.#also) forEachMatch(this.#also, text, visit);
  }

  /** `forEach` would visit something. */
  isIn(text: string): boolean {
    const compared = this.#isCaseFolded ? toLower(text) : text;
    for (let at = this.#next(compared, 0); at >= 0; at = this.#next(compared, at + 1))
      if (this.#endOfLongest(text, compared, at) > at) return true;
    return this.#also !== null && text.search(this.#also) >= 0;
  }

  /** A form may begin with these three code units; in lower case when case is folded. Never false where one does. */
  mayBegin(a: number, b: number, c: number): boolean {
    if (this.#hasShort && this.#firsts.has(a)) return true;
    const key = gram(a, b, c);
    if (this.#isStart[key] !== 1) return false;
    for (const { lead } of this.#grams.get(key) as Needle[])
      if (lead.charCodeAt(0) === a && lead.charCodeAt(1) === b && lead.charCodeAt(2) === c) return true;
    return false;
  }

  /** The first place from `from` on where a needle may begin; -1: none. */
  #next(text: string, from: number): number {
    let [a, b] = [text.charCodeAt(from), text.charCodeAt(from + 1)];
    for (let at = from; at < text.length; at++) {
      const c = text.charCodeAt(at + 2);
      if (this.#isStart[gram(a, b, c)] === 1 || (this.#hasShort && this.#firsts.has(a))) return at;
      a = b;
      b = c;
    }
    return -1;
  }

  /** End of the longest needle that stands at `at`; -1: none does. */
  #endOfLongest(text: string, compared: string, at: number): number {
    const [a, b, c] = [compared.charCodeAt(at), compared.charCodeAt(at + 1), compared.charCodeAt(at + 2)];
    let end = -1;
    for (const group of [this.#grams.get(gram(a, b, c)), this.#firsts.get(a)])
      for (const needle of group ?? []) end = Math.max(end, needle.endAt(text, compared, at));
    return end;
  }
}

/** A hundred needles set one in eighty: small enough to be made anew for each mail. */
const GRAMS = 1 << 13;

/** NaN behind the end of the text counts as 0. */
const gram = (a: number, b: number, c: number): number => ((a * 131 + b) * 131 + c) & (GRAMS - 1);

/** The text as the source of an expression that matches it alone. */
export const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/gu, "\\$&");
