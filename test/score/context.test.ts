import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { NO_FACTS } from "../../src/domain/evidence.ts";
import { chooseScope } from "../../src/domain/scope.ts";
import type { Extraction } from "../../src/domain/sighting.ts";
import { parseUrl } from "../../src/domain/url.ts";
import { extract } from "../../src/extract/extract.ts";
import { parseMail, readAttachedMail } from "../../src/mail/parse-mail.ts";
import { claimBrand } from "../../src/score/brand.ts";
import { isJudged, linkContexts, normalisePath, relayAbroad } from "../../src/score/context.ts";
import { findPressure } from "../../src/score/pressure.ts";
import { score } from "../../src/score/score.ts";
import { scoringInput } from "../../src/score/scoring-input.ts";
import { linkTo, mailWith, NOW } from "./support.ts";

const MAILS = new URL("../../../shared/data/mail/", import.meta.url);

function contextsOf(extraction: Extraction) {
  const claim = claimBrand(extraction);
  const pressure = findPressure(extraction, claim?.brand ?? null);
  return linkContexts({ extraction, claim, pressure, receivedAt: NOW });
}

const MODEL = mailWith({
  from: "Amazon",
  subject: "【Amazon】お支払い方法に問題があります",
  body: "この度は、Amazonをご利用いただき、誠にありがとうございます。24時間以内にお支払い方法を更新してください。",
  links: [
    linkTo("https://keiyakuensev.top/sign-in", "お支払い方法を更新"),
    linkTo("https://www.amazon.co.jp/help", "Amazonヘルプページ"),
    linkTo("https://lists.example.net/mailman/listinfo/users", null),
    linkTo("https://www.facebook.com/AmazonJP", "Facebook"),
  ],
  phones: [{ text: "0120-959-684", e164: "+81120959684", country: "JP", kind: "toll_free" }],
});

describe("linkContexts", () => {
  test("the model mail: the button leads away, the phone is not the brand's, the sender is another", () => {
    expect(contextsOf(MODEL).get("keiyakuensev.top")).toMatchObject({
      brand: "amazon",
      isBrandDomain: false,
      isBrandSender: false,
      isFooter: false,
      hasUrgency: true,
      hasCallToAction: true,
      phoneMismatch: "0120-959-684",
      senderMismatch: { displayed: "Amazon", actual: "bmcw.cn" },
      path: "/sign-in",
      receivedAt: NOW,
    });
  });

  test("its innocent links: the brand's own, the list's footer, a social page", () => {
    const contexts = contextsOf(MODEL);
    expect(contexts.get("amazon.co.jp")?.isBrandDomain).toBe(true);
    expect(contexts.get("example.net")?.isFooter).toBe(true);
    expect([...contexts].find(([key]) => key.includes("facebook"))?.[1].isFooter).toBe(true);
    for (const [key, context] of contexts) {
      if (key === "keiyakuensev.top") continue;
      const url = parseUrl(key.includes("://") ? key : `https://${key}/`);
      if (url === null) throw new Error(key);
      const { scope } = chooseScope(url);
      const verdict = score(
        scoringInput({ key, scope, host: url.host, domain: url.domain, context }, NO_FACTS),
      );
      expect(["benign", "unclear"], key).toContain(verdict.band);
    }
  });

  test("a mail that a trusted server proved to be the brand's makes no false claim", () => {
    const proven = mailWith({
      from: "Amazon",
      address: "no-reply@amazon.co.jp",
      isDmarcPass: true,
      links: [linkTo("https://track.delivery-partner.net/x", "追跡する")],
    });
    const context = contextsOf(proven).get("delivery-partner.net");
    expect(context).toMatchObject({ brand: "amazon", isBrandSender: true });
    const input = scoringInput(
      {
        key: "delivery-partner.net",
        scope: "registrable",
        host: "delivery-partner.net",
        domain: "delivery-partner.net",
        context: context ?? null,
      },
      NO_FACTS,
    );
    expect(score(input).reasons.filter((r) => r.group === "content")).toEqual([]);
  });

  test.each([
    ["https://evil.top/x", "https://www.amazon.co.jp/gp", "amazon.co.jp"],
    ["https://evil.top/x", "www.jcb.co.jp", "jcb.co.jp"],
    ["https://evil.top/x", "ここをクリック", null],
    ["https://evil.top/x", "evil.top", null],
    ["https://evil.top/x", "version 1.2.3", null],
    ["https://click.list-manage.com/x", "www.shop.example.net", null],
    ["https://pay.rakuten.co.jp/x", "www.rakuten-card.co.jp", null],
  ])("%s shown as %s: mismatch %s", (url, text, expected) => {
    const contexts = [...contextsOf(mailWith({ links: [linkTo(url, text)] })).values()];
    expect(contexts[0]?.textMismatch).toBe(expected);
  });

  test("no phone mismatch where the brand's numbers are not known, or one of them is in the mail", () => {
    const phone = (e164: string) => ({ text: e164, e164, country: "JP", kind: "toll_free" as const });
    const of = (from: string, ...numbers: string[]) =>
      [
        ...contextsOf(
          mailWith({ from, links: [linkTo("https://evil.top/")], phones: numbers.map(phone) }),
        ).values(),
      ][0]?.phoneMismatch;
    expect(of("えきねっと", "+81120111222")).toBeNull();
    expect(of("Amazon", "+81120111222", "+81120999373")).toBeNull();
    expect(of("Amazon", "+81120111222")).toBe("+81120111222");
  });
});

test.each([
  ["https://h.example/jp/login.php?id=1", "/jp/login.php"],
  ["https://h.example/A8f3K2x/index", "/*/index"],
  ["https://h.example/20260211/x", "/*/x"],
  ["https://h.example/Sign-In", "/sign-in"],
  ["not a url", "/"],
])("normalisePath: %s gives %s", (url, expected) => {
  expect(normalisePath(url)).toBe(expected);
});

describe.skipIf(!existsSync(MAILS))("honest mail of the shared set", () => {
  test.each(["ham", "japanese"])(
    "no link of %s is suspicious",
    async (folder) => {
      let links = 0;
      const bad: string[] = [];
      for (const name of readdirSync(new URL(`${folder}/`, MAILS)).filter((n) => n.endsWith(".eml"))) {
        const parsed = await parseMail(readFileSync(new URL(`${folder}/${name}`, MAILS)));
        if (!parsed.ok) continue;
        const extraction = extract(parsed.value, { trustedAuthservIds: [], readMail: readAttachedMail });
        for (const [key, context] of contextsOf(extraction)) {
          const url = parseUrl(
            key.includes("://") ? key : `https://${key.includes(":") ? `[${key}]` : key}/`,
          );
          if (url === null) continue;
          links += 1;
          const { scope } = chooseScope(url);
          const { band } = score(
            scoringInput({ key, scope, host: url.host, domain: url.domain, context }, NO_FACTS),
          );
          if (band === "suspicious" || band === "malicious") bad.push(`${name} ${key}`);
        }
      }
      expect(links).toBeGreaterThan(folder === "ham" ? 200 : 3);
      expect(bad).toEqual([]);
    },
    60_000,
  );
});

describe("relayAbroad", () => {
  test("tells the country of a relay outside the brand's own and outside the clouds'", () => {
    const mercari = "mercari";
    expect(relayAbroad(mercari, "HK")).toBe("HK");
    expect(relayAbroad(mercari, "JP")).toBeNull();
    expect(relayAbroad(mercari, "US")).toBeNull();
    expect(relayAbroad(mercari, null)).toBeNull();
    expect(relayAbroad(null, "HK")).toBeNull();
  });
});

describe("isJudged", () => {
  test("a wrapper and a known redirector are no party to a link, an unknown site that redirects is", () => {
    const link = linkTo("https://evil.top/login?url=https://amazon.co.jp/", null);
    expect(isJudged(link)).toBe(true);
    expect(isJudged({ ...link, role: "redirector", family: "generic" })).toBe(true);
    expect(isJudged({ ...link, role: "redirector", family: "google" })).toBe(false);
    expect(isJudged({ ...link, role: "wrapper", family: "safelinks" })).toBe(false);
  });
});
