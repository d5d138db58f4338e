const CODES_MAX = 4_096;

/**
 * Unpacks the pixels of one GIF frame (GIF89a appendix F). `at`: its first sub-block. Data that are damaged or
 * end early leave the rest as it is. Linear in the number of pixels and bytes.
 */
export function unpackGif(bytes: Uint8Array, at: number, minBits: number, pixels: Uint8Array): void {
  const clear = 1 << minBits;
  const prefix = new Uint16Array(CODES_MAX);
  const suffix = new Uint8Array(CODES_MAX);
  const stack = new Uint8Array(CODES_MAX + 1);
  for (let code = 0; code < clear; code++) suffix[code] = code;
  let [bits, next, previous, first, written] = [minBits + 1, clear + 2, -1, 0, 0];
  const codes = new CodeReader(bytes, at);
  while (written < pixels.length) {
    let code = codes.read(bits);
    if (code < 0 || code === clear + 1) return;
    if (code === clear) {
      [bits, next, previous] = [minBits + 1, clear + 2, -1];
      continue;
    }
    if (code > next || (previous < 0 && code >= clear)) return;
    const current = code;
    let depth = 0;
    // A code that is not there yet is the one before with its own first pixel behind.
    if (code === next && previous >= 0) {
      stack[depth++] = first;
      code = previous;
    }
    // Each entry points to an older one, so that this ends.
    while (code >= clear + 2) {
      stack[depth++] = suffix[code] as number;
      code = prefix[code] as number;
    }
    first = suffix[code] as number;
    stack[depth++] = first;
    while (depth > 0 && written < pixels.length) pixels[written++] = stack[--depth] as number;
    if (previous >= 0 && next < CODES_MAX) {
      prefix[next] = previous;
      suffix[next] = first;
      next++;
      if (next === 1 << bits && bits < 12) bits++;
    }
    previous = current;
  }
}

/** Codes, least significant bit first, across sub-blocks. */
class CodeReader {
  private readonly bytes: Uint8Array;
  private at: number;
  private left = 0;
  private buffer = 0;
  private count = 0;

  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes;
    this.at = at;
  }

  /** -1: no more. */
  read(bits: number): number {
    while (this.count < bits) {
      if (this.left === 0) this.left = this.bytes[this.at++] ?? 0;
      if (this.left === 0 || this.at >= this.bytes.length) return -1;
      this.left--;
      this.buffer |= (this.bytes[this.at++] as number) << this.count;
      this.count += 8;
    }
    const code = this.buffer & ((1 << bits) - 1);
    this.buffer >>>= bits;
    this.count -= bits;
    return code;
  }
}
