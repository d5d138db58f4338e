import { applyEdits, type EditedText, replaceMatches } from "./edits.ts";

/**
 * Fold: characters that only look like the ASCII of a URL become it, those that show nothing go.
 *
 *   ｈｔｔｐｓ：／／ｅｖｉｌ．ｔｏｐ     => https://evil.top
 *   𝐞𝐯𝐢𝐥.top, ⓔvil.top, ev<U+200B>il.top => evil.top
 *   （ ） ， ！ ； 。 「 」 ① ℀           => unchanged: they end a URL in prose, or would invent letters
 *   １．amazon.co.jp                    => the full-width dot stays: it numbers a list
 * Called by refang.ts. Never touches U+2215 and other slash look-alikes: a browser does not either.
 */
export function foldLookAlikes(source: string): EditedText {
  if (!/[^\x00-\x7f]/.test(source)) return applyEdits(source, []);
  // Same length, so positions stay; only what follows needs edits that remember them.
  const narrow = source.replace(FULL_WIDTH_RUN, (run, at: number) => toHalfWidth(run, source, at));
  return replaceMatches(narrow, FOLDABLE, (written, at) => foldRun(narrow, at, written));
}

/** Default-ignorable characters (Unicode 16, DerivedCoreProperties) that mail writers put inside words. */
const INVISIBLE =
  "\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff9-\\ufffb\\u{e0000}-\\u{e0fff}";
/** Full-width characters that a URL is made of; brackets, comma, ! and ; are left out. */
const FULL_WIDTH_RUN =
  /[\uff03\uff05\uff06\uff0a\uff0b\uff0d-\uff1a\uff1d\uff1f-\uff3a\uff3c\uff3f\uff41-\uff5a\uff5e]+/g;
/** Mathematical and letterlike letters and digits, circled letters: each is one letter under NFKC. */
const STYLED =
  "\\u{1d400}-\\u{1d7ff}\\u2102\\u210a-\\u2113\\u2115\\u2119-\\u211d\\u2124\\u2128\\u212c-\\u2134\\u24b6-\\u24e9";
const FOLDABLE = new RegExp(`[${INVISIBLE}]+|[${STYLED}]+`, "gu");
const IS_STYLED = new RegExp(`^[${STYLED}]`, "u");
const FULL_WIDTH_DOT = "\uff0e";
const FULL_WIDTH_OFFSET = 0xfee0;

function toHalfWidth(run: string, source: string, at: number): string {
  let half = "";
  for (let i = 0; i < run.length; i++) {
    const isKept = run[i] === FULL_WIDTH_DOT && isListNumber(source, at + i);
    half += isKept ? FULL_WIDTH_DOT : String.fromCharCode(run.charCodeAt(i) - FULL_WIDTH_OFFSET);
  }
  return half;
}

function foldRun(source: string, at: number, written: string): string {
  if (IS_STYLED.test(written)) {
    const folded = written.normalize("NFKC");
    return /^[A-Za-z0-9]+$/.test(folded) ? folded : written;
  }
  const isJoiner = written === "\u200c" || written === "\u200d";
  return isJoiner && isInsideWord(source, at) ? written : "";
}

/** Joiners spell words in Indic and Arabic scripts: there they are letters, not camouflage. */
function isInsideWord(source: string, at: number): boolean {
  return source.charCodeAt(at - 1) > 0x7f && source.charCodeAt(at + 1) > 0x7f;
}

/** One or two digits at the start of a word, then the dot, then no digit. */
function isListNumber(source: string, at: number): boolean {
  const before = source.slice(Math.max(0, at - 3), at).padStart(3, " ");
  return (
    /[^\w\uff10-\uff5a.][0-9\uff10-\uff19]{1,2}$/.test(before) &&
    !/[0-9\uff10-\uff19]/.test(source[at + 1] ?? "")
  );
}
