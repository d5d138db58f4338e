/**
 * Addresses in ranges. Strict: what is no address belongs to no range.
 *
 *   104.21.24.167 in 104.16.0.0/13        => yes
 *   ::ffff:104.21.24.167                  => the IPv4 address, so yes
 *   1.2.3 · 01.2.3.4 · 1:2:3 · zz::       => no address             <- never a wrong number
 * A table is built once and asked often: binary search over flat arrays of 32-bit words, no BigInt. Pure.
 */

/** One word for IPv4, four for IPv6, most significant first, each an unsigned 32-bit number. */
export type Address = readonly number[];

export function parseAddress(text: string): Address | null {
  return text.includes(":") ? parseV6(text) : parseV4(text);
}

function parseV4(text: string): Address | null {
  if (text.length < 7 || text.length > 15) return null;
  let value = 0;
  let part = -1;
  let dots = 0;
  for (let at = 0; at <= text.length; at += 1) {
    const code = at < text.length ? text.charCodeAt(at) : 46;
    if (code === 46) {
      if (part < 0 || part > 255) return null;
      value = value * 256 + part;
      part = -1;
      dots += 1;
      continue;
    }
    // A leading zero is octal to some readers and decimal to others: refused.
    if (code < 48 || code > 57 || part === 0) return null;
    part = Math.max(part, 0) * 10 + code - 48;
  }
  return dots === 4 ? [value] : null;
}

function parseV6(text: string): Address | null {
  if (text.length > 45) return null;
  const halves = text.split("::");
  if (halves.length > 2) return null;
  const left = parseGroups(halves[0] as string, halves.length === 1);
  const right = halves.length === 2 ? parseGroups(halves[1] as string, true) : [];
  if (left === null || right === null) return null;
  const missing = 8 - left.length - right.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null;
  const groups = [...left, ...new Array<number>(missing).fill(0), ...right];
  const words = [0, 2, 4, 6].map((i) => (groups[i] as number) * 65_536 + (groups[i + 1] as number));
  const isMapped = words[0] === 0 && words[1] === 0 && words[2] === 0xffff;
  return isMapped ? [words[3] as number] : words;
}

/** Colon-separated groups, the last of which may be an IPv4 address (RFC 4291 section 2.2). */
function parseGroups(text: string, isEnd: boolean): number[] | null {
  if (text === "") return [];
  const parts = text.split(":");
  const groups: number[] = [];
  for (const [index, part] of parts.entries()) {
    if (isEnd && index === parts.length - 1 && part.includes(".")) {
      const v4 = parseV4(part)?.[0];
      if (v4 === undefined) return null;
      groups.push(Math.floor(v4 / 65_536), v4 % 65_536);
    } else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(Number.parseInt(part, 16));
    else return null;
  }
  return groups;
}

export interface AddressRange {
  readonly start: Address;
  readonly end: Address;
}

/** `104.16.0.0/13`, or a single address. Bits behind the prefix are cleared. `null`: no prefix. */
export function parsePrefix(text: string): AddressRange | null {
  const [head = "", length, ...rest] = text.split("/");
  const address = parseAddress(head);
  if (address === null || rest.length > 0) return null;
  const bitsMax = address.length * 32;
  // `::ffff:1.2.3.4/120` counts its bits in IPv6: no publication writes that.
  if (length !== undefined && (!/^\d{1,3}$/.test(length) || Number(length) > bitsMax)) return null;
  if (length !== undefined && head.includes(":") && address.length === 1) return null;
  const bits = length === undefined ? bitsMax : Number(length);
  const start: number[] = [];
  const end: number[] = [];
  for (const [word, value] of address.entries()) {
    const size = 2 ** (32 - Math.min(32, Math.max(0, bits - word * 32)));
    start.push(value - (value % size));
    end.push(value - (value % size) + size - 1);
  }
  return { start, end };
}

export interface RangeTable<T> {
  /** The value of the smallest range that holds the address; `null`: none does, or it is no address. */
  find(ip: string): T | null;
}

export interface Ranged<T> {
  readonly range: AddressRange;
  readonly value: T;
}

/** Ranges must be prefixes: of two that meet, one holds the other. */
export function makeRangeTable<T>(entries: readonly Ranged<T>[]): RangeTable<T> {
  const v4 = makeIndex(
    entries.filter(({ range }) => range.start.length === 1),
    1,
  );
  const v6 = makeIndex(
    entries.filter(({ range }) => range.start.length === 4),
    4,
  );
  return {
    find(ip) {
      const address = parseAddress(ip);
      return address === null ? null : (address.length === 1 ? v4 : v6)(address);
    },
  };
}

/** Narrower than these, a prefix and every address in it begin with the same group as text. */
export const LAZY_V4_BITS_MIN = 8;
export const LAZY_V6_BITS_MIN = 16;

/**
 * The same for many prefixes and few questions: reading 1,300 prefixes costs a cold isolate 10 ms, so only those
 * are read which begin like an address that is asked for. Texts that are no prefix, or too wide, are left out.
 */
export function makeLazyRangeTable<T>(
  lists: readonly (readonly [value: T, prefixes: readonly string[]])[],
): RangeTable<T> {
  const texts = new Map<string, [prefix: string, value: T][]>();
  for (const [value, prefixes] of lists)
    for (const prefix of prefixes) {
      const group = firstGroup(prefix);
      const bucket = texts.get(group);
      if (bucket) bucket.push([prefix, value]);
      else texts.set(group, [[prefix, value]]);
    }
  const tables = new Map<string, RangeTable<T>>();
  return {
    find(ip) {
      const group = firstGroup(ip);
      const bucket = texts.get(group);
      if (bucket === undefined) return null;
      const table =
        tables.get(group) ?? makeRangeTable(bucket.flatMap(([prefix, value]) => toRanged(prefix, value)));
      tables.set(group, table);
      return table.find(ip);
    },
  };
}

function toRanged<T>(prefix: string, value: T): Ranged<T>[] {
  const range = parsePrefix(prefix);
  const bits = Number(prefix.split("/")[1] ?? 128);
  return range === null || bits < (prefix.includes(":") ? LAZY_V6_BITS_MIN : LAZY_V4_BITS_MIN)
    ? []
    : [{ range, value }];
}

/** `104.` of 104.16.0.0/13, `2a04:` of 2A04:4e40::/32. */
function firstGroup(text: string): string {
  const dot = text.indexOf(".");
  const colon = text.indexOf(":");
  return colon >= 0 ? text.slice(0, colon + 1).toLowerCase() : text.slice(0, dot + 1);
}

/**
 * Ranges in order of start, the larger first, each knowing the one that encloses it: the last that starts at or
 * before the address is the smallest that can hold it; if it ends too early, its enclosing one is asked.
 */
function makeIndex<T>(entries: readonly Ranged<T>[], words: number): (address: Address) => T | null {
  const sorted = [...entries].sort(
    (a, b) => compare(a.range.start, b.range.start) || compare(b.range.end, a.range.end),
  );
  const starts = Uint32Array.from(sorted.flatMap(({ range }) => range.start));
  const firsts = Uint32Array.from(sorted, ({ range }) => range.start[0] as number);
  const ends = Uint32Array.from(sorted.flatMap(({ range }) => range.end));
  const parents = new Int32Array(sorted.length);
  const open: number[] = [];
  sorted.forEach(({ range }, index) => {
    while (open.length > 0 && isBelow(ends, open.at(-1) as number, range.start, words)) open.pop();
    parents[index] = open.at(-1) ?? -1;
    open.push(index);
  });
  return (address) => {
    const first = address[0] as number;
    let low = 0;
    let high = sorted.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      // The first word decides nearly always, and always for IPv4.
      let difference = (firsts[middle] as number) - first;
      if (difference === 0 && words > 1) difference = compareAt(starts, middle, address, words);
      if (difference <= 0) low = middle + 1;
      else high = middle - 1;
    }
    let index = high;
    while (index >= 0 && isBelow(ends, index, address, words)) index = parents[index] as number;
    return index < 0 ? null : (sorted[index] as Ranged<T>).value;
  };
}

function compare(a: Address, b: Address): number {
  for (let word = 0; word < a.length; word += 1)
    if (a[word] !== b[word]) return (a[word] as number) - (b[word] as number);
  return 0;
}

function compareAt(words: Uint32Array, index: number, address: Address, count: number): number {
  for (let word = 0; word < count; word += 1) {
    const difference = (words[index * count + word] as number) - (address[word] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}

function isBelow(ends: Uint32Array, index: number, address: Address, count: number): boolean {
  return compareAt(ends, index, address, count) < 0;
}
