import type { Context } from "hono";
import { toRfc3339 } from "../domain/time.ts";
import type { FeedState } from "../ports.ts";
import type { ServeDeps } from "./app.ts";
import { answerEarly, feedHeaders } from "./feed-headers.ts";
import { checkParameters, originOf, sendError } from "./respond.ts";

/** The feeds that are made from the log of listings instead of the listings: what changed, and what was wrong. */

/** Lines of one delta: about 1.5 MB of text, below D1's 2 MB for one value. `more` says that it goes on. */
const DELTA_LINES_MAX = 5_000;
/** Newest corrections of one answer. */
const CORRECTIONS_MAX = 5_000;

const JSON_TYPE = "application/json; charset=utf-8";
const SERIAL = /^(?:0|[1-9]\d{0,14})$/;

/** What the index says of them. */
export const FEED_LOGS = [
  {
    name: "changes.json",
    about: "?since=SERIAL: entries and tombstones since then; applied to feed.json they give the newest one",
  },
  {
    name: "false-positives.json",
    about: "keys that were listed and should not have been: taken off by evidence or by a person",
  },
] as const;

const logEtag = (c: Context, deps: ServeDeps, serial: number, name: string): string =>
  `"${serial}-${name}-${new URL(originOf(c, deps)).host}"`;

export async function getChanges(c: Context, deps: ServeDeps): Promise<Response> {
  const parameters = checkParameters(c, ["since"]);
  if (!parameters.ok) return sendError(c, deps, parameters.error);
  const given = c.req.queries("since") ?? [];
  const [text = ""] = given;
  if (given.length !== 1 || !SERIAL.test(text))
    return sendError(c, deps, {
      code: "bad_parameter",
      name: "since",
      problem: "must be a serial: the feed's that you have, or 0 for everything",
    });
  return sendChanges(c, deps, Number(text));
}

async function sendChanges(c: Context, deps: ServeDeps, since: number): Promise<Response> {
  const state = await deps.store.loadFeedState();
  const tag = (serial: number): string => logEtag(c, deps, serial, `changes-${since}`);
  if (since <= state.serial) {
    const early = answerEarly(c, state, tag(state.serial), JSON_TYPE);
    if (early) return early;
  }
  const delta = await deps.store.loadDelta(since, DELTA_LINES_MAX);
  const isKnown =
    since <= delta.state.serial && (since >= (delta.oldest ?? 1) - 1 || delta.state.serial === since);
  if (!isKnown) return sendError(c, deps, { code: "serial_gone", since });
  const top = {
    since,
    serial: delta.reached,
    more: delta.reached < delta.state.serial,
    changed_at: timeOf(delta.state),
  };
  return new Response(`${JSON.stringify(top).slice(0, -1)},"changes":[\n${delta.changes}\n]}\n`, {
    headers: feedHeaders(delta.state, tag(delta.state.serial), JSON_TYPE),
  });
}

export async function getCorrections(c: Context, deps: ServeDeps): Promise<Response> {
  const parameters = checkParameters(c, []);
  if (!parameters.ok) return sendError(c, deps, parameters.error);
  const state = await deps.store.loadFeedState();
  const etag = logEtag(c, deps, state.serial, "false-positives");
  const early = answerEarly(c, state, etag, JSON_TYPE);
  if (early) return early;
  const entries = await deps.store.loadCorrections(CORRECTIONS_MAX);
  const top = { serial: state.serial, changed_at: timeOf(state) };
  return new Response(`${JSON.stringify(top).slice(0, -1)},"entries":[\n${entries}\n]}\n`, {
    headers: feedHeaders(state, etag, JSON_TYPE),
  });
}

const timeOf = ({ serial, changedAt }: FeedState): string | null =>
  serial === 0 ? null : toRfc3339(changedAt);
