import { describe, expect, test } from "vitest";
import { BRANDS } from "../../src/data/brands.ts";
import { canonicalHost, toUnicodeHost } from "../../src/domain/hostname.ts";
import { findBorrowedName, isOneOff } from "../../src/score/lookalike.ts";

describe("findBorrowedName", () => {
  test.each([
    ["amaz0n-login.top", "amazon", "lookalike"],
    ["arnazon.top", "amazon", "lookalike"],
    ["micorsoft.top", "microsoft", "misspelt"],
    ["mercari-jp.top", "mercari", "bait"],
    ["paypal-security.net", "paypal", "bait"],
    ["amazon.co.jp.evil.top", "amazon", "subdomain"],
    ["apple.com.evil.cn", "apple", "subdomain"],
    ["smbc-card.com.evil.cn", "smbc-card", "subdomain"],
    ["jcb-login.cn", "jcb", "bait"],
    ["amazonas.example.com", "amazon", "subdomain"],
  ])("%s borrows %s as %s", (host, brand, kind) => {
    expect(findBorrowedName(host)).toMatchObject({ brand, kind });
  });

  test.each([
    "amazon.co.jp",
    "www.amazon.co.jp",
    "bbc.com",
    "amazon.ca",
    "objcb.com",
    "line.example.com",
    "bing.com",
    "calendar.google.com",
    "apple-pie.example.net",
    "visalia.example.org",
    "203.0.113.9",
    "com",
    "localhost",
  ])("%s borrows nothing", (host) => {
    expect(findBorrowedName(host)).toBeNull();
  });

  test("an internationalised name is compared as the reader sees it", () => {
    const host = canonicalHost("аmаzon.top") as string;
    expect(host).toMatch(/^xn--/);
    expect(findBorrowedName(host, toUnicodeHost(host))).toMatchObject({ brand: "amazon", kind: "lookalike" });
  });

  test("no official domain of any brand borrows a name", () => {
    const hits = BRANDS.flatMap((b) => b.domains).filter((d) => findBorrowedName(d) !== null);
    expect(hits).toEqual([]);
  });
});

describe("isOneOff", () => {
  test.each([
    ["microsoft", "micosoft", true],
    ["microsoft", "microsooft", true],
    ["microsoft", "micorsoft", true],
    ["microsoft", "mikrosoft", true],
    ["microsoft", "microsoft", false],
    ["microsoft", "micorsotf", false],
    ["aaaa", "aaaaaa", false],
    ["", "a", true],
  ])("%s and %s: %s", (a, b, expected) => {
    expect(isOneOff(a, b)).toBe(expected);
    expect(isOneOff(b, a)).toBe(expected);
  });
});
