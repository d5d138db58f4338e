import { knownRegistration, registeredAtFor } from "../../domain/evidence.ts";
import { isIpAddress, toUnicodeHost } from "../../domain/hostname.ts";
import type { Indicator } from "../../domain/indicator.ts";
import type { MailRecord } from "../../domain/mail-record.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import { brandOf } from "../../score/brand-domains.ts";
import { explainReason } from "../../score/explain.ts";
import { found, missing, none, type Reader, row, shownKey, verbatim } from "./facts.ts";
import { networkFact, receivedAt } from "./mail-rows.ts";
import { formatAge, formatRegistryDay, formatTime } from "./time-text.ts";
import type { Destination, Fact } from "./view.ts";

/** Where the links of a mail lead, the strongest evidence first. */
export function destinations(
  record: MailRecord,
  indicators: ReadonlyMap<string, Indicator>,
  reader: Reader,
): Destination[] {
  return record.keys
    .map((key) => destination(key, indicators.get(key) ?? null, receivedAt(record), reader))
    .sort(
      (a, b) => Number(a.isInnocent) - Number(b.isInnocent) || (b.probability ?? 0) - (a.probability ?? 0),
    );
}

/** `mailAt`: the instant that ages are counted to. An indicator that is missing was not stored yet. */
export function destination(
  key: string,
  indicator: Indicator | null,
  mailAt: EpochSeconds,
  reader: Reader,
): Destination {
  const host = indicator?.host ?? key;
  return {
    key,
    shown: shownKey(key),
    scope: indicator?.scope ?? "registrable",
    status: indicator?.status ?? null,
    band: indicator?.verdict?.band ?? null,
    probability: indicator?.verdict?.probability ?? null,
    isInnocent: indicator?.verdict?.band === "benign" || brandOf(host) !== null,
    nextCheckAt: indicator?.nextCheckAt ?? null,
    rows: [
      row("network", reader, isSkipped(indicator) ? skipped(reader) : network(indicator, reader)),
      row(
        "registration",
        reader,
        isSkipped(indicator) ? skipped(reader) : registration(indicator, mailAt, reader),
      ),
      row("naming", reader, naming(host, indicator, reader)),
    ],
  };
}

/** Nothing was asked and nothing will be: official and long-standing places are never put on the schedule. */
export const isSkipped = (indicator: Indicator | null): boolean =>
  indicator !== null && indicator.checks === 0 && indicator.nextCheckAt === null;

const skipped = (reader: Reader): Fact[] => [none(reader.words.report.notLookedUp)];

function network(indicator: Indicator | null, reader: Reader): Fact[] {
  const w = reader.words.report;
  const facts = indicator?.facts;
  if (!facts) return [missing({ state: "pending" }, reader)];
  if (facts.dns.state === "absent")
    return [{ ...missing(facts.dns, reader), text: w.dnsNone, isWarning: true }];
  const life = facts.life === "unknown" ? [] : [found(w.lifeNow(reader.words.life[facts.life]))];
  if (facts.network.state === "found" && facts.network.value.length > 0) {
    const { source, observedAt } = facts.network;
    const addresses = facts.network.value.map((value): Fact => {
      const { text, notes } = networkFact({ state: "found", value, source, observedAt }, reader);
      return verbatim(value.ip, { notes: [text, ...notes], source, observedAt });
    });
    return [...addresses, ...life];
  }
  if (facts.dns.state !== "found") return [missing(facts.dns, reader), ...life];
  return [...addressesAlone(indicator, reader), ...life];
}

/** The name has addresses, but whose network they are in could not be found. */
function addressesAlone(indicator: Indicator, reader: Reader): Fact[] {
  const { dns, network } = indicator.facts;
  const ips = dns.state === "found" ? [...dns.value.a, ...dns.value.aaaa] : [];
  if (ips.length === 0) return [none(reader.words.report.dnsEmpty)];
  const why = network.state === "found" ? reader.words.report.none : missing(network, reader).text;
  return ips.map((ip) => verbatim(ip, { notes: [why] }));
}

function registration(indicator: Indicator | null, mailAt: EpochSeconds, reader: Reader): Fact[] {
  const w = reader.words.report;
  if (!indicator) return [missing({ state: "pending" }, reader)];
  if (isIpAddress(indicator.host) || indicator.domain === null) return [none(w.notRegistrable)];
  const known = knownRegistration(indicator.facts);
  if (!known) {
    // RDAP is asked first; WHOIS speaks only where RDAP could not, so its own failure is told as well.
    const tries = [indicator.facts.registration, indicator.facts.whois].filter((e) => e.state !== "found");
    const told = tries.filter((e) => e.state !== "pending");
    return (told.length > 0 ? told : tries.slice(0, 1)).map((e) => missing(e, reader));
  }
  const { registeredAt, isDayOnly, registrar } = known.value;
  const origin = { source: known.source, observedAt: known.observedAt };
  const notes = registrar ? [w.registrar(registrar)] : [];
  if (registeredAt === null) return [none(w.noDate, { ...origin, notes })];
  const standing = registeredAtFor(known.value, mailAt) ?? registeredAt;
  const age = mailAt - standing;
  if (standing !== registeredAt) notes.unshift(w.registeredAnew(formatTime(registeredAt, reader.zone)));
  notes.unshift(age < 0 ? w.registeredAfter : w.ageAtReceipt(formatAge(age, isDayOnly, reader.words)));
  const text = isDayOnly ? formatRegistryDay(standing) : formatTime(standing, reader.zone);
  return [found(text, { ...origin, notes, isWarning: isFresh(indicator) })];
}

/** The score's own word on it, not a second threshold: a reason of the group `age` with positive weight. */
const isFresh = (indicator: Indicator): boolean =>
  indicator.verdict?.reasons.some((r) => r.group === "age" && r.db > 0) ?? false;

function naming(host: string, indicator: Indicator | null, reader: Reader): Fact[] {
  const w = reader.words.report;
  const facts: Fact[] = [];
  if (!isIpAddress(host) && host.includes("."))
    facts.push(found(w.tld(host.slice(host.lastIndexOf(".") + 1))));
  const unicode = toUnicodeHost(host);
  if (unicode !== host) facts.push(verbatim(w.unicode(unicode)));
  const reasons = indicator?.verdict?.reasons.filter((r) => r.group === "name" || r.group === "kit") ?? [];
  for (const reason of reasons)
    facts.push(
      found(explainReason(reason, reader.lang), { isWarning: reason.db > 0, source: reason.source }),
    );
  if (indicator?.verdict && reasons.length === 0) facts.push(none(w.noPattern));
  return facts.length === 0 ? [missing({ state: "pending" }, reader)] : facts;
}
