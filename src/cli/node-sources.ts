import type { CdnTables } from "../recheck/cdn.ts";
import type { Sources } from "../recheck/examine.ts";
import type { Bootstrap } from "../recheck/rdap-bootstrap.ts";
import { makeDnsSource } from "../recheck/sources/dns-over-https.ts";
import { type LimitedFetch, makeLimitedFetch } from "../recheck/sources/limited-fetch.ts";
import { CYMRU_ZONES, makeNetworkSource, type NetworkCache } from "../recheck/sources/network.ts";
import { makeRdapSource } from "../recheck/sources/rdap.ts";
import type { RequestGate } from "../recheck/sources/request-gate.ts";
import type { ServiceGuard } from "../recheck/sources/service-guard.ts";
import { type Endpoint, makeWhoisSource, type SocketExchange } from "../recheck/sources/whois.ts";

export interface NodeSourcesOptions {
  readonly dohUrls: readonly string[];
  readonly loadBootstrap: () => Bootstrap | Promise<Bootstrap>;
  /** Where to connect in place of every WHOIS server; `null`: to the servers themselves. */
  readonly whoisOverride: Endpoint | null;
  readonly cdns: CdnTables;
  readonly cache: NetworkCache;
  readonly gate: RequestGate;
  readonly guard: ServiceGuard;
  readonly fetch: typeof fetch;
  readonly exchange: SocketExchange;
  /** No request waits for longer than this, nor for longer than its own limit. */
  readonly timeoutMsMax: number;
}

/** The sources of a recheck on the fetch and the sockets given: the same adapters as in the Worker. */
export function makeNodeSources(options: NodeSourcesOptions): Sources & { readonly fetch: LimitedFetch } {
  const { gate, guard, timeoutMsMax, whoisOverride } = options;
  const shorter = <T extends { readonly timeoutMs: number }>(limits: T): T => ({
    ...limits,
    timeoutMs: Math.min(limits.timeoutMs, timeoutMsMax),
  });
  const limitedFetch = makeLimitedFetch(options.fetch, gate);
  const shortFetch: LimitedFetch = (request) => limitedFetch(shorter(request));
  const exchange: SocketExchange = (to, query, limits) => options.exchange(to, query, shorter(limits));
  const dns = makeDnsSource({ fetch: shortFetch, guard, urls: options.dohUrls, isFull: false });
  return {
    fetch: shortFetch,
    rdap: makeRdapSource({ fetch: shortFetch, guard, loadBootstrap: options.loadBootstrap }),
    whois: makeWhoisSource({
      exchange,
      gate,
      guard,
      override: whoisOverride === null ? null : () => whoisOverride,
    }),
    dns,
    network: makeNetworkSource({ dns, cdns: options.cdns, cache: options.cache, zones: CYMRU_ZONES }),
  };
}
