import { GENERIC_SEGMENTS, LANGUAGE_SEGMENTS, SYSTEM_FILES, SYSTEM_ROOTS } from "../data/generic-paths.ts";
import { knownRegistration } from "./evidence.ts";
import type { Indicator, LinkContext, Status } from "./indicator.ts";
import type { PersonDecision } from "./person.ts";
import { believedDate, provenReceivedAt } from "./registration-date.ts";
import { DAY_SECONDS, type EpochSeconds, HOUR_SECONDS, toRfc3339 } from "./time.ts";

/**
 * A campaign is what fresh names share. Its key says what that is:
 *
 *   kit:jcb:/jk                                  the same page pattern under the same claimed brand
 *   registration:2026-02-10T08:ns1.a.net,ns2.a.net   registered in the same hour at the same nameservers
 *   phone:0120-959-684                           the same phone number beside a false claim
 */
export type CampaignKind = "kit" | "registration" | "phone";

/** A name is fresh until this long after its registration; the kits of the survey rotate within weeks. */
const FRESH_SECONDS = 90 * DAY_SECONDS;
/** Longer patterns are made for one victim. */
const KIT_PATH_CHARS_MAX = 120;
/** Longest key of a campaign, so that its address stays one. */
const CAMPAIGN_KEY_CHARS_MAX = 300;

type Subject = Pick<Indicator, "key" | "context" | "facts" | "lastSeenAt">;

/**
 * The campaigns that a name belongs to; empty for a name that no authority calls fresh. So a mail alone puts nobody
 * into a campaign: only a name that was registered lately counts for the evidence of others.
 */
export function campaignsOf(subject: Subject): readonly string[] {
  if (!isFresh(subject)) return [];
  const { context } = subject;
  const keys = [
    context && kitOf(context),
    registrationKey(subject),
    context === null || context.phoneMismatch === null || !isFalseClaim(context)
      ? null
      : `phone:${context.phoneMismatch}`,
  ];
  return keys.filter((key) => key !== null && key.length <= CAMPAIGN_KEY_CHARS_MAX) as string[];
}

/**
 * The kit that a link looks like; `null`: its path is one that any site may have, or no brand is falsely claimed.
 *
 *   jcb  /jk            => kit:jcb:/jk          /, /login, /index.html, /wp-login.php, /products/x => null
 *   jcb  /jcb/rev.php   => kit:jcb:/jcb/rev.php  (slash at the end left off)
 */
export function kitOf(context: LinkContext): string | null {
  if (!isFalseClaim(context) || context.isFooter === true) return null;
  const path = context.path.replace(/\/+$/, "");
  if (path.length > KIT_PATH_CHARS_MAX || isGenericPath(path)) return null;
  return `kit:${context.brand}:${path}`;
}

/** Every part of it is one that unrelated sites share. `*` stands for a token. */
export function isGenericPath(path: string): boolean {
  const segments = path.toLowerCase().split("/").filter(Boolean);
  if (SYSTEM_ROOTS.has(segments[0] ?? "")) return true;
  return segments.every((segment) => {
    const name = segment.replace(/\.(?:php\d?|html?|aspx?|jsp|cgi|do|action|shtml)$/, "");
    const isShared = name.length <= 1 || GENERIC_SEGMENTS.has(name) || SYSTEM_FILES.has(name);
    return isShared || LANGUAGE_SEGMENTS.has(segment);
  });
}

function isFalseClaim({ brand, isBrandDomain, isBrandSender }: LinkContext): boolean {
  return brand !== null && !isBrandDomain && isBrandSender !== true;
}

/** Registered before the mail, and lately. */
function isFresh(subject: Subject): boolean {
  const seenAt = provenReceivedAt(subject);
  const registeredAt = believedDate(subject.key, subject.facts, seenAt);
  return registeredAt !== null && seenAt - registeredAt <= FRESH_SECONDS;
}

/** A registry that gives days only tells no hour. */
function registrationKey({ facts }: Subject): string | null {
  const value = knownRegistration(facts)?.value;
  if (!value || value.registeredAt === null || value.isDayOnly || value.nameservers.length === 0) return null;
  const hour: EpochSeconds = value.registeredAt - (value.registeredAt % HOUR_SECONDS);
  const servers = [...value.nameservers].sort().slice(0, 4);
  return `registration:${toRfc3339(hour).slice(0, 13)}:${servers.join(",")}`;
}

export const campaignKind = (key: string): CampaignKind => key.slice(0, key.indexOf(":")) as CampaignKind;

/** What of a campaign stands in its address: base64url of the key, so that no key can break a URL. */
export function campaignId(key: string): string {
  const bytes = Array.from(new TextEncoder().encode(key), (byte) => String.fromCharCode(byte));
  return btoa(bytes.join("")).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** `null`: no campaign can have this id. */
export function parseCampaignId(id: string): string | null {
  if (!/^[\w-]{4,500}$/.test(id)) return null;
  try {
    const binary = atob(id.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
    const key = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return /^(?:kit|registration|phone):./s.test(key) && campaignId(key) === id ? key : null;
  } catch {
    // Not base64 or not UTF-8: somebody made it up.
    return null;
  }
}

/** A host of a campaign as the public may see it. */
export interface CampaignHost {
  readonly key: string;
  readonly firstSeenAt: EpochSeconds;
  readonly lastSeenAt: EpochSeconds;
  readonly mails: number;
  readonly status: Status;
  readonly listedAt: EpochSeconds | null;
  readonly brand: string | null;
  readonly person: PersonDecision | null;
}

export interface CampaignRecord {
  /** Newest first, at most as many as were asked for. */
  readonly hosts: readonly CampaignHost[];
  /** Reports of its mails that the operator has published, newest first. */
  readonly reports: readonly { readonly id: string; readonly receivedAt: EpochSeconds }[];
}
