// Speed and scale, measured side by side in one run: `npm run bench`, or with `--quick` at a tenth of the entries.
// Nothing leaves the machine; it ends by itself.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { DOMAINS } from "../src/publish/formats/names.ts";
import { makeD1Store } from "../src/store/d1-store.ts";
import { monthlyCost } from "./bench/cost.ts";
import { costOf } from "./bench/counting-db.ts";
import { Isolate } from "./bench/isolate.ts";
import { get, load } from "./bench/load.ts";
import { MAILS, timeMails } from "./bench/mails.ts";
import { type Bench, bundle, fill, start } from "./bench/worker.ts";

const isQuick = process.argv.includes("--quick");
const ENTRIES = isQuick ? 100_000 : 1_000_000;
const FEW_ENTRIES = 1_000;
const REQUESTS = 600;
const WARM_REQUESTS = 1_000;
const LOAD_ROUNDS = 5;
const MB = 1_000_000;

const rows: string[][] = [["what", "measured", "budget", ""]];

/** `budget` null: told, not judged. */
function tell(what: string, measured: number, unit: string, budget: number | null, isAtLeast = false): void {
  const isOk = budget === null || (isAtLeast ? measured >= budget : measured <= budget);
  const text = (value: number): string => `${Number(value.toPrecision(3)).toLocaleString("en")}${unit}`;
  const limit = budget === null ? "" : `${isAtLeast ? ">=" : "<="} ${text(budget)}`;
  rows.push([what, text(measured), limit, budget === null ? "" : isOk ? "ok" : "OVER"]);
  process.stderr.write(`${what}: ${text(measured)}\n`);
}

const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] as number;
};
const median = (values: readonly number[]): number => quantile(values, 0.5);

async function timed(run: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await run();
  return performance.now() - started;
}

const nameOf = (n: number): string => `n${n}-keiyaku.example`;

function tellBundle(script: string): void {
  const folder = path.dirname(script);
  const files = readdirSync(folder, { recursive: true }).map(String);
  const js = files.filter((f) => /\.m?js$/u.test(f)).map((f) => readFileSync(path.join(folder, f)));
  tell("bundle, gzip, without wasm", gzipSync(Buffer.concat(js), { level: 9 }).length / 1000, " KB", 250);
  const wasm = files.filter((f) => f.endsWith(".wasm")).map((f) => readFileSync(path.join(folder, f)).length);
  tell("wasm beside it", wasm.reduce((a, b) => a + b, 0) / 1000, " KB", null);
}

async function lookupAt(bench: Bench, entries: number): Promise<{ rows: number; trips: number; ms: number }> {
  const listed = `host=www.${nameOf(entries - 1)}`;
  const cost = await costOf(bench.db, (db) =>
    makeD1Store(db, { now: () => 0 }).findIndicators([`www.${nameOf(entries - 1)}`, nameOf(entries - 1)]),
  );
  const times: number[] = [];
  // A cold isolate at the first size would make the second look faster than it is.
  for (let n = 0; n < WARM_REQUESTS; n++) await get(bench.origin, bench.hosts.product, `/lookup?${listed}`);
  for (let n = 0; n < 200; n++)
    times.push(await timed(() => get(bench.origin, bench.hosts.product, `/lookup?${listed}`)));
  return { rows: cost.read, trips: cost.trips, ms: median(times) };
}

async function tellThroughput(bench: Bench): Promise<void> {
  const ratios: number[] = [];
  const pathOf = (door: string) => (n: number) => `${door}?domain=${nameOf((n * 7919) % ENTRIES)}`;
  for (let round = 0; round < LOAD_ROUNDS; round++) {
    const bare = await load(bench.origin, bench.hosts.bare, pathOf("/bare"), REQUESTS);
    const own = await load(bench.origin, bench.hosts.product, pathOf("/lookup"), REQUESTS);
    if (round > 0) ratios.push(own / bare);
  }
  tell("lookup: throughput against a bare route with one D1 read", median(ratios), "", 0.8, true);
}

async function tellFeed(bench: Bench, isolate: Isolate): Promise<void> {
  const read = () => get(bench.origin, bench.hosts.product, "/feed/domains.txt");
  const before = await isolate.heapBytes();
  let heap = before;
  const wall: number[] = [];
  for (let n = 0; n < 3; n++) {
    const reading = { isDone: false };
    const watch = (async () => {
      while (!reading.isDone) heap = Math.max(heap, await isolate.heapBytes());
    })();
    wall.push(await timed(read));
    reading.isDone = true;
    await watch;
  }
  const size = ENTRIES.toLocaleString("en");
  tell(`feed of ${size}: heap of the isolate while it streams`, heap / MB, " MB", 64);
  const cpu: number[] = [];
  for (let n = 0; n < 3; n++) cpu.push(await isolate.cpuOf(read));
  tell(`feed of ${size}: CPU of the Worker`, median(cpu), " ms", (150 * ENTRIES) / MB);
  const plain = sqliteTimes(bench.persist);
  if (plain) tell(`feed of ${size}: wall time against sqlite3`, Math.min(...wall) / plain, "", 2);
}

/** The same lines printed by the command line of SQLite. `null`: it is not installed. */
function sqliteTimes(persist: string): number | null {
  const files = existsSync(persist) ? readdirSync(persist, { recursive: true }).map(String) : [];
  const file = files.find((f) => /[0-9a-f]{64}\.sqlite$/u.test(f));
  if (file === undefined || !existsSync("/usr/bin/sqlite3")) return null;
  const sql = `SELECT ${DOMAINS.lineSql} FROM listings ORDER BY key`;
  const once = (): number => {
    const started = performance.now();
    execFileSync("/usr/bin/sqlite3", ["-readonly", path.join(persist, file), sql], { maxBuffer: 1e9 });
    return performance.now() - started;
  };
  return Math.min(once(), once(), once());
}

async function tellUnchanged(bench: Bench): Promise<void> {
  const { etag } = await get(bench.origin, bench.hosts.product, "/feed/domains.txt?limit=1");
  const again = await get(bench.origin, bench.hosts.product, "/feed/domains.txt?limit=1", undefined, {
    "if-none-match": etag,
  });
  if (again.status !== 304) throw new Error(`an unchanged feed answered ${again.status}`);
  const cost = await costOf(bench.db, (db) => makeD1Store(db, { now: () => 0 }).loadFeedState());
  tell("unchanged feed (304): rows read", cost.read, "", 1);
}

async function tellOperations(bench: Bench, isolate: Isolate): Promise<Record<string, number>> {
  const post = async (n: number): Promise<void> => {
    const url = new URL(`http://${bench.hosts.product}/lookup`);
    const queries = Array.from({ length: 100 }, (_, i) => ({ domain: nameOf(n * 100 + i) }));
    const answer = await bench.mf.dispatchFetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ queries }),
    });
    await answer.text();
  };
  const calls: Record<string, (n: number) => Promise<unknown>> = {
    lookup: (n) => get(bench.origin, bench.hosts.product, `/lookup?domain=${nameOf(n)}`),
    "lookup of 100": post,
    "feed, unchanged": () =>
      get(bench.origin, bench.hosts.product, "/feed/domains.txt", undefined, { "if-none-match": "*" }),
    home: () => get(bench.origin, bench.hosts.product, "/"),
  };
  const cpu: Record<string, number> = {};
  for (const [name, call] of Object.entries(calls)) {
    for (let n = 0; n < 30; n++) await call(n);
    const all = await isolate.cpuOf(async () => {
      for (let n = 0; n < 100; n++) await call(n);
    });
    cpu[name] = all / 100;
    tell(`${name}: CPU an invocation`, all / 100, " ms", 10);
  }
  const batch = await costOf(bench.db, (db) =>
    makeD1Store(db, { now: () => 0 }).findIndicators(Array.from({ length: 100 }, (_, n) => nameOf(n))),
  );
  tell("lookup of 100: round trips", batch.trips, "", 1);
  tell("lookup of 100: rows read", batch.read, "", 100);
  return cpu;
}

async function tellMails(folder: string): Promise<number | null> {
  if (!existsSync(MAILS)) {
    process.stderr.write("shared data are not here: mails are not measured\n");
    return null;
  }
  const { mails, own, base } = await timeMails(folder);
  const ratios = own.map((ms, n) => ms / (base[n] as number));
  tell(`mail: analysis against postal-mime, median of ${mails} mails`, median(ratios), "", 1.3);
  tell(
    "mail: 99th percentile against that of postal-mime",
    quantile(own, 0.99) / quantile(base, 0.99),
    "",
    1,
  );
  tell("mail: analysis, median", median(own), " ms", 10);
  tell("mail: analysis, 99th percentile", quantile(own, 0.99), " ms", 10);
  return median(own);
}

/** From nothing to the first answer, less what an empty Worker takes for it: the module and its tables. */
async function tellStart(bench: Bench): Promise<void> {
  const product = await timed(() => get(bench.origin, bench.hosts.product, "/openapi.json"));
  const bare = await timed(() => get(bench.origin, bench.hosts.bare, "/none"));
  tell("first answer of a new isolate, less that of the bare one", product - bare, " ms", 100);
}

function printTable(): void {
  const widths = [0, 1, 2, 3].map((n) => Math.max(...rows.map((row) => (row[n] as string).length)));
  for (const row of rows)
    process.stdout.write(
      `${row
        .map((cell, n) => cell.padEnd(widths[n] as number))
        .join("  ")
        .trimEnd()}\n`,
    );
}

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "freshcatch-bench-"));
  try {
    const mailMs = await tellMails(folder);
    const script = await bundle(path.join(folder, "dist"));
    tellBundle(script);
    const bench = await start(script, path.join(folder, "d1"));
    try {
      await tellStart(bench);
      await fill(bench.db, 0, FEW_ENTRIES);
      const few = await lookupAt(bench, FEW_ENTRIES);
      await fill(bench.db, FEW_ENTRIES, ENTRIES);
      const many = await lookupAt(bench, ENTRIES);
      tell("lookup: rows read", many.rows, "", 3);
      tell("lookup: round trips", many.trips, "", 1);
      tell(`lookup: time at ${ENTRIES} entries against ${FEW_ENTRIES}`, many.ms / few.ms, "", 1.2);
      await tellThroughput(bench);
      const isolate = await Isolate.attach(bench.mf, "product");
      const cpu = await tellOperations(bench, isolate);
      await tellUnchanged(bench);
      await tellFeed(bench, isolate);
      isolate.close();
      printTable();
      process.stdout.write(
        monthlyCost({ mailMs: mailMs ?? 0, lookupMs: cpu.lookup ?? 0, feedMs: cpu["feed, unchanged"] ?? 0 }),
      );
    } finally {
      await bench.mf.dispose();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
