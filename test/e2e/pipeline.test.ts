// Goal: the README as a test. A mail goes in through the real email() door of the real bundle; the cron
// asks a simulated internet over real sockets; lookup, feeds and report tell what was found.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createTestHarness } from "wrangler";
import { startInternet } from "../internet/start.ts";

const TOKEN = "token-of-the-end-to-end-test";
const FRESH = "signin-keiyaku.example";
const mails = path.join(import.meta.dirname, "../fixtures/mail/demo");
const raw = (name: string): string => readFileSync(path.join(mails, name), "latin1");

const internet = await startInternet();
const server = createTestHarness({
  workers: [
    {
      configPath: "./wrangler.toml",
      vars: { ...internet.vars, INGEST_TOKEN: TOKEN, REPORTER_HASH_KEY: "key-of-the-end-to-end-test" },
    },
  ],
});

const get = (where: string, init: Parameters<typeof server.fetch>[1] = {}) => server.fetch(where, init);
const json = async (where: string): Promise<Record<string, unknown>> =>
  (await get(where)).json() as Promise<Record<string, unknown>>;
const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  get("/mails", {
    method: "POST",
    body,
    headers: { authorization: `Bearer ${TOKEN}`, "content-type": "message/rfc822", ...headers },
  });
const deliver = (name: string, from = "taro@reporter.example") =>
  server.getWorker().email({ from, to: "catch@catch.example", raw: raw(name) });
const tick = async (): Promise<void> => {
  const result = await server.getWorker().scheduled({ cron: "* * * * *", scheduledTime: new Date() });
  expect(result.outcome).toBe("ok");
};

let origin = "";

beforeAll(async () => {
  origin = (await server.listen()).url.href;
  await server.getWorker().applyD1Migrations("DB");
  // Three tables, one a tick: CDN ranges, registries, popular names.
  for (let n = 0; n < 3; n++) await tick();
});
afterAll(async () => {
  await server.close();
  await internet.close();
});

describe("a scam mail that is forwarded to the catch address", () => {
  beforeAll(async () => {
    expect(await deliver("02-model-link.eml")).toMatchObject({ outcome: "ok" });
    await tick();
    await vi.waitFor(
      async () => expect((await json(`/lookup?domain=${FRESH}`)).status).toBe("listed"),
      20_000,
    );
  });

  it("is answered by the lookup with reasons from two sides and what was checked", async () => {
    const answer = await json(`/lookup?domain=login.${FRESH}`);
    expect(answer).toMatchObject({
      status: "listed",
      suspected: true,
      match: { key: FRESH, scope: "registrable" },
      verdict: { band: "malicious" },
      registration: { state: "found", registered_at: expect.stringMatching(/^2026-02-10T/) },
      sightings: { mails: 1, reporters: 1 },
    });
    const { reasons } = answer.verdict as { reasons: { id: string; group: string }[] };
    expect(reasons.map((r) => r.id)).toEqual(
      expect.arrayContaining(["CLAIMED_BRAND_ELSEWHERE", "REGISTERED_WITHIN_A_DAY", "CDN_FRONTED"]),
    );
    expect(answer.network).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ ip: "104.21.24.167", asn: 13335, cdn: "cloudflare" }),
      ]),
    );
  });

  it.each(["domains.txt", "hosts.txt", "rpz.zone", "feed.json"])(
    "stands in %s, and nothing innocent does",
    async (name) => {
      const feed = await (await get(`/feed/${name}`)).text();
      expect(feed).toContain(FRESH);
      for (const innocent of ["amazon.co.jp", "amazon.com", "104.21.24.167", "tracker"])
        expect(feed).not.toContain(innocent);
    },
  );

  it("costs a 304 when nothing has changed", async () => {
    const first = await get("/feed/domains.txt");
    const etag = first.headers.get("etag") as string;
    expect(etag).toMatch(/^"[^"]+"$/);
    expect((await get("/feed/domains.txt", { headers: { "if-none-match": etag } })).status).toBe(304);
  });

  it("has a report with every row of the model and its values", async () => {
    const { id } = (await (await post(raw("02-model-link.eml"))).json()) as { id: string };
    const report = await (await get(`/reports/${id}.md?lang=ja`)).text();
    for (const value of [
      "【Amazon】お支払い方法に問題があります",
      "spam",
      "Amazon.co.jp",
      "bmcw.cn",
      "2026-02-11 21:35",
      "600円",
      "24時間以内",
      "お支払い方法を更新",
      "0120-959-684",
      "vmta139.bmcw.cn",
      "154.223.230.135",
      "SIMULATED-HK-HOSTING",
      "hxxps://signin-keiyaku[.]example/sign-in",
      "104.21.24.167",
      "CLOUDFLARENET",
      "US",
      "2026-02-10",
      "info@antiphishing.jp",
      "meiwaku@dekyo.or.jp",
      "amazon.co.jp",
    ])
      expect(report, value).toContain(value);
    expect(report).not.toMatch(/reporter\.example|taro@/);
  });
});

describe("the model mail, whose link is masked", () => {
  it("shows the link as it was masked and stores no name for it", async () => {
    await deliver("01-model-masked.eml");
    const { id } = (await (await post(raw("01-model-masked.eml"))).json()) as { id: string };
    const report = await (await get(`/reports/${id}.md?lang=ja`)).text();
    expect(report).toContain("keiya*ensev");
    expect(await json("/lookup?domain=ensev.top")).toMatchObject({ status: "unknown" });
    expect(await (await get("/feed/domains.txt")).text()).not.toContain("ensev");
  });
});

describe("a harmless newsletter", () => {
  it("lists nothing", async () => {
    const before = await (await get("/feed/domains.txt")).text();
    await deliver("05-newsletter.eml");
    await tick();
    expect(await (await get("/feed/domains.txt")).text()).toBe(before);
  });
});

describe("the same mail again", () => {
  it("counts once through both doors, and a second reporter counts", async () => {
    await deliver("02-model-link.eml");
    await post(raw("02-model-link.eml"));
    expect((await json(`/lookup?domain=${FRESH}`)).sightings).toMatchObject({ mails: 1 });
    await deliver("06-second-reporter-apple-inline.eml", "hanako@reporter-two.example");
    expect((await json(`/lookup?domain=${FRESH}`)).sightings).toMatchObject({ mails: 2, reporters: 2 });
  });
});

describe("a browser", () => {
  const CHROMIUM = "/usr/bin/chromium";
  const FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
  ];

  it.skipIf(!existsSync(CHROMIUM))(
    "drops a mail, reads its report and searches, with no error and no stranger asked",
    async () => {
      const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
      try {
        const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
        const wrong: string[] = [];
        page.on("console", (m) => m.type() === "error" && wrong.push(m.text()));
        page.on("pageerror", (e) => wrong.push(e.message));
        page.on("request", (r) => new URL(r.url()).origin === new URL(origin).origin || wrong.push(r.url()));
        await page.goto(`${origin}?lang=en`);
        await page.setInputFiles("#eml", path.join(mails, "02-model-link.eml"));
        await page.fill("#token", TOKEN);
        await page.click("[data-drop] button");
        await page.waitForURL(/\/reports\/[0-9a-f]{32}/);
        expect(await page.innerText("h1")).toMatch(/scam/i);
        // Inert: nothing of the mail can be clicked, and the page is no wider than the phone.
        const hrefs = await page.$$eval("a[href]", (all) => all.map((a) => (a as HTMLAnchorElement).href));
        expect(hrefs.filter((h) => h.includes(FRESH))).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
        await page.goto(`${origin}?lang=ja`);
        await page.fill("#q", `login.${FRESH}`);
        await page.click("form.search button");
        expect(await page.innerText("main")).toContain("signin-keiyaku[.]example");
        expect(wrong).toEqual([]);
      } finally {
        await browser.close();
      }
    },
  );
});

describe("bad input", () => {
  const code = async (answer: Awaited<ReturnType<typeof get>>) => ({
    status: answer.status,
    type: answer.headers.get("content-type")?.split(";")[0],
    code: ((await answer.json()) as { code?: string }).code,
  });

  it.each([
    ["an unknown parameter", "/lookup?domian=a.example", 400],
    ["no parameter", "/lookup", 400],
    ["a domain that is none", "/lookup?domain=..", 400],
    ["an unknown report", `/reports/${"0".repeat(32)}`, 404],
    ["an unknown feed", "/feed/nothing.txt", 404],
  ])("%s is a problem with a stable code", async (_, where, status) => {
    const problem = await code(await get(where, { headers: { accept: "application/json" } }));
    expect(problem).toMatchObject({
      status,
      type: "application/problem+json",
      code: expect.stringMatching(/^[a-z_]+$/),
    });
  });

  it("a wrong or missing token stores nothing", async () => {
    expect((await post(raw("02-model-link.eml"), { authorization: "Bearer wrong" })).status).toBe(401);
    expect((await get("/mails", { method: "POST", body: "x" })).status).toBe(401);
  });

  it("an empty body and wrong JSON are refused", async () => {
    expect(await code(await post(""))).toMatchObject({ status: 400 });
    const bad = await get("/lookup", {
      method: "POST",
      body: "{",
      headers: { "content-type": "application/json" },
    });
    expect(await code(bad)).toMatchObject({ status: 400 });
  });

  it("26 MiB are refused by name of the limit", async () => {
    expect(await code(await post(new Uint8Array(26 * 1024 * 1024).fill(97)))).toMatchObject({ status: 413 });
  });

  it("binary rubbish is kept as unreadable, and so is its report", async () => {
    const answer = await post(Buffer.from(raw("08-binary-rubbish.eml"), "latin1"));
    expect(answer.status).toBe(202);
    const { id } = (await answer.json()) as { id: string };
    expect((await get(`/reports/${id}`)).status).toBe(200);
  });

  it("a mail without Message-ID is taken", async () => {
    expect((await post(raw("07-no-message-id.eml"))).status).toBe(202);
  });
});

describe("while the outside is down", () => {
  it("lookup, feed and report still answer, and a new mail is stored", async () => {
    await internet.close();
    expect(await deliver("03-parcel-gmail-inline.eml")).toMatchObject({ outcome: "ok" });
    await tick();
    expect((await json(`/lookup?domain=${FRESH}`)).status).toBe("listed");
    expect((await get("/feed/domains.txt")).status).toBe(200);
    expect(await json("/healthz")).toMatchObject({ schema_version: 3 });
  });
});
