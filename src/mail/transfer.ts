/**
 * Content-Transfer-Encoding (RFC 2045 section 6): bytes of a part as they were before they were coded.
 * Tolerant as mail programs are: what is no code stays or is skipped, nothing throws, all is linear.
 */

const BASE64_VALUES = base64Values();

function base64Values(): Int8Array {
  const values = new Int8Array(256).fill(-1);
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (let value = 0; value < 64; value++) values[alphabet.charCodeAt(value)] = value;
  values[0x2d] = 62; // The URL alphabet of RFC 4648 section 5 occurs in mail made by web programs.
  values[0x5f] = 63;
  return values;
}

/** Decoded bytes of a body. An unknown encoding (`6bit`, `8 bit`) leaves the bytes as they are. */
export function decodeTransfer(bytes: Uint8Array, encoding: string): Uint8Array {
  switch (encoding) {
    case "base64":
      return decodeBase64(bytes);
    case "quoted-printable":
      return decodeQuotedPrintable(bytes, false);
    case "x-uuencode":
    case "uuencode":
    case "x-uue":
    case "uue":
      return decodeUuencode(bytes) ?? bytes;
    default:
      return bytes;
  }
}

/** Skips what is not of the alphabet; padding ends a group, so joined base64 texts decode one by one. */
export function decodeBase64(bytes: Uint8Array): Uint8Array {
  const values = BASE64_VALUES;
  const length = bytes.length;
  const out = new Uint8Array(((length * 3) >> 2) + 3);
  let used = 0;
  let at = 0;
  let bits = 0;
  let count = 0;
  while (at < length) {
    // Fast lane: four letters in a row, on a group's edge.
    if (count === 0 && at + 4 <= length) {
      const a = values[bytes[at] as number] as number;
      const b = values[bytes[at + 1] as number] as number;
      const c = values[bytes[at + 2] as number] as number;
      const d = values[bytes[at + 3] as number] as number;
      if ((a | b | c | d) >= 0) {
        out[used] = (a << 2) | (b >> 4);
        out[used + 1] = (b << 4) | (c >> 2);
        out[used + 2] = (c << 6) | d;
        used += 3;
        at += 4;
        continue;
      }
    }
    const byte = bytes[at++] as number;
    const value = values[byte] as number;
    if (value >= 0) {
      bits = ((bits << 6) | value) & 0xffffff;
      if (++count < 4) continue;
      out[used++] = bits >> 16;
      out[used++] = bits >> 8;
      out[used++] = bits;
      count = 0;
    } else if (byte === 0x3d) {
      used = flushGroup(out, used, bits, count);
      count = 0;
    }
  }
  used = flushGroup(out, used, bits, count);
  return out.subarray(0, used);
}

function flushGroup(out: Uint8Array, used: number, bits: number, count: number): number {
  if (count === 2) out[used++] = bits >> 4;
  if (count === 3) {
    out[used++] = bits >> 10;
    out[used++] = bits >> 2;
  }
  return used;
}

/** RFC 2045 section 6.7; `isHeader`: RFC 2047's Q, where `_` is a space. A bad `=XY` stays as written. */
export function decodeQuotedPrintable(bytes: Uint8Array, isHeader: boolean): Uint8Array {
  const length = bytes.length;
  const out = new Uint8Array(length);
  let used = 0;
  let at = 0;
  while (at < length) {
    const byte = bytes[at++] as number;
    if (byte !== 0x3d) {
      out[used++] = isHeader && byte === 0x5f ? 0x20 : byte;
      continue;
    }
    const high = hexValue(bytes[at]);
    const low = hexValue(bytes[at + 1]);
    if (high >= 0 && low >= 0) {
      out[used++] = (high << 4) | low;
      at += 2;
      continue;
    }
    const next = isHeader ? -1 : skipSoftBreak(bytes, at);
    if (next < 0) out[used++] = byte;
    else at = next;
  }
  return out.subarray(0, used);
}

/** Position after a soft line break that starts at `at`; -1: there is none. */
function skipSoftBreak(bytes: Uint8Array, at: number): number {
  let end = at;
  while (bytes[end] === 0x20 || bytes[end] === 0x09) end++;
  if (end === bytes.length) return end;
  if (bytes[end] === 0x0d) return bytes[end + 1] === 0x0a ? end + 2 : end + 1;
  return bytes[end] === 0x0a ? end + 1 : -1;
}

function hexValue(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** Bytes between a `begin 644 name` line and `end`; `null`: there is no such line. */
export function decodeUuencode(bytes: Uint8Array): Uint8Array | null {
  let at = findBegin(bytes);
  if (at < 0) return null;
  const out = new Uint8Array(bytes.length);
  let used = 0;
  while (at < bytes.length) {
    const end = lineEnd(bytes, at);
    const count = ((bytes[at] as number) - 0x20) & 0x3f;
    if (count === 0 || (bytes[at] === 0x65 && bytes[at + 1] === 0x6e)) break; // "`" or "end"
    used = decodeUuLine(bytes, at + 1, end, out, used, count);
    at = end + 1;
  }
  return out.subarray(0, used);
}

function decodeUuLine(
  bytes: Uint8Array,
  from: number,
  end: number,
  out: Uint8Array,
  start: number,
  count: number,
): number {
  let used = start;
  for (let at = from; at + 1 < end && used - start < count; at += 4) {
    const group = [0, 1, 2, 3].map((k) => ((at + k < end ? (bytes[at + k] as number) : 0x20) - 0x20) & 0x3f);
    const [a = 0, b = 0, c = 0, d = 0] = group;
    for (const value of [(a << 2) | (b >> 4), (b << 4) | (c >> 2), (c << 6) | d])
      if (used - start < count && used < out.length) out[used++] = value;
  }
  return used;
}

function findBegin(bytes: Uint8Array): number {
  for (let at = 0; at < bytes.length; ) {
    const end = lineEnd(bytes, at);
    if (bytes[at] === 0x62 && bytes[at + 1] === 0x65 && bytes[at + 4] === 0x6e && bytes[at + 5] === 0x20)
      return end + 1;
    at = end + 1;
  }
  return -1;
}

function lineEnd(bytes: Uint8Array, from: number): number {
  const end = bytes.indexOf(0x0a, from);
  return end < 0 ? bytes.length : end;
}
