/**
 * DNS messages as bytes (RFC 1035 section 4, AAAA RFC 3596), written apart from the product's reader so that
 * a mistake of one is seen by the other. Compresses names as real servers do (RFC 1035 section 4.1.4) and
 * keeps the letter case of the question.
 */

export const TYPES = { A: 1, NS: 2, CNAME: 5, SOA: 6, PTR: 12, MX: 15, TXT: 16, AAAA: 28, OPT: 41 } as const;
export const RCODES = { NOERROR: 0, FORMERR: 1, SERVFAIL: 2, NXDOMAIN: 3, NOTIMP: 4, REFUSED: 5 } as const;
export type Rcode = keyof typeof RCODES;

/** One record in presentation form: `data` of an MX is `10 mail.example`, of a TXT its joined strings. */
export interface DnsRecord {
  readonly name: string;
  readonly type: number;
  readonly ttl: number;
  readonly data: string;
}

export interface DnsQuestion {
  /** As asked, without the final dot; "" is the root. */
  readonly name: string;
  readonly type: number;
}

export interface DnsMessage {
  readonly id: number;
  readonly isAnswer: boolean;
  readonly isTruncated: boolean;
  readonly rcode: number;
  readonly question: DnsQuestion | null;
  readonly answer: readonly DnsRecord[];
  readonly authority: readonly DnsRecord[];
  readonly additional: readonly DnsRecord[];
}

const FLAG_QR = 0x8000;
const FLAG_TC = 0x0200;
const FLAGS_RD_RA = 0x0180;
const CLASS_IN = 1;
/** A pointer holds 14 bits of offset. */
const POINTER_OFFSET_MAX = 0x3fff;
const TXT_STRING_BYTES_MAX = 255;

/** `A` for 1, `TYPE65` for a type without a name here. */
export function toTypeName(type: number): string {
  return Object.entries(TYPES).find(([, number]) => number === type)?.[0] ?? `TYPE${type}`;
}

/** 28 for `AAAA`, `aaaa` or `28`; `null` when it is no type that this server knows. */
export function toTypeNumber(text: string): number | null {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  return (TYPES as Record<string, number>)[text.toUpperCase()] ?? null;
}

/** Writes a query or an answer. Throws on a label over 63 bytes: that is a mistake in a fixture. */
export function encodeMessage(message: DnsMessage): Buffer {
  const writer = new NameWriter();
  const flags = (message.isAnswer ? FLAG_QR : 0) | (message.isTruncated ? FLAG_TC : 0) | FLAGS_RD_RA;
  const sections = [message.answer, message.authority, message.additional];
  for (const word of [message.id, flags | message.rcode, message.question ? 1 : 0]) writer.u16(word);
  for (const section of sections) writer.u16(section.length);
  if (message.question) {
    writer.name(message.question.name);
    writer.u16(message.question.type);
    writer.u16(CLASS_IN);
  }
  for (const record of sections.flat()) writer.record(record);
  return Buffer.from(writer.bytes);
}

/** Reads a whole message. Throws on anything malformed: the server answers 400, a test fails. */
export function decodeMessage(bytes: Uint8Array): DnsMessage {
  const reader = new Reader(Buffer.from(bytes));
  const [id, flags, questions, ...counts] = Array.from({ length: 6 }, () => reader.u16()) as [
    number,
    ...number[],
  ];
  const [question = null] = Array.from({ length: questions as number }, () => {
    const asked = { name: reader.name(), type: reader.u16() };
    reader.u16();
    return asked;
  });
  const [answer = [], authority = [], additional = []] = counts.map((count) =>
    Array.from({ length: count }, () => reader.record()),
  );
  const word = flags as number;
  return {
    id,
    isAnswer: (word & FLAG_QR) !== 0,
    isTruncated: (word & FLAG_TC) !== 0,
    rcode: word & 0xf,
    question,
    answer,
    authority,
    additional,
  };
}

class NameWriter {
  readonly bytes: number[] = [];
  readonly #offsets = new Map<string, number>();

  u16(value: number): void {
    this.bytes.push((value >> 8) & 0xff, value & 0xff);
  }

  u32(value: number): void {
    this.u16(Math.floor(value / 65_536));
    this.u16(value % 65_536);
  }

  name(name: string): void {
    const labels = name === "" ? [] : name.replace(/\.$/, "").split(".");
    for (let i = 0; i < labels.length; i++) {
      // Case counts: a pointer to another spelling would change what the asker reads back.
      const rest = labels.slice(i).join(".");
      const known = this.#offsets.get(rest);
      if (known !== undefined) {
        this.u16(0xc000 | known);
        return;
      }
      if (this.bytes.length <= POINTER_OFFSET_MAX) this.#offsets.set(rest, this.bytes.length);
      this.#string(labels[i] as string, 63);
    }
    this.bytes.push(0);
  }

  record({ name, type, ttl, data }: DnsRecord): void {
    this.name(name);
    this.u16(type);
    this.u16(CLASS_IN);
    this.u32(ttl);
    const lengthAt = this.bytes.length;
    this.u16(0);
    this.#data(type, data);
    const length = this.bytes.length - lengthAt - 2;
    this.bytes[lengthAt] = length >> 8;
    this.bytes[lengthAt + 1] = length & 0xff;
  }

  #data(type: number, data: string): void {
    const words = data.split(/\s+/);
    if (type === TYPES.A) this.bytes.push(...data.split(".").map(Number));
    else if (type === TYPES.AAAA) for (const group of expandIpv6(data)) this.u16(group);
    else if (type === TYPES.TXT) this.#text(data);
    else if (type === TYPES.MX) {
      this.u16(Number(words[0]));
      this.name(words[1] as string);
    } else if (type === TYPES.SOA) {
      this.name(words[0] as string);
      this.name(words[1] as string);
      for (const word of words.slice(2)) this.u32(Number(word));
    } else this.name(data);
  }

  #text(data: string): void {
    const bytes = Buffer.from(data);
    for (let at = 0; at === 0 || at < bytes.length; at += TXT_STRING_BYTES_MAX)
      this.#string(bytes.subarray(at, at + TXT_STRING_BYTES_MAX), TXT_STRING_BYTES_MAX);
  }

  #string(text: string | Buffer, bytesMax: number): void {
    const bytes = Buffer.from(text as string);
    if (bytes.length > bytesMax)
      throw new Error(`Cannot write "${text}": ${bytes.length} bytes, at most ${bytesMax}`);
    this.bytes.push(bytes.length, ...bytes);
  }
}

class Reader {
  at = 0;
  readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  u8(): number {
    return this.bytes.readUInt8(this.at++);
  }

  u16(): number {
    this.at += 2;
    return this.bytes.readUInt16BE(this.at - 2);
  }

  name(): string {
    const labels: string[] = [];
    let back: number | null = null;
    for (let jumps = 0; ; ) {
      const length = this.u8();
      if (length === 0) break;
      if (length >= 0xc0) {
        if (++jumps > 20) throw new Error("Cannot read a DNS name: its pointers turn in a circle");
        const target = ((length & 0x3f) << 8) | this.u8();
        back ??= this.at;
        this.at = target;
      } else labels.push(this.take(length).toString("latin1"));
    }
    if (back !== null) this.at = back;
    return labels.join(".");
  }

  take(length: number): Buffer {
    if (this.at + length > this.bytes.length)
      throw new Error(`Cannot read ${length} bytes at ${this.at}: it is too short`);
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  record(): DnsRecord {
    const name = this.name();
    const type = this.u16();
    this.u16();
    const ttl = this.take(4).readUInt32BE(0);
    const length = this.u16();
    const end = this.at + length;
    const data = this.#data(type, end);
    this.at = end;
    return { name, type, ttl, data };
  }

  #data(type: number, end: number): string {
    if (type === TYPES.A) return [...this.take(4)].join(".");
    if (type === TYPES.AAAA) return Array.from({ length: 8 }, () => this.u16().toString(16)).join(":");
    if (type === TYPES.MX) return `${this.u16()} ${this.name()}`;
    if (type === TYPES.SOA) {
      const names = `${this.name()} ${this.name()}`;
      return [names, ...Array.from({ length: 5 }, () => this.take(4).readUInt32BE(0))].join(" ");
    }
    if (type !== TYPES.TXT) return type === TYPES.OPT ? "" : this.name();
    let text = "";
    while (this.at < end) text += this.take(this.u8()).toString();
    return text;
  }
}

/** The eight groups of an IPv6 address: `2606:4700::1` => [0x2606, 0x4700, 0, 0, 0, 0, 0, 1]. */
export function expandIpv6(text: string): number[] {
  const [head = "", tail] = text.split("::");
  const groups = (part: string) =>
    part === "" ? [] : part.split(":").map((group) => Number.parseInt(group, 16));
  const [left, right] = [groups(head), groups(tail ?? "")];
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  return [...left, ...Array<number>(zeros).fill(0), ...right];
}
