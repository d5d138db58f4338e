import type { EpochSeconds } from "../domain/time.ts";
import { d1 } from "./d1.ts";
import { loadTable, saveTable } from "./state.ts";

/** Where the last call stopped: a key. */
const CURSOR = "purge_cursor";

/**
 * No index over last_seen_at, which would cost a row written each sighting: the table is walked in key order, a piece
 * a call, and rows read are plentiful. A person's word outlives the name (invariant 6).
 */
const DROP = `
DELETE FROM indicators
 WHERE key > ?1 AND key <= ?2 AND next_check_at IS NULL AND last_seen_at < ?3 AND status <> 'listed'
   AND person IS NULL`;

const DROP_HISTORY = `
DELETE FROM history
 WHERE key > ?1 AND key <= ?2 AND NOT EXISTS (SELECT 1 FROM indicators i WHERE i.key = history.key)`;

export async function purgeIndicators(
  db: D1Database,
  seenBefore: EpochSeconds,
  countMax: number,
  now: EpochSeconds,
): Promise<number> {
  const after = (await loadTable(db, CURSOR))?.value ?? "";
  const piece = await d1(() =>
    db
      .prepare(
        `SELECT max(key) AS last, count(*) AS n
           FROM (SELECT key FROM indicators WHERE key > ?1 ORDER BY key LIMIT ?2)`,
      )
      .bind(after, countMax)
      .first<{ last: string | null; n: number }>(),
  );
  const { last = null, n = 0 } = piece ?? {};
  let dropped = 0;
  if (last !== null) {
    const [gone] = await d1(() =>
      db.batch([db.prepare(DROP).bind(after, last, seenBefore), db.prepare(DROP_HISTORY).bind(after, last)]),
    );
    dropped = gone?.meta.changes ?? 0;
  }
  const next = last !== null && n === countMax ? last : "";
  if (next !== after) await saveTable(db, CURSOR, next, now);
  return dropped;
}
