import type { Context } from "hono";
import type { EpochSeconds } from "../domain/time.ts";
import type { FeedState } from "../ports.ts";
import { CACHE } from "./respond.ts";

/** What every feed answers with, and when it needs no answer. */

export function feedHeaders(
  state: Pick<FeedState, "serial" | "changedAt">,
  etag: string,
  contentType: string,
) {
  return {
    etag,
    "last-modified": new Date(state.changedAt * 1000).toUTCString(),
    "content-type": contentType,
    "cache-control": CACHE.feed,
    "x-feed-serial": String(state.serial),
    "access-control-allow-origin": "*",
  };
}

/** If-None-Match outranks If-Modified-Since (RFC 9110 section 13.2.2); weak tags compare as their opaque part. */
export function isUnchanged(c: Context, etag: string, changedAt: EpochSeconds): boolean {
  const tags = c.req.header("if-none-match");
  if (tags !== undefined)
    return tags.split(",").some((tag) => ["*", etag].includes(tag.trim().replace(/^W\//, "")));
  const since = Date.parse(c.req.header("if-modified-since") ?? "");
  return !Number.isNaN(since) && changedAt * 1000 <= since;
}

/** 304, or the headers alone for HEAD; `null`: the body is wanted. */
export function answerEarly(
  c: Context,
  state: Pick<FeedState, "serial" | "changedAt">,
  etag: string,
  contentType: string,
): Response | null {
  const headers = feedHeaders(state, etag, contentType);
  if (isUnchanged(c, etag, state.changedAt)) return new Response(null, { status: 304, headers });
  return c.req.method === "HEAD" ? new Response(null, { headers }) : null;
}
