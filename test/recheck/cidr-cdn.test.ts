import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { CDN_SEEDS } from "../../src/data/cdn-ranges.ts";
import { CDNS } from "../../src/data/cdns.ts";
import { makeCdnTables, matchCdn } from "../../src/recheck/cdn.ts";
import { CDN_PUBLICATIONS, readPublication } from "../../src/recheck/cdn-publications.ts";
import { makeLazyRangeTable, makeRangeTable, parseAddress, parsePrefix } from "../../src/recheck/cidr.ts";

const table = (...prefixes: string[]) =>
  makeRangeTable(prefixes.map((value) => ({ range: parsePrefix(value) ?? { start: [], end: [] }, value })));

describe("parseAddress()", () => {
  test.each([
    ["0.0.0.0", [0]],
    ["104.21.24.167", [1_746_213_031]],
    ["255.255.255.255", [0xffffffff]],
    ["::", [0, 0, 0, 0]],
    ["::1", [0, 0, 0, 1]],
    ["2606:4700::6810:84e5", [0x26064700, 0, 0, 0x681084e5]],
    ["2001:DB8:0:0:1::", [0x20010db8, 0, 0x00010000, 0]],
    ["::ffff:104.21.24.167", [1_746_213_031]],
    ["::ffff:6815:18a7", [1_746_213_031]],
    ["64:ff9b::1.2.3.4", [0x0064ff9b, 0, 0, 0x01020304]],
  ])("%s", (text, words) => expect(parseAddress(text)).toEqual(words));

  test.each([
    "",
    "1",
    "1.2.3",
    "1.2.3.4.5",
    "256.1.1.1",
    "01.2.3.4",
    "1.2.3.00",
    "1..2.3",
    "1.2.3.4 ",
    "0x7f.1.1.1",
    "1.2.3.-4",
    "a.b.c.d",
    ":",
    ":::",
    "1:2:3",
    "1:2:3:4:5:6:7:8:9",
    "1::2::3",
    "12345::",
    "g::",
    "zz::",
    "1:2:3:4:5:6:7::8",
    "::1.2.3",
    "1.2.3.4::",
    "fe80::1%eth0",
    "[::1]",
  ])("%j is no address", (text) => expect(parseAddress(text)).toBeNull());
});

describe("makeRangeTable()", () => {
  test.each([
    ["10.0.0.0", "10.0.0.0/8"],
    ["10.255.255.255", "10.0.0.0/8"],
    ["10.1.2.2", "10.1.2.0/24"],
    ["10.1.2.3", "10.1.2.3"],
    ["10.1.3.0", "10.0.0.0/8"],
    ["9.255.255.255", null],
    ["11.0.0.0", null],
    ["2001:db8::1", "2001:db8::/32"],
    ["2001:db8:1::ffff", "2001:db8:1::/48"],
    ["2001:db9::", null],
    ["::ffff:10.1.2.3", "10.1.2.3"],
    ["nonsense", null],
  ])("%s lies in %s, the smallest there is", (ip, prefix) =>
    expect(table("10.0.0.0/8", "10.1.2.0/24", "10.1.2.3", "2001:db8::/32", "2001:db8:1::/48").find(ip)).toBe(
      prefix,
    ),
  );

  it("holds everything in a prefix of length 0 of its own family alone", () => {
    expect([
      table("0.0.0.0/0").find("255.1.2.3"),
      table("0.0.0.0/0").find("::1"),
      table("::/0").find("ffff::"),
    ]).toEqual(["0.0.0.0/0", null, "::/0"]);
  });

  test.each(["10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/a", "10.0.0.0/8/8", "::/129", "/8", "10.0.0.0/"])(
    "%s is no prefix",
    (text) => expect(parsePrefix(text)).toBeNull(),
  );

  it("finds what a scan over all prefixes finds", () => {
    const word = fc.nat({ max: 0xffffffff });
    const text = (n: number) => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255].join(".");
    let hits = 0;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(word, fc.integer({ min: 1, max: 32 })), { minLength: 1, maxLength: 30 }),
        word,
        (list, asked) => {
          const prefixes = list.map(([n, bits]) => `${text(n)}/${bits}`);
          const holds = list
            .filter(([n, bits]) => n >>> (32 - bits) === asked >>> (32 - bits))
            .map(([, bits]) => bits);
          const found = table(...prefixes).find(text(asked));
          if (found !== null) hits += 1;
          expect(found === null ? null : Number(found.split("/")[1])).toBe(
            holds.length === 0 ? null : Math.max(...holds),
          );
        },
      ),
    );
    expect(hits).toBeGreaterThan(10);
  });
});

it("makeLazyRangeTable() answers as makeRangeTable() does, and leaves out what is too wide or no prefix", () => {
  const prefixes = ["10.0.0.0/8", "10.1.2.0/24", "10.1.2.3", "2001:DB8::/32", "2001:db8:1::/48"];
  const lazy = makeLazyRangeTable(
    [...prefixes, "0.0.0.0/0", "10.0.0.0/7", "::/0", "rubbish"].map((prefix) => [prefix, [prefix]] as const),
  );
  const asked = [
    "10.0.0.1",
    "10.1.2.2",
    "10.1.2.3",
    "11.0.0.1",
    "9.9.9.9",
    "2001:db8::1",
    "2001:db8:1::1",
    "2001:db9::",
    "",
    "x",
  ];
  expect(asked.map((ip) => lazy.find(ip))).toEqual(asked.map((ip) => table(...prefixes).find(ip)));
});

describe("matchCdn()", () => {
  const tables = makeCdnTables();
  const match = (ips: string[], cname: string[] = [], ns: string[] = [], asns: number[] = []) => {
    const found = matchCdn({ ips, cname, ns, asns }, tables);
    return found && `${found.cdn.cdn} by ${found.by}`;
  };

  test.each([
    [["104.21.24.167"], [], [], [], "cloudflare by address"],
    [["2606:4700:3030::6815:18a7"], [], [], [], "cloudflare by address"],
    [["151.101.1.1"], [], [], [], "fastly by address"],
    [["192.0.2.1"], ["d111.cloudfront.net"], [], [], "cloudfront by cname"],
    [[], ["x.azurefd.net"], [], [], "azure-front-door by cname"],
    [[], ["x.cdn.dnsv1.com"], [], [], "tencent by cname"],
    [[], ["x.w.kunlunaq.com"], [], [], "alibaba by cname"],
    [[], ["cname.vercel-dns.com"], [], [], "vercel by cname"],
    [[], [], [], [30148], "sucuri by asn"],
    [[], [], ["ns1.ddos-guard.net"], [], "ddos-guard by nameserver"],
    [
      ["192.0.2.1"],
      ["cloudfront.net.evil.top", "notcloudfront.net"],
      ["ddos-guard.net.evil.top"],
      [64_496],
      null,
    ],
  ])("%j %j %j %j => %s", (ips, cname, ns, asns, expected) =>
    expect(match(ips, cname, ns, asns)).toBe(expected),
  );

  it("takes refreshed ranges in place of the seed's", () => {
    const refreshed = makeCdnTables({ cloudflare: ["192.0.2.0/24"] });
    expect(refreshed.ranges.find("192.0.2.1")?.cdn).toBe("cloudflare");
    expect(refreshed.ranges.find("104.21.24.167")).toBeNull();
    expect(refreshed.ranges.find("151.101.1.1")?.cdn).toBe("fastly");
  });

  it("has a good seed: every range is a prefix of a known CDN, no CNAME suffix stands twice", () => {
    const ids = new Set(CDNS.map(({ cdn }) => cdn));
    for (const seed of CDN_SEEDS) {
      expect(ids.has(seed.cdn), seed.cdn).toBe(true);
      for (const prefix of seed.ranges.trim().split(/\s+/))
        expect(parsePrefix(prefix), prefix).not.toBeNull();
    }
    const suffixes = CDNS.flatMap(({ cnames }) => cnames);
    expect(suffixes.filter((suffix, at) => suffixes.indexOf(suffix) !== at)).toEqual([]);
    expect(ids.size).toBe(CDNS.length);
  });

  it("finds among 3,000 prefixes ten times as fast as a scan would", () => {
    const prefixes = Array.from(
      { length: 3_000 },
      (_, i) => `${20 + (i % 200)}.${(i * 7) % 256}.${(i * 13) % 256}.0/24`,
    );
    const ranges = prefixes.flatMap((prefix) => parsePrefix(prefix) ?? []);
    const big = table(...prefixes);
    const asked = Array.from(
      { length: 300 },
      (_, i) => `${20 + (i % 200)}.${(i * 11) % 256}.${(i * 17) % 256}.9`,
    );
    const scan = (ip: string) => {
      const [word = 0] = parseAddress(ip) ?? [];
      return ranges.find(({ start, end }) => (start[0] as number) <= word && word <= (end[0] as number));
    };
    const timeOf = (find: (ip: string) => unknown) => {
      const rounds = Array.from({ length: 15 }, () => {
        const from = performance.now();
        for (const ip of asked) find(ip);
        return ((performance.now() - from) * 1_000) / asked.length;
      });
      return Math.min(...rounds);
    };
    const [indexed, scanned] = [timeOf((ip) => big.find(ip)), timeOf(scan)];
    console.info(
      `range lookup at 3,000 prefixes: ${indexed.toFixed(2)} µs, by a scan ${scanned.toFixed(2)} µs`,
    );
    expect(indexed * 3).toBeLessThan(scanned);
  });
});

describe("readPublication()", () => {
  const publication = (cdn: string, at = 0) => {
    const found = CDN_PUBLICATIONS.filter((one) => one.cdn === cdn)[at];
    if (!found) throw new Error(cdn);
    return { ...found, prefixesMin: 1 };
  };

  test.each([
    ["cloudflare", "173.245.48.0/20\n103.21.244.0/22", ["173.245.48.0/20", "103.21.244.0/22"]],
    ["cloudflare", "2400:cb00::/32\r\n", ["2400:cb00::/32"]],
    [
      "fastly",
      '{"addresses":["23.235.32.0/20"],"ipv6_addresses":["2a04:4e40::/32"]}',
      ["23.235.32.0/20", "2a04:4e40::/32"],
    ],
    [
      "cloudfront",
      '{"prefixes":[{"ip_prefix":"3.5.140.0/22","service":"AMAZON"},{"ip_prefix":"13.32.0.0/15","service":"CLOUDFRONT"}],"ipv6_prefixes":[{"ipv6_prefix":"2600:9000::/28","service":"CLOUDFRONT"}]}',
      ["13.32.0.0/15", "2600:9000::/28"],
    ],
    ["bunny", '["89.187.188.227","2400:52e0:1500::714:1"]', ["89.187.188.227", "2400:52e0:1500::714:1"]],
  ])("%s: %s", (cdn, body, value) =>
    expect(readPublication(publication(cdn), body)).toEqual({ ok: true, value }),
  );

  test.each([
    ["cloudflare", "<html>Attention Required!</html>", "malformed"],
    ["cloudflare", "", "malformed"],
    ["cloudflare", "deadbeef", "malformed"],
    ["cloudflare", "0.0.0.0/0", "too_wide"],
    ["cloudflare", "2000::/3", "too_wide"],
    ["fastly", "{}", "malformed"],
    ["fastly", '{"addresses":["x"],"ipv6_addresses":[]}', "malformed"],
    ["fastly", "{", "malformed"],
    ["bunny", "[]", "shrunk"],
    ["cloudfront", '{"prefixes":[],"ipv6_prefixes":[]}', "shrunk"],
  ])("%s refuses %s as %s", (cdn, body, reason) =>
    expect(readPublication(publication(cdn), body)).toMatchObject({ ok: false, error: { reason } }),
  );

  const SHARED = path.join(import.meta.dirname, "../../../shared/data/cdn");
  it.skipIf(!existsSync(SHARED))("finds every published range of the five in the seed", () => {
    const { ranges } = makeCdnTables();
    for (const id of ["cloudflare", "fastly", "akamai", "bunny-net"]) {
      const { list } = JSON.parse(readFileSync(path.join(SHARED, `misp-${id}.json`), "utf8")) as {
        list: string[];
      };
      for (const prefix of list)
        expect(ranges.find(prefix.split("/")[0] as string)?.cdn, prefix).toBeDefined();
      expect(list.length).toBeGreaterThan(20);
    }
  });
});
