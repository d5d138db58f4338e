import { campaignsOf } from "../../src/domain/campaign.ts";
import { NO_FACTS } from "../../src/domain/evidence.ts";
import type { HistoryEntry, Indicator } from "../../src/domain/indicator.ts";
import type { MailRecord } from "../../src/domain/mail-record.ts";
import type { Reporter } from "../../src/domain/person.ts";
import type { EpochSeconds } from "../../src/domain/time.ts";
import type { CampaignStore, IndicatorChange, PersonStore } from "../../src/ports.ts";

/** What the memory store has in hand. */
export interface MemoryState {
  readonly mails: Map<string, MailRecord>;
  readonly indicators: Map<string, Indicator>;
  readonly history: readonly HistoryEntry[];
  readonly log: readonly {
    readonly serial: number;
    readonly key: string;
    readonly action: string;
    readonly at: EpochSeconds;
    readonly why: string;
  }[];
  call<T>(name: string, work: () => T): Promise<T>;
  applyChange(change: IndicatorChange, now: EpochSeconds): void;
}

/** The part of the memory store that campaigns and people use. */
export function memoryPeople({
  mails,
  indicators,
  history,
  log,
  call,
  applyChange,
}: MemoryState): CampaignStore & PersonStore {
  const trusted = new Map<string, string | null>();
  const hostsOf = (campaign: string): Indicator[] =>
    [...indicators.values()]
      .filter((i) => i.checks > 0 && campaignsOf(i).includes(campaign))
      .sort((a, b) => b.firstSeenAt - a.firstSeenAt);
  const reporter = (hash: string): Reporter => {
    const seen = [...indicators.values()].filter((i) => i.reporters.includes(hash));
    return {
      hash,
      indicators: seen.length,
      lastSeenAt: seen.length === 0 ? null : Math.max(...seen.map((i) => i.lastSeenAt)),
      isTrusted: trusted.has(hash),
      note: trusted.get(hash) ?? null,
    };
  };
  return {
    findCampaignHosts: (campaigns, since) =>
      call("findCampaignHosts", () => {
        const found = campaigns.map((campaign): [string, string[]] => [
          campaign,
          hostsOf(campaign)
            .filter((i) => i.firstSeenAt > since)
            .map((i) => i.key),
        ]);
        return new Map(found.filter(([, keys]) => keys.length > 0));
      }),
    loadCampaign: (campaign, countMax) =>
      call("loadCampaign", () => {
        const hosts = hostsOf(campaign).slice(0, countMax);
        const ids = hosts.filter((i) => i.listing !== null).flatMap((i) => i.mailIds);
        return {
          hosts: hosts.map((i) => ({
            key: i.key,
            firstSeenAt: i.firstSeenAt,
            lastSeenAt: i.lastSeenAt,
            mails: i.mails,
            status: i.status,
            listedAt: i.listing?.listedAt ?? null,
            brand: i.context?.brand ?? null,
            person: i.person ?? null,
          })),
          reports: [...mails.values()].filter((m) => m.isPublic && ids.includes(m.id)),
        };
      }),
    addIndicator: (subject, now) =>
      call("addIndicator", () => {
        if (indicators.has(subject.key)) return;
        indicators.set(subject.key, {
          ...subject,
          firstSeenAt: now,
          lastSeenAt: now,
          mails: 0,
          reporters: [],
          mailIds: [],
          context: null,
          facts: NO_FACTS,
          verdict: null,
          status: "watched",
          listing: null,
          checks: 0,
          checkedAt: null,
          nextCheckAt: now,
        });
      }),
    saveVerdicts: (changes, _, now) =>
      call("saveVerdicts", () => {
        for (const change of changes) applyChange(change, now);
      }),
    listOutdated: (after, rulesVersion, countMax) =>
      call("listOutdated", () =>
        [...indicators.values()]
          .filter((i) => i.key > after && i.verdict !== null && i.verdict.rulesVersion !== rulesVersion)
          .sort((a, b) => (a.key < b.key ? -1 : 1))
          .slice(0, countMax),
      ),
    findNetworkCountries: () => call("findNetworkCountries", () => new Map<string, string>()),
    loadTrustedReporters: () => call("loadTrustedReporters", () => new Set(trusted.keys())),
    listReporters: (countMax) =>
      call("listReporters", () => {
        const hashes = new Set([...[...indicators.values()].flatMap((i) => i.reporters), ...trusted.keys()]);
        return { reporters: [...hashes].map(reporter).slice(0, countMax), isWhole: true };
      }),
    trustReporter: (hash, isTrusted, note) =>
      call("trustReporter", () => {
        if (isTrusted) trusted.set(hash, note);
        else trusted.delete(hash);
      }),
    setMailPublic: (id, isPublic) =>
      call("setMailPublic", () => {
        const mail = mails.get(id);
        if (mail) mails.set(id, { ...mail, isPublic });
        return mail !== undefined;
      }),
    listCorrections: (countMax) =>
      call("listCorrections", () =>
        log
          .filter((line) => line.action === "delist" && line.why !== "expired")
          .toReversed()
          .slice(0, countMax)
          .map((line) => {
            const said = history.findLast(
              (h) => h.key === line.key && h.at === line.at && h.field === "status",
            );
            const listed = history.findLast(
              (h) => h.key === line.key && h.at <= line.at && h.after === "listed",
            );
            const by = line.why === "cleared_by_person" ? ("person" as const) : ("machine" as const);
            return { ...line, by, why: said?.why ?? line.why, listedAt: listed?.at ?? null };
          }),
      ),
  };
}
