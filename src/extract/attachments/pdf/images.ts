import type { FileItem, Gathering } from "../findings.ts";
import { MODULES_PIXELS_MIN } from "../image/dimensions.ts";
import { type Grey, luma } from "../image/grey.ts";
import { unfilter } from "../image/png.ts";
import { spend } from "../image/read-image.ts";
import { addCodes } from "../qr.ts";
import { decodeStream, filtersOf, type PdfStream } from "./streams.ts";

/**
 * QR codes in the pictures of a PDF: JPEG as it is, and pixels of 1 or 8 bits (ISO 32000-1 8.9.5), with PNG's
 * predictor or without. The colour space does not matter: palette numbers tell dark from light as well.
 */
export function readPdfImage(stream: PdfStream, file: FileItem, into: Gathering): void {
  const filters = filtersOf(stream.dict);
  if (filters.length === 1 && /^DCT(?:Decode)?$/.test(filters[0] as string)) {
    const name = `${file.name}/image`;
    into.queue.push({
      name,
      mediaType: "image/jpeg",
      bytes: stream.data,
      depth: file.depth + 1,
      container: "pdf",
    });
    return;
  }
  const shape = shapeOf(stream.dict);
  if (shape === null || Math.min(shape.width, shape.height) < MODULES_PIXELS_MIN) return;
  if (!spend(file, shape.width * shape.height, into)) return;
  const data = decodeStream(stream, into);
  const image = data && toGrey(shape, data);
  if (image) addCodes(image, into);
}

interface Shape {
  readonly width: number;
  readonly height: number;
  readonly bits: number;
  /** Each row begins with the number of its PNG filter. */
  readonly isFiltered: boolean;
}

function shapeOf(dict: string): Shape | null {
  const number = (key: RegExp, fallback: number) => Number(key.exec(dict)?.[1] ?? fallback);
  const width = number(/\/W(?:idth)?\s+(\d{1,6})/, 0);
  const height = number(/\/H(?:eight)?\s+(\d{1,6})/, 0);
  const bits = /\/ImageMask\s+true/.test(dict) ? 1 : number(/\/(?:BitsPerComponent|BPC)\s+(\d{1,2})/, 8);
  if (width < 1 || height < 1 || (bits !== 8 && bits !== 1)) return null;
  return { width, height, bits, isFiltered: number(/\/Predictor\s+(\d{1,2})/, 1) >= 10 };
}

/** `null`: fewer bytes than the picture needs. The number of channels follows from the length. */
function toGrey({ width, height, bits, isFiltered }: Shape, data: Uint8Array): Grey | null {
  const filterBytes = isFiltered ? 1 : 0;
  const channels = bits === 1 ? 1 : Math.min(4, Math.floor((data.length / height - filterBytes) / width));
  const rowBytes = filterBytes + Math.ceil((width * bits * channels) / 8);
  if (channels < 1 || data.length < rowBytes * height) return null;
  const grey = new Uint8Array(width * height);
  let above = new Uint8Array(rowBytes);
  for (let y = 0; y < height; y++) {
    const row = data.slice(y * rowBytes, (y + 1) * rowBytes);
    if (isFiltered) unfilter(row, above, channels);
    above = row;
    for (let x = 0; x < width; x++) grey[y * width + x] = pixel(row, filterBytes, x, bits, channels);
  }
  return { width, height, data: grey };
}

function pixel(row: Uint8Array, start: number, x: number, bits: number, channels: number): number {
  if (bits === 1) return ((row[start + (x >> 3)] as number) >> (7 - (x & 7))) & 1 ? 255 : 0;
  const at = start + x * channels;
  if (channels < 3) return row[at] as number;
  return luma(row[at] as number, row[at + 1] as number, row[at + 2] as number);
}
