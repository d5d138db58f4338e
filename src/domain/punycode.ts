// RFC 3492, decoding only: the WHATWG host parser encodes. Section 5 has the constants for IDNA.
const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const INITIAL_BIAS = 72;
const INITIAL_N = 128;
const CODE_POINT_MAX = 0x10ffff;

/**
 * The code points behind the part of an A-label after `xn--`. `null`: not punycode. A result may
 * still be no valid label (IDNA has its own rules), so it must be encoded again and compared.
 */
export function decodePunycode(text: string): string | null {
  const lastHyphen = text.lastIndexOf("-");
  const output = Array.from(lastHyphen > 0 ? text.slice(0, lastHyphen) : "", (c) => c.charCodeAt(0));
  let position = lastHyphen > 0 ? lastHyphen + 1 : 0;
  let n = INITIAL_N;
  let bias = INITIAL_BIAS;
  let i = 0;
  while (position < text.length) {
    const start = i;
    for (let weight = 1, k = BASE; ; k += BASE) {
      const digit = digitValue(text.charCodeAt(position++));
      if (digit === null) return null;
      i += digit * weight;
      const threshold = Math.min(Math.max(k - bias, T_MIN), T_MAX);
      if (digit < threshold) break;
      weight *= BASE - threshold;
      // A label has at most 59 digits, yet 12 of them already pass the largest code point.
      if (i > Number.MAX_SAFE_INTEGER / BASE) return null;
    }
    bias = adaptBias(i - start, output.length + 1, start === 0);
    n += Math.floor(i / (output.length + 1));
    i %= output.length + 1;
    if (n > CODE_POINT_MAX || (n >= 0xd800 && n <= 0xdfff)) return null;
    output.splice(i++, 0, n);
  }
  return String.fromCodePoint(...output);
}

/** `null` past the end (NaN) or for a character that is no base-36 digit. */
function digitValue(code: number): number | null {
  if (code >= 0x61 && code <= 0x7a) return code - 0x61;
  if (code >= 0x30 && code <= 0x39) return code - 0x30 + 26;
  return null;
}

function adaptBias(delta: number, length: number, isFirst: boolean): number {
  let rest = isFirst ? Math.floor(delta / DAMP) : delta >> 1;
  rest += Math.floor(rest / length);
  let k = 0;
  for (; rest > ((BASE - T_MIN) * T_MAX) >> 1; k += BASE) rest = Math.floor(rest / (BASE - T_MIN));
  return k + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW));
}
