import type { Context } from "hono";
import { type EpochSeconds, toRfc3339 } from "../domain/time.ts";
import { type Health, StoreError } from "../ports.ts";
import type { ServeDeps } from "./app.ts";
import { CACHE } from "./respond.ts";

/** The door /healthz: 200 while reads work (`degraded` when publishing is stopped), 503 when they do not. */
export async function getHealth(c: Context, deps: ServeDeps): Promise<Response> {
  const now = deps.clock.now();
  c.header("cache-control", CACHE.never);
  try {
    return c.json(healthAnswer(await deps.store.loadHealth(now), now, deps.config.isSimulated));
  } catch (error) {
    // Whatever is wrong with the store, this door says so instead of failing: that is what it is for.
    const kind = error instanceof StoreError ? error.kind : "broken";
    deps.log.error("healthz.store", { kind, error: String(error) });
    return c.json(downAnswer(deps.config.isSimulated), 503);
  }
}

const time = (at: EpochSeconds | null): string | null => (at === null ? null : toRfc3339(at));

function healthAnswer(health: Health, now: EpochSeconds, isSimulated: boolean) {
  const { feed, gateFailure } = health;
  const changedAt = feed.serial === 0 ? null : feed.changedAt;
  return {
    status: gateFailure === null ? "ok" : "degraded",
    schema_version: health.schemaVersion,
    backlog: health.backlog,
    oldest_due_at: time(health.oldestDueAt),
    feed: {
      serial: feed.serial,
      changed_at: time(changedAt),
      age_seconds: changedAt === null ? null : now - changedAt,
      entries: feed.entries,
    },
    gate_failure: gateFailure && { at: toRfc3339(gateFailure.at), why: gateFailure.why },
    simulated: isSimulated,
  };
}

const downAnswer = (isSimulated: boolean) => ({
  status: "down",
  schema_version: null,
  backlog: null,
  oldest_due_at: null,
  feed: null,
  gate_failure: null,
  simulated: isSimulated,
});
