/**
 * When to look again. The plan counts from the first sighting and thins out: most of what happens to a scam
 * domain happens within days. Sooner after a failure that may pass, with a back-off that doubles; sooner after a
 * change; never before a service's Retry-After. Pure, no randomness: the jitter comes from the key.
 */
import type { Evidence, Facts } from "../domain/evidence.ts";
import { believedDate } from "../domain/registration-date.ts";
import { DAY_SECONDS, type EpochSeconds, HOUR_SECONDS, MINUTE_SECONDS } from "../domain/time.ts";
import type { Band } from "../domain/verdict.ts";
import { DEATH_SECONDS_MIN } from "./life.ts";

/** Seconds after the first sighting at which a look is due. The first look, at 0, is due at once. */
export const PLAN_SECONDS: readonly number[] = [
  0,
  HOUR_SECONDS,
  6 * HOUR_SECONDS,
  DAY_SECONDS,
  3 * DAY_SECONDS,
  7 * DAY_SECONDS,
  14 * DAY_SECONDS,
  30 * DAY_SECONDS,
];
/** Looks of one hour's arrivals are spread by up to this share of the step, only ever later. */
const JITTER_SHARE = 0.1;
/** A registry that throttles gives way after minutes, not seconds. */
export const RETRY_SECONDS_MIN = 5 * MINUTE_SECONDS;
/** The invocation had no request left: the next tick has. */
const BUDGET_RETRY_SECONDS = MINUTE_SECONDS;
/** After a change the next step may show what it led to. */
export const CHANGE_SECONDS = DAY_SECONDS;
const CONFIRM_AGAIN_SECONDS = 6 * HOUR_SECONDS;
/** No service can put us off for longer: it may be wrong, and the plan has its own pace. */
export const RETRY_AFTER_SECONDS_MAX = 7 * DAY_SECONDS;
/** A name that has been held this long was not bought for a scam. */
export const LONG_STANDING_SECONDS = 2 * 365 * DAY_SECONDS;

export interface ScheduleInput {
  /** Seeds the jitter. */
  readonly key: string;
  readonly firstSeenAt: EpochSeconds;
  /** Looks made so far; 0: none yet. */
  readonly checks: number;
  readonly now: EpochSeconds;
  readonly facts: Facts;
  readonly band: Band | null;
  /** The domain stands in the popularity list. */
  readonly isPopular: boolean;
  /** The look just made found another life or registration. Addresses do not count: some change all day. */
  readonly hasChanged?: boolean;
}

/** The next look, always after `now`; `null`: off the schedule, since it is settled or the plan is done. */
export function nextCheckAt(input: ScheduleInput): EpochSeconds | null {
  const { now, facts } = input;
  if (input.checks === 0) return now + 1;
  if (isSettled(input)) return null;
  const planned = plannedAt(input);
  const afterChange = input.hasChanged && planned !== null ? now + CHANGE_SECONDS : null;
  const sooner = [retryAt(input), confirmDeathAt(input), afterChange];
  const times = [planned, ...sooner].filter((at) => at !== null);
  return times.length === 0
    ? null
    : Math.max(now + 1, Math.min(...times), retryAfter(facts, planned ?? now + RETRY_AFTER_SECONDS_MAX));
}

/** Long-standing or popular, and nothing speaks against it: looking again would find the same. */
function isSettled({ key, band, isPopular, facts, firstSeenAt }: ScheduleInput): boolean {
  if (band === "malicious" || band === "suspicious") return false;
  const registeredAt = believedDate(key, facts, firstSeenAt);
  return isPopular || (registeredAt !== null && firstSeenAt - registeredAt > LONG_STANDING_SECONDS);
}

/** The plan's first instant after now; `null`: it is done. */
function plannedAt({ key, firstSeenAt, now }: ScheduleInput): EpochSeconds | null {
  for (const [step, offset] of PLAN_SECONDS.entries()) {
    const width = (offset - (PLAN_SECONDS[step - 1] ?? 0)) * JITTER_SHARE;
    const at = firstSeenAt + offset + Math.floor(share(`${key} ${step}`) * width);
    if (at > now) return at;
  }
  return null;
}

/** FNV-1a with a final mix, as a number from 0 to 1. */
function share(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}

/** Doubles with the age of the sighting; within the plan's 30 days only. `null`: nothing failed that may pass. */
function retryAt({ facts, now, firstSeenAt }: ScheduleInput): EpochSeconds | null {
  const age = Math.max(0, now - firstSeenAt);
  if (age > (PLAN_SECONDS.at(-1) as number)) return null;
  const failures = openFailures(facts);
  if (failures.length === 0) return null;
  if (failures.some(({ reason }) => reason === "budget")) return now + BUDGET_RETRY_SECONDS;
  return now + Math.max(RETRY_SECONDS_MIN, age);
}

type Failed = Extract<Evidence<unknown>, { state: "failed" }>;

/** Failures that another look may mend. A registration from either source is enough. */
function openFailures(facts: Facts): Failed[] {
  const isKnown = [facts.registration, facts.whois].some(
    ({ state }) => state === "found" || state === "absent",
  );
  const evidence = isKnown
    ? [facts.dns, facts.network]
    : [facts.registration, facts.whois, facts.dns, facts.network];
  return evidence.filter((e): e is Failed => e.state === "failed" && PASSING.has(e.reason));
}

const PASSING: ReadonlySet<Failed["reason"]> = new Set([
  "timeout",
  "refused",
  "reset",
  "rate_limited",
  "server_error",
  "budget",
]);

/** NXDOMAIN is believed when a second look, a day after the first, sees it again. */
function confirmDeathAt({ facts, now }: ScheduleInput): EpochSeconds | null {
  if (facts.dns.state !== "absent" || facts.life === "dead") return null;
  const due = facts.dns.observedAt + DEATH_SECONDS_MIN;
  // Already due: the look just made could not see, since DNS failed.
  return due > now ? due : now + CONFIRM_AGAIN_SECONDS;
}

/**
 * A look that would be made only for a service that asked to be left alone waits for it. At a planned look the
 * other services are asked meanwhile, so the plan's own time is not put off.
 */
function retryAfter(facts: Facts, latest: EpochSeconds): EpochSeconds {
  const failures = openFailures(facts);
  if (failures.length === 0 || failures.some(({ retryAt }) => retryAt === undefined)) return 0;
  return Math.min(latest, ...failures.map(({ retryAt }) => retryAt ?? 0));
}
