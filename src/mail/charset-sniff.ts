/**
 * Charset sniffing: which legacy encoding bytes are in when nobody says so, or when the label is wrong.
 * Each candidate decodes a sample; the one whose text looks most like real writing wins.
 *
 * Looks at text only through character classes and small sets of frequent characters (own choice, from the
 * most frequent characters of each language's general prose). Pure, bounded: one sample per candidate.
 */

export interface SniffedCharset {
  readonly encoding: string;
  /** The label names a family (Japanese), not these bytes: `iso-2022-jp` over 8-bit bytes. */
  readonly isFamilyOnly: boolean;
}

/** Enough to tell encodings apart; a longer sample costs time and changes nothing. */
const SAMPLE_BYTES = 4_096;
/** A label that is only a little worse than the best guess is believed. */
const LABEL_BONUS = 0.25;
/** Below this no CJK reading is credible and the bytes are Western (or what the label says). */
const CREDIBLE = 0.6;

const JAPANESE = new Set(
  "日本人年大一中国会出月時分行上生者同社前事自今業方場後員開問部間対地定高化用話明回度気新金実文数近理最書関来要取引客様名込確認利用情報登録支払注文商品届送信受内容更新期限無効異常制限停止解除手続重要緊急安全続願下記案変更以返電番号合入口座銀行配達荷物連絡先件公式安心株式",
);
const SIMPLIFIED = new Set(
  "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运客户邮您请账款付",
);
const TRADITIONAL = new Set(
  "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應向頭文體政美相見被利什二等產或新己制身果加西月話合回特代內信表化老給世位次度門任常先通教原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活更別打女變四總何電數安少報結反受目太量再感建務做接必場件計管期市直資金指許統區保請帳號款付客戶郵您",
);

/** Name of the TextDecoder encoding that fits best. `hint`: what the label says, `null`: nothing. */
export function sniffCharset(bytes: Uint8Array, hint: SniffedCharset | null): string {
  const sample = sampleOf(bytes);
  const isSingleByte = hint !== null && !hint.isFamilyOnly && !(hint.encoding in CANDIDATES);
  let best = hint?.encoding ?? "windows-1252";
  let bestScore = isSingleByte || hint === null ? CREDIBLE + (isSingleByte ? 0.2 : 0) : -Infinity;
  for (const [encoding, value] of Object.entries(CANDIDATES)) {
    const bonus = hint?.encoding === encoding && !hint.isFamilyOnly ? LABEL_BONUS : 0;
    if (hint?.isFamilyOnly && encoding !== "shift_jis" && encoding !== "euc-jp") continue;
    const score = scoreText(new TextDecoder(encoding).decode(sample), value) + bonus;
    if (score > bestScore) {
      best = encoding;
      bestScore = score;
    }
  }
  if (best === "windows-1252" && hint === null) return sniffCyrillic(sample) ?? best;
  return best;
}

/** A window around the first high byte: ASCII before it says nothing. */
function sampleOf(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte >= 0x80);
  // From a line start: a window that begins inside a character misreads all that follows.
  const line = first < 0 ? 0 : bytes.lastIndexOf(0x0a, first) + 1;
  const start = first - line > SAMPLE_BYTES / 2 ? first : line;
  return bytes.subarray(start, start + SAMPLE_BYTES);
}

type ValueOf = (code: number, char: string) => number;

const CANDIDATES: Readonly<Record<string, ValueOf>> = {
  shift_jis: valueOfJapanese,
  "euc-jp": valueOfJapanese,
  gb18030: (code, char) => valueOfChinese(code, char, SIMPLIFIED),
  big5: (code, char) => valueOfChinese(code, char, TRADITIONAL),
  "euc-kr": valueOfKorean,
};

function scoreText(text: string, judge: ValueOf): number {
  let sum = 0;
  let count = 0;
  for (const char of text) {
    const code = char.codePointAt(0) as number;
    if (code < 0x80) continue;
    count++;
    sum += code === 0xfffd || (code >= 0xe000 && code < 0xf900) ? -1.5 : judge(code, char);
  }
  return count === 0 ? 0 : sum / count;
}

function valueOfJapanese(code: number, char: string): number {
  if (code >= 0x3041 && code <= 0x30ff) return 1.05; // kana: also breaks the tie with GB, which shares them
  if (code >= 0xff61 && code <= 0xff9f) return 0.1; // half-width kana: what EUC-JP looks like as Shift_JIS
  if (isCjkMark(code)) return 0.8;
  if (code >= 0x4e00 && code <= 0x9fff) return JAPANESE.has(char) ? 1 : 0.4;
  return code >= 0x2500 && code <= 0x266f ? 0.5 : 0;
}

function valueOfChinese(code: number, char: string, frequent: ReadonlySet<string>): number {
  if (code >= 0x3041 && code <= 0x30ff) return 0.2;
  if (isCjkMark(code)) return 0.8;
  if (code >= 0x4e00 && code <= 0x9fff) return frequent.has(char) ? 1 : 0.4;
  return 0;
}

function valueOfKorean(code: number): number {
  if (code >= 0xac00 && code <= 0xd7a3) return 0.95;
  return isCjkMark(code) ? 0.6 : 0;
}

function isCjkMark(code: number): boolean {
  return (code >= 0x3000 && code <= 0x303f) || (code >= 0xff01 && code <= 0xff5e);
}

/** KOI8-R against windows-1251 by the case of the letters: each reads the other's as capitals. */
function sniffCyrillic(sample: Uint8Array): string | null {
  let best: string | null = null;
  let bestShare = 0.6;
  for (const encoding of ["windows-1251", "koi8-r"]) {
    const text = new TextDecoder(encoding).decode(sample);
    const high = text.replace(/[\0-\x7f]+/g, "").length;
    // Runs of letters, not lone ones: the "ş" and "é" of Latin text are Cyrillic letters here.
    const lower = (text.match(/[а-яё]{3,}/g) ?? []).join("").length;
    if (high >= 12 && lower / high > bestShare) {
      best = encoding;
      bestShare = lower / high;
    }
  }
  return best;
}
