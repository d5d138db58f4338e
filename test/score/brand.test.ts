import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { BRANDS } from "../../src/data/brands.ts";
import { canonicalHost } from "../../src/domain/hostname.ts";
import { brandById, brandOf, claimBrand, isBrandDomain } from "../../src/score/brand.ts";
import { isBrandSenderHost } from "../../src/score/brand-domains.ts";
import { findBrandNames } from "../../src/score/brand-names.ts";
import { foldText } from "../../src/score/fold.ts";
import { linkTo, mailWith } from "./support.ts";

describe("claimBrand: a mail that says it is the brand", () => {
  test.each([
    ["display name", { from: "Amazon" }, "amazon"],
    ["invisible character U+2061 inside the name", { from: "Am\u2061azon" }, "amazon"],
    ["Cyrillic letters in the name", { from: "Аmаzоn" }, "amazon"],
    ["full-width letters", { from: "Ａｍａｚｏｎ．ｃｏ．ｊｐ" }, "amazon"],
    ["half-width kana", { from: "ｱﾏｿﾞﾝ" }, "amazon"],
    ["look-alike kanji 丼 for 井", { from: "三丼住友カード" }, "smbc-card"],
    ["the kanji 力 in place of the kana カ", { from: "三井住友力ード" }, "smbc-card"],
    ["Chinese form of a kanji", { from: "乐天市场 楽天市場" }, "rakuten"],
    ["the longer of two names", { from: "楽天カード株式会社" }, "rakuten-card"],
    ["the bank, not the pay service", { from: "PayPay銀行" }, "paypay-bank"],
    ["hiragana name in katakana", { from: "ミズホ銀行" }, "mizuho"],
    ["ordinary word with a service word", { from: "Apple Support" }, "apple"],
    ["sender's domain alone", { address: "no-reply@jcb.co.jp" }, "jcb"],
    ["bracketed in the subject", { subject: "【えきねっと】アカウントの自動退会処理について" }, "eki-net"],
    ["subject about an account", { subject: "メルカリ ご本人確認のお願い" }, "mercari"],
    [
      "thanks in the body",
      { body: "いつもイオンカードをご利用いただき、ありがとうございます。" },
      "aeon-card",
    ],
    ["a text message about a parcel", { body: "佐川急便よりお荷物のお届けに上がりましたが" }, "sagawa"],
    ["a text message that presents itself", { body: "ヤマト運輸でございます。宛先不明で" }, "yamato"],
    ["signature in the body", { body: "本文\n株式会社 ジャックス\n" }, "jaccs"],
    ["copyright in the body", { body: "text\n© 2026 Netflix, Inc." }, "netflix"],
    ["copyright after full-width sign", { body: "© 2026 Ａｍａｚｏｎ．ｃｏｍ, Inc." }, "amazon"],
    ["English salutation", { body: "Dear PayPal customer, your account" }, "paypal"],
  ] as const)("%s", (_, parts, brand) => {
    expect(claimBrand(mailWith(parts))?.brand).toBe(brand);
  });

  test("tells every place in which it is said", () => {
    const claim = claimBrand(
      mailWith({
        from: "Amazon",
        subject: "【Amazon】お支払い方法に問題があります",
        body: "この度は、Amazonをご利用いただき、誠にありがとうございます。",
        links: [linkTo("https://keiyakensev.top/sign-in", "https://www.amazon.co.jp/")],
      }),
    );
    expect(claim).toEqual({ brand: "amazon", saidIn: ["display-name", "subject", "body", "link-text"] });
  });
});

describe("claimBrand: a brand that is only mentioned is no claim", () => {
  test.each([
    [
      "news about a brand",
      { from: "The Daily", subject: "Amazon's new phone", body: "Amazon announced a phone." },
    ],
    ["accepted cards", { from: "花屋", body: "お支払いはVISA、Mastercard、PayPalがご利用いただけます" }],
    ["store badge", { from: "Recipe Box", body: "App Storeで手に入れよう Google Play で手に入れよう" }],
    ["social links", { from: "Shop", body: "Follow us on Facebook, Instagram and Twitter" }],
    ["a person called like a bank", { from: "Chase Miller", subject: "lunch?" }],
    ["a mailbox at a provider", { from: "田中", address: "tanaka@gmail.com", subject: "写真" }],
    ["a word that contains the name", { from: "Amazonas Travel" }],
    ["a link shown as a brand's address", { links: [linkTo("https://news.example.net/x", "amazon.co.jp")] }],
    ["coupon for a brand", { from: "ポイント通信", subject: "Amazonギフトで使えるクーポン" }],
    ["nothing at all", {}],
  ] as const)("%s", (_, parts) => {
    expect(claimBrand(mailWith({ address: "info@example.net", ...parts }))).toBeNull();
  });

  test.each([
    ["a", 20_000],
    ["amazon ", 3_000],
    ["株式会社", 5_000],
    ["Amazonを", 3_000],
    ["©", 20_000],
  ] as const)("takes linear time on %s repeated", (piece, times) => {
    const body = piece.repeat(times);
    const claims = () => claimBrand(mailWith({ body }));
    claims();
    const start = performance.now();
    claims();
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});

describe("brandOf and isBrandDomain", () => {
  test.each([
    ["www.amazon.co.jp", "amazon"],
    ["amazon.co.jp.evil.top", undefined],
    ["myamazon.co.jp", undefined],
    ["shop1.myshopify.com", undefined],
    ["sites.google.com", undefined],
    ["evil.sharepoint.com", undefined],
    ["accounts.google.com", "google"],
    ["www.facebook.com", "facebook"],
  ])("%s belongs to %s", (host, brand) => {
    expect(brandOf(host)?.id).toBe(brand);
  });

  test("a brand's mail may link to the other domains of its house", () => {
    expect(isBrandDomain("rakuten-card", "www.rakuten.co.jp")).toBe(true);
    expect(isBrandDomain("rakuten-card", "www.jcb.co.jp")).toBe(false);
  });
});

describe("brand catalogue", () => {
  test("covers 120 Japanese brands and 80 of elsewhere", () => {
    expect(BRANDS.filter((b) => b.country === "JP").length).toBeGreaterThanOrEqual(120);
    expect(BRANDS.filter((b) => b.country !== "JP").length).toBeGreaterThanOrEqual(80);
  });

  test("ids are unique, every domain is a canonical host of one brand, every number is E.164", () => {
    expect(new Set(BRANDS.map((b) => b.id)).size).toBe(BRANDS.length);
    const domains = BRANDS.flatMap((b) => b.domains);
    expect(domains.filter((d) => canonicalHost(d) !== d)).toEqual([]);
    expect(domains.filter((d, i) => domains.indexOf(d) !== i)).toEqual([]);
    expect(BRANDS.flatMap((b) => b.phones).filter((p) => !/^\+[1-9]\d{7,14}$/.test(p))).toEqual([]);
  });

  test("warning pages stand on the brand's own domains, or on a public office's", () => {
    const foreign = BRANDS.filter(
      (b) => b.warningPage !== null && brandOf(new URL(b.warningPage).hostname)?.id !== b.id,
    );
    expect(foreign.map((b) => b.id)).toEqual([]);
    expect(brandById("amazon")?.warningPage).not.toBeNull();
  });
});

const COUNTS = new URL("../../../shared/data/brands/jpcert-brand-counts.csv", import.meta.url);

describe.skipIf(!existsSync(COUNTS))("shared data: names as JPCERT/CC writes them", () => {
  test("each of the 120 most abused names is recognised by its spelling there", () => {
    const names = readFileSync(COUNTS, "utf8")
      .trim()
      .split("\n")
      .slice(1, 121)
      .map((line) => line.split(",")[0] as string);
    expect(names).toHaveLength(120);
    const missing = names.filter((name) => findBrandNames(foldText(name)).length === 0);
    expect(missing, `${names.length - missing.length} of ${names.length}`).toEqual([]);
  });
});

test.each([
  ["Netflix", "netflix"],
  ["USPS", "usps"],
  ["DHL Express", "dhl"],
  ["MetaMask", "metamask"],
  ["Coinbase", "coinbase"],
  ["Uniswap", "uniswap"],
  ["Trezor", "trezor"],
  ["Instagram", "instagram"],
  ["WhatsApp", "whatsapp"],
  ["Telegram", "telegram"],
  ["AT&T", "att"],
  ["Roblox", "roblox"],
  ["Steam Community", "steam"],
  ["E-ZPass", "ezdrive"],
  ["Office365", "microsoft"],
  ["Correos", "correos"],
  ["Swiss Post", "swiss-post"],
  ["Die Schweizerische Post", "swiss-post"],
  ["Crédit Agricole", "credit-agricole"],
  ["InPost", "inpost"],
  ["OLX", "olx"],
  ["Santander", "santander"],
])("worldwide names: %s is %s", (name, id) => {
  expect(findBrandNames(foldText(name))[0]?.brand.id).toBe(id);
});

describe("isBrandSenderHost", () => {
  test.each([
    ["dropbox", "dropbox.com", true],
    ["github", "noreply.github.com", true],
    ["zendesk", "zendesk.com", true],
    ["zendesk", "acme.zendesk.com", false],
    ["shopify", "shop.myshopify.com", false],
    ["rakuten-card", "mail.rakuten-card.co.jp", true],
    ["amazon", "bmcw.cn", false],
  ])("%s sends from %s: %s", (brand, host, expected) => {
    expect(isBrandSenderHost(brand, host)).toBe(expected);
  });
});

describe("speed", () => {
  const BODY =
    "いつもイオンカードをご利用いただきありがとうございます。下記より24時間以内にご確認ください。本日の新商品と配送のお知らせです。\n";

  test("a megabyte of Japanese text is read in linear time", () => {
    const mail = mailWith({ from: "通知", body: BODY.repeat(5_000) });
    claimBrand(mailWith({ from: "通知", body: BODY.repeat(100) }));
    const start = performance.now();
    expect(claimBrand(mail)?.brand).toBe("aeon-card");
    expect(performance.now() - start).toBeLessThan(500);
  });

  test.each([
    ["starts of names", "楽天楽ア楽天カ三井住友三菱ＵＦ"],
    ["invisible characters", "A\u2061m\u200Baz\u2062"],
    ["words before a claim", "dear dear (c) 2026 - 2026 "],
    ["look-alike letters", "аmаzоn力ー工卜"],
  ])("hostile text of %s stays linear", (_, piece) => {
    const mail = mailWith({ subject: piece.repeat(200), body: piece.repeat(40_000) });
    const start = performance.now();
    claimBrand(mail);
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});
