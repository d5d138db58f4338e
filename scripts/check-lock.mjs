// A lockfile made on one platform can miss the packages of the others; `npm ci` then fails there.
import { readFileSync } from "node:fs";

const text = readFileSync("package-lock.json", "utf8");
const { packages } = JSON.parse(text);
const names = Object.keys(packages);
const missing = Object.entries(packages).flatMap(([from, { optionalDependencies = {} }]) =>
  Object.keys(optionalDependencies)
    .filter((d) => !names.some((n) => n.endsWith(`node_modules/${d}`)))
    .map((d) => `package-lock.json misses ${d} of ${from || "package.json"}`),
);
if (/"resolved": "https?:/.test(text)) missing.push("package-lock.json names a registry host");
if (missing.length > 0) {
  console.error(missing.join("\n"));
  process.exit(1);
}
