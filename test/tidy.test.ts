// Goal: the house rules that a machine can hold. Method: read the source as text.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { variables } from "../src/env.ts";

const root = path.join(import.meta.dirname, "..");
const read = (file: string): string => readFileSync(path.join(root, file), "utf8");

const sources = readdirSync(path.join(root, "src"), { recursive: true, encoding: "utf8" })
  .filter((f) => f.endsWith(".ts") && !f.endsWith(".d.ts"))
  .map((f) => `src/${f.replaceAll("\\", "/")}`)
  .sort();

/** The files that decide and never touch the world. */
const isPure = (f: string): boolean =>
  /^src\/(domain|extract|score|publish)\//.test(f) ||
  (/^src\/mail\//.test(f) && !/\/(receive|identity)\.ts$/.test(f)) ||
  (/^src\/recheck\/[^/]+\.ts$/.test(f) && !/\/(run|examine|refresh-tables|knowledge|desk)\.ts$/.test(f));

/** What each folder may import from, besides itself, data/ and limits. Composition is deps' and index's. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  data: ["domain"],
  extract: ["domain"],
  score: ["domain", "extract"],
  publish: ["domain", "score", "ports"],
  mail: ["domain", "extract", "score", "ports"],
  recheck: ["domain", "score", "publish", "ports"],
  store: ["domain", "publish", "ports"],
  serve: ["domain", "score", "publish", "ports"],
  ports: ["domain", "publish"],
  cli: ["domain", "extract", "score", "publish", "mail", "recheck", "ports", "env"],
};

const folderOf = (file: string): string => file.split("/")[1]?.replace(/\.ts$/, "") ?? "";

/** What a file takes from others at run time; `withTypes`: their types too. */
function imports(file: string, withTypes = true): string[] {
  const found = read(file).matchAll(
    /(?:^|\n)\s*(?:import|export)\b(?<type> type\b)?[^;]*?\bfrom "(?<from>[^"]+)"/g,
  );
  return Array.from(found, (m) => m.groups as { type?: string; from: string })
    .filter((g) => withTypes || g.type === undefined)
    .map((g) => g.from);
}

const target = (file: string, specifier: string): string =>
  path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier));

/** Comments and strings may speak of what code may not do. */
const code = (file: string): string =>
  read(file)
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/(^|\s)\/\/.*$/gm, "")
    .replace(/"(?:[^"\\\n]|\\.)*"/g, '""');

describe("direction of imports", () => {
  it("reads the sources", () => expect(sources.length).toBeGreaterThan(60));

  for (const file of sources) {
    const allowed = MAY_IMPORT[folderOf(file)];
    if (!allowed) continue;
    it(`${file} imports only what its stage may`, () => {
      // A table may have its row's type beside the code that reads it.
      const wrong = imports(file, folderOf(file) !== "data")
        .filter((s) => s.startsWith("."))
        .map((s) => target(file, s))
        .filter((t) => ![folderOf(file), "data", "limits", ...allowed].includes(folderOf(t)));
      expect(wrong).toEqual([]);
    });
  }

  it("adapters are picked by deps.ts and the CLI alone", () => {
    const isAdapter = (s: string): boolean => /(d1-store|sources\/[\w-]+)\.ts$/.test(s);
    const pickers = sources.filter(
      (f) => !f.startsWith("src/recheck/sources/") && imports(f, false).some(isAdapter),
    );
    expect(pickers.filter((f) => f !== "src/deps.ts" && !f.startsWith("src/cli/"))).toEqual([]);
  });

  it("only the composition root hands out fetch and only one file opens sockets", () => {
    // Inside, `fetch` is the name of the limited one, taken from deps: its type says so.
    const bare = sources.filter(
      (f) => !/^src\/(cli\/|deps\.ts)/.test(f) && /(?<![.\w])fetch\(/.test(code(f)),
    );
    const unlimited = bare.filter((f) => !/LimitedFetch|FetchRequest/.test(code(f)));
    expect(unlimited).toEqual([]);
    const sockets = sources.filter((f) => imports(f).includes("cloudflare:sockets"));
    expect(sockets).toEqual(["src/recheck/sources/whois-socket-workers.ts"]);
  });

  it("Hono stays in serve/", () => {
    const users = sources.filter((f) => imports(f).some((s) => s === "hono" || s.startsWith("hono/")));
    expect(users.filter((f) => !f.startsWith("src/serve/"))).toEqual([]);
  });
});

describe("pure files", () => {
  for (const file of sources.filter(isPure))
    it(`${file} asks nothing of the world`, () => {
      expect(code(file)).not.toMatch(
        /\basync\b|\bawait\b|(?<![.\w])fetch\(|Date\.now|new Date\(\)|Math\.random|console\.|process\.|crypto\./,
      );
    });
});

describe("form", () => {
  it("default exports only at the Worker's entry", () => {
    expect(sources.filter((f) => /^export default/m.test(code(f)))).toEqual(["src/index.ts"]);
  });
  it("no file over 300 lines besides the tables", () => {
    const long = sources.filter((f) => !f.startsWith("src/data/") && read(f).split("\n").length > 300);
    expect(long).toEqual([]);
  });
  it("every table names its source", () => {
    const bare = sources.filter(
      (f) => f.startsWith("src/data/") && !/\b(source|Source|Snapshot)\b/.test(read(f)),
    );
    expect(bare).toEqual([]);
  });
  it("every limit has its reason beside it", () => {
    const lines = read("src/limits.ts").split("\n");
    const isTold = (n: number): boolean =>
      lines[n]?.includes("//") || /\*\/$|^export const/.test(lines[n - 1] ?? "");
    const limits = [...lines.keys()].filter((n) => /^export const [A-Z_]+ = /.test(lines[n] as string));
    const bare = limits.filter((n) => !isTold(n)).map((n) => lines[n]);
    expect(bare).toEqual([]);
  });
});

describe("documents", () => {
  const readme = existsSync(path.join(root, "README.md")) ? read("README.md") : "";
  it("every variable is in the README", () => {
    expect(Object.keys(variables.shape).filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });
  it("the documents name no machine", () => {
    for (const file of ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"])
      expect(read(file)).not.toMatch(/\/(work|root|tmp)\//);
  });
});
