import { kitOf } from "../domain/campaign.ts";
import type { Indicator } from "../domain/indicator.ts";
import { DAY_SECONDS, type EpochSeconds } from "../domain/time.ts";
import type { Store } from "../ports.ts";
import { makeNeverList, type NeverList, type NeverListSources } from "../publish/never-list.ts";
import type { World } from "./judge.ts";

/** A kit that was not seen for so long is no evidence any more. */
const KIT_SECONDS = 30 * DAY_SECONDS;

/** What our own store knows of indicators, beside their rows. */
export type KnowledgeStore = Pick<Store, "findPopularity" | "findCampaignHosts" | "loadTrustedReporters">;

interface Knowledge {
  readonly never: NeverList;
  readonly ranks: ReadonlyMap<string, number>;
  /** Keys of fresh hosts by kit. */
  readonly kits: ReadonlyMap<string, readonly string[]>;
  readonly trusted: ReadonlySet<string>;
}

/** Asked once for many indicators: at most three round trips whatever their number. */
export async function loadKnowledge(
  deps: { readonly store: KnowledgeStore; readonly never: Omit<NeverListSources, "popular"> },
  indicators: readonly Indicator[],
  now: EpochSeconds,
): Promise<Knowledge> {
  const kits = indicators.flatMap(({ context }) => (context && kitOf(context)) ?? []);
  const [ranks, hosts, trusted] = await Promise.all([
    deps.store.findPopularity(indicators.flatMap((i) => i.domain ?? [])),
    deps.store.findCampaignHosts(kits, now - KIT_SECONDS),
    // One reporter counts for nothing, however trusted: a hijacked one must not.
    indicators.some(({ reporters }) => reporters.length > 1)
      ? deps.store.loadTrustedReporters()
      : new Set<string>(),
  ]);
  const never = makeNeverList({ ...deps.never, popular: new Set(ranks.keys()) });
  return { never, ranks, kits: hosts, trusted };
}

export function worldOf(indicator: Indicator, knowledge: Knowledge): Omit<World, "relayCountry"> {
  const { never, ranks, kits, trusted } = knowledge;
  const kit = indicator.context && kitOf(indicator.context);
  const hosts = kit === null ? [] : (kits.get(kit) ?? []);
  return {
    never,
    popularityRank: ranks.get(indicator.domain ?? "") ?? null,
    kitHosts: hosts.filter((key) => key !== indicator.key).length,
    trustedReporters: indicator.reporters.filter((hash) => trusted.has(hash)).length,
  };
}
