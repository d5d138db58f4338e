import type { Context } from "hono";
import { toRfc3339 } from "../domain/time.ts";
import type { FeedState } from "../ports.ts";
import type { FeedFormat, FeedMeta } from "../publish/feed-format.ts";
import { FEED_FORMATS, findFormat } from "../publish/formats/registry.ts";
import type { ServeDeps } from "./app.ts";
import { feedsPage } from "./pages/feeds.ts";
import { CACHE, checkParameters, chooseLang, originOf, sendError, wantsHtml } from "./respond.ts";

/**
 * The doors under /feed/. The state is one row; an unchanged feed ends there with 304.
 *
 * Raised when the text of a format changes for the same serial, so that no cache mixes old and new bytes.
 */
const FORMAT_REVISION = 1;

/** Strong (RFC 9110 section 8.8.3): serial, format and instance decide every byte. */
const etagOf = (state: FeedState, format: FeedFormat, origin: string): string =>
  `"${FORMAT_REVISION}-${state.serial}-${format.name}-${new URL(origin).host}"`;

export async function getFeed(c: Context, deps: ServeDeps, name: string): Promise<Response> {
  const parameters = checkParameters(c, []);
  if (!parameters.ok) return sendError(c, deps, parameters.error);
  const format = findFormat(name);
  if (format === null) return sendError(c, deps, { code: "not_found", what: "feed of that name" });
  const state = await deps.store.loadFeedState();
  const meta: FeedMeta = { ...state, origin: originOf(c, deps) };
  const headers = feedHeaders(meta, format);
  if (isUnchanged(c, headers.etag, state)) return new Response(null, { status: 304, headers });
  if (c.req.method === "HEAD") return new Response(null, { headers });
  return new Response(withEnds(deps.store.streamFeed(format), format, meta), { headers });
}

function feedHeaders(meta: FeedMeta, format: FeedFormat) {
  return {
    etag: etagOf(meta, format, meta.origin),
    "last-modified": new Date(meta.changedAt * 1000).toUTCString(),
    "content-type": format.contentType,
    "cache-control": CACHE.feed,
    "x-feed-serial": String(meta.serial),
    "access-control-allow-origin": "*",
  };
}

/** If-None-Match outranks If-Modified-Since (RFC 9110 section 13.2.2); weak tags compare as their opaque part. */
function isUnchanged(c: Context, etag: string, state: FeedState): boolean {
  const tags = c.req.header("if-none-match");
  if (tags !== undefined)
    return tags.split(",").some((tag) => ["*", etag].includes(tag.trim().replace(/^W\//, "")));
  const since = Date.parse(c.req.header("if-modified-since") ?? "");
  return !Number.isNaN(since) && state.changedAt * 1000 <= since;
}

/** Head, entries, tail. Entries pass through as they come: the Worker never holds the feed. */
function withEnds(
  entries: ReadableStream<Uint8Array>,
  format: FeedFormat,
  meta: FeedMeta,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return entries.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      start: (controller) => controller.enqueue(encoder.encode(format.head(meta))),
      flush: (controller) => controller.enqueue(encoder.encode(format.tail(meta))),
    }),
  );
}

/** The index, as a page for people and as JSON for programs. */
export async function getFeedIndex(c: Context, deps: ServeDeps, isJson: boolean): Promise<Response> {
  const parameters = checkParameters(c, isJson ? [] : ["lang"]);
  if (!parameters.ok) return sendError(c, deps, parameters.error);
  const lang = chooseLang(c);
  if (!lang.ok) return sendError(c, deps, lang.error);
  const state = await deps.store.loadFeedState();
  const origin = originOf(c, deps);
  c.header("cache-control", CACHE.feed);
  if (!isJson) c.header("vary", "Accept, Accept-Language");
  if (!isJson && wantsHtml(c))
    return c.html(
      feedsPage({ lang: lang.value, state, formats: FEED_FORMATS, isSimulated: deps.config.isSimulated }),
    );
  const feeds = FEED_FORMATS.map((format) => ({
    name: format.name,
    url: `${origin}/feed/${format.name}`,
    content_type: format.contentType,
    about: format.about,
    scopes: format.scopes,
    etag: etagOf(state, format, origin),
  }));
  const changedAt = state.serial === 0 ? null : toRfc3339(state.changedAt);
  return c.json({ serial: state.serial, changed_at: changedAt, entries: state.entries, feeds });
}
