/**
 * Measures the scoring on labelled data: `node scripts/evaluate.ts [--list]`. Reads ../shared/data only where it
 * exists and prints the command's own splits, so that anybody with the data gets the same figures.
 */

import { BRANDS } from "../src/data/brands.ts";
import { NO_FACTS } from "../src/domain/evidence.ts";
import { isPublicSuffix, registrableDomain } from "../src/domain/hostname.ts";
import { chooseScope } from "../src/domain/scope.ts";
import { parseUrl } from "../src/domain/url.ts";
import type { Verdict } from "../src/domain/verdict.ts";
import { RULES_VERSION } from "../src/score/rules.ts";
import { score } from "../src/score/score.ts";
import { hasData, isFitPart, type Labelled, readLabelled, readUnseenPopular } from "./labelled.ts";

if (!hasData()) {
  console.log("labelled data are not here (expected ../shared/data/labelled): nothing measured");
  process.exit(0);
}
const labelled = readLabelled();
const unseen = readUnseenPopular(labelled);
console.log(`rules ${RULES_VERSION}; URL alone: no mail, no dates, no popularity`);
const popular = unseen.map((host) => verdictOf(host, "/"));
const sets: readonly (readonly [string, readonly Labelled[]])[] = [
  ["Japan 2023 (JPCERT/CC)", labelled.filter((l) => l.set === "jpcert")],
  ["Japan 2023-09..12", labelled.filter((l) => l.set === "jpcert" && (l.month as string) >= "2023/09")],
  ["world 2021 phishing", labelled.filter((l) => l.set === "age" && l.isPhishing)],
  ["world 2021 legitimate", labelled.filter((l) => l.set === "age" && !l.isPhishing)],
  ["popular, labelled", labelled.filter((l) => l.set === "tranco")],
];
for (const rate of [0.001, 0.01]) {
  const sorted = popular.map((v) => v.evidenceDb).sort((a, b) => b - a);
  const at = sorted[Math.floor(sorted.length * rate)] as number;
  console.log(
    `at ${rate * 100} % false positives of ${popular.length} unseen popular names (over ${at} dB):`,
  );
  for (const [name, rows] of sets) console.log(`  ${name}: ${share(rows, (v) => v.evidenceDb > at)}`);
}
console.log("bands by URL alone:");
console.log(`  unseen popular names: ${bands(popular)}`);
for (const [name, rows] of sets)
  console.log(`  ${name}: ${bands(rows.map((l) => verdictOf(l.host, l.path)))}`);
const official = BRANDS.flatMap((b) => b.domains)
  .filter((d) => !isPublicSuffix(d))
  .map((d) => verdictOf(d, "/"));
console.log(`  official brand domains: ${bands(official)}`);
calibration("all labelled", labelled);
const later = labelled.filter((l) => !isFitPart(l));
calibration("later part", later);
for (const set of ["jpcert", "age"] as const)
  console.log(
    `  later part, ${set}: over 16 dB ${share(
      later.filter((l) => l.set === set && l.isPhishing),
      (v) => v.evidenceDb > 16,
    )}`,
  );
if (process.argv.includes("--list"))
  for (const host of unseen) {
    const v = verdictOf(host, "/");
    if (v.band === "suspicious" || v.band === "malicious")
      console.log(host, v.evidenceDb, v.reasons.map((r) => `${r.id} ${r.db}`).join(", "));
  }

function verdictOf(host: string, path: string | null): Verdict {
  const url = parseUrl(`http://${host.includes(":") ? `[${host}]` : host}${path ?? "/"}`);
  const { scope, key } = url === null ? { scope: "registrable" as const, key: host } : chooseScope(url);
  return score({
    key,
    scope,
    host,
    path,
    domain: registrableDomain(host),
    facts: NO_FACTS,
    context: null,
    receivedAt: null,
    mails: 0,
    reporters: 0,
    trustedReporters: 0,
    popularityRank: null,
    kitHosts: 0,
  });
}

function share(rows: readonly Labelled[], holds: (v: Verdict) => boolean): string {
  const n = rows.filter((l) => holds(verdictOf(l.host, l.path))).length;
  return `${((100 * n) / rows.length).toFixed(1)} % of ${rows.length}`;
}

function bands(verdicts: readonly Verdict[]): string {
  return ["malicious", "suspicious", "unclear", "benign"]
    .map((band) => `${band} ${verdicts.filter((v) => v.band === band).length}`)
    .join(", ");
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
    `calibration, ${name} (${rows.length}): ECE ${ece.toFixed(3)}, Brier ${brier.toFixed(3)}; said/seen ${lines.join(" ")}`,
  );
}
