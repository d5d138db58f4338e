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
  const plain = text.normalize("NFKC").replace(INVISIBLE, "").toLowerCase();
  const bare = LATIN_LETTER_WITH_MARK.test(plain)
    ? plain.normalize("NFKD").replace(LATIN_MARKS, "").normalize("NFC")
    : plain;
  return bare.replace(FOLDABLE, foldCharacter).replace(SPACE_IN_JAPANESE, "");
}

/** Format and filler characters that are drawn as nothing: a name cut by one still reads as the name. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}|\p{Cf}|\u2800/gu;
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
const FOLDABLE = new RegExp(`[${[...FOLDS.keys()].join("")}]`, "gu");

function foldCharacter(character: string): string {
  return FOLDS.get(character) ?? character;
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
  return foldLatin(label)
    .replace(/0/g, "o")
    .replace(/1/g, "l")
    .replace(/5/g, "s")
    .replace(/rn/g, "m")
    .replace(/vv/g, "w")
    .replace(/cl/g, "d");
}

/** Letters that look like Latin ones become Latin; nothing else changes. */
export function foldLatin(label: string): string {
  // Nearly every label: nothing to fold.
  if (/^[\0-\x7F]*$/.test(label)) return label.toLowerCase();
  const plain = label.normalize("NFKC").toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  return plain.replace(NOT_PLAIN, (c) => CONFUSABLES.get(c) ?? c);
}
