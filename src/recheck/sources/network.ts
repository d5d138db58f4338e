/**
 * Where an address belongs. A CDN's own range answers without asking anybody; else the origin AS, its prefix and
 * country come from TXT records in the form of Team Cymru's IP to ASN mapping, the organisation from a second one.
 * Both are cached, by network and by AS, so that most addresses cost nothing. Never throws.
 */
import type { Evidence, Network } from "../../domain/evidence.ts";
import { isSpecialUse } from "../../domain/hostname.ts";
import { networkKey } from "../../domain/network.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import type { DnsSource, NetworkSource } from "../../ports.ts";
import { type CdnTables, matchCdn } from "../cdn.ts";
import { parseAddress } from "../cidr.ts";

/** Facts of a network (`104.21.24.0/24`, `2606:4700:10/48`) or of an AS (`AS13335`, country and org alone). */
export interface CachedNetwork {
  readonly asn: number | null;
  readonly org: string | null;
  readonly country: string | null;
}

/** A Map is one. Entries go stale after weeks; whoever keeps them longer than an isolate drops them. */
export interface NetworkCache {
  get(key: string): CachedNetwork | undefined | Promise<CachedNetwork | undefined>;
  set(key: string, value: CachedNetwork): unknown;
}

export interface NetworkDeps {
  readonly dns: Pick<DnsSource, "fetchTxt">;
  readonly cdns: CdnTables;
  readonly cache: NetworkCache;
  readonly zones: CymruZones;
}

export interface CymruZones {
  readonly origin: string;
  readonly origin6: string;
  readonly asn: string;
}

export const CYMRU_ZONES: CymruZones = {
  origin: "origin.asn.cymru.com",
  origin6: "origin6.asn.cymru.com",
  asn: "asn.cymru.com",
};

const ORG_CHARS_MAX = 100;

export function makeNetworkSource(deps: NetworkDeps): NetworkSource {
  return {
    async fetchNetwork(ip, now) {
      const cdn = matchCdn({ ips: [ip], cname: [], ns: [] }, deps.cdns)?.cdn ?? null;
      if (cdn?.network) return found({ ip, ...cdn.network, cdn: cdn.cdn }, "cdn-ranges", now);
      const key = isSpecialUse(ip) ? null : networkKey(ip);
      if (key === null) return { state: "absent", source: "address", observedAt: now };
      const cached = await deps.cache.get(key);
      const fresh = cached ?? (await ask(deps, ip, key, now));
      if ("state" in fresh) return fresh;
      const byAsn = fresh.asn === null ? null : (deps.cdns.byAsn.get(fresh.asn)?.cdn ?? null);
      return found({ ip, ...fresh, cdn: cdn?.cdn ?? byAsn }, `cymru:${deps.zones.asn}`, now);
    },
  };
}

function found(value: Network, source: string, observedAt: EpochSeconds): Evidence<Network> {
  return { state: "found", value, source, observedAt };
}

/** The AS first, then its name. The name alone may fail: then it stays open and is asked again another time. */
async function ask(
  deps: NetworkDeps,
  ip: string,
  key: string,
  now: EpochSeconds,
): Promise<CachedNetwork | Exclude<Evidence<Network>, { state: "found" }>> {
  const origin = await deps.dns.fetchTxt(originName(ip, deps.zones), now);
  if (origin.state !== "found") return origin;
  const network = readOrigin(origin.value);
  if (network === null)
    return {
      state: "failed",
      reason: "bad_answer",
      source: origin.source,
      observedAt: now,
      detail: "No origin AS in the answer",
    };
  const org = await orgOf(deps, network.asn, now);
  const value = { ...network, org };
  if (org !== null) await deps.cache.set(key, value);
  return value;
}

async function orgOf(deps: NetworkDeps, asn: number, now: EpochSeconds): Promise<string | null> {
  const key = `AS${asn}`;
  const cached = await deps.cache.get(key);
  if (cached) return cached.org;
  const answer = await deps.dns.fetchTxt(`${key}.${deps.zones.asn}`, now);
  const as = answer.state === "found" ? readAsName(answer.value) : null;
  if (as === null) return null;
  await deps.cache.set(key, { asn, ...as });
  return as.org;
}

/**
 * `13335 | 104.16.0.0/12 | US | arin | 2014-03-28`; of several the most specific prefix counts. Several origins
 * of one prefix stand in one field, `13335 209242`: the first counts. `null`: not this form.
 */
export function readOrigin(
  texts: readonly string[],
): { readonly asn: number; readonly country: string | null } | null {
  let best: { asn: number; country: string | null; bits: number } | null = null;
  for (const text of texts) {
    const [asns = "", prefix = "", country = ""] = text.split("|", 5).map((part) => part.trim());
    const asn = /^\d{1,10}/.exec(asns)?.[0];
    if (asn === undefined) continue;
    const bits = Number(/\/(\d{1,3})$/.exec(prefix)?.[1] ?? 0);
    if (best === null || bits > best.bits) best = { asn: Number(asn), country: toCountry(country), bits };
  }
  return best === null ? null : { asn: best.asn, country: best.country };
}

/** `13335 | US | arin | 2010-07-14 | CLOUDFLARENET, US` or `… | CLOUDFLARENET - Cloudflare, Inc., US`. `null`: not this form. */
export function readAsName(
  texts: readonly string[],
): { readonly org: string; readonly country: string | null } | null {
  for (const text of texts) {
    const [, country = "", , , name = ""] = text.split("|").map((part) => part.trim());
    const org = name.replace(/,\s*[A-Z]{2}$/, "").slice(0, ORG_CHARS_MAX);
    if (org !== "") return { org, country: toCountry(country) };
  }
  return null;
}

const toCountry = (text: string): string | null => (/^[A-Z]{2}$/.test(text) ? text : null);

/** `167.24.21.104.origin.asn.cymru.com`; IPv6 by nibbles, as in ip6.arpa (RFC 3596 section 2.5). */
export function originName(ip: string, zones: CymruZones): string {
  const address = parseAddress(ip) ?? [];
  const [first = 0] = address;
  if (address.length === 1)
    return `${[first & 255, (first >>> 8) & 255, (first >>> 16) & 255, first >>> 24].join(".")}.${zones.origin}`;
  const nibbles = address.map((word) => word.toString(16).padStart(8, "0")).join("");
  return `${[...nibbles].reverse().join(".")}.${zones.origin6}`;
}
