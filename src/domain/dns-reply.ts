import { decodeDns, RCODE } from "./dns-wire.ts";
import { err, ok, type Result } from "./result.ts";

/**
 * What a DNS over HTTPS server must read of a query and write by itself; everything else passes through it as bytes.
 * Pure. Hostile bytes end in an error: every loop moves forward, and a DataView throws beyond the end.
 */

export interface DnsQuery {
  readonly name: string;
  readonly type: number;
  readonly bytes: Uint8Array;
  /** Offset behind the question. */
  readonly questionEnd: number;
  /** The asker speaks EDNS: only then may an answer carry options (RFC 6891 section 7). */
  readonly hasEdns: boolean;
}

export type DnsQueryError = { readonly reason: "not_a_query"; readonly detail: string };

const HEADER_BYTES = 12;
const TYPE_SOA = 6;
const TYPE_OPT = 41;
/** RFC 8914 section 4. */
export const EXTENDED_ERROR = { BLOCKED: 15, NO_REACHABLE_AUTHORITY: 22 } as const;

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** One question of a standard query, or why not. */
export function readQuery(bytes: Uint8Array): Result<DnsQuery, DnsQueryError> {
  const bad = (detail: string) => err({ reason: "not_a_query" as const, detail });
  const decoded = decodeDns(bytes);
  if (!decoded.ok) return bad(decoded.error.detail);
  const { isResponse, question } = decoded.value;
  const view = viewOf(bytes);
  if (isResponse || (view.getUint16(2) & 0x7800) !== 0) return bad("It is no standard query");
  const records = recordsOf(bytes);
  if (records === null) return bad("A record runs beyond the message");
  return ok({
    ...question,
    bytes,
    questionEnd: skipName(view, HEADER_BYTES) + 4,
    hasEdns: records.some(({ type }) => type === TYPE_OPT),
  });
}

/**
 * NXDOMAIN for a name that is blocked, with a SOA so that it may be cached for `ttl` seconds (RFC 2308), and the reason
 * as an Extended DNS Error (RFC 8914) where the asker can read one.
 */
export const blockedReply = (query: DnsQuery, ttl: number, why: string): Uint8Array<ArrayBuffer> =>
  reply(query, RCODE.NXDOMAIN, soaOf(ttl), { code: EXTENDED_ERROR.BLOCKED, text: why });

/** SERVFAIL: no resolver answered. */
export const failedReply = (query: DnsQuery, why: string): Uint8Array<ArrayBuffer> =>
  reply(query, RCODE.SERVFAIL, [], { code: EXTENDED_ERROR.NO_REACHABLE_AUTHORITY, text: why });

function reply(
  query: DnsQuery,
  rcode: number,
  authority: readonly number[],
  error: { readonly code: number; readonly text: string },
): Uint8Array<ArrayBuffer> {
  const flags = viewOf(query.bytes).getUint16(2);
  const additional = query.hasEdns ? optOf(error.code, error.text) : [];
  const counts = [1, 0, authority.length > 0 ? 1 : 0, additional.length > 0 ? 1 : 0];
  return Uint8Array.of(
    ...query.bytes.subarray(0, 2),
    // A response; recursion desired as it was asked, recursion available.
    0x80 | ((flags >> 8) & 0x01),
    0x80 | rcode,
    ...counts.flatMap(pair),
    ...query.bytes.subarray(HEADER_BYTES, query.questionEnd),
    ...authority,
    ...additional,
  );
}

const pair = (value: number): number[] => [(value >>> 8) & 255, value & 255];
const quad = (value: number): number[] => [...pair(value >>> 16), ...pair(value & 0xffff)];

/** Owner is the name asked for (a pointer to the question), both names of the data are the root. */
function soaOf(ttl: number): number[] {
  const data = [0, 0, ...[1, 3_600, 600, 86_400, ttl].flatMap(quad)];
  return [0xc0, HEADER_BYTES, ...pair(TYPE_SOA), ...pair(1), ...quad(ttl), ...pair(data.length), ...data];
}

/** What we can take in one datagram: the usual figure of 2020's flag day; DNS over HTTPS does not mind. */
const UDP_BYTES = 1_232;
const OPTION_EXTENDED_ERROR = 15;

function optOf(code: number, text: string): number[] {
  const data = [...pair(code), ...new TextEncoder().encode(text)];
  const options = [...pair(OPTION_EXTENDED_ERROR), ...pair(data.length), ...data];
  return [0, ...pair(TYPE_OPT), ...pair(UDP_BYTES), ...quad(0), ...pair(options.length), ...options];
}

/** The bytes are an answer to this query: same id, a response, the same question (case aside). */
export function isAnswerTo(query: DnsQuery, bytes: Uint8Array): boolean {
  if (bytes.length < query.questionEnd || (viewOf(bytes).getUint16(2) & 0x8000) === 0) return false;
  const isSame = (at: number): boolean => lower(bytes[at] as number) === lower(query.bytes[at] as number);
  const places = [
    0,
    1,
    4,
    5,
    ...Array.from({ length: query.questionEnd - HEADER_BYTES }, (_, n) => n + HEADER_BYTES),
  ];
  return places.every(isSame);
}

const lower = (byte: number): number => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte);

/**
 * Seconds for which an answer may be kept (RFC 8484 section 5.1): the smallest TTL of the answer section, for an empty
 * one the SOA's (RFC 2308: the smaller of its TTL and its last field). 0: not at all, or the message is broken.
 */
export function freshSeconds(bytes: Uint8Array): number {
  const records = recordsOf(bytes);
  if (records === null) return 0;
  const view = viewOf(bytes);
  const answers = records.slice(0, view.getUint16(6));
  if (answers.length > 0) return Math.min(...answers.map(({ ttl }) => ttl));
  const soa = records.slice(0, view.getUint16(6) + view.getUint16(8)).find(({ type }) => type === TYPE_SOA);
  return soa === undefined || soa.end - soa.start < 20 ? 0 : Math.min(soa.ttl, view.getUint32(soa.end - 4));
}

interface RecordPlace {
  readonly type: number;
  readonly ttl: number;
  readonly start: number;
  readonly end: number;
}

/** Every record in order; `null`: the message ends before they do. */
function recordsOf(bytes: Uint8Array): RecordPlace[] | null {
  const view = viewOf(bytes);
  try {
    let at = HEADER_BYTES;
    for (let n = view.getUint16(4); n > 0; n -= 1) at = skipName(view, at) + 4;
    const records: RecordPlace[] = [];
    for (let n = view.getUint16(6) + view.getUint16(8) + view.getUint16(10); n > 0; n -= 1) {
      const name = skipName(view, at);
      const start = name + 10;
      at = start + view.getUint16(name + 8);
      if (at > view.byteLength) return null;
      records.push({ type: view.getUint16(name), ttl: view.getUint32(name + 4), start, end: at });
    }
    return records;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Offset behind a name: behind its final zero, or behind its first pointer. */
function skipName(view: DataView, from: number): number {
  for (let at = from; ; ) {
    const length = view.getUint8(at);
    if (length >= 0xc0) return at + 2;
    at += length + 1;
    if (length === 0) return at;
  }
}
