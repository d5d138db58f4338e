import { BRANDS, type Brand } from "../data/brands.ts";
import { isPublicSuffix } from "../domain/hostname.ts";
import { sharedHostKind } from "../domain/scope.ts";

const BY_DOMAIN: ReadonlyMap<string, Brand> = new Map(
  BRANDS.flatMap((b) => b.domains.map((d): [string, Brand] => [d, b])),
);
const BY_ID: ReadonlyMap<string, Brand> = new Map(BRANDS.map((b) => [b.id, b]));

/** `null`: no such id. */
export function brandById(id: string): Brand | null {
  return BY_ID.get(id) ?? null;
}

/**
 * The brand that a host truly belongs to. `null`: none in the catalogue, or a stranger's place on its platform.
 *
 *   www.amazon.co.jp, apps.apple.com, facebook.com       the brand itself
 *   shop.myshopify.com, sites.google.com, x.sharepoint.com, t.co      anybody's: null
 */
export function brandOf(host: string): Brand | null {
  const name = brandDomainAbove(host);
  return name === null || isStrangersPlace(host, name) ? null : (BY_DOMAIN.get(name) ?? null);
}

/** The brand whose domain the host lies under, a stranger's place on it included. `null`: none. */
export function ownerOf(host: string): Brand | null {
  const name = brandDomainAbove(host);
  return name === null ? null : (BY_DOMAIN.get(name) ?? null);
}

function isStrangersPlace(host: string, brandDomain: string): boolean {
  if (host !== brandDomain && isPublicSuffix(brandDomain)) return true;
  const kind = sharedHostKind(host);
  if (kind === "url") return !isModerated(host);
  return (
    kind === "shortener" ||
    (kind !== null && kind !== "redirector" && host.replace(/^www\./, "") !== brandDomain)
  );
}

/** App stores and social sites: the pages are strangers', but the operator takes scam pages down within hours. */
export function isModerated(host: string): boolean {
  return MODERATED.test(host);
}
const MODERATED =
  /^(?:(?:www|m|ja-jp|business)\.)?(?:facebook|instagram|x|twitter|tiktok|youtube|linkedin|pinterest|threads)\.(?:com|net)$|^youtu\.be$|^(?:apps|itunes)\.apple\.com$|^(?:play|groups|calendar)\.google\.com$|^(?:gist\.)?github\.com$|^(?:page\.|liff\.)?line\.me$|^lin\.ee$/;

/** The longest brand domain that is the host or a parent of it. */
function brandDomainAbove(host: string): string | null {
  for (let name = host; ; ) {
    if (BY_DOMAIN.has(name)) return name;
    const dot = name.indexOf(".");
    if (dot < 0) return null;
    name = name.slice(dot + 1);
  }
}

/**
 * The host is one of the brand's own, or of a brand of the same house: a mail of 楽天カード links to
 * rakuten.co.jp, one of イオンカード to aeon.info, one of セブンカード to its payment scheme.
 */
export function isBrandDomain(brandId: string, host: string): boolean {
  const owner = brandOf(host);
  return owner !== null && (owner.id === brandId || house(owner.id) === house(brandId));
}

/**
 * A sender's address host is the brand's own. Documents at dropbox.com are strangers', its mail addresses are not;
 * an address at a tenant's host (`x@acme.zendesk.com`) is the tenant's.
 */
export function isBrandSenderHost(brandId: string, host: string): boolean {
  const owner = senderBrandOf(host);
  return owner !== null && house(owner.id) === house(brandId);
}

/** The brand whose mail comes from this host. `null`: none in the catalogue, or a tenant's of its platform. */
export function senderBrandOf(host: string): Brand | null {
  const name = brandDomainAbove(host);
  if (name === null) return null;
  const kind = sharedHostKind(host);
  const isTenant = host !== name && (isPublicSuffix(name) || kind === "host" || kind === "cdn");
  return isTenant ? null : (BY_DOMAIN.get(name) ?? null);
}

/** Brands that link to each other as a matter of course. First entry: the name of the house. */
const HOUSES: readonly (readonly string[])[] = [
  ["aeon", "aeon-card", "aeon-bank"],
  ["rakuten", "rakuten-card", "rakuten-bank", "rakuten-sec"],
  ["smbc", "smbc-card", "smbc-nikko", "smbc-mobit", "smbc-fs", "smtb", "promise", "vpoint"],
  ["mufg-bank", "mufg-nicos", "mufg-sec", "acom"],
  ["mizuho", "mizuho-sec", "uc-card", "orico", "saison"],
  ["softbank", "paypay", "paypay-bank", "paypay-card", "yahoo-jp", "line"],
  ["au", "jibun-bank", "ponta", "biglobe", "jcom"],
  ["docomo", "id-payment", "monex", "aplus", "ocn", "plala"],
  ["japan-post", "yucho"],
  ["eki-net", "viewcard", "suica"],
  ["resona", "resona-card"],
  ["daiwa-sec", "daiwa-next"],
  ["sbi-sec", "sbi-bank", "sbi-shinsei"],
  ["microsoft", "linkedin", "github"],
  ["facebook", "instagram", "whatsapp"],
  ["paypal", "venmo"],
  ["nta", "soumu", "digital-agency", "nenkin", "mhlw", "npa"],
  ["gmo-aozora", "gmo-coin", "gmo-click", "onamae", "lolipop"],
  ["suidou-tokyo", "npa"],
  ["so-net", "sony-bank"],
];

const HOUSE_OF: ReadonlyMap<string, string> = new Map(
  HOUSES.flatMap((house) => house.map((id): [string, string] => [id, house[0] as string])),
);

function house(id: string): string {
  return HOUSE_OF.get(id) ?? id;
}
