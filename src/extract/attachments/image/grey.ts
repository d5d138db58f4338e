/** An image as brightness alone, one byte a pixel, row by row. All that a QR reader needs. */
export interface Grey {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Brightness of a colour (ITU-R BT.601), in whole numbers. */
export function luma(red: number, green: number, blue: number): number {
  return (red * 77 + green * 151 + blue * 28) >> 8;
}

/** Over white, as mail programs show a transparent picture. `alpha` 0..255. */
export function overWhite(value: number, alpha: number): number {
  return 255 - (((255 - value) * alpha) >> 8) - (alpha === 255 ? (255 - value) >> 8 : 0);
}
