import { type Evidence, type Facts, knownRegistration, registeredAtFor } from "../domain/evidence.ts";
import { toUnicodeHost } from "../domain/hostname.ts";
import type { Indicator } from "../domain/indicator.ts";
import { type EpochSeconds, HOUR_SECONDS, toRfc3339 } from "../domain/time.ts";
import type { Verdict } from "../domain/verdict.ts";
import { brandOf } from "../score/brand-domains.ts";
import { explainReason } from "../score/explain.ts";
import { brandName } from "./report/brand-text.ts";
import type { Lang, LookupAnswer, LookupQuery } from "./schemas.ts";

/** Indicator -> what a lookup answers. Pure. */

export interface Target {
  readonly query: LookupQuery;
  readonly host: string;
  /** Narrowest first. */
  readonly keys: readonly string[];
}

/** A listed entry outranks a narrower one that is only watched: the wider listing covers the name too. */
export function matchTarget(target: Target, found: ReadonlyMap<string, Indicator>): Indicator | null {
  const matches = target.keys.flatMap((key) => found.get(key) ?? []);
  return matches.find((i) => i.status === "listed") ?? matches[0] ?? null;
}

const UNKNOWN_NOTE = {
  en: "Never seen here, which is not the same as safe.",
  ja: "ここでは見つかっていません。安全という意味ではありません。",
};

export function toAnswer(target: Target, indicator: Indicator | null, lang: Lang): LookupAnswer {
  const brand = brandOf(target.host);
  const known = brand === null ? null : `official domain of ${brandName(brand, lang)}`;
  const query = target.query as Record<string, string>;
  const host = { ascii: target.host, unicode: toUnicodeHost(target.host) };
  if (indicator === null)
    return { ...NOTHING, query, host, status: "unknown", note: UNKNOWN_NOTE[lang], known };
  return {
    query,
    host,
    status: indicator.status,
    suspected: isSuspected(indicator),
    note: null,
    known,
    match: { key: indicator.key, scope: indicator.scope },
    verdict: indicator.verdict && verdictAnswer(indicator.verdict, lang),
    registration: indicator.domain === null ? null : registrationAnswer(indicator),
    network:
      indicator.facts.network.state === "found" ? indicator.facts.network.value.map((n) => ({ ...n })) : [],
    sightings: {
      first_at: toRfc3339(firstBitAt(indicator)),
      last_at: toRfc3339(indicator.lastSeenAt),
      mails: indicator.mails,
      reporters: indicator.reporters.length,
    },
    checks: checksAnswer(indicator.facts, indicator.nextCheckAt),
    listing: indicator.listing && {
      serial: indicator.listing.serial,
      listed_at: toRfc3339(indicator.listing.listedAt),
      expires_at: toRfc3339(indicator.listing.expiresAt),
    },
  };
}

const NOTHING = {
  suspected: null,
  match: null,
  verdict: null,
  registration: null,
  network: [],
  sightings: null,
  checks: null,
  listing: null,
};

/** `null`: we cannot say. What was taken off is suspected no more, but only evidence for it makes it `false`. */
function isSuspected({ status, verdict }: Indicator): boolean | null {
  if (verdict === null) return status === "listed" ? true : null;
  if (verdict.band === "benign") return false;
  if (status === "listed") return true;
  return status === "watched" && verdict.band !== "unclear" ? true : null;
}

function verdictAnswer(verdict: Verdict, lang: Lang): LookupAnswer["verdict"] {
  return {
    band: verdict.band,
    probability: verdict.probability,
    evidence_db: verdict.evidenceDb,
    reasons: verdict.reasons.map((r) => ({
      id: r.id,
      group: r.group,
      db: r.db,
      text: explainReason(r, lang),
      source: r.source,
      observed_at: r.observedAt === null ? null : toRfc3339(r.observedAt),
    })),
    rules_version: verdict.rulesVersion,
  };
}

/** When a mail first brought it to its reader; a report may reach us days later. */
function firstBitAt({ firstSeenAt, context }: Indicator): EpochSeconds {
  return Math.min(firstSeenAt, context?.receivedAt ?? firstSeenAt);
}

function registrationAnswer(indicator: Indicator): LookupAnswer["registration"] {
  const { facts } = indicator;
  const known = knownRegistration(facts);
  const nothing = { registered_at: null, age_at_first_sighting_hours: null, registrar: null, source: null };
  if (!known) return { ...nothing, ...unfoundRegistration(facts) };
  const { registeredAt, registrar } = known.value;
  const standingAt = registeredAtFor(known.value, firstBitAt(indicator));
  return {
    state: "found",
    registered_at: registeredAt === null ? null : toRfc3339(registeredAt),
    age_at_first_sighting_hours: standingAt === null ? null : hoursBetween(standingAt, firstBitAt(indicator)),
    registrar,
    source: known.source,
    reason: null,
  };
}

const hoursBetween = (from: EpochSeconds, to: EpochSeconds): number => Math.floor((to - from) / HOUR_SECONDS);

/** `absent` if either authority says so; a failure counts before "not asked yet": it tells more. */
function unfoundRegistration(facts: Facts) {
  const tries = [facts.registration, facts.whois];
  const absent = tries.find((e) => e.state === "absent");
  if (absent) return { state: "absent" as const, source: absent.source, reason: null };
  const failed = tries.findLast((e) => e.state === "failed");
  if (failed) return { state: "failed" as const, source: failed.source, reason: failed.reason };
  return { state: "pending" as const, reason: null };
}

const CHECKS: readonly (readonly [name: string, read: (facts: Facts) => Evidence<unknown>])[] = [
  ["rdap", (f) => f.registration],
  ["whois", (f) => f.whois],
  ["dns", (f) => f.dns],
  ["asn", (f) => f.network],
];

function checksAnswer(facts: Facts, nextAt: EpochSeconds | null): LookupAnswer["checks"] {
  const done: string[] = [];
  const failed: { source: string; reason: string }[] = [];
  const pending: string[] = [];
  for (const [name, read] of CHECKS) {
    const evidence = read(facts);
    if (evidence.state === "failed") failed.push({ source: name, reason: evidence.reason });
    else if (evidence.state !== "pending") done.push(name);
    // WHOIS is asked only where RDAP has no answer.
    else if (name !== "whois" || facts.registration.state === "failed") pending.push(name);
  }
  return { done, failed, pending, next_at: nextAt === null ? null : toRfc3339(nextAt) };
}
