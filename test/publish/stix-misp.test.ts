// Goal: stix.json is STIX 2.1 and the MISP folder is what MISP fetches, for any key. Method: lines are made by a real
// SQLite; the published STIX schemas judge the bundle where they are at hand.
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Listing } from "../../src/domain/indicator.ts";
import type { FeedFormat } from "../../src/publish/feed-format.ts";
import { mispEventId, mispFormats } from "../../src/publish/formats/misp.ts";
import { STIX } from "../../src/publish/formats/stix.ts";
import { type Schema, schemaErrors } from "../support/json-schema.ts";
import { feedText } from "../support/memory-store.ts";

const META = { serial: 7, changedAt: 1_770_800_100, entries: 3, origin: "https://catch.example" };

const entry = (key: string, scope: Listing["scope"], over: Partial<Listing> = {}): Listing => ({
  key,
  scope,
  serial: 7,
  probability: 0.9961,
  reasons: ["REGISTERED_WITHIN_A_DAY"],
  firstSeenAt: 1_770_800_000,
  listedAt: 1_770_800_100,
  expiresAt: 1_773_400_000,
  ...over,
});

const ENTRIES = [
  entry("evil.example", "registrable"),
  entry("a_b.sites.example", "host"),
  entry("203.0.113.7", "host", { reasons: [] }),
  entry("2001:db8::7", "host"),
  entry("https://sites.google.com/view/it's", "url"),
  entry("https://sites.google.com/view/%41", "url"),
];

const whole = (f: FeedFormat, entries: readonly Listing[] = ENTRIES, origin = META.origin): string => {
  const meta = { ...META, entries: entries.length, origin };
  return f.head(meta) + feedText(f, entries) + f.tail(meta);
};

interface Bundle {
  readonly id: string;
  readonly objects: readonly Record<string, unknown>[];
}
const bundle = (entries?: readonly Listing[]): Bundle => JSON.parse(whole(STIX, entries));

describe("stix.json", () => {
  it("has one identity and one indicator an entry, with pattern, validity and confidence", () => {
    const { objects } = bundle();
    expect(objects.map((o) => o.type)).toEqual(["identity", ...ENTRIES.map(() => "indicator")]);
    expect(objects.find((o) => o.name === "evil.example")).toEqual({
      type: "indicator",
      spec_version: "2.1",
      id: expect.stringMatching(/^indicator--[0-9a-f-]{36}$/),
      created_by_ref: objects[0]?.id,
      created: "2026-02-11T08:53:20.000Z",
      modified: "2026-02-11T08:55:00.000Z",
      name: "evil.example",
      indicator_types: ["malicious-activity"],
      labels: ["REGISTERED_WITHIN_A_DAY"],
      pattern: "[domain-name:value = 'evil.example' OR domain-name:value LIKE '%.evil.example']",
      pattern_type: "stix",
      confidence: 99,
      valid_from: "2026-02-11T08:55:00.000Z",
      valid_until: "2026-03-13T11:06:40.000Z",
    });
  });

  it.each([
    ["a_b.sites.example", "[domain-name:value = 'a_b.sites.example']"],
    ["203.0.113.7", "[ipv4-addr:value = '203.0.113.7']"],
    ["2001:db8::7", "[ipv6-addr:value = '2001:db8::7']"],
    [
      "https://sites.google.com/view/it's",
      String.raw`[url:value = 'https://sites.google.com/view/it\'s' OR url:value = 'http://sites.google.com/view/it\'s' OR url:value LIKE 'https://sites.google.com/view/it\'s/%' OR url:value LIKE 'http://sites.google.com/view/it\'s/%']`,
    ],
    [
      "https://sites.google.com/view/%41",
      "[url:value = 'https://sites.google.com/view/%41' OR url:value = 'http://sites.google.com/view/%41']",
    ],
  ])("%s: its pattern covers what the entry covers and no more", (key, pattern) => {
    expect(bundle().objects.find((o) => o.name === key)?.pattern).toBe(pattern);
  });

  it("keeps an object's id when the entry is renewed, and gives each state of the feed its own bundle", () => {
    const renewed = [entry("evil.example", "registrable", { listedAt: 1_770_900_000, serial: 9 })];
    expect(bundle(renewed).objects[1]?.id).toBe(bundle().objects.find((o) => o.name === "evil.example")?.id);
    expect(STIX.head(META)).not.toBe(STIX.head({ ...META, serial: 8 }));
  });

  it("is JSON for any key, and leaves out what is no name, address or URL", () => {
    let odd = 0;
    const hostile = fc.string({ unit: fc.constantFrom(..."ab.1:-_\"'\n\\ %é"), minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(hostile, (key) => {
        const asName = bundle([entry(key, "host")]).objects.slice(1);
        if (asName.length === 0) odd++;
        for (const o of asName) expect(o.name).toBe(key);
        const [asUrl] = bundle([entry(`https://x.example/${key}`, "url")]).objects.slice(1);
        // Every quote inside a literal of the pattern is escaped.
        expect(String(asUrl?.pattern).replace(/\\[\\']/g, "")).toMatch(
          /^\[(?:url:value (?:=|LIKE) '[^'\\]*'(?: OR )?)+\]$/s,
        );
      }),
      { numRuns: 150, seed: 11 },
    );
    expect(odd).toBeGreaterThan(20);
  });

  const schemas = path.join(import.meta.dirname, "../../../shared/data/stix-schemas");
  const read = (file: string): Schema => JSON.parse(readFileSync(file, "utf8"));
  const errors = (file: string, value: unknown): string[] => {
    const at = path.join(schemas, file);
    return schemaErrors(
      read(at),
      value,
      (ref, from) => {
        const [name = "", pointer = ""] = ref.split("#");
        const target = name === "" ? from : path.join(path.dirname(from), name);
        const steps = pointer.split("/").slice(1);
        return {
          at: target,
          schema: steps.reduce(
            (node, step) => (node as Record<string, Schema>)[step] as Schema,
            read(target),
          ),
        };
      },
      at,
    );
  };

  it.skipIf(!existsSync(schemas))(
    "fits the published schemas (shared data), and a broken one does not",
    () => {
      const { objects } = bundle();
      expect(errors("common/bundle.json", bundle())).toEqual([]);
      expect(errors("sdos/identity.json", objects[0])).toEqual([]);
      for (const indicator of objects.slice(1)) {
        expect(errors("sdos/indicator.json", indicator)).toEqual([]);
        for (const wrong of [
          { ...indicator, id: "indicator--1" },
          { ...indicator, valid_from: "yesterday" },
          { ...indicator, labels: [] },
          { ...indicator, confidence: 101 },
          { ...indicator, pattern: 1 },
        ])
          expect(errors("sdos/indicator.json", wrong)).not.toEqual([]);
      }
    },
  );
});

describe("misp/", () => {
  const [manifest, hashes, event] = mispFormats(META.origin) as [FeedFormat, FeedFormat, FeedFormat];
  const id = mispEventId(META.origin);

  it("the manifest names the event file and says of it what the file says", () => {
    const listed = JSON.parse(manifest.head(META));
    expect(Object.keys(listed)).toEqual([id]);
    expect(event.name).toBe(`misp/${id}.json`);
    const { Event } = JSON.parse(whole(event));
    expect(Event).toMatchObject(listed[id]);
    expect(listed[id]).toMatchObject({
      timestamp: String(META.changedAt),
      date: "2026-02-11",
      analysis: "2",
      threat_level_id: "2",
      Orgc: { name: "Freshcatch catch.example", uuid: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    });
  });

  it("the event has one attribute an entry, typed by what it is", () => {
    const { Event } = JSON.parse(whole(event));
    const types = Object.fromEntries(
      Event.Attribute.map((a: { value: string; type: string }) => [a.value, a.type]),
    );
    expect(types).toEqual({
      "evil.example": "domain",
      "a_b.sites.example": "hostname",
      "203.0.113.7": "ip-dst",
      "2001:db8::7": "ip-dst",
      "https://sites.google.com/view/it's": "url",
      "https://sites.google.com/view/%41": "url",
    });
    for (const a of Event.Attribute)
      expect(a).toMatchObject({
        uuid: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
        category: "Network activity",
        to_ids: true,
        timestamp: "1770800100",
      });
  });

  it("hashes.csv holds the MD5 of every value with the event", () => {
    const wanted = ENTRIES.map((e) => `${createHash("md5").update(e.key).digest("hex")},${id}`);
    expect(whole(hashes).trim().split("\n").sort()).toEqual(wanted.sort());
  });

  it("two instances share no id", () => {
    const ids = (origin: string): string[] => {
      const text = whole(mispFormats(origin)[2] as FeedFormat, ENTRIES, origin);
      return text.match(/[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f-]{21}/g) ?? [];
    };
    const both = [...new Set(ids(META.origin)), ...new Set(ids("https://other.example"))];
    expect(both.length).toBe(2 * (ENTRIES.length + 2));
    expect(new Set(both).size).toBe(both.length);
  });

  it("an empty list is a whole event and an empty table of hashes", () => {
    expect(JSON.parse(whole(event, [])).Event.Attribute).toEqual([]);
    expect(whole(hashes, []).trim()).toBe("");
  });
});
