// 30 days of mails with 10,000 new domains through the real flow: store, first look, schedule, rechecks, listings,
// expiry. Virtual clock, simulated answers, the Free plan's budget. Prints checks, lateness, requests and rows
// written; the rows are D1's own for a small run of the budget's mix, and counted by D1's rules for the large one.
//
//   npm run simulate            node scripts/simulate.ts [--domains N] [--days N] [--no-d1]
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { getPlatformProxy } from "wrangler";
import { type Plan, simulate } from "./simulate/run.ts";
import { makeSqliteD1, migrationStatements } from "./simulate/sqlite-d1.ts";

const { values } = parseArgs({
  options: {
    domains: { type: "string", default: "10000" },
    days: { type: "string", default: "30" },
    "no-d1": { type: "boolean", default: false },
  },
});

/** Ten mails of DESIGN's budget: 10 links on 7 domains, 3 of them new, one new one in five stays to its end. */
const MIX: Plan = { domains: 30, days: 1, isCalm: true };

const round = (value: number, digits = 2): string => value.toFixed(digits);
const sum = (rows: Readonly<Record<string, number>>): number =>
  Object.values(rows).reduce((a, b) => a + b, 0);

/** What was written to put the known names in place does not count. */
function forget(rows: Record<string, number>): void {
  for (const table of Object.keys(rows)) rows[table] = 0;
}

/** What the budget of 24 is about comes first; leases cost two rows a busy minute, however many mails there are. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  "mails, names, rechecks, expiry": ["mails", "indicators"],
  "listing and delisting": ["listings", "listing_log", "feed_state", "hash_buckets"],
  history: ["history"],
  leases: ["leases"],
};

function printRows(title: string, rows: Readonly<Record<string, number>>, mails: number): void {
  const part = (...tables: readonly string[]): string =>
    round(tables.reduce((rowsOf, table) => rowsOf + (rows[table] ?? 0), 0) / mails);
  const named = new Set(Object.values(PARTS).flat());
  const others = Object.keys(rows).filter((table) => !named.has(table));
  console.log(`${title}: ${round(sum(rows) / mails)} rows a mail`);
  for (const [name, tables] of Object.entries(PARTS)) console.log(`  ${name.padEnd(32)} ${part(...tables)}`);
  console.log(`  ${"networks, campaigns, pauses".padEnd(32)} ${part(...others)}`);
}

async function onD1<T>(work: (db: D1Database) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "freshcatch-simulate-"));
  const configPath = path.join(folder, "wrangler.json");
  const database = { binding: "DB", database_name: "simulated", database_id: "simulated" };
  writeFileSync(
    configPath,
    JSON.stringify({ name: "simulated", compatibility_date: "2026-10-01", d1_databases: [database] }),
  );
  const platform = await getPlatformProxy<{ DB: D1Database }>({ configPath, persist: false });
  try {
    for (const statement of migrationStatements()) await platform.env.DB.prepare(statement).run();
    return await work(platform.env.DB);
  } finally {
    await platform.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Adds up D1's own meta.rows_written. */
function counting(db: D1Database) {
  const written = { rows: 0 };
  const note = <R extends D1Result>(result: R): R => {
    written.rows += result.meta.rows_written;
    return result;
  };
  const wrap = (statement: D1PreparedStatement): D1PreparedStatement =>
    Object.assign(Object.create(statement), {
      inner: statement,
      bind: (...given: unknown[]) => wrap(statement.bind(...given)),
      run: async () => note(await statement.run()),
      all: async () => note(await statement.all()),
      first: async () => note(await statement.all()).results[0] ?? null,
    });
  const counted = {
    prepare: (sql: string) => wrap(db.prepare(sql)),
    batch: async (statements: { inner: D1PreparedStatement }[]) =>
      (await db.batch(statements.map(({ inner }) => inner))).map(note),
  };
  return { written, db: counted as unknown as D1Database };
}

async function compareWithD1(): Promise<boolean> {
  const shim = makeSqliteD1();
  const own = await simulate(shim.db, { ...MIX, onReady: () => forget(shim.written) });
  printRows(`Budget mix, ${own.mails} mails with ${own.names} new names`, shim.written, own.mails);
  const d1 = await onD1(async (real) => {
    const { db, written } = counting(real);
    await simulate(db, { ...MIX, onReady: () => forget(written) });
    return written.rows;
  });
  const counted = sum(shim.written);
  console.log(
    `  by D1's own meta.rows_written    ${round(d1 / own.mails)}   (${d1} against ${counted} counted here)`,
  );
  return d1 === counted;
}

const isSame = values["no-d1"] ? true : await compareWithD1();
const started = performance.now();
const large = makeSqliteD1();
const result = await simulate(large.db, {
  domains: Number(values.domains),
  days: Number(values.days),
  isCalm: false,
  onReady: () => forget(large.written),
});
console.log(
  `\n${values.days} days, ${result.names} domains, ${result.mails} mails, Free budget, ${round((performance.now() - started) / 1000, 0)} s`,
);
console.log(
  `  checks done          ${result.firstLooks} first, ${result.laterLooks} later, ${result.ticks} busy minutes`,
);
console.log(
  `  lateness             p50 ${result.lateness(0.5)} s, p99 ${result.lateness(0.99)} s, worst ${result.lateness(1)} s`,
);
console.log(
  `  requests a domain    first ${round(result.requestsFirst)} (target <= 4), later ${round(result.requestsLater)} (target <= 2)`,
);
console.log(`  most in one run      ${result.requestsMax} requests of 48`);
console.log(
  `  never looked at      ${result.unseen}; names left at the end ${result.left}, waiting ${result.waiting}`,
);
printRows("  rows written", large.written, result.mails);
if (!isSame) {
  console.error("The rows counted here are not those that D1 counts.");
  process.exitCode = 1;
}
