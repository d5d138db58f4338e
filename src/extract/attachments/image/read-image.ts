import { IMAGE_PIXELS_MAX, IMAGES_MAX } from "../../../limits.ts";
import type { FileItem, Gathering } from "../findings.ts";
import { addCodes } from "../qr.ts";
import { decodeBmp } from "./bmp.ts";
import { imageSize, MODULES_PIXELS_MIN } from "./dimensions.ts";
import { decodeGif } from "./gif.ts";
import type { Grey } from "./grey.ts";
import { decodeJpeg } from "./jpeg/decode-jpeg.ts";
import { decodePng } from "./png.ts";

/** QR codes in a PNG, JPEG, GIF or BMP. The size is taken from the header first: a bomb is not decoded. */
export function readImage(file: FileItem, into: Gathering): void {
  const size = imageSize(file.bytes);
  if (size === null) {
    into.note(file.name, "unreadable");
    return;
  }
  // Trackers, icons, rules and spacers: too small for a code.
  if (Math.min(size.width, size.height) < MODULES_PIXELS_MIN) return;
  if (into.pictures === "square" && !isSquare(size)) return;
  if (!spend(file, size.width * size.height, into)) return;
  const images = decode(file.bytes, size.format);
  if (images === null) {
    into.note(file.name, "unreadable");
    return;
  }
  for (const image of images) addCodes(image, into);
}

/** A code with its quiet zone is square; with a line of text below it is a little longer. */
function isSquare({ width, height }: { readonly width: number; readonly height: number }): boolean {
  const ratio = width / height;
  return ratio >= 0.7 && ratio <= 1.35;
}

function decode(bytes: Uint8Array, format: "png" | "jpeg" | "gif" | "bmp"): readonly Grey[] | null {
  if (format === "gif") return decodeGif(bytes);
  const image =
    format === "png" ? decodePng(bytes) : format === "jpeg" ? decodeJpeg(bytes) : decodeBmp(bytes);
  return image && [image];
}

/** Takes an image out of the mail's budget. False: it is too large, or there were too many. */
export function spend(file: FileItem, pixels: number, into: Gathering): boolean {
  const { budget } = into;
  if (pixels > IMAGE_PIXELS_MAX) into.reach("IMAGE_PIXELS_MAX", IMAGE_PIXELS_MAX);
  else if (budget.images <= 0) into.reach("IMAGES_MAX", IMAGES_MAX);
  else if (pixels > budget.pixels) into.reach("IMAGE_PIXELS_TOTAL_MAX", IMAGE_PIXELS_TOTAL_MAX);
  else {
    budget.images--;
    budget.pixels -= pixels;
    return true;
  }
  into.note(file.name, "skipped_too_large");
  return false;
}

/** Pixels over all images of a mail: reading them may take 100 ns each, and a mail has less than a second. */
export const IMAGE_PIXELS_TOTAL_MAX = 5_000_000;
