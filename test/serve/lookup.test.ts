// Goal: /lookup answers what DESIGN's contract says, and every bad question gets its own code.
import { describe, expect, it } from "vitest";
import { NO_FACTS } from "../../src/domain/evidence.ts";
import { type LookupAnswer, lookupAnswer, lookupAnswers, problem } from "../../src/serve/schemas.ts";
import { anIndicator, aVerdict } from "../support/records.ts";
import { MODEL_FACTS, modelApp, NOW, SCAM, testApp } from "./support.ts";

const app = await modelApp();
const get = async (query: string) => {
  const response = await app.request(`/lookup?${query}`);
  return { response, body: (await response.json()) as LookupAnswer };
};
const post = (body: unknown, type = "application/json") =>
  app.request("/lookup", {
    method: "POST",
    headers: { "content-type": type },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

describe("GET /lookup", () => {
  it("answers a listed domain with verdict, registration, network, sightings, checks and listing", async () => {
    const { response, body } = await get(`domain=${SCAM}`);
    expect(response.status).toBe(200);
    const answer = lookupAnswer.parse(body);
    expect(answer).toMatchObject({
      query: { domain: SCAM },
      status: "listed",
      suspected: true,
      match: { key: SCAM, scope: "registrable" },
      registration: {
        state: "found",
        registered_at: "2026-02-10T03:12:00Z",
        age_at_first_sighting_hours: 33,
        registrar: "Example Registrar, Inc.",
      },
      network: [{ ip: "104.21.24.167", asn: 13335, country: "US", cdn: "cloudflare" }],
      sightings: { mails: 1, reporters: 1 },
      checks: { done: ["rdap", "dns", "asn"], failed: [], pending: [] },
      listing: { serial: 481 },
    });
    expect(answer.verdict?.reasons.map((r) => r.id)).toContain("REGISTERED_WITHIN_A_DAY");
  });

  it.each([
    `domain=login.${SCAM}`,
    `host=a.b.${SCAM}`,
    `url=${encodeURIComponent(`http://www.${SCAM}/x?y=1`)}`,
    `domain=${SCAM.toUpperCase()}.`,
  ])("matches a listed parent: %s", async (query) => {
    const { body } = await get(query);
    expect(body).toMatchObject({ status: "listed", match: { key: SCAM } });
  });

  it("does not match a name that only ends alike", async () => {
    const { body } = await get(`domain=not${SCAM}`);
    expect(body).toMatchObject({ status: "unknown", suspected: null });
  });

  it("says of an unknown name that unknown is not safe", async () => {
    const { response, body } = await get("domain=never-seen.example");
    expect(response.status).toBe(200);
    expect(lookupAnswer.parse(body)).toMatchObject({ status: "unknown", suspected: null, match: null });
    expect(body.note).toMatch(/not the same as safe/);
  });

  it("knows a brand's own domain without a sighting", async () => {
    const { body } = await get("domain=www.rakuten.co.jp");
    expect(body).toMatchObject({ status: "unknown", known: "official domain of Rakuten" });
  });

  it("finds an internationalised name in both spellings", async () => {
    app.store.putIndicator(
      anIndicator({ key: "xn--wgv71a119e.jp", host: "xn--wgv71a119e.jp", domain: "xn--wgv71a119e.jp" }),
    );
    const host = { ascii: "xn--wgv71a119e.jp", unicode: "日本語.jp" };
    for (const name of ["日本語.jp", "日本語。ＪＰ", "xn--wgv71a119e.jp", "XN--WGV71A119E.JP."]) {
      const { body } = await get(`domain=${encodeURIComponent(name)}`);
      expect(body).toMatchObject({ status: "watched", host, match: { key: "xn--wgv71a119e.jp" } });
      expect(body.query).toEqual({ domain: name });
    }
    const url = await get(`url=${encodeURIComponent("https://www.日本語.jp/あ")}`);
    expect(url.body).toMatchObject({
      host: { unicode: "www.日本語.jp" },
      match: { key: "xn--wgv71a119e.jp" },
    });
  });

  it("finds an address as ip and as host", async () => {
    app.store.putIndicator(
      anIndicator({ key: "203.0.113.9", host: "203.0.113.9", domain: null, scope: "host" }),
    );
    for (const query of ["ip=203.0.113.9", "host=203.0.113.9", "url=http://203.0.113.9/x"]) {
      const { body } = await get(query);
      expect(body).toMatchObject({ match: { key: "203.0.113.9", scope: "host" }, registration: null });
    }
  });

  it("a URL entry on a shared host matches that URL and nothing else there", async () => {
    const key = "https://sites.google.com/view/x";
    app.store.putIndicator(
      anIndicator({
        key,
        host: "sites.google.com",
        domain: "google.com",
        scope: "url",
        status: "listed",
        verdict: aVerdict(),
      }),
    );
    const inside = await get(`url=${encodeURIComponent(`${key}/home`)}`);
    expect(inside.body).toMatchObject({ status: "listed", match: { key, scope: "url" } });
    const beside = await get(`url=${encodeURIComponent("https://sites.google.com/view/y")}`);
    expect(beside.body.status).toBe("unknown");
    const host = await get("domain=google.com");
    expect(host.body.status).toBe("unknown");
  });

  it("keeps failed, absent and pending apart", async () => {
    const failed = { state: "failed", reason: "timeout", source: "rdap:example", observedAt: NOW } as const;
    const absent = { state: "absent", source: "whois:example", observedAt: NOW } as const;
    const cases = [
      [{ registration: failed }, "failed", "timeout"],
      [{ registration: failed, whois: absent }, "absent", null],
      [{}, "pending", null],
    ] as const;
    for (const [facts, state, reason] of cases) {
      const key = `case-${state}.example`;
      app.store.putIndicator(anIndicator({ key, host: key, domain: key, facts: { ...NO_FACTS, ...facts } }));
      const { body } = await get(`domain=${key}`);
      expect(body.registration).toMatchObject({ state, reason });
    }
  });

  it("speaks Japanese when asked", async () => {
    const { body } = await get(`domain=${SCAM}&lang=ja`);
    expect(JSON.stringify(body.verdict?.reasons)).toMatch(/メール/);
  });

  it("answers one URL with one body, whoever asks: no header can leak another's answer out of a cache", async () => {
    const url = `/lookup?domain=${SCAM}`;
    const plain = await (await app.request(url)).text();
    for (const headers of [
      { "accept-language": "ja" },
      { accept: "text/html" },
      { authorization: "Bearer somebody" },
      { cookie: "a=b", origin: "https://other.example" },
    ] as Record<string, string>[]) {
      const response = await app.request(url, { headers });
      expect(await response.text()).toBe(plain);
      expect(response.headers.get("vary")).toBeNull();
    }
    const posted = await post([{ domain: SCAM }]);
    expect(posted.headers.get("cache-control")).toBe("no-store");
  });

  it("may be cached for a minute, by URL", async () => {
    const { response } = await get(`domain=${SCAM}`);
    expect(response.headers.get("cache-control")).toBe("public, max-age=60");
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
  });

  it.each([
    ["domian=x.example", "unknown_parameter"],
    [`domain=${SCAM}&debug=1`, "unknown_parameter"],
    ["", "missing_parameter"],
    ["domain=a.example&host=b.example", "missing_parameter"],
    ["domain=a.example&domain=b.example", "missing_parameter"],
    ["domain=no%20dots", "not_a_domain"],
    ["domain=a..b", "not_a_domain"],
    ["domain=", "not_a_domain"],
    ["domain=com", "not_a_domain"],
    ["domain=203.0.113.9", "not_a_domain"],
    ["ip=evil.example", "not_a_domain"],
    ["url=evil.example", "not_a_domain"],
    ["url=javascript:alert(1)", "not_a_domain"],
    ["domain=a.example&lang=fr", "bad_parameter"],
  ])("refuses %j with %s", async (query, code) => {
    const { response, body } = await get(query);
    expect(response.status).toBe(400);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(problem.parse(body).code).toBe(code);
  });
});

describe("POST /lookup", () => {
  it("answers a hundred names in order with one round trip", async () => {
    const queries = Array.from({ length: 100 }, (_, n) => ({ domain: n === 42 ? SCAM : `n${n}.example` }));
    const before = app.store.calls.findIndicators ?? 0;
    const response = await post({ queries });
    expect(response.status).toBe(200);
    expect(app.store.calls.findIndicators).toBe(before + 1);
    const { answers } = lookupAnswers.parse(await response.json());
    expect(answers.map((a) => a.query)).toEqual(queries);
    expect(answers.filter((a) => a.status === "listed").map((a) => a.query)).toEqual([{ domain: SCAM }]);
  });

  it("takes a bare array", async () => {
    const response = await post([{ url: `https://${SCAM}/a` }, { ip: "2001:DB8::1" }]);
    const { answers } = lookupAnswers.parse(await response.json());
    expect(answers.map((a) => a.status)).toEqual(["listed", "unknown"]);
  });

  it.each([
    ["{", 400, "bad_json"],
    [{ domain: "a.example" }, 400, "bad_json"],
    [{ queries: [{ domain: "a.example", ip: "1.2.3.4" }] }, 400, "bad_json"],
    [{ queries: [{ domian: "a.example" }] }, 400, "bad_json"],
    [{ queries: [{ domain: 1 }] }, 400, "bad_json"],
    [[{ domain: "no dots" }], 400, "not_a_domain"],
    [Array.from({ length: 101 }, () => ({ domain: "a.example" })), 400, "too_many_queries"],
    ["", 400, "body_empty"],
    [" ".repeat(513 * 1024), 413, "body_too_large"],
  ])("refuses a body that does not fit (%#)", async (body, status, code) => {
    const response = await post(body);
    expect(response.status).toBe(status);
    expect(problem.parse(await response.json()).code).toBe(code);
  });

  it("wants JSON", async () => {
    const response = await post("domain=x", "text/plain");
    expect(response.status).toBe(415);
  });
});

describe("verdict words of a lookup", () => {
  it.each([
    ["watched", "suspicious", true],
    ["watched", "unclear", null],
    ["watched", "benign", false],
    ["cleared", "malicious", null],
    ["cleared", "benign", false],
    ["listed", "malicious", true],
  ] as const)("%s and %s: suspected is %s", async (status, band, suspected) => {
    const one = testApp();
    one.store.putIndicator(anIndicator({ status, verdict: aVerdict({ band }), facts: MODEL_FACTS }));
    const response = await one.request("/lookup?domain=fresh-login.example");
    expect(await response.json()).toMatchObject({ status, suspected });
  });
});
