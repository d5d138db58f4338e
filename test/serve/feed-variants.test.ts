// Goal: parameters, MISP's folder, deltas, corrections, digests and private lookup as a caller sees them.
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { keyHash } from "../../src/domain/key-hash.ts";
import { FEED_FORMATS, formatsOf } from "../../src/publish/formats/registry.ts";
import { problem } from "../../src/serve/schemas.ts";
import {
  feedChanges,
  feedCorrections,
  feedIndex,
  feedJson,
  hashBucket,
} from "../../src/serve/schemas-feeds.ts";
import { anIndicator, aVerdict } from "../support/records.ts";
import { modelApp, NOW, ORIGIN, SCAM, testApp } from "./support.ts";

const SHARED = "https://sites.google.com/view/x";

async function appWithThree() {
  const app = testApp();
  const put = (key: string, scope: "registrable" | "host" | "url", probability: number) =>
    app.store.saveChanges(
      [
        {
          indicator: anIndicator({
            key,
            scope,
            status: "listed",
            verdict: aVerdict({ probability }),
            listing: { serial: 0, listedAt: NOW, expiresAt: NOW + 100 },
          }),
          history: [],
          listing: { action: "list", why: "listed" },
        },
      ],
      NOW,
    );
  const drop = (key: string, why: string) =>
    app.store.saveChanges(
      [
        {
          indicator: anIndicator({ key, status: "cleared" }),
          history: [],
          listing: { action: "delist", why },
        },
      ],
      NOW + 1,
    );
  await put("a.example", "registrable", 0.99);
  await put("b.sites.example", "host", 0.999);
  await put(SHARED, "url", 0.9999);
  return { ...app, put, drop };
}

const app = await appWithThree();
const get = (path: string, headers: Record<string, string> = {}) => app.request(path, { headers });
const keys = async (query: string): Promise<string[]> =>
  feedJson.parse(await (await get(`/feed/feed.json${query}`)).json()).entries.map((e) => e.key);

describe("parameters of a feed", () => {
  it.each([
    ["", ["a.example", "b.sites.example", SHARED]],
    ["?min_probability=0.999", ["b.sites.example", SHARED]],
    ["?min_probability=1", []],
    ["?scope=host", ["b.sites.example"]],
    ["?scope=url,registrable", ["a.example", SHARED]],
    ["?limit=1", [SHARED]],
    ["?limit=2&scope=registrable,host", ["a.example", "b.sites.example"]],
    ["?limit=1&scope=registrable,host", ["b.sites.example"]],
  ])("%j gives %j", async (query, wanted) => expect(await keys(query)).toEqual(wanted));

  it("each set of parameters has its own tag, and equal sets have one", async () => {
    const tag = async (query: string) => (await get(`/feed/feed.json${query}`)).headers.get("etag");
    const sets = [
      "",
      "?limit=1",
      "?limit=11",
      "?scope=host",
      "?scope=url",
      "?min_probability=0.5",
      "?limit=1&scope=host",
    ];
    const tags = await Promise.all(sets.map(tag));
    expect(new Set(tags).size).toBe(sets.length);
    expect(await tag("?scope=url,host")).toBe(await tag("?scope=host,url"));
    expect(await tag("?scope=registrable,host,url")).toBe(await tag(""));
    expect(await tag("?min_probability=0")).toBe(await tag(""));
    const same = await get("/feed/feed.json?limit=1", { "if-none-match": tags[1] as string });
    expect(same.status).toBe(304);
    const other = await get("/feed/feed.json?limit=1", { "if-none-match": tags[0] as string });
    expect(other.status).toBe(200);
  });

  it.each([
    "/feed/domains.txt?scope=url",
    "/feed/domains.txt?scope=",
    "/feed/domains.txt?scope=host,nothing",
    "/feed/domains.txt?limit=0",
    "/feed/domains.txt?limit=1e3",
    "/feed/domains.txt?limit=1&limit=2",
    "/feed/domains.txt?min_probability=1.5",
    "/feed/domains.txt?min_probability=high",
    "/feed/changes.json",
    "/feed/changes.json?since=-1",
    "/feed/changes.json?since=1&since=2",
    "/hashes/012",
    "/hashes/012345678",
    "/hashes/wxyz",
  ])("refuses %s", async (path) => {
    const response = await get(path);
    expect(response.status).toBe(400);
    expect(problem.parse(await response.json()).code).toBe("bad_parameter");
  });
});

describe("/feed/misp/", () => {
  it("holds the manifest, the event that it names, and the hashes; nothing else", async () => {
    const manifest = (await (await get("/feed/misp/manifest.json")).json()) as object;
    const [id = ""] = Object.keys(manifest);
    const event = (await (await get(`/feed/misp/${id}.json`)).json()) as { Event: { Attribute: unknown[] } };
    expect(event.Event.Attribute).toHaveLength(3);
    const hashes = await (await get("/feed/misp/hashes.csv")).text();
    expect(hashes).toContain(`${createHash("md5").update("a.example").digest("hex")},${id}\n`);
    expect((await get(`/feed/misp/${id.replace(/^./, "0")}.json`)).status).toBe(404);
    const etag = (await get("/feed/misp/manifest.json")).headers.get("etag") ?? "";
    expect((await get("/feed/misp/manifest.json", { "if-none-match": etag })).status).toBe(304);
  });
});

describe("/feed/changes.json", () => {
  it("gives entries and tombstones since a serial, and the serial to go on from", async () => {
    const one = await appWithThree();
    await one.drop("a.example", "expired");
    const read = async (since: number) =>
      feedChanges.parse(await (await one.request(`/feed/changes.json?since=${since}`)).json());
    expect(await read(2)).toMatchObject({
      since: 2,
      serial: 4,
      more: false,
      changes: [
        { action: "list", entry: { key: SHARED, serial: 3 } },
        { action: "delist", key: "a.example", serial: 4, why: "expired" },
      ],
    });
    expect((await read(4)).changes).toEqual([]);
    expect((await read(0)).changes).toHaveLength(3);
  });

  it("answers 304 for the same question, and 410 for a serial that was never reached", async () => {
    const etag = (await get("/feed/changes.json?since=1")).headers.get("etag") ?? "";
    expect((await get("/feed/changes.json?since=1", { "if-none-match": etag })).status).toBe(304);
    expect((await get("/feed/changes.json?since=2", { "if-none-match": etag })).status).toBe(200);
    const gone = await get("/feed/changes.json?since=99");
    expect([gone.status, problem.parse(await gone.json()).code]).toEqual([410, "serial_gone"]);
  });
});

describe("/feed/false-positives.json", () => {
  it("names what was taken off by evidence or by a person, not what expired", async () => {
    const one = await appWithThree();
    await one.drop("a.example", "benign");
    await one.drop("b.sites.example", "expired");
    const answer = feedCorrections.parse(await (await one.request("/feed/false-positives.json")).json());
    expect(answer).toMatchObject({ serial: 5, entries: [{ key: "a.example", serial: 4, why: "benign" }] });
    await one.put("a.example", "registrable", 0.99);
    const after = feedCorrections.parse(await (await one.request("/feed/false-positives.json")).json());
    expect(after.entries).toEqual([]);
  });
});

describe("digests of the index", () => {
  it("are those of the bytes that are served, made once a serial", async () => {
    const one = await appWithThree();
    const index = async () => feedIndex.parse(await (await one.request("/feed/index.json")).json());
    const first = await index();
    for (const { name, sha256, etag } of first.feeds.filter((f) => f.etag !== null)) {
      const response = await one.request(`/feed/${name}`);
      expect(response.headers.get("etag")).toBe(etag);
      const bytes = new Uint8Array(await response.arrayBuffer());
      expect(sha256, name).toBe(createHash("sha256").update(bytes).digest("hex"));
    }
    expect(first.feeds.filter((f) => f.sha256 !== null)).toHaveLength(formatsOf(ORIGIN).length);
    const streams = one.store.calls.streamFeed;
    expect(await index()).toEqual(first);
    expect(one.store.calls.streamFeed).toBe(streams);
    await one.drop("a.example", "expired");
    expect((await index()).feeds[0]?.sha256).not.toBe(first.feeds[0]?.sha256);
  });
});

describe("/hashes/{prefix}", () => {
  it("gives the full hash of a listed key under any prefix of 4 to 8 digits, in either case", async () => {
    const one = await modelApp();
    const hash = keyHash(SCAM);
    for (const digits of [4, 5, 8]) {
      const response = await one.request(`/hashes/${hash.slice(0, digits).toUpperCase()}`);
      expect(hashBucket.parse(await response.json())).toEqual({
        prefix: hash.slice(0, digits),
        hashes: [hash],
      });
      expect(response.headers.get("access-control-allow-origin")).toBe("*");
    }
    const none = await one.request(`/hashes/${hash.slice(0, 4) === "0000" ? "1111" : "0000"}`);
    expect([none.status, ((await none.json()) as { hashes: string[] }).hashes]).toEqual([200, []]);
  });
});

describe("every feed", () => {
  it.each(FEED_FORMATS.map((f) => f.name))("%s answers HEAD with the headers of GET", async (name) => {
    const head = await app.request(`/feed/${name}?limit=1`, { method: "HEAD" });
    const full = await get(`/feed/${name}?limit=1`);
    expect(await head.text()).toBe("");
    for (const header of ["etag", "last-modified", "content-type", "x-feed-serial", "cache-control"])
      expect(head.headers.get(header)).toBe(full.headers.get(header));
  });
});
