/**
 * Fits the name model: logistic regression over properties of the host and the letter triples of its label. Places
 * on shared hosting are left out: nobody registered their names, so tenancy.ts judges them.
 *
 *   node scripts/fit.ts              measures on the later part of the labelled data, writes nothing
 *   node scripts/fit.ts --write      the same, and writes src/data/hostname-model.ts
 *
 * The model that is written knows the first part only, so that scripts/evaluate.ts measures the whole scoring on
 * reports that nothing was fitted on.
 *
 * Split by time: reports up to 2023-08 fit, reports from 2023-09 on measure; hosts of a domain seen in the first
 * part are left out of the second. Sets without a date are split by a hash of the name.
 */
import { writeFileSync } from "node:fs";
import { registrableDomain, toUnicodeHost } from "../src/domain/hostname.ts";
import { type FeatureId, featuresOf, gramsOf } from "../src/score/host-features.ts";
import { hostParts } from "../src/score/host-parts.ts";
import { LETTERS, markLabel } from "../src/score/letter-cost.ts";
import { findBorrowedName } from "../src/score/lookalike.ts";
import { tenancyOf } from "../src/score/tenancy.ts";
import { hasData, isFitPart, type Labelled, readLabelled, readUnseenPopular, shareOf } from "./labelled.ts";

const EPOCHS = 40;
const RATE = 0.12;
const L2_FEATURE = 0.0005;
const L2_GRAM = 0.004;
const GRAMS_KEPT = 3_000;
const GRAM_SEEN_MIN = 4;
/** Signs that may only speak against a name, so that one more of them never helps it. */
const BAD_SIGNS = /^(?:tld_rate|tld_cn|tld_new|pretended|borrowed|numeric|sub_|path_|query_|label_(?!short))/;
/** Honest names are used below such subdomains as well; the popular list has bare names only. */
const HONEST_SUBS = [
  "www",
  "www",
  "www",
  "mail",
  "m",
  "login",
  "app",
  "info",
  "news",
  "shop",
  "id",
  "support",
  "my",
  "click.mail",
  "e.info",
  "img2",
  "secure",
];

interface Example {
  readonly host: string;
  readonly path: string | null;
  readonly isPhishing: boolean;
  readonly weight: number;
}

interface Model {
  readonly bias: number;
  readonly features: ReadonlyMap<string, number>;
  readonly grams: ReadonlyMap<string, number>;
  /** See letter-cost.ts. */
  readonly pairs: string;
}

if (!hasData())
  throw new Error("labelled data are missing: expected ../shared/data/labelled beside the repository");
const labelled = readLabelled();
const unseen = readUnseenPopular(labelled);
const fitRows = labelled.filter((l) => isFitPart(l) && tenancyOf(l.host, l.path) === null);
const fitDomains = new Set(
  fitRows.filter((l) => l.set === "jpcert").map((l) => registrableDomain(l.host) ?? l.host),
);
const testRows = labelled.filter(
  (l) =>
    !isFitPart(l) &&
    tenancyOf(l.host, l.path) === null &&
    !(l.set === "jpcert" && fitDomains.has(registrableDomain(l.host) ?? l.host)),
);
const model = train(examplesOf(fitRows));
report(model, testRows);
if (process.argv.includes("--write")) write(model);

/** Each class weighs the same in all; the small worldwide set counts more than its size. */
function examplesOf(rows: readonly Labelled[]): readonly Example[] {
  const all = rows.flatMap((l): Example[] => {
    const { host, path, isPhishing } = l;
    if (l.set !== "tranco") return [{ host, path, isPhishing, weight: l.set === "age" ? 3 : 1 }];
    const sub = HONEST_SUBS[Math.floor(shareOf(`sub ${host}`) * HONEST_SUBS.length)];
    return [
      { host, path: "/", isPhishing, weight: 1 },
      { host: `${sub}.${host}`, path: "/", isPhishing, weight: 0.5 },
    ];
  });
  const sum = (isPhishing: boolean) =>
    all.filter((e) => e.isPhishing === isPhishing).reduce((s, e) => s + e.weight, 0);
  const [bad, good] = [sum(true), sum(false)];
  return all.map((e) => ({ ...e, weight: (e.weight * all.length) / 2 / (e.isPhishing ? bad : good) }));
}

function borrowedBy(host: string) {
  return findBorrowedName(host, toUnicodeHost(host));
}

/** AdaGrad over single examples, in an order that is the same each time. */
function train(examples: readonly Example[]): Model {
  const pairs = pairCosts(examples);
  const seen = new Map<string, number>();
  for (const e of examples) for (const g of new Set(gramsOf(e.host))) seen.set(g, (seen.get(g) ?? 0) + 1);
  const index = new Map<string, number>();
  const rows = examples.map((e) => {
    const cells: [number, number][] = [];
    const put = (key: string, value: number) => {
      if (!index.has(key)) index.set(key, index.size);
      cells.push([index.get(key) as number, value]);
    };
    put("bias", 1);
    for (const [id, value] of featuresOf(e.host, e.path, borrowedBy(e.host), pairs)) put(`f ${id}`, value);
    const grams = gramsOf(e.host);
    for (const g of grams)
      if ((seen.get(g) ?? 0) >= GRAM_SEEN_MIN) put(`g ${g}`, 1 / Math.sqrt(grams.length));
    return { cells, y: e.isPhishing ? 1 : 0, weight: e.weight, order: shareOf(`order ${e.host}${e.path}`) };
  });
  const keys = [...index.keys()];
  const w = new Float64Array(keys.length);
  const g2 = new Float64Array(keys.length).fill(1e-6);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    rows.sort((a, b) => ((a.order * (epoch * 7 + 1)) % 1) - ((b.order * (epoch * 7 + 1)) % 1));
    for (const { cells, y, weight } of rows) {
      let z = 0;
      for (const [i, v] of cells) z += (w[i] as number) * v;
      const error = (1 / (1 + Math.exp(-z)) - y) * weight;
      for (const [i, v] of cells) {
        const key = keys[i] as string;
        const l2 = key === "bias" ? 0 : key.startsWith("g ") ? L2_GRAM : L2_FEATURE;
        const gradient = error * v + l2 * (w[i] as number);
        g2[i] = (g2[i] as number) + gradient * gradient;
        const next = (w[i] as number) - (RATE * gradient) / Math.sqrt(g2[i] as number);
        w[i] = key.startsWith("f ") && BAD_SIGNS.test(key.slice(2)) ? Math.max(0, next) : next;
      }
    }
  }
  const db = 10 / Math.LN10;
  const pick = (prefix: string) =>
    keys
      .map((k, i): [string, number] => [k, (w[i] as number) * db])
      .filter(([k]) => k.startsWith(prefix))
      .map(([k, v]): [string, number] => [k.slice(2), v]);
  const grams = pick("g ")
    .sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]))
    .slice(0, GRAMS_KEPT);
  return {
    bias: (w[index.get("bias") as number] as number) * db,
    features: new Map(pick("f ")),
    grams: new Map(grams),
    pairs,
  };
}

/** Bits of each letter pair among the labels of honest names, smoothed by half a count. */
function pairCosts(examples: readonly Example[]): string {
  const n = LETTERS.length;
  const counts = new Float64Array(n * n).fill(0.5);
  const labels = new Set(examples.filter((e) => !e.isPhishing).map((e) => hostParts(e.host).label));
  for (const label of labels) {
    const text = markLabel(label);
    for (let i = 0; i + 1 < text.length; i++) {
      const cell = LETTERS.indexOf(text[i] as string) * n + LETTERS.indexOf(text[i + 1] as string);
      counts[cell] = (counts[cell] as number) + 1;
    }
  }
  let table = "";
  for (let row = 0; row < n; row++) {
    const sum = counts.slice(row * n, (row + 1) * n).reduce((a, b) => a + b, 0);
    for (let col = 0; col < n; col++)
      table += Math.min(35, Math.round(-Math.log2((counts[row * n + col] as number) / sum))).toString(36);
  }
  return table;
}

function dbOf(model: Model, host: string, path: string | null): number {
  let db = model.bias;
  for (const [id, value] of featuresOf(host, path, borrowedBy(host), model.pairs))
    db += (model.features.get(id) ?? 0) * value;
  const grams = gramsOf(host);
  for (const g of grams) db += (model.grams.get(g) ?? 0) / Math.sqrt(grams.length);
  return db;
}

function report(model: Model, rows: readonly Labelled[]): void {
  const scores = (pick: (l: Labelled) => boolean) =>
    rows
      .filter(pick)
      .map((l) => dbOf(model, l.host, l.path))
      .sort((a, b) => b - a);
  const popular = unseen.map((h) => dbOf(model, h, "/")).sort((a, b) => b - a);
  const tranco = scores((l) => l.set === "tranco");
  const legit = scores((l) => l.set === "age" && !l.isPhishing);
  const jp = scores((l) => l.set === "jpcert");
  const world = scores((l) => l.set === "age" && l.isPhishing);
  console.log(
    "weights",
    JSON.stringify([...model.features].map(([k, v]) => [k, Math.round(v * 10) / 10])),
    "bias",
    model.bias.toFixed(1),
  );
  for (const rate of [0.001, 0.005, 0.01]) {
    const at = popular[Math.floor(popular.length * rate)] as number;
    const over = (list: readonly number[]) =>
      `${((100 * list.filter((s) => s > at).length) / list.length).toFixed(1)} % of ${list.length}`;
    console.log(
      `false positives ${rate * 100} % of ${popular.length} unseen popular names (threshold ${at.toFixed(1)} dB):`,
      `Japan ${over(jp)}, world 2021 ${over(world)}; legitimate URLs 2021 ${over(legit)}, labelled popular ${over(tranco)}`,
    );
  }
  console.log(
    "top false:",
    unseen
      .map((h): [string, number] => [h, dbOf(model, h, "/")])
      .sort((a, b) => b[1] - a[1])
      .slice(0, 25)
      .map(([h, s]) => `${h} ${s.toFixed(0)}`)
      .join(", "),
  );
}

function write(model: Model): void {
  const round = (v: number) => Math.round(v * 10) / 10;
  const ids = [...model.features]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, v]): [FeatureId, number] => [id as FeatureId, round(v)]);
  const byWeight = new Map<number, string[]>();
  for (const [g, v] of model.grams)
    if (Math.round(v) !== 0) byWeight.set(Math.round(v), [...(byWeight.get(Math.round(v)) ?? []), g]);
  const table = [...byWeight]
    .sort(([a], [b]) => b - a)
    .map(([v, list]) => `  [${v}, "${list.sort().join("")}"],`);
  const counts = (set: string, isPhishing: boolean) =>
    fitRows.filter((l) => l.set === set && l.isPhishing === isPhishing).length;
  writeFileSync(
    new URL("../src/data/hostname-model.ts", import.meta.url),
    `/**
 * Weights of the host-name model in decibans. Made by scripts/fit.ts; do not edit by hand.
 *
 * Source: logistic regression, both classes weighing the same, on aggregated counts of: JPCERT/CC phishurl-list, rows of
 * 2023-01..08 (${counts("jpcert", true)}, snapshot 2025-11-18); popular names of the Tranco list of 2026-08-01 (${counts("tranco", false)}, bare and with a
 * subdomain); web page phishing set of Hannousse and Yahiouche 2021 (${counts("age", true)} phishing, ${counts("age", false)} legitimate). No name of
 * those sets stands here, and no place on shared hosting was fitted: features are properties, and letter triples seen in at least ${GRAM_SEEN_MIN} names.
 */

/** Bits of each letter pair among honest labels, one base-36 digit a pair: see score/letter-cost.ts. */
export const PAIR_COST =
  "${model.pairs}";

export const NAME_BIAS_DB = ${round(model.bias)};

/** By the ids of score/host-features.ts. */
export const FEATURE_DB: Readonly<Record<string, number>> = {
${ids.map(([id, v]) => `  ${id}: ${v},`).join("\n")}
};

/** Weight in decibans, and the letter triples that have it, written without gaps. */
export const GRAM_DB: readonly (readonly [db: number, grams: string])[] = [
${table.join("\n")}
];
`,
  );
}
