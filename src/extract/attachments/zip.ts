import type { FileItem, Gathering } from "./findings.ts";
import { inflateRaw } from "./inflate.ts";
import { isOfficePart, officeKind, readOfficePart } from "./office.ts";
import { listZip, ZIP_ENTRIES_MAX, type ZipEntry } from "./zip-entries.ts";

/**
 * A ZIP archive, and the document formats that are one. Files inside are queued to be read in turn; the
 * parts of an Office document are read here, as only together they are a document.
 */
export function readZip(file: FileItem, into: Gathering): void {
  const { entries, isCut } = listZip(file.bytes);
  if (isCut) into.reach("ZIP_ENTRIES_MAX", ZIP_ENTRIES_MAX);
  if (entries.length === 0) {
    into.note(file.name, "unreadable");
    return;
  }
  const kind = officeKind(entries.map((entry) => entry.name));
  for (const entry of bySize(entries)) {
    const name = `${file.name}/${entry.name}`;
    if (entry.isEncrypted) into.note(name, "encrypted");
    else if (kind === null || isOfficePart(kind, entry.name)) readEntry(entry, name, file, kind, into);
  }
}

/** Small ones first: they are the ones that hold links, and what is large would use up the budget. */
function bySize(entries: readonly ZipEntry[]): ZipEntry[] {
  return entries.toSorted((a, b) => a.compressed.length - b.compressed.length);
}

function readEntry(
  entry: ZipEntry,
  name: string,
  file: FileItem,
  kind: ReturnType<typeof officeKind>,
  into: Gathering,
): void {
  if (entry.name.endsWith("/") || entry.compressed.length === 0) return;
  const bytes = contentOf(entry, name, into);
  if (bytes === null) return;
  if (kind !== null && readOfficePart(kind, entry.name, bytes, into)) return;
  into.queue.push({
    name,
    mediaType: "",
    bytes,
    depth: file.depth + 1,
    container: kind === null ? "zip" : "office",
  });
}

function contentOf(entry: ZipEntry, name: string, into: Gathering): Uint8Array | null {
  if (entry.method === 0) return entry.compressed;
  if (entry.method !== 8) {
    into.note(name, "unsupported_format");
    return null;
  }
  const { bytes, state } = inflateRaw(entry.compressed, into);
  if (state === "cut") into.note(name, "cut");
  if (state === "broken" && bytes.length === 0) into.note(name, "unreadable");
  return bytes.length === 0 ? null : bytes;
}
