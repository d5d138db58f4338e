import { forEachMatch } from "./decoded-views.ts";

/** A text to look for: literal at first, then the source of a regular expression. */
export interface Form {
  readonly lead: string;
  readonly rest: string;
}

/** Visits each place where one of the forms stands, the longest there; those inside another are left out. */
export interface FormMatcher {
  forEach(text: string, visit: (match: string, start: number, end: number) => void): void;
}

/**
 * One expression over hundreds of case-folded forms costs 2 ms to compile and 30 ns a character to run, and nearly
 * every text holds none of them. So the forms' first characters pick the places (1 ns a character), a plain
 * comparison follows there, and only a form with a rest has a small expression of its own, made when needed.
 *
 * `every`: source of an expression that is looked for as well. `null` as the result: nothing to look for.
 */
export function makeFormMatcher(
  forms: readonly Form[],
  isCaseFolded: boolean,
  every: string | null,
): FormMatcher | null {
  if (forms.length === 0 && every === null) return null;
  const starts = new Starts(forms.map((form) => new Needle(form, isCaseFolded)));
  const also = every === null ? null : new RegExp(every, isCaseFolded ? "giu" : "gu");
  return {
    forEach(text, visit) {
      const compared = isCaseFolded ? toLower(text) : text;
      for (let at = starts.next(compared, 0); at >= 0; ) {
        const end = starts.endOfLongest(text, compared, at);
        if (end > at) visit(text.slice(at, end), at, end);
        at = starts.next(compared, Math.max(at + 1, end));
      }
      if (also) forEachMatch(also, text, visit);
    },
  };
}

/** Of the same length: İ is the one letter whose lower case has two code units. */
const toLower = (text: string): string => text.replaceAll("İ", "i").toLowerCase();

class Needle {
  readonly lead: string;
  readonly #source: string;
  readonly #flags: string;
  #expression: RegExp | null = null;

  constructor({ lead, rest }: Form, isCaseFolded: boolean) {
    this.lead = isCaseFolded ? toLower(lead) : lead;
    this.#source = rest === "" ? "" : literal(lead) + rest;
    this.#flags = isCaseFolded ? "iuy" : "uy";
  }

  /** Where the form that begins at `at` ends; -1: it does not stand there. */
  endAt(text: string, compared: string, at: number): number {
    if (!compared.startsWith(this.lead, at)) return -1;
    if (this.#source === "") return at + this.lead.length;
    this.#expression ??= new RegExp(this.#source, this.#flags);
    this.#expression.lastIndex = at;
    return this.#expression.test(text) ? this.#expression.lastIndex : -1;
  }
}

/** Needles by how their lead begins: its first three code units, or the first alone of a shorter one. */
class Starts {
  readonly #grams = new Map<number, Needle[]>();
  readonly #firsts = new Map<number, Needle[]>();
  /** 1: a needle may begin with this gram; 64 KB, so that nearly every place is passed by one read. */
  readonly #isStart = new Uint8Array(1 << 16);
  readonly #hasShort: boolean;

  constructor(needles: readonly Needle[]) {
    for (const needle of needles) {
      const { lead } = needle;
      const isShort = lead.length < 3;
      const key = isShort
        ? lead.charCodeAt(0)
        : gram(lead.charCodeAt(0), lead.charCodeAt(1), lead.charCodeAt(2));
      const group = isShort ? this.#firsts : this.#grams;
      group.set(key, [...(group.get(key) ?? []), needle]);
      if (!isShort) this.#isStart[key] = 1;
    }
    this.#hasShort = this.#firsts.size > 0;
  }

  /** The first place from `from` on where a needle may begin; -1: none. */
  next(text: string, from: number): number {
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
  endOfLongest(text: string, compared: string, at: number): number {
    const [a, b, c] = [compared.charCodeAt(at), compared.charCodeAt(at + 1), compared.charCodeAt(at + 2)];
    const here = [...(this.#grams.get(gram(a, b, c)) ?? []), ...(this.#firsts.get(a) ?? [])];
    return Math.max(-1, ...here.map((needle) => needle.endAt(text, compared, at)));
  }
}

/** NaN behind the end of the text counts as 0. */
const gram = (a: number, b: number, c: number): number => ((a * 131 + b) * 131 + c) & 0xffff;

/** The text as the source of an expression that matches it alone. */
export const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/gu, "\\$&");
