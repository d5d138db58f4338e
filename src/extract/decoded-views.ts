/**
 * A text seen through one layer of encoding, with the way back: where each decoded character came from.
 * Redaction looks for an address in every view, and blots out what carried it.
 *
 *   taro%40example.com       => taro@example.com     escapes: percent, HTML entity, \x41, \u0041
 *   taro=40exam=\r\nple.com  => taro@example.com     quoted-printable, line breaks inside a word, zero-width
 *   ?u=dGFyb0BleGFtcGxlLmNvbQ => taro@example.com    runs of base64, base64url and hex
 *
 * Views of views undo nested encodings. Pure, linear in the text.
 */
export interface View {
  readonly text: string;
  /** Where a piece of `text` came from; ends before `end`. */
  toSource(start: number, end: number): { readonly start: number; readonly end: number };
  /** Its pieces are whole runs, and a run may be there several times, whole and in parts. */
  readonly isRuns: boolean;
}

/** The views that differ from the text itself. */
export function decodedViews(text: string): View[] {
  return [rewritten(text, ESCAPES, decodeEscape), rewritten(text, FOLDS, decodeFold), runs(text)].filter(
    (view) => view !== null,
  );
}

/** Pieces of a view in order: where each begins in the view, and what it stands for in the source. */
class Pieces {
  readonly at: number[] = [];
  readonly from: number[] = [];
  readonly to: number[] = [];

  add(at: number, from: number, to: number): void {
    this.at.push(at);
    this.from.push(from);
    this.to.push(to);
  }

  view(text: string, isRuns: boolean): View {
    return {
      text,
      isRuns,
      toSource: (start, end) => ({
        start: this.locate(start, text.length).first,
        end: this.locate(end - 1, text.length).last,
      }),
    };
  }

  /** A piece as long as its source was copied, so its characters map one by one; others map as a whole. */
  private locate(index: number, size: number): { readonly first: number; readonly last: number } {
    let [low, high] = [0, this.at.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.at[middle] as number) <= index) low = middle;
      else high = middle - 1;
    }
    const [at, from, to] = [this.at[low] as number, this.from[low] as number, this.to[low] as number];
    const isCopied = (this.at[low + 1] ?? size) - at === to - from;
    return isCopied ? { first: from + index - at, last: from + index - at + 1 } : { first: from, last: to };
  }
}

/** Each match of a global pattern. `matchAll` would compile a copy of the pattern at every call. */
export function forEachMatch(
  pattern: RegExp,
  text: string,
  visit: (match: string, start: number, end: number) => void,
): void {
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text))
    visit(match[0], match.index, match.index + match[0].length);
}

const ESCAPES =
  /%[0-9a-f]{2}|&(?:#\d{1,7}|#x[0-9a-f]{1,6}|commat|period|lowbar|hyphen|dash|plus|amp|num);?|\\x[0-9a-f]{2}|\\u[0-9a-f]{4}/giu;

const ENTITIES: Readonly<Record<string, string>> = {
  commat: "@",
  period: ".",
  lowbar: "_",
  hyphen: "-",
  dash: "-",
  plus: "+",
  amp: "&",
  num: "#",
};

function decodeEscape(written: string): string {
  if (written.startsWith("%")) return fromCode(Number.parseInt(written.slice(1), 16));
  if (written.startsWith("\\")) return fromCode(Number.parseInt(written.slice(2), 16));
  const name = written.replace(/^&|;$/gu, "").toLowerCase();
  if (name.startsWith("#x")) return fromCode(Number.parseInt(name.slice(2), 16));
  if (name.startsWith("#")) return fromCode(Number.parseInt(name.slice(1), 10));
  return ENTITIES[name] as string;
}

function fromCode(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
}

/**
 * Bytes above ASCII in capitals only, as RFC 2045 6.7 has them: else `?id=a0` would be one. A line break
 * counts between two ASCII characters: nothing that is looked for spans others.
 */
const FOLDS =
  /=\r?\n|=(?:[2-7][\da-fA-F]|[89A-F][\dA-F])|(?<=[!-~])\r?\n(?=[!-~])|[\u00ad\u200b-\u200f\u2060\ufeff]+/gu;

function decodeFold(fold: string): string {
  return /^=\w/u.test(fold) ? fromCode(Number.parseInt(fold.slice(1), 16)) : "";
}

/** The texts of those of the views that are no runs: what is asked first, since it needs no way back. */
export function rewrittenTexts(text: string): string[] {
  const texts = [text.replace(ESCAPES, decodeEscape), text.replace(FOLDS, decodeFold)];
  return texts.filter((written) => written !== text);
}

/** Replaces each match by what it decodes to; `null` when nothing matches. */
function rewritten(text: string, pattern: RegExp, decode: (match: string) => string): View | null {
  const pieces = new Pieces();
  let [out, copied] = ["", 0];
  const put = (part: string, from: number, to: number) => {
    if (part === "") return;
    pieces.add(out.length, from, to);
    out += part;
  };
  forEachMatch(pattern, text, (match, from, to) => {
    put(text.slice(copied, from), copied, from);
    put(decode(match), from, to);
    copied = to;
  });
  if (copied === 0) return null;
  put(text.slice(copied), copied, text.length);
  return pieces.view(out, false);
}

/** Eight characters of base64 are six bytes, the shortest address worth the name (`a@b.jp`). */
const RUN = /[A-Za-z0-9+/_-]{8,}/gu;
const SEGMENT = /[\w+-]{8,}/gu;
const PART = /[A-Za-z0-9]{8,}/gu;

/** Every run decoded as base64 and, where it can be, as hex; a zero byte after each. */
function runs(text: string): View | null {
  const pieces = new Pieces();
  const found: { readonly run: string; readonly from: number }[] = [];
  forEachMatch(RUN, text, (run, from) => {
    found.push({ run, from });
    // A path or a hyphenated word can hold the run as one of its parts.
    const parts = run.includes("/") ? [SEGMENT, PART] : /[+_-]/u.test(run) ? [PART] : [];
    for (const pattern of parts)
      forEachMatch(pattern, run, (part, at) => found.push({ run: part, from: from + at }));
  });
  if (found.length === 0) return null;
  const bytes = new Uint8Array(found.reduce((sum, { run }) => sum + bytesOf(run), 0));
  let size = 0;
  for (const { run, from } of found) {
    pieces.add(size, from, from + run.length);
    size = decodeRun(run, bytes, size);
  }
  return pieces.view(latin1(bytes.subarray(0, size)), true);
}

/** What one run gives; a byte a character. */
export function decodedRun(run: string): string {
  const bytes = new Uint8Array(bytesOf(run));
  return latin1(bytes.subarray(0, decodeRun(run, bytes, 0)));
}

export const HEX_RUN = /^[0-9a-f]{12,}$/iu;

/** Room for both readings and their zero bytes. */
const bytesOf = (run: string): number => run.length * 2 + 2;

function decodeRun(run: string, out: Uint8Array, at: number): number {
  const size = HEX_RUN.test(run) ? decodeHex(run, out, at) + 1 : at;
  return decodeBase64(run, out, size) + 1;
}

function decodeHex(run: string, out: Uint8Array, at: number): number {
  for (let i = 0; i + 1 < run.length; i += 2) out[at++] = Number.parseInt(run.slice(i, i + 2), 16);
  return at;
}

function decodeBase64(run: string, out: Uint8Array, at: number): number {
  let [bits, count] = [0, 0];
  for (let i = 0; i < run.length; i++) {
    bits = ((bits << 6) | sextet(run.charCodeAt(i))) & 0xffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      out[at++] = (bits >> count) & 0xff;
    }
  }
  return at;
}

/** Both alphabets of RFC 4648 at once. */
export function sextet(code: number): number {
  if (code >= 97) return code - 71;
  if (code === 95) return 63;
  if (code >= 65) return code - 65;
  if (code >= 48) return code + 4;
  return code === 43 || code === 45 ? 62 : 63;
}

/** By 8,192: a longer argument list overflows the stack. `apply`, since spreading is ten times slower. */
function latin1(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 8_192)
    text += String.fromCharCode.apply(null, bytes.subarray(i, i + 8_192) as unknown as number[]);
  return text;
}
