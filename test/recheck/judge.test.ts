// Goal: what judge() makes of a change in the world.
import { describe, expect, it } from "vitest";
import type { Evidence, Facts, Registration } from "../../src/domain/evidence.ts";
import { NO_FACTS } from "../../src/domain/evidence.ts";
import { DAY_SECONDS } from "../../src/domain/time.ts";
import { makeNeverList } from "../../src/publish/never-list.ts";
import { judge } from "../../src/recheck/judge.ts";
import { anIndicator, MODEL_RECEIVED_AT as T } from "../support/records.ts";

const never = makeNeverList({ popular: new Set(), isCdnAddress: () => false });
const WORLD = { never, popularityRank: null, relayCountry: null, kitHosts: 0, trustedReporters: 0 };
const registration = (status: string): Evidence<Registration> => ({
  state: "found",
  source: "rdap:r",
  observedAt: T,
  value: {
    registeredAt: T - 2 * DAY_SECONDS,
    isDayOnly: false,
    changedAt: null,
    expiresAt: null,
    registrar: "R",
    registrarIanaId: null,
    abuseContact: null,
    status: [status],
    nameservers: [],
  },
});
const facts = (status: string, life: Facts["life"]): Facts => ({
  ...NO_FACTS,
  registration: registration(status),
  life,
});

describe("judge()", () => {
  const key = "fresh-login.top";
  const before = anIndicator({ key, host: key, domain: key, checks: 6, facts: facts("active", "active") });
  const now = T + 8 * DAY_SECONDS;

  it("looks again a day after the life or the registration changed, else when the plan says", () => {
    const held = judge(before, facts("client hold", "held"), WORLD, now);
    expect(held.history.map(({ field }) => field)).toEqual(expect.arrayContaining(["life", "status"]));
    expect(held.indicator.nextCheckAt).toBe(now + DAY_SECONDS);
    const same = judge(before, facts("active", "active"), WORLD, now);
    expect(same.indicator.nextCheckAt).toBeGreaterThan(now + 5 * DAY_SECONDS);
  });
});
