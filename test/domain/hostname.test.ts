import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  canonicalHost,
  hasListedSuffix,
  isIpAddress,
  isPublicSuffix,
  isSpecialUse,
  parentHosts,
  registrableDomain,
  toUnicodeHost,
} from "../../src/domain/hostname.ts";

/** Many runs on a machine that has other work too. */
const PROPERTY_TIMEOUT_MS = 60_000;

describe("canonicalHost()", () => {
  test.each([
    ["EVIL.Top", "evil.top"],
    ["ＥＶＩＬ．ｔｏｐ", "evil.top"],
    ["evil。top｡", "evil.top"],
    ["evil.top...", "evil.top"],
    ["%65vil%2Etop", "evil.top"],
    ["𝐞𝐯𝐢𝐥.top", "evil.top"],
    ["ev\u00adil.top", "evil.top"],
    ["日本語.jp", "xn--wgv71a119e.jp"],
    ["a--b.com", "a--b.com"],
    ["my_shop.example.com", "my_shop.example.com"],
    ["-x-.example.com", "-x-.example.com"],
    ["host-name", "host-name"],
    ["0x7f.1", "127.0.0.1"],
    ["0300.0250.0.1", "192.168.0.1"],
    ["3279880203", "195.127.0.11"],
    ["999", "0.0.3.231"],
    ["1.2.3.4.", "1.2.3.4"],
    ["[2001:DB8:0:0::1]", "2001:db8::1"],
    ["2001:db8::1", "2001:db8::1"],
    ["[::ffff:192.168.0.1]", "192.168.0.1"],
  ])("reads %s as %s", (text, host) => {
    expect(canonicalHost(text)).toBe(host);
    expect(canonicalHost(host)).toBe(host);
  });

  test.each([
    "",
    ".",
    "a..b",
    ".example.com",
    "evil .top",
    "evil.top/x",
    "a@evil.top",
    "evil.top:80",
    "evil.c*m",
    "xn--a",
    "xn--a.example.com",
    "xn--abc-.com",
    "a_b.com",
    "-a.com",
    "a-.co.jp",
    "1.2.3.00x0",
    "123.123.0.0.1",
    "256.1.1.1",
    "[::1",
    "[fe80::1%25eth0]",
    "℀.com",
    `${"a".repeat(64)}.com`,
    `${"abcdefg.".repeat(32)}com`,
    "%",
    "%ff%fe.com",
  ])("refuses %j", (text) => {
    expect(canonicalHost(text)).toBeNull();
  });

  test("takes a label of 63 and a name of 253 characters", () => {
    const label = "a".repeat(63);
    const name = `${label}.${label}.${label}.${"b".repeat(57)}.com`;
    expect(name).toHaveLength(253);
    expect(canonicalHost(name)).toBe(name);
  });

  test(
    "never throws and is idempotent on any text",
    () => {
      let hosts = 0;
      fc.assert(
        fc.property(
          fc.oneof(fc.string({ unit: "binary", maxLength: 80 }), fc.domain(), fc.ipV4Extended(), fc.ipV6()),
          (text) => {
            const host = canonicalHost(text);
            if (host === null) return;
            hosts++;
            expect(canonicalHost(host)).toBe(host);
            expect(canonicalHost(toUnicodeHost(host))).toBe(host);
            expect(host).toMatch(/^[a-z0-9._:-]+$/);
          },
        ),
        { numRuns: 200 },
      );
      expect(hosts).toBeGreaterThan(40);
    },
    PROPERTY_TIMEOUT_MS,
  );
});

describe("registrableDomain(), isPublicSuffix(), parentHosts()", () => {
  test.each([
    ["login.evil.top", "evil.top"],
    ["a.b.example.co.jp", "example.co.jp"],
    ["a.evil.pages.dev", "evil.pages.dev"],
    ["x.unlisted", "x.unlisted"],
    ["pages.dev", null],
    ["co.jp", null],
    ["localhost", null],
    ["192.0.2.1", null],
    ["2001:db8::1", null],
  ])("registrable domain of %s is %s", (host, domain) => {
    expect(registrableDomain(host)).toBe(domain);
    expect(isPublicSuffix(host)).toBe(domain === null && !isIpAddress(host));
  });

  test("parentHosts() goes down to the registrable domain and no further", () => {
    expect(parentHosts("a.b.example.co.jp")).toEqual([
      "a.b.example.co.jp",
      "b.example.co.jp",
      "example.co.jp",
    ]);
    expect(parentHosts("evil.pages.dev")).toEqual(["evil.pages.dev"]);
    expect(parentHosts("192.0.2.1")).toEqual(["192.0.2.1"]);
    expect(parentHosts("co.jp")).toEqual(["co.jp"]);
  });

  test("hasListedSuffix() tells names that can exist from those that cannot", () => {
    expect(hasListedSuffix("evil.top")).toBe(true);
    expect(hasListedSuffix("array.length")).toBe(false);
    expect(hasListedSuffix("com")).toBe(false);
  });
});

describe("toUnicodeHost()", () => {
  test.each([
    ["xn--wgv71a119e.jp", "日本語.jp"],
    ["www.xn--df-oiy.ws", "www.✪df.ws"],
    ["xn--bcher-kva.example", "bücher.example"],
    ["evil.top", "evil.top"],
    ["192.0.2.1", "192.0.2.1"],
  ])("shows %s as %s", (host, shown) => {
    expect(toUnicodeHost(host)).toBe(shown);
  });

  test.each([
    "xn--a.top",
    "xn--abc-.top",
    "xn--99999999999.top",
    "xn--zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz.top",
    "xn--.top",
  ])("leaves %s, which does not encode back", (host) => {
    expect(toUnicodeHost(host)).toBe(host);
  });
});

describe("isSpecialUse()", () => {
  test.each(
    "localhost a.test a.example example.com www.example.org a.invalid printer.local x.onion 1.0.0.127.in-addr.arpa a.internal 127.0.0.1 10.1.2.3 100.127.0.1 169.254.169.254 172.31.0.1 192.168.1.1 198.19.0.1 203.0.113.9 224.0.0.1 255.255.255.255 :: ::1 fe80::1 fd00::1 ff02::1 2001:db8::1 3fff::1 2001::1 64:ff9b:1::1".split(
      " ",
    ),
  )("%s is special", (host) => {
    expect(isSpecialUse(host)).toBe(true);
  });

  test.each(
    "evil.top example.co.jp test.com localhost.top 8.8.8.8 100.128.0.1 172.32.0.1 192.169.0.1 223.255.255.255 2606:4700::1 2a00::1 2001:4860::1 64:ff9b::808:808".split(
      " ",
    ),
  )("%s is not", (host) => {
    expect(isSpecialUse(host)).toBe(false);
  });
});
