import type { Context } from "hono";
import type { Store } from "../ports.ts";
import type { FeedFormat, FeedMeta, FeedSelection } from "../publish/feed-format.ts";
import { findFormat } from "../publish/formats/registry.ts";
import type { ServeDeps } from "./app.ts";
import { answerEarly, feedHeaders } from "./feed-headers.ts";
import { answerFromObject, loadManifest } from "./feed-object.ts";
import { readSelection, selectionKey } from "./feed-selection.ts";
import { originOf, sendError } from "./respond.ts";

/**
 * The door /feed/{name}. The state is one row; an unchanged feed ends there with 304.
 *
 * Accept-Encoding: a feed leaves the Worker as it is, and the platform compresses text and JSON on the way out for
 * whoever accepts it (CSV it leaves alone). So one strong tag stands for one sequence of bytes, and no cache can keep
 * the first encoding that somebody happened to ask for.
 */

/** Raised when the text of a format changes for the same serial, so that no cache mixes old and new bytes. */
export const FORMAT_REVISION = 1;

/** Strong (RFC 9110 section 8.8.3): serial, format, parameters and instance decide every byte. */
export const feedEtag = (meta: FeedMeta, format: FeedFormat, selection: FeedSelection = {}): string =>
  `"${FORMAT_REVISION}-${meta.serial}-${format.name}${selectionKey(format, selection)}-${new URL(meta.origin).host}"`;

export async function getFeed(c: Context, deps: ServeDeps, name: string): Promise<Response> {
  const origin = originOf(c, deps);
  const format = findFormat(name, origin);
  if (format === null) return sendError(c, deps, { code: "not_found", what: "feed of that name" });
  const selection = readSelection(c, format);
  if (!selection.ok) return sendError(c, deps, selection.error);
  const manifest = selectionKey(format, selection.value) === "" ? await loadManifest(deps, origin) : null;
  const published = manifest && (await answerFromObject(c, deps, format, manifest));
  if (published) return published;
  const meta: FeedMeta = { ...(await deps.store.loadFeedState()), origin };
  const etag = feedEtag(meta, format, selection.value);
  const early = answerEarly(c, meta, etag, format.contentType);
  if (early) return early;
  const headers = feedHeaders(meta, etag, format.contentType);
  return new Response(feedStream(deps.store, format, meta, selection.value), { headers });
}

/** Head, entries, tail. Entries pass through as they come: the Worker never holds the feed. */
export function feedStream(
  store: Pick<Store, "streamFeed">,
  format: FeedFormat,
  meta: FeedMeta,
  selection: FeedSelection = {},
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const ends = new TransformStream<Uint8Array, Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode(format.head(meta))),
    flush: (controller) => controller.enqueue(encoder.encode(format.tail(meta))),
  });
  const entries = format.scopes.length === 0 ? NO_ENTRIES() : store.streamFeed(format, selection);
  return entries.pipeThrough(ends);
}

const NO_ENTRIES = (): ReadableStream<Uint8Array> =>
  new ReadableStream({ start: (controller) => controller.close() });
