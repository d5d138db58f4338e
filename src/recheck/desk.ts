import { canonicalHost } from "../domain/hostname.ts";
import type { Indicator } from "../domain/indicator.ts";
import { networkKey } from "../domain/network.ts";
import type { DecisionRefusal, PersonDecision, PersonOrder } from "../domain/person.ts";
import { err, type Result } from "../domain/result.ts";
import { chooseScope } from "../domain/scope.ts";
import type { EpochSeconds } from "../domain/time.ts";
import { parseUrl } from "../domain/url.ts";
import { RESCORE_TOGETHER } from "../limits.ts";
import type { IndicatorChange, RescoredPiece, Store } from "../ports.ts";
import type { NeverListSources } from "../publish/never-list.ts";
import { RULES_VERSION } from "../score/rules.ts";
import { type KnowledgeStore, loadKnowledge, worldOf } from "./knowledge.ts";
import { decideByPerson, rejudge } from "./rejudge.ts";

export interface DeskDeps {
  readonly store: KnowledgeStore &
    Pick<Store, "findIndicators" | "addIndicator" | "saveVerdicts" | "listOutdated" | "findNetworkCountries">;
  readonly never: Omit<NeverListSources, "popular">;
}

/** A person's word on a name: find or make its row -> verdict -> gate -> save. */
export async function decide(
  deps: DeskDeps,
  order: PersonOrder,
  now: EpochSeconds,
): Promise<Result<IndicatorChange, DecisionRefusal>> {
  const subject = subjectOf(order.key);
  if (subject === null) return err({ reason: "not_a_name" });
  const known = (await deps.store.findIndicators([order.key, subject.key])).values().next().value;
  const indicator = known ?? (await addedTo(deps.store, subject, now));
  const person: PersonDecision = { action: order.action, at: now, who: order.who, why: order.why };
  const world = { ...worldOf(indicator, await loadKnowledge(deps, [indicator], now)), relayCountry: null };
  const change = decideByPerson(indicator, person, world);
  if (!change.ok) return err({ reason: "gate", why: change.error });
  await deps.store.saveVerdicts([change.value], "person", now);
  return change;
}

/** What a person typed, as an entry: `hxxps` and brackets are not undone, since a slip would list another name. */
function subjectOf(typed: string): Pick<Indicator, "key" | "scope" | "host" | "domain"> | null {
  const text = typed.trim();
  const host = text.includes("://") ? null : canonicalHost(text);
  const url = parseUrl(host === null ? text : `http://${host.includes(":") ? `[${host}]` : host}/`);
  return url === null ? null : { ...chooseScope(url), host: url.host, domain: url.domain };
}

async function addedTo(
  store: DeskDeps["store"],
  subject: Pick<Indicator, "key" | "scope" | "host" | "domain">,
  now: EpochSeconds,
): Promise<Indicator> {
  await store.addIndicator(subject, now);
  const added = (await store.findIndicators([subject.key])).get(subject.key);
  if (!added) throw new Error(`${subject.key} has no row after it was made`);
  return added;
}

/**
 * One piece of all that is stored, judged by the rules of today. Nothing is asked of the outside. A piece that fails
 * has changed nothing; what was done is not done again, since its verdict has the new version.
 */
export async function rescore(deps: DeskDeps, after: string, now: EpochSeconds): Promise<RescoredPiece> {
  const indicators = await deps.store.listOutdated(after, RULES_VERSION, RESCORE_TOGETHER);
  const networks = new Map(indicators.map((i) => [i.key, networkKey(i.context?.relayIp ?? "")]));
  const [knowledge, countries] = await Promise.all([
    loadKnowledge(deps, indicators, now),
    deps.store.findNetworkCountries([...networks.values()].filter((network) => network !== null)),
  ]);
  const changes = indicators.map((indicator) => {
    const relayCountry = countries.get(networks.get(indicator.key) ?? "") ?? null;
    return rejudge(indicator, { ...worldOf(indicator, knowledge), relayCountry }, now);
  });
  await deps.store.saveVerdicts(changes, "machine", now);
  return {
    rulesVersion: RULES_VERSION,
    next: indicators.length < RESCORE_TOGETHER ? null : (indicators.at(-1)?.key ?? null),
    pairs: indicators.map((before, n) => ({ before, change: changes[n] as IndicatorChange })),
  };
}
