// Goal: feeds are whole, conditional, and cheap when unchanged.
import { describe, expect, it } from "vitest";
import { FEED_FORMATS, formatsOf } from "../../src/publish/formats/registry.ts";
import { feedIndex } from "../../src/serve/schemas-feeds.ts";
import { modelApp, NOW, ORIGIN, SCAM } from "./support.ts";

const app = await modelApp();
const get = (path: string, headers: Record<string, string> = {}, method = "GET") =>
  app.request(path, { method, headers });

describe("GET /feed/{name}", () => {
  it("streams head, entries and tail", async () => {
    const response = await get("/feed/domains.txt");
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(response.headers.get("x-feed-serial")).toBe("481");
    expect(response.headers.get("last-modified")).toBe(new Date(NOW * 1000).toUTCString());
    expect(response.headers.get("cache-control")).toMatch(/max-age=60/);
    const body = await response.text();
    expect(body).toMatch(/^# Freshcatch/);
    expect(body.endsWith(`\n${SCAM}\n`)).toBe(true);
  });

  it("never holds a brand's own domain of the same mail", async () => {
    for (const { name } of FEED_FORMATS) {
      const body = await (await get(`/feed/${name}`)).text();
      expect(body).toContain(SCAM);
      expect(body).not.toContain("amazon");
    }
  });

  it.each(FEED_FORMATS.map((f) => f.name))("%s: 304 reads the state and streams nothing", async (name) => {
    const etag = (await get(`/feed/${name}`)).headers.get("etag") ?? "";
    expect(etag).toMatch(/^"[^"]+"$/);
    const before = { ...app.store.calls };
    for (const tag of [etag, `W/${etag}`, `"x", ${etag}`, "*"]) {
      const response = await get(`/feed/${name}`, { "if-none-match": tag });
      expect([response.status, await response.text()]).toEqual([304, ""]);
      expect(response.headers.get("etag")).toBe(etag);
    }
    expect(app.store.calls.streamFeed).toBe(before.streamFeed);
    expect(app.store.calls.loadFeedState).toBe((before.loadFeedState ?? 0) + 4);
  });

  it("tags differ by format and by instance", async () => {
    const tags = await Promise.all(
      FEED_FORMATS.map(async (f) => (await get(`/feed/${f.name}`)).headers.get("etag")),
    );
    const other = await modelApp({ origin: "https://other.example" });
    tags.push((await other.request("/feed/domains.txt")).headers.get("etag"));
    expect(new Set(tags).size).toBe(FEED_FORMATS.length + 1);
  });

  it("If-Modified-Since counts only without If-None-Match", async () => {
    const since = { "if-modified-since": new Date(NOW * 1000).toUTCString() };
    expect((await get("/feed/rpz.zone", since)).status).toBe(304);
    expect((await get("/feed/rpz.zone", { ...since, "if-none-match": '"old"' })).status).toBe(200);
    const earlier = { "if-modified-since": new Date((NOW - 1) * 1000).toUTCString() };
    expect((await get("/feed/rpz.zone", earlier)).status).toBe(200);
    expect((await get("/feed/rpz.zone", { "if-modified-since": "rubbish" })).status).toBe(200);
  });

  it("HEAD has the headers of GET, no body, and asks for no entries", async () => {
    const before = app.store.calls.streamFeed;
    const head = await get("/feed/feed.json", {}, "HEAD");
    expect([head.status, await head.text()]).toEqual([200, ""]);
    expect(app.store.calls.streamFeed).toBe(before);
    const full = await get("/feed/feed.json");
    expect(head.headers.get("etag")).toBe(full.headers.get("etag"));
    expect(head.headers.get("content-type")).toBe(full.headers.get("content-type"));
  });

  it("refuses an unknown feed and an unknown parameter", async () => {
    expect((await get("/feed/nothing.txt")).status).toBe(404);
    expect((await get("/feed/domains.txt?min=1")).status).toBe(400);
    expect((await get("/feed/domains.txt", {}, "POST")).status).toBe(405);
  });
});

describe("GET /feed/", () => {
  it("is JSON for programs, with the tag of each feed", async () => {
    for (const [path, accept] of [
      ["/feed/", "*/*"],
      ["/feed/", "application/json"],
      ["/feed/index.json", "text/html"],
    ] as const) {
      const index = feedIndex.parse(await (await get(path, { accept })).json());
      expect(index).toMatchObject({ serial: 481, entries: 1 });
      const names = [...formatsOf(ORIGIN).map((f) => f.name), "changes.json", "false-positives.json"];
      expect(index.feeds.map((f) => f.name)).toEqual(names);
      const [first] = index.feeds;
      expect(first?.etag).toBe((await get("/feed/domains.txt")).headers.get("etag"));
    }
  });
  it("is a page for people", async () => {
    const response = await get("/feed/", { accept: "text/html,*/*" });
    expect(response.headers.get("content-type")).toMatch(/^text\/html/);
    expect(response.headers.get("vary")).toMatch(/Accept/);
    expect(await response.text()).toContain('href="/feed/rpz.zone"');
  });
});
