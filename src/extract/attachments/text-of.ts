const UTF8_STRICT = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

/**
 * Text of an attached file. Links are ASCII, so only what shifts bytes must be right: UTF-16, the two-byte
 * charsets of East Asia, ISO-2022-JP. `label`: a charset that the file names for itself, `null`: none.
 *
 *   byte order mark, or every second byte NUL => UTF-16
 *   ESC $ B, ESC ( J                          => ISO-2022-JP
 *   valid UTF-8                               => UTF-8
 *   else the label, Shift_JIS if it fits, Windows-1252
 */
export function textOf(bytes: Uint8Array, label: string | null): string {
  const wide = wideEncoding(bytes);
  if (wide !== null) return new TextDecoder(wide).decode(bytes);
  if (hasJisEscape(bytes)) return new TextDecoder("iso-2022-jp").decode(bytes);
  return strict(bytes, UTF8_STRICT) ?? decodeLabelled(bytes, label);
}

function decodeLabelled(bytes: Uint8Array, label: string | null): string {
  const named = label === null ? null : decoderOf(label);
  if (named !== null) return named.decode(bytes);
  return (
    strict(bytes, new TextDecoder("shift_jis", { fatal: true, ignoreBOM: false })) ??
    new TextDecoder("windows-1252").decode(bytes)
  );
}

function wideEncoding(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  const [a = 1, b = 1, c = 1, d = 1] = bytes;
  if (a === 0xff && b === 0xfe) return "utf-16le";
  if (a === 0xfe && b === 0xff) return "utf-16be";
  if (b === 0 && d === 0 && a > 0 && c > 0) return "utf-16le";
  return a === 0 && c === 0 && b > 0 && d > 0 && bytes.length >= 4 ? "utf-16be" : null;
}

function hasJisEscape(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(0x1b); at >= 0; at = bytes.indexOf(0x1b, at + 1)) {
    const mark = String.fromCharCode(bytes[at + 1] ?? 0, bytes[at + 2] ?? 0);
    if (/\$[B@]|\([IJ]/.test(mark)) return true;
  }
  return false;
}

function strict(bytes: Uint8Array, decoder: TextDecoder): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null; // The strict decoder is the test of validity; the caller goes on with the next.
  }
}

/** `null`: a label that nobody knows. */
export function decoderOf(label: string): TextDecoder | null {
  try {
    return new TextDecoder(label.replace(/^x-/i, ""));
  } catch {
    return null; // A label that nobody knows counts as none.
  }
}

/** Bytes as characters of the same number: for formats whose syntax is ASCII. */
export function latin1(bytes: Uint8Array): string {
  let text = "";
  // More arguments than this overflow the stack.
  for (let at = 0; at < bytes.length; at += 8_192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return text;
}

/** The reverse of `latin1`. */
export function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}
