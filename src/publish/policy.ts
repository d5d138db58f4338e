import { type Facts, knownRegistration } from "../domain/evidence.ts";
import type { Indicator } from "../domain/indicator.ts";
import { DAY_SECONDS, type EpochSeconds } from "../domain/time.ts";
import type { Group, Verdict } from "../domain/verdict.ts";
import { LISTING_DAYS } from "../limits.ts";

export type ListingWhy =
  | "listed"
  | "renewed"
  | "still_listed"
  | "expired"
  | "benign"
  | "not_malicious"
  | "one_group"
  | "writers_text_only"
  | "name_only_on_old_domain"
  | "date_unknown"
  | "cleared_by_person"
  | "not_seen_again";

export interface ListingDecision {
  readonly action: "list" | "delist" | "keep";
  readonly why: ListingWhy;
}

/** A group supports a listing from here (a factor of two); a CDN in front (2 dB) does not. */
const SUPPORT_DB_MIN = 3;
/** What a name must show to stand for the outside where nobody knows the registration date. */
const NAME_DB_MIN_UNDATED = 15;
/** The same where the name was registered within a year. */
const NAME_DB_MIN_FRESH = 6;
const FRESH_DAYS = 365;

/**
 * Whether an indicator goes on the list, comes off, or stays as it is (invariants 2, 5 and 6).
 *
 * Listing needs band malicious, two groups, and one fact that no mail can bring about. Sender, content, kit and
 * reports can all be brought about by forging mails that name a clean domain, so they never count as that fact.
 * The name can: it was chosen by its owner, not by the forger. But an odd name is no crime, so on a domain that
 * is known to be over a year old the name alone does not count. Missing data never clears: a listed indicator
 * stays until it expires, a person clears it, or something vouches for it.
 */
export function decideListing(indicator: Indicator, verdict: Verdict, now: EpochSeconds): ListingDecision {
  const isListed = indicator.status === "listed";
  if (isListed && verdict.band === "benign") return { action: "delist", why: "benign" };
  if (expiryOf(indicator) <= now)
    return isListed ? { action: "delist", why: "expired" } : keep("not_seen_again");
  if (isListed) return renewal(indicator);
  if (indicator.status === "cleared" && !isSeenAfterExpiry(indicator))
    return keep(indicator.listing === null ? "cleared_by_person" : "not_seen_again");
  const obstacle = obstacleTo(indicator, verdict);
  return obstacle === null ? { action: "list", why: "listed" } : keep(obstacle);
}

/** When a listing ends unless it is seen again. */
export function expiryOf({ lastSeenAt }: Pick<Indicator, "lastSeenAt">): EpochSeconds {
  return lastSeenAt + LISTING_DAYS * DAY_SECONDS;
}

/** A sighting since the listing moves its end; a day is the least worth a new feed line. */
function renewal(indicator: Indicator): ListingDecision {
  const gained = expiryOf(indicator) - (indicator.listing?.expiresAt ?? 0);
  return gained >= DAY_SECONDS ? { action: "list", why: "renewed" } : keep("still_listed");
}

/** An expired listing keeps its dates, one that a person took off does not: see Indicator.listing. */
function isSeenAfterExpiry({ listing, lastSeenAt }: Indicator): boolean {
  return listing !== null && expiryOf({ lastSeenAt }) > listing.expiresAt;
}

function obstacleTo(indicator: Indicator, verdict: Verdict): ListingWhy | null {
  if (verdict.band !== "malicious") return "not_malicious";
  const all = sumByGroup(verdict, () => true);
  if ([...all.values()].filter((db) => db >= SUPPORT_DB_MIN).length < 2) return "one_group";
  const outside = sumByGroup(verdict, (r) => !r.isWritersText);
  for (const [group, db] of outside) if (group !== "name" && db >= SUPPORT_DB_MIN) return null;
  const name = outside.get("name") ?? 0;
  if (name < SUPPORT_DB_MIN) return "writers_text_only";
  if (isDateOpen(indicator)) return "date_unknown";
  return name >= nameDbMin(indicator) ? null : "name_only_on_old_domain";
}

/** Nobody has told the registration date yet, and somebody still may: the name alone waits for it. */
function isDateOpen({ domain, facts }: Indicator): boolean {
  // An address has no registration.
  if (domain === null || knownRegistration(facts) !== null) return false;
  const mayStillTell = (e: Facts["whois"]): boolean =>
    e.state === "pending" || (e.state === "failed" && e.reason !== "no_source");
  return mayStillTell(facts.registration) || mayStillTell(facts.whois);
}

function nameDbMin({ facts, lastSeenAt }: Indicator): number {
  const registeredAt = knownRegistration(facts)?.value.registeredAt ?? null;
  if (registeredAt === null) return NAME_DB_MIN_UNDATED;
  const days = (lastSeenAt - registeredAt) / DAY_SECONDS;
  return days <= FRESH_DAYS ? NAME_DB_MIN_FRESH : Number.POSITIVE_INFINITY;
}

function sumByGroup(
  verdict: Verdict,
  counts: (reason: Verdict["reasons"][number]) => boolean,
): Map<Group, number> {
  const sums = new Map<Group, number>();
  for (const r of verdict.reasons) if (counts(r)) sums.set(r.group, (sums.get(r.group) ?? 0) + r.db);
  return sums;
}

const keep = (why: ListingWhy): ListingDecision => ({ action: "keep", why });
