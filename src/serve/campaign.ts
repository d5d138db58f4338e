import type { Context } from "hono";
import {
  type CampaignHost,
  type CampaignRecord,
  campaignId,
  campaignKind,
  parseCampaignId,
} from "../domain/campaign.ts";
import { toRfc3339 } from "../domain/time.ts";
import type { ServeDeps } from "./app.ts";
import { campaignPage } from "./pages/campaign.ts";
import { CACHE, checkParameters, chooseLang, originOf, sendError } from "./respond.ts";
import type { CampaignAnswer } from "./schemas-people.ts";

/** The door /campaigns/{id}. The id holds what the hosts share: see domain/campaign.ts. */

/** Hosts of one answer; the largest kit of the survey had 716 in a year. */
const HOSTS_MAX = 200;

export async function getCampaign(c: Context, deps: ServeDeps, name: string): Promise<Response> {
  const isJson = name.endsWith(".json");
  const parameters = checkParameters(c, ["lang"]);
  if (!parameters.ok) return sendError(c, deps, parameters.error);
  const lang = chooseLang(c);
  if (!lang.ok) return sendError(c, deps, lang.error);
  const key = parseCampaignId(isJson ? name.slice(0, -".json".length) : name);
  const record = key === null ? null : await deps.store.loadCampaign(key, HOSTS_MAX, deps.clock.now());
  const answer = key === null || record === null ? null : toAnswer(key, record, originOf(c, deps));
  if (answer === null) return sendError(c, deps, { code: "not_found", what: "campaign of that id" });
  c.header("cache-control", CACHE.answer);
  if (isJson) return c.json(answer);
  c.header("vary", "Accept-Language");
  return c.html(campaignPage({ lang: lang.value, campaign: answer, isSimulated: deps.config.isSimulated }));
}

/**
 * `null`: nothing of it was ever listed. A host is named only if it is or was listed and no person cleared it: to be
 * fresh and to look alike is no crime, and forged mails can make an honest name look alike.
 */
export function toAnswer(key: string, record: CampaignRecord, origin: string): CampaignAnswer | null {
  const named = record.hosts.filter((h) => h.listedAt !== null && h.person?.action !== "clear");
  if (named.length === 0) return null;
  return {
    id: campaignId(key),
    kind: campaignKind(key),
    shared: sharedOf(key),
    first_at: toRfc3339(Math.min(...named.map((h) => h.firstSeenAt))),
    last_at: toRfc3339(Math.max(...named.map((h) => h.lastSeenAt))),
    hosts_total: record.hosts.length,
    hosts: named.map((h) => ({
      key: h.key,
      status: h.status,
      first_at: toRfc3339(h.firstSeenAt),
      last_at: toRfc3339(h.lastSeenAt),
      mails: h.mails,
      brand: h.brand,
    })),
    mails: named.reduce((sum, h) => sum + h.mails, 0),
    brands: countBy(named, (h) => h.brand),
    timeline: Object.entries(countBy(named, dayOf))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([day, hosts]) => ({ day, hosts })),
    reports: record.reports.map(({ id }) => `${origin}/reports/${id}`),
  };
}

const dayOf = ({ firstSeenAt }: CampaignHost): string => toRfc3339(firstSeenAt).slice(0, 10);

function countBy(
  hosts: readonly CampaignHost[],
  of: (host: CampaignHost) => string | null,
): Record<string, number> {
  const counts = new Map<string, number>();
  for (const host of hosts) {
    const value = of(host);
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return Object.fromEntries(counts);
}

/** `kit:jcb:/jk` => brand and path; `registration:2026-02-10T08:ns1,ns2` => hour and nameservers; else the phone. */
function sharedOf(key: string): Record<string, string> {
  const [, kind, rest] = /^(\w+):(.*)$/s.exec(key) as unknown as [string, string, string];
  if (kind === "phone") return { phone: rest };
  const at = rest.indexOf(":");
  const [head, tail] = [rest.slice(0, at), rest.slice(at + 1)];
  return kind === "kit" ? { brand: head, path: tail } : { hour: `${head}:00Z`, nameservers: tail };
}
