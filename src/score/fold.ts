import { CONFUSABLES } from "../data/confusables.ts";

/**
 * One spelling for all the ways in which a name is disguised, so that names can be compared.
 *
 * "Ａｍａｚｏｎ"       full width             -> "amazon"
 * "Am\u2061azon"      invisible character    -> "amazon"
 * "Аmаzоn"            Cyrillic letters       -> "amazon"
 * "ｱﾏｿﾞﾝ"            half width             -> "アマゾン"
 * "三丼住友 力一ド"    look-alike kanji       -> "三井住友カード"
 * Not folded: "rn" to "m" (it would change ordinary words; host names have hostKey for that).
 */
export function foldText(text: string): string {
  const shown = text.normalize("NFKC");
  const plain = (MAYBE_INVISIBLE.test(shown) ? shown.replace(INVISIBLE, "") : shown).toLowerCase();
  const bare = LATIN_LETTER_WITH_MARK.test(plain)
    ? plain.normalize("NFKD").replace(LATIN_MARKS, "").normalize("NFC")
    : plain;
  const folded = foldCharacters(bare);
  return NOT_ASCII.test(folded) ? folded.replace(SPACE_IN_JAPANESE, "") : folded;
}

/** One pass with a table: this runs over whole mails, a character class of hundreds of letters is ten times slower. */
function foldCharacters(text: string): string {
  let out = "";
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x80 || FOLD_CODES[code] === 0) continue;
    out += text.slice(from, at) + String.fromCharCode(FOLD_CODES[code] as number);
    from = at + 1;
  }
  return from === 0 ? text : out + text.slice(from);
}
const NOT_ASCII = /[^\0-\x7F]/;

/** Format and filler characters that are drawn as nothing: a name cut by one still reads as the name. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}|\p{Cf}|\u2800/gu;
/** The same and more, without the Unicode tables: nearly all mails have none of them. */
const MAYBE_INVISIBLE = new RegExp(
  `[${[
    "\\u00AD\\u0600-\\u0605\\u061C\\u06DD\\u070F\\u0890-\\u08E2\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F",
    "\\u034F\\u200B-\\u200F\\u2028-\\u202E\\u2060-\\u206F\\u2800\\u3164\\uD800-\\uDFFF",
    "\\uFE00-\\uFE0F\\uFEFF\\uFFA0\\uFFF0-\\uFFFB",
  ].join("")}]`,
);
const LATIN_LETTER_WITH_MARK = /[\u00C0-\u024F\u1E00-\u1EFF]|\p{M}/u;
const LATIN_MARKS = /[\u0300-\u036F]/g;
/** Everything but ASCII: only these characters can need folding. */
const NOT_PLAIN = /[^\0-\x7F]/gu;
const SPACE_IN_JAPANESE = /(?<=[^\0-\u2FFF])\s+(?=[^\0-\u2FFF])/g;

/** Kanji, kana and signs that are drawn alike, and Chinese forms of kanji in brand names. */
const JAPANESE_LOOKALIKES: ReadonlyMap<string, string> = new Map(
  (
    [
      ["カ", "力"],
      ["エ", "工"],
      ["ロ", "口"],
      ["ハ", "八"],
      ["タ", "夕"],
      ["ト", "卜"],
      ["ニ", "二"],
      ["ー", "一—―–−‐‑─"],
      ["ン", "ソ"],
      ["井", "丼"],
      ["楽", "樂乐桨"],
      ["銀", "银"],
      ["東", "东"],
      ["電", "电"],
      ["郵", "邮"],
      ["運", "运"],
      ["輸", "输"],
      ["証", "證证"],
      ["国", "國囯"],
      ["庁", "廳厅"],
      ["税", "稅"],
      ["務", "务"],
      ["関", "關关"],
      ["黒", "黑"],
    ] as const
  ).flatMap(([to, from]) => [...from].map((c): [string, string] => [c, to])),
);

/** Dashes stay: ー is a long vowel in text and a hyphen only in host names. */
const FOLDS: ReadonlyMap<string, string> = new Map([
  ...[...CONFUSABLES].filter(([, to]) => to !== "-"),
  ...JAPANESE_LOOKALIKES,
]);
/** By UTF-16 code, 0: stays. All pairs are single units: NFKC has turned the others into plain letters. */
const FOLD_CODES = codeTable(FOLDS);

function codeTable(folds: ReadonlyMap<string, string>): Uint16Array {
  const table = new Uint16Array(0x10000);
  for (const [from, to] of folds)
    if (from.length === 1 && to.length === 1) table[from.charCodeAt(0)] = to.charCodeAt(0);
  return table;
}

/** The same word in the other kana: みずほ and ミズホ. Text without kana comes back as it is. */
export function swapKana(text: string): string {
  return text.replace(/[\u3041-\u3096\u30A1-\u30F6]/g, (c) => {
    const code = c.charCodeAt(0);
    return String.fromCharCode(code < 0x30a1 ? code + 0x60 : code - 0x60);
  });
}

/**
 * Host names are compared by this key, of names and labels alike: look-alike letters first, then the pairs that
 * read the same in most fonts: 0 o, 1 l, 5 s, rn m, vv w, cl d.
 *
 * "amaz0n", "arnazon", "аmazon" -> "amazon"
 */
export function hostKey(label: string): string {
  const latin = foldLatin(label);
  return READ_ALIKE.test(latin) ? latin.replace(READ_ALIKES, (piece) => READ_AS[piece] ?? piece) : latin;
}
const READ_ALIKE = /[015]|rn|vv|cl/;
const READ_ALIKES = /[015]|rn|vv|cl/g;
const READ_AS: Readonly<Record<string, string>> = { "0": "o", "1": "l", "5": "s", rn: "m", vv: "w", cl: "d" };

/** Letters that look like Latin ones become Latin; nothing else changes. */
export function foldLatin(label: string): string {
  // Nearly every label: nothing to fold.
  if (/^[\0-\x7F]*$/.test(label)) return label.toLowerCase();
  const plain = label.normalize("NFKC").toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  return plain.replace(NOT_PLAIN, (c) => CONFUSABLES.get(c) ?? c);
}
