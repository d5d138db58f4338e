/**
 * A ranked list of popular domains, `rank,domain` a line, plain or as the first file of a ZIP (Tranco's form).
 * Only the beginning is needed, so the bytes may be cut anywhere. Pure.
 */
import { Inflate } from "fflate";
import { canonicalHost } from "../domain/hostname.ts";
import { err, ok, type Result } from "../domain/result.ts";

export const POPULAR_DOMAINS_MAX = 10_000;
/** A list that gives fewer is a fragment or an error page: the old copy stays. */
export const POPULAR_DOMAINS_MIN = 1_000;
/** 10,000 lines are about 200 KB; a bomb ends here. */
const TEXT_BYTES_MAX = 1024 * 1024;

export type PopularityError = { readonly reason: "malformed" | "shrunk"; readonly detail: string };

/**
 * The list as it is stored: one `domain rank` a line, with a line end before the first and after the last,
 * so that one name is found by one text search of the database.
 */
export function parsePopularity(
  bytes: Uint8Array,
  domainsMin = POPULAR_DOMAINS_MIN,
): Result<string, PopularityError> {
  const text = isZip(bytes)
    ? inflateFirst(bytes)
    : new TextDecoder().decode(bytes.subarray(0, TEXT_BYTES_MAX));
  if (text === null) return err({ reason: "malformed", detail: "the ZIP cannot be inflated" });
  // The last line may be cut.
  const lines = text.slice(0, text.lastIndexOf("\n") + 1).split("\n", POPULAR_DOMAINS_MAX);
  const kept = lines.map(toLine).filter((line) => line !== null);
  if (kept.length < domainsMin)
    return err({ reason: "shrunk", detail: `${kept.length} domains, at least ${domainsMin} expected` });
  return ok(`\n${kept.join("\n")}\n`);
}

function toLine(line: string): string | null {
  const match = /^(\d{1,7}),([^\s,]{1,253})\r?$/.exec(line);
  const domain = match ? canonicalHost(match[2] as string) : null;
  return domain === null ? null : `${domain} ${match?.[1]}`;
}

const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3;

/** Text of the first file; `null`: no deflate stream. APPNOTE.TXT 4.3.7: names and extra field follow 30 bytes. */
function inflateFirst(bytes: Uint8Array): string | null {
  if (bytes.length < 30) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = 30 + view.getUint16(26, true) + view.getUint16(28, true);
  const chunks: string[] = [];
  const decoder = new TextDecoder();
  let length = 0;
  const inflate = new Inflate((chunk) => {
    length += chunk.length;
    chunks.push(decoder.decode(chunk, { stream: true }));
  });
  const CHUNK_BYTES = 4_096;
  try {
    for (let at = start; at < bytes.length && length < TEXT_BYTES_MAX; at += CHUNK_BYTES)
      inflate.push(bytes.subarray(at, at + CHUNK_BYTES), false);
  } catch {
    return chunks.length > 0 ? chunks.join("") : null;
  }
  return chunks.join("");
}
