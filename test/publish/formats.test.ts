// Goal: every feed is what its reader loads, for any key, and names only what its scope covers. Method: lines
// are made by a real SQLite from hostile and plain entries.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Listing } from "../../src/domain/indicator.ts";
import type { FeedFormat } from "../../src/publish/feed-format.ts";
import { FEED_FORMATS, findFormat } from "../../src/publish/formats/registry.ts";
import { feedText } from "../support/memory-store.ts";

const META = { serial: 7, changedAt: 1_770_800_100, entries: 3, origin: "https://catch.example" };

const entry = (key: string, scope: Listing["scope"]): Listing => ({
  key,
  scope,
  serial: 7,
  probability: 0.9961,
  reasons: ["REGISTERED_WITHIN_A_DAY", "CDN_FRONTED"],
  firstSeenAt: 1_770_800_000,
  listedAt: 1_770_800_100,
  expiresAt: 1_773_400_000,
});

const ENTRIES = [
  entry("evil.example", "registrable"),
  entry("shop.sites.example", "host"),
  entry("203.0.113.7", "host"),
  entry("2001:db8::7", "host"),
  entry('https://sites.google.com/view/x?a="b",c', "url"),
];

const text = (f: FeedFormat, entries: readonly Listing[] = ENTRIES): string => {
  const meta = { ...META, entries: entries.length };
  return f.head(meta) + feedText(f, entries) + f.tail(meta);
};
const feed = (name: string, entries?: readonly Listing[]): string =>
  text(findFormat(name, META.origin) as FeedFormat, entries);
const lines = (name: string): string[] =>
  feed(name)
    .split(/\r?\n/)
    .filter((line) => line !== "" && !/^[#!;]/.test(line));

describe("lines of each format", () => {
  it.each([
    ["domains.txt", ["evil.example", "shop.sites.example"]],
    ["hosts.txt", ["0.0.0.0 evil.example", "0.0.0.0 shop.sites.example"]],
    ["adblock.txt", ["||evil.example^", "||shop.sites.example^"]],
    ["dnsmasq.conf", ["local=/evil.example/", "local=/shop.sites.example/"]],
    ["squid.acl", [".evil.example", ".shop.sites.example"]],
    ["rspamd.map", ["evil.example", "shop.sites.example"]],
    [
      "unbound.conf",
      [
        "server:",
        'local-zone: "evil.example." always_nxdomain',
        'local-zone: "shop.sites.example." always_nxdomain',
      ],
    ],
    [
      "gateway.csv",
      [
        "value,description",
        "evil.example,REGISTERED_WITHIN_A_DAY;CDN_FRONTED",
        "shop.sites.example,REGISTERED_WITHIN_A_DAY;CDN_FRONTED",
      ],
    ],
    [
      "urls.txt",
      [
        "http://[2001:db8::7]/",
        "http://203.0.113.7/",
        "http://evil.example/",
        'https://sites.google.com/view/x?a="b",c',
        "http://shop.sites.example/",
      ],
    ],
  ])("%s holds what it can express and nothing else", (name, wanted) => {
    expect(lines(name)).toEqual(wanted);
  });

  it("rpz.zone has the feed's serial in its SOA, an NS, and two owners an entry", () => {
    expect(lines("rpz.zone")).toEqual([
      "$TTL 300",
      "@ SOA localhost. hostmaster.localhost. 7 3600 600 604800 300",
      "@ NS localhost.",
      "evil.example CNAME .",
      "*.evil.example CNAME .",
      "shop.sites.example CNAME .",
      "*.shop.sites.example CNAME .",
    ]);
  });

  it("spamassassin.cf ends with the rule that uses the list", () => {
    expect(feed("spamassassin.cf")).toContain("enlist_uri_host (FRESHCATCH) evil.example\n");
    expect(feed("spamassassin.cf")).toMatch(
      /header FRESHCATCH_URI eval:check_uri_host_listed\('FRESHCATCH'\)/,
    );
  });

  it("feed.json is JSON with serial, reasons and both instants per entry", () => {
    const json = JSON.parse(feed("feed.json"));
    expect(json).toMatchObject({ serial: 7, entries_listed: 5, changed_at: "2026-02-11T08:55:00Z" });
    expect(json.entries).toHaveLength(5);
    expect(json.entries.find((e: { key: string }) => e.key === "evil.example")).toEqual({
      key: "evil.example",
      scope: "registrable",
      serial: 7,
      probability: 0.9961,
      reasons: ["REGISTERED_WITHIN_A_DAY", "CDN_FRONTED"],
      first_seen: "2026-02-11T08:53:20Z",
      listed_at: "2026-02-11T08:55:00Z",
      expires: "2026-03-13T11:06:40Z",
    });
  });

  it("feed.csv quotes keys by RFC 4180", () => {
    expect(feed("feed.csv")).toContain('"https://sites.google.com/view/x?a=""b"",c",url,7,0.9961,REGIST');
  });
});

describe("every format", () => {
  it.each(FEED_FORMATS.map((f) => [f.name, f] as const))("%s: an empty feed is whole", (name, f) => {
    const body = text(f, []);
    if (name === "feed.json") expect(JSON.parse(body).entries).toEqual([]);
    expect(body.endsWith("\n")).toBe(true);
    expect(body).not.toContain("evil");
  });

  it.each(FEED_FORMATS.map((f) => [f.name, f] as const))(
    "%s: the same serial gives the same bytes",
    (_, f) => {
      expect(text(f)).toBe(text(f, [...ENTRIES].reverse()));
    },
  );

  it("a URL on a shared host never becomes a name", () => {
    for (const f of FEED_FORMATS.filter((x) => !x.scopes.includes("url")))
      expect(text(f, [entry("https://sites.google.com/view/x", "url")])).not.toContain("google");
  });

  it("no key breaks out of its line, whatever bytes it holds", () => {
    const hostile = fc.string({
      unit: fc.constantFrom(..."ab.-_\"'\n;#$(){}\\ *,|`é"),
      minLength: 1,
      maxLength: 30,
    });
    let odd = 0;
    fc.assert(
      fc.property(hostile, (key) => {
        if (!/^[a-z0-9._-]+$/.test(key)) odd++;
        for (const f of FEED_FORMATS.filter((x) => !x.scopes.includes("url"))) {
          const plain = feedText(f, [entry(key, "host")]);
          if (/^[a-z0-9._-]*[a-z][a-z0-9._-]*$/.test(key)) expect(plain).toContain(key);
          else expect(plain).toBe("");
        }
        expect(JSON.parse(feed("feed.json", [entry(key, "host")])).entries[0].key).toBe(key);
      }),
      { numRuns: 200, seed: 7 },
    );
    expect(odd).toBeGreaterThan(50);
  });

  it("rpz.zone leaves out a name that would not fit below a zone's own name", () => {
    const long = `${"a".repeat(60)}.${"b".repeat(60)}.${"c".repeat(60)}.${"d".repeat(50)}.example`;
    expect(feedText(findFormat("rpz.zone", META.origin) as FeedFormat, [entry(long, "host")])).toBe("");
    expect(feedText(findFormat("domains.txt", META.origin) as FeedFormat, [entry(long, "host")])).toBe(long);
  });
});
