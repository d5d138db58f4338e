import { md5 } from "../domain/digests.ts";
import type { Indicator } from "../domain/indicator.ts";
import { HASH_PREFIX_DIGITS_MIN, keyHash } from "../domain/key-hash.ts";
import { DAY_SECONDS, type EpochSeconds } from "../domain/time.ts";
import { toHex, uuidV5 } from "../domain/uuid.ts";
import type { IndicatorChange } from "../ports.ts";
import { addCampaignHosts } from "./campaigns.ts";
import { d1 } from "./d1.ts";
import { countExcluded } from "./mails.ts";

/**
 * What looks at the world changed, in one transaction of at most eight statements whatever its size: the Free
 * plan may count each statement of a batch against 50 per invocation.
 *
 * Serials: the counter is raised first, by the number of listing changes; the changes take the numbers up to it:
 * `position` is 1 - n … 0. The steps run in the order of `statements`, since each reads what the one before left.
 */

type Rows = (parameter: string) => string;

/**
 * Changes of names that have rows, and that nobody has overtaken: a person's word that came since the row was read
 * stands (invariant 6), and so does a check. Without `decidedAt` or `readAt` that is not asked.
 */
export const unless = (row: string, value: string): string => `(
      ${value} ->> 'decidedAt' <> coalesce(${row}.person ->> 'at', 0)
   OR ${value} ->> 'readAt' <> coalesce(${row}.checked_at, 0))`;
const current: Rows = (parameter) => `(
  SELECT * FROM json_each(${parameter}) WHERE NOT EXISTS (
    SELECT 1 FROM indicators i WHERE i.key = value ->> 'key' AND ${unless("i", "value")}))`;

/** What a change has seen of the row that it changes. */
export type Seen = (indicator: Indicator) => {
  readonly decidedAt: EpochSeconds | null;
  readonly readAt: EpochSeconds | null;
};
const byLook: Seen = ({ person }) => ({ decidedAt: person?.at ?? 0, readAt: null });

/** Changes of names that wait in the mail `?2`: none when they wait no more, and none that has a row by now. */
const waiting: Rows = (parameter) => `(
  SELECT * FROM json_each(iif(EXISTS (SELECT 1 FROM mails WHERE id = ?2 AND look_until IS NOT NULL), ${parameter}, '[]'))
   WHERE NOT EXISTS (SELECT 1 FROM indicators i WHERE i.key = value ->> 'key'))`;

const raise = (rows: Rows) => `
UPDATE feed_state SET changed_at = ?3, serial = serial + json_array_length(?1),
       entries = entries
         + (SELECT count(*) FROM ${rows("?1")} j WHERE j.value ->> 'action' = 'list'
               AND NOT EXISTS (SELECT 1 FROM listings l WHERE l.key = j.value ->> 'key'))
         - (SELECT count(*) FROM ${rows("?1")} j WHERE j.value ->> 'action' = 'delist'
               AND EXISTS (SELECT 1 FROM listings l WHERE l.key = j.value ->> 'key')),
       peak_entries = max(entries, iif(?3 - peak_at < ${DAY_SECONDS}, peak_entries, 0)),
       peak_at = iif(?3 - peak_at < ${DAY_SECONDS}, peak_at, ?3)
 WHERE EXISTS (SELECT 1 FROM ${rows("?1")})`;

const log = (rows: Rows) => `
INSERT INTO listing_log (serial, key, action, at, why)
SELECT f.serial + (j.value ->> 'position'), j.value ->> 'key', j.value ->> 'action', ?3, j.value ->> 'why'
  FROM ${rows("?1")} AS j, feed_state AS f`;

const putListings = (rows: Rows) => `
INSERT INTO listings (key, scope, serial, probability_bp, reasons, first_seen_at, listed_at, expires_at,
                      evidence_db, uuid, md5)
SELECT j.value ->> 'key', j.value ->> 'scope', f.serial + (j.value ->> 'position'),
       j.value ->> 'probabilityBp', j.value -> 'reasons', j.value ->> 'firstSeenAt',
       j.value ->> 'listedAt', j.value ->> 'expiresAt', j.value ->> 'evidenceDb', j.value ->> 'uuid',
       j.value ->> 'md5'
  FROM ${rows("?1")} AS j, feed_state AS f WHERE j.value ->> 'action' = 'list'
    ON CONFLICT (key) DO UPDATE SET serial = excluded.serial, probability_bp = excluded.probability_bp,
       reasons = excluded.reasons, listed_at = excluded.listed_at, expires_at = excluded.expires_at,
       evidence_db = excluded.evidence_db, uuid = excluded.uuid, md5 = excluded.md5`;

const dropListings = (rows: Rows) => `
DELETE FROM listings WHERE key IN
  (SELECT j.value ->> 'key' FROM ${rows("?1")} AS j WHERE j.value ->> 'action' = 'delist')`;

/**
 * A hash goes into its bucket with the listing and out with it: one row written, none when it stands there already
 * (a renewal). An UPSERT a row, since UPDATE … FROM would apply one of two changes to the same bucket only.
 */
const putHashes = (rows: Rows) => `
INSERT INTO hash_buckets (prefix, hashes)
SELECT substr(j.value ->> 'hash', 1, ${HASH_PREFIX_DIGITS_MIN}),
       iif(j.value ->> 'action' = 'list', ' ', '-') || (j.value ->> 'hash')
  FROM ${rows("?1")} AS j WHERE j.value ->> 'action' = 'list' OR EXISTS
       (SELECT 1 FROM hash_buckets b WHERE b.prefix = substr(j.value ->> 'hash', 1, ${HASH_PREFIX_DIGITS_MIN}))
    ON CONFLICT (prefix) DO UPDATE SET
       hashes = iif(excluded.hashes GLOB '-*', replace(hashes, ' ' || substr(excluded.hashes, 2), ''),
                    hashes || excluded.hashes)
 WHERE (instr(hashes, ' ' || substr(excluded.hashes, 2)) > 0) = (excluded.hashes GLOB '-*')`;

const addHistory = (rows: Rows) => `
INSERT INTO history (key, at, field, before, after, who, why)
SELECT j.value ->> 'key', j.value ->> 'at', j.value ->> 'field', j.value ->> 'before', j.value ->> 'after',
       j.value ->> 'who', j.value ->> 'why'
  FROM ${rows("?1")} AS j WHERE true
    ON CONFLICT (key, at, field) DO UPDATE SET after = excluded.after, who = excluded.who, why = excluded.why`;

/** `position` is null for a change that leaves the feeds alone. */
const SAVE_INDICATORS = `
UPDATE indicators SET
       facts = j.value -> 'facts', verdict = j.value -> 'verdict', status = j.value ->> 'status',
       checks = j.value ->> 'checks', checked_at = j.value ->> 'checkedAt',
       next_check_at = j.value ->> 'nextCheckAt',
       listing_serial = coalesce(f.serial + (j.value ->> 'position'), listing_serial),
       listed_at = coalesce(j.value ->> 'listedAt', listed_at),
       listing_expires_at = coalesce(j.value ->> 'expiresAt', listing_expires_at)
  FROM json_each(?1) AS j, feed_state AS f
 WHERE indicators.key = j.value ->> 'key' AND (${unless("indicators", "j.value")}) IS NOT TRUE`;

const ADD_INDICATORS = `
INSERT INTO indicators (key, scope, host, domain, first_seen_at, last_seen_at, mails, reporters, mail_ids, context,
                        context_db, facts, verdict, status, listing_serial, listed_at, listing_expires_at, checks,
                        checked_at, next_check_at)
SELECT j.value ->> 'key', j.value ->> 'scope', j.value ->> 'host', j.value ->> 'domain', j.value ->> 'firstSeenAt',
       j.value ->> 'lastSeenAt', 1, j.value -> 'reporters', j.value -> 'mailIds', j.value -> 'context',
       (SELECT s.value ->> 'contextDb' FROM json_each(m.new_names) s WHERE s.value ->> 'key' = j.value ->> 'key'),
       j.value -> 'facts', j.value -> 'verdict', j.value ->> 'status', f.serial + (j.value ->> 'position'),
       j.value ->> 'listedAt', j.value ->> 'expiresAt', j.value ->> 'checks', j.value ->> 'checkedAt',
       j.value ->> 'nextCheckAt'
  FROM json_each(?1) AS j, feed_state AS f, mails AS m WHERE m.id = ?2 AND m.look_until IS NOT NULL
    ON CONFLICT (key) DO UPDATE SET ${countExcluded}`;

const END_WAITING =
  "UPDATE mails SET new_names = NULL, look_until = NULL WHERE id = ?1 AND look_until IS NOT NULL";

/** A verdict's reasons as the feed shows them: rule ids, strongest first. */
function reasonIds(change: IndicatorChange): string[] {
  const reasons = change.indicator.verdict?.reasons ?? [];
  return [...reasons].sort((a, b) => b.db - a.db || a.id.localeCompare(b.id)).map((r) => r.id);
}

function toListingRows(changes: readonly IndicatorChange[], seen: Seen) {
  const listed = changes.filter((c) => c.listing !== null);
  return listed.map((c, n) => ({
    key: c.indicator.key,
    scope: c.indicator.scope,
    position: n + 1 - listed.length,
    action: c.listing?.action,
    why: c.listing?.why,
    probabilityBp: Math.round((c.indicator.verdict?.probability ?? 0) * 10_000),
    reasons: reasonIds(c),
    firstSeenAt: c.indicator.firstSeenAt,
    listedAt: c.indicator.listing?.listedAt ?? null,
    expiresAt: c.indicator.listing?.expiresAt ?? null,
    evidenceDb: c.indicator.verdict?.evidenceDb ?? 0,
    uuid: uuidV5(c.indicator.key),
    md5: toHex(md5(new TextEncoder().encode(c.indicator.key))),
    hash: keyHash(c.indicator.key),
    ...seen(c.indicator),
  }));
}

export function toIndicatorRows(changes: readonly IndicatorChange[], seen: Seen = byLook) {
  const position = new Map(toListingRows(changes, seen).map((row) => [row.key, row.position]));
  return changes.map(({ indicator }) => ({
    ...indicator,
    position: position.get(indicator.key) ?? null,
    listedAt: indicator.listing?.listedAt ?? null,
    expiresAt: indicator.listing?.expiresAt ?? null,
    ...seen(indicator),
  }));
}

export async function saveChanges(
  db: D1Database,
  changes: readonly IndicatorChange[],
  now: EpochSeconds,
): Promise<void> {
  if (changes.length === 0) return;
  const statements = feedStatements(db, changes, now, null);
  statements.push(db.prepare(SAVE_INDICATORS).bind(JSON.stringify(toIndicatorRows(changes))));
  const members = addCampaignHosts(db, changes);
  if (members) statements.push(members);
  await d1(() => db.batch(statements));
}

export async function saveFirstLook(
  db: D1Database,
  mailId: string,
  changes: readonly IndicatorChange[],
  now: EpochSeconds,
): Promise<void> {
  const statements = feedStatements(db, changes, now, mailId);
  statements.push(
    db.prepare(ADD_INDICATORS).bind(JSON.stringify(toIndicatorRows(changes)), mailId),
    db.prepare(END_WAITING).bind(mailId),
  );
  const members = addCampaignHosts(db, changes);
  if (members) statements.push(members);
  await d1(() => db.batch(statements));
}

/** Counter, log, listings and history, before the indicators. D1 wants as many values as a statement has numbers. */
export function feedStatements(
  db: D1Database,
  changes: readonly IndicatorChange[],
  now: EpochSeconds,
  mailId: string | null,
  seen: Seen = byLook,
): D1PreparedStatement[] {
  const rows = mailId === null ? current : waiting;
  const mail = mailId === null ? [] : [mailId];
  const history = changes.flatMap((c) => c.history.map((h) => ({ ...h, ...seen(c.indicator) })));
  const listings = toListingRows(changes, seen);
  const text = JSON.stringify(listings);
  const statements: D1PreparedStatement[] = [];
  if (listings.length > 0)
    statements.push(
      db.prepare(raise(rows)).bind(text, mailId, now),
      db.prepare(log(rows)).bind(text, mailId, now),
      db.prepare(putListings(rows)).bind(text, ...mail),
      db.prepare(putHashes(rows)).bind(text, ...mail),
    );
  if (listings.some(({ action }) => action === "delist"))
    statements.push(db.prepare(dropListings(rows)).bind(text, ...mail));
  if (history.length > 0)
    statements.push(db.prepare(addHistory(rows)).bind(JSON.stringify(history), ...mail));
  return statements;
}
