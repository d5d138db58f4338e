import { NO_FACTS } from "../domain/evidence.ts";
import type { Indicator } from "../domain/indicator.ts";
import type { Correction, Reporter } from "../domain/person.ts";
import type { EpochSeconds } from "../domain/time.ts";
import { d1 } from "./d1.ts";
import { INDICATOR_COLUMNS, toIndicator } from "./rows.ts";

/** What people decide: rows made by hand, reporters, published reports, corrections. */

export async function addIndicator(
  db: D1Database,
  { key, scope, host, domain }: Pick<Indicator, "key" | "scope" | "host" | "domain">,
  now: EpochSeconds,
): Promise<void> {
  await d1(() =>
    db
      .prepare(
        `INSERT INTO indicators (key, scope, host, domain, first_seen_at, last_seen_at, mails, reporters, mail_ids,
                                 facts, status, next_check_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?5, 0, '[]', '[]', ?6, 'watched', ?5) ON CONFLICT (key) DO NOTHING`,
      )
      .bind(key, scope, host, domain, now, JSON.stringify(NO_FACTS))
      .run(),
  );
}

export async function listOutdated(
  db: D1Database,
  after: string,
  rulesVersion: string,
  countMax: number,
): Promise<readonly Indicator[]> {
  const { results } = await d1(() =>
    db
      .prepare(
        `SELECT ${INDICATOR_COLUMNS} FROM indicators i
          WHERE i.key > ?1 AND i.verdict ->> 'rulesVersion' <> ?2 ORDER BY i.key LIMIT ?3`,
      )
      .bind(after, rulesVersion, countMax)
      .all(),
  );
  return results.map(toIndicator);
}

export async function findNetworkCountries(
  db: D1Database,
  networks: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (networks.length === 0) return new Map();
  const { results } = await d1(() =>
    db
      .prepare(
        `SELECT n.network, n.country FROM json_each(?1) j JOIN networks n ON n.network = j.value
          WHERE n.country IS NOT NULL`,
      )
      .bind(JSON.stringify([...new Set(networks)]))
      .all<{ network: string; country: string }>(),
  );
  return new Map(results.map((r) => [r.network, r.country]));
}

export async function loadTrustedReporters(db: D1Database): Promise<ReadonlySet<string>> {
  const { results } = await d1(() => db.prepare("SELECT hash FROM reporters").all<{ hash: string }>());
  return new Set(results.map((r) => r.hash));
}

/** There is no index by reporter: so many names are looked at, and the answer says when there were more. */
const NAMES_LOOKED_AT_MAX = 20_000;

export async function listReporters(
  db: D1Database,
  countMax: number,
): Promise<{ readonly reporters: readonly Reporter[]; readonly isWhole: boolean }> {
  const [seen, trusted, total] = await d1(() =>
    db.batch<Record<string, unknown>>([
      db
        .prepare(
          `SELECT j.value AS hash, count(*) AS indicators, max(i.last_seen_at) AS lastSeenAt
             FROM (SELECT reporters, last_seen_at FROM indicators LIMIT ${NAMES_LOOKED_AT_MAX}) i,
                  json_each(i.reporters) j
            GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?1`,
        )
        .bind(countMax),
      db.prepare("SELECT hash, note FROM reporters ORDER BY hash"),
      db.prepare(`SELECT count(*) AS n FROM (SELECT 1 FROM indicators LIMIT ${NAMES_LOOKED_AT_MAX + 1})`),
    ]),
  );
  const notes = new Map(
    (trusted?.results ?? []).map((r) => [r.hash as string, r.note as string | null] as const),
  );
  const active = (seen?.results ?? []) as unknown as {
    hash: string;
    indicators: number;
    lastSeenAt: EpochSeconds;
  }[];
  const silent = [...notes.keys()].filter((hash) => !active.some((r) => r.hash === hash));
  const rows = [...active, ...silent.map((hash) => ({ hash, indicators: 0, lastSeenAt: null }))];
  return {
    reporters: rows.map((r) => ({ ...r, isTrusted: notes.has(r.hash), note: notes.get(r.hash) ?? null })),
    isWhole: Number(total?.results[0]?.n ?? 0) <= NAMES_LOOKED_AT_MAX,
  };
}

export async function trustReporter(
  db: D1Database,
  hash: string,
  isTrusted: boolean,
  note: string | null,
  now: EpochSeconds,
): Promise<void> {
  const statement = isTrusted
    ? db
        .prepare(
          `INSERT INTO reporters (hash, note, marked_at) VALUES (?1, ?2, ?3)
               ON CONFLICT (hash) DO UPDATE SET note = excluded.note, marked_at = excluded.marked_at`,
        )
        .bind(hash, note, now)
    : db.prepare("DELETE FROM reporters WHERE hash = ?1").bind(hash);
  await d1(() => statement.run());
}

export async function setMailPublic(db: D1Database, id: string, isPublic: boolean): Promise<boolean> {
  const result = await d1(() =>
    db
      .prepare("UPDATE mails SET record = json_set(record, '$.isPublic', json(?2)) WHERE id = ?1")
      .bind(id, String(isPublic))
      .run(),
  );
  return result.meta.changes > 0;
}

/** The log says that and when, the history who and why. Read by the index over those few lines of the log. */
const CORRECTIONS = `
SELECT g.serial, g.key, g.at, CASE g.why WHEN 'cleared_by_person' THEN 'person' ELSE 'machine' END AS by,
       coalesce(h.why, g.why) AS why,
       (SELECT max(b.at) FROM history b
         WHERE b.key = g.key AND b.at <= g.at AND b.field = 'status' AND b.after = 'listed') AS listedAt
  FROM listing_log g LEFT JOIN history h ON h.key = g.key AND h.at = g.at AND h.field = 'status'
 WHERE g.action = 'delist' AND g.why <> 'expired' ORDER BY g.serial DESC LIMIT ?1`;

export async function listCorrections(db: D1Database, countMax: number): Promise<readonly Correction[]> {
  const { results } = await d1(() => db.prepare(CORRECTIONS).bind(countMax).all<Correction>());
  return results;
}
