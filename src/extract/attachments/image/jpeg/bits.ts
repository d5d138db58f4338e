/** Bits of an entropy-coded segment, most significant first (ITU-T T.81 F.2.2.5). */
export class BitReader {
  private readonly bytes: Uint8Array;
  /** Index of the next byte to take in. */
  private at: number;
  private buffer = 0;
  private count = 0;
  /** Zero bits that were made up behind the end of the segment. */
  private made = 0;

  constructor(bytes: Uint8Array, start: number) {
    this.bytes = bytes;
    this.at = start;
  }

  /** All real bits are used up: what is read now is made up. */
  get isOver(): boolean {
    return this.made > this.count;
  }

  /** The next `n` bits, 0 to 16. */
  bits(n: number): number {
    if (n === 0) return 0;
    if (this.count < n) this.fill();
    this.count -= n;
    return (this.buffer >>> this.count) & ((1 << n) - 1);
  }

  /** A number of `n` bits whose first bit tells the sign (T.81 F.2.2.1, EXTEND). */
  signed(n: number): number {
    if (n === 0) return 0;
    const value = this.bits(n);
    return value < 1 << (n - 1) ? value - (1 << n) + 1 : value;
  }

  symbol(table: HuffmanTable): number {
    if (this.count < 16) this.fill();
    const entry = table.fast[(this.buffer >>> (this.count - FAST_BITS)) & (FAST_SIZE - 1)] as number;
    if (entry !== 0) {
      this.count -= entry >> 8;
      return entry & 255;
    }
    return this.slowSymbol(table);
  }

  /** Behind the next restart mark; the end of the segment when there is none. */
  restart(): void {
    this.buffer = 0;
    this.count = 0;
    this.made = 0;
    const mark = nextMarker(this.bytes, this.at);
    const code = this.bytes[mark + 1] ?? 0;
    this.at = code >= 0xd0 && code <= 0xd7 ? mark + 2 : mark;
  }

  private slowSymbol(table: HuffmanTable): number {
    for (let length = FAST_BITS + 1; length <= 16; length++) {
      const code = (this.buffer >>> (this.count - length)) & ((1 << length) - 1);
      if (code <= (table.last[length] as number)) {
        this.count -= length;
        return table.symbols[(table.offset[length] as number) + code] ?? 0;
      }
    }
    this.count -= 16; // No such code: the data are damaged, go on somewhere.
    return 0;
  }

  /** To at least 25 bits. A byte FF is followed by a stuffed 00; by anything else it is a marker. */
  private fill(): void {
    while (this.count <= 24) {
      let byte = this.bytes[this.at] ?? -1;
      if (byte === 0xff && this.bytes[this.at + 1] !== 0) byte = -1;
      if (byte < 0) {
        byte = 0;
        this.made += 8;
      } else this.at += byte === 0xff ? 2 : 1;
      this.buffer = (this.buffer << 8) | byte;
      this.count += 8;
    }
  }
}

const FAST_BITS = 9;
const FAST_SIZE = 1 << FAST_BITS;

/** Codes of up to FAST_BITS bits by direct look-up, longer ones by their range. */
export interface HuffmanTable {
  /** (length << 8) | symbol by the next FAST_BITS bits; 0: the code is longer. */
  readonly fast: Uint16Array;
  /** Largest code of each length; -1: none. */
  readonly last: Int32Array;
  /** Index of a code of each length into `symbols`, less its value. */
  readonly offset: Int32Array;
  readonly symbols: Uint8Array;
}

/** Builds the table of T.81 annex C. `counts`: codes of each length 1..16. */
export function huffmanTable(counts: Uint8Array, symbols: Uint8Array): HuffmanTable {
  const fast = new Uint16Array(FAST_SIZE);
  const last = new Int32Array(17).fill(-1);
  const offset = new Int32Array(17);
  let code = 0;
  let n = 0;
  for (let length = 1; length <= 16; length++) {
    offset[length] = n - code;
    for (let i = counts[length - 1] ?? 0; i > 0; i--, code++, n++) {
      if (length > FAST_BITS) continue;
      const from = code << (FAST_BITS - length);
      fast.fill((length << 8) | (symbols[n] ?? 0), from, from + (1 << (FAST_BITS - length)));
    }
    if ((counts[length - 1] ?? 0) > 0) last[length] = code - 1;
    code <<= 1;
  }
  return { fast, last, offset, symbols };
}

/** The next marker from `from` on that is no stuffed byte; the end when there is none. */
export function nextMarker(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const code = bytes[at + 1] ?? 0;
    if (code !== 0 && code !== 0xff) return at;
  }
  return bytes.length;
}
