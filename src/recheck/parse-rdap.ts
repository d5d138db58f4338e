/**
 * An RDAP answer about a domain (RFC 9083 section 5.3) as a Registration. Parts that are missing or malformed
 * are left out, since servers differ; an answer about another domain is never used.
 *
 *   {"objectClassName":"domain","ldhName":"EXAMPLE.TOP",…} asked for example.top  => its registration
 *   … asked for other.top                                                        => wrong_answer
 *   {"errorCode":404,…}, [], "…"                                                 => bad_answer
 * Pure. Called by sources/rdap.ts.
 */
import * as z from "zod";
import type { FailureReason, Registration } from "../domain/evidence.ts";
import { canonicalHost } from "../domain/hostname.ts";
import { err, ok, type Result } from "../domain/result.ts";
import type { EpochSeconds } from "../domain/time.ts";
import { toStatusWords } from "./epp-status.ts";
import { readDate, UTC } from "./whois-dates.ts";

const NAME_CHARS_MAX = 200;
const ITEMS_MAX = 100;
const NAMESERVERS_MAX = 20;
/** The registrar's abuse contact is an entity inside the registrar's (RFC 9083 section 5.1). */
const ENTITY_DEPTH_MAX = 3;

/** A list whose bad items are dropped, so that one of them does not spoil the answer. */
const listOf = <T extends z.ZodType>(item: T) =>
  z
    .array(z.unknown())
    .catch([])
    .transform((items) =>
      items.slice(0, ITEMS_MAX).flatMap((one) => {
        const parsed = item.safeParse(one);
        return parsed.success ? [parsed.data as z.output<T>] : [];
      }),
    );

const Event = z.object({ eventAction: z.string(), eventDate: z.string() });
const Nameserver = z.object({ ldhName: z.string() });
const Entity = z.object({
  handle: z.string().nullish().catch(null),
  roles: listOf(z.string()),
  publicIds: listOf(z.object({ type: z.string(), identifier: z.coerce.string() })),
  vcardArray: z.array(z.unknown()).catch([]),
  entities: z.unknown().optional(),
});
type Entity = z.output<typeof Entity>;
const Domain = z.object({
  objectClassName: z.string().regex(/^domain$/i),
  ldhName: z.string().nullish().catch(null),
  unicodeName: z.string().nullish().catch(null),
  status: listOf(z.string()),
  events: listOf(Event),
  nameservers: listOf(Nameserver),
  entities: z.unknown().optional(),
});

export interface ParseFailure {
  readonly reason: FailureReason;
  readonly detail: string;
}

/** @param domain the domain asked for, ASCII lower case; `null` takes the answer for whatever it is about. */
export function parseRdap(body: unknown, domain: string | null): Result<Registration, ParseFailure> {
  const parsed = Domain.safeParse(body);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const detail = `Cannot read the RDAP answer: ${issue?.path.join(".") || "body"} ${issue?.message ?? ""}`;
    return err({ reason: "bad_answer", detail: detail.slice(0, NAME_CHARS_MAX) });
  }
  const { data } = parsed;
  const names = [data.ldhName, data.unicodeName].map((name) =>
    canonicalHost((name ?? "").replace(/\.$/, "")),
  );
  if (names.every((name) => name === null))
    return err({ reason: "bad_answer", detail: "The RDAP answer names no domain" });
  if (domain !== null && !names.includes(domain))
    return err({
      reason: "wrong_answer",
      detail: `The RDAP answer is about "${names.find((name) => name !== null)}"`,
    });
  return ok(toRegistration(data));
}

function toRegistration(data: z.output<typeof Domain>): Registration {
  const entities = entitiesIn(data.entities, 0);
  const registrar = entities.find((entity) => hasRole(entity, "registrar"));
  const abuse = entities.find((entity) => hasRole(entity, "abuse"));
  // Registered again after a deletion: without the first date, that one is what is known.
  const registered = eventOf(data.events, "registration") ?? eventOf(data.events, "reregistration");
  return {
    registeredAt: registered?.at ?? null,
    isDayOnly: registered?.isDayOnly ?? false,
    changedAt: eventOf(data.events, "last changed")?.at ?? null,
    expiresAt: eventOf(data.events, "expiration")?.at ?? null,
    registrar: registrar ? nameOf(registrar) : null,
    registrarIanaId:
      registrar?.publicIds.find((id) => /iana/i.test(id.type))?.identifier.slice(0, 20) ?? null,
    abuseContact: abuse
      ? (cardText(abuse, "email") ?? cardText(abuse, "tel")?.replace(/^tel:/, "") ?? null)
      : null,
    status: toStatusWords(data.status),
    nameservers: hostsOf(data.nameservers),
  };
}

function hostsOf(nameservers: readonly { readonly ldhName: string }[]): string[] {
  const hosts = nameservers.map(({ ldhName }) => canonicalHost(ldhName.replace(/\.$/, "")));
  return [...new Set(hosts.filter((host) => host !== null))].slice(0, NAMESERVERS_MAX);
}

function eventOf(
  events: readonly z.output<typeof Event>[],
  action: string,
): { readonly at: EpochSeconds; readonly isDayOnly: boolean } | null {
  for (const event of events) {
    if (event.eventAction.trim().toLowerCase() !== action) continue;
    const reading = readDate(event.eventDate, UTC, null);
    if (reading.state === "read") return reading;
  }
  return null;
}

/** The entities of the answer and those inside them, outermost first. */
function entitiesIn(value: unknown, depth: number): Entity[] {
  if (depth >= ENTITY_DEPTH_MAX) return [];
  const here = listOf(Entity).parse(value);
  return [...here, ...here.flatMap((entity) => entitiesIn(entity.entities, depth + 1))].slice(0, ITEMS_MAX);
}

function hasRole(entity: Entity, role: string): boolean {
  return entity.roles.some((one) => one.toLowerCase() === role);
}

function nameOf(entity: Entity): string | null {
  return cardText(entity, "fn") ?? cardText(entity, "org") ?? entity.handle?.slice(0, NAME_CHARS_MAX) ?? null;
}

/** Text of a jCard property (RFC 7095 section 3.3: name, parameters, type, value). `null`: none, or empty. */
function cardText(entity: Entity, property: string): string | null {
  const properties = entity.vcardArray[1];
  if (!Array.isArray(properties)) return null;
  for (const line of properties.slice(0, ITEMS_MAX)) {
    if (!Array.isArray(line) || line[0] !== property) continue;
    const value: unknown = Array.isArray(line[3]) ? line[3][0] : line[3];
    if (typeof value === "string" && value.trim() !== "") return value.trim().slice(0, NAME_CHARS_MAX);
  }
  return null;
}
