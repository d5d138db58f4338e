import type { Facts } from "../domain/evidence.ts";
import type { HistoryEntry, Indicator, Status } from "../domain/indicator.ts";
import type { EpochSeconds } from "../domain/time.ts";
import type { Verdict } from "../domain/verdict.ts";
import type { IndicatorChange } from "../ports.ts";
import { mayList } from "../publish/gate.ts";
import type { NeverList } from "../publish/never-list.ts";
import { decideListing, expiryOf } from "../publish/policy.ts";
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
  /** Other fresh hosts on which the same kit was seen lately. */
  readonly kitHosts: number;
  /** Those of its reporters whom the operator trusts. */
  readonly trustedReporters: number;
}

/**
 * What follows from new facts about one indicator: verdict, listing, history, next check. Pure. The only
 * place where a verdict becomes a listing, and it passes the policy and then the gate.
 */
export function judge(indicator: Indicator, facts: Facts, world: World, now: EpochSeconds): IndicatorChange {
  const verdict = verdictOf(indicator, facts, world);
  const changes = diffFacts(indicator.key, indicator.facts, facts, now);
  const judged: Indicator = { ...indicator, facts, verdict, checks: indicator.checks + 1, checkedAt: now };
  const { action, why } = publishable(judged, verdict, world.never, now);
  const decided: Indicator = { ...judged, ...published(judged, action, now) };
  const planned = nextCheckAt({
    key: indicator.key,
    firstSeenAt: indicator.firstSeenAt,
    checks: judged.checks,
    now,
    facts,
    band: verdict.band,
    isPopular: world.popularityRank !== null,
    hasChanged: changes.some(({ field }) => TURNING_POINTS.has(field)),
  });
  // A listing that was renewed outlives the plan: somebody must look when it ends.
  const ending = decided.status === "listed" ? Math.max(now + 1, expiryOf(decided)) : null;
  const next: Indicator = { ...decided, nextCheckAt: planned ?? ending };
  return {
    indicator: next,
    history: [...changes, ...verdictHistory(indicator, next, why, now)],
    listing: action === "keep" ? null : { action, why },
  };
}

/** The policy's decision, after the gate. */
export function publishable(
  judged: Indicator,
  verdict: Verdict,
  never: NeverList,
  now: EpochSeconds,
): { readonly action: "list" | "delist" | "keep"; readonly why: string } {
  const decision = decideListing(judged, verdict, now);
  if (decision.action !== "list") return decision;
  const permit = mayList({ indicator: judged, verdict }, never);
  return permit.ok ? decision : { action: "keep", why: permit.why };
}

/** Status and listing after a decision. */
export function published(
  judged: Indicator,
  action: "list" | "delist" | "keep",
  now: EpochSeconds,
): Pick<Indicator, "status" | "listing"> {
  const status = statusAfter(judged.status, action);
  return { status, listing: action === "list" ? listingOf(judged, now) : judged.listing };
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

/** The verdict on facts that are known; asks nothing. */
export function verdictOf(indicator: Indicator, facts: Facts, world: World): Verdict {
  const context = indicator.context && {
    ...indicator.context,
    relayCountry: relayAbroad(indicator.context.brand, world.relayCountry),
  };
  return score(
    scoringInput({ ...indicator, context }, facts, {
      receivedAt: indicator.context?.receivedAt ?? indicator.firstSeenAt,
      mails: indicator.mails,
      reporters: indicator.reporters.length,
      trustedReporters: world.trustedReporters,
      popularityRank: world.popularityRank,
      kitHosts: world.kitHosts,
      ...(indicator.person && { person: indicator.person.action }),
    }),
  );
}

function statusAfter(before: Status, action: "list" | "delist" | "keep"): Status {
  if (action === "list") return "listed";
  return action === "delist" ? "cleared" : before;
}

function listingOf(indicator: Indicator, now: EpochSeconds) {
  return { serial: 0, listedAt: now, expiresAt: expiryOf(indicator) };
}

/** A change of band or status is history; the same verdict again is not. */
export function verdictHistory(
  before: Indicator,
  after: Indicator,
  why: string,
  now: EpochSeconds,
  who = "machine",
): HistoryEntry[] {
  const entry = (field: string, from: string | null, to: string | null): HistoryEntry[] =>
    from === to ? [] : [{ key: before.key, at: now, field, before: from, after: to, who, why }];
  return [
    ...(before.verdict ? entry("band", before.verdict.band, after.verdict?.band ?? null) : []),
    ...entry("status", before.status, after.status),
  ];
}
