import { bytesOf, textOf } from "../text-of.ts";

/** Longer ones are no address and no script that a person wrote. */
const STRING_CHARS_MAX = 64 * 1024;

/** A string object (ISO 32000-1 7.3.4): its bytes as characters, and the index behind it. */
export interface PdfString {
  readonly raw: string;
  readonly end: number;
}

/** Reads the string that begins at `at` with "(" or "<". One that never ends is read up to the limit. */
export function readPdfString(text: string, at: number): PdfString {
  return text[at] === "(" ? readLiteral(text, at + 1) : readHex(text, at + 1);
}

function readHex(text: string, start: number): PdfString {
  const close = text.slice(start, start + STRING_CHARS_MAX).indexOf(">");
  const end = close < 0 ? Math.min(text.length, start + STRING_CHARS_MAX) : start + close;
  const digits = text.slice(start, end).replace(/[^0-9A-Fa-f]/g, "");
  const raw = digits.replace(/..?/g, (pair) => String.fromCharCode(Number.parseInt(pair.padEnd(2, "0"), 16)));
  return { raw, end: end + 1 };
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };

function readLiteral(text: string, start: number): PdfString {
  const last = Math.min(text.length, start + STRING_CHARS_MAX);
  let raw = "";
  let depth = 1;
  let at = start;
  for (; at < last; at++) {
    const char = text[at] as string;
    if (char === "\\") {
      const escaped = readEscape(text, at + 1);
      raw += escaped.raw;
      at = escaped.end - 1;
      continue;
    }
    if (char === "(") depth++;
    else if (char === ")" && --depth === 0) return { raw, end: at + 1 };
    raw += char;
  }
  return { raw, end: at };
}

/** What stands behind a backslash: an escape, up to three octal digits, a line break that is no part. */
function readEscape(text: string, at: number): PdfString {
  const octal = /^[0-7]{1,3}/.exec(text.slice(at, at + 3))?.[0];
  if (octal !== undefined)
    return { raw: String.fromCharCode(Number.parseInt(octal, 8) & 255), end: at + octal.length };
  const char = text[at] ?? "";
  if (char === "\r") return { raw: "", end: at + (text[at + 1] === "\n" ? 2 : 1) };
  if (char === "\n") return { raw: "", end: at + 1 };
  return { raw: ESCAPES[char] ?? char, end: at + 1 };
}

/** The text of a string: UTF-16 or UTF-8 by its mark, else UTF-8 if it is valid, else single bytes. */
export function pdfText(raw: string): string {
  const isAscii = !/[^\x00-\x7f]/.test(raw);
  if (isAscii) return raw.replaceAll("\0", "");
  return textOf(bytesOf(raw), "windows-1252").replace(/^\ufeff/, "");
}
