import { _QRScanner } from "qr/decode.js";
import type { Gathering } from "./findings.ts";
import type { Grey } from "./image/grey.ts";

/** Hypotheses that the scanner may try on one image: bounds its time without a clock. */
const EFFORT = 4;
/** Codes of one image: a sheet of coupons. */
const CODES_MAX = 16;
/**
 * Places that look like the corner of a code, in one image. The scanner compares each with each: 49,000 of
 * them took 11 s. Noise of 4 megapixels has 740.
 */
const CORNERS_MAX = 1_500;
/** The second look, for mirrored codes, is at an image of at most this. */
const MIRROR_PIXELS_MAX = 1_000_000;
/** The scanner takes no longer side. */
const SIDE_MAX = 4_096;
const BAND_OVERLAP = 1_024;
/** Between the darkest and the lightest pixel; below, the scanner takes dark and light for one. */
const CONTRAST_MIN = 128;

/** Payloads of all QR codes in the image: dark on light or light on dark, mirrored too. Never throws. */
export function decodeQrCodes(image: Grey): string[] {
  const clear = withContrast(image.width > SIDE_MAX ? transposed(image) : image);
  const found = bands(clear).flatMap(scan);
  return found.length > 0 ? [...new Set(found)] : bands(mirrored(clear)).flatMap(scan);
}

/** The codes as links where they are addresses, as text else: "WIFI:..." holds none, "見て https://" does. */
export function addCodes(image: Grey, into: Gathering): void {
  for (const payload of decodeQrCodes(image)) addPayload(payload, into);
}

function addPayload(payload: string, into: Gathering): void {
  if (/^\s*[a-z][a-z0-9+.-]*:\/\/\S+\s*$/i.test(payload)) into.addLink(payload, "qr");
  else into.addText(payload, "qr");
}

/** Longer images (a whole newsletter as one picture) are cut, with room for a code across the cut. */
function bands(image: Grey): Grey[] {
  const { width, height, data } = image;
  const cut: Grey[] = [];
  for (let top = 0; top === 0 || top + BAND_OVERLAP < height; top += SIDE_MAX - BAND_OVERLAP) {
    const rows = Math.min(SIDE_MAX, height - top);
    cut.push({ width, height: rows, data: data.subarray(top * width, (top + rows) * width) });
  }
  return cut;
}

/** The scanner class finds every code in one pass and takes grey as it is; `decodeQR` does neither. */
function scan(image: Grey): string[] {
  const { width, height, data } = image;
  const found: string[] = [];
  const scanner = new _QRScanner({
    maxSize: { width, height },
    stride: 1,
    effort: EFFORT,
    timeLimit: Number.POSITIVE_INFINITY,
    pointsOnDetect: (_, result) => {
      if (typeof result !== "string") return;
      found.push(result);
      if (found.length >= CODES_MAX) throw new Error("codes enough");
    },
  });
  for (const layer of scanner.layers) layer.patterns = layer.patterns.subarray(0, CORNERS_MAX * 4);
  try {
    scanner.addImage({ width, height, data }, "I420");
    scanner.decode(true);
  } catch {
    // More corners than it has room for, or enough codes: what was found until then stands.
  } finally {
    scanner.clean();
  }
  return [...new Set(found)];
}

function withContrast(image: Grey): Grey {
  let [least, most] = [255, 0];
  for (const value of image.data) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (most - least >= CONTRAST_MIN || most === least) return image;
  const factor = 255 / (most - least);
  return { ...image, data: image.data.map((value) => (value - least) * factor) };
}

/** Columns as rows: codes come out mirrored, which the second look is for. */
function transposed({ width, height, data }: Grey): Grey {
  const turned = new Uint8Array(data.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) turned[x * height + y] = data[y * width + x] as number;
  return { width: height, height: width, data: turned };
}

/** Mirrored, and made smaller by whole steps until it is small enough. */
function mirrored({ width, height, data }: Grey): Grey {
  let step = 1;
  while ((width / step) * (height / step) > MIRROR_PIXELS_MAX) step++;
  const [columns, rows] = [Math.floor(width / step), Math.floor(height / step)];
  const flipped = new Uint8Array(columns * rows);
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++)
      flipped[y * columns + columns - 1 - x] = data[y * step * width + x * step] as number;
  return { width: columns, height: rows, data: flipped };
}
