import type { Grey } from "../grey.ts";
import { type HuffmanTable, huffmanTable, nextMarker } from "./bits.ts";
import { type Component, type Frame, readFrame } from "./frame.ts";
import { inverseDct } from "./idct.ts";
import { decodeScan, type Scan, ZIGZAG } from "./scan.ts";

/**
 * JPEG (ITU-T T.81), baseline and progressive, as brightness alone; colour is read over, not decoded.
 * `null`: no JPEG, damaged before its first scan, or of a rare kind (arithmetic, lossless, 12 bits).
 *
 * Written here because what is read for must be synchronous and run in workerd and Node alike: mozjpeg as
 * WebAssembly needs an asynchronous start and an import that differs between the two.
 */
export function decodeJpeg(bytes: Uint8Array): Grey | null {
  const decoder = new Decoder();
  let at = 2;
  while (at + 4 <= bytes.length && decoder.scans < SCANS_MAX) {
    at = nextMarker(bytes, at);
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xd9) break;
    at += 2;
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) continue;
    const end = at + Math.max(2, ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0));
    if (!decoder.segment(marker, bytes.subarray(at + 2, end))) return null;
    if (marker === 0xda) decoder.scan(bytes, end);
    at = end;
  }
  return decoder.image();
}

/** Encoders make about ten; each may go over all blocks of the image again. */
const SCANS_MAX = 24;

class Decoder {
  scans = 0;
  private frame: Frame | null = null;
  private readonly quantTables: Uint16Array[] = [];
  private readonly dcTables: HuffmanTable[] = [];
  private readonly acTables: HuffmanTable[] = [];
  private restartInterval = 0;
  private next: Scan | null = null;
  /** Adobe's mark without a transform: the components are red, green, blue; green is the brightest. */
  private wanted = 0;

  /** False: this image cannot be read. */
  segment(marker: number, content: Uint8Array): boolean {
    if (marker === 0xdb) this.readQuantTables(content);
    else if (marker === 0xc4) this.readHuffmanTables(content);
    else if (marker === 0xdd) this.restartInterval = ((content[0] ?? 0) << 8) | (content[1] ?? 0);
    else if (marker === 0xee && content[0] === 0x41 && content[11] === 0) this.wanted = 1;
    else if (marker === 0xda) this.next = this.frame && this.readScan(content, this.frame);
    else if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc8 && marker !== 0xcc)
      return this.startFrame(marker, content);
    return true;
  }

  scan(bytes: Uint8Array, start: number): void {
    const { frame, next } = this;
    if (frame === null || next === null) return;
    this.scans++;
    // A scan of colour alone is not needed.
    if (next.parts.some(({ component }) => component.coefficients !== null))
      decodeScan(bytes, start, frame, next);
  }

  image(): Grey | null {
    const component = this.frame?.components.find((c) => c.coefficients !== null);
    if (!this.frame || !component || this.scans === 0) return null;
    return render(
      this.frame,
      component,
      this.quantTables[component.quantTable] ?? new Uint16Array(64).fill(1),
    );
  }

  private startFrame(marker: number, content: Uint8Array): boolean {
    if (marker > 0xc2 || this.frame !== null) return false;
    this.frame = readFrame(content, marker === 0xc2, this.wanted);
    return this.frame !== null;
  }

  private readQuantTables(content: Uint8Array): void {
    for (let at = 0; at < content.length; ) {
      const head = content[at++] as number;
      const isWide = head >> 4 !== 0;
      const table = new Uint16Array(64);
      for (let k = 0; k < 64; k++) {
        const value = isWide ? ((content[at++] ?? 0) << 8) | (content[at++] ?? 0) : (content[at++] ?? 0);
        table[ZIGZAG[k] as number] = value;
      }
      this.quantTables[head & 3] = table;
    }
  }

  private readHuffmanTables(content: Uint8Array): void {
    for (let at = 0; at + 17 <= content.length; ) {
      const head = content[at] as number;
      const counts = content.subarray(at + 1, at + 17);
      const length = counts.reduce((sum, n) => sum + n, 0);
      const table = huffmanTable(counts, content.subarray(at + 17, at + 17 + length));
      (head >> 4 === 0 ? this.dcTables : this.acTables)[head & 3] = table;
      at += 17 + length;
    }
  }

  private readScan(content: Uint8Array, frame: Frame): Scan | null {
    const count = content[0] ?? 0;
    const parts: Scan["parts"][number][] = [];
    for (let n = 0; n < count; n++) {
      const [id, tables = 0] = content.subarray(1 + 2 * n);
      const component = frame.components.find((c) => c.id === id);
      if (component === undefined) return null;
      const dcTable = this.dcTables[(tables >> 4) & 3] ?? EMPTY_TABLE;
      const acTable = this.acTables[tables & 3] ?? EMPTY_TABLE;
      parts.push({ component, dcTable, acTable });
    }
    const [spectralStart = 0, spectralEnd = 63, approx = 0] = content.subarray(1 + 2 * count);
    if (parts.length === 0 || parts.length > 4 || spectralEnd > 63 || spectralStart > spectralEnd)
      return null;
    return {
      parts,
      spectralStart,
      spectralEnd,
      approxHigh: approx >> 4,
      approxLow: approx & 15,
      restartInterval: this.restartInterval,
    };
  }
}

const EMPTY_TABLE = huffmanTable(new Uint8Array(16), new Uint8Array(0));

/** The component's blocks as pixels, without the ones that only fill up the last MCUs. */
function render(frame: Frame, component: Component, quant: Uint16Array): Grey {
  const hMax = Math.max(...frame.components.map((c) => c.h));
  const vMax = Math.max(...frame.components.map((c) => c.v));
  const width = Math.ceil((frame.width * component.h) / hMax);
  const height = Math.ceil((frame.height * component.v) / vMax);
  const { coefficients, columns, rows, stride } = component;
  const lineLength = columns * 8;
  const padded = new Uint8Array(lineLength * rows * 8);
  const work = new Float32Array(64);
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++)
      inverseDct(
        coefficients as Int16Array,
        (y * stride + x) * 64,
        quant,
        work,
        padded,
        y * 8 * lineLength + x * 8,
        lineLength,
      );
  if (width === lineLength) return { width, height, data: padded.subarray(0, width * height) };
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    data.set(padded.subarray(y * lineLength, y * lineLength + width), y * width);
  return { width, height, data };
}
