/**
 * Compares the time of parseMail() with postal-mime's on the same mails, in one run, mail by mail.
 * Run: node_modules/.bin/node test/mail/compare-speed.ts [folder]
 * Prints per-mail ratios (the budget is 1.3 at the median) and both 99th percentiles in milliseconds.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import PostalMime from "postal-mime";
import { parseMail } from "../../src/mail/parse-mail.ts";

const folder = process.argv[2] ?? path.resolve(import.meta.dirname, "../../../shared/data/mail");
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
  /\.(?:eml|txt)$/.test(name),
);
const mails = files.map((name) => ({ name, bytes: new Uint8Array(readFileSync(path.join(folder, name))) }));
const ROUNDS = 15;

const own = new Map<string, number[]>();
const postal = new Map<string, number[]>();
for (let round = 0; round < ROUNDS + 3; round++) {
  for (const { name, bytes } of mails) {
    const start = performance.now();
    parseMail(bytes);
    const middle = performance.now();
    await new PostalMime({ forceRfc822Attachments: true }).parse(bytes).catch(() => null);
    const end = performance.now();
    if (round < 3) continue; // The first rounds warm the compiler up.
    own.set(name, [...(own.get(name) ?? []), middle - start]);
    postal.set(name, [...(postal.get(name) ?? []), end - middle]);
  }
}

const quantile = (values: readonly number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ??
  Number.NaN;
const rows = mails.map(({ name }) => {
  const [a, b] = [quantile(own.get(name) ?? [], 0.5), quantile(postal.get(name) ?? [], 0.5)];
  return { name, own: a, postal: b, ratio: a / b };
});
const column = (key: "own" | "postal" | "ratio", share: number) =>
  quantile(
    rows.map((row) => row[key]),
    share,
  ).toFixed(3);
console.log(`mails ${rows.length}`);
console.log(`ratio of each mail: median ${column("ratio", 0.5)}, p99 ${column("ratio", 0.99)}`);
console.log(`median ms: own ${column("own", 0.5)}, postal-mime ${column("postal", 0.5)}`);
console.log(`p99 ms: own ${column("own", 0.99)}, postal-mime ${column("postal", 0.99)}`);
for (const row of rows.toSorted((a, b) => b.ratio - a.ratio).slice(0, 8))
  console.log(`slowest by ratio: ${row.name} ${row.own.toFixed(3)} / ${row.postal.toFixed(3)} ms`);
for (const row of rows.toSorted((a, b) => b.own - a.own).slice(0, 5))
  console.log(`slowest: ${row.name} ${row.own.toFixed(3)} / ${row.postal.toFixed(3)} ms`);
