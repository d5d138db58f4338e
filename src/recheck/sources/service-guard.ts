/**
 * One slow or angry service never starves the others. For each service (an RDAP server, a WHOIS server, a DoH
 * provider) in one run:
 *
 *   more than `inFlightMax` questions at once      => they wait their turn, outside the gate of all requests
 *   429, or SERVICE_FAILURES_MAX failures in a row => shut: the rest is left for later and spends no budget
 *   Retry-After                                    => shut until then, in later runs too
 * A good answer, "no such domain" among them, clears the count. What is known of a service is kept between runs
 * as one row (`loadPauses`, `savePauses`), written only when a service was shut.
 */
import type { FailureReason } from "../../domain/evidence.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import type { Store } from "../../ports.ts";
import { RETRY_SECONDS_MIN } from "../schedule.ts";

/** Why a service is left alone, and until when. */
export interface ServicePause {
  readonly until: EpochSeconds;
  readonly reason: FailureReason;
}

export type ServicePauses = Readonly<Record<string, ServicePause>>;

/** What an answer says about the service itself; `null`: it works. */
export type ServiceFailure = { readonly reason: FailureReason; readonly retryAt?: EpochSeconds | null };

export interface ServiceGuard {
  /** Runs the task in its turn, or gives the pause in its place when the service is shut. */
  run<T>(
    ask: { readonly service: string; readonly now: EpochSeconds; readonly inFlightMax: number },
    task: () => Promise<T>,
    failureOf: (result: T) => ServiceFailure | null,
  ): Promise<{ readonly result: T } | { readonly pause: ServicePause }>;
  /** The pauses that still run; `null`: none was added, there is nothing to save. */
  newPauses(now: EpochSeconds): ServicePauses | null;
}

/** Failures in a row after which a service is believed to be down. */
export const SERVICE_FAILURES_MAX = 3;
/** Questions that one registry is asked at once: registries throttle from a few, and six is all there is. */
export const REGISTRY_IN_FLIGHT_MAX = 2;

/** Failures that speak of the service, not of the name asked about. */
const OF_THE_SERVICE: ReadonlySet<FailureReason> = new Set([
  "timeout",
  "refused",
  "reset",
  "server_error",
  "rate_limited",
]);

interface ServiceState {
  failures: number;
  inFlight: number;
  readonly waiting: (() => void)[];
}

export function makeServiceGuard(known: ServicePauses = {}): ServiceGuard {
  const pauses = new Map(Object.entries(known));
  const states = new Map<string, ServiceState>();
  let hasNew = false;

  const stateOf = (service: string): ServiceState => {
    const state = states.get(service) ?? { failures: 0, inFlight: 0, waiting: [] };
    states.set(service, state);
    return state;
  };
  const pauseOf = (service: string, now: EpochSeconds) => {
    const pause = pauses.get(service);
    return pause && pause.until > now ? pause : null;
  };
  const note = (service: string, failure: ServiceFailure | null, now: EpochSeconds) => {
    const state = stateOf(service);
    if (failure === null || !OF_THE_SERVICE.has(failure.reason)) {
      state.failures = 0;
      return;
    }
    state.failures += 1;
    const isShut = failure.reason === "rate_limited" || state.failures >= SERVICE_FAILURES_MAX;
    const until = Math.max(failure.retryAt ?? 0, now + RETRY_SECONDS_MIN);
    if (!isShut || until <= (pauseOf(service, now)?.until ?? 0)) return;
    pauses.set(service, { until, reason: failure.reason });
    hasNew = true;
  };

  return {
    async run({ service, now, inFlightMax }, task, failureOf) {
      const state = stateOf(service);
      if (state.inFlight >= inFlightMax) await new Promise<void>((resolve) => state.waiting.push(resolve));
      else state.inFlight += 1;
      try {
        const pause = pauseOf(service, now);
        if (pause) return { pause };
        const result = await task();
        note(service, failureOf(result), now);
        return { result };
      } finally {
        const next = state.waiting.shift();
        if (next) next();
        else state.inFlight -= 1;
      }
    },
    newPauses: (now) =>
      hasNew ? Object.fromEntries([...pauses].filter(([, { until }]) => until > now)) : null,
  };
}

const TABLE = "service_pauses";

export async function loadPauses(store: Pick<Store, "loadTable">): Promise<ServicePauses> {
  const table = await store.loadTable(TABLE);
  return table ? (JSON.parse(table.value) as ServicePauses) : {};
}

export async function savePauses(
  store: Pick<Store, "saveTable">,
  guard: ServiceGuard,
  now: EpochSeconds,
): Promise<void> {
  const pauses = guard.newPauses(now);
  if (pauses) await store.saveTable(TABLE, JSON.stringify(pauses), now);
}
