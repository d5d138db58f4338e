import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { toRfc3339 } from "../../src/domain/time.ts";
import { type DateOrder, orderShownIn, readDate, UTC, type Zone } from "../../src/recheck/whois-dates.ts";

const JST: Zone = { minutes: 540, summer: null };
const CET: Zone = { minutes: 60, summer: "eu" };

const read = (text: string, zone = UTC, order: DateOrder | null = null) => {
  const reading = readDate(text, zone, order);
  return reading.state === "read"
    ? `${toRfc3339(reading.at)}${reading.isDayOnly ? " day" : ""}`
    : reading.state;
};

describe("readDate() reads every registry's form", () => {
  test.each([
    ["2026-02-10T01:05:08Z", "2026-02-10T01:05:08Z"],
    ["2026-02-10T01:05:08.123456Z", "2026-02-10T01:05:08Z"],
    ["2026-02-10T01:05:08.0Z", "2026-02-10T01:05:08Z"],
    ["2026-02-10T01:05:08+0900", "2026-02-09T16:05:08Z"],
    ["2026-02-10T01:05:08+09:00", "2026-02-09T16:05:08Z"],
    ["2026-02-10-T01:05:08Z", "2026-02-10T01:05:08Z"],
    ["2026-02-10 01:05:08-07", "2026-02-10T08:05:08Z"],
    ["2026-02-10 01:05:08 UTC", "2026-02-10T01:05:08Z"],
    ["2026-02-10 01:05:08 (UTC+8)", "2026-02-09T17:05:08Z"],
    ["2026-02-10 01:05:08 (GMT+0:00)", "2026-02-10T01:05:08Z"],
    ["2026-02-10 01:05:08 CLST", "2026-02-10T04:05:08Z"],
    ["2026/02/10 01:05:08 (JST)", "2026-02-09T16:05:08Z"],
    ["2026/02/10", "2026-02-10T00:00:00Z day"],
    ["2026. 02. 10.", "2026-02-10T00:00:00Z day"],
    ["2026.02.10 13:00:00", "2026-02-10T13:00:00Z"],
    ["2026年2月10日", "2026-02-10T00:00:00Z day"],
    ["20260210", "2026-02-10T00:00:00Z day"],
    ["20260210 #162310", "2026-02-10T00:00:00Z day"],
    ["20260210010508", "2026-02-10T01:05:08Z"],
    ["20260210 01:05:08", "2026-02-10T01:05:08Z"],
    ["10-Feb-2026", "2026-02-10T00:00:00Z day"],
    ["10-Feb-2026 01:05:08", "2026-02-10T01:05:08Z"],
    ["10 Feb 2026 01:05 UTC", "2026-02-10T01:05:00Z"],
    ["10-February-2026", "2026-02-10T00:00:00Z day"],
    ["10th February 2026 at 00:00:00.000", "2026-02-10T00:00:00Z"],
    ["Tuesday 10th February 2026", "2026-02-10T00:00:00Z day"],
    ["10 de febrero de 2026", "2026-02-10T00:00:00Z day"],
    ["10 février 2026", "2026-02-10T00:00:00Z day"],
    ["10. Februar 2026", "2026-02-10T00:00:00Z day"],
    ["2026-Feb-10.", "2026-02-10T00:00:00Z day"],
    ["Feb 10 2026", "2026-02-10T00:00:00Z day"],
    ["February 10, 2026", "2026-02-10T00:00:00Z day"],
    ["Tue Feb 10 2026", "2026-02-10T00:00:00Z day"],
    ["Tue Feb 10 01:05:08 2026", "2026-02-10T01:05:08Z"],
    ["Tue Feb 10 01:05:08 GMT 2026", "2026-02-10T01:05:08Z"],
    ["Tue, 10 Feb 2026 01:05:08 GMT", "2026-02-10T01:05:08Z"],
    ["10.02.2026", "2026-02-10T00:00:00Z day"],
    ["9.2.2026 01:05:08", "2026-02-09T01:05:08Z"],
    ["30/01/2026", "2026-01-30T00:00:00Z day"],
    ["01/30/2026", "2026-01-30T00:00:00Z day"],
    ["05/05/2026", "2026-05-05T00:00:00Z day"],
    ["08-MAR-99", "1999-03-08T00:00:00Z day"],
    ["29-APR-05", "2005-04-29T00:00:00Z day"],
    ["before Aug-1996", "1996-08-01T00:00:00Z day"],
    ["Before 2001", "2001-01-01T00:00:00Z day"],
    ["before 1 January 1996", "1996-01-01T00:00:00Z day"],
    ["10/02/2026 11:05:08 PM", "ambiguous"],
    ["30/01/2026 11:05:08 PM", "2026-01-30T23:05:08Z"],
    ["30/01/2026 12:05:08 AM", "2026-01-30T00:05:08Z"],
  ])("%s is %s", (text, expected) => expect(read(text)).toBe(expected));

  test.each([
    ["2026/02/10", JST, "2026-02-09T15:00:00Z day"],
    ["2026-02-10 01:05:08", JST, "2026-02-09T16:05:08Z"],
    ["2026-02-10 01:05:08", CET, "2026-02-10T00:05:08Z"],
    ["2026-07-10 01:05:08", CET, "2026-07-09T23:05:08Z"],
    ["2026-03-29 00:30:00", CET, "2026-03-28T23:30:00Z"],
    ["2026-07-10 01:05:08Z", CET, "2026-07-10T01:05:08Z"],
  ])("%s takes the registry's zone where it writes none", (text, zone, expected) =>
    expect(read(text, zone)).toBe(expected),
  );

  test.each([
    ["05/11/2026", "day-first", "2026-11-05T00:00:00Z day"],
    ["05/11/2026", "month-first", "2026-05-11T00:00:00Z day"],
    ["30/01/2026", "month-first", "2026-01-30T00:00:00Z day"],
    ["05.11.2026", "month-first", "2026-11-05T00:00:00Z day"],
  ] as const)("%s is read %s as %s", (text, order, expected) =>
    expect(read(text, UTC, order)).toBe(expected),
  );

  test.each(["05/11/2026", "5-11-2026", "05/11/06", "01-02-03"])("%s is ambiguous, never guessed", (text) =>
    expect(read(text)).toBe("ambiguous"),
  );

  test.each([
    "",
    "1 year",
    "2001",
    "Aug 1996",
    "2026-02-30",
    "31.02.2026",
    "2001:620:0:ff::2f",
    "+1.6502530000",
    "1600 Amphitheatre Parkway",
    "YYYY-MM-DD",
    "n/a",
    "not set",
    "0000-00-00",
    "1900-01-01",
    "13/13/2026",
    "Foo 10 2026",
    "192.0.2.1",
  ])("%s is no date", (text) => expect(read(text)).toBe("none"));
});

describe("orderShownIn()", () => {
  test.each([
    ["created: 05/11/2026\nexpires: 30/11/2027", "day-first"],
    ["created: 05/11/2026\nexpires: 11/30/2027", "month-first"],
    ["complete date format : DD/MM/YYYY", "day-first"],
    ["Created (JJ/MM/AAAA) : 05/11/2026", "day-first"],
    ["dates are mm/dd/yyyy", "month-first"],
    ["created: 05/11/2026", null],
    ["30/11/2026 and 11/30/2026", null],
  ])("%s shows %s", (text, order) => expect(orderShownIn(text)).toBe(order));
});

describe("readDate() properties", () => {
  it("gives back every day it is written in an unambiguous form", () => {
    const forms = [
      (y: number, m: number, d: number) => `${y}-${pad(m)}-${pad(d)}`,
      (y: number, m: number, d: number) => `${y}${pad(m)}${pad(d)}`,
      (y: number, m: number, d: number) => `${d}.${m}.${y}`,
      (y: number, m: number, d: number) => `${pad(d)}-${MONTHS[m - 1]}-${y}`,
      (y: number, m: number, d: number) => `${MONTHS[m - 1]} ${d}, ${y}`,
    ];
    let days = 0;
    fc.assert(
      fc.property(fc.integer({ min: 5_200, max: 30_000 }), fc.constantFrom(...forms), (day, form) => {
        const date = new Date(day * 86_400_000);
        const text = form(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
        days += 1;
        expect(readDate(text, UTC, null)).toEqual({ state: "read", at: day * 86_400, isDayOnly: true });
      }),
    );
    expect(days).toBeGreaterThan(50);
  });

  it("never throws and reads no date outside 1984 to 2199", () => {
    let read = 0;
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.stringMatching(/^(?:19|20)\d\d[-/.]?[01]\d[-/.]?[0-3]\d[\d:/. TZ+-]{0,12}$/),
        ),
        (text) => {
          const reading = readDate(text, CET, "day-first");
          if (reading.state !== "read") return;
          read += 1;
          expect(new Date(reading.at * 1000).getUTCFullYear()).toBeGreaterThanOrEqual(1983);
          expect(new Date(reading.at * 1000).getUTCFullYear()).toBeLessThanOrEqual(2200);
        },
      ),
      { numRuns: 2_000, seed: 7 },
    );
    expect(read).toBeGreaterThan(0);
  });
});

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const pad = (n: number) => String(n).padStart(2, "0");
