import type { EpochSeconds } from "../domain/time.ts";
import type { IndicatorChange } from "../ports.ts";
import { d1 } from "./d1.ts";

/**
 * What a run of rechecks changed, in one transaction of at most seven statements whatever its size: the Free
 * plan may count each statement of a batch against 50 per invocation.
 *
 * Serials: the n-th listing change of the batch takes feed_state.serial + n. The steps run in this order,
 * since each reads what the one before left: log, counter, listings, indicators, serial.
 */

/** `position` is 1.. for a change that lists or delists, 0 for one that leaves the feeds alone. */
const SAVE_INDICATORS = `
UPDATE indicators SET
       facts = j.value -> 'facts', verdict = j.value -> 'verdict', status = j.value ->> 'status',
       checks = j.value ->> 'checks', checked_at = j.value ->> 'checkedAt',
       next_check_at = j.value ->> 'nextCheckAt',
       listing_serial = CASE WHEN j.value ->> 'position' > 0 THEN f.serial + (j.value ->> 'position')
                             ELSE listing_serial END,
       listed_at = coalesce(j.value ->> 'listedAt', listed_at),
       listing_expires_at = coalesce(j.value ->> 'expiresAt', listing_expires_at)
  FROM json_each(?1) AS j, feed_state AS f
 WHERE indicators.key = j.value ->> 'key'`;

const ADD_HISTORY = `
INSERT INTO history (key, at, field, before, after, who, why)
SELECT j.value ->> 'key', j.value ->> 'at', j.value ->> 'field', j.value ->> 'before', j.value ->> 'after',
       j.value ->> 'who', j.value ->> 'why'
  FROM json_each(?1) AS j WHERE true
    ON CONFLICT (key, at, field) DO UPDATE SET after = excluded.after, why = excluded.why`;

const LOG = `
INSERT INTO listing_log (serial, key, action, at, why)
SELECT f.serial + (j.value ->> 'position'), j.value ->> 'key', j.value ->> 'action', ?2, j.value ->> 'why'
  FROM json_each(?1) AS j, feed_state AS f`;

const COUNT = `
UPDATE feed_state SET changed_at = ?2,
       entries = entries
         + (SELECT count(*) FROM json_each(?1) j WHERE j.value ->> 'action' = 'list'
               AND NOT EXISTS (SELECT 1 FROM listings l WHERE l.key = j.value ->> 'key'))
         - (SELECT count(*) FROM json_each(?1) j WHERE j.value ->> 'action' = 'delist'
               AND EXISTS (SELECT 1 FROM listings l WHERE l.key = j.value ->> 'key'))`;

const PUT_LISTINGS = `
INSERT INTO listings (key, scope, serial, probability_bp, reasons, first_seen_at, listed_at, expires_at)
SELECT j.value ->> 'key', j.value ->> 'scope', f.serial + (j.value ->> 'position'),
       j.value ->> 'probabilityBp', j.value -> 'reasons', j.value ->> 'firstSeenAt',
       j.value ->> 'listedAt', j.value ->> 'expiresAt'
  FROM json_each(?1) AS j, feed_state AS f WHERE j.value ->> 'action' = 'list'
    ON CONFLICT (key) DO UPDATE SET serial = excluded.serial, probability_bp = excluded.probability_bp,
       reasons = excluded.reasons, listed_at = excluded.listed_at, expires_at = excluded.expires_at`;

const DROP_LISTINGS = `
DELETE FROM listings WHERE key IN
  (SELECT j.value ->> 'key' FROM json_each(?1) AS j WHERE j.value ->> 'action' = 'delist')`;

const RAISE_SERIAL = "UPDATE feed_state SET serial = serial + json_array_length(?1)";

/** A verdict's reasons as the feed shows them: rule ids, strongest first. */
function reasonIds(change: IndicatorChange): string[] {
  const reasons = change.indicator.verdict?.reasons ?? [];
  return [...reasons].sort((a, b) => b.db - a.db || a.id.localeCompare(b.id)).map((r) => r.id);
}

function toListingRows(changes: readonly IndicatorChange[]) {
  return changes
    .filter((c) => c.listing !== null)
    .map((c, n) => ({
      key: c.indicator.key,
      scope: c.indicator.scope,
      position: n + 1,
      action: c.listing?.action,
      why: c.listing?.why,
      probabilityBp: Math.round((c.indicator.verdict?.probability ?? 0) * 10_000),
      reasons: reasonIds(c),
      firstSeenAt: c.indicator.firstSeenAt,
      listedAt: c.indicator.listing?.listedAt ?? null,
      expiresAt: c.indicator.listing?.expiresAt ?? null,
    }));
}

function toIndicatorRows(changes: readonly IndicatorChange[]) {
  const position = new Map(toListingRows(changes).map((row) => [row.key, row.position]));
  return changes.map(({ indicator: i }) => ({
    key: i.key,
    facts: i.facts,
    verdict: i.verdict,
    status: i.status,
    checks: i.checks,
    checkedAt: i.checkedAt,
    nextCheckAt: i.nextCheckAt,
    position: position.get(i.key) ?? 0,
    listedAt: i.listing?.listedAt ?? null,
    expiresAt: i.listing?.expiresAt ?? null,
  }));
}

export async function saveChanges(
  db: D1Database,
  changes: readonly IndicatorChange[],
  now: EpochSeconds,
): Promise<void> {
  if (changes.length === 0) return;
  const history = changes.flatMap((c) => c.history);
  const listings = toListingRows(changes);
  const statements: D1PreparedStatement[] = [];
  if (listings.length > 0) {
    const rows = JSON.stringify(listings);
    statements.push(db.prepare(LOG).bind(rows, now), db.prepare(COUNT).bind(rows, now));
    statements.push(db.prepare(PUT_LISTINGS).bind(rows), db.prepare(DROP_LISTINGS).bind(rows));
  }
  statements.push(db.prepare(SAVE_INDICATORS).bind(JSON.stringify(toIndicatorRows(changes))));
  if (history.length > 0) statements.push(db.prepare(ADD_HISTORY).bind(JSON.stringify(history)));
  if (listings.length > 0) statements.push(db.prepare(RAISE_SERIAL).bind(JSON.stringify(listings)));
  await d1(() => db.batch(statements));
}
