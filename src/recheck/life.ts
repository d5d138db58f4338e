/**
 * The life of a domain, from one look to the next:
 *
 *   addresses, not parked, not held            => active, or revived when it was dead or revived
 *   parking name servers or addresses          => parked
 *   client hold, server hold, redemption …     => held
 *   NXDOMAIN once                              => as before                     <- one look proves nothing
 *   NXDOMAIN, first seen a day ago or more     => dead
 *   DNS failed                                 => as before
 * Pure. Called by examine.ts.
 */
import { HOLDING_NAMESERVERS, PARKING_NAMESERVERS, PARKING_RANGES } from "../data/parking.ts";
import { type Facts, knownRegistration, type Life } from "../domain/evidence.ts";
import { DAY_SECONDS, type EpochSeconds } from "../domain/time.ts";
import { makeRangeTable, parsePrefix } from "./cidr.ts";

/** Two looks as far apart as this saw no name: a broken zone is mended within a day. */
export const DEATH_SECONDS_MIN = DAY_SECONDS;

/** EPP statuses (RFC 5731 section 2.3, RFC 3915 section 3.1) and registries' own words for a stopped domain. */
const HOLD =
  /^(?:(?:client|server) hold|on ?hold|hold|redemption ?period|pending ?delete|pending restore|suspended|to be suspended|deleted|blocked|not delegated|deactivated|inactive by registr\w+|locked by registr\w+|frozen|quarantine|in quarantine)\b/;

const PARKING = makeRangeTable(
  PARKING_RANGES.flatMap((text) => {
    const range = parsePrefix(text);
    return range === null ? [] : [{ range, value: true as const }];
  }),
);

export type LifeFacts = Pick<Facts, "registration" | "whois" | "dns">;

/** @param current its `dns`, when absent, is dated by the first look that saw no name. */
export function nextLife(previous: Life, current: LifeFacts, now: EpochSeconds): Life {
  const { dns } = current;
  if (dns.state === "absent" && now - dns.observedAt >= DEATH_SECONDS_MIN) return "dead";
  if (isHeld(current)) return "held";
  if (dns.state !== "found") return previous;
  if (isParked(current)) return "parked";
  if (dns.value.a.length + dns.value.aaaa.length === 0) return previous;
  return previous === "dead" || previous === "revived" ? "revived" : "active";
}

/** A hold takes the name out of the zone: an address seen after the hold was read means that it was lifted. */
function isHeld(facts: LifeFacts): boolean {
  const registration = knownRegistration(facts as Facts);
  if (namesEnd(facts, HOLDING_NAMESERVERS)) return true;
  if (registration === null || !registration.value.status.some((status) => HOLD.test(status))) return false;
  const { dns } = facts;
  const isUp = dns.state === "found" && dns.value.a.length + dns.value.aaaa.length > 0;
  return !isUp || registration.observedAt >= dns.observedAt;
}

function isParked(facts: LifeFacts): boolean {
  if (namesEnd(facts, PARKING_NAMESERVERS)) return true;
  if (facts.dns.state !== "found") return false;
  const { a, aaaa } = facts.dns.value;
  return [...a, ...aaaa].some((ip) => PARKING.find(ip) !== null);
}

/** A name server or CNAME target is one of the suffixes or lies under one. */
function namesEnd(facts: LifeFacts, suffixes: ReadonlySet<string>): boolean {
  const registered = knownRegistration(facts as Facts)?.value.nameservers ?? [];
  const inDns = facts.dns.state === "found" ? [...facts.dns.value.ns, ...facts.dns.value.cname] : [];
  // The zone's own answer is newer than the registration, which is read once.
  const names =
    facts.dns.state === "found" && facts.dns.value.ns.length > 0 ? inDns : [...registered, ...inDns];
  return names.some((name) =>
    name.split(".").some((_, at, labels) => suffixes.has(labels.slice(at).join("."))),
  );
}
