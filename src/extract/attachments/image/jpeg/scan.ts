import { BitReader, type HuffmanTable } from "./bits.ts";
import type { Component, Frame } from "./frame.ts";

/** What a scan header says (T.81 B.2.3). */
export interface Scan {
  readonly parts: readonly {
    readonly component: Component;
    readonly dcTable: HuffmanTable;
    readonly acTable: HuffmanTable;
  }[];
  readonly spectralStart: number;
  readonly spectralEnd: number;
  readonly approxHigh: number;
  readonly approxLow: number;
  /** MCUs between restart marks; 0: none. */
  readonly restartInterval: number;
}

/** Index of each coefficient in zigzag order (T.81 figure A.6). */
// biome-ignore format: the square of the standard
export const ZIGZAG = Uint8Array.of(
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
  35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
);

/** Reads the coefficients of one scan into its components. Damaged data end it early. */
export function decodeScan(bytes: Uint8Array, start: number, frame: Frame, scan: Scan): void {
  const decoder = new ScanDecoder(bytes, start, frame, scan);
  decoder.run();
}

class ScanDecoder {
  private readonly reader: BitReader;
  private readonly frame: Frame;
  private readonly scan: Scan;
  /** Blocks left that have no more coefficients in this scan (T.81 G.1.2.2). */
  private eobRun = 0;
  /** Where coefficients go that nobody wants. */
  private readonly waste = new Int16Array(64);

  constructor(bytes: Uint8Array, start: number, frame: Frame, scan: Scan) {
    this.reader = new BitReader(bytes, start);
    this.frame = frame;
    this.scan = scan;
  }

  run(): void {
    const { scan, frame } = this;
    const single = scan.parts.length === 1 ? scan.parts[0] : undefined;
    const wide = single ? single.component.columns : frame.mcusWide;
    const count = wide * (single ? single.component.rows : frame.mcusHigh);
    for (const { component } of scan.parts) component.dc = 0;
    for (let n = 0; n < count && !this.reader.isOver; n++) {
      if (n > 0 && scan.restartInterval > 0 && n % scan.restartInterval === 0) this.restart();
      const x = n % wide;
      const y = (n - x) / wide;
      if (single) this.block(single, x, y);
      else this.mcu(x, y);
    }
  }

  private restart(): void {
    this.reader.restart();
    this.eobRun = 0;
    for (const { component } of this.scan.parts) component.dc = 0;
  }

  private mcu(mcuX: number, mcuY: number): void {
    for (const part of this.scan.parts) {
      const { h, v } = part.component;
      for (let y = 0; y < v; y++) for (let x = 0; x < h; x++) this.block(part, mcuX * h + x, mcuY * v + y);
    }
  }

  private block(part: Scan["parts"][number], x: number, y: number): void {
    const { component, dcTable, acTable } = part;
    const out = component.coefficients ?? this.waste;
    const at = component.coefficients === null ? 0 : (y * component.stride + x) * 64;
    if (!this.frame.isProgressive) this.sequential(component, out, at, dcTable, acTable);
    else if (this.scan.spectralStart === 0) this.dc(component, out, at, dcTable);
    else if (this.scan.approxHigh === 0) this.acFirst(out, at, acTable);
    else this.acRefine(out, at, acTable);
  }

  private sequential(c: Component, out: Int16Array, at: number, dc: HuffmanTable, ac: HuffmanTable): void {
    const { reader } = this;
    c.dc += reader.signed(reader.symbol(dc) & 15);
    out[at] = c.dc;
    for (let k = 1; k < 64; k++) {
      const symbol = reader.symbol(ac);
      const size = symbol & 15;
      if (size === 0) {
        if (symbol !== 0xf0) return;
        k += 15;
        continue;
      }
      k += symbol >> 4;
      const value = reader.signed(size);
      if (k < 64) out[at + (ZIGZAG[k] as number)] = value;
    }
  }

  private dc(c: Component, out: Int16Array, at: number, table: HuffmanTable): void {
    const { reader, scan } = this;
    if (scan.approxHigh !== 0) {
      if (reader.bits(1) === 1) out[at] = (out[at] as number) | (1 << scan.approxLow);
      return;
    }
    c.dc += reader.signed(reader.symbol(table) & 15);
    out[at] = c.dc << scan.approxLow;
  }

  private acFirst(out: Int16Array, at: number, table: HuffmanTable): void {
    const { reader, scan } = this;
    if (this.eobRun > 0) {
      this.eobRun--;
      return;
    }
    for (let k = scan.spectralStart; k <= scan.spectralEnd; k++) {
      const symbol = reader.symbol(table);
      const run = symbol >> 4;
      const size = symbol & 15;
      if (size === 0 && run < 15) {
        this.eobRun = (1 << run) - 1 + reader.bits(run);
        return;
      }
      k += run;
      if (size !== 0 && k < 64) out[at + (ZIGZAG[k] as number)] = reader.signed(size) << scan.approxLow;
    }
  }

  /** T.81 G.1.2.3: new coefficients of one bit, and one more bit for each that is known. */
  private acRefine(out: Int16Array, at: number, table: HuffmanTable): void {
    const { reader, scan } = this;
    let k = scan.spectralStart;
    while (this.eobRun === 0 && k <= scan.spectralEnd && !reader.isOver) {
      const symbol = reader.symbol(table);
      const run = symbol >> 4;
      if ((symbol & 15) === 0 && run < 15) this.eobRun = (1 << run) + reader.bits(run);
      else {
        const value =
          (symbol & 15) === 0 ? 0 : reader.bits(1) === 1 ? 1 << scan.approxLow : -1 << scan.approxLow;
        k = this.refineUntil(out, at, k, run);
        if (value !== 0 && k <= scan.spectralEnd) out[at + (ZIGZAG[k] as number)] = value;
        k++;
      }
    }
    if (this.eobRun > 0) {
      this.refineUntil(out, at, k, 64);
      this.eobRun--;
    }
  }

  /** Refines known coefficients and steps over `zeros` unknown ones. Returns the place of the next. */
  private refineUntil(out: Int16Array, at: number, from: number, zeros: number): number {
    const bit = 1 << this.scan.approxLow;
    let left = zeros;
    let k = from;
    for (; k <= this.scan.spectralEnd; k++) {
      const i = at + (ZIGZAG[k] as number);
      const value = out[i] as number;
      if (value === 0) {
        if (left-- === 0) break;
      } else if (this.reader.bits(1) === 1 && (Math.abs(value) & bit) === 0)
        out[i] = value + (value > 0 ? bit : -bit);
    }
    return k;
  }
}
