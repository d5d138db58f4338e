/**
 * What a WHOIS answer (port 43) says of one domain. Whoever answers, the form is the server's own: labels in
 * many languages (data/whois-labels.ts), dates in many orders (whois-dates.ts), refusals as plain text
 * (data/whois-phrases.ts). `absent` only where the registry says so; a throttled, banned, broken, empty or
 * strange answer is `failed`. A referral inside the answer is not followed. Pure, linear, never throws.
 */

import {
  ABUSE_EMAIL,
  CHANGED,
  CREATED,
  DOMAIN,
  EXPIRES,
  NAMESERVER,
  NOT_CREATED,
  REGISTRAR,
  REGISTRAR_ID,
  STATUS,
} from "../data/whois-labels.ts";
import { SERVER_FORMS } from "../data/whois-servers.ts";
import type { FailureReason, Registration } from "../domain/evidence.ts";
import { canonicalHost } from "../domain/hostname.ts";
import type { EpochSeconds } from "../domain/time.ts";
import { toStatusWords } from "./epp-status.ts";
import { type DateOrder, type DateReading, orderShownIn, readDate, UTC, type Zone } from "./whois-dates.ts";
import { type Field, readFields } from "./whois-lines.ts";
import { readRefusal } from "./whois-refusal.ts";

export type WhoisAnswer =
  | { readonly state: "found"; readonly value: Registration }
  | { readonly state: "absent" }
  | {
      readonly state: "failed";
      readonly reason: FailureReason;
      readonly detail: string;
      /** "go away for 13 seconds". */
      readonly retryAfterSeconds?: number;
    };

const TEXT_CHARS_MAX = 64 * 1024;
const VALUE_CHARS_MAX = 200;
const NAMESERVERS_MAX = 20;

/**
 * @param server host name of the server that answered: its zone and date order are looked up.
 * @param domain the domain asked for, ASCII lower case; `null` takes the answer for whatever it is about.
 * @param now a creation date after tomorrow is no creation date.
 */
export function parseWhois(
  text: string,
  server: string,
  domain: string | null,
  now: EpochSeconds,
): WhoisAnswer {
  const capped = text.slice(0, TEXT_CHARS_MAX);
  if (/^\s*$/.test(capped)) return failed("bad_answer", "The answer is empty");
  if (/^\s*(?:<!doctype|<html|<\?xml|HTTP\/\d)/i.test(capped))
    return failed("bad_answer", "The answer is a web page");
  const fields = aboutDomain(readFields(capped), domain);
  if (fields === null) return failed("wrong_answer", `The answer is about another domain than "${domain}"`);
  if (isRegistered(fields)) return toRegistration(fields, capped, server, now);
  const refusal = readRefusal(capped);
  if (refusal !== null) return refusal;
  // A status that is none of the refusals, `Deleted (2013/01/31)`, is a registration's.
  if (fields.some((field) => STATUS.test(field.label))) return toRegistration(fields, capped, server, now);
  return failed("bad_answer", "Neither a registration nor a refusal was recognised");
}

const failed = (reason: FailureReason, detail: string): WhoisAnswer => ({ state: "failed", reason, detail });

/**
 * The fields that speak of the domain: from its name on, until another domain's. `null`: the answer names
 * domains, and not this one. An answer which names none (`Available`) is taken for the question's.
 */
function aboutDomain(fields: readonly Field[], domain: string | null): readonly Field[] | null {
  const all = fields.flatMap((field, index) => {
    const name = DOMAIN.has(field.label) ? nameIn(field.value) : null;
    return name === null ? [] : [{ index, name }];
  });
  // Without a dot it is a TLD or the name without one, or just a word: `Domain state OK`.
  const tld = domain?.slice(domain.lastIndexOf(".") + 1);
  const named = all.filter(
    ({ name }) => name.includes(".") || name === tld || (domain !== null && isSame(name, domain)),
  );
  if (named.length === 0) return fields;
  const wanted = domain ?? named.reduce((a, b) => (b.name.endsWith(`.${a.name}`) ? b : a)).name;
  const first = named.findIndex(({ name }) => isSame(name, wanted));
  if (first < 0) return null;
  const from = first === 0 ? 0 : (named[first]?.index ?? 0);
  const to = named.find(({ name }, at) => at > first && !isSame(name, wanted))?.index;
  return fields.slice(from, to);
}

/** The first word of the value as a host; `null` when it is no name (`Domain: Active`). */
function nameIn(value: string): string | null {
  const word = (/^"?([^\s",;()]+)/.exec(value)?.[1] ?? "").replace(/\.$/, "");
  return word === "" ? null : canonicalHost(word);
}

/** EURid and some others once left the TLD out: `Domain: example`. */
function isSame(name: string, wanted: string): boolean {
  return (
    name === wanted ||
    (!name.includes(".") && wanted.startsWith(`${name}.`) && wanted.split(".").length === 2)
  );
}

/** A registration shows a date, a registrar, a name server or a holder. A status alone may say `free`. */
function isRegistered(fields: readonly Field[]): boolean {
  return fields.some(
    ({ label, value }) =>
      value !== "" &&
      ((isCreated(label) && /\d/.test(value)) ||
        EXPIRES.test(label) ||
        REGISTRAR.has(label) ||
        (NAMESERVER.test(label) && value.includes(".")) ||
        /^(?:registrant|holder|owner|roid|domain id|registry domain id)/.test(label) ||
        (STATUS.test(label) && REGISTERED_STATUS.test(value))),
  );
}

const REGISTERED_STATUS =
  /^(?:client|server|not available|210 active|(?:active|ok|registered|connected|delegated|in use|live)\b)/i;

function toRegistration(
  fields: readonly Field[],
  text: string,
  server: string,
  now: EpochSeconds,
): WhoisAnswer {
  const form = SERVER_FORMS[server.toLowerCase()] ?? {};
  const zone = form.zone ?? UTC;
  const order = form.order ?? orderShownIn(text);
  const changedAt = firstDate(fields, (label) => CHANGED.test(label) && !EXPIRES.test(label), zone, order);
  const expiresAt = firstDate(fields, (label) => EXPIRES.test(label), zone, order);
  const created = readCreated(fields, zone, order, { now, changedAt, expiresAt });
  if (created.state === "ambiguous")
    return failed("ambiguous", "Day and month of the creation date cannot be told apart");
  return {
    state: "found",
    value: {
      registeredAt: created.state === "read" ? created.at : null,
      isDayOnly: created.state === "read" && created.isDayOnly,
      changedAt,
      expiresAt,
      registrar: registrarOf(fields),
      registrarIanaId: firstValue(fields, (f) => REGISTRAR_ID.test(f.label))?.match(/^\d{1,7}$/)?.[0] ?? null,
      abuseContact: firstValue(fields, (f) => ABUSE_EMAIL.test(f.label) && f.value.includes("@")),
      status: toStatusWords(
        fields.filter((f) => f.about !== "other" && STATUS.test(f.label)).map((f) => f.value),
      ),
      nameservers: nameserversOf(fields),
    },
  };
}

function isCreated(label: string): boolean {
  return !NOT_CREATED.test(label) && CREATED.some((words) => words.test(label));
}

interface Bounds {
  readonly now: EpochSeconds;
  readonly changedAt: EpochSeconds | null;
  readonly expiresAt: EpochSeconds | null;
}

/** The best labelled date about the domain itself; then one in a registrar's or holder's paragraph. */
function readCreated(
  fields: readonly Field[],
  zone: Zone,
  order: DateOrder | null,
  bounds: Bounds,
): DateReading {
  for (const about of ["domain", "owner", "other"] as const) {
    const own = fields.filter((field) => field.about === about);
    for (const words of CREATED) {
      for (const field of own) {
        if (!words.test(field.label) || NOT_CREATED.test(field.label)) continue;
        // `created` in a contact's paragraph is the contact's; `domain created` is not.
        if (
          about === "other" &&
          !/domain|record|creation date|registration date|fecha|commencement/.test(field.label)
        )
          continue;
        const reading = readWithin(field, zone, order, bounds);
        if (reading.state !== "none") return reading;
      }
    }
  }
  return readAssigned(fields, zone);
}

/** ISOC-IL logs changes, and the first is the registration: `changed: … AT isoc.org.il 19990605 (Assigned)`. */
function readAssigned(fields: readonly Field[], zone: Zone): DateReading {
  const value = fields.find((f) => f.label === "changed" && /\(assigned\)/i.test(f.value))?.value ?? "";
  return readDate(/(?<!\d)\d{8}(?!\d)/.exec(value.slice(0, VALUE_CHARS_MAX))?.[0] ?? "", zone, null);
}

/**
 * Reads a creation date. If the order of day and month is open, an order that would put it into the
 * future, after the last change or after the end is none. A locale whose label is not English writes the day first.
 */
function readWithin(field: Field, zone: Zone, order: DateOrder | null, bounds: Bounds): DateReading {
  const isForeign =
    !/^(?:[a-z ]*\b)?(?:creat|regist|activ|commenc|date|assign|record|issue|start|entered)/.test(
      field.label,
    ) || /\b(?:data|fecha|datum|date de|date d')\b/.test(field.label);
  const known = order ?? orderShownIn(field.value) ?? (isForeign ? "day-first" : null);
  // `0-UANIC 20050104013013`: a handle stands before the date.
  const value = field.value.replace(/^\d-[A-Z]+\s+/, "");
  const reading = readDate(value, zone, known);
  const isPossible = (r: DateReading) =>
    r.state === "read" &&
    r.at <= bounds.now + 86_400 &&
    (bounds.expiresAt === null || r.at <= bounds.expiresAt + 86_400);
  if (reading.state === "read") return isPossible(reading) ? reading : { state: "none" };
  if (reading.state === "none") return reading;
  const isBeforeChange = (r: DateReading) =>
    isPossible(r) && r.state === "read" && (bounds.changedAt === null || r.at <= bounds.changedAt + 86_400);
  const possible = (["day-first", "month-first"] as const)
    .map((o) => readDate(value, zone, o))
    .filter(isBeforeChange);
  return possible.length === 1 ? (possible[0] as DateReading) : reading;
}

function firstDate(
  fields: readonly Field[],
  isLabel: (label: string) => boolean,
  zone: Zone,
  order: DateOrder | null,
): EpochSeconds | null {
  for (const field of fields) {
    if (field.about === "other" || !isLabel(field.label)) continue;
    const reading = readDate(field.value, zone, order);
    if (reading.state === "read") return reading.at;
  }
  return null;
}

function firstValue(fields: readonly Field[], isWanted: (field: Field) => boolean): string | null {
  return (
    fields.find((field) => field.value !== "" && isWanted(field))?.value.slice(0, VALUE_CHARS_MAX) ?? null
  );
}

function registrarOf(fields: readonly Field[]): string | null {
  const named = firstValue(
    fields,
    (f) =>
      REGISTRAR.has(f.label) ||
      (REGISTRAR.has(f.heading) && /^(?:name|organi[sz]ation|registrar name)$/.test(f.label)),
  );
  return named?.replace(/\s*\[Tag = [^\]]*\]$/, "").replace(/\s*\(https?:.*$/, "") ?? null;
}

function nameserversOf(fields: readonly Field[]): string[] {
  const names = fields
    .filter(
      (f) => NAMESERVER.test(f.label) || (NAMESERVER.test(f.heading) && /^(?:name|hostname)$/.test(f.label)),
    )
    .map((f) => nameIn(f.value))
    .filter((name): name is string => name?.includes(".") === true && /[a-z]/.test(name));
  return [...new Set(names)].slice(0, NAMESERVERS_MAX);
}
