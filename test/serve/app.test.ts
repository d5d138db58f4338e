// Goal: what holds for every door: headers, errors, methods, limits, and a contract that says what is there.
import { describe, expect, it } from "vitest";
import { StoreError } from "../../src/ports.ts";
import { DOORS } from "../../src/serve/app.ts";
import { ERROR_EXAMPLES, type ErrorCode, toProblem } from "../../src/serve/errors.ts";
import { makeOpenApi } from "../../src/serve/openapi.ts";
import { callerKey, networkPrefix } from "../../src/serve/rate-key.ts";
import { health, problem } from "../../src/serve/schemas.ts";
import { toQuery } from "../../src/serve/search.ts";
import { modelApp, NOW, ORIGIN, SCAM, testApp } from "./support.ts";

const app = await modelApp();
const PATHS = [
  "/",
  "/search?q=x.example",
  `/lookup?domain=${SCAM}`,
  `/reports/${app.id}`,
  "/feed/",
  "/feed/domains.txt",
  "/feed/misp/manifest.json",
  "/feed/changes.json?since=0",
  "/feed/false-positives.json",
  "/hashes/0123",
  "/healthz",
  "/openapi.json",
  "/docs",
  "/nothing",
];

describe("every answer", () => {
  it.each(PATHS)("%s states its caching and a strict policy", async (path) => {
    const { headers } = await app.request(path);
    expect(headers.get("cache-control")).not.toBeNull();
    expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'/);
    expect(headers.get("content-security-policy")).not.toMatch(/unsafe|http/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
  });

  it.each(["/", "/search?q=x.example", `/reports/${app.id}`, "/feed/", "/docs"])(
    "%s has no inline script or style and nothing from outside",
    async (path) => {
      for (const lang of path === "/docs" ? [""] : ["ja", "en"]) {
        const join = path.includes("?") ? "&" : "?";
        const response = await app.request(lang ? `${path}${join}lang=${lang}` : path, {
          headers: { accept: "text/html" },
        });
        const html = await response.text();
        expect(html).toMatch(/^<!doctype html>/);
        expect(html).not.toMatch(/<script(?! src="\/assets\/app\.js" defer>)|<style|\sstyle=|\son[a-z]+=/);
        expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\/(?!www\.(?:amazon|cloudflare))/);
      }
    },
  );
});

describe("errors", () => {
  it("every code has a sentence and a status, and stands on the documentation page", async () => {
    const docs = await (await app.request("/docs")).text();
    for (const code of Object.keys(ERROR_EXAMPLES) as ErrorCode[]) {
      const { status, detail } = toProblem(ERROR_EXAMPLES[code]);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(detail).toMatch(/[.]$/);
      expect(docs).toContain(`id="${code}"`);
    }
  });

  it("404 for an unknown path, 405 with Allow for a wrong method", async () => {
    const missing = await app.request("/nothing");
    expect([missing.status, problem.parse(await missing.json()).code]).toEqual([404, "not_found"]);
    for (const [path, method, allow] of [
      ["/lookup", "DELETE", "GET, HEAD, POST"],
      ["/mails", "GET", "POST"],
      ["/healthz", "POST", "GET, HEAD"],
    ] as const) {
      const response = await app.request(path, { method });
      expect([response.status, response.headers.get("allow")]).toEqual([405, allow]);
      expect(problem.parse(await response.json()).type).toBe(`${ORIGIN}/docs#method_not_allowed`);
    }
  });

  it("429 when the limit says no; the key is no address", async () => {
    const keys: string[] = [];
    const limited = testApp({ rateLimit: async (key) => keys.push(key) < 0 });
    for (const [path, init] of [
      ["/lookup?domain=a.example", {}],
      ["/mails", { method: "POST" }],
    ] as const) {
      const response = await limited.request(path, {
        ...init,
        headers: { "cf-connecting-ip": "203.0.113.77" },
      });
      expect(response.status).toBe(429);
      expect(response.headers.get("retry-after")).toBe("60");
    }
    expect(keys).toHaveLength(2);
    for (const key of keys) expect(key).toMatch(/^[0-9a-f]{32}$/);
    expect((await limited.request("/healthz")).status).toBe(200);
  });

  it("callers of one network share a key, others do not", () => {
    expect(networkPrefix("203.0.113.77")).toBe(networkPrefix("203.0.113.1"));
    expect(networkPrefix("2001:db8:1:2::3")).toBe(networkPrefix("2001:db8:1:ffff::1"));
    expect(networkPrefix("203.0.112.1")).not.toBe(networkPrefix("203.0.113.1"));
    expect(callerKey).toBeTypeOf("function");
  });

  it("503 while the store is down, 500 and a log line for a bug", async () => {
    const logged: string[] = [];
    const log = { info: () => undefined, error: (event: string) => void logged.push(event) };
    const down = testApp({ log });
    down.store.failWith(new StoreError("transient", null));
    expect((await down.request("/lookup?domain=a.example")).status).toBe(503);
    expect((await down.request("/")).status).toBe(200);
    down.store.failWith(new Error("secret detail"));
    const response = await down.request("/lookup?domain=a.example");
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain("secret");
    expect(logged).toContain("serve.bug");
  });
});

describe("/healthz", () => {
  it("tells schema, backlog, feed and age", async () => {
    const response = await app.request("/healthz");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(health.parse(await response.json())).toMatchObject({
      status: "ok",
      schema_version: 1,
      feed: { serial: 481, age_seconds: 0, entries: 1 },
      gate_failure: null,
    });
  });
  it("is degraded while the gate refuses, and says why", async () => {
    const one = testApp();
    await one.store.saveGateFailure("feed would shrink from 10 to 0", NOW);
    const response = await one.request("/healthz");
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      status: "degraded",
      gate_failure: { why: expect.stringContaining("shrink") },
    });
  });
  it("is 503 when the store does not answer", async () => {
    const one = testApp();
    one.store.failWith(new StoreError("transient", null));
    const response = await one.request("/healthz");
    expect(response.status).toBe(503);
    expect(health.parse(await response.json()).status).toBe("down");
  });
});

describe("the contract", () => {
  const document = makeOpenApi(ORIGIN);
  const paths = Object.entries(document.paths ?? {});

  it("is OpenAPI 3.1 and names every door, and no other", () => {
    expect(document.openapi).toBe("3.1.0");
    const documented = paths.flatMap(([path, item]) =>
      ["get", "post"].filter((m) => m in (item as object)).map((m) => `${m.toUpperCase()} ${path}`),
    );
    const served = DOORS.map(
      ({ method, path }) =>
        `${method} ${path.replace("/reports/:name", "/reports/{id}").replace(/:(\w+)/g, "{$1}")}`,
    );
    expect(documented.filter((d) => !/\{id\}\.(json|md)/.test(d)).sort()).toEqual(served.sort());
  });

  it("has the schemas of the answers as components", () => {
    const names = Object.keys(document.components?.schemas ?? {});
    for (const name of [
      "LookupAnswer",
      "LookupQuery",
      "Report",
      "Problem",
      "MailReceipt",
      "FeedIndex",
      "Health",
    ])
      expect(names.some((n) => n.startsWith(name))).toBe(true);
  });

  it("is served and shown", async () => {
    expect(await (await app.request("/openapi.json")).json()).toEqual(JSON.parse(JSON.stringify(document)));
    const docs = await (await app.request("/docs")).text();
    for (const [path] of paths) expect(docs).toContain(path);
  });
});

describe("/search", () => {
  it.each([
    ["evil.example", { host: "evil.example" }],
    ["evil[.]example", { host: "evil.example" }],
    [" hxxps://evil[.]example/a ", { url: "https://evil.example/a" }],
    ["evil.example/a", { url: "http://evil.example/a" }],
  ])("reads %j", (typed, query) => expect(toQuery(typed)).toEqual(query));

  it("shows a listed name with its reasons, and an unknown one as not safe", async () => {
    const listed = await (await app.request(`/search?q=hxxps://login.${SCAM}/x&lang=en`)).text();
    expect(listed).toContain("Listed: seen in scam mail");
    expect(listed).toContain("REGISTERED_WITHIN_A_DAY");
    const unknown = await (await app.request("/search?q=new.example&lang=en")).text();
    expect(unknown).toContain("not the same as safe");
    const bad = await app.request("/search?q=%3Cscript%3Ealert(1)&lang=en");
    expect(bad.status).toBe(400);
    expect(await bad.text()).toContain("&lt;script&gt;");
  });
});
