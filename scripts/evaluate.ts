/**
 * Measures the scoring on labelled data: `node scripts/evaluate.ts [--list]`. Reads ../shared/data only where it
 * exists and prints the command's own splits, so that anybody with the data gets the same figures. `--list` adds the
 * popular names and honest links that are suspicious.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { judgeOffline } from "../src/cli/offline-verdict.ts";
import { BRANDS } from "../src/data/brands.ts";
import { NO_FACTS } from "../src/domain/evidence.ts";
import { canonicalHost, isPublicSuffix, registrableDomain } from "../src/domain/hostname.ts";
import { chooseScope } from "../src/domain/scope.ts";
import { parseUrl } from "../src/domain/url.ts";
import type { Verdict } from "../src/domain/verdict.ts";
import { extract } from "../src/extract/extract.ts";
import { parseMail, readAttachedMail } from "../src/mail/parse-mail.ts";
import { readSightings } from "../src/mail/sightings.ts";
import { findBrandNames } from "../src/score/brand-names.ts";
import { foldText } from "../src/score/fold.ts";
import { RULES_VERSION } from "../src/score/rules.ts";
import { score } from "../src/score/score.ts";
import { scoringInput } from "../src/score/scoring-input.ts";
import { tenancyOf } from "../src/score/tenancy.ts";
import { DATA, hasData, isFitPart, type Labelled, readLabelled, readUnseenPopular } from "./labelled.ts";
import { overlaps } from "./rule-overlap.ts";

if (!hasData()) {
  console.log("labelled data are not here (expected ../shared/data/labelled): nothing measured");
  process.exit(0);
}
const isListing = process.argv.includes("--list");
const labelled = readLabelled();
const popular = readUnseenPopular(labelled).map((host) => verdictOf(host, "/"));
const later = labelled.filter((l) => !isFitPart(l));
const sets: readonly (readonly [string, readonly Labelled[]])[] = [
  ["Japan 2023-09..12, later than what was fitted", later.filter((l) => l.set === "jpcert")],
  ["world 2021, unseen part", later.filter((l) => l.set === "age" && l.isPhishing)],
  ["world 2021, all", labelled.filter((l) => l.set === "age" && l.isPhishing)],
  ["  of it on shared hosting", labelled.filter((l) => l.set === "age" && l.isPhishing && isTenant(l))],
  ["  of it under registered names", labelled.filter((l) => l.set === "age" && l.isPhishing && !isTenant(l))],
  ["world 2021, legitimate", labelled.filter((l) => l.set === "age" && !l.isPhishing)],
];

console.log(`rules ${RULES_VERSION}\n\nURL alone: no mail, no dates, no popularity`);
recall(0.001);
recall(0.01);

console.log("\nfalse alarms, URL alone");
const bankList = JSON.parse(readFileSync(new URL("popular/misp-bank-website.json", DATA), "utf8")) as {
  list: readonly string[];
};
bandsOf("popular names, unseen", popular);
bandsOf("banks", hostsOf(bankList.list));
const senders = readFileSync(new URL("popular/high-trust-sender-root-domains.txt", DATA), "utf8");
bandsOf("domains of trusted senders", hostsOf(senders.split("\n")));
bandsOf("official brand domains", hostsOf(BRANDS.flatMap((b) => b.domains)));
bandsOf(
  "legitimate URLs of 2021",
  (sets[5] as (typeof sets)[number])[1].map((l) => verdictOf(l.host, l.path)),
);

console.log("\nhonest mail, offline");
for (const folder of ["ham", "japanese"]) honestMail(folder);

console.log("\nbrand catalogue");
const named = readFileSync(new URL("brands/jpcert-brand-counts.csv", DATA), "utf8")
  .trim()
  .split("\n")
  .slice(1);
const missing = named.map((line) => line.split(",")[0] as string).filter((name) => !isNamed(name));
console.log(
  `  ${named.length - missing.length} of the ${named.length} most reported names are recognised; not: ${missing.join(", ") || "none"}`,
);
console.log(
  `  ${BRANDS.length} brands: ${BRANDS.filter((b) => b.country === "JP").length} of Japan, ${BRANDS.filter((b) => b.country !== "JP").length} of the world`,
);

console.log("\ncalibration, URL alone, both classes weighing the same");
calibration("later than what was fitted", later);
calibration("all labelled", labelled);

console.log(
  "\npairs of rules that overlap within a class (joint share over product of shares; 2 = 3 dB too much)",
);
for (const [name, isPhishing] of [
  ["phishing", true],
  ["legitimate", false],
] as const) {
  const verdicts = labelled.filter((l) => l.isPhishing === isPhishing).map((l) => verdictOf(l.host, l.path));
  for (const { pair, both, lift } of overlaps(verdicts))
    console.log(`  ${name}: ${pair.join(" + ")}: ${lift.toFixed(1)} (${both} of ${verdicts.length})`);
}

/** At the evidence that only this share of unseen popular names passes. */
function recall(rate: number): void {
  const sorted = popular.map((v) => v.evidenceDb).sort((a, b) => b - a);
  const at = sorted[Math.floor(sorted.length * rate)] as number;
  console.log(`at ${rate * 100} % false positives of ${popular.length} popular names, over ${at} dB:`);
  const over = (v: Verdict) => v.evidenceDb > at;
  for (const [name, rows] of sets)
    console.log(
      `  ${name}: ${share(rows, (l) => over(verdictOf(l.host, l.path)))}; by the host alone ${share(rows, (l) => over(verdictOf(l.host, null)))}`,
    );
}

function isTenant({ host, path }: Labelled): boolean {
  return tenancyOf(host, path) !== null;
}

function verdictOf(host: string, path: string | null): Verdict {
  const url = parseUrl(`http://${host.includes(":") ? `[${host}]` : host}${path ?? "/"}`);
  const { scope, key } = url === null ? { scope: "registrable" as const, key: host } : chooseScope(url);
  const subject = { key, scope, host, domain: registrableDomain(host), context: null };
  return score(scoringInput(subject, NO_FACTS, { path }));
}

function hostsOf(names: readonly string[]): readonly Verdict[] {
  return names
    .map((name) => canonicalHost(name.trim().replace(/^\./, "")))
    .filter((host) => host !== null && !isPublicSuffix(host))
    .map((host) => verdictOf(host as string, "/"));
}

function share<T>(rows: readonly T[], holds: (row: T) => boolean): string {
  return `${((100 * rows.filter(holds).length) / rows.length).toFixed(1)} % of ${rows.length}`;
}

function bandsOf(name: string, verdicts: readonly Verdict[]): void {
  const counts = ["malicious", "suspicious", "unclear", "benign"].map(
    (band) => `${band} ${verdicts.filter((v) => v.band === band).length}`,
  );
  console.log(`  ${name} (${verdicts.length}): ${counts.join(", ")}`);
  if (!isListing) return;
  for (const v of verdicts)
    if (v.band === "suspicious" || v.band === "malicious")
      console.log(
        `    ${v.evidenceDb} dB: ${v.reasons.map((r) => `${r.id} ${JSON.stringify(r.values)}`).join("; ")}`,
      );
}

function honestMail(folder: string): void {
  const from = new URL(`mail/${folder}/`, DATA);
  if (!existsSync(from)) return;
  const counts = { mails: 0, links: 0, suspicious: 0, listed: 0 };
  for (const name of readdirSync(from).filter((n) => n.endsWith(".eml"))) {
    const parsed = parseMail(readFileSync(new URL(name, from)));
    if (!parsed.ok) continue;
    counts.mails += 1;
    for (const s of readSightings(
      extract(parsed.value, { trustedAuthservIds: [], readMail: readAttachedMail }),
      0,
      0,
    ).sightings) {
      const { verdict, isListed } = judgeOffline(s, NO_FACTS);
      const isBad = verdict.band === "suspicious" || verdict.band === "malicious";
      counts.links += 1;
      if (isListed) counts.listed += 1;
      if (isBad) counts.suspicious += 1;
      if (isBad && isListing) console.log(`    ${name}: ${s.key}`);
    }
  }
  console.log(
    `  ${folder}: ${counts.mails} mails, ${counts.links} places linked to: suspicious ${counts.suspicious}, listed ${counts.listed}`,
  );
}

function isNamed(name: string): boolean {
  return findBrandNames(foldText(name)).length > 0;
}

/** Both classes weigh the same: the rules' prior is even odds. Ten bins of equal width. */
function calibration(name: string, rows: readonly Labelled[]): void {
  const bad = rows.filter((l) => l.isPhishing).length;
  const points = rows.map((l) => ({
    p: verdictOf(l.host, l.path).probability,
    y: l.isPhishing ? 1 : 0,
    w: 0.5 / (l.isPhishing ? bad : rows.length - bad),
  }));
  const brier = points.reduce((s, { p, y, w }) => s + w * (p - y) ** 2, 0);
  let ece = 0;
  const lines: string[] = [];
  for (let bin = 0; bin < 10; bin++) {
    const inBin = points.filter(({ p }) => Math.min(9, Math.floor(p * 10)) === bin);
    const w = inBin.reduce((s, x) => s + x.w, 0);
    if (w === 0) continue;
    const said = inBin.reduce((s, x) => s + x.w * x.p, 0) / w;
    const seen = inBin.reduce((s, x) => s + x.w * x.y, 0) / w;
    ece += w * Math.abs(said - seen);
    lines.push(`${said.toFixed(2)}/${seen.toFixed(2)}`);
  }
  console.log(
    `  ${name} (${rows.length}): ECE ${ece.toFixed(3)}, Brier ${brier.toFixed(3)}; said/seen ${lines.join(" ")}`,
  );
}
