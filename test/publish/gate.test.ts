import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { BRANDS } from "../../src/data/brands.ts";
import { POPULAR_SEED } from "../../src/data/popular-seed.ts";
import { SHARED_HOSTS } from "../../src/data/shared-hosts.ts";
import { isPublicSuffix } from "../../src/domain/hostname.ts";
import type { Scope } from "../../src/domain/sighting.ts";
import type { Verdict } from "../../src/domain/verdict.ts";
import { checkFeed, mayList } from "../../src/publish/gate.ts";
import { makeNeverList } from "../../src/publish/never-list.ts";

const BANKS = new URL("../../../shared/data/popular/misp-bank-website.json", import.meta.url);
const never = makeNeverList({
  popular: new Set(["busy-portal.com"]),
  isCdnAddress: (ip) => ip === "104.21.24.167",
  own: ["catch.our-instance.net"],
});
const malicious: Verdict = {
  band: "malicious",
  probability: 1,
  evidenceDb: 50,
  reasons: [],
  rulesVersion: "x",
};

function ask(key: string, scope: Scope, host = key, verdict = malicious) {
  const answer = mayList({ indicator: { key, scope, host, domain: null }, verdict }, never);
  return answer.ok ? "listed" : answer.why;
}

describe("mayList: names that no feed may carry, whatever the verdict", () => {
  test.each([
    ["amazon.co.jp", "registrable", "official_brand"],
    ["www.smbc-card.com", "host", "official_brand"],
    ["co.jp", "registrable", "public_suffix"],
    ["pages.dev", "registrable", "public_suffix"],
    ["weebly.com", "registrable", "shared_host"],
    ["busy-portal.com", "registrable", "popular"],
    ["wikipedia.org", "registrable", "popular"],
    ["catch.our-instance.net", "host", "own_domain"],
    ["ct.sendgrid.net", "host", "tracker"],
    ["104.21.24.167", "host", "cdn_address"],
    ["192.168.0.1", "host", "special_use"],
    ["evil.example", "registrable", "special_use"],
  ] as const)("%s at scope %s: %s", (key, scope, why) => {
    expect(ask(key, scope)).toBe(why);
  });

  test.each([
    ["keiyakuensev.top", "registrable"],
    ["evil.pages.dev", "registrable"],
    ["evil.weebly.com", "host"],
    ["evil.myshopify.com", "registrable"],
    ["203.0.112.9", "host"],
    ["amazon.co.jp.evil.top", "host"],
  ] as const)("%s at scope %s may be listed", (key, scope) => {
    expect(ask(key, scope)).toBe("listed");
  });

  test("a URL names a tenant's place, never a platform's front or a brand's page", () => {
    expect(ask("https://sites.google.com/view/x", "url", "sites.google.com")).toBe("listed");
    expect(ask("https://sites.google.com/", "url", "sites.google.com")).toBe("bare_platform");
    expect(ask("https://www.amazon.co.jp/dp/x", "url", "www.amazon.co.jp")).toBe("official_brand");
  });

  test("something that is vouched for is not listed", () => {
    expect(ask("keiyakuensev.top", "registrable", undefined, { ...malicious, band: "benign" })).toBe(
      "vouched_for",
    );
  });

  test("no brand domain, seed name or shared host passes at domain scope", () => {
    const names = [...BRANDS.flatMap((b) => b.domains), ...POPULAR_SEED, ...SHARED_HOSTS.keys()];
    expect(names.length).toBeGreaterThan(1_500);
    expect(names.filter((n) => ask(n, isPublicSuffix(n) ? "registrable" : "host") === "listed")).toEqual([]);
  });

  test.skipIf(!existsSync(BANKS))("banks: how many of the public list the own tables refuse is known", () => {
    const list = JSON.parse(readFileSync(BANKS, "utf8")) as { readonly list: readonly string[] };
    const refused = list.list
      .map((n) => n.replace(/^\./, ""))
      .filter((n) => ask(n, "registrable") !== "listed");
    expect(refused.length).toBeGreaterThan(60);
  });
});

describe("checkFeed", () => {
  test.each([
    [0, 0, true],
    [1, 0, false],
    [10, 3, true],
    [100, 49, false],
    [100, 50, true],
    [0, 100_000, true],
  ])("%i entries before, %i after: passes %s", (before, after, passes) => {
    expect(checkFeed({ entries: before }, { entries: after }, never).ok).toBe(passes);
  });

  test("a key that may never be listed stops the publish and is named", () => {
    const answer = checkFeed(
      { entries: 2 },
      { entries: 3, keys: ["keiyakuensev.top", "amazon.co.jp"] },
      never,
    );
    expect(answer).toEqual({ ok: false, why: "never_listed", detail: "amazon.co.jp: official_brand" });
  });
});
