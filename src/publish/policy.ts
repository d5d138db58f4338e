import { type Facts, knownRegistration } from "../domain/evidence.ts";
import type { Indicator } from "../domain/indicator.ts";
import { believedDate, provenReceivedAt } from "../domain/registration-date.ts";
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
  | "young_only"
  | "date_unknown"
  | "listed_by_person"
  | "cleared_by_person"
  | "rules_changed"
  | "not_seen_again";

export interface ListingDecision {
  readonly action: "list" | "delist" | "keep";
  readonly why: ListingWhy;
}

/** A group supports a listing from here (a factor of two); a CDN in front (2 dB) does not. */
const SUPPORT_DB_MIN = 3;
/** What a name must show to stand for the outside where nobody knows the registration date. */
const NAME_DB_MIN_UNDATED = 15;
/**
 * What the name's own letters must show where it was registered within a year; its ending does not count here. Of the
 * JPCERT/CC list of 2023 one name in five shows as much, of Tranco's sample of 2026-08 seven in ten thousand.
 */
const LABEL_DB_MIN_FRESH = 10;
const FRESH_DAYS = 365;
/** Age stands for the outside by itself for a week, in which a business has few customers yet to be attacked by. */
const AGE_ALONE_DAYS = 7;

/**
 * Whether an indicator goes on the list, comes off, or stays as it is (invariants 2, 5 and 6).
 *
 * Listing needs band malicious, two groups, and one fact that no mail can bring about. Sender, content, kit and
 * reports can all be brought about by forging mails that name a clean domain, so they never count as that fact.
 * The name can: it was chosen by its owner, not by the forger. But an odd name is no crime, so on a domain that
 * is known to be over a year old the name alone does not count. Missing data never clears: a listed indicator
 * stays until it expires, a person clears it, or something vouches for it.
 *
 * Youth can too, but an honest business is young once. Forged mail about one that opened three weeks ago looks
 * exactly like scam mail about a throw-away name of that age; only what its owner did tells them apart:
 *
 *   1 day old                                listed: scam names bite at once, an honest one has nobody to rob yet
 *   20 days, sakura-cafe.shop                watched: the ending is shared by thousands of strangers
 *   20 days, amazon-login.shop               listed: the owner chose these letters
 *   20 days, put on hold by its registry     listed
 *
 * A person's word comes before all of it (invariant 6), and passes the gate like any other.
 */
export function decideListing(indicator: Indicator, verdict: Verdict, now: EpochSeconds): ListingDecision {
  const isListed = indicator.status === "listed";
  if (indicator.person?.action === "clear")
    return isListed ? { action: "delist", why: "cleared_by_person" } : keep("cleared_by_person");
  if (isListed && verdict.band === "benign") return { action: "delist", why: "benign" };
  if (expiryOf(indicator) <= now)
    return isListed ? { action: "delist", why: "expired" } : keep("not_seen_again");
  if (isListed) return renewal(indicator);
  if (indicator.status === "cleared" && !isSeenAfterExpiry(indicator)) return keep("not_seen_again");
  if (indicator.person?.action === "list") return { action: "list", why: "listed_by_person" };
  const obstacle = obstacleTo(indicator, verdict);
  return obstacle === null ? { action: "list", why: "listed" } : keep(obstacle);
}

/** When a listing ends unless it is seen again. */
export function expiryOf({ lastSeenAt, person }: Pick<Indicator, "lastSeenAt" | "person">): EpochSeconds {
  const saidAt = person?.action === "list" ? person.at : 0;
  return Math.max(lastSeenAt, saidAt) + LISTING_DAYS * DAY_SECONDS;
}

/** A sighting since the listing moves its end; a day is the least worth a new feed line. */
function renewal(indicator: Indicator): ListingDecision {
  const gained = expiryOf(indicator) - (indicator.listing?.expiresAt ?? 0);
  return gained >= DAY_SECONDS ? { action: "list", why: "renewed" } : keep("still_listed");
}

/** Without dates it was cleared by a person who has changed his mind since. */
function isSeenAfterExpiry(indicator: Indicator): boolean {
  return indicator.listing === null || expiryOf(indicator) > indicator.listing.expiresAt;
}

/** What stands between a verdict and the list, whatever the entry's status; `null`: nothing. */
export function obstacleTo(indicator: Indicator, verdict: Verdict): ListingWhy | null {
  if (verdict.band !== "malicious") return "not_malicious";
  const all = sumByGroup(verdict, () => true);
  if ([...all.values()].filter((db) => db >= SUPPORT_DB_MIN).length < 2) return "one_group";
  const outside = sumByGroup(verdict, (r) => !r.isWritersText);
  const ageDays = ageDaysOf(indicator);
  for (const [group, db] of outside)
    if (group !== "name" && db >= SUPPORT_DB_MIN && (group !== "age" || (ageDays ?? 0) <= AGE_ALONE_DAYS))
      return null;
  const name = outside.get("name") ?? 0;
  if (ageDays !== null && ageDays <= FRESH_DAYS) {
    const label =
      sumByGroup(verdict, (r) => r.db > 0 && !r.isWritersText && !isEnding(r.id)).get("name") ?? 0;
    return label >= LABEL_DB_MIN_FRESH ? null : "young_only";
  }
  if (name < SUPPORT_DB_MIN) return "writers_text_only";
  if (isDateOpen(indicator)) return "date_unknown";
  if (ageDays !== null) return "name_only_on_old_domain";
  return name >= NAME_DB_MIN_UNDATED ? null : "name_only_on_old_domain";
}

/** `.top` and a platform's tenants are evidence about thousands of names, not about this one. */
const isEnding = (ruleId: string): boolean => ruleId.startsWith("TLD_") || ruleId === "FREE_HOSTING";

/** Age when the mail came, as far as its date is proven; `null`: no date of registration that can be believed. */
function ageDaysOf(indicator: Indicator): number | null {
  const receivedAt = provenReceivedAt(indicator);
  const registeredAt = believedDate(indicator.key, indicator.facts, receivedAt);
  return registeredAt === null ? null : Math.max(0, Math.floor((receivedAt - registeredAt) / DAY_SECONDS));
}

/** Nobody has told the registration date yet, and somebody still may: the name alone waits for it. */
function isDateOpen({ domain, facts }: Indicator): boolean {
  // An address has no registration.
  if (domain === null || knownRegistration(facts) !== null) return false;
  const mayStillTell = (e: Facts["whois"]): boolean =>
    e.state === "pending" || (e.state === "failed" && e.reason !== "no_source");
  return mayStillTell(facts.registration) || mayStillTell(facts.whois);
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
