import { readStyleSheet, styleTexts } from "../css-rules.ts";
import { OpenElements } from "../html-elements.ts";
import { LookReader } from "../html-look.ts";
import { type Attribute, tokenizeHtml } from "../html-tokens.ts";
import { type Cells, MODULES_MIN } from "./qr-grid.ts";

/** The smallest code written with one box for each run of equal modules has about 250. */
const BOXES_MIN = 150;
/** A newsletter of 100 KB has about 1,000; the largest code has 31,329 modules. */
const BOXES_MAX = 60_000;
const GRIDS_MAX = 8;

/**
 * Grids of coloured boxes in HTML: tables (colspan, width, bgcolor, background-color, classes) and rows of
 * `div` or `span` with a width. Only grids of a code's size come back.
 */
export function tableCells(html: string): Cells[] {
  if (!hasManyBoxes(html)) return [];
  const collector = new GridCollector(new LookReader(readStyleSheet(styleTexts(html))));
  tokenizeHtml(html, collector);
  return collector.grids();
}

function hasManyBoxes(html: string): boolean {
  if (!/bgcolor|background/i.test(html)) return false;
  const boxes = /<(?:td|th|div|span|i|b)\b/gi;
  let count = 0;
  while (count < BOXES_MIN && boxes.exec(html) !== null) count++;
  return count >= BOXES_MIN;
}

interface Box {
  readonly isDark: boolean;
  readonly columns: number;
  /** In pixels; 0: not stated. */
  readonly width: number;
}

interface Row {
  readonly boxes: Box[];
  height: number;
}

/** Builds the rows of the table that is open, and of the boxes outside of tables. */
class GridCollector {
  readonly #looks: LookReader;
  readonly #elements = new OpenElements();
  readonly #done: Row[][] = [];
  readonly #open: Row[][] = [[]];
  #count = 0;

  constructor(looks: LookReader) {
    this.#looks = looks;
  }

  open(tag: string, attributes: readonly Attribute[]): void {
    this.#elements.prepare(tag);
    const look = this.#looks.lookOf(tag, attributes, this.#elements.look);
    this.#elements.push(tag, look);
    if (tag === "table") this.#open.push([]);
    else if (tag === "tr" || tag === "br") this.#newRow(heightOf(attributes));
    else if (tag === "td" || tag === "th" || isBox(tag, attributes)) this.#add(attributes, look.background);
    else if (tag === "div") this.#newRow(heightOf(attributes));
  }

  close(tag: string): void {
    this.#elements.close(tag);
    if (tag === "tr") this.#newRow(0);
    if (tag === "table" && this.#open.length > 1) this.#done.push(this.#open.pop() as Row[]);
  }

  text(): void {}
  comment(): void {}

  grids(): Cells[] {
    return [...this.#done, ...this.#open]
      .map(toCells)
      .filter((cells) => cells !== null)
      .slice(0, GRIDS_MAX);
  }

  #newRow(height: number): void {
    const rows = this.#open.at(-1) as Row[];
    if (rows.at(-1)?.boxes.length === 0) (rows.at(-1) as Row).height = height;
    else rows.push({ boxes: [], height });
  }

  #add(attributes: readonly Attribute[], background: string | null): void {
    if (this.#count++ >= BOXES_MAX) return;
    const rows = this.#open.at(-1) as Row[];
    if (rows.length === 0) this.#newRow(0);
    const row = rows.at(-1) as Row;
    const columns = Math.min(400, Math.max(1, Number(attributeOf(attributes, "colspan")) || 1));
    row.boxes.push({ isDark: isDark(background), columns, width: lengthOf(attributes, "width") });
    row.height = Math.max(row.height, heightOf(attributes));
  }
}

/** A box that is no cell counts when it is painted or floats beside others. */
function isBox(tag: string, attributes: readonly Attribute[]): boolean {
  if (!/^(?:div|span|i|b|font)$/.test(tag)) return false;
  const style = attributeOf(attributes, "style");
  return /background/i.test(style) && /width/i.test(style);
}

/** Rows of single modules; `null`: too few of them for a code. */
function toCells(rows: readonly Row[]): Cells | null {
  const full = rows.filter((row) => row.boxes.length > 0);
  if (full.length < MODULES_MIN) return null;
  const heights = full.map((row) => row.height).filter((height) => height > 0);
  const rowUnit = heights.length === full.length ? least(heights) : 0;
  const widths = full.flatMap((row) => row.boxes.map((box) => box.width));
  const isWide = full.every((row) => row.boxes.every((box) => box.width > 0 && box.columns === 1));
  const unit = isWide ? least(widths) : 0;
  const cells = full.flatMap((row) => {
    const line = row.boxes.flatMap((box) => repeat(box.isDark, unit > 0 ? box.width / unit : box.columns));
    return repeat(line, rowUnit > 0 ? row.height / rowUnit : 1);
  });
  const isCode = cells.length >= MODULES_MIN && cells.some((line) => line.includes(true));
  return isCode ? cells : null;
}

function repeat<T>(value: T, times: number): T[] {
  return Array.from({ length: Math.min(64, Math.max(1, Math.round(times))) }, () => value);
}

function least(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}

function attributeOf(attributes: readonly Attribute[], name: string): string {
  return attributes.find(([n]) => n === name)?.[1] ?? "";
}

function heightOf(attributes: readonly Attribute[]): number {
  return lengthOf(attributes, "height");
}

/** By the style or the old attribute, in whatever unit: only ratios matter. */
function lengthOf(attributes: readonly Attribute[], name: "width" | "height"): number {
  const style = attributeOf(attributes, "style");
  const stated = new RegExp(`(?:^|[;\\s])${name}\\s*:\\s*(\\d+(?:\\.\\d+)?)`, "i").exec(style)?.[1];
  return Number.parseFloat(stated ?? attributeOf(attributes, name)) || 0;
}

/** `background` as html-look.ts has it: #rrggbb, a name, or "unknown". No background is light. */
function isDark(background: string | null): boolean {
  if (background === null || background === "unknown") return false;
  const hex = /^#(..)(..)(..)$/.exec(background);
  if (hex === null) return !LIGHT_NAMES.test(background);
  const [red = 0, green = 0, blue = 0] = hex.slice(1).map((pair) => Number.parseInt(pair, 16));
  return red * 0.3 + green * 0.59 + blue * 0.11 < 128;
}

const LIGHT_NAMES =
  /^(?:transparent|.*white.*|light.*|.*yellow.*|snow|ivory|linen|beige|azure|pink|silver|lavender|.*cream)$/;
