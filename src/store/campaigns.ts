import { type CampaignHost, type CampaignRecord, campaignsOf } from "../domain/campaign.ts";
import type { EpochSeconds } from "../domain/time.ts";
import type { IndicatorChange } from "../ports.ts";
import { d1 } from "./d1.ts";

/** Ten is the most that a rule asks for; the report says "32 or more". */
export const CAMPAIGN_HOSTS_COUNTED_MAX = 32;
/** Mails of the newest hosts that are searched for published reports, and reports that are shown. */
const REPORT_HOSTS_MAX = 50;
const REPORTS_MAX = 20;

/**
 * The hosts that a look found fresh, as members of their campaigns. A row is written once, since the instant is that
 * of the first sighting; `null`: nothing to add.
 */
export function addCampaignHosts(
  db: D1Database,
  changes: readonly IndicatorChange[],
): D1PreparedStatement | null {
  const rows = changes
    .map(({ indicator }) => indicator)
    .filter(({ verdict, person }) => verdict?.band !== "benign" && person?.action !== "clear")
    .flatMap((indicator) =>
      campaignsOf(indicator).map((campaign) => ({ campaign, key: indicator.key, at: indicator.firstSeenAt })),
    );
  if (rows.length === 0) return null;
  return db
    .prepare(
      `INSERT INTO campaign_hosts (campaign, at, key)
       SELECT j.value ->> 'campaign', j.value ->> 'at', j.value ->> 'key' FROM json_each(?1) AS j
        WHERE true ON CONFLICT DO NOTHING`,
    )
    .bind(JSON.stringify(rows));
}

export async function findCampaignHosts(
  db: D1Database,
  campaigns: readonly string[],
  since: EpochSeconds,
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (campaigns.length === 0) return new Map();
  const { results } = await d1(() =>
    db
      .prepare(
        `SELECT j.value AS campaign, (SELECT json_group_array(key) FROM (
                  SELECT DISTINCT key FROM campaign_hosts WHERE campaign = j.value AND at > ?2
                   ORDER BY at DESC LIMIT ${CAMPAIGN_HOSTS_COUNTED_MAX})) AS keys
           FROM json_each(?1) AS j`,
      )
      .bind(JSON.stringify([...new Set(campaigns)]), since)
      .all<{ campaign: string; keys: string }>(),
  );
  const hosts = results.map((r) => [r.campaign, JSON.parse(r.keys) as string[]] as const);
  return new Map(hosts.filter(([, keys]) => keys.length > 0));
}

const HOSTS = `
SELECT i.key, i.first_seen_at AS firstSeenAt, i.last_seen_at AS lastSeenAt, i.mails, i.status,
       i.listed_at AS listedAt, i.context ->> 'brand' AS brand, i.person
  FROM (SELECT DISTINCT key FROM campaign_hosts WHERE campaign = ?1 ORDER BY at DESC LIMIT ?2) c
  JOIN indicators i ON i.key = c.key ORDER BY i.first_seen_at DESC, i.key`;

/** Only what the operator has published, and only mails of hosts that the page names. */
const REPORTS = `
SELECT m.id, m.received_at AS receivedAt FROM mails m
 WHERE m.id IN (SELECT id.value FROM (
         SELECT DISTINCT key FROM campaign_hosts WHERE campaign = ?1 ORDER BY at DESC LIMIT ${REPORT_HOSTS_MAX}) c
           JOIN indicators i ON i.key = c.key AND i.listed_at IS NOT NULL, json_each(i.mail_ids) AS id)
   AND m.record ->> 'isPublic' = 1 AND m.expires_at > ?2
 ORDER BY m.received_at DESC LIMIT ${REPORTS_MAX}`;

export async function loadCampaign(
  db: D1Database,
  campaign: string,
  countMax: number,
  now: EpochSeconds,
): Promise<CampaignRecord> {
  const [hosts, reports] = await d1(() =>
    db.batch<Record<string, unknown>>([
      db.prepare(HOSTS).bind(campaign, countMax),
      db.prepare(REPORTS).bind(campaign, now),
    ]),
  );
  const rows = (hosts?.results ?? []) as unknown as (Omit<CampaignHost, "person"> & {
    person: string | null;
  })[];
  return {
    hosts: rows.map((row) => ({ ...row, person: row.person === null ? null : JSON.parse(row.person) })),
    reports: (reports?.results ?? []) as unknown as CampaignRecord["reports"],
  };
}
