/**
 * DNS messages in wire form (RFC 1035 section 4), as DNS over HTTPS carries them (RFC 8484). The record types
 * that we ask for are read; others keep their bytes out. A hostile message ends in an error, never in a loop:
 * a compression pointer must point backwards, names and record counts are capped.
 * Pure. Used by recheck/sources/dns-over-https.ts and serve/dns-query.ts.
 */
import { err, ok, type Result } from "./result.ts";

export const RECORD_TYPES = { A: 1, NS: 2, CNAME: 5, SOA: 6, MX: 15, TXT: 16, AAAA: 28 } as const;
export type RecordType = keyof typeof RECORD_TYPES;

/** RFC 1035 section 4.1.1. */
export const RCODE = { NOERROR: 0, FORMERR: 1, SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 } as const;

export interface DnsRecord {
  readonly name: string;
  readonly type: RecordType;
  readonly ttl: number;
  /** Address, host name (MX without its preference), or the joined strings of a TXT. */
  readonly data: string;
}

export interface DnsMessage {
  readonly id: number;
  readonly isResponse: boolean;
  readonly rcode: number;
  /** `type` is a number: a server may be asked for any. */
  readonly question: { readonly name: string; readonly type: number };
  readonly answers: readonly DnsRecord[];
}

export type DnsWireError = { readonly reason: "malformed"; readonly detail: string };

const NAME_BYTES_MAX = 255;
const RECORDS_MAX = 256;
const CLASS_IN = 1;

/** A query with recursion desired, or a response when the message says so. Throws RangeError on a name that fits no message. */
export function encodeDns(message: DnsMessage): Uint8Array<ArrayBuffer> {
  const out: number[] = [];
  const flags = (message.isResponse ? 0x8080 : 0) | 0x0100 | message.rcode;
  push16(out, message.id, flags, 1, message.answers.length, 0, 0);
  pushName(out, message.question.name);
  push16(out, message.question.type, CLASS_IN);
  for (const record of message.answers) {
    pushName(out, record.name);
    push16(out, RECORD_TYPES[record.type], CLASS_IN, record.ttl >>> 16, record.ttl & 0xffff);
    const data = encodeData(record);
    push16(out, data.length);
    out.push(...data);
  }
  return Uint8Array.from(out);
}

function encodeData(record: DnsRecord): number[] {
  const out: number[] = [];
  switch (record.type) {
    case "A":
      return record.data.split(".").map(Number);
    case "AAAA":
      push16(out, ...groupsOf(record.data));
      return out;
    case "TXT": {
      const bytes = [...new TextEncoder().encode(record.data)];
      for (let at = 0; at === 0 || at < bytes.length; at += 255) {
        const part = bytes.slice(at, at + 255);
        out.push(part.length, ...part);
      }
      return out;
    }
    case "MX":
      push16(out, 10);
      pushName(out, record.data);
      return out;
    case "SOA":
      pushName(out, record.data);
      pushName(out, `hostmaster.${record.data}`);
      push16(out, 0, 1, 0, 3_600, 0, 600, 9, 15_360, 0, 300);
      return out;
    default:
      pushName(out, record.data);
      return out;
  }
}

/** The eight groups of a canonical IPv6 address. */
function groupsOf(address: string): number[] {
  const [head = "", tail] = address.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const middle = tail === undefined ? 0 : 8 - left.length - right.length;
  return [...left, ...new Array<string>(Math.max(0, middle)).fill("0"), ...right].map((group) =>
    Number.parseInt(group, 16),
  );
}

function push16(out: number[], ...values: readonly number[]): void {
  for (const value of values) out.push((value >>> 8) & 255, value & 255);
}

function pushName(out: number[], name: string): void {
  if (name.length >= NAME_BYTES_MAX - 1)
    throw new RangeError(`The name is longer than ${NAME_BYTES_MAX} bytes`);
  for (const label of name === "" ? [] : name.split(".")) {
    const bytes = new TextEncoder().encode(label);
    if (bytes.length === 0 || bytes.length > 63)
      throw new RangeError(`A label of "${name}" has ${bytes.length} bytes`);
    out.push(bytes.length, ...bytes);
  }
  out.push(0);
}

export function decodeDns(bytes: Uint8Array): Result<DnsMessage, DnsWireError> {
  try {
    return ok(readMessage(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)));
  } catch (error) {
    // DataView throws RangeError beyond the end, our own checks the same class: anything else is a bug.
    if (error instanceof RangeError) return err({ reason: "malformed", detail: error.message });
    throw error;
  }
}

function readMessage(view: DataView): DnsMessage {
  const flags = view.getUint16(2);
  if (view.getUint16(4) !== 1) throw new RangeError(`${view.getUint16(4)} questions, expected one`);
  const count = view.getUint16(6);
  if (count > RECORDS_MAX) throw new RangeError(`${count} answers, at most ${RECORDS_MAX} are read`);
  const name = readName(view, 12);
  const question = { name: name.text, type: view.getUint16(name.next) };
  const answers: DnsRecord[] = [];
  let at = name.next + 4;
  for (let index = 0; index < count; index += 1) {
    const { record, next } = readRecord(view, at);
    if (record) answers.push(record);
    at = next;
  }
  return { id: view.getUint16(0), isResponse: (flags & 0x8000) !== 0, rcode: flags & 15, question, answers };
}

const TYPE_NAMES: ReadonlyMap<number, RecordType> = new Map(
  Object.entries(RECORD_TYPES).map(([name, code]) => [code, name as RecordType]),
);

function readRecord(view: DataView, at: number): { record: DnsRecord | null; next: number } {
  const name = readName(view, at);
  const type = TYPE_NAMES.get(view.getUint16(name.next));
  const ttl = view.getUint32(name.next + 4);
  const length = view.getUint16(name.next + 8);
  const start = name.next + 10;
  if (start + length > view.byteLength) throw new RangeError("A record runs beyond the message");
  const data = type === undefined ? null : readData(view, type, start, length);
  const record = type === undefined || data === null ? null : { name: name.text, type, ttl, data };
  return { record, next: start + length };
}

function readData(view: DataView, type: RecordType, at: number, length: number): string | null {
  switch (type) {
    case "A":
      return length === 4 ? [0, 1, 2, 3].map((i) => view.getUint8(at + i)).join(".") : null;
    case "AAAA":
      return length === 16
        ? compressGroups([0, 2, 4, 6, 8, 10, 12, 14].map((i) => view.getUint16(at + i)))
        : null;
    case "TXT":
      return readStrings(view, at, at + length);
    case "MX":
      return readName(view, at + 2).text;
    default:
      return readName(view, at).text;
  }
}

function readStrings(view: DataView, from: number, end: number): string {
  let text = "";
  for (let at = from; at < end; at += 1 + view.getUint8(at)) {
    const length = view.getUint8(at);
    if (at + 1 + length > end) throw new RangeError("A string runs beyond its record");
    text += new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + at + 1, length));
  }
  return text;
}

/** RFC 5952: lower case, the longest run of zeros shortened. */
export function compressGroups(groups: readonly number[]): string {
  let best = { at: -1, length: 1 };
  for (let at = 0; at < groups.length; at += 1) {
    let length = 0;
    while (groups[at + length] === 0) length += 1;
    if (length > best.length) best = { at, length };
    at += length;
  }
  const hex = (part: readonly number[]) => part.map((group) => group.toString(16)).join(":");
  if (best.at < 0) return hex(groups);
  return `${hex(groups.slice(0, best.at))}::${hex(groups.slice(best.at + best.length))}`;
}

/** Lower case without the final dot. `next` is the offset behind the name where it was first met. */
function readName(view: DataView, from: number): { text: string; next: number } {
  const labels: string[] = [];
  let next = -1;
  let bytes = 0;
  for (let at = from, limit = view.byteLength; ; ) {
    const length = view.getUint8(at);
    if (length >= 0xc0) {
      const target = ((length & 0x3f) << 8) | view.getUint8(at + 1);
      if (next < 0) next = at + 2;
      // Only ever backwards: so no loop is possible.
      if (target >= Math.min(at, limit)) throw new RangeError("A compression pointer points forwards");
      limit = at = target;
      continue;
    }
    if (length > 63) throw new RangeError("A label type is unknown");
    bytes += length + 1;
    if (bytes > NAME_BYTES_MAX) throw new RangeError(`A name is longer than ${NAME_BYTES_MAX} bytes`);
    if (length === 0) return { text: labels.join(".").toLowerCase(), next: next < 0 ? at + 1 : next };
    labels.push(readLabel(view, at + 1, length));
    at += 1 + length;
  }
}

/** A dot inside a label, or a byte beyond ASCII, is written as RFC 1035 section 5.1 does: `\046`. */
function readLabel(view: DataView, at: number, length: number): string {
  let text = "";
  for (let index = at; index < at + length; index += 1) {
    const byte = view.getUint8(index);
    const isPlain = byte > 0x20 && byte < 0x7f && byte !== 0x2e && byte !== 0x5c;
    text += isPlain ? String.fromCharCode(byte) : `\\${String(byte).padStart(3, "0")}`;
  }
  return text;
}
