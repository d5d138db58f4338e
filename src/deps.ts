import type { EpochSeconds } from "./domain/time.ts";
import type { Bindings, Config } from "./env.ts";
import { PLAN_LIMITS } from "./limits.ts";
import type { ReceiveOptions } from "./mail/receive.ts";
import type { Clock, FeedObjects, Log, Store } from "./ports.ts";
import { type CdnTables, makeCdnTables } from "./recheck/cdn.ts";
import { seedBootstrap } from "./recheck/rdap-bootstrap.ts";
import { loadBootstrap, loadRanges, type RefreshDeps } from "./recheck/refresh-tables.ts";
import type { RunDeps } from "./recheck/run.ts";
import { makeDnsForwarder } from "./recheck/sources/dns-forward.ts";
import { makeDnsSource } from "./recheck/sources/dns-over-https.ts";
import { makeLimitedFetch } from "./recheck/sources/limited-fetch.ts";
import { CYMRU_ZONES, makeNetworkSource } from "./recheck/sources/network.ts";
import { makeRdapSource } from "./recheck/sources/rdap.ts";
import { makeRequestBudget, makeRequestGate } from "./recheck/sources/request-gate.ts";
import { loadPauses, makeServiceGuard, savePauses } from "./recheck/sources/service-guard.ts";
import { makeWhoisSource } from "./recheck/sources/whois.ts";
import { exchangeOverWorkersSocket } from "./recheck/sources/whois-socket-workers.ts";
import { makeD1Store } from "./store/d1-store.ts";
import { makeR2Feeds } from "./store/r2-feeds.ts";

/** Structured lines for Workers Logs. */
const consoleLog: Log = {
  info: (event, fields = {}) => console.log(JSON.stringify({ event, ...fields })),
  error: (event, fields = {}) => console.error(JSON.stringify({ event, ...fields })),
};

const systemClock: Clock = { now: () => Math.floor(Date.now() / 1000) };

export interface Deps {
  readonly config: Config;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly receive: ReceiveOptions;
  /** `null`: no bucket is bound. */
  readonly feedObjects: FeedObjects | null;
  /** Protective DNS: asks the resolvers for somebody else. */
  readonly forwardDns: (query: Uint8Array) => Promise<Uint8Array | null>;
  /** What one run of rechecks needs, with a request budget of its own: one call an invocation. */
  prepareRun(now: EpochSeconds): Promise<RunDeps & { readonly refresh: RefreshDeps }>;
}

/** The composition root: the only file that picks adapters. Pure wiring, asks nothing. */
export function makeDeps(env: Bindings, config: Config): Deps {
  const store = makeD1Store(env.DB, systemClock);
  return {
    config,
    store,
    clock: systemClock,
    log: consoleLog,
    receive: {
      trustedAuthservIds: config.TRUSTED_AUTHSERV_IDS.split(",").map((id) => id.trim().toLowerCase()),
      retentionDays: config.MAIL_RETENTION_DAYS,
      reporterHashKey: config.REPORTER_HASH_KEY,
      isSimulated: config.SIMULATED,
    },
    feedObjects: env.FEEDS ? makeR2Feeds(env.FEEDS) : null,
    forwardDns: (query) => {
      // A budget of its own for each question: the dependencies outlive the request.
      const gate = makeRequestGate(makeRequestBudget(config.DOH_URLS.length));
      return makeDnsForwarder({ fetch: makeLimitedFetch(fetch, gate), urls: config.DOH_URLS })(query);
    },
    prepareRun: (now) => prepareRun(store, config, now),
  };
}

async function prepareRun(store: Store, config: Config, now: EpochSeconds) {
  const { externalRequestsMax, domainsPerTickMax } = PLAN_LIMITS[config.PLAN];
  const gate = makeRequestGate(makeRequestBudget(externalRequestsMax));
  const limitedFetch = makeLimitedFetch(fetch, gate);
  const guard = makeServiceGuard(await loadPauses(store));
  const cdns = makeCdnTables(await loadRanges(store));
  const dns = makeDnsSource({ fetch: limitedFetch, guard, urls: config.DOH_URLS, isFull: false });
  const override = config.WHOIS_OVERRIDE;
  const sources = {
    rdap: makeRdapSource({
      fetch: limitedFetch,
      guard,
      // A simulated internet never falls back to the real registries.
      loadBootstrap: async () =>
        (await loadBootstrap(store)) ?? (config.SIMULATED ? new Map() : seedBootstrap()),
    }),
    whois: makeWhoisSource({
      exchange: exchangeOverWorkersSocket,
      gate,
      guard,
      override: override ? () => override : null,
    }),
    dns,
    network: makeNetworkSource({ dns, cdns, cache: networkCache(store, now), zones: CYMRU_ZONES }),
  };
  return {
    store,
    sources,
    never: neverSources(config, cdns),
    log: consoleLog,
    domainsMax: domainsPerTickMax,
    endRun: () => savePauses(store, guard, now),
    refresh: {
      store,
      fetch: limitedFetch,
      log: consoleLog,
      urls: {
        bootstrap: config.RDAP_BOOTSTRAP_URL,
        cdnRanges: config.CDN_RANGE_URLS ?? null,
        popularity: config.POPULARITY_URL,
      },
      isSimulated: config.SIMULATED,
    },
  };
}

function networkCache(store: Store, now: EpochSeconds) {
  return {
    get: async (network: string) => (await store.findNetworkOwner(network, now)) ?? undefined,
    set: (network: string, owner: Parameters<Store["saveNetworkOwner"]>[1]) =>
      store.saveNetworkOwner(network, owner, now),
  };
}

function neverSources(config: Config, cdns: CdnTables): RunDeps["never"] {
  const own = config.PUBLIC_ORIGIN ? [new URL(config.PUBLIC_ORIGIN).hostname] : [];
  return {
    isCdnAddress: (ip) => cdns.ranges.find(ip) !== null,
    isSimulated: config.SIMULATED,
    own,
  };
}
