import { unpackGif } from "./gif-lzw.ts";
import { type Grey, luma } from "./grey.ts";

/** A code is in the first frames, if anywhere; an animation of a logo has dozens. */
const FRAMES_MAX = 4;
/** Over all frames that are read: an animated page costs no more than a still of this size. */
const FRAME_PIXELS_MAX = 4_000_000;

/**
 * The first frames of a GIF (GIF89a), as grey over white. `null`: no frame can be read. Written here: the
 * libraries print warnings and may go round for ever on damaged data.
 */
export function decodeGif(bytes: Uint8Array): Grey[] | null {
  if (bytes.length < 13) return null;
  const [width, height] = [word(bytes, 6), word(bytes, 8)];
  const flags = bytes[10] as number;
  const global = flags & 0x80 ? readPalette(bytes, 13, flags) : new Uint8Array(256);
  const canvas = new Uint8Array(width * height).fill(255);
  const frames: Grey[] = [];
  let transparent = -1;
  let at = 13 + (flags & 0x80 ? paletteBytes(flags) : 0);
  while (
    at < bytes.length &&
    frames.length < FRAMES_MAX &&
    (frames.length + 1) * canvas.length <= FRAME_PIXELS_MAX
  ) {
    const mark = bytes[at];
    if (mark === 0x21) {
      if (bytes[at + 1] === 0xf9) transparent = (bytes[at + 3] ?? 0) & 1 ? (bytes[at + 6] ?? -1) : -1;
      at = afterBlocks(bytes, at + 2);
    } else if (mark === 0x2c) {
      const end = readFrame(bytes, at + 1, global, transparent, { width, height, data: canvas });
      if (end < 0) break;
      frames.push({ width, height, data: canvas.slice() });
      at = end;
    } else break;
  }
  return frames.length === 0 ? null : frames;
}

/** Paints a frame; the index behind it, or -1: its size does not fit the screen. */
function readFrame(
  bytes: Uint8Array,
  at: number,
  global: Uint8Array,
  transparent: number,
  canvas: Grey,
): number {
  const [left, top, width, height] = [0, 2, 4, 6].map((n) => word(bytes, at + n)) as [
    number,
    number,
    number,
    number,
  ];
  if (left + width > canvas.width || top + height > canvas.height) return -1;
  const flags = bytes[at + 8] ?? 0;
  const palette = flags & 0x80 ? readPalette(bytes, at + 9, flags) : global;
  const data = at + 9 + (flags & 0x80 ? paletteBytes(flags) : 0);
  const minBits = bytes[data] ?? 0;
  if (minBits < 1 || minBits > 8) return -1;
  const pixels = new Uint8Array(width * height);
  unpackGif(bytes, data + 1, minBits, pixels);
  const rows = flags & 0x40 ? interlacedRows(height) : null;
  for (let n = 0; n < height; n++) {
    const to = (top + (rows?.[n] ?? n)) * canvas.width + left;
    for (let x = 0; x < width; x++) {
      const index = pixels[n * width + x] as number;
      if (index !== transparent) canvas.data[to + x] = palette[index] as number;
    }
  }
  return afterBlocks(bytes, data + 1);
}

/** Which row each stored row is (GIF89a appendix E). */
function interlacedRows(height: number): number[] {
  const rows: number[] = [];
  for (const [first, step] of [
    [0, 8],
    [4, 8],
    [2, 4],
    [1, 2],
  ] as const)
    for (let y: number = first; y < height; y += step) rows.push(y);
  return rows;
}

function word(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
}

function paletteBytes(flags: number): number {
  return 3 * (2 << (flags & 7));
}

function readPalette(bytes: Uint8Array, at: number, flags: number): Uint8Array {
  const palette = new Uint8Array(256);
  for (let n = 0; n < paletteBytes(flags) / 3; n++)
    palette[n] = luma(bytes[at + 3 * n] ?? 0, bytes[at + 3 * n + 1] ?? 0, bytes[at + 3 * n + 2] ?? 0);
  return palette;
}

/** Behind a row of sub-blocks: each begins with its length, an empty one ends them. */
function afterBlocks(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== 0) at += 1 + (bytes[at] as number);
  return at + 1;
}
