// Goal: feeds, deltas, hashes and the gate's figures on real D1, with the rows that each costs.
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { keyHash } from "../../src/domain/key-hash.ts";
import type { IndicatorChange } from "../../src/ports.ts";
import type { FeedFormat } from "../../src/publish/feed-format.ts";
import { DOMAINS } from "../../src/publish/formats/names.ts";
import { FEED_JSON } from "../../src/publish/formats/tables.ts";
import { makeD1Store } from "../../src/store/d1-store.ts";
import { anIndicator, aVerdict, MODEL_RECEIVED_AT as T } from "../support/records.ts";

const store = makeD1Store(env.DB, { now: () => T });

/** A store on the same database that adds up rows and round trips. */
function counting() {
  const cost = { read: 0, written: 0, trips: 0 };
  const note = <R extends D1Result | D1Result[]>(results: R): R => {
    cost.trips += 1;
    for (const { meta } of [results].flat()) {
      cost.read += meta.rows_read;
      cost.written += meta.rows_written;
    }
    return results;
  };
  const wrap = (statement: D1PreparedStatement): D1PreparedStatement =>
    new Proxy(statement, {
      get: (s, name) => {
        if (name === "bind") return (...values: unknown[]) => wrap(s.bind(...values));
        if (name === "run" || name === "all") return async () => note(await s.all());
        if (name === "first")
          return async (column?: string) => {
            const [row] = note(await s.all<Record<string, unknown>>()).results;
            return row === undefined ? null : column === undefined ? row : row[column];
          };
        const value = Reflect.get(s, name);
        return typeof value === "function" ? value.bind(s) : value;
      },
    });
  const db = new Proxy(env.DB, {
    get: (d, name) => {
      if (name === "prepare") return (sql: string) => wrap(d.prepare(sql));
      if (name === "batch") return async (all: D1PreparedStatement[]) => note(await d.batch(all));
      return Reflect.get(d, name).bind(d);
    },
  });
  return { cost, store: makeD1Store(db, { now: () => T }) };
}

interface Entry {
  readonly key: string;
  readonly scope?: "registrable" | "host" | "url";
  readonly db?: number;
  readonly probability?: number;
}

const change = (
  { key, scope = "registrable", db = 24, probability = 0.996 }: Entry,
  action: "list" | "delist" = "list",
  why = "listed",
): IndicatorChange => ({
  indicator: anIndicator({
    key,
    scope,
    host: key,
    status: action === "list" ? "listed" : "cleared",
    verdict: aVerdict({ evidenceDb: db, probability }),
    listing: { serial: 0, listedAt: T, expiresAt: T + 100 },
    nextCheckAt: null,
    checks: 1,
    checkedAt: T,
  }),
  history: [],
  listing: { action, why },
});
const list = (entries: readonly Entry[], at = T) =>
  store.saveChanges(
    entries.map((e) => change(e)),
    at,
  );
const feed = (
  format: FeedFormat,
  ...rest: Parameters<typeof store.streamFeed> extends [unknown, ...infer R] ? R : never
) => new Response(store.streamFeed(format, ...rest)).text();

beforeEach(async () => {
  for (const table of ["indicators", "history", "listings", "listing_log", "hash_buckets"])
    await env.DB.exec(`DELETE FROM ${table}`);
  await env.DB.exec(
    "UPDATE feed_state SET serial = 0, changed_at = 0, entries = 0, peak_entries = 0, peak_at = 0",
  );
});

describe("hash buckets", () => {
  /** Keys whose hashes share a bucket, found by trying. */
  function sharingBucket(): [string, string, string] {
    const seen = new Map<string, string[]>();
    for (let n = 0; ; n++) {
      const key = `n${n}.example`;
      const prefix = keyHash(key).slice(0, 4);
      const all = [...(seen.get(prefix) ?? []), key];
      seen.set(prefix, all);
      if (all.length === 3) return all as [string, string, string];
    }
  }
  const [a, b, c] = sharingBucket();
  const prefix = keyHash(a).slice(0, 4);

  it("hold every listed key of one batch and lose every delisted one, whatever bucket they share", async () => {
    await list([{ key: a }, { key: b }, { key: c }]);
    expect([...(await store.findHashes(prefix))].sort()).toEqual([a, b, c].map(keyHash).sort());
    await store.saveChanges([change({ key: a }, "delist"), change({ key: c }, "delist")], T);
    expect(await store.findHashes(prefix)).toEqual([keyHash(b)]);
    await store.saveChanges([change({ key: b }, "delist"), change({ key: b }, "delist")], T);
    expect(await store.findHashes(prefix)).toEqual([]);
  });

  it("answer a longer prefix with what begins with it alone", async () => {
    await list([{ key: a }, { key: b }]);
    expect(await store.findHashes(keyHash(a).slice(0, 8))).toEqual([keyHash(a)]);
  });

  it("cost one row written a change, none at a renewal, one row read an answer", async () => {
    const { cost, store: counted } = counting();
    const before = async () => {
      cost.written = 0;
      await counted.saveChanges([change({ key: "plain.example" })], T);
      return cost.written;
    };
    const first = await before();
    const renewed = await before();
    expect(first - renewed).toBe(1);
    // Log, counter, listing: the hash comes to these.
    expect(first).toBe(4);
    Object.assign(cost, { read: 0, trips: 0 });
    await counted.findHashes(keyHash("plain.example").slice(0, 6));
    await counted.findHashes("0000");
    expect(cost).toMatchObject({ trips: 2 });
    expect(cost.read).toBeLessThanOrEqual(2);
  });

  it("equal the listings after any sequence of changes", async () => {
    let delisted = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(5), fc.boolean()), { minLength: 1, maxLength: 12 }),
        async (steps) => {
          for (const [n, isList] of steps) {
            if (!isList) delisted++;
            await store.saveChanges([change({ key: `k${n}.example` }, isList ? "list" : "delist")], T);
          }
          const { results: rows } = await env.DB.prepare("SELECT key FROM listings").all<{ key: string }>();
          const { results: buckets } = await env.DB.prepare("SELECT hashes FROM hash_buckets").all<{
            hashes: string;
          }>();
          const hashes = buckets.flatMap((r) => r.hashes.split(" ")).filter(Boolean);
          expect(hashes.sort()).toEqual(rows.map((r) => keyHash(r.key)).sort());
        },
      ),
      { numRuns: 15, seed: 3 },
    );
    expect(delisted).toBeGreaterThan(20);
  });
});

describe("streamFeed()", () => {
  it("joins pieces without a seam, and goes on past a piece that the format cannot express", async () => {
    await env.DB.exec(
      `INSERT INTO listings (key, scope, serial, probability_bp, reasons, first_seen_at, listed_at, expires_at)
         WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 6999)
         SELECT CASE WHEN i < 2500 THEN printf('10.0.%d.%d', i / 250, i % 250) ELSE printf('n%05d.example', i) END,
                'host', i, 9960, '[]', 1, 1, 1 FROM n`.replace(/\n\s*/g, " "),
    );
    const lines = (await feed(DOMAINS)).split("\n");
    expect(lines).toHaveLength(4_500);
    expect(new Set(lines).size).toBe(4_500);
    expect(lines).toEqual([...lines].sort());
    expect((await feed(FEED_JSON)).split(",\n")).toHaveLength(7_000);
  });

  it("selects by scope, probability, and the strongest by evidence in key order", async () => {
    await list([
      { key: "a.example", db: 20, probability: 0.99 },
      { key: "b.example", db: 30, probability: 0.999 },
      { key: "c.example", db: 30, probability: 0.999, scope: "host" },
      { key: "d.example", db: 30, probability: 0.999 },
      { key: "203.0.113.9", db: 90, probability: 0.9999, scope: "host" },
    ]);
    expect(await feed(DOMAINS, { scopes: ["host"] })).toBe("c.example");
    expect(await feed(DOMAINS, { probabilityMin: 0.999 })).toBe("b.example\nc.example\nd.example");
    expect(await feed(DOMAINS, { probabilityMin: 0.9991 })).toBe("");
    expect(await feed(DOMAINS, { countMax: 2 })).toBe("b.example\nc.example");
    expect(await feed(DOMAINS, { countMax: 2, scopes: ["registrable"] })).toBe("b.example\nd.example");
    expect(await feed(DOMAINS, { countMax: 4 })).toBe("a.example\nb.example\nc.example\nd.example");
    expect(await feed(DOMAINS, { countMax: 99 })).toBe("a.example\nb.example\nc.example\nd.example");
  });
});

describe("loadDelta()", () => {
  type Json = { key: string; serial: number };
  const full = async (): Promise<Map<string, Json>> => {
    const entries = JSON.parse(`[${await feed(FEED_JSON)}]`) as Json[];
    return new Map(entries.map((e) => [e.key, e]));
  };
  type Change = { action: "list"; entry: Json } | { action: "delist"; key: string };
  const apply = (have: Map<string, Json>, changes: string): void => {
    for (const c of JSON.parse(`[${changes}]`) as Change[])
      if (c.action === "list") have.set(c.entry.key, c.entry);
      else have.delete(c.key);
  };

  it("gives the full feed exactly, from any serial and in pieces of any size", async () => {
    let tombstones = 0;
    let pieces = 0;
    const step = fc.array(fc.tuple(fc.nat(4), fc.boolean()), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 2, maxLength: 6 }),
        fc.nat(5),
        fc.integer({ min: 1, max: 5 }),
        async (steps, stop, size) => {
          const save = async (batch: [number, boolean][], n: number) => {
            const keys = new Map(batch.map(([k, isList]) => [`k${k}.example`, isList]));
            const changes = [...keys].map(([key, isList]) =>
              change({ key, db: n }, isList ? "list" : "delist"),
            );
            await store.saveChanges(changes, T + n);
          };
          const middle = stop % steps.length;
          for (const [n, batch] of steps.slice(0, middle).entries()) await save(batch, n);
          const have = await full();
          let since = (await store.loadFeedState()).serial;
          for (const [n, batch] of steps.slice(middle).entries()) await save(batch, middle + n);
          for (;;) {
            const delta = await store.loadDelta(since, size);
            apply(have, delta.changes);
            if (delta.changes.includes('"delist"')) tombstones++;
            pieces++;
            expect(delta.reached).toBeGreaterThan(since);
            since = delta.reached;
            if (since === delta.state.serial) break;
          }
          const now = await full();
          expect([...have].sort()).toEqual([...now].sort());
        },
      ),
      { numRuns: 25, seed: 5 },
    );
    expect(tombstones).toBeGreaterThan(5);
    expect(pieces).toBeGreaterThan(30);
  });

  it("reads state, oldest line and changes in one round trip, and says when nothing is new", async () => {
    await list([{ key: "a.example" }, { key: "b.example" }]);
    const { cost, store: counted } = counting();
    expect(await counted.loadDelta(2, 10)).toMatchObject({
      state: { serial: 2 },
      oldest: 1,
      reached: 2,
      changes: "",
    });
    expect(cost.trips).toBe(1);
    expect(cost.read).toBeLessThanOrEqual(4);
  });
});

describe("loadCorrections()", () => {
  it("gives what was taken off for a reason, newest first, by the index over corrections alone", async () => {
    const keys = ["a", "b", "c", "d"].map((n) => `${n}.example`);
    await list(keys.map((key) => ({ key })));
    const off = (key: string, why: string, at: number) =>
      store.saveChanges([change({ key }, "delist", why)], at);
    await off("a.example", "expired", T + 1);
    await off("b.example", "benign", T + 2);
    await off("c.example", "cleared_by_person", T + 3);
    await off("d.example", "benign", T + 4);
    await list([{ key: "d.example" }], T + 5);
    const entries = JSON.parse(`[${await store.loadCorrections(10)}]`);
    expect(entries).toEqual([
      { key: "c.example", serial: 7, delisted_at: "2026-02-11T12:35:03Z", why: "cleared_by_person" },
      { key: "b.example", serial: 6, delisted_at: "2026-02-11T12:35:02Z", why: "benign" },
    ]);
    const { cost, store: counted } = counting();
    await counted.loadCorrections(10);
    expect(cost.read).toBeLessThanOrEqual(3 * 2 + 1);
  });
});

describe("loadFeedPeak()", () => {
  it("is the most of the last day, however the list shrinks bit by bit", async () => {
    const keys = Array.from({ length: 6 }, (_, n) => `k${n}.example`);
    await list(keys.map((key) => ({ key })));
    for (const [n, key] of keys.slice(0, 4).entries())
      await store.saveChanges([change({ key }, "delist", "expired")], T + 10 + n);
    expect(await store.loadFeedPeak(T + 60)).toEqual({ peak: 6, entries: 2 });
    expect(await store.loadFeedPeak(T + 2 * 86_400)).toEqual({ peak: 2, entries: 2 });
  });
});

describe("point reads", () => {
  it("a hundred lookups are one round trip and read what exists", async () => {
    await list([{ key: "n42.example" }]);
    const keys = Array.from({ length: 100 }, (_, n) => [
      `a.b.n${n}.example`,
      `b.n${n}.example`,
      `n${n}.example`,
    ]).flat();
    await env.DB.exec(
      "INSERT INTO indicators (key, scope, host, first_seen_at, last_seen_at, mails, reporters, mail_ids, facts, status) VALUES ('n42.example', 'registrable', 'n42.example', 1, 1, 1, '[]', '[]', '{}', 'listed'), ('b.n7.example', 'host', 'b.n7.example', 1, 1, 1, '[]', '[]', '{}', 'watched')",
    );
    const { cost, store: counted } = counting();
    expect([...(await counted.findIndicators(keys)).keys()].sort()).toEqual(["b.n7.example", "n42.example"]);
    expect(cost).toEqual({ read: 2, written: 0, trips: 1 });
  });

  it("findListedKey() and findIndicators() read the rows that exist, in one round trip", async () => {
    await list([{ key: "evil.example" }]);
    await env.DB.exec(
      "INSERT INTO indicators (key, scope, host, first_seen_at, last_seen_at, mails, reporters, mail_ids, facts, status) VALUES ('evil.example', 'registrable', 'evil.example', 1, 1, 1, '[]', '[]', '{}', 'listed')",
    );
    for (const keys of [
      ["login.evil.example", "evil.example"],
      [
        "https://evil.example/a/b",
        "https://evil.example/a",
        "x.y.evil.example",
        "y.evil.example",
        "evil.example",
      ],
      [
        "https://w.evil.example/a/b/c/d",
        "https://w.evil.example/a/b/c",
        "https://w.evil.example/a/b",
        "https://w.evil.example/a",
        "w.evil.example",
        "evil.example",
      ],
      [
        "a.b.c.d.e.f.g.evil.example",
        "b.c.d.e.f.g.evil.example",
        "c.d.e.f.g.evil.example",
        "d.e.f.g.evil.example",
        "e.f.g.evil.example",
        "f.g.evil.example",
        "g.evil.example",
        "evil.example",
      ],
    ]) {
      const { cost, store: counted } = counting();
      expect((await counted.findIndicators(keys)).size).toBe(1);
      expect(cost, keys[0]).toMatchObject({ trips: 1 });
      expect(cost.read, `rows read for ${keys.length} keys`).toBeLessThanOrEqual(3);
      const listed = counting();
      expect(await listed.store.findListedKey(keys)).toBe("evil.example");
      expect(listed.cost.read).toBeLessThanOrEqual(3);
    }
  });
});
