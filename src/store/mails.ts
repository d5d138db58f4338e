import { NO_FACTS } from "../domain/evidence.ts";
import type { MailRecord } from "../domain/mail-record.ts";
import { DAY_SECONDS, type EpochSeconds } from "../domain/time.ts";
import { MAILS_PER_INDICATOR_MAX, REPORTERS_PER_INDICATOR_MAX } from "../limits.ts";
import type { Sighting } from "../ports.ts";
import { d1 } from "./d1.ts";
import { toMailRecord } from "./rows.ts";

/**
 * The sightings go first and only if the mail is not there yet, so that one batch (one transaction) makes
 * the whole mail idempotent: the same mail delivered twice counts once. Counters are raised in SQL, never
 * read and written back. D1 parses 100 parameters at most: all sightings are one JSON value.
 */
const ADD_SIGHTINGS = `
INSERT INTO indicators (key, scope, host, domain, first_seen_at, last_seen_at, mails, reporters, mail_ids,
                        context, context_db, facts, status, next_check_at)
SELECT j.value ->> 'key', j.value ->> 'scope', j.value ->> 'host', j.value ->> 'domain', ?3, ?3, 1,
       CASE WHEN ?4 IS NULL THEN '[]' ELSE json_array(?4) END, json_array(?1),
       j.value -> 'context', j.value ->> 'contextDb', ?5, 'watched', j.value ->> 'nextCheckAt'
  FROM json_each(?2) AS j
 WHERE NOT EXISTS (SELECT 1 FROM mails WHERE id = ?1)
    ON CONFLICT (key) DO UPDATE SET
       last_seen_at = max(last_seen_at, excluded.last_seen_at),
       mails = mails + 1,
       reporters = CASE
         WHEN ?4 IS NULL OR instr(reporters, '"' || ?4 || '"') > 0
              OR json_array_length(reporters) >= ${REPORTERS_PER_INDICATOR_MAX}
         THEN reporters ELSE json_insert(reporters, '$[#]', ?4) END,
       mail_ids = CASE
         WHEN json_array_length(mail_ids) >= ${MAILS_PER_INDICATOR_MAX}
         THEN json_insert(json_remove(mail_ids, '$[0]'), '$[#]', ?1)
         ELSE json_insert(mail_ids, '$[#]', ?1) END,
       context = CASE WHEN excluded.context_db > context_db THEN excluded.context ELSE context END,
       context_db = max(context_db, excluded.context_db)`;

/**
 * A sighting of a name that left the schedule brings it back if it was last checked a day or more ago. Its
 * own statement: naming next_check_at in the UPSERT would write the index row of every known domain.
 */
const BRING_BACK = `
UPDATE indicators SET next_check_at = ?3
 WHERE key IN (SELECT j.value ->> 'key' FROM json_each(?2) j WHERE j.value ->> 'nextCheckAt' IS NOT NULL)
   AND next_check_at IS NULL AND checked_at <= ?3 - ${DAY_SECONDS}
   AND NOT EXISTS (SELECT 1 FROM mails WHERE id = ?1)`;

const ADD_MAIL =
  "INSERT INTO mails (id, received_at, expires_at, record) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (id) DO NOTHING";

export async function saveMail(
  db: D1Database,
  mail: MailRecord,
  sightings: readonly Sighting[],
): Promise<"stored" | "known"> {
  const rows = JSON.stringify(sightings);
  const statements = [
    db.prepare(BRING_BACK).bind(mail.id, rows, mail.receivedAt),
    db.prepare(ADD_SIGHTINGS).bind(mail.id, rows, mail.receivedAt, mail.reporter, JSON.stringify(NO_FACTS)),
    db.prepare(ADD_MAIL).bind(mail.id, mail.receivedAt, mail.expiresAt, JSON.stringify(mail)),
  ];
  const results = await d1(() => db.batch(sightings.length > 0 ? statements : statements.slice(-1)));
  return (results.at(-1)?.meta.changes ?? 0) > 0 ? "stored" : "known";
}

export async function loadMail(db: D1Database, id: string, now: EpochSeconds): Promise<MailRecord | null> {
  const row = await d1(() =>
    db.prepare("SELECT record FROM mails WHERE id = ?1 AND expires_at > ?2").bind(id, now).first(),
  );
  return row ? toMailRecord(row) : null;
}

/**
 * Deletes expired mails. There is no index on expires_at, which would cost a row written per mail; this
 * scan runs once a day and rows read are plentiful.
 */
export async function purgeMails(db: D1Database, now: EpochSeconds, countMax: number): Promise<number> {
  const result = await d1(() =>
    db
      .prepare("DELETE FROM mails WHERE id IN (SELECT id FROM mails WHERE expires_at <= ?1 LIMIT ?2)")
      .bind(now, countMax)
      .run(),
  );
  return result.meta.changes;
}
