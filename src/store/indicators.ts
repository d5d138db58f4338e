import type { HistoryEntry, Indicator } from "../domain/indicator.ts";
import type { EpochSeconds } from "../domain/time.ts";
import { LEASE_SECONDS } from "../limits.ts";
import { d1 } from "./d1.ts";
import { INDICATOR_COLUMNS, toIndicator } from "./rows.ts";

/** D1 takes at most five terms in a compound SELECT. */
const UNION_TERMS_MAX = 5;

/**
 * Few keys are asked as a UNION of point reads, which reads exactly the rows that exist; an IN list or
 * json_each counts a row for every key asked, found or not.
 */
function selectByKeys(db: D1Database, keys: readonly string[]): D1PreparedStatement {
  if (keys.length <= UNION_TERMS_MAX) {
    const terms = keys.map((_, n) => `SELECT ${INDICATOR_COLUMNS} FROM indicators i WHERE i.key = ?${n + 1}`);
    return db.prepare(terms.join(" UNION ALL ")).bind(...keys);
  }
  return db
    .prepare(`SELECT ${INDICATOR_COLUMNS} FROM json_each(?1) j JOIN indicators i ON i.key = j.value`)
    .bind(JSON.stringify(keys));
}

export async function findIndicators(
  db: D1Database,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Indicator>> {
  const distinct = [...new Set(keys)];
  if (distinct.length === 0) return new Map();
  const { results } = await d1(() => selectByKeys(db, distinct).all());
  return new Map(results.map(toIndicator).map((i) => [i.key, i]));
}

export async function loadHistory(db: D1Database, keys: readonly string[]): Promise<readonly HistoryEntry[]> {
  if (keys.length === 0) return [];
  const { results } = await d1(() =>
    db
      .prepare(
        `SELECT h.key, h.at, h.field, h.before, h.after, h.who, h.why
           FROM json_each(?1) j JOIN history h ON h.key = j.value ORDER BY h.at, h.key, h.field`,
      )
      .bind(JSON.stringify(keys))
      .all<HistoryEntry>(),
  );
  return results;
}

/**
 * One lease for all of rechecking instead of one a row: a lease on each row would cost two rows written a
 * check (the row and its place in the index). Written only when something is due, so an idle tick is free.
 */
const TAKE_LEASE = `
INSERT INTO leases (name, holder, until)
SELECT 'recheck', ?1, ?2 WHERE EXISTS (SELECT 1 FROM indicators WHERE (checks = 0) IN (0, 1) AND next_check_at <= ?3)
    ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until WHERE leases.until <= ?3`;

/**
 * First looks before later ones, two to one, each oldest first; places that one side leaves go to the other. So a
 * new name never waits behind a backlog of rechecks, and a flood of new names never stops the rechecks.
 */
const FIRST_LOOKS_PER_LATER = 2;

const dueKeys = (isFirst: 0 | 1, weight: number) => `
  SELECT key, row_number() OVER (ORDER BY next_check_at) / ${weight}.0 AS turn FROM (
    SELECT key, next_check_at FROM indicators
     WHERE (checks = 0) = ${isFirst} AND next_check_at <= ?1 ORDER BY next_check_at LIMIT ?3)`;

const SELECT_DUE = `
SELECT ${INDICATOR_COLUMNS} FROM (
  SELECT key, turn FROM (${dueKeys(1, FIRST_LOOKS_PER_LATER)} UNION ALL ${dueKeys(0, 1)})
   ORDER BY turn LIMIT ?3) AS due
  JOIN indicators i ON i.key = due.key
 WHERE EXISTS (SELECT 1 FROM leases WHERE name = 'recheck' AND holder = ?2)
 ORDER BY due.turn`;

export async function claimDue(
  db: D1Database,
  now: EpochSeconds,
  countMax: number,
  holder: string,
): Promise<readonly Indicator[]> {
  const [, due] = await d1(() =>
    db.batch([
      db.prepare(TAKE_LEASE).bind(holder, now + LEASE_SECONDS, now),
      db.prepare(SELECT_DUE).bind(now, holder, countMax),
    ]),
  );
  return (due?.results ?? []).map(toIndicator);
}

export async function releaseLease(db: D1Database, holder: string): Promise<void> {
  await d1(() =>
    db.prepare("UPDATE leases SET until = 0 WHERE name = 'recheck' AND holder = ?1").bind(holder).run(),
  );
}
