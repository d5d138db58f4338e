import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import {
  compressGroups,
  type DnsMessage,
  decodeDns,
  encodeDns,
  RECORD_TYPES,
} from "../../src/domain/dns-wire.ts";

const bytesOf = (hex: string) =>
  Uint8Array.from(hex.replaceAll(/\s/g, "").match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));

/** www.example.com A, with a compressed CNAME to example.com and its address. */
const COMPRESSED = `0000 8180 0001 0002 0000 0000 0377 7777 0765 7861 6d70 6c65 0363 6f6d 00 0001 0001
  c00c 0005 0001 0000 003c 0002 c010  c010 0001 0001 0000 003c 0004 c0000201`;

describe("decodeDns()", () => {
  it("follows compression pointers backwards", () => {
    expect(decodeDns(bytesOf(COMPRESSED))).toEqual({
      ok: true,
      value: {
        id: 0,
        isResponse: true,
        rcode: 0,
        question: { name: "www.example.com", type: 1 },
        answers: [
          { name: "www.example.com", type: "CNAME", ttl: 60, data: "example.com" },
          { name: "example.com", type: "A", ttl: 60, data: "192.0.2.1" },
        ],
      },
    });
  });

  test.each([
    ["nothing", ""],
    ["a header alone", "0000 8180 0001 0000 0000 0000"],
    ["two questions", "0000 8180 0002 0000 0000 0000 00 0001 0001 00 0001 0001"],
    ["a pointer to itself", "0000 8180 0001 0000 0000 0000 c00c 0001 0001"],
    ["a pointer forwards", "0000 8180 0001 0000 0000 0000 c020 0001 0001"],
    ["two pointers at each other", "0000 8180 0001 0001 0000 0000 00 0001 0001 c013 0001 0001 c011"],
    ["a reserved label type", "0000 8180 0001 0000 0000 0000 8061 00 0001 0001"],
    ["a record beyond the end", `${COMPRESSED.slice(0, -8)}`],
    ["a count that is not there", COMPRESSED.replace("0001 0002 0000", "0001 0003 0000")],
    ["65,535 answers", COMPRESSED.replace("0001 0002 0000", "0001 ffff 0000")],
  ])("refuses %s", (_, hex) =>
    expect(decodeDns(bytesOf(hex))).toMatchObject({ ok: false, error: { reason: "malformed" } }),
  );

  it("leaves out records of types that nobody asks for", () => {
    const opt = "0000 8180 0001 0001 0000 0000 0161 00 0001 0001 00 0029 1000 0000 0000 0000";
    expect(decodeDns(bytesOf(opt))).toMatchObject({ ok: true, value: { answers: [] } });
  });

  it("never throws and always ends, for any bytes and for any damage to a good message", () => {
    const good = bytesOf(COMPRESSED);
    let read = 0;
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 100 }),
        fc.nat({ max: good.length - 1 }),
        fc.nat({ max: 255 }),
        (bytes, at, value) => {
          decodeDns(bytes);
          if (decodeDns(good.with(at, value)).ok) read += 1;
        },
      ),
      { numRuns: 1_000, seed: 11 },
    );
    expect(read).toBeGreaterThan(100);
  });
});

describe("encodeDns()", () => {
  it("is undone by decodeDns()", () => {
    const label = fc.stringMatching(/^[a-z0-9]{1,20}$/);
    const name = fc.array(label, { minLength: 1, maxLength: 5 }).map((labels) => labels.join("."));
    const v4 = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)).map((parts) => parts.join("."));
    const v6 = fc.array(fc.nat({ max: 65_535 }), { minLength: 8, maxLength: 8 }).map(compressGroups);
    const ttl = fc.nat({ max: 0x7fffffff });
    const record = fc.oneof(
      fc.record({ name, ttl, type: fc.constant("A" as const), data: v4 }),
      fc.record({ name, ttl, type: fc.constant("AAAA" as const), data: v6 }),
      fc.record({
        name,
        ttl,
        type: fc.constantFrom("CNAME" as const, "NS" as const, "MX" as const, "SOA" as const),
        data: name,
      }),
      fc.record({ name, ttl, type: fc.constant("TXT" as const), data: fc.stringMatching(/^[ -~]{0,600}$/) }),
    );
    const message: fc.Arbitrary<DnsMessage> = fc.record({
      id: fc.nat({ max: 65_535 }),
      isResponse: fc.boolean(),
      rcode: fc.nat({ max: 15 }),
      question: fc.record({ name, type: fc.constantFrom(...Object.values(RECORD_TYPES)) }),
      answers: fc.array(record, { maxLength: 5 }),
    });
    let records = 0;
    fc.assert(
      fc.property(message, (one) => {
        records += one.answers.length;
        expect(decodeDns(encodeDns(one))).toEqual({ ok: true, value: one });
      }),
    );
    expect(records).toBeGreaterThan(50);
  });

  test.each([`${"a".repeat(64)}.top`, "a..top", `${"a.".repeat(130)}top`])(
    "throws RangeError on %s",
    (name) => {
      const message = { id: 0, isResponse: false, rcode: 0, question: { name, type: 1 }, answers: [] };
      expect(() => encodeDns(message)).toThrow(RangeError);
    },
  );
});

test.each([
  [[0x2001, 0xdb8, 0, 0, 0, 0, 0, 1], "2001:db8::1"],
  [[0, 0, 0, 0, 0, 0, 0, 0], "::"],
  [[1, 0, 0, 2, 0, 0, 0, 3], "1:0:0:2::3"],
  [[1, 0, 2, 3, 4, 5, 6, 7], "1:0:2:3:4:5:6:7"],
  [[0, 0, 1, 0, 0, 0, 0, 0], "0:0:1::"],
])("compressGroups() writes %j as %s (RFC 5952)", (groups, text) =>
  expect(compressGroups(groups)).toBe(text),
);
