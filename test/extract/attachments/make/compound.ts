import { concat, le, utf16 } from "./bytes.ts";

export interface Folder {
  readonly [name: string]: Uint8Array | Folder;
}

interface Entry {
  readonly name: string;
  readonly type: 1 | 2 | 5;
  child: number;
  right: number;
  start: number;
  size: number;
}

const SECTOR = 512;
const END = 0xfffffffe;
const NONE = 0xffffffff;

/** A compound file (MS-CFB version 3) with small streams in the mini stream, as Outlook writes them. */
export function makeCompound(root: Folder): Uint8Array {
  const entries: Entry[] = [{ name: "Root Entry", type: 5, child: NONE, right: NONE, start: END, size: 0 }];
  const sectors: Uint8Array[] = [];
  const next: number[] = [];
  const mini: Uint8Array[] = [];
  const miniNext: number[] = [];
  const store = (data: Uint8Array, blocks: Uint8Array[], chain: number[], size: number): number => {
    const start = blocks.length;
    for (let at = 0; at < data.length; at += size) {
      const block = new Uint8Array(size);
      block.set(data.subarray(at, at + size));
      blocks.push(block);
      chain.push(at + size >= data.length ? END : blocks.length);
    }
    return data.length === 0 ? END : start;
  };
  const add = (folder: Folder, parent: Entry): void => {
    let previous: Entry | null = null;
    for (const [name, content] of Object.entries(folder)) {
      const isStream = content instanceof Uint8Array;
      const entry: Entry = { name, type: isStream ? 2 : 1, child: NONE, right: NONE, start: END, size: 0 };
      const id = entries.push(entry) - 1;
      if (previous === null) parent.child = id;
      else previous.right = id;
      previous = entry;
      if (isStream) {
        entry.size = content.length;
        entry.start =
          content.length < 4_096 ? store(content, mini, miniNext, 64) : store(content, sectors, next, SECTOR);
      } else add(content, entry);
    }
  };
  const top = entries[0] as Entry;
  add(root, top);
  const miniStream = concat(...mini);
  top.size = miniStream.length;
  top.start = store(miniStream, sectors, next, SECTOR);
  const miniFat = store(concat(...miniNext.map((n) => le(n, 4))), sectors, next, SECTOR);
  const directory = store(concat(...entries.map(entryBytes)), sectors, next, SECTOR);
  const fatSectors = Math.ceil((next.length + 10) / 127);
  const fatStart = sectors.length;
  const fat = concat(
    ...next.map((n) => le(n, 4)),
    ...Array.from({ length: fatSectors }, () => le(0xfffffffd, 4)),
  );
  const padded = new Uint8Array(fatSectors * SECTOR).fill(255);
  padded.set(fat);
  const head = new Uint8Array(512).fill(255);
  head.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  head.fill(0, 8, 76);
  const view = new DataView(head.buffer);
  view.setUint16(26, 3, true);
  view.setUint16(28, 0xfffe, true);
  view.setUint16(30, 9, true);
  view.setUint16(32, 6, true);
  view.setUint32(44, fatSectors, true);
  view.setUint32(48, directory, true);
  view.setUint32(56, 4_096, true);
  view.setUint32(60, miniFat, true);
  view.setUint32(68, END, true);
  for (let n = 0; n < fatSectors; n++) view.setUint32(76 + 4 * n, fatStart + n, true);
  return concat(head, ...sectors, padded);
}

function entryBytes(entry: Entry): Uint8Array {
  const bytes = new Uint8Array(128);
  const view = new DataView(bytes.buffer);
  bytes.set(utf16(entry.name).subarray(0, 62));
  view.setUint16(64, entry.name.length * 2 + 2, true);
  bytes[66] = entry.type;
  bytes[67] = 1;
  view.setUint32(68, NONE, true);
  view.setUint32(72, entry.right, true);
  view.setUint32(76, entry.child, true);
  view.setUint32(116, entry.start, true);
  view.setUint32(120, entry.size, true);
  return bytes;
}
