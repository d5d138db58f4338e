import { HOSTING_CLASSES, type HostingClass } from "../data/hosting-classes.ts";
import { LURE_PARTS, LURE_WORDS, SERVICE_PARTS } from "../data/lure-words.ts";
import { PLATFORM_LABELS } from "../data/shared-hosts.ts";
import { isIpAddress } from "../domain/hostname.ts";
import { findSharedHost } from "../domain/scope.ts";
import { hostParts } from "./host-parts.ts";
import { letterCost } from "./letter-cost.ts";

/** A stranger's place on a platform. Nobody registered its name, so the registry knows no date and no owner. */
export interface Tenancy {
  /** The platform: `pages.dev`, `weebly.com`, `storage.googleapis.com`. */
  readonly platform: string;
  readonly hosting: HostingClass;
  /** The label that the tenant chose; "": he has none of his own, the place is in the path. */
  readonly label: string;
}

/** `null`: a registered name, an address, or the platform's own site. `path`: `null` when it is not known. */
export function tenancyOf(host: string, path: string | null): Tenancy | null {
  if (isIpAddress(host)) return null;
  const shared = findSharedHost(host);
  if (shared !== null && CARRIERS.has(shared.kind)) return null;
  const { label, suffix, isPrivate } = hostParts(host);
  const isNarrower = shared === null || shared.kind !== "url" || suffix.length >= shared.name.length;
  if (isPrivate && isNarrower)
    return SOLD_SUFFIX.test(suffix) ? null : { platform: suffix, hosting: classOf(suffix), label };
  if (shared === null || (shared.kind === "url" && classOf(shared.name) !== "store")) return null;
  if (shared.kind === "url")
    return host === shared.name && (path ?? "/") === "/"
      ? null
      : { platform: shared.name, hosting: "store", label: "" };
  const front = host.slice(0, -shared.name.length - 1).split(".");
  const own = front.at(-1) ?? "";
  if (host === shared.name || PLATFORM_LABELS.has(own)) return null;
  return { platform: shared.name, hosting: classOf(shared.name), label: own };
}

/** They carry a link and hold no page. */
const CARRIERS: ReadonlySet<string> = new Set(["redirector", "tracker", "shortener"]);

/**
 * On the list's private part, but sold or granted by the name like any domain: uk.com, spb.ru, rpn.gov.ru, eu.org.
 * Short names below a country are a town's, an authority's or a reseller's; the free ones among them are named.
 */
const SOLD_SUFFIX =
  /^(?:(?:ae|africa|br|cn|co|de|eu|gb|gr|hu|jp|jpn|kr|mex|no|qc|ru|sa|se|uk|us|za|in)\.(?:com|net|org)|(?!rf\.gd$|ct\.ws$|pp\.ua$|repl\.co$)[a-z0-9-]{1,4}\.[a-z]{2}|[a-z.]{2,6}\.(?:jp|kr|nz|uk|au)|(?:.{1,60}\.)?(?:gov|mil|edu|ac|go|lg|nhs)(?:\.[a-z]{2})?)$/;

/** The platform's own entry, or that of the name above it (`s3.eu-west-1.amazonaws.com`). */
function classOf(platform: string): HostingClass {
  for (let name = platform; ; ) {
    const known = HOSTING_CLASSES.get(name);
    if (known !== undefined) return known;
    const dot = name.indexOf(".");
    if (dot < 0) return /^blogspot\./.test(platform) ? "home" : "anonymous";
    name = name.slice(dot + 1);
  }
}

/** Lure words in a label, three at most. `isTenant`: names of services count as well. Linear in the label. */
export function lureCount(label: string, isTenant: boolean): number {
  const text = label.slice(0, LABEL_CHARS_MAX);
  const found = new Set(text.match(isTenant ? ALL_PARTS : LONG_PARTS));
  for (const word of text.split(/[-_]|(?<=[a-z])(?=\d)/)) if (LURE_WORDS.has(word)) found.add(word);
  return Math.min(found.size, LURES_MAX);
}
const LURES_MAX = 3;
/** RFC 1035 2.3.4: a label has no more; path segments are read no further either. */
const LABEL_CHARS_MAX = 63;
const LONG_PARTS = new RegExp(LURE_PARTS.join("|"), "g");
const ALL_PARTS = new RegExp([...SERVICE_PARTS, ...LURE_PARTS].join("|"), "g");

/** No person's choice: letters that make no words, or letters and digits in turn. */
export function isMadeUp(label: string, pairs: string): boolean {
  if (label.length < MADE_UP_CHARS_MIN || label.length > LABEL_CHARS_MAX || label.startsWith("xn--"))
    return false;
  const turns = label.match(/[a-z](?=\d)|\d(?=[a-z])/g)?.length ?? 0;
  if (turns >= 3 || /^[0-9-]+$/.test(label) || /(?:^|-)(?=[a-z]*\d)[0-9a-f]{6,}(?:$|-)/.test(label))
    return true;
  return (letterCost(label, pairs) ?? 0) >= MADE_UP_BITS;
}
const MADE_UP_CHARS_MIN = 5;
/** Bits a letter; honest names have 4 on average. */
const MADE_UP_BITS = 5.6;
