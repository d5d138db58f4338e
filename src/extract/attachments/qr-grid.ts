import { decodeQrCodes } from "./qr.ts";

/** The largest code has 177 modules; with its margin and blocks of several cells still under this. */
const CELLS_MAX = 400;
/** The smallest has 21. */
export const MODULES_MIN = 21;
/** Light cells that are put around: writers leave the margin out when the page is white. */
const MARGIN_CELLS = 4;
/** A reader needs some pixels for each module. */
const MODULE_PIXELS = 4;

/** Rows of cells, `true` = dark. Rows may differ in length: what is missing is light. */
export type Cells = readonly (readonly boolean[])[];

/**
 * The codes in a grid of cells. `aspect`: width of a cell by its height, 1 or 0.5 (a character of a
 * terminal). Grids too small or too large for a code give nothing.
 */
export function decodeCells(cells: Cells, aspect: 1 | 0.5): string[] {
  const columns = cells.reduce((most, row) => Math.max(most, row.length), 0);
  if (columns < MODULES_MIN || cells.length < MODULES_MIN * aspect) return [];
  if (columns > CELLS_MAX || cells.length > CELLS_MAX) return [];
  const cellHeight = MODULE_PIXELS / aspect;
  const width = (columns + 2 * MARGIN_CELLS) * MODULE_PIXELS;
  const height = (cells.length + 2 * MARGIN_CELLS) * cellHeight;
  const data = new Uint8Array(width * height).fill(255);
  cells.forEach((row, y) => {
    row.forEach((isDark, x) => {
      if (isDark) fill(data, width, x + MARGIN_CELLS, y + MARGIN_CELLS, cellHeight);
    });
  });
  return decodeQrCodes({ width, height, data });
}

function fill(data: Uint8Array, width: number, column: number, row: number, cellHeight: number): void {
  for (let y = row * cellHeight; y < (row + 1) * cellHeight; y++) {
    const at = y * width + column * MODULE_PIXELS;
    data.fill(0, at, at + MODULE_PIXELS);
  }
}
