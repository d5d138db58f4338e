import { dequote } from "./forward-inline.ts";

/**
 * A mail's whole source pasted into a body ("show original", copy, paste): better than any label block, since
 * Received lines and authentication results are in it. Also what old bounces carry under their own words.
 */

/** Fields that programs write, not people; a pasted source has at least two kinds of them. */
const MACHINE_FIELD =
  /^[> \t]*(return-path|received|delivered-to|dkim-signature|authentication-results|message-id|mime-version|arc-seal|x-originating-ip|received-spf):/gim;
const KINDS_MIN = 2;
/** One of them must be there: without a trace the source tells nothing that the mail around it does not. */
const TRACE_FIELDS = ["received", "return-path", "delivered-to", "authentication-results"];
/** The first and the last such field of one block are not farther apart. */
const BLOCK_CHARS_MAX = 64 * 1024;

/** Bytes of the pasted mail, as UTF-8; `null`: the text holds none. */
export function findPastedSource(text: string): Uint8Array | null {
  const kinds = new Set<string>();
  let start = -1;
  for (const match of text.matchAll(MACHINE_FIELD)) {
    if (start < 0) start = match.index;
    if (match.index - start > BLOCK_CHARS_MAX) break;
    kinds.add((match[1] as string).toLowerCase());
  }
  if (kinds.size < KINDS_MIN || !TRACE_FIELDS.some((name) => kinds.has(name))) return null;
  const source = text.slice(blockStart(text, start));
  if (!/^[> \t]*from:/im.test(source.slice(0, BLOCK_CHARS_MAX))) return null;
  return new TextEncoder().encode(/^[ \t]*>/.test(source) ? dequote(source) : source);
}

/** Fields that people could write too may stand above the first machine field: go up to the blank line. */
function blockStart(text: string, found: number): number {
  let start = found;
  while (start > 0) {
    const before = text.lastIndexOf("\n", start - 2) + 1;
    const line = text.slice(before, start).trim();
    if (!/^[> \t]*[!-9;-~]+:|^[> \t]*\s\S/.test(text.slice(before, start).trimEnd()) || line === "")
      return start;
    start = before;
  }
  return start;
}
