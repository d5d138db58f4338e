import { crc32 } from "node:zlib";
import { deflateSync } from "fflate";
import { concat, le, utf8 } from "./bytes.ts";

export interface ZipFile {
  readonly name: string;
  readonly content: Uint8Array | string;
  readonly isStored?: boolean;
  readonly isEncrypted?: boolean;
  /** Written with sizes behind the data, as streams do. */
  readonly hasDescriptor?: boolean;
}

/** A ZIP archive. `hasDirectory: false` leaves out the central directory, as in a file that was cut. */
export function makeZip(files: readonly ZipFile[], hasDirectory = true): Uint8Array {
  const local: Uint8Array[] = [];
  const central: Uint8Array[] = [];
  let offset = 0;
  for (const file of files) {
    const content = typeof file.content === "string" ? utf8(file.content) : file.content;
    const data = file.isStored ? content : deflateSync(content);
    const name = utf8(file.name);
    const flags = (file.isEncrypted ? 1 : 0) | (file.hasDescriptor ? 8 : 0) | 0x800;
    const sizes = concat(le(crc32(content), 4), le(data.length, 4), le(content.length, 4));
    const common = concat(le(20, 2), le(flags, 2), le(file.isStored ? 0 : 8, 2), le(0, 4));
    const entry = concat(
      le(0x04034b50, 4),
      common,
      file.hasDescriptor ? new Uint8Array(12) : sizes,
      le(name.length, 2),
      le(0, 2),
      name,
      data,
      file.hasDescriptor ? concat(le(0x08074b50, 4), sizes) : new Uint8Array(0),
    );
    local.push(entry);
    central.push(
      concat(
        le(0x02014b50, 4),
        le(20, 2),
        common,
        sizes,
        le(name.length, 2),
        new Uint8Array(12),
        le(offset, 4),
        name,
      ),
    );
    offset += entry.length;
  }
  if (!hasDirectory) return concat(...local);
  const directory = concat(...central);
  const end = concat(
    le(0x06054b50, 4),
    le(0, 4),
    le(files.length & 0xffff, 2),
    le(files.length & 0xffff, 2),
    le(directory.length, 4),
    le(offset, 4),
    le(0, 2),
  );
  return concat(...local, directory, end);
}
