import { PAIR_COST } from "../data/hostname-model.ts";
import { SHARED_HOSTS } from "../data/shared-hosts.ts";
import { TLD_RATE_DB } from "../data/tld-rates.ts";
import { isIpAddress } from "../domain/hostname.ts";
import { sharedHostKind } from "../domain/scope.ts";
import { hostParts } from "./host-parts.ts";
import { letterCost } from "./letter-cost.ts";
import type { BorrowedName } from "./lookalike.ts";

/** Measurable properties of a host and its path; the weight of each stands in data/hostname-model.ts. */
export type FeatureId =
  | "tld_rate"
  | "tld_cn"
  | "tld_new"
  | "tld_country"
  | "hosting_free"
  | "hosting_sites"
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
  | "path_hex"
  | "query_token";

export type Features = ReadonlyMap<FeatureId, number>;

/** Suffix chains that a subdomain imitates: `amazon.co.jp.evil.cn`. */
const PRETENDED =
  /^(?:co|or|ne|go|ac|com|net|org|jp|cojp|co-jp|ne-jp|or-jp|go-jp)$|co-?jp|or-?jp|ne-?jp|^www[^.]{2}|-jp$|^jp-?[a-z]+/;
const SUB_BAIT =
  /log-?in|sign-?in|secure|account|verify|update|support|member|card|bank|auth|info|user|pay|safe|etc\b|etc-|netbank/;
const LONG_LABEL_CHARS = 14;
const LONG_SUB_CHARS = 12;

/** What of a host and its path the name model looks at. Pure, linear in their lengths. */
export function featuresOf(
  host: string,
  path: string | null,
  borrowed: BorrowedName | null,
  pairs: string = PAIR_COST,
): Features {
  const features = new Map<FeatureId, number>();
  if (isIpAddress(host)) features.set("numeric", 1);
  else addHost(features, host, pairs);
  if (borrowed !== null) features.set(`borrowed_${borrowed.kind}`, 1);
  if (path !== null) addPath(features, path);
  return features;
}

function addHost(features: Map<FeatureId, number>, host: string, pairs: string): void {
  const { subdomains, label, suffix, tld } = hostParts(host);
  addSuffix(features, host, suffix, tld);
  addLabel(features, label);
  const unlike = label.startsWith("xn--") ? 0 : unlikeness(label, pairs);
  if (unlike > 0) features.set("label_unlike", unlike);
  const own = subdomains.filter((s) => s !== "www");
  if (own.length >= 2) features.set("sub_many", Math.min(own.length, 4) - 1);
  for (const sub of own) {
    if (/\d/.test(sub) && /[a-z]/.test(sub) && !/^(?:www|m|ns|mx|mail|smtp|s|img|cdn)\d$/.test(sub))
      features.set("sub_mixed", 1);
    if (sub.length >= LONG_SUB_CHARS) features.set("sub_long", 1);
    if (PRETENDED.test(sub)) features.set("pretended_suffix", 1);
    else if (SUB_BAIT.test(sub) && !PLAIN_SUB.test(sub)) features.set("sub_bait", 1);
  }
  const subUnlike = Math.max(0, ...own.map((s) => unlikeness(s, pairs)));
  if (subUnlike > 0) features.set("sub_unlike", subUnlike);
}

/** Bits a letter above those of an average honest name. */
function unlikeness(label: string, pairs: string): number {
  return Math.min(UNLIKE_BITS_MAX, Math.max(0, (letterCost(label, pairs) ?? 0) - HONEST_BITS));
}
const HONEST_BITS = 4;
const UNLIKE_BITS_MAX = 4;

/** Names that honest sites use by themselves. */
const PLAIN_SUB =
  /^(?:login|signin|secure|account|accounts|support|member|members|auth|info|user|users|pay|my|id)$/;

function addSuffix(features: Map<FeatureId, number>, host: string, suffix: string, tld: string): void {
  const kind = sharedHostKind(host);
  const isTenant =
    kind === "host" || kind === "cdn"
      ? !SHARED_HOSTS.has(host.replace(/^www\./, ""))
      : isHostingSuffix(suffix, tld);
  if (isTenant) features.set(HONEST_HOSTING.test(host) ? "hosting_sites" : "hosting_free", 1);
  else {
    const rate = TLD_RATE_DB.get(tld);
    if (rate !== undefined && rate > 0 && tld !== "cn")
      features.set("tld_rate", Math.min(rate, TLD_DB_MAX) / 10);
    if (tld === "cn") features.set("tld_cn", 1);
    else if (tld.length === 2) features.set("tld_country", 1);
    else if (rate === undefined && !OLD_GENERIC.has(tld)) features.set("tld_new", 1);
  }
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
/** Places with mostly honest tenants: blogs, shops, help desks, project pages, companies' portals. */
const HONEST_HOSTING =
  /(?:^|\.)(?:blogspot\.[a-z.]{2,6}|wordpress\.com|tumblr\.com|weebly\.com|wixsite\.com|jimdo(?:free|site)?\.com|hatenablog\.(?:com|jp)|hatenadiary\.jp|livedoor\.blog|seesaa\.net|fc2\.com|github\.io|gitlab\.io|readthedocs\.io|myshopify\.com|thebase\.in|base\.shop|base\.ec|stores\.jp|zendesk\.com|freshdesk\.com|atlassian\.net|sharepoint\.com|dynamics\.com|monday\.com|squarespace\.com|substack\.com|typeform\.com|teachable\.com|sakura\.ne\.jp|xsrv\.jp|lolipop\.jp|goope\.jp|peraichi\.com|akamaized\.net|akamaihd\.net|akamai\.net|edgesuite\.net|edgekey\.net|cloudfront\.net|fastly\.net|azureedge\.net|azurefd\.net)$/;

/** A suffix of the list's private part below a generic TLD: `pages.dev`, `duckdns.org`, `github.io`. */
function isHostingSuffix(suffix: string, tld: string): boolean {
  return suffix.includes(".") && (tld.length > 2 || PRIVATE_UNDER_COUNTRY.test(suffix));
}
const PRIVATE_UNDER_COUNTRY =
  /(?:^|\.)(?:github\.io|gitlab\.io|web\.app|repl\.co|glitch\.me|r2\.dev|[a-z0-9-]{6,}\.(?:io|me|co|us|jp|ne\.jp|cc|tk|ml|to|eu))$/;

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
  if (/^\/[^/?]{1,40}\.php(?:$|\?)/.test(path)) features.set("path_script", 1);
  if (/^\/(?:jp|jpn|ja|co\.jp)(?:[/.?]|$)/i.test(path)) features.set("path_jp", 1);
  if (/log-?in|sign-?in|verif|secure|account|webscr|update|auth\b/i.test(path)) features.set("path_login", 1);
  if (/\/wp-(?:admin|includes)\/|\/wp-content\/.*(?:\.php|\.html?|\/)(?:$|\?)/.test(path))
    features.set("path_blog_engine", 1);
  if (/[/=][0-9a-f]{20,}/i.test(path)) features.set("path_hex", 1);
  if (/\?[a-z0-9_]{1,16}=\*|\?[a-z0-9]{8,}$/i.test(path)) features.set("query_token", 1);
}

/** Three-letter pieces of the registrable label, its ends marked: `evil` -> ^ev evi vil il$. */
export function gramsOf(host: string): readonly string[] {
  const { label } = hostParts(host);
  if (label === "" || label.startsWith("xn--")) return [];
  const text = `^${label.replace(/\d/g, "0")}$`;
  return Array.from({ length: Math.max(0, text.length - 2) }, (_, i) => text.slice(i, i + 3));
}
