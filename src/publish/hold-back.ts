import type { EpochSeconds } from "../domain/time.ts";
import { GATE_HOLD_SECONDS } from "../limits.ts";
import type { IndicatorChange } from "../ports.ts";
import { checkFeed, type FeedAnswer } from "./gate.ts";
import type { NeverList } from "./never-list.ts";

/**
 * The gate before every publish, for the feed as a whole. What a run saves is what the feeds show from then on, so the
 * gate stands before the save: if the feed would be empty or less than half of what it was within the last day, the
 * expiries of this run are held back and the last good feed stays. Expiry is the only way in which time or a fault (a
 * clock that jumps, a schedule that breaks) can take entries off by the thousand. Corrections always pass: an entry
 * that evidence or a person speaks for must not stay because the feed is small.
 *
 *   100 entries, 30 expire                         => saved
 *   100 entries, 60 expire within a day            => the first 50 are saved, then expiries wait
 *   1 entry, it expires                            => waits: an empty feed looks like a broken one
 *   1 entry, a person clears it                    => saved
 *   a new entry that may never be listed           => waits: the check before should have refused it
 */
export interface HeldBack {
  readonly changes: readonly IndicatorChange[];
  readonly answer: FeedAnswer;
}

export function holdBack(
  changes: readonly IndicatorChange[],
  feed: { readonly peak: number; readonly entries: number },
  never: NeverList,
  now: EpochSeconds,
): HeldBack {
  const keys = changes.filter(isNew).map((c) => c.indicator.key);
  const removed = changes.filter((c) => c.listing?.action === "delist").length;
  const entries = feed.entries + keys.length - removed;
  const hasExpiry = changes.some(isExpiry);
  // Corrections alone are judged by nobody but the evidence or the person.
  const previous = { entries: hasExpiry ? feed.peak : 0 };
  const answer = checkFeed(previous, { entries, keys }, never);
  if (answer.ok) return { changes, answer };
  const isHeld = (c: IndicatorChange): boolean => isExpiry(c) || (answer.why === "never_listed" && isNew(c));
  return { changes: changes.map((c) => (isHeld(c) ? held(c, now) : c)), answer };
}

const isNew = ({ listing }: IndicatorChange): boolean => listing?.why === "listed";

export const isExpiry = ({ listing }: IndicatorChange): boolean =>
  listing?.action === "delist" && listing.why === "expired";

/** In or out of the feed as before, and asked again later: what was learnt of the world is kept. */
function held(change: IndicatorChange, now: EpochSeconds): IndicatorChange {
  return {
    indicator: {
      ...change.indicator,
      status: isExpiry(change) ? "listed" : "watched",
      listing: isExpiry(change) ? change.indicator.listing : null,
      nextCheckAt: now + GATE_HOLD_SECONDS,
    },
    history: change.history.filter(({ field }) => field !== "status"),
    listing: null,
  };
}
