// Goal: one service's trouble stays its own, and is remembered as long as it must be.
import { describe, expect, it } from "vitest";
import {
  loadPauses,
  makeServiceGuard,
  type ServiceFailure,
  type ServiceGuard,
  savePauses,
} from "../../src/recheck/sources/service-guard.ts";
import { makeMemoryStore } from "../support/memory-store.ts";

const NOW = 1_770_800_000;

function asking(guard: ServiceGuard, answers: (ServiceFailure | null)[] = []) {
  const asked: string[] = [];
  const ask = (service: string, now = NOW, inFlightMax = 2) =>
    guard.run(
      { service, now, inFlightMax },
      () => {
        asked.push(service);
        return Promise.resolve(answers.shift() ?? null);
      },
      (result) => result,
    );
  return { ask, asked };
}

describe("makeServiceGuard()", () => {
  it("shuts a service after three failures in a row, and no other one", async () => {
    const { ask, asked } = asking(
      makeServiceGuard(),
      Array.from({ length: 3 }, () => ({ reason: "timeout" as const })),
    );
    for (let n = 0; n < 3; n += 1) expect(await ask("rdap:slow")).toHaveProperty("result");
    expect(await ask("rdap:slow")).toEqual({ pause: { until: NOW + 300, reason: "timeout" } });
    expect(await ask("rdap:good")).toHaveProperty("result");
    expect(asked).toEqual(["rdap:slow", "rdap:slow", "rdap:slow", "rdap:good"]);
  });

  it("forgets failures when an answer comes between, and those that speak of a name", async () => {
    const failure = { reason: "timeout" as const };
    const wrong = { reason: "bad_answer" as const };
    const { ask, asked } = asking(makeServiceGuard(), [
      failure,
      failure,
      null,
      failure,
      wrong,
      failure,
      failure,
    ]);
    for (let n = 0; n < 8; n += 1) expect(await ask("rdap:a")).toHaveProperty("result");
    expect(asked).toHaveLength(8);
  });

  it("shuts at the first 429, until Retry-After, and keeps that for later runs", async () => {
    const store = makeMemoryStore({ now: () => NOW });
    const guard = makeServiceGuard();
    const first = asking(guard, [{ reason: "rate_limited", retryAt: NOW + 1_800 }]);
    await first.ask("whois:a");
    await savePauses(store, guard, NOW);
    const later = asking(makeServiceGuard(await loadPauses(store)));
    const pause = { until: NOW + 1_800, reason: "rate_limited" };
    expect(await later.ask("whois:a", NOW + 1_799)).toEqual({ pause });
    expect(await later.ask("whois:a", NOW + 1_800)).toHaveProperty("result");
  });

  it("writes nothing when no service was shut", async () => {
    const store = makeMemoryStore({ now: () => NOW });
    const guard = makeServiceGuard({ old: { until: NOW - 1, reason: "timeout" } });
    await asking(guard).ask("old");
    await savePauses(store, guard, NOW);
    expect(store.calls.saveTable).toBeUndefined();
  });

  it("asks a service no more than so many questions at once, in turn", async () => {
    const guard = makeServiceGuard();
    const started: number[] = [];
    const finish: (() => void)[] = [];
    const all = [0, 1, 2, 3].map((n) =>
      guard.run(
        { service: "rdap:a", now: NOW, inFlightMax: 2 },
        () => {
          started.push(n);
          return new Promise<null>((resolve) => finish.push(() => resolve(null)));
        },
        () => null,
      ),
    );
    expect(started).toEqual([0, 1]);
    finish[0]?.();
    await all[0];
    await Promise.resolve();
    expect(started).toEqual([0, 1, 2]);
    finish[1]?.();
    await all[1];
    finish[2]?.();
    await all[2];
    finish[3]?.();
    await Promise.all(all);
    expect(started).toEqual([0, 1, 2, 3]);
  });
});
