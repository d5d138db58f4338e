import { PAIR_COST } from "../data/hostname-model.ts";
import { TLD_RATE_DB } from "../data/tld-rates.ts";
import { isIpAddress } from "../domain/hostname.ts";
import { TOKEN_BY_TEXT } from "./brand-tokens.ts";
import { hostParts } from "./host-parts.ts";
import { letterCost } from "./letter-cost.ts";
import type { BorrowedName } from "./lookalike.ts";
import { lureCount, tenancyOf } from "./tenancy.ts";

/** Measurable properties of a host and its path; the weight of each stands in data/hostname-model.ts. */
export type FeatureId =
  | "tld_rate"
  | "tld_cn"
  | "tld_new"
  | "tld_country"
  | "pretended_suffix"
  | "borrowed_bait"
  | "borrowed_subdomain"
  | "borrowed_lookalike"
  | "borrowed_misspelt"
  | "borrowed_token"
  | "numeric"
  | "sub_many"
  | "sub_mixed"
  | "sub_long"
  | "sub_bait"
  | "label_long"
  | "label_short"
  | "label_digits"
  | "label_hyphens"
  | "label_consonants"
  | "label_unlike"
  | "sub_unlike"
  | "path_script"
  | "path_jp"
  | "path_login"
  | "path_blog_engine"
  | "path_brand"
  | "path_lure"
  | "path_home"
  | "path_page";

export type Features = ReadonlyMap<FeatureId, number>;

/** Suffix chains that a subdomain imitates: `amazon.co.jp.evil.cn`. */
const PRETENDED =
  /^(?:co|or|ne|go|ac|com|net|org|jp|cojp|co-jp|ne-jp|or-jp|go-jp)$|co-?jp|or-?jp|ne-?jp|^www[^.]{2}|-jp$|^jp-?[a-z]+/;
const SUB_BAIT =
  /log-?in|sign-?in|secure|account|verify|update|support|member|card|bank|auth|info|user|pay|safe|etc\b|etc-|netbank/;
const LONG_LABEL_CHARS = 14;
const LONG_SUB_CHARS = 12;

/**
 * What of a host and its path the name model looks at. Pure, linear in their lengths. A tenant's host is not
 * looked at: see tenancy.ts.
 */
export function featuresOf(
  host: string,
  path: string | null,
  borrowed: BorrowedName | null,
  pairs: string = PAIR_COST,
  isTenant: boolean = tenancyOf(host, path) !== null,
): Features {
  const features = new Map<FeatureId, number>();
  if (isIpAddress(host)) features.set("numeric", 1);
  else if (!isTenant) addHost(features, host, pairs);
  if (borrowed !== null) features.set(`borrowed_${borrowed.kind}`, 1);
  if (path !== null) addPath(features, path);
  return features;
}

function addHost(features: Map<FeatureId, number>, host: string, pairs: string): void {
  const { subdomains, label, tld } = hostParts(host);
  addSuffix(features, tld);
  addLabel(features, label);
  const unlike = label.startsWith("xn--") ? 0 : unlikeness(label, pairs);
  if (unlike > 0) features.set("label_unlike", unlike);
  const own = subdomains.filter((s) => s !== "www");
  if (own.length >= 2) features.set("sub_many", Math.min(own.length, 4) - 1);
  for (const sub of own) {
    if (MIXED.test(sub) && !/^(?:www|m|ns|mx|mail|smtp|s|img|cdn)\d$/.test(sub)) features.set("sub_mixed", 1);
    if (sub.length >= LONG_SUB_CHARS) features.set("sub_long", 1);
    if (PRETENDED.test(sub)) features.set("pretended_suffix", 1);
    else if (SUB_BAIT.test(sub) && !PLAIN_SUB.test(sub)) features.set("sub_bait", 1);
  }
  const subUnlike = Math.max(0, ...own.map((s) => unlikeness(s, pairs)));
  if (subUnlike > 0) features.set("sub_unlike", subUnlike);
}

const MIXED = /\d.*[a-z]|[a-z].*\d/;

/** Bits a letter above those of an average honest name. */
function unlikeness(label: string, pairs: string): number {
  return Math.min(UNLIKE_BITS_MAX, Math.max(0, (letterCost(label, pairs) ?? 0) - HONEST_BITS));
}
const HONEST_BITS = 4;
const UNLIKE_BITS_MAX = 4;

/** Names that honest sites use by themselves. */
const PLAIN_SUB =
  /^(?:login|signin|secure|account|accounts|support|member|members|auth|info|user|users|pay|my|id)$/;

function addSuffix(features: Map<FeatureId, number>, tld: string): void {
  const rate = TLD_RATE_DB.get(tld);
  if (rate !== undefined && rate > 0 && tld !== "cn")
    features.set("tld_rate", Math.min(rate, TLD_DB_MAX) / 10);
  if (tld === "cn") features.set("tld_cn", 1);
  else if (tld.length === 2) features.set("tld_country", 1);
  else if (rate === undefined && !OLD_GENERIC.has(tld)) features.set("tld_new", 1);
}

/** .xin at 22 dB would drown all else; its rate is of two periods and 50,000 names. */
const TLD_DB_MAX = 12;

const OLD_GENERIC: ReadonlySet<string> = new Set([
  "com",
  "net",
  "org",
  "edu",
  "gov",
  "mil",
  "int",
  "biz",
  "aero",
  "coop",
  "museum",
  "arpa",
]);
function addLabel(features: Map<FeatureId, number>, label: string): void {
  if (label.startsWith("xn--")) return;
  const letters = label.replace(/[^a-z]/g, "");
  const digits = label.replace(/\D/g, "");
  if (label.length >= LONG_LABEL_CHARS) features.set("label_long", 1);
  if (label.length > 0 && label.length <= 4) features.set("label_short", 1);
  if (digits.length > 0) features.set("label_digits", Math.min(digits.length, 4) / 2);
  const hyphens = label.split("-").length - 1;
  if (hyphens > 0) features.set("label_hyphens", Math.min(hyphens, 3));
  const run = longestConsonants(letters);
  if (run >= 5) features.set("label_consonants", Math.min(run, 9) - 4);
}

function longestConsonants(letters: string): number {
  return Math.max(0, ...letters.split(/[aeiouy]+/).map((run) => run.length));
}

function addPath(features: Map<FeatureId, number>, path: string): void {
  if (/^\/(?!index\.)[^/?]{1,40}\.php$/.test(path)) features.set("path_script", 1);
  if (/^\/(?:jp|jpn|ja|co\.jp)(?:[/.]|$)/i.test(path)) features.set("path_jp", 1);
  if (/log-?in|sign-?in|verif|secure|account|webscr|update|auth\b/i.test(path)) features.set("path_login", 1);
  if (/\/wp-(?:admin|includes)\/|\/wp-content\/.*(?:\.php|\.html?|\/)$/.test(path))
    features.set("path_blog_engine", 1);
  const segments = path.split("/", PATH_SEGMENTS_MAX);
  if (segments.some(isBrandSegment)) features.set("path_brand", 1);
  const lures = segments.reduce(
    (sum, s) => sum + (s.length <= 40 ? lureCount(s.toLowerCase(), false) : 0),
    0,
  );
  if (lures > 0) features.set("path_lure", Math.min(lures, 3));
  if (/^\/~|\/\.[a-z]/.test(path)) features.set("path_home", 1);
  if (/\/(?:home|main|go|start|verify|secure|redirect)\.(?:html?|php|aspx?)$/i.test(path))
    features.set("path_page", 1);
}

const PATH_SEGMENTS_MAX = 12;

/** A directory that is called like a brand: `/paypal/`, `/amazon-login/`; not `/amazon-prime-day-deals`. */
function isBrandSegment(segment: string): boolean {
  if (segment.length > 40) return false;
  const words = segment.toLowerCase().split(/[-_.]/);
  return words.length <= 2 && words.some((w) => TOKEN_BY_TEXT.has(w));
}

/** Three-letter pieces of the registrable label, its ends marked: `evil` -> ^ev evi vil il$. */
export function gramsOf(host: string): readonly string[] {
  const { label } = hostParts(host);
  if (label === "" || label.startsWith("xn--")) return [];
  const text = `^${label.replace(/\d/g, "0")}$`;
  return Array.from({ length: Math.max(0, text.length - 2) }, (_, i) => text.slice(i, i + 3));
}
