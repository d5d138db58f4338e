import { crc32 } from "node:zlib";
import { zlibSync } from "fflate";
import encodeQR from "qr";
import type { Grey } from "../../../../src/extract/attachments/image/grey.ts";
import { be, concat, utf8 } from "./bytes.ts";

/** Modules of a QR code with its margin, `true` = dark. */
export function qrModules(text: string): boolean[][] {
  return encodeQR(text, "raw", { border: 4 });
}

/** A QR code as pixels. */
export function qrImage(text: string, scale = 4): Grey {
  return enlarge(qrModules(text), scale);
}

export function enlarge(modules: readonly (readonly boolean[])[], scale: number): Grey {
  const size = modules.length * scale;
  const data = new Uint8Array(size * size);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++)
      data[y * size + x] = modules[Math.floor(y / scale)]?.[Math.floor(x / scale)] ? 0 : 255;
  return { width: size, height: size, data };
}

export function transform(image: Grey, at: (x: number, y: number) => number): Grey {
  const data = new Uint8Array(image.data.length);
  for (let y = 0; y < image.height; y++)
    for (let x = 0; x < image.width; x++) data[y * image.width + x] = at(x, y);
  return { ...image, data };
}

export interface PngForm {
  readonly colour: 0 | 2 | 3 | 4 | 6;
  readonly depth: 1 | 2 | 4 | 8 | 16;
  readonly filter?: 0 | 1 | 2 | 3 | 4;
  readonly isInterlaced?: boolean;
  readonly parts?: number;
}

const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** A PNG of the image in any form of the standard. */
export function makePng(image: Grey, form: PngForm = { colour: 0, depth: 8 }): Uint8Array {
  const rows: Uint8Array[] = [];
  for (const [x0, y0, dx, dy] of form.isInterlaced ? PASSES : ([[0, 0, 1, 1]] as const)) {
    let above: Uint8Array | null = null;
    for (let y = y0; y < image.height; y += dy) {
      const values: number[] = [];
      for (let x: number = x0; x < image.width; x += dx)
        values.push(image.data[y * image.width + x] as number);
      if (values.length === 0) continue;
      const row = pack(values, form);
      const pixelBytes = Math.max(1, ({ 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }[form.colour] * form.depth) >> 3);
      rows.push(concat(Uint8Array.of(form.filter ?? 0), filtered(row, above, form.filter ?? 0, pixelBytes)));
      above = row;
    }
  }
  const data = zlibSync(concat(...rows));
  const cut = Math.ceil(data.length / (form.parts ?? 1));
  const head = concat(
    be(image.width),
    be(image.height),
    Uint8Array.of(form.depth, form.colour, 0, 0, form.isInterlaced ? 1 : 0),
  );
  const palette = Uint8Array.from(
    { length: 3 * 2 ** Math.min(8, form.depth) },
    (_, n) => Math.floor(n / 3) * (255 / (2 ** Math.min(8, form.depth) - 1)),
  );
  return concat(
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10),
    chunk("IHDR", head),
    ...(form.colour === 3 ? [chunk("PLTE", palette)] : []),
    ...Array.from({ length: form.parts ?? 1 }, (_, n) =>
      chunk("IDAT", data.subarray(n * cut, (n + 1) * cut)),
    ),
    chunk("IEND", new Uint8Array(0)),
  );
}

function chunk(type: string, content: Uint8Array): Uint8Array {
  const named = concat(utf8(type), content);
  return concat(be(content.length), named, be(crc32(named)));
}

function pack(values: readonly number[], { colour, depth }: PngForm): Uint8Array {
  const samples = values.flatMap((v) =>
    colour === 2 ? [v, v, v] : colour === 4 ? [v, 255] : colour === 6 ? [v, v, v, 255] : [v],
  );
  if (depth === 8) return Uint8Array.from(samples);
  if (depth === 16) return Uint8Array.from(samples.flatMap((v) => [v, v]));
  const row = new Uint8Array(Math.ceil((samples.length * depth) / 8));
  samples.forEach((v, n) => {
    const bit = n * depth;
    row[bit >> 3] = (row[bit >> 3] as number) | ((v >> (8 - depth)) << (8 - depth - (bit & 7)));
  });
  return row;
}

function filtered(row: Uint8Array, above: Uint8Array | null, filter: number, step: number): Uint8Array {
  return row.map((value, n) => {
    const left = n >= step ? (row[n - step] as number) : 0;
    const up = above?.[n] ?? 0;
    const corner = n >= step ? (above?.[n - step] ?? 0) : 0;
    if (filter === 1) return value - left;
    if (filter === 2) return value - up;
    if (filter === 3) return value - ((left + up) >> 1);
    if (filter !== 4) return value;
    const p = left + up - corner;
    const [a, b, c] = [Math.abs(p - left), Math.abs(p - up), Math.abs(p - corner)];
    return value - (a <= b && a <= c ? left : b <= c ? up : corner);
  });
}

/** A Windows bitmap of 24 bits, bottom row first. */
export function makeBmp(image: Grey): Uint8Array {
  const stride = Math.ceil((image.width * 3) / 4) * 4;
  const bytes = new Uint8Array(54 + stride * image.height);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  view.setUint32(10, 54, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, image.width, true);
  view.setInt32(22, image.height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 24, true);
  for (let y = 0; y < image.height; y++)
    for (let x = 0; x < image.width; x++)
      bytes.fill(
        image.data[y * image.width + x] as number,
        54 + (image.height - 1 - y) * stride + x * 3,
        54 + (image.height - 1 - y) * stride + x * 3 + 3,
      );
  return bytes;
}
