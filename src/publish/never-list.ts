import { BRANDS } from "../data/brands.ts";
import { POPULAR_SEED } from "../data/popular-seed.ts";
import { SHARED_HOSTS } from "../data/shared-hosts.ts";
import { isSpecialUse } from "../domain/hostname.ts";
import { brandOf } from "../score/brand-domains.ts";

/** Why a name may never stand in a feed at domain scope. */
export type NeverReason = "official_brand" | "popular" | "shared_host" | "own_domain";

/** Names that no feed may carry. Built once per invocation; a look-up costs one walk over the labels. */
export interface NeverList {
  /** Why this domain or host may not be listed; `null`: it may. */
  reasonFor(name: string): NeverReason | null;
  /** The address belongs to a CDN: thousands of sites share it. */
  isCdnAddress(ip: string): boolean;
  /** Reserved for documentation, tests or one's own network. */
  isReserved(host: string): boolean;
}

export interface NeverListSources {
  /** Registrable domains of the weekly list of popular sites; empty until its first fetch. */
  readonly popular: ReadonlySet<string>;
  /** Matches an address with the CDN ranges that are known now. */
  readonly isCdnAddress: (ip: string) => boolean;
  /** The instance's own names: it must never list itself. */
  readonly own?: readonly string[];
  /** In a simulated internet the reserved names are the world: they are refused everywhere else. */
  readonly isSimulated?: boolean;
}

const OFFICIAL: ReadonlySet<string> = new Set(BRANDS.flatMap((b) => b.domains));
/** Parents of all fixed names: made once, since a tick asks for several lists. */
const FIXED_PARENTS: ReadonlySet<string> = new Set(
  [...OFFICIAL, ...SHARED_HOSTS.keys(), ...POPULAR_SEED].flatMap((n) => selfAndParents(n).slice(1)),
);

/**
 * Official brand domains, popular names, shared hosts and trackers.
 *
 * Refused: the name itself, and for brands everything below it. A popular name or a shared host refuses itself
 * and its parents (listing `co.jp` would take amazon.co.jp along), not its tenants: evil.weebly.com may be listed.
 */
export function makeNeverList({
  popular,
  isCdnAddress,
  own = [],
  isSimulated = false,
}: NeverListSources): NeverList {
  const ownNames = new Set(own);
  return {
    isCdnAddress,
    isReserved: (host) => !isSimulated && isSpecialUse(host),
    reasonFor(name) {
      if (ownNames.has(name)) return "own_domain";
      if (SHARED_HOSTS.has(name)) return "shared_host";
      if (brandOf(name) !== null || OFFICIAL.has(name)) return "official_brand";
      if (POPULAR_SEED.has(name) || popular.has(name)) return "popular";
      return FIXED_PARENTS.has(name) ? "popular" : null;
    },
  };
}

function selfAndParents(name: string): readonly string[] {
  const labels = name.split(".");
  return labels.map((_, i) => labels.slice(i).join("."));
}
