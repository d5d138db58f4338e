import type { Gathering } from "../findings.ts";
import { inflateZlib } from "../inflate.ts";

/** A stream object (ISO 32000-1 7.3.8) with the text of its dictionary. */
export interface PdfStream {
  readonly dict: string;
  /** As it stands in the file, filters still on. */
  readonly data: Uint8Array;
}

/** A catalogue of 1,000 pages has about 3,000; each costs some time of its own, however small. */
export const PDF_STREAMS_MAX = 4_000;
/** A dictionary in front of a stream longer than this is cut. */
const DICT_CHARS_MAX = 4_096;

/**
 * Cuts a PDF into its streams and what is between them. Goes by the keywords, not by the cross-reference
 * table, so that damaged files and objects that no table lists are read too. Linear.
 */
export function splitPdf(bytes: Uint8Array, text: string): { streams: PdfStream[]; outside: string } {
  const streams: PdfStream[] = [];
  const outside: string[] = [];
  let from = 0;
  for (
    let at = text.indexOf("stream");
    at >= 0 && streams.length < PDF_STREAMS_MAX;
    at = text.indexOf("stream", from)
  ) {
    const start = at + "stream".length + lineBreak(text, at + "stream".length);
    const dict = dictBefore(text, from, at);
    outside.push(text.slice(from, at));
    if (dict === null) {
      from = at + "stream".length;
      continue;
    }
    const end = streamEnd(text, start, dict);
    streams.push({ dict, data: bytes.subarray(start, end) });
    from = skipEnd(text, end);
  }
  outside.push(text.slice(from));
  return { streams, outside: outside.join("\n") };
}

function lineBreak(text: string, at: number): number {
  if (text[at] === "\r") return text[at + 1] === "\n" ? 2 : 1;
  return text[at] === "\n" ? 1 : 0;
}

/** `null`: the keyword stands in a text, not behind a dictionary. */
function dictBefore(text: string, from: number, at: number): string | null {
  const before = text.slice(Math.max(from, at - DICT_CHARS_MAX), at);
  if (!/>>\s*$/.test(before.slice(-64))) return null;
  const object = before.lastIndexOf(" obj");
  return object < 0 ? before : before.slice(object + 4);
}

/** By /Length when that leads to the end mark, as content may hold the word; else the next end mark. */
function streamEnd(text: string, start: number, dict: string): number {
  const length = Number(/\/Length\s+(\d{1,9})(?!\s+\d+\s+R)/.exec(dict)?.[1] ?? -1);
  if (length >= 0 && /^\s{0,2}endstream/.test(text.slice(start + length, start + length + 12)))
    return start + length;
  const end = text.indexOf("endstream", start);
  return end < 0 ? text.length : end;
}

function skipEnd(text: string, end: number): number {
  const mark = text.slice(end, end + 12).indexOf("endstream");
  return mark < 0 ? end : end + mark + "endstream".length;
}

/** What a stream holds after its filters; `null`: it has one that is not read (images, LZW). */
export function decodeStream(stream: PdfStream, into: Gathering): Uint8Array | null {
  let data = stream.data;
  for (const name of filtersOf(stream.dict)) {
    const decoded = decodeFilter(name, data, into);
    if (decoded === null) return null;
    data = decoded;
  }
  return data;
}

/** Filter names in their order. */
export function filtersOf(dict: string): readonly string[] {
  const match = /\/F(?:ilter|#69lter)?\s*(\[[^\]]{0,300}\]|\/[\w#]+)/.exec(dict);
  return (match?.[1] ?? "").match(/[A-Za-z0-9]+/g)?.slice(0, FILTERS_MAX) ?? [];
}

/** Filters on filters; a document has one or two. */
const FILTERS_MAX = 4;

function decodeFilter(name: string, data: Uint8Array, into: Gathering): Uint8Array | null {
  if (name === "FlateDecode" || name === "Fl") return inflateZlib(data, into).bytes;
  if (name === "ASCIIHexDecode" || name === "AHx") return fromHex(data);
  if (name === "ASCII85Decode" || name === "A85") return fromAscii85(data);
  return name === "Crypt" ? data : null;
}

function fromHex(data: Uint8Array): Uint8Array {
  const out = new Uint8Array((data.length >> 1) + 1);
  let length = 0;
  let high = -1;
  for (const byte of data) {
    if (byte === 0x3e) break;
    const digit = Number.parseInt(String.fromCharCode(byte), 16);
    if (Number.isNaN(digit)) continue;
    if (high < 0) high = digit;
    else {
      out[length++] = (high << 4) | digit;
      high = -1;
    }
  }
  if (high >= 0) out[length++] = high << 4;
  return out.subarray(0, length);
}

/** Groups of five digits of base 85 are four bytes; "z" is four zeros (ISO 32000-1 7.4.3). */
function fromAscii85(data: Uint8Array): Uint8Array {
  const out: number[] = [];
  let group: number[] = [];
  for (const byte of data) {
    if (byte === 0x7e) break;
    if (byte === 0x7a && group.length === 0) out.push(0, 0, 0, 0);
    else if (byte >= 0x21 && byte <= 0x75) group.push(byte - 0x21);
    if (group.length === 5) {
      pushGroup(out, group, 4);
      group = [];
    }
  }
  if (group.length > 1) pushGroup(out, [...group, 84, 84, 84, 84].slice(0, 5), group.length - 1);
  return Uint8Array.from(out);
}

function pushGroup(out: number[], group: readonly number[], count: number): void {
  const value = group.reduce((sum, digit) => sum * 85 + digit, 0);
  for (let n = 0; n < count; n++) out.push(Math.floor(value / 2 ** (24 - 8 * n)) & 255);
}
