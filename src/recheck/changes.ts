/**
 * What changed in the world between two looks, as lines of history: both values, told as text. A fact that
 * becomes known for the first time is no change; a failure is none either. Pure.
 */
import { type Evidence, type Facts, knownRegistration, type Registration } from "../domain/evidence.ts";
import type { HistoryEntry } from "../domain/indicator.ts";
import { type EpochSeconds, toRfc3339 } from "../domain/time.ts";

/** One value of the history: longer lists are cut, the full ones stand in the evidence. */
const VALUE_CHARS_MAX = 500;

export function diffFacts(key: string, before: Facts, after: Facts, now: EpochSeconds): HistoryEntry[] {
  const [old, fresh] = [toValues(before), toValues(after)];
  return Object.keys(fresh).flatMap((field) => {
    const [from, to] = [old[field] ?? null, fresh[field] ?? null];
    if (from === null || to === null || from === to) return [];
    return [{ key, at: now, field, before: from, after: to, who: "machine", why: null }];
  });
}

/** Each fact as text; `null`: not known. */
function toValues(facts: Facts): Readonly<Record<string, string | null>> {
  const registration = knownRegistration(facts)?.value ?? null;
  const time = (field: "registeredAt" | "expiresAt") => {
    const at = registration?.[field] ?? null;
    return at === null ? null : toRfc3339(at);
  };
  return {
    life: facts.life === "unknown" ? null : facts.life,
    registration: stateOf(facts),
    registered_at: time("registeredAt"),
    expires_at: time("expiresAt"),
    registrar: registration?.registrar ?? null,
    registry_status: registration && listText(registration.status),
    nameservers: registration && listText(registration.nameservers),
    dns: facts.dns.state === "found" ? "exists" : facts.dns.state === "absent" ? "no such name" : null,
    addresses: facts.dns.state === "found" ? listText([...facts.dns.value.a, ...facts.dns.value.aaaa]) : null,
    cname: facts.dns.state === "found" ? listText(facts.dns.value.cname) : null,
    network: networkText(facts),
  };
}

/** `null` while neither source has answered. */
function stateOf(facts: Facts): string | null {
  const states = [facts.registration, facts.whois].map(({ state }: Evidence<Registration>) => state);
  if (states.includes("found")) return "registered";
  return states.includes("absent") ? "not registered" : null;
}

/** Order is the source's whim and no change. */
function listText(values: readonly string[]): string {
  return [...values].sort().join(" ").slice(0, VALUE_CHARS_MAX) || "none";
}

function networkText(facts: Facts): string | null {
  if (facts.network.state !== "found") return null;
  const names = facts.network.value.map(
    ({ asn, org, cdn }) => cdn ?? org ?? (asn === null ? null : `AS${asn}`),
  );
  return listText([...new Set(names.filter((name) => name !== null))]);
}
