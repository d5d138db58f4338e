import { isIpAddress, isPublicSuffix } from "../domain/hostname.ts";
import type { Indicator } from "../domain/indicator.ts";
import { sharedHostKind } from "../domain/scope.ts";
import type { Verdict } from "../domain/verdict.ts";
import type { NeverList, NeverReason } from "./never-list.ts";

/** Why a candidate was refused; stable, for logs and `/healthz`. */
export type GateRefusal =
  | NeverReason
  | "public_suffix"
  | "special_use"
  | "cdn_address"
  | "tracker"
  | "bare_platform"
  | "vouched_for";

export type GateAnswer = { readonly ok: true } | { readonly ok: false; readonly why: GateRefusal };

/**
 * The last door before a feed. It knows nothing of evidence: whatever the verdict, these are never listed.
 *
 *   registrable  amazon.co.jp, pages.dev, google.com, example.com      refused
 *   host         weebly.com, a CDN's address                           refused; evil.weebly.com passes
 *   url          https://sites.google.com/                             refused; https://sites.google.com/view/x passes
 */
export function mayList(
  candidate: {
    readonly indicator: Pick<Indicator, "key" | "scope" | "host" | "domain">;
    readonly verdict: Verdict;
  },
  never: NeverList,
): GateAnswer {
  const { indicator, verdict } = candidate;
  const why = refusalOf(indicator, never) ?? (verdict.band === "benign" ? "vouched_for" : null);
  return why === null ? { ok: true } : { ok: false, why };
}

function refusalOf(
  { key, scope, host }: Pick<Indicator, "key" | "scope" | "host">,
  never: NeverList,
): GateRefusal | null {
  if (never.isReserved(host)) return "special_use";
  const kind = sharedHostKind(host);
  if (kind === "tracker" || kind === "redirector") return "tracker";
  if (scope === "url") return urlRefusal(key, host, never);
  if (isIpAddress(key)) return never.isCdnAddress(key) ? "cdn_address" : null;
  return isPublicSuffix(key) ? "public_suffix" : never.reasonFor(key);
}

/** A URL entry must name a tenant's place, and never a page of a brand's own site. */
function urlRefusal(key: string, host: string, never: NeverList): GateRefusal | null {
  const rest = key.replace(/^[a-z]+:\/\/[^/?#]*/, "");
  if (rest === "" || rest === "/") return "bare_platform";
  return sharedHostKind(host) === null && never.reasonFor(host) === "official_brand"
    ? "official_brand"
    : null;
}

/** What the gate needs of a feed: how long it is, and some of its keys. */
export interface FeedSample {
  readonly entries: number;
  /** All keys, or as many as the caller could afford to look at. */
  readonly keys?: readonly string[];
}

export type FeedRefusal = "empty" | "shrunk" | "never_listed";

export type FeedAnswer =
  | { readonly ok: true }
  | { readonly ok: false; readonly why: FeedRefusal; readonly detail: string };

/** Below this many entries a feed may halve by honest expiry; above it that is a fault. */
const SHRINK_ENTRIES_MIN = 50;
/** Keeping less than half of the entries from one publish to the next means that something broke. */
const SHRINK_SHARE_MIN = 0.5;

/** May the next feed take the place of the last good one? If not, the last good one stays. */
export function checkFeed(previous: FeedSample, next: FeedSample, never: NeverList): FeedAnswer {
  if (next.entries === 0 && previous.entries > 0)
    return { ok: false, why: "empty", detail: `0 entries, before ${previous.entries}` };
  if (previous.entries >= SHRINK_ENTRIES_MIN && next.entries < previous.entries * SHRINK_SHARE_MIN)
    return { ok: false, why: "shrunk", detail: `${next.entries} entries, before ${previous.entries}` };
  for (const key of next.keys ?? []) {
    const isUrl = key.includes("://");
    const host = isUrl ? (/^[a-z]+:\/\/([^/?#]*)/.exec(key)?.[1] ?? "") : key;
    const why = refusalOf({ key, scope: isUrl ? "url" : "host", host }, never);
    if (why !== null) return { ok: false, why: "never_listed", detail: `${key}: ${why}` };
  }
  return { ok: true };
}
