import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type DnsFacts,
  type Evidence,
  type Facts,
  type FailureReason,
  type Network,
  NO_FACTS,
  type Registration,
  registeredAtFor,
} from "../../src/domain/evidence.ts";
import { DAY_SECONDS, HOUR_SECONDS } from "../../src/domain/time.ts";
import { examine, type Sources } from "../../src/recheck/examine.ts";

const NOW = 1_770_800_000;
const TARGET = { host: "www.evil.top", domain: "evil.top", scope: "registrable" } as const;

const found = <T>(value: T, source: string, at = NOW): Evidence<T> => ({
  state: "found",
  value,
  source,
  observedAt: at,
});
const failed = (reason: FailureReason, retryAt?: number): Evidence<never> => ({
  state: "failed",
  reason,
  source: "s",
  observedAt: NOW,
  ...(retryAt === undefined ? {} : { retryAt }),
});
const absent: Evidence<never> = { state: "absent", source: "s", observedAt: NOW };
const REGISTRATION: Registration = {
  registeredAt: NOW - DAY_SECONDS,
  isDayOnly: false,
  changedAt: null,
  expiresAt: null,
  registrar: "R",
  registrarIanaId: null,
  abuseContact: null,
  status: [],
  nameservers: [],
};
const DNS: DnsFacts = { a: ["192.0.2.1"], aaaa: ["2001:db8::1"], cname: [], ns: [], mx: [] };

interface World {
  rdap: Evidence<Registration>;
  whois: Evidence<Registration>;
  dns: Evidence<DnsFacts>;
  wildcard: Evidence<boolean>;
  network: (ip: string) => Evidence<Network>;
}

/** Sources which answer from a world and note what they were asked. */
function makeSources(world: Partial<World> = {}) {
  const asked: string[] = [];
  const all: World = {
    rdap: found(REGISTRATION, "rdap:r"),
    whois: failed("timeout"),
    dns: found(DNS, "dns:d"),
    wildcard: found(true, "dns:d"),
    network: (ip) => found({ ip, asn: 64_496, org: "ORG", country: "HK", cdn: null }, "cymru:c"),
    ...world,
  };
  const answer = <T>(what: string, value: T): Promise<T> => {
    asked.push(what);
    return Promise.resolve(value);
  };
  const sources: Sources = {
    rdap: { fetchRegistration: (domain) => answer(`rdap ${domain}`, all.rdap) },
    whois: { fetchRegistration: (domain) => answer(`whois ${domain}`, all.whois) },
    dns: {
      fetchFacts: (host) => answer(`dns ${host}`, all.dns),
      fetchWildcard: (host) => answer(`wildcard ${host}`, all.wildcard),
      fetchTxt: () => Promise.resolve(absent),
    },
    network: { fetchNetwork: (ip) => answer(`network ${ip}`, all.network(ip)) },
  };
  return { sources, asked };
}

describe("examine()", () => {
  it("asks for a wildcard once, and only beside a host with a label of its own", async () => {
    const target = { ...TARGET, host: "login-4711.evil.top" };
    const { sources, asked } = makeSources();
    const facts = await examine(target, NO_FACTS, sources, NOW);
    expect(facts.dns).toMatchObject({ state: "found", value: { isWildcard: true } });
    const again = await examine(target, facts, sources, NOW + DAY_SECONDS);
    expect(again.dns).toMatchObject({ value: { isWildcard: true } });
    for (const host of ["evil.top", "www.evil.top"])
      await examine({ ...TARGET, host }, NO_FACTS, sources, NOW);
    await examine({ ...target, scope: "host" }, NO_FACTS, sources, NOW);
    expect(asked.filter((one) => one.startsWith("wildcard"))).toEqual(["wildcard login-4711.evil.top"]);
    const open = makeSources({ wildcard: failed("timeout") });
    const unknown = await examine(target, NO_FACTS, open.sources, NOW);
    expect(unknown.dns.state === "found" && "isWildcard" in unknown.dns.value).toBe(false);
  });

  it("asks RDAP, DNS and each address the first time, and WHOIS not at all", async () => {
    const { sources, asked } = makeSources();
    const facts = await examine(TARGET, NO_FACTS, sources, NOW);
    expect(asked.sort()).toEqual([
      "dns www.evil.top",
      "network 192.0.2.1",
      "network 2001:db8::1",
      "rdap evil.top",
    ]);
    expect(facts).toMatchObject({
      registration: { state: "found" },
      whois: { state: "pending" },
      dns: { state: "found" },
      network: { state: "found" },
      life: "active",
    });
  });

  it("asks DNS alone the second time, and networks of new addresses only", async () => {
    const first = await examine(TARGET, NO_FACTS, makeSources().sources, NOW);
    const again = makeSources();
    expect(await examine(TARGET, first, again.sources, NOW + DAY_SECONDS)).toMatchObject({
      network: first.network,
    });
    expect(again.asked).toEqual(["dns www.evil.top"]);
    const moved = makeSources({ dns: found({ ...DNS, a: ["192.0.2.9"] }, "dns:d") });
    const facts = await examine(TARGET, first, moved.sources, NOW + DAY_SECONDS);
    expect(moved.asked).toEqual(["dns www.evil.top", "network 192.0.2.9"]);
    expect(facts.network.state === "found" && facts.network.value.map(({ ip }) => ip)).toEqual([
      "192.0.2.9",
      "2001:db8::1",
    ]);
  });

  it.each([
    ["RDAP failed", failed("timeout")],
    ["the TLD has no RDAP", failed("no_source")],
    ["RDAP has no date", found({ ...REGISTRATION, registeredAt: null }, "rdap:r")],
  ])("asks WHOIS where %s", async (_, rdap) => {
    const { sources, asked } = makeSources({ rdap, whois: found(REGISTRATION, "whois:w") });
    const facts = await examine(TARGET, NO_FACTS, sources, NOW);
    expect(asked).toContain("whois evil.top");
    expect(facts).toMatchObject({ registration: { state: rdap.state }, whois: { state: "found" } });
  });

  it("does not ask WHOIS where RDAP says that there is no such domain", async () => {
    const { sources, asked } = makeSources({ rdap: absent });
    expect((await examine(TARGET, NO_FACTS, sources, NOW)).registration.state).toBe("absent");
    expect(asked).not.toContain("whois evil.top");
  });

  it("leaves a service alone until its Retry-After, and asks the others", async () => {
    const first = await examine(
      TARGET,
      NO_FACTS,
      makeSources({ rdap: failed("rate_limited", NOW + 600) }).sources,
      NOW,
    );
    const { sources, asked } = makeSources();
    await examine(TARGET, first, sources, NOW + 300);
    expect(asked).toEqual(["whois evil.top", "dns www.evil.top"]);
    const later = makeSources();
    await examine(TARGET, first, later.sources, NOW + 600);
    expect(later.asked).toContain("rdap evil.top");
  });

  it("dates a missing name by the first look that missed it, and calls it dead a day later", async () => {
    const alive = await examine(TARGET, NO_FACTS, makeSources().sources, NOW);
    const gone = makeSources({ dns: { ...absent, observedAt: NOW + HOUR_SECONDS } as Evidence<DnsFacts> });
    const once = await examine(TARGET, alive, gone.sources, NOW + HOUR_SECONDS);
    expect(once).toMatchObject({
      dns: { state: "absent", observedAt: NOW + HOUR_SECONDS },
      life: "active",
      network: { state: "found" },
    });
    const still = makeSources({
      dns: { ...absent, observedAt: NOW + 2 * DAY_SECONDS } as Evidence<DnsFacts>,
    });
    const twice = await examine(TARGET, once, still.sources, NOW + 2 * DAY_SECONDS);
    expect(twice).toMatchObject({ dns: { state: "absent", observedAt: NOW + HOUR_SECONDS }, life: "dead" });
    expect((await examine(TARGET, twice, makeSources().sources, NOW + 3 * DAY_SECONDS)).life).toBe("revived");
  });

  it("reads the registration again when the name has gone from DNS: held, or deleted with its date kept", async () => {
    const alive = await examine(TARGET, NO_FACTS, makeSources().sources, NOW);
    const missing = { ...absent, observedAt: NOW + DAY_SECONDS } as Evidence<DnsFacts>;
    const held = makeSources({
      dns: missing,
      rdap: found({ ...REGISTRATION, status: ["client hold"] }, "rdap:r"),
    });
    expect((await examine(TARGET, alive, held.sources, NOW + DAY_SECONDS)).life).toBe("held");
    const gone = await examine(
      TARGET,
      alive,
      makeSources({ dns: missing, rdap: absent }).sources,
      NOW + DAY_SECONDS,
    );
    expect(gone.registration).toMatchObject({
      state: "found",
      value: { registeredAt: REGISTRATION.registeredAt, status: ["no longer registered"] },
    });
  });

  it("reads the registration again while the name stays gone, and when it is back", async () => {
    const alive = await examine(TARGET, NO_FACTS, makeSources().sources, NOW);
    const missing = { ...absent, observedAt: NOW + HOUR_SECONDS } as Evidence<DnsFacts>;
    // An hour in, the registration is fresh: it is not read. Hours later the name is still gone: it is.
    const soon = await examine(TARGET, alive, makeSources({ dns: missing }).sources, NOW + HOUR_SECONDS);
    expect(soon.life).toBe("active");
    const held = makeSources({
      dns: missing,
      rdap: found({ ...REGISTRATION, status: ["client hold"] }, "rdap:r"),
    });
    const later = await examine(TARGET, soon, held.sources, NOW + 7 * HOUR_SECONDS);
    expect(later.life).toBe("held");
    const sold = makeSources({ rdap: found({ ...REGISTRATION, registrar: "Another" }, "rdap:r") });
    const back = await examine(TARGET, { ...later, life: "dead" }, sold.sources, NOW + 9 * DAY_SECONDS);
    expect(back).toMatchObject({ life: "revived", registration: { value: { registrar: "Another" } } });
    // Registered anew: the date under which the mail came stays known.
    const first = REGISTRATION.registeredAt as number;
    const anew = makeSources({
      rdap: found({ ...REGISTRATION, registeredAt: first + 60 * DAY_SECONDS }, "rdap:r"),
    });
    const again = await examine(TARGET, { ...later, life: "dead" }, anew.sources, NOW + 90 * DAY_SECONDS);
    const known = again.registration.state === "found" ? again.registration.value : REGISTRATION;
    expect(registeredAtFor(known, first + DAY_SECONDS)).toBe(first);
    expect(registeredAtFor(known, first + 61 * DAY_SECONDS)).toBe(first + 60 * DAY_SECONDS);
  });

  it("names a CDN by the CNAME where the address does not tell it, but not a host that serves the site itself", async () => {
    const cdnOf = async (cname: string) => {
      const { sources } = makeSources({ dns: found({ ...DNS, cname: [cname] }, "dns:d") });
      const { network } = await examine(TARGET, NO_FACTS, sources, NOW);
      return network.state === "found" ? network.value.map(({ cdn }) => cdn) : network.state;
    };
    expect(await cdnOf("x.azurefd.net")).toEqual(["azure-front-door", "azure-front-door"]);
    expect(await cdnOf("cname.vercel-dns.com")).toEqual([null, null]);
    expect(await cdnOf("azurefd.net.evil.top")).toEqual([null, null]);
  });

  it("asks an address for its network alone", async () => {
    const { sources, asked } = makeSources();
    await examine({ host: "192.0.2.7", domain: null, scope: "host" }, NO_FACTS, sources, NOW);
    expect(asked).toEqual(["network 192.0.2.7"]);
  });

  it("never lets a failure erase what was found, and shows the failure beside it", async () => {
    const reason = fc.constantFrom<FailureReason>(
      "timeout",
      "refused",
      "reset",
      "rate_limited",
      "server_error",
      "too_large",
      "bad_answer",
      "wrong_answer",
      "budget",
    );
    let shown = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(reason, reason, reason, fc.boolean()), { minLength: 1, maxLength: 5 }),
        async (looks) => {
          let facts: Facts = await examine(TARGET, NO_FACTS, makeSources().sources, NOW);
          for (const [at, [rdap, dns, network, isMoved]] of looks.entries()) {
            const answer = isMoved ? found({ ...DNS, a: [`192.0.2.${at + 10}`] }, "dns:d") : failed(dns);
            const { sources } = makeSources({
              rdap: failed(rdap),
              dns: answer,
              network: () => failed(network),
            });
            facts = await examine(TARGET, facts, sources, NOW + (at + 1) * DAY_SECONDS);
            expect(facts).toMatchObject({
              registration: { state: "found", value: REGISTRATION },
              dns: { state: "found" },
              network: { state: "found" },
            });
            if (!isMoved && facts.dns.state === "found") expect(facts.dns.lastFailure?.reason).toBe(dns);
            shown += 1;
          }
        },
      ),
      { numRuns: 50 },
    );
    expect(shown).toBeGreaterThan(50);
  });
});
