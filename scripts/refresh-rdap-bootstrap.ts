/**
 * Makes src/data/rdap-bootstrap.ts from IANA's file:
 *   node scripts/refresh-rdap-bootstrap.ts dns.json      (https://data.iana.org/rdap/dns.json, saved before)
 * Facts only: TLD and base URL. TLDs with the same base stand together, and so do bases that differ only by the TLD.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parseBootstrap } from "../src/recheck/rdap-bootstrap.ts";

const [path = "dns.json"] = process.argv.slice(2);
const file = JSON.parse(readFileSync(path, "utf8")) as { publication: string };
const bootstrap = parseBootstrap(file);
if (!bootstrap.ok)
  throw new Error(`Cannot use "${path}": ${bootstrap.error.reason}, ${bootstrap.error.detail}`);

const byPattern = new Map<string, string[]>();
const byBase = new Map<string, string[]>();
for (const [tld, base] of [...bootstrap.value].sort(([a], [b]) => (a < b ? -1 : 1))) {
  const pattern = base.replaceAll(tld, "{}");
  const isPattern = base.split(/[./]/).includes(tld);
  const [groups, key] = isPattern ? [byPattern, pattern] : [byBase, base];
  groups.set(key, [...(groups.get(key) ?? []), tld]);
}
const single: [string, string][] = [];
for (const [key, tlds] of [...byPattern, ...byBase])
  if (tlds.length === 1) {
    single.push([tlds[0] as string, key.replaceAll("{}", tlds[0] as string)]);
    byPattern.delete(key);
    byBase.delete(key);
  }

/** Written as the formatter wants it: on one line where it fits. */
const LINE_CHARS_MAX = 110;
function row(key: string, tlds: readonly string[]): string {
  const [pattern, list] = [JSON.stringify(key), JSON.stringify(tlds.join(" "))];
  const line = `  [${pattern}, ${list}],`;
  return line.length <= LINE_CHARS_MAX ? line : `  [\n    ${pattern},\n    ${list},\n  ],`;
}
const rows = (groups: Map<string, string[]>) => [...groups].map(([key, tlds]) => row(key, tlds)).join("\n");
writeFileSync(
  new URL("../src/data/rdap-bootstrap.ts", import.meta.url),
  `/**
 * RDAP base URLs by TLD. Facts from IANA's bootstrap file (RFC 9224) published ${file.publication},
 * ${bootstrap.value.size} TLDs. Made by scripts/refresh-rdap-bootstrap.ts; read by recheck/rdap-bootstrap.ts.
 */

/** \`{}\` stands for the TLD. */
export const TLDS_BY_PATTERN: readonly (readonly [string, string])[] = [
${rows(byPattern)}
];

export const TLDS_BY_BASE: readonly (readonly [string, string])[] = [
${rows(byBase)}
];

export const BASE_OF_TLDS: Readonly<Record<string, string>> = {
${single.map(([tld, base]) => `  ${/^[a-z]\w*$/.test(tld) ? tld : JSON.stringify(tld)}: ${JSON.stringify(base)},`).join("\n")}
};
`,
);
