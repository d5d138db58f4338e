/**
 * Whether a host stands behind a CDN, and behind which: by an address in its ranges, by a CNAME that leads into
 * its names, by the origin AS, by its name servers. In that order: the strongest sign names the CDN. Pure.
 *
 *   104.21.24.167                          => cloudflare, by address
 *   www → d111.cloudfront.net              => cloudfront, by cname
 *   www → cloudfront.net.evil.top          => none                    <- only whole labels at the end count
 */
import { CDN_SEEDS } from "../data/cdn-ranges.ts";
import { CDNS, type CdnFacts } from "../data/cdns.ts";
import { makeLazyRangeTable, type RangeTable } from "./cidr.ts";

export interface CdnTables {
  readonly ranges: RangeTable<CdnFacts>;
  readonly byCname: ReadonlyMap<string, CdnFacts>;
  readonly byAsn: ReadonlyMap<number, CdnFacts>;
  readonly byNameserver: ReadonlyMap<string, CdnFacts>;
}

export interface CdnMatch {
  readonly cdn: CdnFacts;
  readonly by: "address" | "cname" | "asn" | "nameserver";
}

/** Ids to prefixes, newer than the seed: a CDN named here loses its seed ranges. */
export type RefreshedRanges = Readonly<Record<string, readonly string[]>>;

const BY_CNAME = new Map(CDNS.flatMap((facts) => facts.cnames.map((suffix) => [suffix, facts] as const)));
const BY_NAMESERVER = new Map(
  CDNS.flatMap((facts) => facts.nameservers.map((suffix) => [suffix, facts] as const)),
);

/** By names alone, for addresses that no range and no AS gave away. `null`: no sign of a CDN. */
export function cdnByName(cname: readonly string[], ns: readonly string[]): CdnFacts | null {
  return (
    (
      firstMatch(cname, (name) => findSuffix(BY_CNAME, name), "cname") ??
      firstMatch(ns, (name) => findSuffix(BY_NAMESERVER, name), "nameserver")
    )?.cdn ?? null
  );
}

/** About 1,300 prefixes; cheap enough for each invocation. */
export function makeCdnTables(refreshed: RefreshedRanges = {}): CdnTables {
  const byId = new Map(CDNS.map((facts) => [facts.cdn, facts]));
  const lists = {
    ...Object.fromEntries(CDN_SEEDS.map((seed) => [seed.cdn, seed.ranges.trim().split(/\s+/)])),
    ...refreshed,
  };
  const known = Object.entries(lists).flatMap(([id, prefixes]) => {
    const facts = byId.get(id);
    return facts === undefined ? [] : [[facts, prefixes] as const];
  });
  return {
    ranges: makeLazyRangeTable(known),
    byCname: BY_CNAME,
    byAsn: new Map(CDNS.flatMap((facts) => facts.asns.map((asn) => [asn, facts] as const))),
    byNameserver: BY_NAMESERVER,
  };
}

export interface CdnQuestion {
  readonly ips: readonly string[];
  readonly cname: readonly string[];
  readonly ns: readonly string[];
  /** Origin AS of the addresses, where known. */
  readonly asns?: readonly number[];
}

/** `null`: no sign of a CDN. */
export function matchCdn(facts: CdnQuestion, tables: CdnTables): CdnMatch | null {
  return (
    firstMatch(facts.ips, (ip) => tables.ranges.find(ip), "address") ??
    firstMatch(facts.cname, (name) => findSuffix(tables.byCname, name), "cname") ??
    firstMatch(facts.asns ?? [], (asn) => tables.byAsn.get(asn) ?? null, "asn") ??
    firstMatch(facts.ns, (name) => findSuffix(tables.byNameserver, name), "nameserver")
  );
}

function firstMatch<T>(
  values: readonly T[],
  find: (value: T) => CdnFacts | null,
  by: CdnMatch["by"],
): CdnMatch | null {
  for (const value of values) {
    const cdn = find(value);
    if (cdn) return { cdn, by };
  }
  return null;
}

/** The entry for the name or a name above it. */
export function findSuffix<T>(table: ReadonlyMap<string, T>, name: string): T | null {
  for (let rest = name; ; ) {
    const found = table.get(rest);
    if (found !== undefined) return found;
    const dot = rest.indexOf(".");
    if (dot < 0) return null;
    rest = rest.slice(dot + 1);
  }
}
