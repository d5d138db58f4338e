import { NO_FACTS } from "../domain/evidence.ts";
import type { Indicator } from "../domain/indicator.ts";
import type { MailRecord } from "../domain/mail-record.ts";
import { DAY_SECONDS, type EpochSeconds } from "../domain/time.ts";
import {
  INDICATOR_RETENTION_DAYS,
  LEASE_SECONDS,
  MAILS_PER_INDICATOR_MAX,
  REPORTERS_PER_INDICATOR_MAX,
} from "../limits.ts";
import type { Sighting } from "../ports.ts";
import { d1 } from "./d1.ts";
import { toMailRecord } from "./rows.ts";

/**
 * What one more sighting does to a row: `old` is the row, `mail`, `reporter`, `at`, `context`, `contextDb` are SQL
 * for the sighting. Counters are raised in SQL, never read and written back.
 */
export const countSighting = (of: {
  readonly mail: string;
  readonly reporter: string;
  readonly at: string;
  readonly context: string;
  readonly contextDb: string;
}): string => `
       last_seen_at = max(last_seen_at, ${of.at}),
       mails = mails + 1,
       reporters = CASE
         WHEN ${of.reporter} IS NULL OR instr(reporters, '"' || ${of.reporter} || '"') > 0
              OR json_array_length(reporters) >= ${REPORTERS_PER_INDICATOR_MAX}
         THEN reporters ELSE json_insert(reporters, '$[#]', ${of.reporter}) END,
       mail_ids = CASE
         WHEN json_array_length(mail_ids) >= ${MAILS_PER_INDICATOR_MAX}
         THEN json_insert(json_remove(mail_ids, '$[0]'), '$[#]', ${of.mail})
         ELSE json_insert(mail_ids, '$[#]', ${of.mail}) END,
       context = CASE WHEN ${of.contextDb} > context_db THEN ${of.context} ELSE context END,
       context_db = max(context_db, ${of.contextDb})`;

/**
 * Known names are counted first and only if the mail is not there yet, so that one batch (one transaction) makes
 * the whole mail idempotent: the same mail delivered twice counts once. D1 parses 100 parameters at most: all
 * sightings are one JSON value.
 */
const COUNT_KNOWN = `
UPDATE indicators SET ${countSighting({
  mail: "?1",
  reporter: "?4",
  at: "?3",
  context: "(j.value -> 'context')",
  contextDb: "(j.value ->> 'contextDb')",
})}
  FROM json_each(?2) AS j
 WHERE indicators.key = j.value ->> 'key' AND NOT EXISTS (SELECT 1 FROM mails WHERE id = ?1)`;

/**
 * A sighting of a name that left the schedule brings it back if it was last checked a day or more ago. Its
 * own statement: naming next_check_at in the other would write the index row of every known domain.
 */
const BRING_BACK = `
UPDATE indicators SET next_check_at = ?3
 WHERE key IN (SELECT j.value ->> 'key' FROM json_each(?2) j WHERE j.value ->> 'nextCheckAt' IS NOT NULL)
   AND next_check_at IS NULL AND checked_at <= ?3 - ${DAY_SECONDS}
   AND NOT EXISTS (SELECT 1 FROM mails WHERE id = ?1)`;

/**
 * The new names go into the mail's own row: they are safe with it, and cost a row of their own only once, when the
 * first look has made them what they will be.
 */
const ADD_MAIL = `
INSERT INTO mails (id, received_at, expires_at, record, new_names, look_until)
SELECT ?1, ?3, ?4, ?5, names, CASE WHEN names IS NOT NULL THEN ?3 + ${LEASE_SECONDS} END
  FROM (SELECT nullif(json_group_array(json(j.value)), '[]') AS names FROM json_each(?2) AS j
         WHERE NOT EXISTS (SELECT 1 FROM indicators i WHERE i.key = j.value ->> 'key'))
 WHERE true ON CONFLICT (id) DO NOTHING`;

export async function saveMail(
  db: D1Database,
  mail: MailRecord,
  sightings: readonly Sighting[],
): Promise<"stored" | "known"> {
  const { id, receivedAt } = mail;
  const rows = JSON.stringify(sightings);
  const statements = [
    db.prepare(BRING_BACK).bind(id, rows, receivedAt),
    db.prepare(COUNT_KNOWN).bind(id, rows, receivedAt, mail.reporter),
    db.prepare(ADD_MAIL).bind(id, rows, receivedAt, mail.expiresAt, JSON.stringify(mail)),
  ];
  const results = await d1(() => db.batch(sightings.length > 0 ? statements : statements.slice(-1)));
  return (results.at(-1)?.meta.changes ?? 0) > 0 ? "stored" : "known";
}

export async function loadNewNames(db: D1Database, mailId: string): Promise<readonly Indicator[]> {
  const row = await d1(() =>
    db
      .prepare(
        `SELECT new_names AS names, received_at AS at, record ->> 'reporter' AS reporter FROM mails
          WHERE id = ?1 AND look_until IS NOT NULL`,
      )
      .bind(mailId)
      .first<{ names: string; at: EpochSeconds; reporter: string | null }>(),
  );
  if (!row) return [];
  const sightings = JSON.parse(row.names) as Sighting[];
  return sightings.map(({ contextDb: _, ...sighting }) => ({
    ...sighting,
    firstSeenAt: row.at,
    lastSeenAt: row.at,
    mails: 1,
    reporters: row.reporter === null ? [] : [row.reporter],
    mailIds: [mailId],
    facts: NO_FACTS,
    verdict: null,
    status: "watched",
    listing: null,
    checks: 0,
    checkedAt: null,
  }));
}

/** Mails whose first look has died that one tick takes over. */
const TAKE_OVER_MAX = 200;

/**
 * Two statements that make rows of names whose first look has died: they are due at once. Idle, they write nothing.
 * `?1` is now.
 */
export function takeOverNewNames(db: D1Database, now: EpochSeconds): D1PreparedStatement[] {
  const late = `SELECT id FROM mails WHERE look_until <= ?1 ORDER BY look_until LIMIT ${TAKE_OVER_MAX}`;
  const make = `
INSERT INTO indicators (key, scope, host, domain, first_seen_at, last_seen_at, mails, reporters, mail_ids,
                        context, context_db, facts, status, next_check_at)
SELECT j.value ->> 'key', j.value ->> 'scope', j.value ->> 'host', j.value ->> 'domain', m.received_at, m.received_at,
       1, CASE WHEN m.record ->> 'reporter' IS NULL THEN '[]' ELSE json_array(m.record ->> 'reporter') END,
       json_array(m.id), j.value -> 'context', j.value ->> 'contextDb', ?2, 'watched',
       CASE WHEN j.value ->> 'nextCheckAt' IS NOT NULL THEN ?1 END
  FROM mails AS m, json_each(m.new_names) AS j WHERE m.id IN (${late})
    ON CONFLICT (key) DO UPDATE SET ${countExcluded}`;
  return [
    db.prepare(make).bind(now, JSON.stringify(NO_FACTS)),
    db.prepare(`UPDATE mails SET new_names = NULL, look_until = NULL WHERE id IN (${late})`).bind(now),
  ];
}

/** For an INSERT that finds the name already there. */
export const countExcluded: string = countSighting({
  mail: "(excluded.mail_ids ->> 0)",
  reporter: "(excluded.reporters ->> 0)",
  at: "excluded.last_seen_at",
  context: "excluded.context",
  contextDb: "excluded.context_db",
});

export async function loadMail(db: D1Database, id: string, now: EpochSeconds): Promise<MailRecord | null> {
  const row = await d1(() =>
    db.prepare("SELECT record FROM mails WHERE id = ?1 AND expires_at > ?2").bind(id, now).first(),
  );
  return row ? toMailRecord(row) : null;
}

/**
 * Deletes expired mails, and what campaigns remember of names that are forgotten. There is no index on the dates,
 * which would cost a row written each; this scan runs once a day and rows read are plentiful.
 */
export async function purgeMails(db: D1Database, now: EpochSeconds, countMax: number): Promise<number> {
  const [mails] = await d1(() =>
    db.batch([
      db
        .prepare("DELETE FROM mails WHERE id IN (SELECT id FROM mails WHERE expires_at <= ?1 LIMIT ?2)")
        .bind(now, countMax),
      db
        .prepare("DELETE FROM campaign_hosts WHERE at <= ?1")
        .bind(now - INDICATOR_RETENTION_DAYS * DAY_SECONDS),
    ]),
  );
  return mails?.meta.changes ?? 0;
}
