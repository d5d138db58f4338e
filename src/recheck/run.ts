import type { Indicator } from "../domain/indicator.ts";
import type { MailRecord } from "../domain/mail-record.ts";
import type { EpochSeconds } from "../domain/time.ts";
import type { IndicatorChange, Log, Store } from "../ports.ts";
import type { NeverListSources } from "../publish/never-list.ts";
import { makeNeverList } from "../publish/never-list.ts";
import { examine, type Sources } from "./examine.ts";
import { judge } from "./judge.ts";

export interface RunDeps {
  readonly store: Pick<
    Store,
    "claimDue" | "releaseLease" | "saveChanges" | "findIndicators" | "findPopularity"
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
      await lookAt(run, due.slice(n, n + SAVE_TOGETHER), now);
    await deps.endRun();
  } finally {
    await deps.store.releaseLease(holder);
  }
  deps.log.info("rechecked", { domains: due.length });
  return due.length;
}

/**
 * The first look at what a mail brought, inside the mail's own invocation. Only at keys that this mail brought
 * first: they are not due to the cron before LEASE_SECONDS have passed, so nobody else is at work on them. The
 * mail is stored already: a failure here costs it nothing.
 */
export async function runFirstLook(deps: RunDeps, mail: MailRecord, now: EpochSeconds): Promise<number> {
  const found = await deps.store.findIndicators(mail.keys);
  const fresh = [...found.values()].filter(
    (i) => i.checks === 0 && i.nextCheckAt !== null && i.mailIds[0] === mail.id,
  );
  await lookAt({ ...deps, sources: askingOnce(deps.sources) }, fresh.slice(0, deps.domainsMax), now);
  // The report shows the relay's network even where the mail brought nothing new.
  await findCountry(deps.sources, mail.extraction?.sender.relay?.ip ?? null, now);
  await deps.endRun();
  return fresh.length;
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
    dns: { ...dns, fetchFacts: once((host, now) => dns.fetchFacts(host, now)) },
    network: { fetchNetwork: once((ip, now) => network.fetchNetwork(ip, now)) },
  };
}

function once<T>(ask: (name: string, now: EpochSeconds) => Promise<T>): typeof ask {
  const asked = new Map<string, Promise<T>>();
  return (name, now) => {
    const answer = asked.get(name) ?? ask(name, now);
    asked.set(name, answer);
    return answer;
  };
}

async function lookAt(deps: RunDeps, indicators: readonly Indicator[], now: EpochSeconds): Promise<void> {
  if (indicators.length === 0) return;
  const domains = indicators.flatMap((i) => i.domain ?? []);
  const ranks = await deps.store.findPopularity(domains);
  const never = makeNeverList({ ...deps.never, popular: new Set(ranks.keys()) });
  const changes = await Promise.all(
    indicators.map(async (indicator): Promise<IndicatorChange> => {
      const [facts, relayCountry] = await Promise.all([
        examine(indicator, indicator.facts, deps.sources, now),
        findCountry(deps.sources, indicator.context?.relayIp ?? null, now),
      ]);
      const popularityRank = ranks.get(indicator.domain ?? "") ?? null;
      return judge(indicator, facts, { never, popularityRank, relayCountry }, now);
    }),
  );
  await deps.store.saveChanges(changes, now);
}
