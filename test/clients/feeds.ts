// Feed files as an instance serves them: the real formats over a real D1 with the real migrations.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { formatsOf } from "../../src/publish/formats/registry.ts";
import { feedStream } from "../../src/serve/feed.ts";
import { makeD1Store } from "../../src/store/d1-store.ts";

const ORIGIN = "https://catch.example";
const NOW = 1_790_000_000;

/** Listed in every feed of this folder's tests, and one name that is in none. */
export const LISTED = "signin-keiyaku.example";
export const LISTED_HOST = "evil.pages.example";
export const LISTED_URL = "https://sites.portal.example/view/evil";
export const FREE = "harmless.example";

export interface Feeds {
  /** A folder of this file's own, gone after `close`. */
  readonly folder: string;
  /** The text of one feed. */
  text(name: string): Promise<string>;
  /** The path of the feed's file in the folder. */
  file(name: string): Promise<string>;
  readonly names: readonly string[];
  close(): Promise<void>;
}

export async function makeFeeds(): Promise<Feeds> {
  const mf = new Miniflare(
    convertV4MiniflareOptions({
      modules: true,
      script: "export default { fetch: () => new Response() }",
      compatibilityDate: "2026-10-23",
      cf: false,
      d1Databases: { DB: "clients" },
      log: new Log(LogLevel.NONE),
    }),
  );
  const db = (await mf.getD1Database("DB")) as unknown as D1Database;
  await migrate(db);
  await list(db);
  const store = makeD1Store(db, { now: () => NOW });
  const folder = mkdtempSync(path.join(os.tmpdir(), "freshcatch-clients-"));
  const formats = formatsOf(ORIGIN);
  const text = async (name: string): Promise<string> => {
    const format = formats.find((f) => f.name === name);
    if (!format) throw new Error(`no feed ${name}`);
    const meta = { ...(await store.loadFeedState()), origin: ORIGIN };
    return new Response(feedStream(store, format, meta)).text();
  };
  return {
    folder,
    text,
    names: formats.map((f) => f.name),
    async file(name) {
      const to = path.join(folder, path.basename(name));
      writeFileSync(to, await text(name));
      return to;
    },
    async close() {
      await mf.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function migrate(db: D1Database): Promise<void> {
  const folder = path.join(import.meta.dirname, "../../migrations");
  for (const file of readdirSync(folder).sort()) {
    const sql = readFileSync(path.join(folder, file), "utf8").replaceAll(/--.*$/gm, "");
    const statements = sql.split(/;\s*$/m).filter((s) => s.trim() !== "");
    await db.batch(statements.map((s) => db.prepare(s)));
  }
}

async function list(db: D1Database): Promise<void> {
  const entries = [
    [LISTED, "registrable"],
    [LISTED_HOST, "host"],
    [LISTED_URL, "url"],
  ];
  const insert = db.prepare(
    `INSERT INTO listings (key, scope, serial, probability_bp, evidence_db, reasons, first_seen_at, listed_at, expires_at, uuid, md5)
     VALUES (?1, ?2, ?3, 9900, 25, '["age.fresh"]', ?4, ?4, ?4 + 1000000, ?5, ?6)`,
  );
  const rows = entries.map(([key, scope], n) =>
    insert.bind(
      key,
      scope,
      n + 1,
      NOW,
      `6d1e7c52-0c1f-5c4e-9b5d-00000000000${n}`,
      `d41d8cd98f00b204e9800998ecf8427${n}`,
    ),
  );
  await db.batch([
    ...rows,
    db
      .prepare("UPDATE feed_state SET serial = ?1, entries = ?1, changed_at = ?2 WHERE id = 1")
      .bind(entries.length, NOW),
  ]);
}
