import type { Context } from "hono";
import * as z from "zod";
import { toRfc3339 } from "../domain/time.ts";
import { toHex } from "../domain/uuid.ts";
import type { FeedManifest, FeedState, Store } from "../ports.ts";
import { formatsOf } from "../publish/formats/registry.ts";
import type { ServeDeps } from "./app.ts";
import { feedEtag, feedStream } from "./feed.ts";
import { FEED_LOGS } from "./feed-log.ts";
import { loadManifest, objectEtag } from "./feed-object.ts";
import { feedsPage } from "./pages/feeds.ts";
import { CACHE, checkParameters, chooseLang, originOf, sendError, wantsHtml } from "./respond.ts";

/** The index of the feeds, as a page for people and as JSON for programs. */
export async function getFeedIndex(c: Context, deps: ServeDeps, isJson: boolean): Promise<Response> {
  const parameters = checkParameters(c, isJson ? [] : ["lang"]);
  if (!parameters.ok) return sendError(c, deps, parameters.error);
  const lang = chooseLang(c);
  if (!lang.ok) return sendError(c, deps, lang.error);
  const origin = originOf(c, deps);
  const manifest = await loadManifest(deps, origin);
  const state = manifest ?? (await deps.store.loadFeedState());
  const formats = formatsOf(origin);
  c.header("cache-control", CACHE.feed);
  if (!isJson) c.header("vary", "Accept, Accept-Language");
  const logs = FEED_LOGS.map(({ name, about }) => ({ name, about, scopes: ALL_SCOPES }));
  if (!isJson && wantsHtml(c))
    return c.html(
      feedsPage({
        lang: lang.value,
        state,
        formats: [...formats, ...logs],
        isSimulated: deps.config.isSimulated,
      }),
    );
  const digests = manifest ? publishedDigests(manifest) : await loadDigests(deps, state, origin);
  const meta = { ...state, origin };
  const feeds = formats.map((format) => ({
    name: format.name,
    url: `${origin}/feed/${format.name}`,
    content_type: format.contentType,
    about: format.about,
    scopes: format.scopes,
    etag: manifest ? objectEtag(digests[format.name] ?? "") : feedEtag(meta, format),
    sha256: digests[format.name] ?? null,
  }));
  const others = logs.map((log) => ({
    ...log,
    url: `${origin}/feed/${log.name}`,
    content_type: "application/json; charset=utf-8",
    etag: null,
    sha256: null,
  }));
  const changedAt = state.serial === 0 ? null : toRfc3339(state.changedAt);
  return c.json({
    serial: state.serial,
    changed_at: changedAt,
    entries: state.entries,
    feeds: [...feeds, ...others],
  });
}

const ALL_SCOPES = ["registrable", "host", "url"] as const;

type Digests = Readonly<Record<string, string>>;

const publishedDigests = ({ feeds }: FeedManifest): Digests =>
  Object.fromEntries(Object.entries(feeds).map(([name, { sha256 }]) => [name, sha256]));

const kept = z.object({ serial: z.number(), origin: z.string(), sha256: z.record(z.string(), z.string()) });

/** Name of the row of `state`. */
const DIGESTS = "feed_digests";
/**
 * Up to here the index reads every feed through once a serial and keeps the digests in one row: 20,000 rows read. Above
 * it a feed is hashed where it is built once and for all: as an object (see publish-feeds.ts).
 */
const HASHED_ENTRIES_MAX = 1_000;

/** SHA-256 of every feed of this serial; empty when the list is too long to be read for it. */
async function loadDigests(deps: ServeDeps, state: FeedState, origin: string): Promise<Digests> {
  if (state.entries > HASHED_ENTRIES_MAX) return {};
  const row = await deps.store.loadTable(DIGESTS);
  const known = row === null ? null : kept.parse(JSON.parse(row.value));
  if (known?.serial === state.serial && known.origin === origin) return known.sha256;
  const sha256 = await digestAll(deps.store, state, origin);
  // The list changed under way: nobody knows which bytes belong to which serial.
  if ((await deps.store.loadFeedState()).serial !== state.serial) return {};
  await deps.store.saveTable(
    DIGESTS,
    JSON.stringify({ serial: state.serial, origin, sha256 }),
    deps.clock.now(),
  );
  return sha256;
}

async function digestAll(store: Store, state: FeedState, origin: string): Promise<Digests> {
  const digests: Record<string, string> = {};
  for (const format of formatsOf(origin)) {
    const bytes = await new Response(feedStream(store, format, { ...state, origin })).arrayBuffer();
    digests[format.name] = toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
  }
  return digests;
}
