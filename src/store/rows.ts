import * as z from "zod";
import type { Facts } from "../domain/evidence.ts";
import type { Indicator, LinkContext, Listing } from "../domain/indicator.ts";
import type { MailRecord } from "../domain/mail-record.ts";
import type { PersonDecision } from "../domain/person.ts";
import type { Verdict } from "../domain/verdict.ts";

/**
 * Rows of D1 <-> domain values. Columns are checked by zod; the JSON columns hold what this file wrote, so
 * their parse is checked for shape at the top only.
 */

const json = <T>() =>
  z.string().transform((text, issue): T => {
    try {
      return JSON.parse(text) as T;
    } catch {
      issue.addIssue({ code: "custom", message: "column holds no JSON" });
      return z.NEVER;
    }
  });

const scope = z.enum(["registrable", "host", "url"]);

const indicatorRow = z.object({
  key: z.string(),
  scope,
  host: z.string(),
  domain: z.string().nullable(),
  first_seen_at: z.number(),
  last_seen_at: z.number(),
  mails: z.number(),
  reporters: json<readonly string[]>(),
  mail_ids: json<readonly string[]>(),
  context: json<LinkContext>().nullable(),
  facts: json<Facts>(),
  verdict: json<Verdict>().nullable(),
  status: z.enum(["listed", "watched", "cleared"]),
  listing_serial: z.number().nullable(),
  listed_at: z.number().nullable(),
  listing_expires_at: z.number().nullable(),
  checks: z.number(),
  checked_at: z.number().nullable(),
  next_check_at: z.number().nullable(),
  person: json<PersonDecision>().nullable(),
});

/** The columns of `indicators` that make an Indicator, in one place for every SELECT. */
export const INDICATOR_COLUMNS = Object.keys(indicatorRow.shape)
  .map((name) => `i.${name}`)
  .join(", ");

/** Throws when a row is not what the schema says: a bug or a half-done migration, never bad input. */
export function toIndicator(row: unknown): Indicator {
  const r = indicatorRow.parse(row);
  const isListedOnce = r.listing_serial !== null && r.listed_at !== null && r.listing_expires_at !== null;
  return {
    key: r.key,
    scope: r.scope,
    host: r.host,
    domain: r.domain,
    firstSeenAt: r.first_seen_at,
    lastSeenAt: r.last_seen_at,
    mails: r.mails,
    reporters: r.reporters,
    mailIds: r.mail_ids,
    context: r.context,
    facts: r.facts,
    verdict: r.verdict,
    status: r.status,
    listing: isListedOnce
      ? {
          serial: r.listing_serial as number,
          listedAt: r.listed_at as number,
          expiresAt: r.listing_expires_at as number,
        }
      : null,
    checks: r.checks,
    checkedAt: r.checked_at,
    nextCheckAt: r.next_check_at,
    ...(r.person && { person: r.person }),
  };
}

const listingRow = z.object({
  key: z.string(),
  scope,
  serial: z.number(),
  probability_bp: z.number(),
  reasons: json<readonly string[]>(),
  first_seen_at: z.number(),
  listed_at: z.number(),
  expires_at: z.number(),
});

export function toListing(row: unknown): Listing {
  const r = listingRow.parse(row);
  return {
    key: r.key,
    scope: r.scope,
    serial: r.serial,
    probability: r.probability_bp / 10_000,
    reasons: r.reasons,
    firstSeenAt: r.first_seen_at,
    listedAt: r.listed_at,
    expiresAt: r.expires_at,
  };
}

const mailRow = z.object({ record: json<MailRecord>() });

export const toMailRecord = (row: unknown): MailRecord => mailRow.parse(row).record;
