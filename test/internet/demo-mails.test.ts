/**
 * The demo's mails and the simulated internet fit together: each scam host is registered there, shortly before
 * its mail. Method: the mails are read with the MIME library alone, none of the product's code.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import PostalMime, { type Email } from "postal-mime";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askDns, dataOf } from "./ask.ts";
import { type Internet, startInternet } from "./start.ts";

const FOLDER = path.join(import.meta.dirname, "../fixtures/mail/demo");
const DAY_MS = 86_400_000;
const readMail = (file: string) => readFileSync(path.join(FOLDER, file));
const files = readdirSync(FOLDER).filter((file) => file.endsWith(".eml"));

let internet: Internet;
beforeAll(async () => {
  internet = await startInternet();
});
afterAll(() => internet.close());

async function originalOf(file: string): Promise<Email> {
  const outer = await PostalMime.parse(readMail(file), { forceRfc822Attachments: true });
  const inner = outer.attachments.find(({ mimeType }) => mimeType === "message/rfc822");
  return inner ? PostalMime.parse(inner.content) : outer;
}

describe("demo mails", () => {
  it("are byte-exact: CRLF everywhere but in the rubbish", () => {
    expect(files).toHaveLength(9);
    for (const file of files.filter((each) => !each.startsWith("08")))
      expect(readMail(file).toString("latin1").replaceAll("\r\n", ""), file).not.toMatch(/[\r\n]/);
    expect(readMail("08-binary-rubbish.eml")).toContain(0);
  });

  it.each(["01-model-masked.eml", "02-model-link.eml"])("%s holds the model's facts", async (file) => {
    const mail = await originalOf(file);
    expect(mail.subject).toBe("[spam] 【Amazon】お支払い方法に問題があります");
    expect(mail.date).toBe("2026-02-11T12:35:02.000Z");
    const header = (key: string) => mail.headers.filter((each) => each.key === key).map((each) => each.value);
    expect(header("from")).toEqual(['"Amazon" <Amazon.co.jp>']);
    expect(header("received").at(-1)).toMatch(/^from vmta139\.bmcw\.cn \(unknown \[154\.223\.230\.135\]\)/);
    for (const fact of ["600円", "24時間以内に", "0120-959-684", "お支払い方法を更新", "Amazon Prime"])
      expect(mail.html).toContain(fact);
    const links = [...(mail.html ?? "").matchAll(/href="([^"]+)"/g)].map(([, href]) => href);
    const first = file.startsWith("01")
      ? "htt*s://keiya*ensev.top/sign-in"
      : "https://signin-keiyaku.example/sign-in";
    expect(links).toEqual([first, "https://www.amazon.co.jp/gp/help/customer/display.html"]);
  });

  it.each([
    ["02-model-link.eml", "signin-keiyaku.example", "104.21.24.167"],
    ["03-parcel-gmail-inline.eml", "kuroneko-saihaitatsu.example", "172.67.180.20"],
    ["04-sms-defanged.eml", "sagawa-otodoke.example", "203.0.113.77"],
    ["06-second-reporter-apple-inline.eml", "signin-keiyaku.example", "104.21.24.167"],
    ["07-no-message-id.eml", "login-amazon-co-jp.example", "203.0.113.25"],
    ["09-safelinks.eml", "meisai-kakunin.example", "13.225.10.20"],
  ])("%s links to %s, registered within four days before it", async (file, domain, address) => {
    const mail = await originalOf(file);
    expect(`${mail.text}${mail.html}`.replaceAll("[.]", ".")).toContain(domain);
    expect(dataOf(await askDns(internet, domain))).toContain(address);
    const { events } = (await (await fetch(`${internet.origin}/rdap/example/domain/${domain}`)).json()) as {
      events: { eventAction: string; eventDate: string }[];
    };
    const registeredAt = Date.parse(
      events.find((each) => each.eventAction === "registration")?.eventDate ?? "",
    );
    const ageMs = Date.parse(mail.date ?? "") - registeredAt;
    expect(ageMs).toBeGreaterThan(0);
    expect(ageMs).toBeLessThan(4 * DAY_MS);
  });

  it("07 has no Message-ID and the others have one each of their own", async () => {
    const ids = await Promise.all(files.map(async (file) => (await originalOf(file)).messageId));
    expect(ids.filter((id) => id === undefined)).toHaveLength(2);
    expect(new Set(ids.filter(Boolean)).size).toBe(7);
  });
});
