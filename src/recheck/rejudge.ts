import type { Indicator } from "../domain/indicator.ts";
import type { PersonDecision } from "../domain/person.ts";
import { err, ok, type Result } from "../domain/result.ts";
import type { EpochSeconds } from "../domain/time.ts";
import type { Verdict } from "../domain/verdict.ts";
import type { IndicatorChange } from "../ports.ts";
import { type GateRefusal, mayList } from "../publish/gate.ts";
import { obstacleTo } from "../publish/policy.ts";
import { publishable, published, verdictHistory, verdictOf, type World } from "./judge.ts";

/**
 * The stored evidence under the rules of today: nothing is asked, no check is counted, the schedule stays. The same
 * policy and gate as after a look, with two differences. An entry that the rules of today would never have listed
 * comes off at once: better rules are no missing data. And nothing expires here: that is the schedule's. Pure.
 */
export function rejudge(indicator: Indicator, world: World, now: EpochSeconds): IndicatorChange {
  const verdict = verdictOf(indicator, indicator.facts, remembering(indicator, world));
  const judged: Indicator = { ...indicator, verdict };
  const { action, why } = rejudged(judged, verdict, world, now);
  const next: Indicator = { ...judged, ...published(judged, action, now) };
  return {
    indicator: next,
    history: verdictHistory(indicator, next, why, now),
    listing: action === "keep" ? null : { action, why },
  };
}

function rejudged(
  judged: Indicator,
  verdict: Verdict,
  world: World,
  now: EpochSeconds,
): ReturnType<typeof publishable> {
  const decision = publishable(judged, verdict, world.never, now);
  if (decision.why === "expired") return { action: "keep", why: "still_listed" };
  if (judged.status !== "listed" || decision.action === "delist" || judged.person) return decision;
  // As it was when it bit: a later sighting does not make a scam older.
  const obstacle = obstacleTo({ ...judged, lastSeenAt: judged.firstSeenAt }, verdict);
  return obstacle === null ? decision : { action: "delist", why: "rules_changed" };
}

/** What was known once and fades by itself (the hosts of a kit, the owner of a network) is evidence still. */
function remembering(indicator: Indicator, world: World): World {
  const values = (id: RegExp) => indicator.verdict?.reasons.find((r) => id.test(r.id))?.values ?? {};
  const { hosts = 0 } = values(/^KIT_/);
  const { country = null } = values(/^RELAY_ABROAD$/);
  return {
    ...world,
    kitHosts: Math.max(world.kitHosts, Number(hosts)),
    relayCountry: world.relayCountry ?? (country === null ? null : String(country)),
  };
}

/**
 * A person's word. It stands above the policy; only the gate is above it: nobody can list a public suffix or a
 * popular name by a slip of the hand. Pure.
 */
export function decideByPerson(
  indicator: Indicator,
  person: PersonDecision,
  world: World,
): Result<IndicatorChange, GateRefusal> {
  const { at, who, why } = person;
  const told: Indicator = { ...indicator, person };
  const verdict = verdictOf(told, indicator.facts, world);
  const judged: Indicator = { ...told, verdict };
  if (person.action === "clear") {
    const next: Indicator = { ...judged, status: "cleared", listing: null };
    return ok({
      indicator: next,
      history: verdictHistory(indicator, next, why, at, who),
      listing: indicator.status === "listed" ? { action: "delist", why: "cleared_by_person" } : null,
    });
  }
  const permit = mayList({ indicator: judged, verdict }, world.never);
  if (!permit.ok) return err(permit.why);
  const next: Indicator = { ...judged, ...published(judged, "list", at) };
  return ok({
    indicator: next,
    history: verdictHistory(indicator, next, why, at, who),
    listing: { action: "list", why: "listed_by_person" },
  });
}
