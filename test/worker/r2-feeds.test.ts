// Goal: feeds as objects on a real bucket: whole, of one version, hashed, the last good one kept, and served from there.
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import type { IndicatorChange, Log } from "../../src/ports.ts";
import { formatsOf } from "../../src/publish/formats/registry.ts";
import { makeApp, type ServeDeps } from "../../src/serve/app.ts";
import { publishFeeds } from "../../src/serve/publish-feeds.ts";
import { feedIndex } from "../../src/serve/schemas-feeds.ts";
import { makeD1Store } from "../../src/store/d1-store.ts";
import { makeR2Feeds } from "../../src/store/r2-feeds.ts";
import { anIndicator, aVerdict, MODEL_RECEIVED_AT as T } from "../support/records.ts";

const ORIGIN = "https://catch.example";
const store = makeD1Store(env.DB, { now: () => T });
const objects = makeR2Feeds(env.FEEDS);
const silent: Log = { info: () => undefined, error: () => undefined };
const never = { isCdnAddress: () => false, isSimulated: true };
const publish = (at: number, over: Partial<Parameters<typeof publishFeeds>[0]> = {}) =>
  publishFeeds({ store, objects, never, log: silent, origin: ORIGIN, ...over }, at);

const change = (key: string, action: "list" | "delist", why: string): IndicatorChange => ({
  indicator: anIndicator({
    key,
    host: key,
    status: action === "list" ? "listed" : "cleared",
    verdict: aVerdict(),
    listing: { serial: 0, listedAt: T, expiresAt: T + 100 },
    nextCheckAt: null,
  }),
  history: [],
  listing: { action, why },
});
const list = (...keys: string[]) =>
  store.saveChanges(
    keys.map((key) => change(key, "list", "listed")),
    T,
  );
const drop = (why: string, ...keys: string[]) =>
  store.saveChanges(
    keys.map((key) => change(key, "delist", why)),
    T,
  );

function app(over: Partial<ServeDeps> = {}, feedsPublicUrl: string | null = null) {
  const reads: string[] = [];
  const counted = new Proxy(store, {
    get: (s, name) => {
      if (typeof name === "string") reads.push(name);
      return Reflect.get(s, name);
    },
  });
  const deps = {
    store: counted,
    clock: { now: () => T },
    log: silent,
    config: { origin: ORIGIN, ingestToken: null, adminToken: null, isSimulated: true, feedsPublicUrl },
    feedObjects: objects,
    ...over,
  } as unknown as ServeDeps;
  const serve = makeApp(deps);
  return { reads, get: async (path: string, init?: RequestInit) => serve.request(path, init) };
}

beforeEach(async () => {
  for (const table of ["indicators", "history", "listings", "listing_log", "hash_buckets"])
    await env.DB.exec(`DELETE FROM ${table}`);
  await env.DB.exec(
    "UPDATE feed_state SET serial = 0, changed_at = 0, entries = 0, peak_entries = 0, peak_at = 0",
  );
  const { objects: all } = await env.FEEDS.list();
  await env.FEEDS.delete(all.map((o) => o.key));
});

describe("publishFeeds()", () => {
  it("publishes every feed, the manifest last, and serves them byte for byte without the database", async () => {
    await list("a.example", "b.example");
    const fromStore = app({ feedObjects: { ...objects, loadManifest: async () => null } });
    const wanted = new Map<string, string>();
    for (const { name } of formatsOf(ORIGIN))
      wanted.set(name, await (await fromStore.get(`/feed/${name}`)).text());
    expect(await publish(T)).toBe("published");
    const one = app();
    const index = feedIndex.parse(await (await one.get("/feed/index.json")).json());
    for (const [name, text] of wanted) {
      const response = await one.get(`/feed/${name}`);
      expect(await response.text(), name).toBe(text);
      const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
      const hex = Array.from(hash, (b) => b.toString(16).padStart(2, "0")).join("");
      expect(response.headers.get("etag")).toBe(`"${hex}"`);
      expect(index.feeds.find((f) => f.name === name)).toMatchObject({ sha256: hex, etag: `"${hex}"` });
      expect(response.headers.get("x-feed-serial")).toBe("2");
      const again = await one.get(`/feed/${name}`, { headers: { "if-none-match": `"${hex}"` } });
      expect(again.status).toBe(304);
    }
    expect(one.reads).toEqual([]);
  });

  it("waits after a publish, and keeps one version besides the newest", async () => {
    await list("a.example");
    expect(await publish(T)).toBe("published");
    expect(await publish(T + 60)).toBe("unchanged");
    await list("b.example");
    expect(await publish(T + 60)).toBe("unchanged");
    expect(await publish(T + 600)).toBe("published");
    await list("c.example");
    expect(await publish(T + 1_200)).toBe("published");
    const versions = new Set((await env.FEEDS.list()).objects.map((o) => o.key.split("/")[1]));
    expect([...versions].sort()).toEqual([`2-${T + 600}`, `3-${T + 1_200}`, "manifest.json"].sort());
  });

  it("leaves the last good version when a build fails half-way", async () => {
    await list("a.example");
    await publish(T);
    await list("b.example");
    let puts = 0;
    const dying = {
      ...objects,
      put: async (...args: Parameters<typeof objects.put>) => {
        puts += 1;
        if (puts === 5) throw new Error("bucket is gone");
        return objects.put(...args);
      },
    };
    await expect(publish(T + 600, { objects: dying })).rejects.toThrow("gone");
    expect(await (await app().get("/feed/domains.txt")).text()).not.toContain("b.example");
    expect(await publish(T + 660)).toBe("published");
    expect(await (await app().get("/feed/domains.txt")).text()).toContain("b.example");
  });

  it("refuses a list that halved or a serial that went back, and says so in /healthz", async () => {
    const keys = Array.from({ length: 60 }, (_, n) => `k${n}.example`);
    await list(...keys);
    await publish(T);
    await drop("expired", ...keys.slice(0, 40));
    expect(await publish(T + 600)).toBe("refused");
    expect((await store.loadHealth(T + 601)).gateFailure?.why).toMatch(/^shrunk: 20 entries, before 60/);
    expect(await (await app().get("/feed/domains.txt")).text()).toContain("k0.example");
    await env.DB.exec("UPDATE feed_state SET serial = 1");
    expect(await publish(T + 1_200)).toBe("refused");
    expect((await store.loadHealth(T + 1_201)).gateFailure?.why).toMatch(/^serial_went_back/);
  });

  it("publishes a correction however small the list gets", async () => {
    await list("a.example");
    await publish(T);
    await drop("cleared_by_person", "a.example");
    expect(await publish(T + 600)).toBe("published");
    expect(await (await app().get("/feed/domains.txt")).text()).not.toContain("a.example");
  });
});

describe("/feed/{name} with a bucket", () => {
  it("redirects to the bucket's public address where there is one", async () => {
    await list("a.example");
    await publish(T);
    const response = await app({}, "https://feeds.example/").get("/feed/rpz.zone");
    expect(response.status).toBe(302);
    expect(response.headers.get("location")).toBe(`https://feeds.example/feeds/1-${T}/rpz.zone`);
  });

  it("asks the database for a selection, and for everything while the bucket does not answer", async () => {
    await list("a.example");
    await publish(T);
    await list("b.example");
    const whole = await (await app().get("/feed/domains.txt")).text();
    expect(whole).not.toContain("b.example");
    expect(await (await app().get("/feed/domains.txt?limit=9")).text()).toContain("b.example");
    const down = app({
      feedObjects: {
        ...objects,
        loadManifest: async () => {
          throw new Error("no bucket");
        },
      },
    });
    expect(await (await down.get("/feed/domains.txt")).text()).toContain("b.example");
  });
});

describe("makeR2Feeds().put", () => {
  it("puts a feed of several parts whole, with its digest", async () => {
    const chunk = new Uint8Array(1024 * 1024 + 7).map((_, n) => n % 251);
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let n = 0; n < 19; n++) controller.enqueue(chunk);
        controller.close();
      },
    });
    const { sha256, bytes } = await objects.put("feeds/test/long", "text/plain", body);
    const stored = await env.FEEDS.get("feeds/test/long");
    const all = new Uint8Array((await stored?.arrayBuffer()) ?? []);
    expect([all.length, bytes]).toEqual([19 * chunk.length, 19 * chunk.length]);
    expect(all[chunk.length * 18 + 5]).toBe(5);
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", all));
    expect(sha256).toBe(Array.from(hash, (b) => b.toString(16).padStart(2, "0")).join(""));
    expect(stored?.httpMetadata?.contentType).toBe("text/plain");
  });
});
