import type { LimitReached } from "../domain/message.ts";
import type { LinkRole } from "../domain/sighting.ts";
import { type CanonicalUrl, parseUrl } from "../domain/url.ts";
import { UNWRAP_DEPTH_MAX } from "../limits.ts";
import { percentDecodeText } from "./data-url.ts";
import { checkpoint } from "./wrappers/checkpoint.ts";
import { cisco } from "./wrappers/cisco.ts";
import type { Family, Reading } from "./wrappers/family.ts";
import { gateways } from "./wrappers/gateways.ts";
import { generic } from "./wrappers/generic.ts";
import { amp, google, googleAds, translateProxy } from "./wrappers/google.ts";
import { opaqueGateways } from "./wrappers/opaque-gateways.ts";
import { proofpointV1, proofpointV2, proofpointV3 } from "./wrappers/proofpoint.ts";
import {
  amazonSes,
  bing,
  jsonTrackers,
  knownRedirectors,
  opaqueRedirectors,
  shorteners,
  yahoo,
} from "./wrappers/redirectors.ts";
import { sophos } from "./wrappers/sophos.ts";

/** A place that the click passes, outermost first. */
export interface UnwrappedHop {
  readonly url: CanonicalUrl;
  readonly role: LinkRole;
  /** Family that this hop belongs to, as `proofpoint-v2`; `null`: it is the target. */
  readonly via: string | null;
}

export interface Unwrapped {
  /** At least one. The last is the target, unless `isOpaque`: then it is the wrapper that hides it. */
  readonly hops: readonly UnwrappedHop[];
  readonly isOpaque: boolean;
  /** What an opaque wrapper says about its target: `{ domain: "x.example" }` of Mimecast. */
  readonly tells: Readonly<Record<string, string>>;
  readonly truncated: readonly LimitReached[];
}

/** Tried in this order: those that know their hosts before those that hide, the guess last. */
const FAMILIES: readonly Family[] = [
  proofpointV3,
  proofpointV2,
  proofpointV1,
  ...gateways,
  sophos,
  checkpoint,
  cisco,
  ...opaqueGateways,
  google,
  amp,
  googleAds,
  translateProxy,
  bing,
  yahoo,
  amazonSes,
  jsonTrackers,
  ...knownRedirectors,
  generic,
  ...opaqueRedirectors,
  shorteners,
];

/**
 * Takes a link apart that security gateways and redirectors have wrapped, as often as they did, without
 * asking anybody. Pure; never throws.
 *
 *   SafeLinks(google /url(x.example))  => safelinks (wrapper), google (redirector), x.example (target)
 *   Mimecast code                      => mimecast (wrapper), opaque, tells its domain
 */
export function unwrap(url: CanonicalUrl): Unwrapped {
  const hops: UnwrappedHop[] = [];
  let current = url;
  while (hops.length < UNWRAP_DEPTH_MAX) {
    const found = readFirst(current);
    if (!found) return done(hops, current);
    const { family, reading } = found;
    hops.push({ url: current, role: family.role, via: family.name });
    if ("tells" in reading) return { hops, isOpaque: true, tells: reading.tells, truncated: [] };
    current = reading.target;
  }
  return { ...done(hops, current), truncated: [{ limit: "UNWRAP_DEPTH_MAX", max: UNWRAP_DEPTH_MAX }] };
}

function done(hops: readonly UnwrappedHop[], target: CanonicalUrl): Unwrapped {
  return {
    hops: [...hops, { url: target, role: "target", via: null }],
    isOpaque: false,
    tells: {},
    truncated: [],
  };
}

type Found = {
  readonly family: Family;
  readonly reading: { readonly target: CanonicalUrl } | Exclude<Reading, { target: string }>;
};

function readFirst(url: CanonicalUrl): Found | null {
  for (const family of FAMILIES) {
    const reading = family.read(url);
    if (!reading) continue;
    if ("tells" in reading) return { family, reading };
    const target = parseTarget(reading.target);
    if (target && target.wire !== url.wire) return { family, reading: { target } };
    // A gateway's link that does not decode still hides something; a redirector's may be a page of its site.
    if (!target && family.role === "wrapper") return { family, reading: { tells: {} } };
  }
  return null;
}

/** Times that a target may have been percent-encoded over. */
const ENCODINGS_MAX = 4;

/** As it stands, decoded, decoded again ...; a bare `x.example/a` is read as http. `null`: no URL. */
function parseTarget(text: string): CanonicalUrl | null {
  let written = text;
  for (let n = 0; n <= ENCODINGS_MAX; n++) {
    const url = /^\s*(?:(?:https?|ftp):|[\\/]{2})/i.test(written) ? parseUrl(written) : null;
    if (url) return url;
    const decoded = percentDecodeText(written);
    if (decoded === written) break;
    written = decoded;
  }
  return /^[^\s/?#:@]+\.[^\s/?#:@]+(?:[/?#:]|$)/.test(written) ? parseUrl(`http://${written}`) : null;
}
