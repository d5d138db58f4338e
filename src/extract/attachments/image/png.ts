import { inflatePieces, zlibHeaderBytes } from "../inflate.ts";
import { type Grey, luma, overWhite } from "./grey.ts";

/**
 * PNG (W3C, third edition) as grey: all colour types and depths, interlaced too. Rows are turned to grey
 * as they are inflated, so that memory is one byte a pixel whatever the depth. `null`: no PNG. Data that
 * end early leave the rest white. CRCs are not checked, as browsers show damaged images too.
 */
export function decodePng(bytes: Uint8Array): Grey | null {
  const head = readHead(bytes);
  if (head === null) return null;
  const image = {
    width: head.width,
    height: head.height,
    data: new Uint8Array(head.width * head.height).fill(255),
  };
  const painter = new Painter(head, image);
  const data = concatParts(head.parts);
  inflatePieces(data.subarray(zlibHeaderBytes(data)), (piece) => painter.take(piece));
  return image;
}

interface Head {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly channels: number;
  readonly isInterlaced: boolean;
  readonly hasAlpha: boolean;
  /** Grey of each palette entry, over white; `null`: no palette. */
  readonly palette: Uint8Array | null;
  readonly parts: readonly Uint8Array[];
}

const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

function readHead(bytes: Uint8Array): Head | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 33) return null;
  const depth = bytes[24] as number;
  const colour = bytes[25] as number;
  const channels = CHANNELS[colour];
  if (channels === undefined || ![1, 2, 4, 8, 16].includes(depth)) return null;
  const parts: Uint8Array[] = [];
  let colours: Uint8Array = new Uint8Array(0);
  let alphas: Uint8Array = new Uint8Array(0);
  for (let at = 33; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const content = bytes.subarray(at + 8, at + 8 + length);
    if (type === "IDAT") parts.push(content);
    else if (type === "PLTE") colours = content;
    else if (type === "tRNS" && colour === 3) alphas = content;
    else if (type === "IEND") break;
    at += 12 + length;
  }
  const palette = colour === 3 ? greyPalette(colours, alphas) : null;
  const size = { width: view.getUint32(16), height: view.getUint32(20) };
  const hasAlpha = colour === 4 || colour === 6;
  return { ...size, depth, channels, isInterlaced: bytes[28] === 1, hasAlpha, palette, parts };
}

function greyPalette(colours: Uint8Array, alphas: Uint8Array): Uint8Array {
  const palette = new Uint8Array(256).fill(255);
  for (let n = 0; n * 3 + 2 < colours.length && n < 256; n++) {
    const [r = 0, g = 0, b = 0] = colours.subarray(n * 3);
    palette[n] = overWhite(luma(r, g, b), alphas[n] ?? 255);
  }
  return palette;
}

/** The seven passes of Adam7: first column, first row, column step, row step. */
const ADAM7: readonly (readonly [number, number, number, number])[] = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
];

/** Takes inflated bytes, gathers whole rows, undoes their filter and paints them. */
class Painter {
  readonly #head: Head;
  readonly #image: Grey;
  readonly #passes: readonly (readonly [number, number, number, number])[];
  readonly #pixelBytes: number;
  #pass = -1;
  #y = 0;
  #row: Uint8Array = new Uint8Array(0);
  #above: Uint8Array = new Uint8Array(0);
  #filled = 0;

  constructor(head: Head, image: Grey) {
    this.#head = head;
    this.#image = image;
    this.#passes = head.isInterlaced ? ADAM7 : [[0, 0, 1, 1]];
    this.#pixelBytes = Math.max(1, (head.channels * head.depth) >> 3);
    this.#nextPass();
  }

  /** False when the image is complete. */
  take(piece: Uint8Array): boolean {
    for (let at = 0; at < piece.length; ) {
      if (this.#pass >= this.#passes.length) return false;
      const wanted = Math.min(this.#row.length - this.#filled, piece.length - at);
      this.#row.set(piece.subarray(at, at + wanted), this.#filled);
      this.#filled += wanted;
      at += wanted;
      if (this.#filled === this.#row.length) this.#endRow();
    }
    return this.#pass < this.#passes.length;
  }

  #nextPass(): void {
    for (this.#pass++; this.#pass < this.#passes.length; this.#pass++) {
      const [x0, y0, dx] = this.#passes[this.#pass] as (typeof ADAM7)[number];
      const columns = Math.ceil((this.#head.width - x0) / dx);
      if (columns <= 0 || y0 >= this.#head.height) continue;
      const length = 1 + Math.ceil((columns * this.#head.channels * this.#head.depth) / 8);
      this.#row = new Uint8Array(length);
      this.#above = new Uint8Array(length);
      this.#y = y0;
      return;
    }
  }

  #endRow(): void {
    const [x0, , dx, dy] = this.#passes[this.#pass] as (typeof ADAM7)[number];
    unfilter(this.#row, this.#above, this.#pixelBytes);
    paintRow(
      this.#head,
      this.#row,
      this.#image,
      this.#y * this.#image.width + x0,
      dx,
      this.#image.width - x0,
    );
    [this.#row, this.#above] = [this.#above, this.#row];
    this.#filled = 0;
    this.#y += dy;
    if (this.#y >= this.#head.height) this.#nextPass();
  }
}

/** Filters of PNG section 9. The first byte of a row names its filter. */
export function unfilter(row: Uint8Array, above: Uint8Array, step: number): void {
  const filter = row[0] as number;
  for (let i = 1; i < row.length; i++) {
    const left = i > step ? (row[i - step] as number) : 0;
    const up = above[i] as number;
    if (filter === 1) row[i] = (row[i] as number) + left;
    else if (filter === 2) row[i] = (row[i] as number) + up;
    else if (filter === 3) row[i] = (row[i] as number) + ((left + up) >> 1);
    else if (filter === 4)
      row[i] = (row[i] as number) + paeth(left, up, i > step ? (above[i - step] as number) : 0);
    else return;
  }
}

function paeth(left: number, up: number, corner: number): number {
  const p = left + up - corner;
  const dl = Math.abs(p - left);
  const du = Math.abs(p - up);
  const dc = Math.abs(p - corner);
  return dl <= du && dl <= dc ? left : du <= dc ? up : corner;
}

function paintRow(head: Head, row: Uint8Array, image: Grey, at: number, dx: number, space: number): void {
  const { depth, channels, palette, hasAlpha } = head;
  const { data } = image;
  const columns = Math.ceil(space / dx);
  const bytes = depth === 16 ? 2 : 1;
  const levels = depth < 8 ? 255 / ((1 << depth) - 1) : 1;
  for (let x = 0; x < columns; x++, at += dx) {
    if (channels === 1) {
      const value = sample(row, x, depth);
      data[at] = palette === null ? value * levels : (palette[value] as number);
      continue;
    }
    const i = 1 + x * channels * bytes;
    const first = row[i] as number;
    const grey = channels < 3 ? first : luma(first, row[i + bytes] as number, row[i + 2 * bytes] as number);
    data[at] = hasAlpha ? overWhite(grey, row[i + (channels - 1) * bytes] as number) : grey;
  }
}

function sample(row: Uint8Array, x: number, depth: number): number {
  if (depth === 8) return row[1 + x] as number;
  if (depth === 16) return row[1 + 2 * x] as number;
  const bit = x * depth;
  return ((row[1 + (bit >> 3)] as number) >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
}

function concatParts(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0] as Uint8Array;
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
