import type { Listing } from "../domain/indicator.ts";
import type { FeedState } from "../ports.ts";
import type { FeedFormat } from "../publish/feed-format.ts";
import { d1 } from "./d1.ts";
import { toListing } from "./rows.ts";

/** Entries of one piece of a feed: about 1 MB of text, below D1's 2 MB for one value. */
const FEED_PIECE_ENTRIES = 20_000;

export async function loadFeedState(db: D1Database): Promise<FeedState> {
  const row = await d1(() =>
    db
      .prepare("SELECT serial, changed_at AS changedAt, entries FROM feed_state WHERE id = 1")
      .first<FeedState>(),
  );
  if (!row) throw new Error("feed_state has no row: migrations were not applied");
  return row;
}

export async function listNewest(db: D1Database, countMax: number): Promise<readonly Listing[]> {
  // The log's key is the serial, so the newest entries are read without an index on listings.
  const { results } = await d1(() =>
    db
      .prepare(
        `SELECT l.* FROM (SELECT serial, key FROM listing_log ORDER BY serial DESC LIMIT ?1) g
           JOIN listings l ON l.key = g.key AND l.serial = g.serial`,
      )
      .bind(countMax)
      .all(),
  );
  return results.map(toListing);
}

/** Pages by key, so that a piece costs what it holds; SQLite joins the lines, not the Worker. */
export function streamFeed(db: D1Database, format: FeedFormat): ReadableStream<Uint8Array> {
  const scopes = format.scopes.map((s) => `'${s}'`).join(", ");
  const sql = `
    SELECT group_concat(line, ?3) AS text, max(key) AS last FROM (
      SELECT key, ${format.lineSql} AS line FROM listings
       WHERE key > ?1 AND scope IN (${scopes}) ORDER BY key LIMIT ?2)`;
  const encoder = new TextEncoder();
  let after = "";
  let isFirst = true;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const piece = await d1(() =>
        db
          .prepare(sql)
          .bind(after, FEED_PIECE_ENTRIES, format.separator)
          .first<{ text: string | null; last: string | null }>(),
      );
      if (!piece || piece.last === null) return controller.close();
      after = piece.last;
      // A whole piece may hold nothing that the format can express.
      if (piece.text === null) return;
      controller.enqueue(encoder.encode(isFirst ? piece.text : format.separator + piece.text));
      isFirst = false;
    },
  });
}
