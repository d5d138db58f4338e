import type { EpochSeconds } from "../domain/time.ts";
import type { FeedManifest, FeedObject, FeedObjects, FeedState, Log, Store } from "../ports.ts";
import { formatsOf } from "../publish/formats/registry.ts";
import { checkFeed, type FeedAnswer } from "../publish/gate.ts";
import { makeNeverList, type NeverListSources } from "../publish/never-list.ts";
import { FORMAT_REVISION, feedStream } from "./feed.ts";

/**
 * Feeds as objects, for lists that outgrow one Worker: built by the cron when the list changed, all of one version
 * first, the manifest last. So a reader sees one whole version or the next, and a build that fails or that the gate
 * refuses leaves the last good one.
 */
export interface PublishDeps {
  readonly store: Pick<Store, "loadFeedState" | "streamFeed" | "loadDelta" | "saveGateFailure">;
  readonly objects: FeedObjects;
  readonly never: Omit<NeverListSources, "popular">;
  readonly log: Log;
  /** Stands in the feeds: the cron has no request to take it from. */
  readonly origin: string;
}

/** A change waits for this at most: every build reads the whole list once a format. */
const PUBLISH_SECONDS = 600;
/** Tombstones that are looked at when the list shrank. */
const TOMBSTONES_MAX = 5_000;

export async function publishFeeds(
  deps: PublishDeps,
  now: EpochSeconds,
): Promise<"published" | "unchanged" | "refused"> {
  const { store, objects, origin, log } = deps;
  const last = await objects.loadManifest();
  const state = await store.loadFeedState();
  if (last !== null && !isDue(last, state, origin, now)) return "unchanged";
  const answer = await passesGate(deps, last, state);
  if (!answer.ok) {
    await store.saveGateFailure(`${answer.why}: ${answer.detail}`, now);
    log.error("publish.gate", { why: answer.why, detail: answer.detail });
    return "refused";
  }
  const feeds: Record<string, FeedObject> = {};
  for (const format of formatsOf(origin)) {
    const key = `feeds/${state.serial}-${now}/${format.name}`;
    const body = feedStream(store, format, { ...state, origin });
    feeds[format.name] = {
      key,
      contentType: format.contentType,
      ...(await objects.put(key, format.contentType, body)),
    };
  }
  // The version before stays for those who are loading it; the one before that goes.
  const old = Object.values(last?.feeds ?? {}).map(({ key }) => key);
  await objects.saveManifest({ ...state, publishedAt: now, origin, revision: FORMAT_REVISION, feeds, old });
  await objects.drop(last?.old ?? []);
  log.info("published", { serial: state.serial, entries: state.entries });
  return "published";
}

function isDue(last: FeedManifest, state: FeedState, origin: string, now: EpochSeconds): boolean {
  if (last.origin !== origin || last.revision !== FORMAT_REVISION) return true;
  return last.serial !== state.serial && now - last.publishedAt >= PUBLISH_SECONDS;
}

type GateAnswer =
  | FeedAnswer
  | { readonly ok: false; readonly why: "serial_went_back"; readonly detail: string };

/** Serials only grow. What corrections took off is no loss: a wrong entry must go, however small the list gets. */
async function passesGate(
  { store, never }: PublishDeps,
  last: FeedManifest | null,
  state: FeedState,
): Promise<GateAnswer> {
  if (last === null) return { ok: true };
  if (state.serial < last.serial)
    return { ok: false, why: "serial_went_back", detail: `${state.serial}, before ${last.serial}` };
  const list = makeNeverList({ ...never, popular: new Set() });
  const answer = checkFeed(last, state, list);
  if (answer.ok) return answer;
  const { changes } = await store.loadDelta(last.serial, TOMBSTONES_MAX);
  const corrections = (JSON.parse(`[${changes}]`) as { action: string; why?: string }[]).filter(
    ({ action, why }) => action === "delist" && why !== "expired",
  ).length;
  return checkFeed({ entries: Math.max(state.entries, last.entries - corrections) }, state, list);
}
