// Goal: every source under every fault, over real sockets: the right state and reason, nothing lost, the work
// resumed when the fault ends, nobody else delayed, no stranger visited. Method: the real runDue() with the real
// sources against the simulated internet, two ticks a case: one under the fault, one after it. The clock is
// injected; a limit for every request makes silence short.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { makeNodeSources } from "../../src/cli/node-sources.ts";
import { exchangeOverNodeSocket } from "../../src/cli/whois-socket-node.ts";
import { type Evidence, type Facts, NO_FACTS } from "../../src/domain/evidence.ts";
import type { EpochSeconds } from "../../src/domain/time.ts";
import { DAY_SECONDS, HOUR_SECONDS } from "../../src/domain/time.ts";
import { REQUESTS_IN_FLIGHT_MAX } from "../../src/limits.ts";
import { makeCdnTables } from "../../src/recheck/cdn.ts";
import type { Bootstrap } from "../../src/recheck/rdap-bootstrap.ts";
import { loadBootstrap, loadRanges, refreshTables } from "../../src/recheck/refresh-tables.ts";
import { type RunDeps, runDue, runFirstLook } from "../../src/recheck/run.ts";
import { makeRequestBudget, makeRequestGate } from "../../src/recheck/sources/request-gate.ts";
import { loadPauses, makeServiceGuard, savePauses } from "../../src/recheck/sources/service-guard.ts";
import { FAULT_KINDS, type FaultKind } from "../internet/faults.ts";
import { type Internet, startInternet } from "../internet/start.ts";
import { type MemoryStore, makeMemoryStore } from "../support/memory-store.ts";
import { aMail, anIndicator, aSighting } from "../support/records.ts";

const T = 1_770_813_300;
/** Silence is awaited for so long; where nobody is silent, a busy machine is given its time. */
const SILENCE_MS = 500;
const BUSY_MS = 10_000;
const SIMULATED = { isSimulated: true, isCdnAddress: () => false };

let internet: Internet;
let store: MemoryStore;
let now: EpochSeconds = T;
let inFlight = 0;
let inFlightMax = 0;
let timeoutMs = BUSY_MS;
const errors: string[] = [];
const isSilent = (kind: FaultKind): boolean => kind === "slow" || kind === "drip";

beforeAll(async () => {
  internet = await startInternet();
});
afterAll(() => internet.close());
beforeEach(() => {
  internet.clearFaults();
  store = makeMemoryStore({ now: () => now });
  now = T;
  timeoutMs = BUSY_MS;
  errors.length = 0;
});

/** Node's fetch, counting. */
const countingFetch: typeof fetch = async (...args) => {
  inFlight += 1;
  inFlightMax = Math.max(inFlightMax, inFlight);
  try {
    return await fetch(...args);
  } finally {
    inFlight -= 1;
  }
};

async function prepare(
  requestsMax = 48,
): Promise<RunDeps & { refresh: Parameters<typeof refreshTables>[0] }> {
  const at = now;
  const gate = makeRequestGate(makeRequestBudget(requestsMax));
  const guard = makeServiceGuard(await loadPauses(store));
  const [host = "", port] = internet.whois.split(":");
  const { fetch, ...sources } = makeNodeSources({
    dohUrls: (internet.vars.DOH_URLS ?? "").split(","),
    loadBootstrap: async () => (await loadBootstrap(store)) ?? seed(),
    whoisOverride: { host, port: Number(port) },
    cdns: makeCdnTables(await loadRanges(store)),
    cache: {
      get: async (network) => (await store.findNetworkOwner(network, at)) ?? undefined,
      set: (network, owner) => store.saveNetworkOwner(network, owner, at),
    },
    gate,
    guard,
    fetch: countingFetch,
    exchange: exchangeOverNodeSocket,
    timeoutMsMax: timeoutMs,
  });
  const log = { info: () => undefined, error: (event: string) => void errors.push(event) };
  return {
    store,
    sources,
    never: SIMULATED,
    log,
    domainsMax: 10,
    endRun: () => savePauses(store, guard, at),
    refresh: {
      store,
      fetch,
      log,
      isSimulated: true,
      urls: {
        bootstrap: internet.vars.RDAP_BOOTSTRAP_URL ?? "",
        cdnRanges: JSON.parse(internet.vars.CDN_RANGE_URLS ?? "{}"),
        popularity: internet.vars.POPULARITY_URL ?? "",
      },
    },
  };
}

const seed = (): Bootstrap => new Map([["test", `${internet.origin}/rdap/test/`]]);

function put(domain: string, facts: Facts = NO_FACTS): void {
  store.putIndicator(
    anIndicator({ key: domain, host: domain, domain, facts, firstSeenAt: T, lastSeenAt: T, nextCheckAt: T }),
  );
}

const tick = async (): Promise<number> => runDue(await prepare(), now, `tick ${now}`);
const factsOf = async (domain: string): Promise<Facts> => {
  const facts = (await store.findIndicators([domain])).get(domain)?.facts;
  if (!facts) throw new Error(`"${domain}" was lost`);
  return facts;
};
const nextOf = async (domain: string) =>
  (await store.findIndicators([domain])).get(domain)?.nextCheckAt ?? null;
const trapped = () => internet.requests.filter(({ service }) => service === "trap");

type Said = "found" | "absent" | Extract<Evidence<unknown>, { state: "failed" }>["reason"];
const said = (evidence: Evidence<unknown>): string =>
  evidence.state === "failed" ? evidence.reason : evidence.state;

/** What an HTTP client must make of each fault of the way or of the answer. */
const HTTP: Readonly<Record<FaultKind, Said>> = {
  absent: "absent",
  slow: "timeout",
  drip: "timeout",
  refused: "reset",
  reset: "reset",
  "rate-limited": "rate_limited",
  "server-error": "server_error",
  truncated: "bad_answer",
  oversize: "too_large",
  "wrong-type": "bad_answer",
  garbage: "bad_answer",
  "html-page": "bad_answer",
  "redirect-loop": "redirected",
  "redirect-elsewhere": "redirected",
  "wrong-domain": "wrong_answer",
  "poisoned-referral": "found",
  reserved: "absent",
};

/** WHOIS has no media types, no status codes and no redirects: a referral is read as text and not followed. */
const WHOIS: Readonly<Record<FaultKind, Said>> = {
  ...HTTP,
  truncated: "reset",
  "wrong-type": "found",
  "redirect-loop": "bad_answer",
  "redirect-elsewhere": "bad_answer",
  reserved: "found",
};

interface Row {
  readonly source: string;
  readonly target: string;
  readonly sick: string;
  readonly pick: (facts: Facts) => Evidence<unknown>;
  readonly expected: Readonly<Record<FaultKind, Said>>;
}

const HEALTHY = "any-healthy.test";
/** When the first provider fails, the second answers; its NXDOMAIN is an answer. */
const SECOND_ANSWERS = Object.fromEntries(
  FAULT_KINDS.map((kind) => [kind, HTTP[kind] === "absent" ? "absent" : "found"]),
) as Record<FaultKind, Said>;

const ALWAYS_FOUND = Object.fromEntries(FAULT_KINDS.map((kind) => [kind, "found"])) as Record<
  FaultKind,
  Said
>;

const ROWS: readonly Row[] = [
  {
    source: "RDAP",
    target: "rdap:any-sick.test",
    sick: "any-sick.test",
    pick: (facts) => facts.registration,
    expected: HTTP,
  },
  {
    source: "WHOIS",
    target: "whois:bmcw.cn",
    sick: "bmcw.cn",
    pick: (facts) => facts.whois,
    expected: WHOIS,
  },
  {
    source: "DoH, both providers",
    target: "dns:any-sick.test",
    sick: "any-sick.test",
    pick: (facts) => facts.dns,
    expected: HTTP,
  },
  {
    source: "DoH, the first provider",
    target: "dns-1:any-sick.test",
    sick: "any-sick.test",
    pick: (facts) => facts.dns,
    expected: SECOND_ANSWERS,
  },
  {
    source: "DoH, the second provider",
    target: "dns-2:any-sick.test",
    sick: "any-sick.test",
    pick: (facts) => facts.dns,
    expected: ALWAYS_FOUND,
  },
  {
    source: "Cymru TXT",
    target: "asn:135.230.223.154.origin.asn.cymru.com",
    sick: "bmcw.cn",
    pick: (facts) => facts.network,
    expected: HTTP,
  },
  {
    source: "Cymru TXT, the name of the AS",
    target: "asn:as64500.asn.cymru.com",
    sick: "bmcw.cn",
    pick: (facts) => facts.network,
    // The network is known without the name of its owner, which stays open.
    expected: ALWAYS_FOUND,
  },
];

describe.each(ROWS)("$source", ({ target, sick, pick, expected }) => {
  it.each(FAULT_KINDS)(
    "%s: right state, nobody else delayed, work resumed, no stranger visited",
    async (kind) => {
      put(sick);
      put(HEALTHY);
      internet.setFault(target, { kind });
      if (isSilent(kind)) timeoutMs = SILENCE_MS;
      expect(await tick()).toBe(2);
      expect(said(pick(await factsOf(sick)))).toBe(expected[kind]);
      const healthy = await factsOf(HEALTHY);
      expect([healthy.registration, healthy.dns].map(said)).toEqual(["found", "found"]);
      const next = await nextOf(sick);
      // An answer stands until the plan's next look; what failed is asked again within the hour.
      expect(next).toBeGreaterThan(T);
      expect(next).toBeLessThanOrEqual(T + 1.1 * HOUR_SECONDS);
      internet.clearFaults();
      timeoutMs = BUSY_MS;
      now = next as EpochSeconds;
      await tick();
      expect(pick(await factsOf(sick)).state).toBe("found");
      expect(trapped()).toEqual([]);
    },
  );
});

/** What keeps the old copy, and what is as good as the whole list. */
const TABLES: readonly { table: string; service: string; stillGood: readonly FaultKind[] }[] = [
  { table: "rdap_bootstrap", service: "rdap-bootstrap", stillGood: ["wrong-type", "wrong-domain"] },
  { table: "cdn_ranges", service: "cdn", stillGood: ["wrong-type"] },
  {
    table: "popularity",
    service: "popularity",
    // Only the beginning is wanted; a rank of a suffix or of another name shields nobody.
    stillGood: ["wrong-type", "truncated", "oversize", "reset", "wrong-domain", "poisoned-referral"],
  },
];

describe.each(TABLES)("the table $table", ({ table, service, stillGood }) => {
  const refreshAll = async (): Promise<void> => {
    const run = await prepare(200);
    for (let n = 0; n < 3; n += 1) await refreshTables(run.refresh, now);
  };

  it.each(FAULT_KINDS)(
    "%s: a good copy stays or is renewed, checks go on, the next try mends it",
    async (kind) => {
      await refreshAll();
      const good = (await store.loadTable(table))?.value;
      expect(good).toBeTruthy();
      now += 8 * DAY_SECONDS;
      internet.setFault(service, { kind });
      if (isSilent(kind)) timeoutMs = SILENCE_MS;
      await refreshAll();
      const kept = await store.loadTable(table);
      if (!stillGood.includes(kind)) {
        expect(kept?.value).toBe(good);
        expect(errors.length).toBeGreaterThan(0);
      }
      put(HEALTHY);
      await tick();
      expect(said((await factsOf(HEALTHY)).registration)).toBe("found");
      internet.clearFaults();
      timeoutMs = BUSY_MS;
      now += HOUR_SECONDS;
      await refreshAll();
      now += 8 * DAY_SECONDS;
      await refreshAll();
      expect((await store.loadTable(table))?.updatedAt).toBe(now);
      expect((await store.loadTable(table))?.value).toBe(good);
      expect(trapped()).toEqual([]);
    },
  );
});

describe("a whole service down", () => {
  const many = Array.from({ length: 9 }, (_, n) => `any-${n}.test`);
  const askedOf = (service: string) =>
    internet.requests.filter((request) => request.service === service).length;

  it("a silent registry is asked a few times, the rest is left for later, others are not starved", async () => {
    for (const domain of many) put(domain);
    put("bmcw.cn");
    internet.setFault("rdap", { kind: "slow" });
    timeoutMs = SILENCE_MS;
    const before = askedOf("rdap");
    await tick();
    const asked = askedOf("rdap") - before;
    expect(asked).toBeLessThanOrEqual(4);
    expect(said((await factsOf("bmcw.cn")).whois)).toBe("found");
    for (const domain of many) {
      const facts = await factsOf(domain);
      expect([facts.registration, facts.dns].map(said)).toEqual(["timeout", "found"]);
      expect(await nextOf(domain)).toBeLessThanOrEqual(T + 10 * 60);
    }
    internet.clearFaults();
    timeoutMs = BUSY_MS;
    now = T + 10 * 60;
    await tick();
    expect(await Promise.all(many.map(async (d) => said((await factsOf(d)).registration)))).toEqual(
      many.map(() => "found"),
    );
  });

  it("Retry-After holds for every domain of the registry, in later runs too", async () => {
    put("any-first.test");
    internet.setFault("rdap", { kind: "rate-limited", retryAfter: "1800" });
    await tick();
    expect(await factsOf("any-first.test")).toMatchObject({
      registration: { reason: "rate_limited", retryAt: T + 1_800 },
    });
    internet.clearFaults();
    timeoutMs = BUSY_MS;
    const before = askedOf("rdap");
    now = T + 600;
    put("any-second.test");
    await tick();
    expect(askedOf("rdap")).toBe(before);
    expect(await factsOf("any-second.test")).toMatchObject({
      registration: { reason: "rate_limited", retryAt: T + 1_800 },
      dns: { state: "found" },
    });
    now = T + 1_801;
    await tick();
    expect(said((await factsOf("any-first.test")).registration)).toBe("found");
    expect(said((await factsOf("any-second.test")).registration)).toBe("found");
  });

  it("a refused connection is told as such", async () => {
    put("any-refused.test");
    const run = await prepare();
    await store.saveTable("rdap_bootstrap", JSON.stringify([["test", `${internet.closedOrigin}/`]]), now);
    await runDue(run, now, "one");
    expect(said((await factsOf("any-refused.test")).registration)).toBe("refused");
  });

  it("a run without requests left says so and comes again with the next minute", async () => {
    for (const domain of many) put(domain);
    await runDue(await prepare(7), now, "one");
    const facts = await Promise.all(many.map(factsOf));
    const open = facts.filter((f) => [f.registration, f.dns, f.network].some((e) => said(e) === "budget"));
    expect(open.length).toBeGreaterThan(0);
    now = T + 5 * 60;
    for (let n = 0; n < 5; n += 1) await tick();
    for (const domain of many) expect(said((await factsOf(domain)).registration)).toBe("found");
  });
});

describe("a run", () => {
  it("keeps at most six requests in flight, and does use them", () => {
    expect(inFlightMax).toBeLessThanOrEqual(REQUESTS_IN_FLIGHT_MAX);
    expect(inFlightMax).toBeGreaterThan(3);
  });

  it("that dies before it saved has changed nothing; the next one does the same work", async () => {
    put(HEALTHY);
    const run = await prepare();
    const dying = {
      ...store,
      saveChanges: () => Promise.reject(new Error("gone")),
      releaseLease: async () => undefined,
    };
    await expect(runDue({ ...run, store: dying }, now, "dead")).rejects.toThrow("gone");
    expect(await factsOf(HEALTHY)).toEqual(NO_FACTS);
    expect(await tick()).toBe(0);
    now += 121;
    expect(await tick()).toBe(1);
    expect(said((await factsOf(HEALTHY)).registration)).toBe("found");
  });

  it("takes the first look at the new names of a mail, and leaves what it cannot do to the next tick", async () => {
    const keys = Array.from({ length: 11 }, (_, n) => `any-new${n}.test`);
    const mail = aMail({ keys });
    await store.saveMail(
      mail,
      keys.map((key) => aSighting({ key, host: key, domain: key, nextCheckAt: T + 120 })),
    );
    expect(await runFirstLook(await prepare(), mail, now)).toBe(11);
    const facts = await Promise.all(keys.map(factsOf));
    expect(facts.filter((f) => f.registration.state === "found")).toHaveLength(10);
    expect(await nextOf("any-new10.test")).toBe(T);
    expect(await tick()).toBe(1);
  });

  it("asks a registry once for two hosts of one domain", async () => {
    for (const host of ["a.any-two.test", "b.any-two.test"])
      store.putIndicator(
        anIndicator({
          key: host,
          host,
          scope: "host",
          domain: "any-two.test",
          firstSeenAt: T,
          nextCheckAt: T,
        }),
      );
    const before = internet.requests.length;
    await tick();
    const asked = internet.requests.slice(before).filter(({ service }) => service === "rdap");
    expect(asked.map(({ question }) => question)).toEqual(["domain/any-two.test"]);
  });
});
