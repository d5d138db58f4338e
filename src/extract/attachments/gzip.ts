import type { FileItem, Gathering } from "./findings.ts";
import { inflateRaw } from "./inflate.ts";

/** The file inside a gzip (RFC 1952), its first member. */
export function readGzip(file: FileItem, into: Gathering): void {
  const { bytes } = file;
  const flags = bytes[3] ?? 0;
  let at = 10;
  if (flags & 4) at += 2 + ((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8));
  for (const flag of [8, 16]) if (flags & flag) at = afterNul(bytes, at);
  if (flags & 2) at += 2;
  const { bytes: inner, state } = inflateRaw(bytes.subarray(at), into);
  if (state === "cut") into.note(file.name, "cut");
  if (inner.length === 0) {
    into.note(file.name, "unreadable");
    return;
  }
  const name = `${file.name}/${/([^/]+)\.t?gz$/i.exec(file.name)?.[1] ?? "content"}`;
  into.queue.push({ name, mediaType: "", bytes: inner, depth: file.depth + 1, container: "zip" });
}

function afterNul(bytes: Uint8Array, from: number): number {
  const nul = bytes.indexOf(0, from);
  return nul < 0 ? bytes.length : nul + 1;
}
