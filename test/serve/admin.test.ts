// Goal: the operator's doors: shut without a token, exact about what is wrong, and what they decide is public.
import { describe, expect, it } from "vitest";
import { campaignId } from "../../src/domain/campaign.ts";
import { problem } from "../../src/serve/schemas.ts";
import * as people from "../../src/serve/schemas-people.ts";
import {
  ADMIN_TOKEN,
  judge,
  MODEL_MAIL as MODEL,
  MODEL_FACTS,
  modelApp,
  NOW,
  SCAM,
  sendMail,
  type TestApp,
  TOKEN,
  testApp,
} from "./support.ts";

const post = (app: TestApp, path: string, body: unknown, token: string | null = ADMIN_TOKEN) =>
  app.request(path, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token !== null && { authorization: `Bearer ${token}` }),
    },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
const get = (app: TestApp, path: string) =>
  app.request(path, { headers: { authorization: `Bearer ${ADMIN_TOKEN}` } });
const codeOf = async (response: Response) => [response.status, problem.parse(await response.json()).code];

const DOORS = ["list", "clear", "publish", "withdraw", "reporters", "rescore"].map(
  (name) => `/admin/${name}`,
);

describe("every door of the operator", () => {
  it.each(DOORS)("%s is shut without the right token, and without one in the configuration", async (path) => {
    const app = testApp();
    expect(await codeOf(await post(app, path, {}, null))).toEqual([401, "token_missing"]);
    expect(await codeOf(await post(app, path, {}, TOKEN))).toEqual([401, "token_wrong"]);
    expect(await codeOf(await post(testApp({}, { adminToken: null }), path, {}))).toEqual([403, "door_shut"]);
    expect(app.store.calls).toEqual({});
  });

  it.each(DOORS.filter((path) => !path.endsWith("rescore")))(
    "%s says what is wrong with a body",
    async (path) => {
      const app = testApp();
      for (const body of ["{", "[]", "null", { extra: 1 }, { key: 5 }, { key: "a.example", reason: "" }])
        expect(await codeOf(await post(app, path, body))).toEqual([400, "bad_json"]);
      expect(await codeOf(await post(app, path, "x".repeat(20_000)))).toEqual([413, "body_too_large"]);
      const plain = await app.request(path, {
        method: "POST",
        headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
        body: "x",
      });
      expect(await codeOf(plain)).toEqual([415, "unsupported_media_type"]);
      expect(app.store.calls).toEqual({});
    },
  );
});

describe("POST /admin/clear and /admin/list", () => {
  it("a clear is seen by the lookup, the report and the corrections, with its reason", async () => {
    const app = await modelApp();
    const answer = await post(app, "/admin/clear", {
      key: `www.${SCAM}`,
      reason: "The <b>owner</b> proved it",
      by: "aki",
    });
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(people.personAnswer.parse(await answer.json())).toEqual({
      key: SCAM,
      scope: "registrable",
      status: "cleared",
      band: "benign",
      status_before: "listed",
    });
    const lookup = (await (await app.request(`/lookup?domain=${SCAM}`)).json()) as Record<string, unknown>;
    expect(lookup).toMatchObject({ status: "cleared", suspected: false, listing: null });
    expect(JSON.stringify(lookup)).toContain("A person looked at the evidence and cleared this.");
    const list = people.corrections.parse(await (await app.request("/corrections.json")).json());
    expect(list.corrections).toEqual([
      expect.objectContaining({ key: SCAM, by: "person", why: "The <b>owner</b> proved it" }),
    ]);
    const page = await (await app.request("/corrections?lang=en")).text();
    expect(page).toContain("keiyaku-update[.]example");
    expect(page).toContain("The &lt;b&gt;owner&lt;/b&gt; proved it");
    expect(await (await app.request(`/reports/${app.id}.md?lang=en`)).text()).toContain("aki");
  });

  it("a listing needs no mail; the gate is above a person; what is no name is said", async () => {
    const app = testApp();
    const answer = await post(app, "/admin/list", { key: "by-hand.example", reason: "Seen by phone" });
    expect(people.personAnswer.parse(await answer.json())).toMatchObject({
      status: "listed",
      status_before: "watched",
    });
    expect(await (await app.request("/feed/domains.txt")).text()).toContain("by-hand.example");
    for (const key of ["amazon.co.jp", "co.jp", "google.com"])
      expect(await codeOf(await post(app, "/admin/list", { key, reason: "A slip" }))).toEqual([
        409,
        "gate_refused",
      ]);
    expect(await codeOf(await post(app, "/admin/list", { key: "no name", reason: "x" }))).toEqual([
      400,
      "not_a_domain",
    ]);
  });
});

describe("POST /admin/publish and /admin/withdraw", () => {
  it("decide whether search engines may keep a report", async () => {
    const app = await modelApp();
    const robots = async () => (await app.request(`/reports/${app.id}`)).headers.get("x-robots-tag");
    expect(await robots()).toContain("noindex");
    const answer = await post(app, "/admin/publish", { id: app.id });
    expect(people.reportState.parse(await answer.json()).public).toBe(true);
    expect(await robots()).toBeNull();
    await post(app, "/admin/withdraw", { id: app.id });
    expect(await robots()).toContain("noindex");
    expect(await codeOf(await post(app, "/admin/publish", { id: "0".repeat(32) }))).toEqual([
      404,
      "not_found",
    ]);
  });
});

describe("/admin/reporters", () => {
  it("shows hashes, and trusts one by its hash or its address", async () => {
    const app = await modelApp();
    const list = async () => people.reporterList.parse(await (await get(app, "/admin/reporters")).json());
    const [reporter] = (await list()).reporters;
    expect(reporter).toMatchObject({ hash: expect.stringMatching(/^[0-9a-f]{16}$/), trusted: false });
    const trusted = await post(app, "/admin/reporters", {
      address: "reporter@reader.example",
      trusted: true,
      note: "aunt",
    });
    expect(people.reporterState.parse(await trusted.json())).toEqual({ hash: reporter?.hash, trusted: true });
    expect((await list()).reporters[0]).toMatchObject({ trusted: true, note: "aunt" });
    await post(app, "/admin/reporters", { hash: reporter?.hash, trusted: false });
    expect((await list()).reporters[0]).toMatchObject({ trusted: false, note: null });
    expect(JSON.stringify(await list())).not.toContain("reader.example");
  });
});

describe("POST /admin/rescore", () => {
  it("answers piece by piece with what changed", async () => {
    const app = await modelApp();
    const first = people.rescored.parse(await (await post(app, "/admin/rescore", "")).json());
    expect(first).toMatchObject({ examined: 0, next_cursor: null, changed: [] });
    const stored = (await app.store.findIndicators([SCAM])).get(SCAM);
    if (!stored?.verdict) throw new Error("the model's name has no verdict");
    app.store.putIndicator({
      ...stored,
      status: "watched",
      listing: null,
      verdict: { ...stored.verdict, band: "unclear", rulesVersion: "old" },
    });
    const second = people.rescored.parse(await (await post(app, "/admin/rescore?cursor=", "")).json());
    expect(second).toMatchObject({
      examined: 1,
      bands_before: { unclear: 1 },
      bands_after: { malicious: 1 },
      changed: [
        { key: SCAM, band_before: "unclear", band_after: "malicious", listing: "list", why: "listed" },
      ],
    });
    expect(await codeOf(await post(app, "/admin/rescore?curser=x", ""))).toEqual([400, "unknown_parameter"]);
  });
});

describe("/campaigns/{id}", () => {
  const twoMails = async (): Promise<TestApp & { id: string }> => {
    const app = await modelApp();
    const [a, b] = ["keiyaku-second.example", "keiyaku-third.example"];
    for (const key of [a, b]) await sendMail(app, MODEL.replaceAll(SCAM, key).replace("<model@", `<${key}@`));
    await judge(app, a, MODEL_FACTS);
    await judge(app, b, MODEL_FACTS);
    const honest = (await app.store.findIndicators([b])).get(b);
    if (!honest) throw new Error("no row");
    app.store.putIndicator({ ...honest, status: "watched", listing: null });
    return app;
  };

  it("is linked from a report, names what is listed, defanged, and counts the rest", async () => {
    const app = await twoMails();
    const report = await (await app.request(`/reports/${app.id}?lang=en`)).text();
    const paths = [...report.matchAll(/href="(\/campaigns\/[\w-]+)\?lang=en"/g)].map((m) => m[1] as string);
    expect(paths.length).toBeGreaterThanOrEqual(1);
    for (const path of paths) {
      const json = people.campaign.parse(await (await app.request(`${path}.json`)).json());
      expect(json.hosts.map((h) => h.key).sort()).toEqual(["keiyaku-second.example", SCAM].sort());
      expect(json).toMatchObject({ hosts_total: 3, mails: 2, brands: { amazon: 2 }, reports: [] });
      expect(json.timeline).toEqual([{ day: new Date(NOW * 1000).toISOString().slice(0, 10), hosts: 2 }]);
      for (const lang of ["ja", "en"]) {
        const page = await (await app.request(`${path}?lang=${lang}`)).text();
        expect(page).toContain("keiyaku-second[.]example");
        expect(page).not.toMatch(/keiyaku-third|keiyaku-second\.example|reader\.example/);
        expect(page).not.toMatch(/<script(?! src="\/assets\/app\.js" defer>)|<style|\sstyle=|\son[a-z]+=/);
      }
    }
  });

  it("is not there when nothing of it is listed, nor for an id that is made up", async () => {
    const app = testApp();
    for (const name of [campaignId("kit:amazon:/jk"), "nonsense", `${campaignId("phone:1")}.json`])
      expect(
        (await app.request(`/campaigns/${name}`, { headers: { accept: "application/json" } })).status,
      ).toBe(404);
  });
});
