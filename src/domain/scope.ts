import { PLATFORM_LABELS, SHARED_HOSTS, type SharedHost, type SharedHostKind } from "../data/shared-hosts.ts";
import { isIpAddress, parentHosts } from "./hostname.ts";
import type { Scope } from "./sighting.ts";
import type { CanonicalUrl } from "./url.ts";

/**
 * How much of a place an entry names: never more than one tenant.
 *
 *   https://login.evil.top/a         => registrable evil.top
 *   https://a.evil.pages.dev/        => registrable evil.pages.dev (a private suffix of the PSL)
 *   https://a.evil.weebly.com/x      => host        evil.weebly.com (shared, but not in the PSL)
 *   http://203.0.113.7/x             => host        203.0.113.7
 *   https://sites.google.com/view/x/home?t=1 => url https://sites.google.com/view/x
 *   https://www.weebly.com/x         => url         https://www.weebly.com/x (the platform's own site)
 */
export interface ChosenScope {
  readonly scope: Scope;
  readonly key: string;
}

/** A segment or value beyond this is a per-victim token or a payload; its head tells tenants apart. */
const TOKEN_CHARS_MAX = 96;
/** Key of the store and line of a feed: longer ones cannot be matched by filters anyway. */
const KEY_CHARS_MAX = 512;
/** Prefixes of a path that one look-up asks for, as in Safe Browsing. */
const PATH_PREFIXES_MAX = 4;

export function chooseScope(url: CanonicalUrl): ChosenScope {
  if (isIpAddress(url.host)) return { scope: "host", key: url.host };
  const shared = findSharedHost(url.host);
  // A single label or a bare suffix (`github.io`) is a place of many, or of nobody.
  if (url.domain === null) return { scope: "url", key: urlKey(url, shared) };
  // Where the PSL knows the platform's tenants (`x.s3.amazonaws.com`) it goes deeper than the table.
  if (!shared || url.domain.length > shared.name.length) return { scope: "registrable", key: url.domain };
  const tenant = tenantHost(url.host, shared);
  return tenant === null ? { scope: "url", key: urlKey(url, shared) } : { scope: "host", key: tenant };
}

/** The shared-host table's word on a host or its nearest parent; `null`: not in the table. */
export function sharedHostKind(host: string): SharedHostKind | null {
  return findSharedHost(host)?.kind ?? null;
}

/**
 * Every key under which an entry that covers this could be stored, narrowest first: the URL and its path
 * prefixes, the host, its parents down to the registrable domain. A string is a canonical host.
 */
export function keysForLookup(target: CanonicalUrl | string): string[] {
  if (typeof target === "string") return parentHosts(target);
  const key = urlKey(target, findSharedHost(target.host));
  return [...new Set([key, ...pathPrefixes(key), ...parentHosts(target.host)])];
}

/** The table's entry for a host or its nearest parent; `null`: not in the table. */
export function findSharedHost(host: string): SharedHost | null {
  for (const name of ancestors(host)) {
    const shared = SHARED_HOSTS.get(name);
    if (shared) return shared;
  }
  return null;
}

/** The host and all parents but the top label: table names can be shorter than the registrable domain. */
function ancestors(host: string): string[] {
  const labels = host.split(".");
  return labels.slice(0, -1).map((_, i) => labels.slice(i).join("."));
}

/** The tenant's labels below the platform's name; `null`: the platform's own site, or tenants live in paths. */
function tenantHost(host: string, shared: SharedHost): string | null {
  if ((shared.kind !== "host" && shared.kind !== "cdn") || host === shared.name) return null;
  const labels = host.slice(0, -shared.name.length - 1).split(".");
  const count = shared.depth === 0 ? labels.length : (shared.depth ?? 1);
  const isPlatforms = count === 1 && PLATFORM_LABELS.has(labels.at(-1) as string);
  return isPlatforms || labels.length < count ? null : `${labels.slice(-count).join(".")}.${shared.name}`;
}

/** https for http too: the same place. Port and fragment gone, tokens cut. */
function urlKey(url: CanonicalUrl, shared: SharedHost | null): string {
  const segments = url.path.split("/").filter((segment) => segment !== "");
  const depth = shared?.kind === "host" || shared?.kind === "cdn" ? null : shared?.depth;
  const kept = segments.slice(0, depth ?? segments.length).map(cutToken);
  const query = tenantQuery(url.query, shared?.parameter ?? null);
  return `https://${url.host.includes(":") ? `[${url.host}]` : url.host}/${kept.join("/")}${query}`.slice(
    0,
    KEY_CHARS_MAX,
  );
}

function tenantQuery(query: string, parameter: string | null): string {
  if (parameter === null || query === "") return "";
  const kept = query
    .slice(1)
    .split("&")
    .filter((pair) => parameter === "*" || pair.startsWith(`${parameter}=`))
    .map((pair) => cutToken(pair));
  return kept.length === 0 ? "" : `?${kept.join("&")}`;
}

function cutToken(token: string): string {
  return token.slice(0, TOKEN_CHARS_MAX).replace(/%[0-9A-F]?$/, "");
}

/** `https://h/a/b?c`: itself without query, then `https://h/a`; never the bare host's root. */
function pathPrefixes(key: string): string[] {
  const path = key.replace(/\?.*$/, "");
  const [scheme, , host, ...segments] = path.split("/");
  const count = Math.min(segments.length, PATH_PREFIXES_MAX);
  return Array.from({ length: count }, (_, i) => segments.slice(0, i + 1))
    .reverse()
    .filter((head) => head[0] !== "")
    .map((head) => `${scheme}//${host}/${head.join("/")}`);
}
