import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import {
  type DnsFacts,
  type Evidence,
  type Facts,
  NO_FACTS,
  type Registration,
} from "../../src/domain/evidence.ts";
import { DAY_SECONDS, HOUR_SECONDS } from "../../src/domain/time.ts";
import { diffFacts } from "../../src/recheck/changes.ts";
import { nextLife } from "../../src/recheck/life.ts";
import { nextCheckAt, PLAN_SECONDS, RETRY_SECONDS_MIN } from "../../src/recheck/schedule.ts";

const NOW = 1_770_800_000;

const registration = (change: Partial<Registration> = {}): Evidence<Registration> => ({
  state: "found",
  source: "rdap:r",
  observedAt: NOW,
  value: {
    registeredAt: NOW - DAY_SECONDS,
    isDayOnly: false,
    changedAt: null,
    expiresAt: null,
    registrar: null,
    registrarIanaId: null,
    abuseContact: null,
    status: [],
    nameservers: [],
    ...change,
  },
});
const dns = (change: Partial<DnsFacts> = {}): Evidence<DnsFacts> => ({
  state: "found",
  source: "dns:d",
  observedAt: NOW,
  value: { a: ["192.0.2.1"], aaaa: [], cname: [], ns: [], mx: [], ...change },
});
const absentDns = (at: number): Evidence<DnsFacts> => ({ state: "absent", source: "dns:d", observedAt: at });
const failedDns: Evidence<DnsFacts> = {
  state: "failed",
  reason: "timeout",
  source: "dns:d",
  observedAt: NOW,
};
const facts = (change: Partial<Facts> = {}): Facts => ({
  ...NO_FACTS,
  registration: registration(),
  dns: dns(),
  ...change,
});

describe("nextLife()", () => {
  test.each([
    ["an address", "unknown", {}, "active"],
    ["an address after death", "dead", {}, "revived"],
    ["an address after a revival", "revived", {}, "revived"],
    [
      "a parking name server in the registration",
      "active",
      { registration: registration({ nameservers: ["ns1.sedoparking.com"] }) },
      "parked",
    ],
    ["a parking name server in DNS", "active", { dns: dns({ ns: ["ns1.bodis.com"] }) }, "parked"],
    ["a parking address", "active", { dns: dns({ a: ["185.53.177.20"] }) }, "parked"],
    [
      "a name that only looks like a parking one",
      "active",
      { dns: dns({ ns: ["notsedoparking.com", "sedoparking.com.evil.top"] }) },
      "active",
    ],
    [
      "client hold",
      "active",
      { registration: registration({ status: ["client hold"] }), dns: absentDns(NOW) },
      "held",
    ],
    [
      "server hold beside an address seen before",
      "active",
      { registration: registration({ status: ["server hold"] }) },
      "held",
    ],
    [
      "redemption period",
      "active",
      { registration: registration({ status: ["redemption period"] }), dns: failedDns },
      "held",
    ],
    [
      "a registrar's holding name server",
      "active",
      { registration: registration({ nameservers: ["failed-whois-verification.namecheap.com"] }) },
      "held",
    ],
    ["NXDOMAIN once", "active", { dns: absentDns(NOW) }, "active"],
    ["NXDOMAIN for less than a day", "active", { dns: absentDns(NOW - DAY_SECONDS + 1) }, "active"],
    ["NXDOMAIN for a day", "active", { dns: absentDns(NOW - DAY_SECONDS) }, "dead"],
    [
      "NXDOMAIN for a day, held",
      "held",
      { registration: registration({ status: ["client hold"] }), dns: absentDns(NOW - DAY_SECONDS) },
      "dead",
    ],
    ["a failure", "parked", { dns: failedDns }, "parked"],
    ["a name without addresses", "active", { dns: dns({ a: [] }) }, "active"],
    [
      "the hold lifted",
      "held",
      {
        registration: {
          ...registration({ status: ["client hold"] }),
          observedAt: NOW - 1,
        } as Evidence<Registration>,
      },
      "active",
    ],
  ] as const)("%s after %s", (_, before, change, after) =>
    expect(nextLife(before, facts(change), NOW)).toBe(after),
  );
});

const input = (change: Partial<Parameters<typeof nextCheckAt>[0]> = {}) => ({
  key: "evil.top",
  firstSeenAt: NOW,
  checks: 1,
  now: NOW + 30,
  facts: facts(),
  band: "suspicious" as const,
  isPopular: false,
  ...change,
});
/** Instants relative to the first sighting. */
const nextIn = (change: Partial<Parameters<typeof nextCheckAt>[0]> = {}) => {
  const at = nextCheckAt(input(change));
  return at === null ? null : at - NOW;
};

describe("nextCheckAt()", () => {
  it("follows the plan to its end, each look a little late, never early", () => {
    const looks: number[] = [];
    for (let now = NOW + 30; looks.length < 20; ) {
      const at = nextCheckAt(input({ now }));
      if (at === null) break;
      looks.push(at - NOW);
      now = at;
    }
    expect(looks.length).toBe(PLAN_SECONDS.length - 1);
    for (const [step, at] of looks.entries()) {
      const [before, planned] = [PLAN_SECONDS[step] as number, PLAN_SECONDS[step + 1] as number];
      expect(at).toBeGreaterThanOrEqual(planned);
      expect(at).toBeLessThanOrEqual(planned + (planned - before) / 10);
    }
  });

  it("spreads keys over the jitter, and gives the same key the same instant", () => {
    const times = Array.from({ length: 200 }, (_, i) => nextIn({ key: `k${i}.top` }));
    expect(new Set(times).size).toBeGreaterThan(100);
    expect(nextIn()).toBe(nextIn());
  });

  test.each([
    [
      "long-standing",
      {
        facts: facts({ registration: registration({ registeredAt: NOW - 900 * DAY_SECONDS }) }),
        band: "unclear",
      },
    ],
    ["popular", { isPopular: true, band: "benign" }],
    ["at the plan's end", { now: NOW + 40 * DAY_SECONDS }],
  ] as const)("leaves the schedule when %s", (_, change) => expect(nextIn(change)).toBeNull());

  it("keeps a long-standing domain that is suspicious all the same", () => {
    expect(
      nextIn({ facts: facts({ registration: registration({ registeredAt: NOW - 900 * DAY_SECONDS }) }) }),
    ).toBeGreaterThan(0);
  });

  it("looks again soon after a failure that may pass, with a doubling back-off, never later than planned", () => {
    const failed = facts({ dns: failedDns });
    expect(nextIn({ facts: failed, now: NOW + 30 })).toBe(30 + RETRY_SECONDS_MIN);
    expect(nextIn({ facts: failed, now: NOW + 1_000 })).toBe(2_000);
    expect(nextIn({ facts: failed, now: NOW + 3_000 })).toBeLessThan(1.1 * HOUR_SECONDS);
    expect(nextIn({ facts: failed, now: NOW + 50 * DAY_SECONDS })).toBeNull();
  });

  it("does not hurry for a failure that lasts, nor for RDAP when WHOIS has answered", () => {
    const lasting = (reason: "no_source" | "ambiguous") =>
      ({ state: "failed", reason, source: "s", observedAt: NOW }) as const;
    expect(
      nextIn({ facts: facts({ registration: lasting("no_source"), whois: lasting("ambiguous") }) }),
    ).toBeGreaterThanOrEqual(HOUR_SECONDS);
    const rdapDown = { state: "failed", reason: "timeout", source: "s", observedAt: NOW } as const;
    expect(
      nextIn({ facts: facts({ registration: rdapDown, whois: registration() }) }),
    ).toBeGreaterThanOrEqual(HOUR_SECONDS);
  });

  it("looks again at the next tick when only the budget was spent", () => {
    expect(
      nextIn({ facts: facts({ dns: { state: "failed", reason: "budget", source: "d", observedAt: NOW } }) }),
    ).toBe(90);
  });

  it("obeys Retry-After, but not beyond the next planned look", () => {
    const limited = (retryAt: number): Facts =>
      facts({ dns: { state: "failed", reason: "rate_limited", source: "d", observedAt: NOW, retryAt } });
    expect(nextIn({ facts: limited(NOW + 1_200) })).toBe(1_200);
    expect(nextIn({ facts: limited(NOW + DAY_SECONDS) })).toBe(nextIn());
  });

  it("confirms a death a day after the first NXDOMAIN, and looks a day after a change", () => {
    const late = NOW + 8 * DAY_SECONDS;
    expect(nextIn({ now: late, facts: facts({ dns: absentDns(late) }) })).toBe(9 * DAY_SECONDS);
    expect(nextIn({ now: late, hasChanged: true })).toBe(9 * DAY_SECONDS);
    expect(nextIn({ now: NOW + 40 * DAY_SECONDS, hasChanged: true })).toBeNull();
    // DNS is down when the second look is due: asked again, not every minute.
    const unseen = facts({ dns: absentDns(late - 2 * DAY_SECONDS) });
    expect(nextIn({ now: late, facts: unseen })).toBe(8 * DAY_SECONDS + 6 * HOUR_SECONDS);
  });

  it("is always after now and within 30 days and the jitter, for any facts", () => {
    const reasons = fc.constantFrom("timeout", "rate_limited", "budget", "no_source", "ambiguous");
    const failure = fc.record(
      {
        state: fc.constant("failed" as const),
        reason: reasons,
        source: fc.constant("s"),
        observedAt: fc.constant(NOW),
        retryAt: fc.integer({ min: 0, max: NOW * 2 }),
      },
      { requiredKeys: ["state", "reason", "source", "observedAt"] },
    );
    const evidence = fc.oneof(
      fc.constant({ state: "pending" as const }),
      failure,
      fc.record({
        state: fc.constant("absent" as const),
        source: fc.constant("s"),
        observedAt: fc.integer({ min: NOW - 1e6, max: NOW }),
      }),
    );
    let scheduled = 0;
    fc.assert(
      fc.property(
        evidence,
        evidence,
        evidence,
        fc.integer({ min: -100, max: 40 * DAY_SECONDS }),
        fc.nat({ max: 20 }),
        fc.boolean(),
        (r, w, d, age, checks, hasChanged) => {
          const now = NOW + age;
          const at = nextCheckAt(
            input({
              now,
              checks,
              hasChanged,
              facts: { ...NO_FACTS, registration: r, whois: w, dns: d } as Facts,
            }),
          );
          if (at === null) return;
          scheduled += 1;
          expect(at).toBeGreaterThan(now);
          expect(at - now).toBeLessThanOrEqual(18 * DAY_SECONDS);
          expect(Number.isInteger(at)).toBe(true);
        },
      ),
    );
    expect(scheduled).toBeGreaterThan(30);
  });
});

describe("diffFacts()", () => {
  const fieldsOf = (before: Facts, after: Facts) =>
    diffFacts("evil.top", before, after, NOW).map(
      ({ field, before, after }) => `${field}: ${before} -> ${after}`,
    );

  it("tells both values of what changed", () => {
    const before = facts({ life: "active" });
    const after = facts({
      life: "held",
      registration: registration({ status: ["client hold"] }),
      dns: dns({ a: ["192.0.2.2"] }),
    });
    expect(fieldsOf(before, after)).toEqual([
      "life: active -> held",
      "registry_status: none -> client hold",
      "addresses: 192.0.2.1 -> 192.0.2.2",
    ]);
  });

  it.each([
    ["facts known for the first time", NO_FACTS, facts({ life: "active" })],
    ["a failure", facts(), facts({ dns: failedDns })],
    [
      "another order",
      facts({ dns: dns({ a: ["192.0.2.1", "192.0.2.2"] }) }),
      facts({ dns: dns({ a: ["192.0.2.2", "192.0.2.1"] }) }),
    ],
  ])("is silent about %s", (_, before, after) => expect(fieldsOf(before, after)).toEqual([]));

  it("tells a name that has gone and one that came back", () => {
    expect(fieldsOf(facts(), facts({ dns: absentDns(NOW) }))).toEqual(["dns: exists -> no such name"]);
    expect(fieldsOf(facts({ dns: absentDns(NOW) }), facts())).toEqual(["dns: no such name -> exists"]);
  });
});
