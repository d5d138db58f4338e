import { describe, expect, test } from "vitest";
import { overlaps } from "../../scripts/rule-overlap.ts";
import type { Reason, Verdict } from "../../src/domain/verdict.ts";

function verdictOf(...ids: readonly string[]): Verdict {
  const reasons = ids.map(
    (id): Reason => ({
      id,
      group: "name",
      db: 5,
      values: {},
      source: "x",
      observedAt: null,
      isWritersText: false,
    }),
  );
  return { band: "unclear", probability: 0.5, evidenceDb: 0, reasons, rulesVersion: "2026.11.1" };
}

describe("overlaps", () => {
  test("two rules that always go together have the lift of their rarity", () => {
    const cases = Array.from({ length: 100 }, (_, i) => (i < 25 ? verdictOf("B", "A") : verdictOf()));
    expect(overlaps(cases)).toEqual([{ pair: ["A", "B"], both: 25, lift: 4 }]);
  });

  test("independent rules and pairs seen seldom are left out", () => {
    const cases = Array.from({ length: 400 }, (_, i) =>
      verdictOf(...(i % 2 === 0 ? ["A"] : []), ...(i % 4 < 2 ? ["B"] : []), ...(i < 3 ? ["C", "D"] : [])),
    );
    expect(overlaps(cases)).toEqual([]);
  });
});
