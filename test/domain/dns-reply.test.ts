// Goal: what protective DNS reads and writes is DNS, for hostile bytes as well.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  blockedReply,
  type DnsQuery,
  failedReply,
  freshSeconds,
  isAnswerTo,
  readQuery,
} from "../../src/domain/dns-reply.ts";
import { type DnsRecord, decodeDns, encodeDns, RCODE } from "../../src/domain/dns-wire.ts";

const OPT = [0, 0, 41, 4, 208, 0, 0, 0, 0, 0, 0];

function queryBytes(name: string, withEdns = false, id = 0x1234): Uint8Array<ArrayBuffer> {
  const bytes = encodeDns({ id, isResponse: false, rcode: 0, question: { name, type: 1 }, answers: [] });
  if (!withEdns) return bytes;
  const all = Uint8Array.of(...bytes, ...OPT);
  all[11] = 1;
  return all;
}
const query = (name: string, withEdns = false): DnsQuery => {
  const read = readQuery(queryBytes(name, withEdns));
  if (!read.ok) throw new Error(read.error.detail);
  return read.value;
};
const response = (answers: readonly DnsRecord[], rcode: number = RCODE.NOERROR): Uint8Array =>
  encodeDns({ id: 0x1234, isResponse: true, rcode, question: { name: "a.example", type: 1 }, answers });
const a = (ttl: number): DnsRecord => ({ name: "a.example", type: "A", ttl, data: "192.0.2.1" });

describe("readQuery()", () => {
  it("reads name, type and whether the asker speaks EDNS", () => {
    expect(query("Login.Evil.Example")).toMatchObject({
      name: "login.evil.example",
      type: 1,
      hasEdns: false,
    });
    expect(query("evil.example", true).hasEdns).toBe(true);
  });

  it.each([
    ["nothing", new Uint8Array()],
    ["a header alone", new Uint8Array(12)],
    ["a response", response([])],
    ["another opcode", Uint8Array.from(queryBytes("a.example"), (b, n) => (n === 2 ? b | 0x28 : b))],
    ["a question that is cut", queryBytes("a.example").subarray(0, 20)],
    ["a record that is missing", Uint8Array.from(queryBytes("a.example"), (b, n) => (n === 11 ? 1 : b))],
  ])("refuses %s", (_, bytes) => expect(readQuery(bytes).ok).toBe(false));

  it("ends on any bytes", () => {
    let queries = 0;
    const mutated = fc
      .tuple(fc.array(fc.tuple(fc.nat(60), fc.nat(255)), { maxLength: 3 }), fc.boolean())
      .map(([edits, withEdns]) => {
        const bytes = queryBytes("login.evil.example", withEdns);
        for (const [at, value] of edits) if (at < bytes.length) bytes[at] = value;
        return bytes;
      });
    fc.assert(
      fc.property(fc.oneof(mutated, fc.uint8Array({ maxLength: 200 })), (bytes) => {
        const read = readQuery(bytes);
        freshSeconds(bytes);
        if (read.ok) {
          queries++;
          expect(decodeDns(blockedReply(read.value, 60, "why")).ok).toBe(true);
          expect(isAnswerTo(read.value, blockedReply(read.value, 60, "why"))).toBe(true);
        }
      }),
      { numRuns: 500, seed: 13 },
    );
    expect(queries).toBeGreaterThan(50);
  });
});

describe("blockedReply()", () => {
  it("is NXDOMAIN with the same id and question, and a SOA that lets it be cached", () => {
    const reply = blockedReply(query("login.evil.example"), 60, "why");
    expect(decodeDns(reply)).toMatchObject({
      ok: true,
      value: {
        id: 0x1234,
        isResponse: true,
        rcode: RCODE.NXDOMAIN,
        question: { name: "login.evil.example", type: 1 },
      },
    });
    expect(freshSeconds(reply)).toBe(60);
  });

  it("tells the reason as an Extended DNS Error, to those alone who speak EDNS", () => {
    const reply = blockedReply(query("evil.example", true), 60, "Listed");
    // Option 15, eight bytes, code 15 (Blocked), the text: RFC 8914 section 2.
    expect(Buffer.from(reply).toString("latin1")).toMatch(/\x00\x0f\x00\x08\x00\x0fListed$/);
    expect(reply[11]).toBe(1);
    const plain = blockedReply(query("evil.example"), 60, "Listed");
    expect([plain[11], Buffer.from(plain).includes("Listed")]).toEqual([0, false]);
  });

  it("failedReply() is SERVFAIL and never fresh", () => {
    const reply = failedReply(query("evil.example", true), "No resolver answered");
    expect(decodeDns(reply)).toMatchObject({ value: { rcode: RCODE.SERVFAIL } });
    expect(freshSeconds(reply)).toBe(0);
  });
});

describe("freshSeconds()", () => {
  it("is the smallest TTL of the answers", () => {
    expect(freshSeconds(response([a(300), a(20), a(600)]))).toBe(20);
    expect(freshSeconds(response([]))).toBe(0);
    expect(freshSeconds(new Uint8Array([1, 2, 3]))).toBe(0);
  });
});

describe("isAnswerTo()", () => {
  it("wants the same id, a response, and the same question whatever its case", () => {
    const asked = query("a.example");
    expect(isAnswerTo(asked, response([a(1)]))).toBe(true);
    const shouting = Uint8Array.from(response([a(1)]), (b, n) => (n === 13 ? b - 32 : b));
    expect(isAnswerTo(asked, shouting)).toBe(true);
    expect(isAnswerTo(asked, queryBytes("a.example"))).toBe(false);
    expect(isAnswerTo(query("b.example"), response([a(1)]))).toBe(false);
    expect(
      isAnswerTo(
        asked,
        Uint8Array.from(response([a(1)]), (b, n) => (n === 1 ? b + 1 : b)),
      ),
    ).toBe(false);
  });
});
