import type { Indicator } from "../domain/indicator.ts";
import type { MailRecord } from "../domain/mail-record.ts";
import type { EpochSeconds } from "../domain/time.ts";
import type { IndicatorChange, Log, Store } from "../ports.ts";
import { holdBack, isExpiry } from "../publish/hold-back.ts";
import { makeNeverList, type NeverListSources } from "../publish/never-list.ts";
import { examine, type Sources } from "./examine.ts";
import { judge } from "./judge.ts";
import { type KnowledgeStore, loadKnowledge, worldOf } from "./knowledge.ts";

export interface RunDeps {
  readonly store: KnowledgeStore &
    Pick<
      Store,
      | "claimDue"
      | "releaseLease"
      | "saveChanges"
      | "saveFirstLook"
      | "loadNewNames"
      | "loadFeedPeak"
      | "saveGateFailure"
    >;
  readonly sources: Sources;
  readonly never: Omit<NeverListSources, "popular">;
  readonly log: Log;
  /** Domains of one run at most; the plan's budget. */
  readonly domainsMax: number;
  /** Keeps what the run learnt of the services: see sources/service-guard.ts. */
  readonly endRun: () => Promise<void>;
}

/** Saved together: what a run that dies loses at most, and does again. */
const SAVE_TOGETHER = 25;

/**
 * One cron tick: claim what is due -> ask the sources -> judge -> save. A run that dies before it saves has
 * changed nothing: its lease ends and the next run does the same work. Returns how many were looked at.
 */
export async function runDue(deps: RunDeps, now: EpochSeconds, holder: string): Promise<number> {
  const due = await deps.store.claimDue(now, deps.domainsMax, holder);
  if (due.length === 0) return 0;
  const run = { ...deps, sources: askingOnce(deps.sources) };
  try {
    for (let n = 0; n < due.length; n += SAVE_TOGETHER)
      await saveGated(deps, await changesOf(run, due.slice(n, n + SAVE_TOGETHER), now), now);
    await deps.endRun();
  } finally {
    await deps.store.releaseLease(holder);
  }
  deps.log.info("rechecked", { domains: due.length });
  return due.length;
}

/** The feed as a whole passes the gate before a run changes it; a refusal stands in /healthz while it is news. */
async function saveGated(
  { store, log, never }: RunDeps,
  changes: readonly IndicatorChange[],
  now: EpochSeconds,
): Promise<void> {
  if (!changes.some((c) => c.listing)) return store.saveChanges(changes, now);
  const neverList = makeNeverList({ ...never, popular: new Set() });
  const gated = holdBack(changes, await store.loadFeedPeak(now), neverList, now);
  await store.saveChanges(gated.changes, now);
  const detail = gated.answer.ok ? null : `${gated.answer.why}: ${gated.answer.detail}`;
  // Expiries that pass end the trouble; a new entry says nothing about those that wait.
  if (detail !== null || changes.some(isExpiry)) await store.saveGateFailure(detail, now);
  if (detail !== null) log.error("gate", { detail });
}

/**
 * The first look at the names that a mail brought, inside the mail's own invocation, before they have rows: a name
 * that the look settles is written once. They wait in the mail's row, so a failure here loses nothing: the cron makes
 * rows of them when LEASE_SECONDS have passed. Returns how many names there were.
 */
export async function runFirstLook(deps: RunDeps, mail: MailRecord, now: EpochSeconds): Promise<number> {
  const run = { ...deps, sources: askingOnce(deps.sources) };
  const fresh = await deps.store.loadNewNames(mail.id);
  const looked = fresh.filter(({ nextCheckAt }) => nextCheckAt !== null).slice(0, deps.domainsMax);
  const changes = await changesOf(run, looked, now);
  const rest = fresh.filter((indicator) => !looked.includes(indicator));
  if (fresh.length > 0)
    await deps.store.saveFirstLook(mail.id, [...changes, ...rest.map((one) => untouched(one, now))], now);
  // The report shows the relay's network even where the mail brought nothing new.
  await findCountry(deps.sources, mail.extraction?.sender.relay?.ip ?? null, now);
  await deps.endRun();
  return fresh.length;
}

/** Not looked at: due with the next tick, or never when it is not worth a look. */
function untouched(indicator: Indicator, now: EpochSeconds): IndicatorChange {
  const nextCheckAt = indicator.nextCheckAt === null ? null : now;
  return { indicator: { ...indicator, nextCheckAt }, history: [], listing: null };
}

/** Country of an address's network; kept by the source's cache, so that a second question costs no request. */
async function findCountry(sources: Sources, ip: string | null, now: EpochSeconds): Promise<string | null> {
  const network = ip === null ? null : await sources.network.fetchNetwork(ip, now);
  return network?.state === "found" ? network.value.country : null;
}

/** Two hosts of one domain, or two places of one host, ask once a run. */
function askingOnce({ rdap, whois, dns, network }: Sources): Sources {
  return {
    rdap: { fetchRegistration: once((domain, now) => rdap.fetchRegistration(domain, now)) },
    whois: { fetchRegistration: once((domain, now) => whois.fetchRegistration(domain, now)) },
    dns: { ...dns, fetchFacts: once((host, now, known) => dns.fetchFacts(host, now, known)) },
    network: { fetchNetwork: once((ip, now) => network.fetchNetwork(ip, now)) },
  };
}

function once<T, Known>(
  ask: (name: string, now: EpochSeconds, known?: Known) => Promise<T>,
): (name: string, now: EpochSeconds, known?: Known) => Promise<T> {
  const asked = new Map<string, Promise<T>>();
  return (name, now, known) => {
    const answer = asked.get(name) ?? ask(name, now, known);
    asked.set(name, answer);
    return answer;
  };
}

async function changesOf(
  deps: RunDeps,
  indicators: readonly Indicator[],
  now: EpochSeconds,
): Promise<IndicatorChange[]> {
  if (indicators.length === 0) return [];
  const knowledge = await loadKnowledge(deps, indicators, now);
  return Promise.all(
    indicators.map(async (indicator): Promise<IndicatorChange> => {
      const [facts, relayCountry] = await Promise.all([
        examine(indicator, indicator.facts, deps.sources, now),
        findCountry(deps.sources, indicator.context?.relayIp ?? null, now),
      ]);
      return judge(indicator, facts, { ...worldOf(indicator, knowledge), relayCountry }, now);
    }),
  );
}
