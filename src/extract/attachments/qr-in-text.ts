import { tableCells } from "./html-cells.ts";
import { type Cells, decodeCells } from "./qr-grid.ts";

/**
 * QR codes made of characters: Unicode block elements, squares, or `##`, as terminals print them. A text
 * without such lines costs one search. Returns the payloads.
 *
 *   ██ and two blanks   => a module each
 *   ▀ ▄ █ and blank     => two modules, one above the other
 *   ▘▚▟ ...             => four
 *   ⬛⬜ ■□              => a module each
 */
export function qrInText(text: string): string[] {
  if (!BLOCKS.test(text)) return [];
  const found = new Set<string>();
  for (const lines of drawings(text)) for (const payload of decodeDrawing(lines)) found.add(payload);
  return [...found];
}

/**
 * QR codes made of table cells or boxes with a background colour. HTML with fewer of them than the
 * smallest code needs costs one search. Returns the payloads.
 */
export function qrInHtml(html: string): string[] {
  const found = new Set<string>();
  for (const cells of tableCells(html)) for (const payload of decodeCells(cells, 1)) found.add(payload);
  return [...found];
}

/** Eight in a row: the top of a finder pattern has seven, at two characters a module fourteen. */
const BLOCKS = /[\u2580-\u259f\u25a0\u25a1\u25fb-\u25fe\u2b1b\u2b1c]{5}|#{14}/;
const DRAWN = /^[ \t\u00a0\u2000-\u200a\u3000\u2580-\u259f\u25a0\u25a1\u25fb-\u25fe\u2b1b\u2b1c#]+$/;
/** Half blocks need 11 lines for 21 modules. */
const LINES_MIN = 11;
const LINES_MAX = 400;
const DRAWINGS_MAX = 8;

/** Runs of lines that hold nothing but blocks and blanks; marks of quoting are taken off. */
function drawings(text: string): string[][] {
  const runs: string[][] = [];
  let run: string[] = [];
  const end = () => {
    if (run.length >= LINES_MIN && run.length <= LINES_MAX && runs.length < DRAWINGS_MAX) runs.push(run);
    run = [];
  };
  for (const written of text.split(/\r?\n/)) {
    const line = written.replace(/^(?:> ?){1,8}/, "");
    // Blank lines in a code do not occur; those between two codes part them.
    if (line.length <= LINES_MAX * 2 && DRAWN.test(line) && line.trim() !== "") run.push(line);
    else end();
  }
  end();
  return runs;
}

/** Terminals show characters twice as high as wide; mail programs draw squares as squares. */
function decodeDrawing(lines: readonly string[]): string[] {
  const isQuadrant = lines.some((line) => /[\u2596-\u259f\u258c\u2590]/.test(line));
  const isHalf = isQuadrant || lines.some((line) => /[\u2580\u2584]/.test(line));
  if (isQuadrant)
    return firstOf([() => decodeCells(split(lines, 2, 2), 0.5), () => decodeCells(split(lines, 2, 2), 1)]);
  if (isHalf) return decodeCells(split(lines, 1, 2), 1);
  const cells = split(lines, 1, 1);
  return firstOf([() => decodeCells(cells, 0.5), () => decodeCells(cells, 1)]);
}

function firstOf(tries: readonly (() => string[])[]): string[] {
  for (const attempt of tries) {
    const found = attempt();
    if (found.length > 0) return found;
  }
  return [];
}

/** Dark quarters of each block element as bits: 1 upper left, 2 upper right, 4 lower left, 8 lower right. */
const QUARTERS: Readonly<Record<string, number>> = {
  "▀": 3,
  "▄": 12,
  "█": 15,
  "▌": 5,
  "▐": 10,
  "▖": 4,
  "▗": 8,
  "▘": 1,
  "▙": 13,
  "▚": 9,
  "▛": 7,
  "▜": 11,
  "▝": 2,
  "▞": 6,
  "▟": 14,
  "▓": 15,
  "■": 15,
  "◼": 15,
  "◾": 15,
  "⬛": 15,
  "#": 15,
};

function split(lines: readonly string[], across: 1 | 2, down: 1 | 2): Cells {
  const rows: boolean[][] = [];
  for (const line of lines) {
    const quarters = [...line].map((char) => QUARTERS[char] ?? 0);
    const halves = down === 2 ? [3, 12] : [15];
    for (const half of halves)
      rows.push(
        quarters.flatMap((bits) =>
          across === 2 ? [(bits & half & 5) !== 0, (bits & half & 10) !== 0] : [(bits & half) !== 0],
        ),
      );
  }
  return rows;
}
