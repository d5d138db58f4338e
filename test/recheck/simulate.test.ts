// Goal: the budget of rechecks, held by a small run of the simulation on the real store's SQL.
import { describe, expect, it } from "vitest";
import { simulate } from "../../scripts/simulate/run.ts";
import { makeSqliteD1 } from "../../scripts/simulate/sqlite-d1.ts";

describe("simulate()", () => {
  it("costs at most 24 rows a mail, 4 requests a first look and 2 a later one", async () => {
    const { db, written } = makeSqliteD1();
    let before = 0;
    const rows = () => (written.mails ?? 0) + (written.indicators ?? 0);
    const onReady = () => {
      before = rows();
    };
    const result = await simulate(db, { domains: 240, days: 1, isCalm: true, onReady });
    expect((rows() - before) / result.mails).toBeCloseTo(22.4, 5);
    expect(result.requestsFirst).toBeLessThanOrEqual(4);
    expect(result.requestsLater).toBeLessThanOrEqual(2);
    expect([result.firstLooks, result.laterLooks]).toEqual([240, 48 * 7]);
  });

  it("loses no name and delays none when services fail", async () => {
    const result = await simulate(makeSqliteD1().db, { domains: 90, days: 12, isCalm: false });
    expect(result).toMatchObject({ firstLooks: 90, unseen: 0, waiting: 0, left: 0 });
    expect(result.lateness(0.99)).toBeLessThan(300);
    expect(result.requestsMax).toBeLessThanOrEqual(48);
  });
});
