import type { HeaderLine, LimitReached } from "../domain/message.ts";
import { MIME_PARTS_MAX } from "../limits.ts";
import { parseStructuredField, type StructuredField } from "./content-type.ts";
import { type HeaderBlock, headerValue, headerValues, readHeaders } from "./headers.ts";

/**
 * MIME structure (RFC 2046): a mail's bytes become a tree of entities. Nothing is decoded here.
 *
 * One pass over the bytes: every line that starts with "--" is looked up among the open boundaries, the
 * innermost that fits wins. A boundary that is missing, wrong or never closed loses no text:
 *
 *   boundary parameter missing or not in the body => the first repeated "--line" is taken
 *   none is found                                  => the body is one text
 *   closing boundary missing                       => the part ends with its parent
 *   deeper or more than allowed                    => the rest is one raw text, and that is reported
 */
export interface Entity {
  readonly headers: readonly HeaderLine[];
  readonly type: StructuredField;
  /** Media types of further, contradicting Content-Type fields: mail programs differ in which they take. */
  readonly otherTypes: readonly string[];
  /** Raw body, transfer encoding still on. */
  readonly body: Uint8Array;
  readonly children: readonly Entity[];
}

/** Levels of multipart in multipart. The deepest real mail has 6; recursion stays far from the stack's end. */
export const MULTIPART_DEPTH_MAX = 60;
/** RFC 2046 allows 70; real ones of up to 200 characters occur. */
const BOUNDARY_CHARS_MAX = 998;

const LOOKAHEADS_MAX = 50_000;

const CR = 0x0d;
const LF = 0x0a;
const DASH = 0x2d;

interface Delimiter {
  /** Index into the stack of open boundaries. */
  readonly level: number;
  readonly isClose: boolean;
  readonly lineStart: number;
  readonly next: number;
}

interface Reader {
  readonly bytes: Uint8Array;
  readonly open: string[];
  readonly levels: Map<string, number>;
  parts: number;
  /** Dash lines that may still be looked at ahead of reading, over the whole mail: keeps the work linear. */
  lookaheads: number;
  readonly limits: Map<string, LimitReached>;
}

/** The tree of a whole mail. Total: any bytes give a tree. Limits that were reached go into `limits`. */
export function readEntity(bytes: Uint8Array, limits: Map<string, LimitReached>): Entity {
  const reader: Reader = { bytes, open: [], levels: new Map(), parts: 0, lookaheads: LOOKAHEADS_MAX, limits };
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  return readOne(reader, start, "text/plain").entity;
}

/** An entity from `start` on, and the delimiter of an outer multipart that ended it (`null`: the end). */
function readOne(
  reader: Reader,
  start: number,
  fallback: string,
): { entity: Entity; ended: Delimiter | null } {
  const { bytes } = reader;
  const { headers, bodyStart } = readHead(reader, start);
  const { type, otherTypes } = readType(headers, fallback);
  const multipart = [type.value, ...otherTypes].some((value) => value.startsWith("multipart/"));
  const boundary = multipart ? findBoundary(reader, headers, type, bodyStart) : null;
  if (boundary === null || !mayDescend(reader)) {
    const ended = nextDelimiter(reader, bodyStart);
    const body = bytes.subarray(bodyStart, bodyEnd(bytes, bodyStart, ended));
    const isText = multipart || type.value === "";
    const leaf = isText ? { value: "text/plain", params: type.params } : type;
    return { entity: { headers, type: leaf, otherTypes, body, children: [] }, ended };
  }
  const { children, ended } = readChildren(reader, bodyStart, boundary, type.value);
  const body = bytes.subarray(bodyStart, bodyEnd(bytes, bodyStart, ended));
  return { entity: { headers, type, otherTypes, body, children }, ended };
}

/** Headers of a part end at an outer boundary even without a blank line (a part of headers only). */
function readHead(reader: Reader, start: number): HeaderBlock {
  return readHeaders(reader.bytes, start, (at) => reader.open.length > 0 && delimiterAt(reader, at) !== null);
}

function readChildren(reader: Reader, bodyStart: number, boundary: string, type: string) {
  const level = reader.open.length;
  const outer = reader.levels.get(boundary);
  reader.open.push(boundary);
  reader.levels.set(boundary, level);
  const fallback = type === "multipart/digest" ? "message/rfc822" : "text/plain";
  const children: Entity[] = [];
  let delimiter = nextDelimiter(reader, bodyStart);
  while (delimiter !== null && delimiter.level >= level) {
    if (delimiter.isClose) {
      delimiter = nextDelimiter(reader, delimiter.next);
      continue;
    }
    if (++reader.parts > MIME_PARTS_MAX) {
      reach(reader, "MIME_PARTS_MAX", MIME_PARTS_MAX);
      children.push(rawRest(reader, delimiter.next));
      delimiter = null;
      break;
    }
    const child = readOne(reader, delimiter.next, fallback);
    children.push(child.entity);
    delimiter = child.ended;
  }
  reader.open.pop();
  if (outer === undefined) reader.levels.delete(boundary);
  else reader.levels.set(boundary, outer);
  return { children, ended: delimiter };
}

/** All that is left, as one text: nothing hides behind a limit. */
function rawRest(reader: Reader, from: number): Entity {
  const type = { value: "text/plain", params: new Map<string, string>() };
  return { headers: [], type, otherTypes: [], body: reader.bytes.subarray(from), children: [] };
}

function mayDescend(reader: Reader): boolean {
  if (reader.parts > MIME_PARTS_MAX) return false;
  if (reader.open.length < MULTIPART_DEPTH_MAX) return true;
  reach(reader, "MULTIPART_DEPTH_MAX", MULTIPART_DEPTH_MAX);
  return false;
}

function reach(reader: Reader, limit: string, max: number): void {
  reader.limits.set(limit, { limit, max });
}

function readType(headers: readonly HeaderLine[], fallback: string) {
  const all = headerValues(headers, "content-type").map(parseStructuredField);
  // A multipart that is named anywhere is taken: reading it as text would leave its parts coded.
  const type =
    all.find((field) => field.value.startsWith("multipart/")) ?? all[0] ?? parseStructuredField(fallback);
  const otherTypes = all.map((field) => field.value).filter((value) => value !== type.value && value !== "");
  return { type: type.value === "" ? { ...type, value: fallback } : type, otherTypes };
}

/** The declared boundary if the body has it, else a line that acts as one; `null`: there is none. */
function findBoundary(
  reader: Reader,
  headers: readonly HeaderLine[],
  type: StructuredField,
  bodyStart: number,
) {
  const declared = type.params.get("boundary") ?? boundaryOfTypeLess(headers);
  if (declared !== null && declared !== "" && hasLine(reader, bodyStart, declared)) return declared;
  return guessBoundary(reader, bodyStart);
}

function boundaryOfTypeLess(headers: readonly HeaderLine[]): string | null {
  const value = headerValue(headers, "content-type") ?? "";
  return /boundary\s*=\s*"?([^";\s]+)/i.exec(value)?.[1] ?? null;
}

function hasLine(reader: Reader, from: number, boundary: string): boolean {
  for (const line of dashLines(reader.bytes, from)) {
    // Out of patience with a hostile mail: the label is believed, which costs nothing but a wrong split.
    if (line.text === boundary || line.text === `${boundary}--` || reader.lookaheads-- <= 0) return true;
    if (reader.levels.has(line.text)) return false;
  }
  return false;
}

/** The first "--line" that is followed by a MIME field or comes again, within the first lines of the body. */
function guessBoundary(reader: Reader, from: number): string | null {
  const seen = new Set<string>();
  let looked = 0;
  for (const line of dashLines(reader.bytes, from)) {
    if (reader.levels.has(line.text) || ++looked > 200) return null;
    const isMark = line.text.length > 0 && !/^-*$|\s{2}/.test(line.text) && line.text.length <= 200;
    if (!isMark) continue;
    if (isFieldAt(reader.bytes, line.next) || seen.has(line.text)) return line.text;
    seen.add(line.text);
  }
  return null;
}

function isFieldAt(bytes: Uint8Array, at: number): boolean {
  const head = String.fromCharCode(...bytes.subarray(at, at + 8)).toLowerCase();
  return head === "content-";
}

function bodyEnd(bytes: Uint8Array, bodyStart: number, ended: Delimiter | null): number {
  if (ended === null) return bytes.length;
  let end = ended.lineStart; // The line break before a boundary belongs to it (RFC 2046 section 5.1.1).
  if (end > bodyStart && bytes[end - 1] === LF) end--;
  if (end > bodyStart && bytes[end - 1] === CR) end--;
  return end;
}

function nextDelimiter(reader: Reader, from: number): Delimiter | null {
  if (reader.open.length === 0) return null;
  for (const line of dashLines(reader.bytes, from)) {
    const delimiter = toDelimiter(reader, line);
    if (delimiter !== null) return delimiter;
  }
  return null;
}

function delimiterAt(reader: Reader, at: number): Delimiter | null {
  return toDelimiter(reader, readDashLine(reader.bytes, at));
}

function toDelimiter(reader: Reader, line: DashLine): Delimiter | null {
  const exact = reader.levels.get(line.text);
  if (exact !== undefined) return { level: exact, isClose: false, lineStart: line.start, next: line.next };
  const closed = line.text.endsWith("--") ? reader.levels.get(line.text.slice(0, -2)) : undefined;
  return closed === undefined
    ? null
    : { level: closed, isClose: true, lineStart: line.start, next: line.next };
}

interface DashLine {
  /** Without the two dashes and without blanks at the end. */
  readonly text: string;
  readonly start: number;
  readonly next: number;
}

/** Lines that start with "--". Looks for dashes, not for lines: base64 has none, so it is skipped at memchr speed. */
function* dashLines(bytes: Uint8Array, from: number): Generator<DashLine> {
  for (let at = bytes.indexOf(DASH, from); at >= 0; at = bytes.indexOf(DASH, at + 1)) {
    if (bytes[at + 1] !== DASH) {
      at++;
      continue;
    }
    const before = at === from ? LF : bytes[at - 1];
    if (before !== LF && before !== CR) {
      while (bytes[at + 1] === DASH) at++;
      continue;
    }
    const line = readDashLine(bytes, at);
    yield line;
    at = line.next - 2;
  }
}

function readDashLine(bytes: Uint8Array, start: number): DashLine {
  let end = start + 2;
  const last = Math.min(bytes.length, end + BOUNDARY_CHARS_MAX);
  while (end < last && bytes[end] !== LF && bytes[end] !== CR) end++;
  const next = bytes[end] === CR && bytes[end + 1] === LF ? end + 2 : end + 1;
  return { text: latin1(bytes.subarray(start + 2, end)).trimEnd(), start, next };
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
