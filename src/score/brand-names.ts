import { BRANDS, type Brand } from "../data/brands.ts";
import { foldText, swapKana } from "./fold.ts";

/** A brand's name inside a folded text. */
export interface NameHit {
  readonly brand: Brand;
  /** Position in the folded text. */
  readonly start: number;
  readonly end: number;
  /** The name is written in Latin letters and is an ordinary word too. */
  readonly isOrdinaryWord: boolean;
}

interface Name {
  readonly text: string;
  readonly brand: Brand;
  readonly isLatin: boolean;
}

/** りそな is a name, らいん could be the end of any word. */
const SWAPPED_CHARS_MIN = 4;

/** Names by their first two characters, longest first, so that 楽天カード wins over 楽天. */
const NAMES: ReadonlyMap<string, readonly Name[]> = indexNames();

/** 1 where a name may begin, by UTF-16 code: nearly all characters of a mail are passed over by it. */
const STARTS = startTable();

function startTable(): Uint8Array {
  const table = new Uint8Array(0x10000);
  for (const key of NAMES.keys()) table[key.charCodeAt(0)] = 1;
  return table;
}

function indexNames(): ReadonlyMap<string, readonly Name[]> {
  const index = new Map<string, Name[]>();
  for (const brand of BRANDS)
    for (const text of spellings(brand)) {
      const key = text.slice(0, 2);
      index.set(key, [...(index.get(key) ?? []), { text, brand, isLatin: /^[\0-\x7F]+$/.test(text) }]);
    }
  for (const names of index.values()) names.sort((a, b) => b.text.length - a.text.length);
  return index;
}

/** Folded names, and the same in the other kana. */
function spellings({ names }: Brand): ReadonlySet<string> {
  const folded = [...names.ja, ...names.en].map(foldText);
  const swapped = folded.filter((t) => t.length >= SWAPPED_CHARS_MIN).map(swapKana);
  return new Set([...folded, ...swapped]);
}

/**
 * Brand names in a text that went through foldText, in order, without overlaps, the longest name first; at `most`
 * so many.
 * A Latin name must stand alone: "amazonas" is not Amazon, "amazonプライム" is.
 */
export function findBrandNames(folded: string, most = Number.POSITIVE_INFINITY): readonly NameHit[] {
  const hits: NameHit[] = [];
  for (let at = 0; at + 1 < folded.length && hits.length < most; ) {
    const code = folded.charCodeAt(at);
    // Inside a Latin word no Latin name can begin; no Japanese name begins with such a letter either.
    if (STARTS[code] === 0 || (isLatinWord(code) && isLatinWord(folded.charCodeAt(at - 1)))) {
      at += 1;
      continue;
    }
    const name = NAMES.get(folded.slice(at, at + 2))?.find((n) => standsAt(folded, at, n));
    if (name === undefined) {
      at += 1;
      continue;
    }
    const end = at + name.text.length;
    const isOrdinaryWord = name.brand.isOrdinaryWord && name.text.length <= ORDINARY_CHARS_MAX;
    hits.push({ brand: name.brand, start: at, end, isOrdinaryWord });
    at = end;
  }
  return hits;
}

/** `Apple` is an ordinary word, `東京ガスApple Account` is none: long names prove themselves. */
const ORDINARY_CHARS_MAX = 8;

function standsAt(text: string, at: number, name: Name): boolean {
  if (!text.startsWith(name.text, at)) return false;
  if (!name.isLatin) return true;
  return !isLatinWord(text.charCodeAt(at - 1)) && !isLatinWord(text.charCodeAt(at + name.text.length));
}

function isLatinWord(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
}
