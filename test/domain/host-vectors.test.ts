import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { canonicalHost, registrableDomain } from "../../src/domain/hostname.ts";
import { parseUrl } from "../../src/domain/url.ts";

/**
 * Public vector sets. Every vector passes or belongs to a named class of deliberate difference; a new
 * kind of failure belongs to none and fails the test. Skipped where the shared data is missing.
 */
const DATA = path.resolve(import.meta.dirname, "../../../shared/data");
const load = (file: string) => JSON.parse(readFileSync(path.join(DATA, file), "utf8"));

interface Difference {
  readonly why: string;
  readonly covers: (input: string, expected: string | null, actual: string | null) => boolean;
}

function run(
  name: string,
  cases: readonly (readonly [string, string | null, string | null])[],
  known: readonly Difference[],
) {
  const counts = new Map<string, number>();
  const unexplained: string[] = [];
  let passed = 0;
  for (const [input, expected, actual] of cases) {
    if (actual === expected) passed++;
    else {
      const difference = known.find((d) => d.covers(input, expected, actual));
      if (difference) counts.set(difference.why, (counts.get(difference.why) ?? 0) + 1);
      else unexplained.push(`${JSON.stringify(input)}: expected ${expected}, got ${actual}`);
    }
  }
  console.log(`${name}: ${passed} of ${cases.length} pass`, Object.fromEntries(counts));
  expect(unexplained).toEqual([]);
  expect(passed).toBeGreaterThan(0);
}

const isRefused = (actual: string | null) => actual === null;

/** We keep what a resolver on the public Internet can answer for; the URL Standard keeps more. */
const STRICTER: readonly Difference[] = [
  {
    why: "trailing dot removed",
    covers: (_, expected, actual) => expected !== null && actual === expected.replace(/\.+$/, ""),
  },
  {
    why: "empty label",
    covers: (_, expected, actual) => isRefused(actual) && /^\.|\.\.|^$/.test(expected ?? "-"),
  },
  {
    why: "label over 63 or name over 253",
    covers: (_, expected, actual) =>
      isRefused(actual) &&
      ((expected ?? "").length > 253 || (expected ?? "").split(".").some((l) => l.length > 63)),
  },
  {
    why: "character outside letters, digits, hyphen, underscore",
    covers: (_, expected, actual) => isRefused(actual) && /[^a-z0-9._-]/.test(expected ?? ""),
  },
  {
    why: "hyphen or underscore at the edge of the registrable name",
    covers: (_, expected, actual) => isRefused(actual) && /(?:^|\.)[-_]|[-_](?:\.|$)|_/.test(expected ?? ""),
  },
  {
    why: "top label begins with a digit",
    covers: (_, expected, actual) => isRefused(actual) && /\.\d[^.]*$/.test(expected ?? ""),
  },
  {
    why: "A-label that does not encode back (the standard now passes it when the rest is ASCII)",
    covers: (_, expected, actual) => isRefused(actual) && /(?:^|\.)xn--/.test(expected ?? ""),
  },
  {
    why: "newer Unicode than the runtime's",
    covers: (input, expected) => /[^\x00-\x7f]/.test(input) && expected !== null,
  },
];

describe.skipIf(!existsSync(DATA))("public host and URL vectors", () => {
  test("registrableDomain() gives the Public Suffix List's own answers", () => {
    const text = readFileSync(path.join(DATA, "psl/test-psl.txt"), "utf8");
    const lines = [...text.matchAll(/^checkPublicSuffix\('([^']*)', (?:null|'([^']*)')\);/gm)];
    const cases = lines.map(([, input = "", domain]) => {
      const host = canonicalHost(input);
      const expected = domain === undefined ? null : canonicalHost(domain);
      return [input, expected, host === null ? null : registrableDomain(host)] as const;
    });
    run("test-psl", cases, []);
  });

  test.each(["toascii", "idna-test-v2"])("canonicalHost() on %s", (file) => {
    const cases = load(`links/${file}.json`)
      .filter((c: unknown) => typeof c !== "string")
      .map((c: { input: string; output: string | null }) => [c.input, c.output, canonicalHost(c.input)]);
    run(file, cases, STRICTER);
  });

  test("parseUrl() on urltestdata: same host and port, or no web URL", () => {
    const cases = load("links/urltestdata.json")
      .filter((c: unknown) => typeof c !== "string")
      .map(
        (c: {
          input: string;
          base: string | null;
          failure?: true;
          protocol: string;
          hostname: string;
          port: string;
        }) => {
          const isWeb = !c.failure && /^(?:https?|ftp):$/.test(c.protocol);
          const url = parseUrl(c.input, c.base ?? undefined);
          const host = c.hostname?.replace(/^\[|\]$/g, "");
          return [c.input, isWeb ? `${host} ${c.port}` : null, url && `${url.host} ${url.port ?? ""}`];
        },
      );
    const strip = (text: string | null) => text?.replace(/ \d*$/, "") ?? null;
    run(
      "urltestdata",
      cases,
      STRICTER.map((d) => ({ ...d, covers: (i, e, a) => d.covers(i, strip(e), strip(a)) })),
    );
  });
});

/** The set cuts the query off the canonical URL; the published rules and this product keep it. */
const withoutQuery = (href: string | undefined) => href?.replace(/\?.*/, "") ?? null;

const SAFE_BROWSING: readonly Difference[] = [
  {
    why: "host that no resolver takes",
    covers: (input, _, actual) => isRefused(actual) && /%23|[ !<$]|%20|%1b/i.test(input),
  },
  {
    why: "empty labels are refused, not collapsed",
    covers: (input, _, actual) => isRefused(actual) && input.includes(".."),
  },
  {
    why: "port kept: another port is another service",
    covers: (input, _, actual) => /:1234/.test(input) && /:1234/.test(actual ?? ""),
  },
  {
    why: "IPv6 in RFC 5952 form",
    covers: (input, _, actual) => input.includes("[::192.9.5.5]") && actual === "[::c009:505]",
  },
  {
    why: "extra slashes skipped, as browsers do",
    covers: (input, expected) => expected === null && input.startsWith("http:///"),
  },
  { why: "first part over 255 is no address in a browser", covers: (input) => input === "276.2.3" },
];

describe.skipIf(!existsSync(DATA))("Safe Browsing vectors", () => {
  const groups = existsSync(DATA) ? load("links/safebrowsing-vectors.json") : {};
  const bracketed = (host: string | undefined) => (host?.includes(":") ? `[${host}]` : (host ?? null));
  const readers: Record<string, (input: string) => string | null> = {
    "canonical-url": (input) => withoutQuery(parseUrl(input)?.href),
    "canonical-path": (input) => parseUrl(input)?.path ?? null,
    "canonical-host": (input) => bracketed(parseUrl(input)?.host),
    "ip-forms": canonicalHost,
  };
  test.each(Object.keys(readers))("%s", (group) => {
    const cases = groups[group]
      // One input is bytes that are no UTF-8: text never holds them.
      .filter((c: { input?: string }) => c.input !== undefined)
      .map((c: { input: string; expected: string | null }) => [
        c.input,
        c.expected,
        readers[group]?.(c.input),
      ]);
    run(`safebrowsing ${group}`, cases, SAFE_BROWSING);
  });
});
