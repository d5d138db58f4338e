import { Inflate } from "fflate";
import { INFLATED_BYTES_MAX } from "../../limits.ts";
import type { Gathering } from "./findings.ts";

/** `broken`: the data end early or are no DEFLATE; `cut`: a cap was reached. What came before is kept. */
export interface Inflated {
  readonly bytes: Uint8Array;
  readonly state: "whole" | "broken" | "cut";
}

/** 4 KB of DEFLATE hold at most 4 MB (1,032:1): the cap is overshot by no more than that. */
const CHUNK_BYTES = 4_096;

/**
 * Inflates raw DEFLATE (RFC 1951), piece by piece, until the mail's budget is used up. One stream takes at
 * most half of what is left, so that a bomb in front does not hide what follows. Never throws.
 */
export function inflateRaw(data: Uint8Array, into: Gathering): Inflated {
  const max = Math.floor(into.budget.inflatedBytes / 2);
  const pieces: Uint8Array[] = [];
  let length = 0;
  const state = inflatePieces(data, (piece) => {
    pieces.push(piece);
    length += piece.length;
    return length <= max;
  });
  into.budget.inflatedBytes -= Math.min(length, max);
  if (state === "cut") into.reach("INFLATED_BYTES_MAX", INFLATED_BYTES_MAX);
  return { bytes: concat(pieces, Math.min(length, max)), state };
}

/** The same for zlib data (RFC 1950). A header that is wrong is no reason to stop: PDF readers ignore it. */
export function inflateZlib(data: Uint8Array, into: Gathering): Inflated {
  return inflateRaw(data.subarray(zlibHeaderBytes(data)), into);
}

export function zlibHeaderBytes(data: Uint8Array): 0 | 2 {
  const [method = 0, flags = 0] = data;
  return (method & 15) === 8 && ((method << 8) | flags) % 31 === 0 ? 2 : 0;
}

/** Hands out pieces as they come; `onPiece` returns false to stop. */
export function inflatePieces(data: Uint8Array, onPiece: (piece: Uint8Array) => boolean): Inflated["state"] {
  let isWanted = true;
  const stream = new Inflate((piece) => {
    if (isWanted && piece.length > 0) isWanted = onPiece(piece);
  });
  try {
    for (let at = 0; at < data.length && isWanted; at += CHUNK_BYTES)
      stream.push(data.subarray(at, at + CHUNK_BYTES), false);
    // The end on its own: should it be missing, everything before it was handed out already.
    if (isWanted) stream.push(new Uint8Array(0), true);
  } catch {
    return "broken"; // fflate says by a throw that the data are damaged or end early.
  }
  return isWanted ? "whole" : "cut";
}

function concat(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece.subarray(0, length - at), at);
    at += Math.min(piece.length, length - at);
  }
  return whole;
}
