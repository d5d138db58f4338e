import {
  FIRST_NAMES_YEAR,
  IDN_START_YEAR,
  NEW_GTLD_START_YEAR,
  TLD_START_YEARS,
} from "../data/tld-starts.ts";
import { type Facts, knownRegistration, registeredAtFor } from "./evidence.ts";
import type { Indicator } from "./indicator.ts";
import { DAY_SECONDS, type EpochSeconds } from "./time.ts";

/** Zones and day-only dates of registries put a true date up to this far ahead. */
const AHEAD_SECONDS_MAX = 2 * DAY_SECONDS;

/**
 * The registration date, if it can be true; `null`: not known, or a lie. A registrar that dates a name back would
 * make it look long-standing, one that dates it ahead would make it ageless.
 *
 *   evil.top   1995-01-01     null: .top exists since the new programme of 2013
 *   evil.com   2031-01-01     null: that day has not come
 *   evil.com   2026-02-10     2026-02-10
 *
 * `key`: key of an indicator or a host.
 */
export function believedDate(key: string, facts: Facts, now: EpochSeconds): EpochSeconds | null {
  const known = knownRegistration(facts);
  const at = known ? registeredAtFor(known.value, now) : null;
  if (at === null || at > now + AHEAD_SECONDS_MAX) return null;
  return new Date(at * 1000).getUTCFullYear() < startYear(key) ? null : at;
}

/** A report comes days after its mail, seldom weeks. */
const LATE_REPORT_SECONDS_MAX = 7 * DAY_SECONDS;

/**
 * When the newest mail came, as far as it can be believed. A mail that says it is years old would make any old name
 * look newly registered, so that a stranger's mail is believed for a week back from our own clock.
 */
export function provenReceivedAt({
  context,
  lastSeenAt,
}: Pick<Indicator, "context" | "lastSeenAt">): EpochSeconds {
  if (context === null) return lastSeenAt;
  return context.isDateProven === true
    ? context.receivedAt
    : Math.max(context.receivedAt, lastSeenAt - LATE_REPORT_SECONDS_MAX);
}

function startYear(key: string): number {
  const host = key.replace(/^[a-z]+:\/\//, "").split(/[/?#:]/, 1)[0] ?? "";
  const tld = host.slice(host.lastIndexOf(".") + 1);
  const known = TLD_START_YEARS.get(tld);
  if (known !== undefined) return known;
  if (tld.length === 2) return FIRST_NAMES_YEAR;
  return tld.startsWith("xn--") ? IDN_START_YEAR : NEW_GTLD_START_YEAR;
}
