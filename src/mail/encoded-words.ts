import { decodeText } from "./charset.ts";
import { decodeBase64, decodeQuotedPrintable } from "./transfer.ts";

/**
 * Encoded-words of headers (RFC 2047): `=?charset?B?...?=` becomes text.
 *
 *   =?utf-8?B?44G+?= =?utf-8?B?44G/?=   => one run: blanks between words vanish
 *   =?utf-8?B?44?= =?utf-8?B?G+?=       => joined as bytes first: a character split over two words survives
 *   =?iso-2022-jp?B?GyRC...?=           => the escape state runs on over the words
 *   =?utf-8?Q?a b?=                     => blanks inside are forgiven
 *   =?utf-8?X?..?=                      => unknown encoding: stays as written
 *
 * Linear, total. Called for every header value that is shown.
 */
const WORD = /=\?([^?\s]{1,80})\?([BbQq])\?([^?]*(?:\?(?!=)[^?]*)*)\?=/g;

interface Run {
  readonly charset: string;
  readonly start: number;
  end: number;
  /** Coded text of words that follow each other, joined where they share the encoding. */
  readonly chunks: { readonly isBase64: boolean; readonly coded: string[] }[];
}

/** Text of a header value. A value without encoded-words is returned as it is. */
export function decodeWords(value: string): string {
  if (!value.includes("=?")) return value;
  let text = "";
  let at = 0;
  for (const run of collectRuns(value)) {
    text += value.slice(at, run.start) + decodeRun(run);
    at = run.end;
  }
  return text + value.slice(at);
}

function collectRuns(value: string): Run[] {
  const runs: Run[] = [];
  for (const match of value.matchAll(WORD)) {
    const [whole, label = "", encoding = "", coded = ""] = match;
    // RFC 2231 section 5: a language may follow the charset.
    const charset = (label.split("*")[0] as string).toLowerCase();
    const isBase64 = encoding === "B" || encoding === "b";
    const last = runs.at(-1);
    const isAdjacent = last !== undefined && value.slice(last.end, match.index).trim() === "";
    const end = match.index + whole.length;
    if (last !== undefined && isAdjacent && last.charset === charset) {
      addChunk(last, isBase64, coded);
      last.end = end;
      continue;
    }
    // Blanks between words of different charsets vanish as well (RFC 2047 section 6.2).
    const start = isAdjacent && last !== undefined ? last.end : match.index;
    const run: Run = { charset, start, end, chunks: [] };
    addChunk(run, isBase64, coded);
    runs.push(run);
  }
  return runs;
}

function addChunk(run: Run, isBase64: boolean, coded: string): void {
  const last = run.chunks.at(-1);
  if (last?.isBase64 === isBase64) last.coded.push(coded);
  else run.chunks.push({ isBase64, coded: [coded] });
}

function decodeRun(run: Run): string {
  const chunks = run.chunks.map(({ isBase64, coded }) => {
    const bytes = new TextEncoder().encode(coded.join(""));
    return isBase64 ? decodeBase64(bytes) : decodeQuotedPrintable(bytes, true);
  });
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let used = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, used);
    used += chunk.length;
  }
  return decodeText(bytes, run.charset);
}
