import type { Facts } from "../domain/evidence.ts";
import type { HistoryEntry, Indicator, Status } from "../domain/indicator.ts";
import { DAY_SECONDS, type EpochSeconds } from "../domain/time.ts";
import type { Verdict } from "../domain/verdict.ts";
import { LISTING_DAYS } from "../limits.ts";
import type { IndicatorChange } from "../ports.ts";
import { mayList } from "../publish/gate.ts";
import type { NeverList } from "../publish/never-list.ts";
import { decideListing } from "../publish/policy.ts";
import { relayAbroad } from "../score/context.ts";
import { score } from "../score/score.ts";
import { scoringInput } from "../score/scoring-input.ts";
import { diffFacts } from "./changes.ts";
import { nextCheckAt } from "./schedule.ts";

export interface World {
  readonly never: NeverList;
  /** Rank in the popularity list; `null`: not in it. */
  readonly popularityRank: number | null;
  /** Country of the network that the mail was sent from; `null`: not known. */
  readonly relayCountry: string | null;
}

/**
 * What follows from new facts about one indicator: verdict, listing, history, next check. Pure. The only
 * place where a verdict becomes a listing, and it passes the policy and then the gate.
 */
export function judge(indicator: Indicator, facts: Facts, world: World, now: EpochSeconds): IndicatorChange {
  const verdict = verdictOf(indicator, facts, world);
  const changes = diffFacts(indicator.key, indicator.facts, facts, now);
  const judged: Indicator = { ...indicator, facts, verdict, checks: indicator.checks + 1, checkedAt: now };
  const decision = decideListing(judged, verdict, now);
  const permit = mayList({ indicator: judged, verdict }, world.never);
  const action = decision.action === "list" && !permit.ok ? "keep" : decision.action;
  const status = statusAfter(indicator.status, action);
  const why = decision.action === "list" && !permit.ok ? permit.why : decision.why;
  const next: Indicator = {
    ...judged,
    status,
    listing: action === "list" ? listingOf(judged, now) : indicator.listing,
    nextCheckAt: nextCheckAt({
      key: indicator.key,
      firstSeenAt: indicator.firstSeenAt,
      checks: judged.checks,
      now,
      facts,
      band: verdict.band,
      isPopular: world.popularityRank !== null,
      hasChanged: changes.some(({ field }) => TURNING_POINTS.has(field)),
    }),
  };
  return {
    indicator: next,
    history: [...changes, ...verdictHistory(indicator, next, why, now)],
    listing: action === "keep" ? null : { action, why },
  };
}

/** Fields of the history after whose change the next step may show what it led to. Addresses change all day. */
const TURNING_POINTS: ReadonlySet<string> = new Set([
  "life",
  "registration",
  "registered_at",
  "registrar",
  "status",
  "nameservers",
]);

function verdictOf(indicator: Indicator, facts: Facts, world: World): Verdict {
  const context = indicator.context && {
    ...indicator.context,
    relayCountry: relayAbroad(indicator.context.brand, world.relayCountry),
  };
  return score(
    scoringInput({ ...indicator, context }, facts, {
      receivedAt: indicator.context?.receivedAt ?? indicator.firstSeenAt,
      mails: indicator.mails,
      reporters: indicator.reporters.length,
      popularityRank: world.popularityRank,
    }),
  );
}

function statusAfter(before: Status, action: "list" | "delist" | "keep"): Status {
  if (action === "list") return "listed";
  return action === "delist" ? "cleared" : before;
}

function listingOf(indicator: Indicator, now: EpochSeconds) {
  return { serial: 0, listedAt: now, expiresAt: indicator.lastSeenAt + LISTING_DAYS * DAY_SECONDS };
}

/** A change of band or status is history; the same verdict again is not. */
function verdictHistory(before: Indicator, after: Indicator, why: string, now: EpochSeconds): HistoryEntry[] {
  const entry = (field: string, from: string | null, to: string | null): HistoryEntry[] =>
    from === to ? [] : [{ key: before.key, at: now, field, before: from, after: to, who: "machine", why }];
  return [
    ...(before.verdict ? entry("band", before.verdict.band, after.verdict?.band ?? null) : []),
    ...entry("status", before.status, after.status),
  ];
}
