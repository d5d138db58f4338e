import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it, test } from "vitest";
import { parseBootstrap, rdapBaseOf, seedBootstrap } from "../../src/recheck/rdap-bootstrap.ts";

const SHARED = path.join(import.meta.dirname, "../../../shared/data/rdap");
const file = (services: unknown) => ({ version: "1.0", publication: "2026-03-23T19:00:02Z", services });

describe("seedBootstrap()", () => {
  test.each([
    ["example.com", "https://rdap.verisign.com/com/v1/"],
    ["example.xyz", "https://rdap.centralnic.com/xyz/"],
    ["example.co.uk", "https://rdap.nominet.uk/uk/"],
    ["example.top", "https://rdap.zdnsgtld.com/top/"],
    ["example.cn", null],
    ["example.co.jp", null],
    ["com.example-unknown", null],
  ])("knows the server of %s", (domain, base) => expect(rdapBaseOf(seedBootstrap(), domain)).toBe(base));

  it.skipIf(!existsSync(SHARED))("holds exactly what the published file says", () => {
    const parsed = parseBootstrap(JSON.parse(readFileSync(path.join(SHARED, "bootstrap/dns.json"), "utf8")));
    expect(parsed.ok && [...parsed.value].sort()).toEqual([...seedBootstrap()].sort());
    expect(seedBootstrap().size).toBe(1_198);
  });
});

describe("parseBootstrap()", () => {
  it("prefers HTTPS, adds the final slash and matches the longest suffix", () => {
    const parsed = parseBootstrap(
      file([
        [["top"], ["http://a.example/", "https://b.example/rdap"]],
        [["co.top"], ["https://c.example/"]],
      ]),
      1,
    );
    expect(parsed.ok && [rdapBaseOf(parsed.value, "x.top"), rdapBaseOf(parsed.value, "x.co.top")]).toEqual([
      "https://b.example/rdap/",
      "https://c.example/",
    ]);
  });

  test.each([
    ["a fragment", file([[["top"], ["https://a.example/"]]]), "shrunk"],
    ["an empty list", file([]), "shrunk"],
    [
      "bad bases only",
      file([[["top"], ["ftp://a.example/", "javascript:1", "https://u@a.example/"]]]),
      "shrunk",
    ],
    ["no services", file(undefined), "malformed"],
    ["another type", file([["top", "https://a.example/"]]), "malformed"],
    ["null", null, "malformed"],
    ["a page", "<html>", "malformed"],
  ])("refuses %s, so that the old copy is kept", (_, body, reason) =>
    expect(parseBootstrap(body)).toMatchObject({ ok: false, error: { reason } }),
  );

  it.skipIf(!existsSync(SHARED))(
    "refuses the malformed files there are, or leaves out their bad URLs",
    () => {
      const files = readdirSync(path.join(SHARED, "malformed")).filter((name) =>
        name.startsWith("bootstrap"),
      );
      for (const name of files) {
        let json: unknown;
        try {
          json = JSON.parse(readFileSync(path.join(SHARED, "malformed", name), "utf8"));
        } catch {
          json = undefined;
        }
        // One of them is well formed: its bad URLs are left out, the others are taken.
        const parsed = parseBootstrap(json, 1);
        expect(parsed.ok ? [...parsed.value.keys()] : [], name).toEqual(
          name.includes("bad-url") ? ["ar", "cz", "br"] : [],
        );
      }
      expect(files.length).toBeGreaterThan(2);
    },
  );
});
