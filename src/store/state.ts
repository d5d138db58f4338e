import type { EpochSeconds } from "../domain/time.ts";
import { GATE_HOLD_SECONDS } from "../limits.ts";
import type { FeedState, Health } from "../ports.ts";
import { d1 } from "./d1.ts";

type Table = { readonly value: string; readonly updatedAt: EpochSeconds };

export async function loadTable(db: D1Database, name: string): Promise<Table | null> {
  return d1(() =>
    db.prepare("SELECT value, updated_at AS updatedAt FROM state WHERE name = ?1").bind(name).first<Table>(),
  );
}

export async function saveTable(
  db: D1Database,
  name: string,
  value: string,
  now: EpochSeconds,
): Promise<void> {
  await d1(() =>
    db
      .prepare(
        `INSERT INTO state (name, value, updated_at) VALUES (?1, ?2, ?3)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`,
      )
      .bind(name, value, now)
      .run(),
  );
}

export async function loadTableAges(db: D1Database): Promise<ReadonlyMap<string, EpochSeconds>> {
  const { results } = await d1(() =>
    db.prepare("SELECT name, updated_at AS at FROM state").all<{ name: string; at: number }>(),
  );
  return new Map(results.map((r) => [r.name, r.at]));
}

/** The list is one text of `domain rank` lines: parsing 10,000 of them would cost the Worker a millisecond. */
export async function findPopularity(
  db: D1Database,
  domains: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (domains.length === 0) return new Map();
  const { results } = await d1(() =>
    db
      .prepare(
        `SELECT domain, CAST(substr(list, at + length(domain) + 2, 7) AS INTEGER) AS rank FROM (
           SELECT j.value AS domain, s.value AS list, instr(s.value, char(10) || j.value || ' ') AS at
             FROM json_each(?1) j, state s WHERE s.name = 'popularity') WHERE at > 0`,
      )
      .bind(JSON.stringify(domains))
      .all<{ domain: string; rank: number }>(),
  );
  return new Map(results.map((r) => [r.domain, r.rank]));
}

export async function saveGateFailure(db: D1Database, why: string | null, now: EpochSeconds): Promise<void> {
  if (why !== null) return saveTable(db, "gate_failure", why, now);
  await d1(() => db.prepare("DELETE FROM state WHERE name = 'gate_failure'").run());
}

/** The backlog is counted to this bound: a count without one would scan the whole index on every probe. */
const BACKLOG_COUNTED_MAX = 10_000;

/** What the gate holds back is asked for again within GATE_HOLD_SECONDS; a refusal older than two such times is over. */
const GATE_NEWS_SECONDS = 2 * GATE_HOLD_SECONDS;

const dueTimes = (isFirst: 0 | 1) => `
  SELECT at FROM (SELECT next_check_at AS at FROM indicators
    WHERE (checks = 0) = ${isFirst} AND next_check_at <= ?1 ORDER BY next_check_at LIMIT ?2)`;

export async function loadHealth(db: D1Database, now: EpochSeconds): Promise<Health> {
  const [schema, due, feed, gate] = await d1(() =>
    db.batch<Record<string, unknown>>([
      db.prepare("SELECT value FROM state WHERE name = 'schema'"),
      db
        .prepare(
          `SELECT count(*) AS backlog, min(at) AS oldest FROM (${dueTimes(1)} UNION ALL ${dueTimes(0)})`,
        )
        .bind(now, BACKLOG_COUNTED_MAX),
      db.prepare("SELECT serial, changed_at AS changedAt, entries FROM feed_state WHERE id = 1"),
      db
        .prepare(
          "SELECT value AS why, updated_at AS at FROM state WHERE name = 'gate_failure' AND updated_at > ?1",
        )
        .bind(now - GATE_NEWS_SECONDS),
    ]),
  );
  const backlog = due?.results[0] as { backlog: number; oldest: number | null } | undefined;
  const failure = gate?.results[0] as { why: string; at: number } | undefined;
  return {
    schemaVersion: Number((schema?.results[0] as { value: string } | undefined)?.value ?? 0),
    backlog: backlog?.backlog ?? 0,
    oldestDueAt: backlog?.oldest ?? null,
    feed: feed?.results[0] as unknown as FeedState,
    gateFailure: failure ? { at: failure.at, why: failure.why } : null,
  };
}
