import type { Context } from "hono";
import { campaignsOf } from "../domain/campaign.ts";
import { type Evidence, type Network, PENDING } from "../domain/evidence.ts";
import type { Indicator } from "../domain/indicator.ts";
import type { MailRecord } from "../domain/mail-record.ts";
import { networkKey } from "../domain/network.ts";
import { DAY_SECONDS } from "../domain/time.ts";
import type { ServeDeps } from "./app.ts";
import { wordsOf } from "./pages/layout.ts";
import { reportPage } from "./pages/report.ts";
import { reportJson } from "./report/json.ts";
import { reportMarkdown } from "./report/markdown.ts";
import { buildReport } from "./report/rows.ts";
import { toZone, type Zone } from "./report/time-text.ts";
import type { ReportView } from "./report/view.ts";
import { CACHE, checkParameters, chooseLang, sendError } from "./respond.ts";

/** The door /reports/{id}. The id is the key: a report is not listed anywhere unless it is published. */

const NAME = /^([0-9a-f]{32})(\.json|\.md)?$/;

export async function getReport(c: Context, deps: ServeDeps, name: string): Promise<Response> {
  const parameters = checkParameters(c, ["lang"]);
  if (!parameters.ok) return sendError(c, deps, parameters.error);
  const lang = chooseLang(c);
  if (!lang.ok) return sendError(c, deps, lang.error);
  const [, id, form = ".html"] = NAME.exec(name) ?? [];
  const record = id === undefined ? null : await deps.store.loadMail(id);
  if (record === null) return sendError(c, deps, { code: "not_found", what: "report of that id" });
  const [indicators, history] = await Promise.all([
    deps.store.findIndicators(record.keys),
    deps.store.loadHistory(record.keys),
  ]);
  const { isSimulated } = deps.config;
  // Beside a simulated internet stands a simulated caller.
  const zone = toZone(isSimulated ? null : readerZone(c), lang.value);
  const relayNetwork = await findRelayNetwork(deps, record);
  const campaignHosts = await findCampaigns(deps, indicators);
  const view = buildReport({
    record: { ...record, relayNetwork },
    indicators,
    history,
    campaignHosts,
    lang: lang.value,
    zone,
    isSimulated,
  });
  c.header("cache-control", CACHE.private);
  c.header("vary", "Accept-Language");
  if (!record.isPublic) c.header("x-robots-tag", "noindex, nofollow");
  return sendReport(c, view, zone, form);
}

/** Older ones are over. */
const CAMPAIGN_SECONDS = 90 * DAY_SECONDS;

/** Campaigns of what is or was listed; the page of another one would name nobody. */
async function findCampaigns(
  { store, clock }: ServeDeps,
  indicators: ReadonlyMap<string, Indicator>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const listed = [...indicators.values()].filter((i) => i.listing !== null && i.person?.action !== "clear");
  return store.findCampaignHosts(listed.flatMap(campaignsOf), clock.now() - CAMPAIGN_SECONDS);
}

/** The network that the mail was sent from, asked by the first look. */
async function findRelayNetwork(deps: ServeDeps, record: MailRecord): Promise<Evidence<Network>> {
  const ip = record.extraction?.sender.relay?.ip ?? "";
  const key = networkKey(ip);
  const owner = key === null ? null : await deps.store.findNetworkOwner(key, deps.clock.now());
  if (owner === null) return PENDING;
  return { state: "found", value: { ip, ...owner, cdn: null }, source: "asn", observedAt: record.receivedAt };
}

function sendReport(c: Context, view: ReportView, zone: Zone, form: string): Response | Promise<Response> {
  if (form === ".json") return c.json(reportJson(view));
  if (form === ".md")
    return c.body(reportMarkdown(view, wordsOf(view.lang), zone), 200, {
      "content-type": "text/markdown; charset=utf-8",
    });
  return c.html(reportPage(view, zone));
}

/** Cloudflare tells the zone of the caller's address; elsewhere there is none. */
function readerZone(c: Context): string | null {
  const { cf } = c.req.raw as Request & { cf?: { timezone?: unknown } };
  return typeof cf?.timezone === "string" ? cf.timezone : null;
}
