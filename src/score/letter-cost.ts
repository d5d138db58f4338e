/** a-z, 0 for any digit, hyphen, ^ start, $ end. */
export const LETTERS = "abcdefghijklmnopqrstuvwxyz0-^$";

/** The label as the cost table sees it: ends marked, digits alike. */
export function markLabel(label: string): string {
  return `^${label.replace(/\d/g, "0").replace(/[^a-z0-]/g, "")}$`;
}

/**
 * How unlike an honest site's name a label reads: bits per letter by letter pairs, from a table of one base-36
 * digit a pair. `amazon` about 3.5, `xkqzvw` about 8. Labels under four letters say nothing: `null`.
 */
export function letterCost(label: string, table: string): number | null {
  if (label.length < LABEL_CHARS_MIN) return null;
  const text = markLabel(label);
  let bits = 0;
  for (let i = 0; i + 1 < text.length; i++) bits += pairCost(text, i, table);
  return bits / (text.length - 1);
}

const LABEL_CHARS_MIN = 4;

/** Place of each ASCII code in LETTERS. */
const PLACES = Uint8Array.from({ length: 128 }, (_, code) =>
  Math.max(0, LETTERS.indexOf(String.fromCharCode(code))),
);

function pairCost(text: string, at: number, table: string): number {
  const first = PLACES[text.charCodeAt(at)] as number;
  const second = PLACES[text.charCodeAt(at + 1)] as number;
  const digit = table.charCodeAt(first * LETTERS.length + second);
  return digit <= 0x39 ? digit - 0x30 : digit - 0x57;
}
