import type { HeaderLine } from "../domain/message.ts";
import { decodeText, decodeUtf8 } from "./charset.ts";

/**
 * Header block: raw bytes become unfolded lines of text (RFC 5322 section 2.2).
 *
 *   "Subject: a\r\n b\r\n\r\nbody"     => subject "a b", body from "body"
 *   raw Shift_JIS or ISO-2022-JP bytes => read by their bytes, no label needed
 *   "From me Mon Jan ..." as 1st line  => an mbox mark, skipped
 *   a line that is no field            => ends the block when a body follows it, else is skipped
 *
 * Linear. Never throws.
 */
export interface HeaderBlock {
  readonly headers: readonly HeaderLine[];
  /** Offset of the first byte of the body. */
  readonly bodyStart: number;
}

const CR = 0x0d;
const LF = 0x0a;
const DASH = 0x2d;
/** A field name of RFC 5322 (printable ASCII without colon), with the blanks that some programs put before the colon. */
const FIELD = /^([!-9;-~]+)[ \t]*:/;
/** Damaged lines among the fields that are skipped before the rest counts as body. */
const BAD_LINES_MAX = 3;

/** Does the line that starts at `at` (with "--") end the block, blank line or not? */
type IsEnd = (at: number) => boolean;

/** Reads the block that starts at `start`. Ends at a blank line, at the end, at `isEnd`, or where text begins. */
export function readHeaders(bytes: Uint8Array, start: number, isEnd: IsEnd): HeaderBlock {
  const bodyStart = findBlankLine(bytes, start, bytes.length, isEnd);
  const block = bytes.subarray(start, bodyStart.headerEnd);
  const utf8 = block.indexOf(0x1b) < 0 ? decodeUtf8(block) : null;
  const lines = utf8 === null ? decodeLines(block) : splitLines(utf8);
  const { headers, textLine } = collectFields(lines);
  if (textLine === null) return { headers, bodyStart: bodyStart.bodyStart };
  return { headers, bodyStart: start + offsetOfLine(block, textLine) };
}

function splitLines(text: string): readonly string[] {
  return text.split(text.includes("\r") ? /\r\n?|\n/ : "\n");
}

/** Lines of a block that is not UTF-8: each field is read by its own bytes. */
function decodeLines(block: Uint8Array): readonly string[] {
  const lines: string[] = [];
  for (let at = 0; at <= block.length; ) {
    let end = at;
    while (end < block.length && block[end] !== LF && block[end] !== CR) end++;
    lines.push(decodeText(block.subarray(at, end), null));
    at = end + (block[end] === CR && block[end + 1] === LF ? 2 : 1);
  }
  return lines;
}

/** Where the first blank line is; a block without one is all header. */
function findBlankLine(bytes: Uint8Array, start: number, end: number, isEnd: IsEnd) {
  // The next CR and LF are looked up once each: a mail without one of them costs a single scan.
  let cr = -1;
  let lf = -1;
  for (let at = start; at < end; ) {
    const byte = bytes[at];
    if (byte === LF) return { headerEnd: at, bodyStart: at + 1 };
    if (byte === CR) return { headerEnd: at, bodyStart: at + (bytes[at + 1] === LF ? 2 : 1) };
    if (byte === DASH && bytes[at + 1] === DASH && isEnd(at)) return { headerEnd: at, bodyStart: at };
    if (cr < at) cr = positionOr(bytes.indexOf(CR, at), end);
    if (lf < at) lf = positionOr(bytes.indexOf(LF, at), end);
    at = cr + 1 === lf ? lf + 1 : Math.min(cr, lf) + 1;
  }
  return { headerEnd: end, bodyStart: end };
}

function positionOr(position: number, end: number): number {
  return position < 0 || position > end ? end : position;
}

function collectFields(lines: readonly string[]): { headers: HeaderLine[]; textLine: number | null } {
  const headers: HeaderLine[] = [];
  let name: string | null = null;
  let parts: string[] = [];
  let isForced = false;
  let bad = 0;
  let firstBad: number | null = null;
  const flush = () => {
    if (name !== null)
      headers.push({ name, value: parts.length === 1 ? (parts[0] as string) : parts.join("") });
  };
  for (const [index, line] of lines.entries()) {
    const first = line.charCodeAt(0);
    if ((first === 0x20 || first === 0x09) && name !== null) {
      // A line of blanks alone is no blank of the writer's: a program folded twice where no blank was.
      if (line.trim() === "") isForced = true;
      else {
        parts.push(isForced ? line.trim() : line.trimEnd());
        isForced = false;
      }
      continue;
    }
    const match = FIELD.exec(line);
    if (match === null) {
      if (line === "" || isMboxMark(line, index)) continue;
      firstBad ??= index;
      if (++bad > BAD_LINES_MAX) break;
      continue;
    }
    if (bad <= BAD_LINES_MAX) firstBad = null;
    flush();
    name = (match[1] as string).toLowerCase();
    parts = [line.slice(match[0].length).trim()];
    isForced = false;
  }
  flush();
  return { headers, textLine: firstBad };
}

function isMboxMark(line: string, index: number): boolean {
  return index === 0 && /^>?From /.test(line);
}

function offsetOfLine(block: Uint8Array, line: number): number {
  let at = 0;
  for (let seen = 0; seen < line && at < block.length; seen++) {
    while (at < block.length && block[at] !== LF && block[at] !== CR) at++;
    at += block[at] === CR && block[at + 1] === LF ? 2 : 1;
  }
  return Math.min(at, block.length);
}

/** Value of the first field of that name; `null`: there is none. */
export function headerValue(headers: readonly HeaderLine[], name: string): string | null {
  for (const header of headers) if (header.name === name) return header.value;
  return null;
}

/** All values of that name, topmost first. */
export function headerValues(headers: readonly HeaderLine[], name: string): readonly string[] {
  return headers.filter((header) => header.name === name).map((header) => header.value);
}
