import { decodeText } from "./charset.ts";
import { decodeWords } from "./encoded-words.ts";

/**
 * Structured MIME fields: Content-Type and Content-Disposition with their parameters
 * (RFC 2045 section 5, RFC 2231), read as tolerantly as mail programs do.
 *
 *   multipart/mixed boundary=x            => the missing semicolon is forgiven
 *   filename*0*=utf-8''%e3%81%82; filename*1=b.txt => "あb.txt"
 *   filename="=?iso-2022-jp?B?...?="      => decoded, though RFC 2047 forbids it: everybody writes it
 */
export interface StructuredField {
  /** Lower case: `text/plain`, `attachment`. */
  readonly value: string;
  readonly params: ReadonlyMap<string, string>;
}

const PARAM = /[;\s]\s*([A-Za-z0-9_.-]+)(\*\d{1,3})?(\*)?\s*=\s*(?:"((?:[^"\\]|\\[\s\S])*)"?|([^;]*))/y;
/** A parameter split into more pieces than this is hostile. */
const PARAMS_MAX = 200;

interface Piece {
  readonly index: number;
  readonly isCoded: boolean;
  readonly text: string;
}

/** Reads `text/plain; charset=utf-8`. Total: what cannot be read is left out. */
export function parseStructuredField(raw: string): StructuredField {
  const value = /^\s*([^;\s]*(?:\s*\/\s*[^;\s]+)?)/.exec(raw)?.[1] ?? "";
  const pieces = collectPieces(raw, value.length);
  const params = new Map<string, string>();
  for (const [name, list] of pieces) params.set(name, joinPieces(list));
  return { value: value.replace(/\s+/g, "").toLowerCase(), params };
}

function collectPieces(raw: string, from: number): Map<string, Piece[]> {
  const pieces = new Map<string, Piece[]>();
  let at = from;
  for (let count = 0; count < PARAMS_MAX && at < raw.length; count++) {
    PARAM.lastIndex = at;
    const match = PARAM.exec(raw);
    if (match === null) {
      const next = raw.indexOf(";", at + 1);
      if (next < 0) break;
      at = next;
      continue;
    }
    addPiece(pieces, match);
    at = PARAM.lastIndex;
  }
  return pieces;
}

function addPiece(pieces: Map<string, Piece[]>, match: RegExpExecArray): void {
  const name = (match[1] as string).toLowerCase();
  const list = pieces.get(name) ?? [];
  const isSplit = match[2] !== undefined;
  // The first of two equal parameters wins, as in mail programs; pieces of one add up.
  if (!isSplit && match[3] === undefined && list.length > 0) return;
  const quoted = match[4];
  const text = quoted === undefined ? (match[5] ?? "").trim() : quoted.replace(/\\([\s\S])/g, "$1");
  list.push({
    index: isSplit ? Number((match[2] as string).slice(1)) : -1,
    isCoded: match[3] !== undefined,
    text,
  });
  pieces.set(name, list);
}

function joinPieces(list: readonly Piece[]): string {
  const coded = list.filter((piece) => piece.isCoded || piece.index >= 0);
  const pieces = (coded.length > 0 ? coded : list).toSorted((a, b) => a.index - b.index);
  const text = pieces
    .map((piece) => (piece.isCoded ? piece.text : escapePercent(piece.text, pieces)))
    .join("");
  if (!pieces.some((piece) => piece.isCoded)) return decodeWords(text);
  const mark = /^([^']*)'[^']*'/.exec(text);
  return decodeText(percentBytes(text.slice(mark?.[0].length ?? 0)), mark?.[1] || null);
}

function escapePercent(text: string, pieces: readonly Piece[]): string {
  return pieces.some((piece) => piece.isCoded) ? text.replaceAll("%", "%25") : text;
}

function percentBytes(text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  const out = new Uint8Array(bytes.length);
  let used = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    const pair = byte === 0x25 ? String.fromCharCode(bytes[at + 1] ?? 0, bytes[at + 2] ?? 0) : "";
    if (/^[0-9a-fA-F]{2}$/.test(pair)) {
      out[used++] = Number.parseInt(pair, 16);
      at += 2;
    } else out[used++] = byte;
  }
  return out.subarray(0, used);
}
