import type { Context } from "hono";
import type { FeedManifest } from "../ports.ts";
import type { FeedFormat } from "../publish/feed-format.ts";
import type { ServeDeps } from "./app.ts";
import { answerEarly, feedHeaders } from "./feed-headers.ts";
import { CACHE } from "./respond.ts";

/** Feeds that the cron has published as objects: one small read, no row of the database. */

/** `null`: nothing is published for this instance, or the bucket does not answer: the database serves then. */
export async function loadManifest(deps: ServeDeps, origin: string): Promise<FeedManifest | null> {
  if (!deps.feedObjects) return null;
  try {
    const manifest = await deps.feedObjects.loadManifest();
    return manifest?.origin === origin ? manifest : null;
  } catch (error) {
    deps.log.error("feed.objects", { error: String(error) });
    return null;
  }
}

/** The digest is the tag: the same bytes are the same feed, whoever serves them. */
export const objectEtag = (sha256: string): string => `"${sha256}"`;

/** `null`: there is no such object. */
export async function answerFromObject(
  c: Context,
  deps: ServeDeps,
  format: FeedFormat,
  manifest: FeedManifest,
): Promise<Response | null> {
  const object = manifest.feeds[format.name];
  if (!object || !deps.feedObjects) return null;
  const etag = objectEtag(object.sha256);
  const early = answerEarly(c, manifest, etag, object.contentType);
  if (early) return early;
  const publicUrl = deps.config.feedsPublicUrl;
  if (publicUrl)
    return new Response(null, {
      status: 302,
      headers: { location: `${publicUrl.replace(/\/+$/, "")}/${object.key}`, "cache-control": CACHE.feed },
    });
  const body = await deps.feedObjects.open(object.key);
  return body && new Response(body, { headers: feedHeaders(manifest, etag, object.contentType) });
}
