import { decodeBase64 } from "./transfer.ts";

/**
 * Seven-bit encodings: UTF-7 (RFC 2152), HZ (RFC 1843) and ISO-2022-KR (RFC 1557), which TextDecoder does not
 * know, and ISO-2022-JP (RFC 1468), of which it knows a part. Without them text stays coded and links hide.
 * The two-byte ones are rewritten to their 8-bit sisters, which TextDecoder reads. Total, linear.
 */

/**
 * ISO-2022-JP with what real mail adds: JIS X 0212, half-width kana, escapes that follow each other at once
 * (joined encoded-words have them; TextDecoder answers U+FFFD).
 */
export function decodeIso2022Jp(bytes: Uint8Array): string {
  const out = new Uint8Array(bytes.length * 2);
  let used = 0;
  let mode: JisMode = "ascii";
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at] as number;
    const designator = byte === 0x1b ? readJisEscape(bytes, at) : null;
    if (designator !== null) {
      mode = designator.mode;
      at += designator.length;
    } else if (byte <= 0x20 || byte > 0x7e || mode === "ascii") {
      out[used++] = byte;
      at++;
    } else if (mode === "kana") {
      out[used++] = 0x8e;
      out[used++] = byte | 0x80;
      at++;
    } else {
      if (mode === "jis0212") out[used++] = 0x8f;
      out[used++] = byte | 0x80;
      out[used++] = (bytes[at + 1] ?? 0x20) | 0x80;
      at += 2;
    }
  }
  return new TextDecoder("euc-jp").decode(out.subarray(0, used));
}

type JisMode = "ascii" | "jis0208" | "jis0212" | "kana";

/** The designators of RFC 1468 and RFC 1554, JIS X 0213 read as its subset JIS X 0208. `null`: none of these. */
function readJisEscape(bytes: Uint8Array, at: number): { mode: JisMode; length: number } | null {
  const mark = String.fromCharCode(bytes[at + 1] ?? 0, bytes[at + 2] ?? 0, bytes[at + 3] ?? 0);
  if (/^\([BJH]/.test(mark)) return { mode: "ascii", length: 3 };
  if (/^\$[B@]/.test(mark)) return { mode: "jis0208", length: 3 };
  if (/^\(I/.test(mark)) return { mode: "kana", length: 3 };
  if (mark === "$(D") return { mode: "jis0212", length: 4 };
  return /^\$\([BOPQ@]/.test(mark) ? { mode: "jis0208", length: 4 } : null;
}

/** `+AGE-` => `a`, `+-` => `+`. Bytes above 0x7f pass as Latin-1. */
export function decodeUtf7(bytes: Uint8Array): string {
  const text = new TextDecoder("windows-1252").decode(bytes);
  return text.replace(/\+([A-Za-z0-9+/]*)-?/g, (_whole, coded: string) => {
    if (coded === "") return "+";
    return utf16Text(decodeBase64(asciiBytes(coded)));
  });
}

function utf16Text(bytes: Uint8Array): string {
  return new TextDecoder("utf-16be").decode(bytes.subarray(0, bytes.length & ~1));
}

function asciiBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** `~{` ... `~}` hold GB 2312 with the high bits off; `~~` is a tilde; `~` at a line end joins lines. */
export function decodeHz(bytes: Uint8Array): string {
  const out = new Uint8Array(bytes.length);
  let used = 0;
  let isTwoByte = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte === 0x7e) {
      const next = bytes[++at];
      if (next === 0x7b) isTwoByte = true;
      else if (next === 0x7d) isTwoByte = false;
      else if (next === 0x7e) out[used++] = 0x7e;
      else if (next !== 0x0a && next !== undefined) at--;
      continue;
    }
    if (byte === 0x0a) isTwoByte = false; // A line always ends in ASCII mode.
    out[used++] = isTwoByte && byte > 0x20 ? byte | 0x80 : byte;
  }
  return new TextDecoder("gb18030").decode(out.subarray(0, used));
}

/** SO (0x0e) and SI (0x0f) switch KS X 1001 on and off; the designator ESC $ ) C is dropped. */
export function decodeIso2022Kr(bytes: Uint8Array): string {
  const out = new Uint8Array(bytes.length);
  let used = 0;
  let isTwoByte = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte === 0x1b && bytes[at + 1] === 0x24 && bytes[at + 2] === 0x29) at += 3;
    else if (byte === 0x0e) isTwoByte = true;
    else if (byte === 0x0f) isTwoByte = false;
    else {
      if (byte === 0x0a) isTwoByte = false;
      out[used++] = isTwoByte && byte > 0x20 ? byte | 0x80 : byte;
    }
  }
  return new TextDecoder("euc-kr").decode(out.subarray(0, used));
}
