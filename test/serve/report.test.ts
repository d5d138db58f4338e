// Goal: the report of the model mail shows every row of the model report, in three forms and two languages,
// and nothing of the mail is alive in it.
import { describe, expect, it } from "vitest";
import { NO_FACTS } from "../../src/domain/evidence.ts";
import { type ReportAnswer, reportAnswer } from "../../src/serve/schemas.ts";
import { aMail, aVerdict } from "../support/records.ts";
import { judge, MODEL_FACTS, MODEL_MAIL, modelApp, NOW, SCAM, sendMail, testApp } from "./support.ts";

const app = await modelApp();
const load = async (id: string, form: string, lang = "en", from = app): Promise<string> =>
  (await from.request(`/reports/${id}${form}?lang=${lang}`)).text();
const json = async (
  id: string,
  lang = "en",
  from: { request: typeof app.request } = app,
): Promise<ReportAnswer> =>
  reportAnswer.parse(await (await from.request(`/reports/${id}.json?lang=${lang}`)).json());
const text = (report: ReportAnswer, id: string): string =>
  JSON.stringify([...report.rows, ...report.destinations.flatMap((d) => d.rows)].filter((r) => r.id === id));

describe("rows of the model report", () => {
  it("stand in the order of the model, each with at least one statement", async () => {
    const report = await json(app.id);
    const ids = ["subject", "sender", "received", "body", "claim", "phone", "relay", "links"];
    expect(report.rows.map((r) => r.id)).toEqual(ids);
    const [bad] = report.destinations;
    expect(bad?.rows.map((r) => r.id)).toEqual(["network", "registration", "naming"]);
    for (const row of [...report.rows, ...(bad?.rows ?? []), report.official]) {
      expect(row.facts.length).toBeGreaterThan(0);
      for (const fact of row.facts) expect(fact.text).not.toBe("");
    }
  });

  it.each([
    ["subject", ["【Amazon】お支払い方法に問題があります", "[spam]"]],
    ["sender", ["Amazon.co.jp", "sender.example", "持ち主が違います"]],
    ["received", ["2026-02-11 21:35 (JST)"]],
    ["body", ["24時間以内に", "月会費(600円)"]],
    ["claim", ["アマゾン", "24時間以内", "お支払い方法を更新"]],
    ["phone", ["0120-959-684", "公表している番号にはありません"]],
    ["relay", ["203.0.113.135", "vmta139.sender.example", "逆引き なし"]],
    ["links", [`hxxps://${SCAM.replace(".", "[.]")}/sign-in`, "htt*s://keiya*ensev.top/sign-in", "伏せ字"]],
    ["network", ["104.21.24.167", "CLOUDFLARENET", "US", "本当のサーバーは隠れています"]],
    ["registration", ["2026-02-10 12:12 (JST)", "取得から1日", "Example Registrar"]],
    ["naming", [".example"]],
  ])("%s holds the model's values", async (id, values) => {
    const row = text(await json(app.id, "ja"), id);
    for (const value of values) expect(row).toContain(value);
  });

  it("names the verdict, its reasons with weight and source, the official page and whom to tell", async () => {
    const report = await json(app.id);
    expect(report.verdict).toMatchObject({ band: "malicious", judged_by: SCAM.replace(".", "[.]") });
    expect(report.verdict.reasons.length).toBeGreaterThan(4);
    const weights = report.verdict.reasons.map((r) => Math.abs(r.db));
    expect(weights).toEqual([...weights].sort((a, b) => b - a));
    expect(JSON.stringify(report.official)).toMatch(/amazon\.co\.jp.*nodeId=/);
    expect(report.report_to.map((d) => [d.id, d.to])).toEqual([
      ["council", "info@antiphishing.jp"],
      ["antispam", "meiwaku@dekyo.or.jp"],
      ["registrar", "abuse@registrar.example"],
      ["cdn", "https://www.cloudflare.com/abuse/"],
      ["brand", expect.stringContaining("amazon.co.jp")],
    ]);
    for (const draft of report.report_to) {
      expect(draft.texts.map((t) => t.lang)).toEqual(["en", "ja"]);
      for (const { text } of draft.texts)
        expect(text).toContain(`hxxps://${SCAM.replace(".", "[.]")}/sign-in`);
    }
    expect(report.unchecked.join("\n")).toContain("not opened");
    expect(report.timeline).toHaveLength(1);
  });

  it("an official domain of the same mail is set apart, last, and not called pending", async () => {
    const report = await json(app.id);
    const official = report.destinations.at(-1);
    expect(official).toMatchObject({ key: "amazon.co.jp", official_or_unsuspected: true, status: "watched" });
    expect(JSON.stringify(official?.rows)).not.toContain('"pending"');
  });
});

describe("a row that could not be filled says why", () => {
  it("pending before the first check", async () => {
    const fresh = testApp();
    const report = await json(await sendMail(fresh), "en", fresh);
    expect(report.verdict.band).toBe("pending");
    expect(text(report, "registration")).toContain("pending: checked within a minute");
    expect(text(report, "network")).toContain("pending: checked within a minute");
    expect(report.report_to).toEqual([]);
  });

  it("failed with reason and time; absent is not failed", async () => {
    const one = testApp();
    const id = await sendMail(one);
    const failed = { state: "failed", reason: "timeout", source: "rdap:example", observedAt: NOW } as const;
    const absent = { state: "absent", source: "doh:example", observedAt: NOW } as const;
    await judge(one, SCAM, { ...NO_FACTS, registration: failed, dns: absent });
    const report = await json(id, "en", one);
    expect(text(report, "registration")).toContain("failed: no answer in time at 2026-02-11 12:36 (UTC)");
    expect(text(report, "network")).toContain("the name does not exist in the DNS");
    expect(report.unchecked.join("\n")).toMatch(/RDAP: no answer in time/);
  });

  it("lost by inline forwarding", async () => {
    const record = await app.store.loadMail(app.id);
    if (!record?.extraction) throw new Error("no record");
    const sender = { ...record.extraction.sender, relay: null, displayed: null, trueDomain: null };
    const id = "1".repeat(32);
    app.store.putMail({
      ...record,
      id,
      forwarded: "inline",
      lost: ["received", "sender_address", "html"],
      extraction: { ...record.extraction, subject: "", sender },
    });
    const report = await json(id);
    for (const row of ["sender", "relay", "body"])
      expect(text(report, row)).toContain("lost by inline forwarding");
    expect(await load(id, "")).toContain("Forward it as attachment");
  });

  it("an unreadable mail has a report that says so", async () => {
    const id = "2".repeat(32);
    app.store.putMail(aMail({ id, error: { reason: "not_a_mail" }, keys: [] }));
    const report = await json(id);
    expect(report.verdict.band).toBe("unreadable");
    expect(report.rows).toEqual([]);
    const page = await load(id, "");
    expect(page).toContain("could not be read");
    expect(page).toContain("no message in the form of mail");
  });

  it("a mail that leads to official places only is not called safe, nor pending for ever", async () => {
    const one = testApp();
    const mail = MODEL_MAIL.replaceAll(SCAM, "www.amazon.co.jp").replace(/<p>参考.*<\/p>/, "");
    const report = await json(await sendMail(one, mail), "en", one);
    expect(report.destinations.map((d) => d.key)).toEqual(["amazon.co.jp"]);
    expect(report.verdict).toMatchObject({ band: "nolinks", probability: null });
  });

  it("a harmless link does not speak for one that was not looked at yet; a bad one does", async () => {
    const one = testApp();
    const mail = MODEL_MAIL.replace("<p>参考", '<p><a href="https://second.example/">x</a></p><p>参考');
    const id = await sendMail(one, mail);
    const second = (await one.store.findIndicators(["second.example"])).get("second.example");
    if (!second) throw new Error("no indicator");
    const verdict = { ...aVerdict({ band: "benign", probability: 0.02 }), reasons: [] };
    one.store.putIndicator({ ...second, verdict, checks: 1 });
    expect((await json(id, "en", one)).verdict.band).toBe("pending");
    await judge(one, SCAM, MODEL_FACTS);
    expect((await json(id, "en", one)).verdict.band).toBe("malicious");
  });
});

describe("the page is inert", () => {
  const evil = MODEL_MAIL.replace(
    "<p>参考",
    `<p>&lt;script&gt;alert(1)&lt;/script&gt; "onmouseover="x https://${SCAM}/a?b=1 www.${SCAM} <img src="https://track.example/p.gif"></p><p>参考`,
  );

  it.each(["ja", "en"])("no markup, address or image of the mail is alive (%s)", async (lang) => {
    const one = testApp();
    const id = await sendMail(one, evil);
    await judge(one, SCAM, MODEL_FACTS);
    const html = await load(id, "", lang, one as typeof app);
    expect(html).toContain("&lt;script&gt;alert(1)");
    expect(html).not.toMatch(/<script>|<img|onmouseover="x|javascript:/);
    const addresses = Array.from(html.matchAll(/(?:href|src|action)="([^"]*)"/g), (m) => m[1] as string);
    const outside = addresses.filter((a) => !a.startsWith("/"));
    expect(outside.every((a) => /^https:\/\/(www\.amazon\.co\.jp|www\.cloudflare\.com)\//.test(a))).toBe(
      true,
    );
    expect(html).not.toContain(`https://${SCAM}`);
    expect(html).not.toContain("track.example");
    expect(html).not.toContain("victim@reader.example");
    expect(html).not.toMatch(/\sstyle=|<style/);
  });

  it("Markdown holds no live address and no mark-up of the mail", async () => {
    const one = testApp();
    const id = await sendMail(
      one,
      evil.replace("お支払い方法を更新", "[press](https://x.example) `tick` **b**"),
    );
    await judge(one, SCAM, MODEL_FACTS);
    const md = await load(id, ".md", "en", one as typeof app);
    const outsideCode = md.replace(/^ *(`{3,})text\n[\s\S]*?^ *\1$/gm, "").replace(/(`+)[^`][\s\S]*?\1/g, "");
    expect(outsideCode).not.toMatch(/https?:\/\//);
    expect(outsideCode).not.toMatch(/[^\\]\[press\]/);
    expect(md).toContain("## Why");
  });
});

describe("the door", () => {
  it.each([
    ["", "text/html"],
    [".json", "application/json"],
    [".md", "text/markdown"],
  ])("%s answers privately and unindexed", async (form, type) => {
    const response = await app.request(`/reports/${app.id}${form}`);
    expect(response.headers.get("content-type")).toMatch(type);
    expect(response.headers.get("cache-control")).toBe("private, no-cache");
    expect(response.headers.get("x-robots-tag")).toBe("noindex, nofollow");
    expect(response.headers.get("vary")).toBe("Accept-Language");
  });

  it("chooses the language: parameter, then Accept-Language, then Japanese", async () => {
    const lang = async (path: string, accept?: string): Promise<string | undefined> => {
      const headers: Record<string, string> = accept === undefined ? {} : { "accept-language": accept };
      return /<html lang="(..)"/.exec(await (await app.request(path, { headers })).text())?.[1];
    };
    const path = `/reports/${app.id}`;
    expect(await lang(path)).toBe("ja");
    expect(await lang(path, "en-US,en;q=0.9")).toBe("en");
    expect(await lang(path, "fr, ja;q=0.2, en;q=0.8")).toBe("en");
    expect(await lang(path, "de")).toBe("en");
    expect(await lang(`${path}?lang=ja`, "en")).toBe("ja");
    expect((await app.request(`${path}?lang=xx`)).status).toBe(400);
  });

  it("answers 404 for unknown, malformed and expired ids", async () => {
    app.store.putMail(aMail({ id: "3".repeat(32), expiresAt: NOW }));
    for (const id of ["4".repeat(32), "3".repeat(32), "x", `${app.id}.exe`, app.id.toUpperCase()])
      expect((await app.request(`/reports/${id}`)).status).toBe(404);
    const page = await app.request("/reports/x", { headers: { accept: "text/html" } });
    expect([page.status, page.headers.get("content-type")]).toEqual([404, "text/html; charset=UTF-8"]);
  });

  it("labels simulated facts", async () => {
    const demo = await modelApp({ isSimulated: true });
    expect(await load(demo.id, "", "en", demo)).toContain("simulated internet");
    expect(await load(demo.id, ".md", "en", demo)).toContain("simulated internet");
    expect((await json(demo.id, "en", demo)).simulated).toBe(true);
    expect(await load(app.id, "", "en")).not.toContain("simulated");
  });
});

describe("size", () => {
  it("a mail at the limits of links and text is laid out in every form at once", async () => {
    const record = await app.store.loadMail(app.id);
    const [link] = record?.extraction?.links ?? [];
    if (!record?.extraction || !link) throw new Error("no record");
    const links = Array.from({ length: 500 }, (_, n) => {
      const host = `n${n}.example`;
      return { ...link, url: `https://${host}/${"`[x](y)".repeat(50)}`, host, domain: host };
    });
    const id = "5".repeat(32);
    const body = "http://".repeat(3_000).slice(0, 20_000);
    const keys = links.map((l) => l.domain);
    app.store.putMail({ ...record, id, keys, extraction: { ...record.extraction, links, body } });
    const started = performance.now();
    for (const form of ["", ".json", ".md"]) expect((await load(id, form)).length).toBeGreaterThan(100_000);
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});
