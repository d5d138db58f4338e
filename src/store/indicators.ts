import type { HistoryEntry, Indicator } from "../domain/indicator.ts";
import type { EpochSeconds } from "../domain/time.ts";
import { LEASE_SECONDS } from "../limits.ts";
import { d1 } from "./d1.ts";
import { takeOverNewNames } from "./mails.ts";
import { keyPieces, pointReads } from "./point-reads.ts";
import { INDICATOR_COLUMNS, toIndicator } from "./rows.ts";

export async function findIndicators(
  db: D1Database,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Indicator>> {
  const pieces = keyPieces(keys);
  if (pieces.length === 0) return new Map();
  const read = (n: number): string => `SELECT ${INDICATOR_COLUMNS} FROM indicators i WHERE i.key = ?${n}`;
  const statements = pieces.map((piece) => db.prepare(pointReads(piece.length, read)).bind(...piece));
  const results = await d1(() => db.batch(statements));
  return new Map(results.flatMap((r) => r.results.map(toIndicator)).map((i) => [i.key, i]));
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
SELECT 'recheck', ?1, ?2
 WHERE EXISTS (SELECT 1 FROM indicators WHERE (checks = 0) IN (0, 1) AND next_check_at <= ?3)
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
  const results = await d1(() =>
    db.batch([
      ...takeOverNewNames(db, now),
      db.prepare(TAKE_LEASE).bind(holder, now + LEASE_SECONDS, now),
      db.prepare(SELECT_DUE).bind(now, holder, countMax),
    ]),
  );
  return (results.at(-1)?.results ?? []).map(toIndicator);
}

export async function releaseLease(db: D1Database, holder: string): Promise<void> {
  await d1(() =>
    db.prepare("UPDATE leases SET until = 0 WHERE name = 'recheck' AND holder = ?1").bind(holder).run(),
  );
}
