import type { EpochSeconds } from "../domain/time.ts";
import type { IndicatorChange } from "../ports.ts";
import { feedStatements, type Seen, toIndicatorRows, unless } from "./changes.ts";
import { d1 } from "./d1.ts";

/**
 * Facts and schedule are not named here, so that a verdict costs one row and no place in the index. A listing that is
 * gone (a person cleared it) leaves no dates behind: only an expired one may come back by itself.
 */
const SAVE_VERDICTS = `
UPDATE indicators SET
       verdict = j.value -> 'verdict', status = j.value ->> 'status', person = j.value -> 'person',
       listing_serial = iif(j.value ->> 'expiresAt' IS NULL, NULL,
                            coalesce(f.serial + (j.value ->> 'position'), listing_serial)),
       listed_at = j.value ->> 'listedAt', listing_expires_at = j.value ->> 'expiresAt'
  FROM json_each(?1) AS j, feed_state AS f
 WHERE indicators.key = j.value ->> 'key' AND (${unless("indicators", "j.value")}) IS NOT TRUE`;

/** What is listed must be looked at when it ends. Its own statement: only a listing pays for the index. */
const SCHEDULE_ENDINGS = `
UPDATE indicators SET next_check_at = listing_expires_at
 WHERE key IN (SELECT j.value ->> 'key' FROM json_each(?1) AS j WHERE j.value ->> 'status' = 'listed')
   AND next_check_at IS NULL AND status = 'listed'`;

const byPerson: Seen = () => ({ decidedAt: null, readAt: null });
const byRules: Seen = ({ person, checkedAt }) => ({ decidedAt: person?.at ?? 0, readAt: checkedAt ?? 0 });

export async function saveVerdicts(
  db: D1Database,
  changes: readonly IndicatorChange[],
  by: "person" | "machine",
  now: EpochSeconds,
): Promise<void> {
  if (changes.length === 0) return;
  const seen = by === "person" ? byPerson : byRules;
  const statements = feedStatements(db, changes, now, null, seen);
  const rows = JSON.stringify(toIndicatorRows(changes, seen));
  statements.push(db.prepare(SAVE_VERDICTS).bind(rows));
  if (changes.some(({ listing }) => listing?.action === "list"))
    statements.push(db.prepare(SCHEDULE_ENDINGS).bind(rows));
  await d1(() => db.batch(statements));
}
