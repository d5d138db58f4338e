import { registrableDomain } from "../domain/hostname.ts";
import type { LinkContext } from "../domain/indicator.ts";
import type { BrandClaim, Pressure } from "../domain/mail-record.ts";
import { chooseScope, sharedHostKind } from "../domain/scope.ts";
import type { Extraction, Link } from "../domain/sighting.ts";
import type { EpochSeconds } from "../domain/time.ts";
import { type CanonicalUrl, parseUrl } from "../domain/url.ts";
import { brandById, brandOf, isBrandDomain, isBrandSenderHost, isModerated } from "./brand-domains.ts";
import { callToAction } from "./pressure.ts";

/** What a mail says, as far as its links need it. */
export interface MailEvidence {
  readonly extraction: Extraction;
  readonly claim: BrandClaim | null;
  readonly pressure: Pressure;
  readonly receivedAt: EpochSeconds;
}

/** The context of each indicator of a mail, by its key. Several links on one key: the worst signs of all. */
export function linkContexts(mail: MailEvidence): ReadonlyMap<string, LinkContext> {
  const contexts = new Map<string, LinkContext>();
  const signs = signsOf(mail);
  for (const link of mail.extraction.links) {
    const url = isJudged(link) ? parseUrl(link.url) : null;
    if (url === null) continue;
    const { key } = chooseScope(url);
    const context = contextOf(link, url, mail, signs);
    const known = contexts.get(key);
    contexts.set(key, known === undefined ? context : worse(known, context));
  }
  return contexts;
}

/**
 * A wrapper or a known redirector carried the link and is no party to it. An unknown site with a URL in its query
 * is: `https://evil.top/login?url=https://amazon.co.jp/` is the scam page itself.
 */
export function isJudged(link: Link): boolean {
  return link.role === "target" || link.family === "generic";
}

/** What all links of a mail have in common. */
type MailSigns = Pick<
  LinkContext,
  | "brand"
  | "isBrandSender"
  | "hasUrgency"
  | "phoneMismatch"
  | "senderMismatch"
  | "dmarc"
  | "language"
  | "relayIp"
  | "relayCountry"
  | "receivedAt"
> & {
  /** The link that the mail asks its reader to press. */
  readonly action: Link | null;
  /** Registrable domains of the reader's own and the list's servers. */
  readonly carriers: ReadonlySet<string | null>;
};

function signsOf({ extraction, claim, pressure, receivedAt }: MailEvidence): MailSigns {
  const brand = claim?.brand ?? null;
  const { sender } = extraction;
  const hops = sender.hops.filter((h) => h.isTrusted && h.by !== null);
  return {
    brand,
    isBrandSender: brand !== null && isProvenSender(brand, extraction),
    hasUrgency: pressure.urgency.length > 0,
    phoneMismatch: phoneMismatch(brand, extraction),
    senderMismatch: senderMismatch(brand, extraction),
    dmarc: dmarcOf(extraction),
    language: extraction.language,
    relayIp: sender.relay?.ip ?? null,
    relayCountry: null,
    receivedAt,
    action: callToAction(extraction.links, brand),
    carriers: new Set(hops.map((h) => registrableDomain(h.by as string))),
  };
}

function contextOf(
  link: Link,
  url: CanonicalUrl,
  mail: MailEvidence,
  { action, carriers, ...signs }: MailSigns,
): LinkContext {
  const brand = mail.claim?.brand ?? null;
  return {
    ...signs,
    isBrandDomain: brand !== null && isBrandDomain(brand, link.host),
    isFooter: isFooter(link, carriers),
    hasCallToAction: action?.url === link.url,
    textMismatch: textMismatch(link),
    path: starPath(url.path),
    isHidden: link.isHidden,
  };
}

function worse(a: LinkContext, b: LinkContext): LinkContext {
  return {
    ...a,
    isFooter: a.isFooter === true && b.isFooter === true,
    hasCallToAction: a.hasCallToAction || b.hasCallToAction,
    textMismatch: a.textMismatch ?? b.textMismatch,
    // The longer path says more: a kit's page rather than its front door.
    path: b.path.length > a.path.length ? b.path : a.path,
    isHidden: a.isHidden && b.isHidden,
  };
}

/** A trusted server's DMARC pass for a domain of the brand: then the mail is the brand's own. */
function isProvenSender(brand: string, { sender }: Extraction): boolean {
  const from = sender.displayed?.address.split("@").pop() ?? "";
  return (
    sender.auth.isTrusted && sender.auth.dmarc === "pass" && isBrandSenderHost(brand, from.toLowerCase())
  );
}

/**
 * Links that a mailing list or a mailing service adds. Told by the place, not by words alone: the host belongs
 * to the list's own servers, or the path is that of list software.
 */
function isFooter(link: Link, carriers: MailSigns["carriers"]): boolean {
  if (LIST_PATH.test(link.url) || LIST_HOST.test(link.host) || isModerated(link.host)) return true;
  return link.domain !== null && carriers.has(link.domain);
}

const LIST_PATH =
  /^https?:\/\/[^/]{1,255}\/(?:[^/?]{1,40}\/)?(?:mailman3?\/|listinfo\b|pipermail\/|hyperkitty\/|postorius\/|archives?\/list\/)/;
const LIST_HOST = /^(?:lists?|listes|mailman|lore)\./;

/** The visible text names another domain than the target's. Trackers and services of one house are no mismatch. */
function textMismatch(link: Link): string | null {
  const match =
    /(?:^|[\s(（<「])(?:https?:\/\/)?((?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24})(?=$|[\s/)）>」:?])/i.exec(
      link.text ?? "",
    );
  const shown = match === null ? null : registrableDomain((match[1] as string).toLowerCase());
  if (shown === null || link.domain === null || shown === link.domain) return null;
  const owner = brandOf(shown);
  if (owner !== null && isBrandDomain(owner.id, link.host)) return null;
  const kind = sharedHostKind(link.host);
  return kind === "tracker" || kind === "redirector" ? null : shown;
}

/**
 * Displayed against true sender. Where the address itself is honest, a claimed brand in the display name is what
 * the reader sees: `"Amazon" <x@bmcw.cn>` shows Amazon and came from bmcw.cn.
 */
function senderMismatch(brand: string | null, { sender }: Extraction): LinkContext["senderMismatch"] {
  const actual = sender.trueDomain;
  if (actual === null) return null;
  if (sender.isMismatch === true && sender.displayedDomain !== null)
    return { displayed: sender.displayedDomain, actual };
  if (brand === null || isBrandSenderHost(brand, actual)) return null;
  const name = sender.displayed?.name.trim() ?? "";
  return name === "" ? null : { displayed: name.slice(0, NAME_CHARS_MAX), actual };
}
const NAME_CHARS_MAX = 60;

/** Only where the brand's numbers are known, and none of them stands in the mail. */
function phoneMismatch(brand: string | null, { phones }: Extraction): string | null {
  const published = brand === null ? [] : (brandById(brand)?.phones ?? []);
  if (published.length === 0 || phones.some((p) => p.e164 !== null && published.includes(p.e164)))
    return null;
  return phones.find((p) => p.e164 !== null)?.text ?? null;
}

function dmarcOf({ sender }: Extraction): LinkContext["dmarc"] {
  if (!sender.auth.isTrusted) return "unknown";
  return sender.auth.dmarc === "pass" || sender.auth.dmarc === "fail" ? sender.auth.dmarc : "unknown";
}

/** Country of the relay's network where it is not the brand's own, nor a cloud's; `null`: it tells nothing. */
export function relayAbroad(brand: string | null, country: string | null): string | null {
  const home = brand === null ? undefined : brandById(brand)?.country;
  return country === null || home === undefined || country === home || CLOUD_COUNTRIES.has(country)
    ? null
    : country;
}

/** Brands of every country send through clouds whose addresses are allocated here. */
const CLOUD_COUNTRIES: ReadonlySet<string> = new Set(["US", "IE"]);

/**
 * The path that a kit has on every host: `/jp/login.php`. A number or random token between the slashes becomes
 * one star, so that the pages of all victims have one path. Without a path, or for what is no URL: `/`.
 */
export function normalisePath(url: string): string {
  return starPath(parseUrl(url)?.path ?? "/");
}

function starPath(path: string): string {
  return path
    .slice(0, PATH_CHARS_MAX)
    .split("/")
    .map((segment) => (isToken(segment) ? "*" : segment.toLowerCase()))
    .join("/");
}
const PATH_CHARS_MAX = 200;

function isToken(segment: string): boolean {
  return (
    /^\d{3,}$/.test(segment) ||
    (segment.length >= 6 && /\d/.test(segment) && /[a-z]/i.test(segment) && !segment.includes("."))
  );
}
