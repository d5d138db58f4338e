// Goal: the feed as a whole passes the gate: it never gets empty or halves within a day by time, and a correction is
// never held back. Method: runs of expiries against the figures that the store would give.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GATE_HOLD_SECONDS } from "../../src/limits.ts";
import type { IndicatorChange } from "../../src/ports.ts";
import { holdBack } from "../../src/publish/hold-back.ts";
import { makeNeverList } from "../../src/publish/never-list.ts";
import { anIndicator, MODEL_RECEIVED_AT as T } from "../support/records.ts";

const never = makeNeverList({ popular: new Set(), isCdnAddress: () => false, isSimulated: true });

const off = (key: string, why: string): IndicatorChange => ({
  indicator: anIndicator({ key, status: "cleared", nextCheckAt: null }),
  history: [
    { key, at: T, field: "status", before: "listed", after: "cleared", who: "machine", why },
    { key, at: T, field: "life", before: "active", after: "dead", who: "machine", why: null },
  ],
  listing: { action: "delist", why },
});

describe("holdBack()", () => {
  it("holds the expiries of a run that would empty the feed: listed as before, asked again, no tombstone", () => {
    const { changes, answer } = holdBack([off("a.example", "expired")], { peak: 1, entries: 1 }, never, T);
    expect(answer).toMatchObject({ ok: false, why: "empty" });
    expect(changes[0]).toMatchObject({
      indicator: { status: "listed", nextCheckAt: T + GATE_HOLD_SECONDS },
      listing: null,
      history: [{ field: "life" }],
    });
  });

  it("never holds a correction back, even the last entry's", () => {
    for (const why of ["benign", "cleared_by_person"]) {
      const change = off("a.example", why);
      expect(holdBack([change], { peak: 1, entries: 1 }, never, T)).toEqual({
        changes: [change],
        answer: { ok: true },
      });
      const mixed = holdBack([change, off("b.example", "expired")], { peak: 2, entries: 2 }, never, T);
      expect(mixed.changes.map((c) => c.listing?.why ?? null)).toEqual([why, null]);
    }
  });

  it("a new entry that may never be listed waits, whoever let it through", () => {
    const change = { ...off("amazon.co.jp", "listed"), listing: { action: "list", why: "listed" } } as const;
    const { changes, answer } = holdBack(
      [change, off("a.example", "benign")],
      { peak: 9, entries: 9 },
      never,
      T,
    );
    expect(answer).toMatchObject({ ok: false, why: "never_listed", detail: "amazon.co.jp: official_brand" });
    expect(changes.map((c) => [c.indicator.status, c.listing?.why ?? null])).toEqual([
      ["watched", null],
      ["cleared", "benign"],
    ]);
  });

  it("lets expiries pass while half of the day's most stays, however they are cut into runs", () => {
    let heldRuns = 0;
    fc.assert(
      fc.property(
        fc.integer({ min: 50, max: 200 }),
        fc.array(fc.integer({ min: 1, max: 25 }), { maxLength: 20 }),
        (peak, runs) => {
          let entries = peak;
          for (const [n, size] of runs.entries()) {
            const batch = Array.from({ length: Math.min(size, entries) }, (_, k) =>
              off(`${n}-${k}.example`, "expired"),
            );
            const { changes, answer } = holdBack(batch, { peak, entries }, never, T);
            if (!answer.ok) heldRuns++;
            entries -= changes.filter((c) => c.listing !== null).length;
          }
          expect(entries).toBeGreaterThanOrEqual(peak / 2);
        },
      ),
      { numRuns: 100, seed: 9 },
    );
    expect(heldRuns).toBeGreaterThan(50);
  });
});
