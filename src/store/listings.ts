import type { Listing } from "../domain/indicator.ts";
import { HASH_PREFIX_DIGITS_MIN } from "../domain/key-hash.ts";
import { DAY_SECONDS, type EpochSeconds } from "../domain/time.ts";
import type { FeedState } from "../ports.ts";
import type { FeedFormat, FeedSelection } from "../publish/feed-format.ts";
import { d1 } from "./d1.ts";
import { keyPieces, pointReads } from "./point-reads.ts";
import { toListing } from "./rows.ts";

/** Entries of one piece of a feed at most: tried, larger pieces are not faster. */
const PIECE_ENTRIES_MAX = 20_000;
/** The first piece tells how long a line is; the next ones aim at PIECE_BYTES. */
const FIRST_PIECE_ENTRIES = 2_000;
/** D1 takes 2 MB for one value: half of it, since the next lines may be longer than the last. */
const PIECE_BYTES = 1_000_000;

export async function loadFeedState(db: D1Database): Promise<FeedState> {
  const row = await d1(() =>
    db
      .prepare("SELECT serial, changed_at AS changedAt, entries FROM feed_state WHERE id = 1")
      .first<FeedState>(),
  );
  if (!row) throw new Error("feed_state has no row: migrations were not applied");
  return row;
}

export async function loadFeedPeak(
  db: D1Database,
  now: EpochSeconds,
): Promise<{ readonly peak: number; readonly entries: number }> {
  const row = await d1(() =>
    db
      .prepare(
        `SELECT entries, max(entries, iif(?1 - peak_at < ${DAY_SECONDS}, peak_entries, 0)) AS peak
           FROM feed_state WHERE id = 1`,
      )
      .bind(now)
      .first<{ entries: number; peak: number }>(),
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

export async function findHashes(db: D1Database, prefix: string): Promise<readonly string[]> {
  const row = await d1(() =>
    db
      .prepare("SELECT hashes FROM hash_buckets WHERE prefix = ?1")
      .bind(prefix.slice(0, HASH_PREFIX_DIGITS_MIN))
      .first<{ hashes: string }>(),
  );
  return (row?.hashes ?? "").split(" ").filter((hash) => hash !== "" && hash.startsWith(prefix));
}

export async function findListedKey(db: D1Database, keys: readonly string[]): Promise<string | null> {
  const pieces = keyPieces(keys);
  if (pieces.length === 0) return null;
  const read = (n: number): string => `SELECT key FROM listings WHERE key = ?${n}`;
  const statements = pieces.map((piece) => db.prepare(pointReads(piece.length, read)).bind(...piece));
  const results = await d1(() => db.batch<{ key: string }>(statements));
  return results.flatMap((r) => r.results)[0]?.key ?? null;
}

/** Pages by key, so that a piece costs what it holds; SQLite joins the lines, not the Worker. */
export function streamFeed(
  db: D1Database,
  format: FeedFormat,
  selection: FeedSelection = {},
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const pieces = piecesOf(db, format, selection);
  let isFirst = true;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value: text } = await pieces.next();
      if (text === undefined) return controller.close();
      controller.enqueue(encoder.encode(isFirst ? text : format.separator + text));
      isFirst = false;
    },
  });
}

interface Piece {
  readonly text: string | null;
  readonly last: string | null;
  readonly entries: number;
}

async function* piecesOf(
  db: D1Database,
  format: FeedFormat,
  selection: FeedSelection,
): AsyncGenerator<string, undefined> {
  const { sql, values } = await conditionOf(db, format, selection);
  const statement = `
    SELECT group_concat(line, ?3) AS text, max(key) AS last, count(*) AS entries FROM (
      SELECT key, ${format.lineSql} AS line FROM listings WHERE key > ?1 AND ${sql} ORDER BY key LIMIT ?2)`;
  let after = "";
  for (let count = FIRST_PIECE_ENTRIES; ; ) {
    const piece = await d1(() =>
      db
        .prepare(statement)
        .bind(after, count, format.separator, ...values)
        .first<Piece>(),
    );
    // A whole piece may hold nothing that the format can express.
    if (piece?.text) yield piece.text;
    if (!piece || piece.last === null || piece.entries < count) return undefined;
    after = piece.last;
    const entryBytes = Math.max(1, (piece.text ?? "").length / count);
    count = Math.max(1, Math.min(PIECE_ENTRIES_MAX, Math.floor(PIECE_BYTES / entryBytes)));
  }
}

interface Condition {
  readonly sql: string;
  /** Bound behind the three values of a piece. */
  readonly values: readonly (string | number)[];
}

/**
 * What is wanted as SQL. The weakest entry that `countMax` lets in is looked for once, so that the pieces stay in key
 * order and cost what they hold.
 */
async function conditionOf(
  db: D1Database,
  format: FeedFormat,
  { scopes, probabilityMin, countMax }: FeedSelection,
): Promise<Condition> {
  const wanted = format.scopes.filter((scope) => scopes?.includes(scope) ?? true);
  // The bound is a whole number: 0.29 * 10,000 is a hair above 2,900.
  const least = Math.ceil((probabilityMin ?? 0) * 10_000 - 1e-6);
  const sql = `scope IN (${wanted.map((s) => `'${s}'`).join(", ")}) AND probability_bp >= ${least}`;
  if (countMax === undefined) return { sql, values: [] };
  const weakest = await d1(() =>
    db
      .prepare(
        `SELECT evidence_db AS db, key FROM listings WHERE ${sql} AND (${format.lineSql}) IS NOT NULL
          ORDER BY evidence_db DESC, key LIMIT 1 OFFSET ?1`,
      )
      .bind(countMax - 1)
      .first<{ db: number; key: string }>(),
  );
  if (!weakest) return { sql, values: [] };
  return {
    sql: `${sql} AND (evidence_db > ?4 OR (evidence_db = ?4 AND key <= ?5))`,
    values: [weakest.db, weakest.key],
  };
}
