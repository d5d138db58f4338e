import { textOf } from "./text-of.ts";

/** One file in a ZIP archive, still compressed. */
export interface ZipEntry {
  readonly name: string;
  /** 0 stored, 8 DEFLATE; others are not read. */
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly compressed: Uint8Array;
}

/** More entries than this are not looked at: 10,000 empty ones fit into 1 MB. */
export const ZIP_ENTRIES_MAX = 1_000;

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
/** The end record has 22 bytes and a comment of at most 65,535. */
const END_SEARCH_BYTES = 22 + 65_535;

/**
 * The entries of a ZIP (PKWARE APPNOTE 6.3.10) by its central directory; by the local headers when that
 * is missing or damaged, as in a file that was cut. Total: any bytes give a list.
 */
export function listZip(bytes: Uint8Array): { entries: ZipEntry[]; isCut: boolean } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const central = listCentral(bytes, view);
  return central.entries.length > 0 ? central : listLocal(bytes, view);
}

function listCentral(bytes: Uint8Array, view: DataView): { entries: ZipEntry[]; isCut: boolean } {
  const entries: ZipEntry[] = [];
  const end = findEnd(view);
  if (end < 0) return { entries, isCut: false };
  const size = view.getUint32(end + 12, true);
  const offset = view.getUint32(end + 16, true);
  // Bytes in front of the archive (self-extractors) shift every offset.
  const shift = Math.max(0, end - size - offset);
  let at = offset + shift;
  while (at + 46 <= bytes.length && view.getUint32(at, true) === CENTRAL) {
    if (entries.length >= ZIP_ENTRIES_MAX) return { entries, isCut: true };
    const nameLength = view.getUint16(at + 28, true);
    const compressedSize = view.getUint32(at + 20, true);
    const data = dataStart(view, view.getUint32(at + 42, true) + shift);
    if (data !== null)
      entries.push({
        name: textOf(bytes.subarray(at + 46, at + 46 + nameLength), null),
        method: view.getUint16(at + 10, true),
        isEncrypted: (view.getUint16(at + 8, true) & 1) !== 0,
        compressed: bytes.subarray(data, data + compressedSize),
      });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return { entries, isCut: false };
}

/** The archive's end record is there, wherever it begins. */
export function hasZipEnd(bytes: Uint8Array): boolean {
  return findEnd(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)) >= 0;
}

function findEnd(view: DataView): number {
  const first = Math.max(0, view.byteLength - END_SEARCH_BYTES);
  for (let at = view.byteLength - 22; at >= first; at--) if (view.getUint32(at, true) === END) return at;
  return -1;
}

/** Where the data of the entry begin whose local header is at `at`; `null`: there is none. */
function dataStart(view: DataView, at: number): number | null {
  if (at + 30 > view.byteLength || view.getUint32(at, true) !== LOCAL) return null;
  return at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
}

function listLocal(bytes: Uint8Array, view: DataView): { entries: ZipEntry[]; isCut: boolean } {
  const entries: ZipEntry[] = [];
  let at = findSignature(bytes, view, 0);
  while (at >= 0) {
    if (entries.length >= ZIP_ENTRIES_MAX) return { entries, isCut: true };
    const data = dataStart(view, at);
    if (data === null) break;
    const flags = view.getUint16(at + 6, true);
    const written = view.getUint32(at + 18, true);
    // With a data descriptor the size stands behind the data: the next header tells where that is.
    const isSized = (flags & 8) === 0 || written > 0;
    const next = findSignature(bytes, view, isSized ? data + written : data);
    entries.push({
      name: textOf(bytes.subarray(at + 30, at + 30 + view.getUint16(at + 26, true)), null),
      method: view.getUint16(at + 8, true),
      isEncrypted: (flags & 1) !== 0,
      compressed: bytes.subarray(data, isSized ? data + written : next < 0 ? bytes.length : next),
    });
    at = next;
  }
  return { entries, isCut: false };
}

/** The next local header from `from` on; -1: none. */
function findSignature(bytes: Uint8Array, view: DataView, from: number): number {
  for (let at = bytes.indexOf(0x50, from); at >= 0; at = bytes.indexOf(0x50, at + 1))
    if (at + 30 <= bytes.length && view.getUint32(at, true) === LOCAL) return at;
  return -1;
}
