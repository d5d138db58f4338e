import { decodeHz, decodeIso2022Jp, decodeIso2022Kr, decodeUtf7 } from "./charset-seven-bit.ts";
import { type SniffedCharset, sniffCharset } from "./charset-sniff.ts";

/**
 * Charset: bytes of a mail become text, whatever the label says.
 *
 *   shift_jis bytes, label "cp932"              => read as shift_jis
 *   ESC $ B ... , no label or label "utf-8"     => read as iso-2022-jp
 *   euc-jp bytes, label "iso-2022-jp"           => read as euc-jp (the label cannot be true)
 *   UTF-8 bytes, label "iso-8859-1"             => read as UTF-8
 *   "caf\xe9", label "us-ascii"                 => read as windows-1252
 *
 * A label is believed unless the bytes contradict it. Never throws; unreadable bytes become U+FFFD.
 */

/**
 * Labels seen in real mail that TextDecoder rejects, and labels of the mail world that mean a superset
 * (tried on Node 22 and workerd, 2026-11).
 */
const ALIASES: Readonly<Record<string, string>> = {
  cp932: "shift_jis",
  ms932: "shift_jis",
  "windows-932": "shift_jis",
  sjis: "shift_jis",
  "x-sjis-docomo": "shift_jis",
  "shift-jis-2004": "shift_jis",
  shift_jisx0213: "shift_jis",
  "iso-2022-jp-ms": "iso-2022-jp",
  cp50220: "iso-2022-jp",
  cp50221: "iso-2022-jp",
  cp50222: "iso-2022-jp",
  "iso-2022-jp-1": "iso-2022-jp",
  "iso-2022-jp-2": "iso-2022-jp",
  "iso-2022-jp-2004": "iso-2022-jp",
  "iso-2022-jp-3": "iso-2022-jp",
  jis: "iso-2022-jp",
  cp51932: "euc-jp",
  eucjp: "euc-jp",
  "eucjp-ms": "euc-jp",
  "euc-jp-ms": "euc-jp",
  ujis: "euc-jp",
  gb2312: "gb18030",
  gbk: "gb18030",
  cp936: "gb18030",
  ms936: "gb18030",
  "windows-936": "gb18030",
  "euc-cn": "gb18030",
  euccn: "gb18030",
  x_gbk: "gb18030",
  "x-gbk": "gb18030",
  gb_2312: "gb18030",
  cp949: "euc-kr",
  ms949: "euc-kr",
  uhc: "euc-kr",
  euckr: "euc-kr",
  cp950: "big5",
  ms950: "big5",
  "windows-950": "big5",
  "utf-7": "utf-7",
  utf7: "utf-7",
  "unicode-1-1-utf-7": "utf-7",
  "x-unicode-2-0-utf-7": "utf-7",
  csunicode11utf7: "utf-7",
  "iso-2022-kr": "iso-2022-kr",
  csiso2022kr: "iso-2022-kr",
  hz: "hz",
  "hz-gb-2312": "hz",
  utf8mb4: "utf-8",
  utf_8: "utf-8",
  "utf-8n": "utf-8",
  cp65001: "utf-8",
  "utf-16": "utf-16",
  ascii: "us-ascii",
  "us-ascii": "us-ascii",
  "ansi_x3.4-1968": "us-ascii",
  "iso-8859-1": "windows-1252",
  "iso-8859-16": "windows-1250",
  cp437: "windows-1252",
  cp850: "windows-1252",
  cp858: "windows-1252",
};

/** Labels that say only "some 8-bit text". */
const MEANINGLESS = new Set([
  "unknown-8bit",
  "unknown",
  "x-unknown",
  "default",
  "default_charset",
  "binary",
  "8bit",
  "x-user-defined",
  "none",
  "charset",
]);

const UTF8_STRICT = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });
const MULTI_BYTE = new Set(["shift_jis", "euc-jp", "gb18030", "big5", "euc-kr"]);
/** Fewer high bytes than this can be valid UTF-8 by chance in a two-byte charset. */
const CHANCE_UTF8_BYTES = 6;

/** The encoding that a label means, as this module names it; `null`: no label, or one that says nothing. */
export function canonicalCharset(label: string | null): string | null {
  if (label === null) return null;
  const name = label
    .trim()
    .replace(/^["']+|["']+$/g, "")
    .toLowerCase();
  if (name === "" || MEANINGLESS.has(name)) return null;
  const alias = ALIASES[name] ?? ALIASES[name.replace(/^x-|_(?=\d)|^cs(?=iso)/g, "")];
  if (alias !== undefined) return alias;
  return encodingOf(name) ?? encodingOf(name.replace(/_/g, "-")) ?? null;
}

function encodingOf(name: string): string | null {
  try {
    const encoding = new TextDecoder(name).encoding;
    return encoding === "gbk" ? "gb18030" : encoding;
  } catch {
    return null; // A label that nobody knows counts as no label: the bytes decide.
  }
}

/** Text of `bytes` labelled `label` (`null`: no label). Total: whatever cannot be read is U+FFFD. */
export function decodeText(bytes: Uint8Array, label: string | null): string {
  const isPlainLabel = label === null || label === "utf-8" || label === "us-ascii";
  if (isPlainLabel && bytes.indexOf(0x1b) < 0) {
    const text = decodeUtf8(bytes);
    if (text !== null) return withoutNulPadding(bytes, text);
  }
  const charset = canonicalCharset(label);
  return decodeSelfNamed(bytes, charset) ?? decodeByBytes(bytes, charset);
}

/** Undeclared UTF-16 is valid UTF-8 as long as it is Latin text: every second byte is NUL. */
function withoutNulPadding(bytes: Uint8Array, text: string): string {
  const nul = bytes.indexOf(0);
  if (nul < 0 || nul > 1 || bytes.length < 4) return text;
  return new TextDecoder(nul === 0 ? "utf-16be" : "utf-16le").decode(bytes);
}

/** Encodings that show themselves by a mark or an escape, or that no byte statistics can tell. */
function decodeSelfNamed(bytes: Uint8Array, charset: string | null): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  if (charset === "utf-16") return new TextDecoder(bytes[0] === 0 ? "utf-16be" : "utf-16le").decode(bytes);
  if (charset === "utf-16le" || charset === "utf-16be") return new TextDecoder(charset).decode(bytes);
  if (charset === "utf-7") return decodeUtf7(bytes);
  if (charset === "hz") return decodeHz(bytes);
  const shown = findEscape(bytes);
  if (charset === "iso-2022-kr" || shown === "iso-2022-kr") return decodeIso2022Kr(bytes);
  if (shown === "iso-2022-jp") return decodeIso2022Jp(bytes);
  return null;
}

function findEscape(bytes: Uint8Array): "iso-2022-jp" | "iso-2022-kr" | null {
  for (let at = bytes.indexOf(0x1b); at >= 0; at = bytes.indexOf(0x1b, at + 1)) {
    const mark = String.fromCharCode(bytes[at + 1] ?? 0, bytes[at + 2] ?? 0, bytes[at + 3] ?? 0);
    if (/^\$[B@]|^\([IJ]|^\$\([BDOPQ@]/.test(mark)) return "iso-2022-jp";
    if (mark === "$)C") return "iso-2022-kr";
  }
  return null;
}

function decodeByBytes(bytes: Uint8Array, charset: string | null): string {
  const utf8 = decodeUtf8(bytes);
  if (utf8 !== null) {
    const isLikely = bytes.length - utf8.length >= CHANCE_UTF8_BYTES / 2 || utf8.length === bytes.length;
    if (charset === null || !MULTI_BYTE.has(charset) || isLikely) return utf8;
  }
  return damagedUtf8(bytes) ?? new TextDecoder(sniffCharset(bytes, candidateOf(charset))).decode(bytes);
}

/** UTF-8 with a few broken bytes (a cut character, rubbish at the end); `null`: it is something else. */
function damagedUtf8(bytes: Uint8Array): string | null {
  const text = new TextDecoder("utf-8").decode(bytes);
  let good = 0;
  let bad = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0xfffd) bad++;
    else if (code >= 0x80) good += code < 0x800 ? 1 : 3;
  }
  // Two bytes fit by chance in Shift_JIS kana (82 DC 82 DD); three in the right order hardly ever do.
  return good >= 3 * bad ? text : null;
}

/** The label as far as it can be true of bytes that hold high bytes and are not UTF-8. */
function candidateOf(charset: string | null): SniffedCharset | null {
  if (charset === null || charset === "utf-8" || charset === "us-ascii") return null;
  if (charset === "iso-2022-jp") return { encoding: "shift_jis", isFamilyOnly: true };
  return { encoding: charset, isFamilyOnly: false };
}

/** `null`: not valid UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return UTF8_STRICT.decode(bytes);
  } catch {
    return null; // The strict decoder is the validity test; the caller goes on with other encodings.
  }
}
