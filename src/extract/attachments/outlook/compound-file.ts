/**
 * Compound File Binary Format (MS-CFB 12.0): a file system in a file, as Outlook's .msg, the old Office
 * formats and encrypted new ones use it. Read only what is asked for. Total: any bytes give a tree or `null`.
 */
export interface Storage {
  readonly storages: ReadonlyMap<string, Storage>;
  /** Content of each stream, read when called. */
  readonly streams: ReadonlyMap<string, () => Uint8Array>;
}

const FREE = 0xfffffffa; // Everything from here on marks the end of a chain.
const NO_ENTRY = 0xffffffff;
/** A .msg with 100 attachments has about 3,000. */
const ENTRIES_MAX = 10_000;
const DEPTH_MAX = 16;

export function readCompoundFile(bytes: Uint8Array): Storage | null {
  if (bytes.length < 1_536) return null;
  const file = new CompoundFile(bytes);
  return file.root();
}

interface Entry {
  readonly name: string;
  readonly isStorage: boolean;
  readonly left: number;
  readonly right: number;
  readonly child: number;
  readonly start: number;
  readonly size: number;
}

class CompoundFile {
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private readonly sectorBytes: number;
  private readonly fat: Uint32Array;
  private readonly miniFat: Uint32Array;
  private readonly miniStream: Uint8Array;
  private readonly entries: readonly Entry[];
  private readonly visited = new Set<number>();

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.sectorBytes = this.view.getUint16(30, true) === 12 ? 4_096 : 512;
    this.fat = this.readFat();
    this.miniFat = toWords(this.chain(this.view.getUint32(60, true), Number.POSITIVE_INFINITY));
    this.entries = this.readEntries(this.chain(this.view.getUint32(48, true), Number.POSITIVE_INFINITY));
    const root = this.entries[0];
    this.miniStream = root ? this.chain(root.start, root.size) : new Uint8Array(0);
  }

  root(): Storage | null {
    const root = this.entries[0];
    return root ? this.storage(root.child, 0) : null;
  }

  private storage(child: number, depth: number): Storage {
    const storages = new Map<string, Storage>();
    const streams = new Map<string, () => Uint8Array>();
    // The children are a binary tree. Links may be damaged or go round: each entry is visited once.
    for (const pending = [child]; pending.length > 0; ) {
      const id = pending.pop() as number;
      const entry = this.entries[id];
      if (entry === undefined || this.visited.has(id)) continue;
      this.visited.add(id);
      pending.push(entry.left, entry.right);
      if (!entry.isStorage) streams.set(entry.name, () => this.content(entry));
      else if (depth < DEPTH_MAX) storages.set(entry.name, this.storage(entry.child, depth + 1));
    }
    return { storages, streams };
  }

  private content(entry: Entry): Uint8Array {
    if (entry.size >= 4_096) return this.chain(entry.start, entry.size);
    return join(this.miniStream, entry.start, entry.size, this.miniFat, 64, 0);
  }

  private chain(start: number, size: number): Uint8Array {
    return join(this.bytes, start, size, this.fat, this.sectorBytes, 1);
  }

  private readFat(): Uint32Array {
    const sectors: number[] = [];
    const count = Math.ceil(this.bytes.length / this.sectorBytes);
    for (let at = 76; at < 512; at += 4) sectors.push(this.view.getUint32(at, true));
    let more = this.view.getUint32(68, true);
    for (let n = 0; more < FREE && n < count && sectors.length < count; n++) {
      const words = toWords(this.sector(more));
      for (const word of words.subarray(0, -1)) sectors.push(word);
      more = words.at(-1) ?? FREE;
    }
    const used = sectors.filter((sector) => sector < count).slice(0, count);
    const fat = new Uint32Array((used.length * this.sectorBytes) / 4).fill(FREE);
    used.forEach((sector, n) => {
      fat.set(toWords(this.sector(sector)), (n * this.sectorBytes) / 4);
    });
    return fat;
  }

  private sector(n: number): Uint8Array {
    const at = (n + 1) * this.sectorBytes;
    return this.bytes.subarray(at, at + this.sectorBytes);
  }

  private readEntries(directory: Uint8Array): Entry[] {
    const view = new DataView(directory.buffer, directory.byteOffset, directory.byteLength);
    const entries: Entry[] = [];
    for (let at = 0; at + 128 <= directory.length && entries.length < ENTRIES_MAX; at += 128) {
      const nameBytes = Math.min(64, Math.max(0, view.getUint16(at + 64, true) - 2));
      const type = directory[at + 66];
      entries.push({
        name: new TextDecoder("utf-16le").decode(directory.subarray(at, at + nameBytes)),
        isStorage: type === 1 || type === 5,
        left: view.getUint32(at + 68, true),
        right: view.getUint32(at + 72, true),
        child: type === 2 ? NO_ENTRY : view.getUint32(at + 76, true),
        start: view.getUint32(at + 116, true),
        size: view.getUint32(at + 120, true),
      });
    }
    return entries;
  }
}

/** The blocks of a chain, one behind the other, at most `size` bytes; a chain that goes round ends. */
function join(
  bytes: Uint8Array,
  start: number,
  size: number,
  next: Uint32Array,
  blockBytes: number,
  firstBlock: number,
): Uint8Array {
  const blocks: Uint8Array[] = [];
  const blocksMax = Math.min(Math.ceil(size / blockBytes), Math.ceil(bytes.length / blockBytes));
  for (let n = start; n < FREE && blocks.length < blocksMax; n = next[n] ?? FREE) {
    const at = (n + firstBlock) * blockBytes;
    if (at >= bytes.length) break;
    blocks.push(bytes.subarray(at, at + blockBytes));
  }
  const length = Math.min(
    size,
    blocks.reduce((sum, block) => sum + block.length, 0),
  );
  const whole = new Uint8Array(length);
  let at = 0;
  for (const block of blocks) {
    whole.set(block.subarray(0, length - at), at);
    at += Math.min(block.length, length - at);
  }
  return whole;
}

function toWords(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint32Array.from({ length: bytes.length >> 2 }, (_, n) => view.getUint32(n * 4, true));
}
