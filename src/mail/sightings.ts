import { NO_FACTS } from "../domain/evidence.ts";
import type { LinkContext } from "../domain/indicator.ts";
import type { BrandClaim, Pressure } from "../domain/mail-record.ts";
import { chooseScope, sharedHostKind } from "../domain/scope.ts";
import type { Extraction, Link, Scope } from "../domain/sighting.ts";
import type { EpochSeconds } from "../domain/time.ts";
import { type CanonicalUrl, parseUrl } from "../domain/url.ts";
import type { Sighting } from "../ports.ts";
import { brandOf, claimBrand } from "../score/brand.ts";
import { isJudged, linkContexts } from "../score/context.ts";
import { findPressure } from "../score/pressure.ts";
import { score } from "../score/score.ts";
import { scoringInput } from "../score/scoring-input.ts";

/** What one mail claims, and what it says about each thing that its links name. */
export interface Reading {
  readonly claim: BrandClaim | null;
  readonly pressure: Pressure;
  /** In the order of the links, one a key. */
  readonly sightings: readonly Sighting[];
}

/**
 * Extraction -> sightings. Pure. `checkAt`: when a key that is worth a look is due for its first check.
 */
export function readSightings(
  extraction: Extraction,
  receivedAt: EpochSeconds,
  checkAt: EpochSeconds,
): Reading {
  const claim = claimBrand(extraction);
  const pressure = findPressure(extraction, claim?.brand ?? null);
  const contexts = linkContexts({ extraction, claim, pressure, receivedAt });
  const sightings = new Map<string, Sighting>();
  for (const link of extraction.links) {
    const url = isJudged(link) ? parseUrl(link.url) : null;
    if (!url) continue;
    const { key, scope } = chooseScope(url);
    const context = contexts.get(key);
    if (context && !sightings.has(key))
      sightings.set(key, toSighting(key, scope, url, link, context, checkAt));
  }
  return { claim, pressure, sightings: [...sightings.values()] };
}

function toSighting(
  key: string,
  scope: Scope,
  url: CanonicalUrl,
  link: Link,
  context: LinkContext,
  checkAt: EpochSeconds,
): Sighting {
  const subject = { key, scope, host: url.host, domain: url.domain, context };
  return {
    ...subject,
    // What the mail alone says: of two mails about one key the stronger is kept.
    contextDb: score(scoringInput(subject, NO_FACTS)).evidenceDb,
    nextCheckAt: isWorthALook(link) ? checkAt : null,
  };
}

/** A brand's own site or a mail tracker is never listed, so nothing is asked about it. */
function isWorthALook(link: Link): boolean {
  return brandOf(link.host) === null && sharedHostKind(link.host) !== "tracker";
}
