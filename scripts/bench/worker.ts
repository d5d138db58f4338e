// The production bundle on workerd itself, with a real D1 that is filled by SQL, and beside it the smallest
// Worker that does anything like it: one Hono route with one read by primary key.
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { NO_FACTS } from "../../src/domain/evidence.ts";

const root = path.join(import.meta.dirname, "../..");
const PRODUCT = "product";
const BARE = "bare";

export interface Bench {
  readonly mf: Miniflare;
  readonly db: D1Database;
  readonly origin: URL;
  /** Value of the Host header that reaches each Worker. */
  readonly hosts: { readonly product: string; readonly bare: string };
  /** Where D1 keeps its files. */
  readonly persist: string;
}

/** Bundles as `npm run build` does, into a folder of its own. */
export async function bundle(outdir: string): Promise<string> {
  const wrangler = path.join(root, "node_modules/wrangler/bin/wrangler.js");
  const env = { ...process.env, CI: "true", WRANGLER_SEND_METRICS: "false" };
  const args = [wrangler, "deploy", "--dry-run", "--outdir", outdir];
  await promisify(execFile)(process.execPath, args, { cwd: root, env });
  return path.join(outdir, "index.js");
}

const BARE_SOURCE = `
import { Hono } from "hono";
const app = new Hono();
app.get("/bare", async (c) => c.json(await c.env.DB.prepare("SELECT * FROM indicators WHERE key = ?1").bind(c.req.query("domain")).first()));
export default app;`;

/** The bundle and what it imports: WebAssembly lies beside it. */
function modulesOf(script: string) {
  const folder = path.dirname(script);
  const wasm = readdirSync(folder).filter((f) => f.endsWith(".wasm"));
  return [
    { type: "ESModule" as const, path: "index.js", contents: readFileSync(script, "utf8") },
    ...wasm.map((f) => ({
      type: "CompiledWasm" as const,
      path: f,
      contents: readFileSync(path.join(folder, f)),
    })),
  ];
}

export async function start(script: string, persist: string): Promise<Bench> {
  const bare = await build({
    stdin: { contents: BARE_SOURCE, resolveDir: root },
    bundle: true,
    format: "esm",
    write: false,
  });
  const hosts = { product: "product.test", bare: "bare.test" };
  const common = {
    compatibilityDate: "2026-10-23",
    compatibilityFlags: ["nodejs_compat"],
    d1Databases: { DB: "bench" },
  };
  const mf = new Miniflare({
    ...convertV4MiniflareOptions({
      cf: false,
      inspectorPort: 0,
      log: new Log(LogLevel.NONE),
      handleStructuredLogs: () => {},
      workers: [
        {
          ...common,
          name: PRODUCT,
          modules: modulesOf(script),
          routes: [`${hosts.product}/*`],
          bindings: { REPORTER_HASH_KEY: "key-of-the-benchmark", PUBLIC_ORIGIN: "https://bench.example" },
          ratelimits: {
            LOOKUP_LIMIT: { namespace_id: "1001", simple: { limit: 1_000_000_000, period: 60 } },
          },
        },
        {
          ...common,
          name: BARE,
          modules: true,
          script: bare.outputFiles[0]?.text ?? "",
          routes: [`${hosts.bare}/*`],
        },
      ],
    } as unknown as Parameters<typeof convertV4MiniflareOptions>[0]),
    resourcePersistencePath: persist,
  });
  const origin = await mf.ready;
  const db = (await mf.getD1Database("DB", PRODUCT)) as unknown as D1Database;
  await migrate(db);
  return { mf, db, origin, hosts, persist };
}

export async function migrate(db: D1Database): Promise<void> {
  const folder = path.join(root, "migrations");
  for (const file of readdirSync(folder).sort()) {
    const sql = readFileSync(path.join(folder, file), "utf8").replaceAll(/--.*$/gmu, "");
    const statements = sql
      .split(/;\s*$/mu)
      .map((s) => s.trim())
      .filter((s) => s !== "");
    await db.batch(statements.map((s) => db.prepare(s)));
  }
}

const FILL_ROWS_MAX = 100_000;

/** Names `n0.example` … with a row in each table that lookups and feeds read. */
export async function fill(db: D1Database, from: number, to: number): Promise<void> {
  for (let first = from; first < to; first += FILL_ROWS_MAX) {
    const rows = `WITH RECURSIVE n(i) AS (SELECT CAST(?1 AS INTEGER) UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?2)`;
    const end = Math.min(to, first + FILL_ROWS_MAX);
    await db.batch([
      db
        .prepare(
          `INSERT INTO listings (key, scope, serial, probability_bp, reasons, first_seen_at, listed_at, expires_at)
           ${rows} SELECT 'n' || i || '-keiyaku.example', 'registrable', i, 9000 + i % 1000, '["age.fresh"]', 1790000000, 1790000000, 1890000000 FROM n`,
        )
        .bind(first, end),
      db
        .prepare(
          `INSERT INTO indicators (key, scope, host, domain, first_seen_at, last_seen_at, mails, reporters, mail_ids, facts, status)
           ${rows} SELECT 'n' || i || '-keiyaku.example', 'registrable', 'n' || i || '-keiyaku.example', 'n' || i || '-keiyaku.example',
             1790000000, 1790000000, 1, '[]', '[]', ?3, 'watched' FROM n`,
        )
        .bind(first, end, JSON.stringify(NO_FACTS)),
      db
        .prepare(
          "UPDATE feed_state SET serial = CAST(?1 AS INTEGER), entries = CAST(?1 AS INTEGER), changed_at = 1790000000",
        )
        .bind(end),
    ]);
  }
}
