import type { FeedDelta, FeedState } from "../ports.ts";
import { timeSql } from "../publish/formats/columns.ts";
import { ENTRY_SQL } from "../publish/formats/tables.ts";
import { d1 } from "./d1.ts";

/**
 * A key's last word counts: its entry where the listing is this very line's, its tombstone where it is not listed.
 * Every other line was overtaken by a later one and says nothing.
 */
const DELTA = `
SELECT group_concat(line, ',' || char(10)) AS changes, max(serial) AS reached FROM (
  SELECT g.serial, CASE g.action
    WHEN 'list' THEN (SELECT json_object('action', 'list', 'entry', ${ENTRY_SQL}) FROM listings
                       WHERE listings.key = g.key AND listings.serial = g.serial)
    WHEN 'delist' THEN iif(EXISTS (SELECT 1 FROM listings l WHERE l.key = g.key), NULL,
      json_object('action', 'delist', 'key', g.key, 'serial', g.serial, 'at', ${timeSql("g.at")}, 'why', g.why)) END
    AS line
  FROM (SELECT * FROM listing_log WHERE serial > ?1 ORDER BY serial LIMIT ?2) AS g ORDER BY g.serial)`;

/** State, log and listings are read in one transaction: a delta never mixes two moments. */
export async function loadDelta(db: D1Database, since: number, countMax: number): Promise<FeedDelta> {
  const [state, oldest, delta] = await d1(() =>
    db.batch<Record<string, unknown>>([
      db.prepare("SELECT serial, changed_at AS changedAt, entries FROM feed_state WHERE id = 1"),
      db.prepare("SELECT min(serial) AS oldest FROM listing_log"),
      db.prepare(DELTA).bind(since, countMax),
    ]),
  );
  const found = delta?.results[0] as { changes: string | null; reached: number | null } | undefined;
  return {
    state: state?.results[0] as unknown as FeedState,
    oldest: (oldest?.results[0] as { oldest: number | null } | undefined)?.oldest ?? null,
    reached: found?.reached ?? since,
    changes: found?.changes ?? "",
  };
}

/** Read by the partial index over corrections, so that expiries cost nothing however many there are. */
const CORRECTIONS = `
SELECT group_concat(line, ',' || char(10)) AS text FROM (
  SELECT json_object('key', g.key, 'serial', g.serial, 'delisted_at', ${timeSql("g.at")}, 'why', g.why) AS line
    FROM listing_log g
   WHERE g.action = 'delist' AND g.why <> 'expired'
     AND NOT EXISTS (SELECT 1 FROM listings l WHERE l.key = g.key)
   ORDER BY g.serial DESC LIMIT ?1)`;

export async function loadCorrections(db: D1Database, countMax: number): Promise<string> {
  const row = await d1(() => db.prepare(CORRECTIONS).bind(countMax).first<{ text: string | null }>());
  return row?.text ?? "";
}
