import { type Grey, luma } from "./grey.ts";

/** Windows bitmap, uncompressed, of 1, 4, 8, 24 or 32 bits. `null`: another kind, or damaged. */
export function decodeBmp(bytes: Uint8Array): Grey | null {
  if (bytes.length < 54) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const width = view.getInt32(18, true);
  const rows = view.getInt32(22, true);
  const height = Math.abs(rows);
  const depth = view.getUint16(28, true);
  const compression = view.getUint32(30, true);
  if (![1, 4, 8, 24, 32].includes(depth) || (compression !== 0 && !(compression === 3 && depth === 32)))
    return null;
  const palette = bytes.subarray(14 + view.getUint32(14, true));
  const stride = ((width * depth + 31) >> 5) << 2;
  const start = view.getUint32(10, true);
  const data = new Uint8Array(width * height).fill(255);
  for (let y = 0; y < height; y++) {
    const row = bytes.subarray(start + (rows < 0 ? y : height - 1 - y) * stride);
    if (row.length < stride) continue;
    for (let x = 0; x < width; x++) data[y * width + x] = greyAt(row, x, depth, palette);
  }
  return { width, height, data };
}

function greyAt(row: Uint8Array, x: number, depth: number, palette: Uint8Array): number {
  if (depth >= 24) return greyOf(row, (x * depth) >> 3);
  const bit = x * depth;
  const index = ((row[bit >> 3] as number) >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
  return greyOf(palette, index * 4);
}

function greyOf(bytes: Uint8Array, at: number): number {
  return luma(bytes[at + 2] ?? 255, bytes[at + 1] ?? 255, bytes[at] ?? 255);
}
