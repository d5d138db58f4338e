/**
 * One look at one indicator. Asks only what is not known yet: the registration once per domain, DNS each time,
 * networks for new addresses alone. RDAP first, WHOIS only where RDAP has no server, no date, or failed.
 * What was found before is never replaced by a failure. Bounded by the sources' own limits; never throws.
 */
import {
  type DnsFacts,
  type Evidence,
  type Facts,
  knownRegistration,
  type Network,
  type Registration,
} from "../domain/evidence.ts";
import { isIpAddress } from "../domain/hostname.ts";
import type { Indicator } from "../domain/indicator.ts";
import { type EpochSeconds, HOUR_SECONDS } from "../domain/time.ts";
import type { DnsSource, NetworkSource, RdapSource, WhoisSource } from "../ports.ts";
import { cdnByName } from "./cdn.ts";
import { nextLife } from "./life.ts";

export interface Sources {
  readonly rdap: RdapSource;
  readonly whois: WhoisSource;
  readonly dns: DnsSource;
  readonly network: NetworkSource;
}

export type Target = Pick<Indicator, "host" | "domain" | "scope">;

/** Addresses of one host whose networks are asked: round robin over many tells nothing more. */
export const NETWORKS_MAX = 4;
/** A registration is read again while its name is gone from DNS and when it is back, at most this often. */
const REGISTRATION_AGAIN_SECONDS = 6 * HOUR_SECONDS;

export async function examine(
  target: Target,
  previous: Facts,
  sources: Sources,
  now: EpochSeconds,
): Promise<Facts> {
  const registering = needsRegistration(target, previous, now)
    ? fetchRegistration(target.domain, previous, sources, now)
    : Promise.resolve({ registration: previous.registration, whois: previous.whois });
  const [registered, dns] = await Promise.all([registering, fetchDns(target, previous, sources.dns, now)]);
  // Where a name has gone, the registry's status tells a hold from a death; where one is back, who has it now.
  const isTurned = dns.state === "absent" || previous.life === "dead" || previous.life === "held";
  const { registration, whois } =
    isTurned && isStale(registered, now) && target.domain !== null
      ? await fetchRegistration(target.domain, { ...previous, ...registered }, sources, now)
      : registered;
  const asked = await fetchNetworks(addressesOf(target, dns), previous.network, dns, sources.network, now);
  const network = withCdnByName(asked, { ...previous, registration, whois, dns });
  const facts = { registration, whois, dns, network };
  return { ...facts, life: nextLife(previous.life, facts, now) };
}

interface Registered {
  readonly registration: Evidence<Registration>;
  readonly whois: Evidence<Registration>;
}

/** A shared host's platform is not what is judged, but its age is asked once all the same: cheap, and it settles. */
function needsRegistration(
  target: Target,
  previous: Facts,
  now: EpochSeconds,
): target is Target & { domain: string } {
  if (target.domain === null || isIpAddress(target.domain)) return false;
  return (
    !isRegistrationKnown(previous) && (mayAsk(previous.registration, now) || mayAsk(previous.whois, now))
  );
}

/** A date, or the word of the last source there is that it has none to give. */
function isRegistrationKnown({ registration, whois }: Registered): boolean {
  const hasDate = [registration, whois].some((e) => e.state === "found" && e.value.registeredAt !== null);
  return hasDate || whois.state === "found";
}

/** A service that asked to be left alone is. */
function mayAsk(evidence: Evidence<unknown>, now: EpochSeconds): boolean {
  const failure =
    evidence.state === "failed" ? evidence : evidence.state === "pending" ? null : evidence.lastFailure;
  return (failure?.retryAt ?? 0) <= now;
}

async function fetchRegistration(
  domain: string,
  previous: Registered,
  sources: Sources,
  now: EpochSeconds,
): Promise<Registered> {
  const rdap = mayAsk(previous.registration, now)
    ? await sources.rdap.fetchRegistration(domain, now)
    : previous.registration;
  const registration = keepFound(previous.registration, succeed(previous.registration, rdap, now), now);
  if (!needsWhois(rdap) || !mayAsk(previous.whois, now)) return { registration, whois: previous.whois };
  const answer = await sources.whois.fetchRegistration(domain, now);
  return { registration, whois: keepFound(previous.whois, succeed(previous.whois, answer, now), now) };
}

/** RDAP's word is final when it says absent or gives a date. */
function needsWhois(rdap: Evidence<Registration>): boolean {
  return (
    rdap.state === "failed" ||
    rdap.state === "pending" ||
    (rdap.state === "found" && rdap.value.registeredAt === null)
  );
}

/**
 * What follows on a known registration. Gone: its date still counts for mails of that time, the status says what
 * became of it. Registered anew: the earlier date is kept beside the new one.
 */
function succeed(
  before: Evidence<Registration>,
  fresh: Evidence<Registration>,
  now: EpochSeconds,
): Evidence<Registration> {
  if (before.state !== "found") return fresh;
  if (fresh.state === "absent") {
    const value = { ...before.value, status: ["no longer registered"] };
    return { ...fresh, state: "found", value, observedAt: now };
  }
  if (fresh.state !== "found") return fresh;
  const { registeredAt } = fresh.value;
  const isAnew =
    registeredAt !== null && before.value.registeredAt !== null && registeredAt > before.value.registeredAt;
  const earlierAt = before.value.earlierAt ?? (isAnew ? before.value.registeredAt : null);
  return earlierAt === null ? fresh : { ...fresh, value: { ...fresh.value, earlierAt } };
}

async function fetchDns(
  target: Target,
  previous: Facts,
  dns: DnsSource,
  now: EpochSeconds,
): Promise<Evidence<DnsFacts>> {
  if (isIpAddress(target.host) || !mayAsk(previous.dns, now)) return previous.dns;
  const known = previous.dns.state === "found" ? previous.dns.value : undefined;
  const answer = await dns.fetchFacts(target.host, now, known);
  const fresh = await withWildcard(target, previous.dns, answer, dns, now);
  // The time of the first look that saw no name counts: it is what a death is measured from.
  if (fresh.state === "absent" && previous.dns.state === "absent")
    return { ...fresh, observedAt: previous.dns.observedAt };
  return keepFound(previous.dns, fresh, now);
}

/**
 * Asked once, and only of a host with a label of its own below the registrable domain: `login-4711.evil.top`, not
 * `evil.top` or `www.evil.top`. A failure leaves it open and is asked again at the next look.
 */
async function withWildcard(
  { host, domain, scope }: Target,
  before: Evidence<DnsFacts>,
  fresh: Evidence<DnsFacts>,
  dns: DnsSource,
  now: EpochSeconds,
): Promise<Evidence<DnsFacts>> {
  if (fresh.state !== "found") return fresh;
  const known = before.state === "found" ? before.value.isWildcard : undefined;
  if (known !== undefined) return { ...fresh, value: { ...fresh.value, isWildcard: known } };
  const isOwnLabel = scope === "registrable" && host !== domain && host !== `www.${domain}`;
  if (!isOwnLabel || fresh.value.a.length === 0) return fresh;
  const wildcard = await dns.fetchWildcard(host, now);
  return wildcard.state === "found"
    ? { ...fresh, value: { ...fresh.value, isWildcard: wildcard.value } }
    : fresh;
}

/** A failure leaves what was known before, and stands beside it. */
function keepFound<T>(before: Evidence<T>, fresh: Evidence<T>, now: EpochSeconds): Evidence<T> {
  if (fresh.state === "pending") return before;
  if (fresh.state !== "failed" || before.state === "failed" || before.state === "pending") return fresh;
  const { reason, source, retryAt } = fresh;
  return {
    ...before,
    lastFailure: { reason, source, observedAt: now, ...(retryAt === undefined ? {} : { retryAt }) },
  };
}

function isStale({ registration, whois }: Registered, now: EpochSeconds): boolean {
  const times = [registration, whois].map((e) => (e.state === "pending" ? 0 : e.observedAt));
  return now - Math.max(...times) >= REGISTRATION_AGAIN_SECONDS;
}

/** IPv4 first: it is what a mail's reader most likely reaches. */
function addressesOf(target: Target, dns: Evidence<DnsFacts>): readonly string[] {
  if (isIpAddress(target.host)) return [target.host];
  return dns.state === "found" ? [...dns.value.a, ...dns.value.aaaa].slice(0, NETWORKS_MAX) : [];
}

async function fetchNetworks(
  ips: readonly string[],
  previous: Evidence<readonly Network[]>,
  dns: Evidence<DnsFacts>,
  source: NetworkSource,
  now: EpochSeconds,
): Promise<Evidence<readonly Network[]>> {
  if (ips.length === 0) return withoutAddresses(previous, dns, now);
  const known = new Map(
    previous.state === "found" ? previous.value.map((network) => [network.ip, network]) : [],
  );
  const fresh = ips.filter((ip) => !known.has(ip));
  if (fresh.length === 0 && previous.state === "found" && known.size === ips.length) return previous;
  const answers = await Promise.all(fresh.map((ip) => source.fetchNetwork(ip, now)));
  for (const answer of answers) if (answer.state === "found") known.set(answer.value.ip, answer.value);
  const value = ips.flatMap((ip) => known.get(ip) ?? []);
  const failure = answers.find((answer) => answer.state === "failed");
  const [first] = answers;
  if (value.length > 0) {
    const found = {
      state: "found",
      value,
      source: first && first.state !== "pending" ? first.source : "dns",
      observedAt: now,
    } as const;
    return failure ? keepFound(found, failure, now) : found;
  }
  return failure ? keepFound(previous, failure, now) : { state: "absent", source: "dns", observedAt: now };
}

/** A CNAME or name server gives a CDN away where its addresses do not: clouds lend theirs to many. */
function withCdnByName(network: Evidence<readonly Network[]>, facts: Facts): Evidence<readonly Network[]> {
  if (network.state !== "found" || facts.dns.state !== "found") return network;
  const { cname, ns } = facts.dns.value;
  const cdn = cdnByName(cname, [...ns, ...(knownRegistration(facts)?.value.nameservers ?? [])]);
  if (cdn === null || !cdn.hidesOrigin || network.value.every((one) => one.cdn !== null)) return network;
  return { ...network, value: network.value.map((one) => ({ ...one, cdn: one.cdn ?? cdn.cdn })) };
}

/** No address now. The last ones stay as evidence of where it pointed; before there were any, NODATA is an answer. */
function withoutAddresses(
  previous: Evidence<readonly Network[]>,
  dns: Evidence<DnsFacts>,
  now: EpochSeconds,
): Evidence<readonly Network[]> {
  const isAnswered = dns.state === "found" || dns.state === "absent";
  return previous.state !== "found" && isAnswered
    ? { state: "absent", source: dns.source, observedAt: now }
    : previous;
}
