/**
 * The language of a mail: by script for Japanese, Chinese, Korean and Russian, by stop-words for the
 * Latin ones. Reads at most CHARS_LOOKED_AT_MAX characters. Pure, linear.
 *
 *   お支払い方法に問題があります => ja     您的账户已被冻结 => zh     支払方法変更済 => ja (Japanese-only forms)
 *   Your account is locked      => en     OK 12345        => und
 */
export function detectLanguage(text: string): string {
  const sample = text.slice(0, CHARS_LOOKED_AT_MAX).replace(/https?:\/\/[!-~]*/gu, " ");
  const seen = countScripts(sample);
  const eastAsian = seen.han + seen.kana + seen.hangul;
  const letters = eastAsian + seen.latin + seen.cyrillic;
  if (letters === 0) return "und";
  // One ideograph says as much as about three Latin letters, so a quarter is already the larger part.
  if (eastAsian * 4 >= letters) return eastAsianLanguage(seen, sample);
  if (seen.cyrillic * 2 >= letters) return "ru";
  return latinLanguage(sample);
}

/** The first 20,000 characters decide; a longer tail is quoted mail or legal text. */
const CHARS_LOOKED_AT_MAX = 20_000;

interface Scripts {
  han: number;
  kana: number;
  hangul: number;
  latin: number;
  cyrillic: number;
}

function countScripts(text: string): Scripts {
  const seen: Scripts = { han: 0, kana: 0, hangul: 0, latin: 0, cyrillic: 0 };
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if ((c >= 0x41 && c <= 0x5a) || (c >= 0x61 && c <= 0x7a) || (c >= 0xc0 && c <= 0x24f)) seen.latin++;
    else if ((c >= 0x3041 && c <= 0x30ff && c !== 0x30fb) || (c >= 0xff66 && c <= 0xff9f)) seen.kana++;
    else if ((c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf)) seen.han++;
    else if ((c >= 0xac00 && c <= 0xd7af) || (c >= 0x1100 && c <= 0x11ff)) seen.hangul++;
    else if (c >= 0x400 && c <= 0x4ff) seen.cyrillic++;
  }
  return seen;
}

/** Forms of post-war Japan that neither simplified nor traditional Chinese writes. */
const JAPANESE_ONLY = /[円発売駅気楽図応変払込働検証済続価険権関様届塩帰単戦団辺処訳読択沢択拠拡県黒歳]/u;

function eastAsianLanguage(seen: Scripts, text: string): string {
  if (seen.hangul > seen.han + seen.kana) return "ko";
  // Chinese mail borrows a stray の; Japanese prose is at least a fifth kana.
  if (seen.kana * 20 >= seen.kana + seen.han) return "ja";
  return JAPANESE_ONLY.test(text) ? "ja" : "zh";
}

/** Function words that are frequent in one language and rare in the others; own choice. */
const STOP_WORDS: Readonly<Record<string, ReadonlySet<string>>> = {
  en: words("the and you your is are was has have been this that with from will for not our we please to of"),
  de: words(
    "der die das und ist nicht ein eine sie ihr ihre ihnen mit auf für von zu wir bitte wurde haben den",
  ),
  fr: words(
    "le les des et est une vous votre vos pour dans nous avec sur pas cette aux du merci veuillez que",
  ),
  es: words("el los las una y es su sus para con por que usted nos del ha este esta más como haga favor"),
  it: words("il gli di che è per una la non con sono del della suo tuo questo questa si può nel dei grazie"),
  pt: words("o os as um uma não para com seu sua você do da dos das em foi é por mais que obrigado ao"),
  nl: words("de het een en van is niet uw je wij met voor op dat zijn te aan wordt heeft u deze klik"),
};

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(" "));
}

const LANGUAGES = Object.keys(STOP_WORDS);
/** Each function word with the places in LANGUAGES of those that have it: one look-up a word of the mail. */
const LANGUAGES_OF: ReadonlyMap<string, readonly number[]> = new Map(
  [...new Set(Object.values(STOP_WORDS).flatMap((stops) => [...stops]))].map((word) => [
    word,
    LANGUAGES.flatMap((language, n) => (STOP_WORDS[language]?.has(word) ? [n] : [])),
  ]),
);

function latinLanguage(text: string): string {
  const found = text.toLowerCase().match(/[a-z\u00df-\u024f]+/gu) ?? [];
  const counts = LANGUAGES.map(() => 0);
  for (const word of found)
    for (const language of LANGUAGES_OF.get(word) ?? []) counts[language] = (counts[language] as number) + 1;
  const most = Math.max(...counts);
  // Two function words, and one word in twelve: below that it is a list of names or numbers.
  return most >= 2 && most * 12 >= found.length ? (LANGUAGES[counts.indexOf(most)] as string) : "und";
}
