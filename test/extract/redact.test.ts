import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeRedactor } from "../../src/extract/redact.ts";

const TARO = { name: "山田 太郎", address: "Taro.Yamada@example.co.jp" };
const redactor = makeRedactor([TARO]);
const bytes = (text: string) => Buffer.from(text, "utf8");
const hash = (name: string, text: string) => createHash(name).update(text).digest();
const percent = (text: string) => [...bytes(text)].map((b) => `%${b.toString(16).padStart(2, "0")}`).join("");

/** Every way in which an address was seen to ride in a mail. */
const ENCODINGS: Readonly<Record<string, (address: string) => string>> = {
  plain: (a) => a,
  "lower case": (a) => a.toLowerCase(),
  "upper case": (a) => a.toUpperCase(),
  percent: (a) => encodeURIComponent(a),
  "percent, every letter": percent,
  "percent, twice": (a) => encodeURIComponent(encodeURIComponent(a)),
  base64: (a) => bytes(a).toString("base64"),
  "base64, lower case": (a) => bytes(a.toLowerCase()).toString("base64"),
  "base64 without padding": (a) => bytes(a).toString("base64").replace(/=+$/u, ""),
  "base64, second alignment": (a) => bytes(`x${a}y`).toString("base64"),
  "base64, third alignment": (a) => bytes(`xy${a}`).toString("base64"),
  base64url: (a) => bytes(`??${a}>>`).toString("base64url"),
  "base64 in a longer blob": (a) =>
    bytes(JSON.stringify({ id: 77, email: a, list: "gold" })).toString("base64"),
  "base64, percent-encoded": (a) => encodeURIComponent(bytes(a).toString("base64")),
  "base64 of percent": (a) => bytes(encodeURIComponent(a)).toString("base64"),
  "base64, twice": (a) => bytes(bytes(a).toString("base64")).toString("base64"),
  "base64 of hex": (a) => bytes(bytes(a).toString("hex")).toString("base64"),
  "quoted-printable": (a) => a.replace("@", "=40"),
  "quoted-printable, broken line": (a) => `${a.slice(0, 5)}=\r\n${a.slice(5)}`,
  hex: (a) => bytes(a).toString("hex"),
  "hex, upper case": (a) => bytes(a).toString("hex").toUpperCase(),
  "HTML entities": (a) => [...a].map((c) => `&#${c.charCodeAt(0)};`).join(""),
  "hex entities": (a) => [...a].map((c) => `&#x${c.charCodeAt(0).toString(16)};`).join(""),
  "named entities": (a) => a.replace("@", "&commat;").replaceAll(".", "&period;"),
  "script escapes": (a) => [...a].map((c) => `\\x${c.charCodeAt(0).toString(16)}`).join(""),
  "full width": (a) => a.replace(/[!-~]/gu, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)),
  "zero-width": (a) => [...a].join("\u200b"),
  masked: (a) => a.replace("@", "[at]").replaceAll(".", "[.]"),
  VERP: (a) => a.replace("@", "="),
  reversed: (a) => [...a].reverse().join(""),
  rot13: (a) =>
    a.replace(/[a-z]/giu, (c) => String.fromCharCode(c.charCodeAt(0) + (/[a-m]/iu.test(c) ? 13 : -13))),
  md5: (a) => hash("md5", a).toString("hex"),
  "md5, lower case": (a) => hash("md5", a.toLowerCase()).toString("hex"),
  sha1: (a) => hash("sha1", a.toLowerCase()).toString("hex"),
  sha256: (a) => hash("sha256", a.toLowerCase()).toString("hex").toUpperCase(),
  "md5 as base64": (a) => hash("md5", a.toLowerCase()).toString("base64"),
  "sha1 as base64url": (a) => hash("sha1", a.toLowerCase()).toString("base64url"),
  "sha256 as base64": (a) => hash("sha256", a.toLowerCase()).toString("base64"),
};

describe("makeRedactor().text()", () => {
  it.each(Object.entries(ENCODINGS))("blots out an address in %s", (_name, encode) => {
    const planted = encode(TARO.address);
    const out = redactor.text(`前の文。 ${planted} 次の文`);
    expect(out).toContain("[recipient]");
    expect(out).not.toContain(planted);
    expect(out.startsWith("前の文。")).toBe(true);
    expect(out.endsWith("次の文")).toBe(true);
  });

  it("leaves no planted address in any encoding, whoever it is and whatever stands around it", () => {
    const local = fc.stringMatching(/^[a-z][a-z0-9]{2,8}[._-]?[a-z0-9]{1,6}$/u);
    const address = fc.tuple(local, fc.constantFrom("example.com", "mail.example.co.jp", "docomo.example"));
    const around = fc.constantFrom("", " ", "様 ", "https://evil.example/a/", "?u=", "「", "\n", "x=");
    let planted = 0;
    fc.assert(
      fc.property(
        address,
        fc.constantFrom(...Object.keys(ENCODINGS)),
        around,
        fc.constantFrom("", " ", "。", "&b=2", "/next", "\n"),
        ([name, domain], form, before, after) => {
          const whole = `${name}@${domain}`;
          const encoded = (ENCODINGS[form] as (a: string) => string)(whole);
          const { text, url } = makeRedactor([{ name: "", address: whole }]);
          const once = text(before + encoded + after);
          expect(once).not.toContain(encoded);
          expect(once.toLowerCase()).not.toContain(whole);
          expect(text(once)).toBe(once);
          if (!/^[!-~]+$/u.test(encoded)) return;
          const link = url(`https://evil.example/jp/login.php?u=${encoded}`);
          expect(link).not.toContain(encoded);
          expect(link.startsWith("https://evil.example/jp/login.php?u=")).toBe(true);
          expect(url(link)).toBe(link);
          planted++;
        },
      ),
      { numRuns: 200 },
    );
    expect(planted).toBeGreaterThan(80);
  }, 60_000);

  it("blots out names: whole anywhere, parts in greetings", () => {
    expect(redactor.text("山田様 いつもご利用")).toBe("[recipient]様 いつもご利用");
    expect(redactor.text("山田太郎様")).toBe("[recipient]様");
    expect(redactor.text("宛先: 山田　太郎")).toBe("宛先: [recipient]");
    expect(redactor.text("山田電機のご案内")).toBe("山田電機のご案内");
    const latin = makeRedactor([{ name: "John Doe-Smith", address: "jd@example.com" }]);
    expect(latin.text("Doe-Smith, John / john doe-smith")).toBe("[recipient] / [recipient]");
    expect(latin.text("Dear John, we wrote to john about Johnson")).toBe(
      "Dear [recipient], we wrote to john about Johnson",
    );
    expect(makeRedactor([{ name: "佐藤花子", address: "h@example.com" }]).text("佐藤様")).toBe(
      "[recipient]様",
    );
  });

  it("leaves a brand that the sender wrote as the recipient's name", () => {
    for (const name of ["三井住友カード", "Amazon Prime", "株式会社日本", "PayPay銀行"]) {
      const body = `${name}をご利用の${name}会員`;
      expect(makeRedactor([{ name, address: "a@example.com" }]).text(body)).toBe(body);
    }
  });

  it("blots out a distinctive local part, not a common word", () => {
    expect(redactor.text("ID: taro.yamada のアカウント")).toBe("ID: [recipient] のアカウント");
    const plain = makeRedactor([
      { name: "", address: "amazon@example.com" },
      { name: "", address: "info@example.com" },
    ]);
    const body = "Amazon.co.jp https://www.amazon.co.jp/ info Information";
    expect(plain.text(body)).toBe(body);
    expect(plain.text("amazon様")).toBe("[recipient]様");
    expect(plain.url("https://evil.example/?user=amazon&x=1")).toBe(
      "https://evil.example/?user=~recipient~&x=1",
    );
  });

  it("changes nothing else", () => {
    const body = [
      "【Amazon】お支払い方法に問題があります。24時間以内に 0120-959-684 へ。",
      "差出人 support@evil.example  注文番号 250-1234567-1234567",
      "https://keiyakensev.top/sign-in?lang=ja&id=20260211 hxxps://evil[.]top/jp/login.php",
      "SGVsbG8gd29ybGQsIG5vdGhpbmcgaGVyZQ==  A1B2C3 deadbeefdeadbeef =E3=81=82 100% &amp; \\x41",
    ].join("\r\n");
    expect(redactor.text(body)).toBe(body);
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }),
        (s) => makeRedactor([]).text(s.replace(/\//gu, "")) === s.replace(/\//gu, ""),
      ),
    );
  });

  it("redacts tokens in links inside text, defanged or bare", () => {
    expect(redactor.text("hxxps://evil[.]top/c/0f8fad5b-d9cb-469f-a165-70867728950e、と")).toBe(
      "hxxps://evil[.]top/c/~token~、と",
    );
    expect(redactor.text("evil.top/x?k=9f86d081884c7d659a2f です")).toBe("evil.top/x?k=~token~ です");
  });

  it("never throws, whoever the recipients are", () => {
    let people = 0;
    const mailbox = fc.record({
      name: fc.string({ unit: "binary" }),
      address: fc.oneof(fc.string({ unit: "binary" }), fc.emailAddress()),
    });
    fc.assert(
      fc.property(fc.array(mailbox), fc.string({ unit: "binary" }), (recipients, text) => {
        people += recipients.length;
        const { text: redact, url } = makeRedactor(
          recipients,
          recipients.map((r) => r.name),
        );
        for (const { address } of recipients) redact(`${text}${address}${text}`);
        url(text);
      }),
      { numRuns: 40 },
    );
    expect(people).toBeGreaterThan(20);
    const long = Array.from({ length: 60 }, (_, i) => ({
      name: `${"N".repeat(5_000)} ${"M".repeat(5_000)}`,
      address: `${String(i).padStart(64, "a")}@${"b1.".repeat(80)}com`,
    }));
    expect(makeRedactor(long).text(long[3]?.address ?? "")).toBe("[recipient]");
  }, 60_000);

  it("falls back to every address when there are too many recipients", () => {
    const many = Array.from({ length: 400 }, (_, i) => ({ name: "", address: `user${i}@example.com` }));
    expect(makeRedactor(many).text("user399@example.com other@example.org")).toBe("[recipient] [recipient]");
  });
});

describe("makeRedactor().url()", () => {
  it.each([
    "https://evil.top/jp/login.php",
    "https://keiyakensev.top/sign-in",
    "https://evil.top/a1b2c3/",
    "https://evil.top/?id=20260211&lang=ja-JP",
    "https://evil.top/how-to-reset-your-password-2026-02",
    "https://evil.top/CustomerAccountVerification/UpdatePayment",
    "https://www.amazon.co.jp/gp/css/order-history?ref_=nav_orders_first",
    "https://evil.top/wp-content/plugins/elementor/assets/index.html",
    "https://evil.top/%E3%83%AD%E3%82%B0%E3%82%A4%E3%83%B3",
    "https://docs.google.com/forms/d/e/1FAIpQLSdf3Kx9aQ2bYt7ZrLmN0pVwXyUiOeRtGhJkLqWsDcFvBgNhM/viewform",
    "https://gateway.example/ipfs/bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi",
    "https://evil.top:8443/a?b#c",
    "http://192.0.2.1/secure/index.php",
  ])("keeps %s", (url) => {
    expect(redactor.url(url)).toBe(url);
  });

  it.each([
    ["https://amazon.co.jp@evil.top/x", "https://evil.top/x"],
    ["https://user:pass@evil.top/x", "https://evil.top/x"],
    ["https://evil.top/0f8fad5b-d9cb-469f-a165-70867728950e/jp", "https://evil.top/~token~/jp"],
    ["https://evil.top/?u=9f86d081884c7d659a2f", "https://evil.top/?u=~token~"],
    ["https://evil.top/c/AbC12xYz89QwErTy45uI.html", "https://evil.top/c/~token~.html"],
    [
      "https://evil.top/?t=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NSJ9.c2lnbmF0dXJl",
      "https://evil.top/?t=~token~",
    ],
    ["https://evil.top/?sid=k3jd82ma&x=1", "https://evil.top/?sid=~token~&x=1"],
    ["https://evil.top/?email=someone.else@gmail.com", "https://evil.top/?email=~recipient~"],
    ["https://evil.top/#someone.else%40gmail.com", "https://evil.top/#~recipient~"],
    ["https://evil.top/?q=c29tZW9uZUBnbWFpbC5jb20=", "https://evil.top/?q=~recipient~="],
    ["https://evil.top/taro.yamada/x", "https://evil.top/~recipient~/x"],
    [
      `https://${bytes("taro.yamada@example.co.jp").toString("hex")}.evil.top/x`,
      "https://redacted.evil.top/x",
    ],
    ["mailto:taro.yamada@example.co.jp", "mailto:~recipient~"],
  ])("%s => %s", (url, wanted) => {
    expect(redactor.url(url)).toBe(wanted);
    expect(redactor.url(wanted)).toBe(wanted);
  });

  it("keeps the path around an address, wherever base64 would align", () => {
    const token = bytes(TARO.address).toString("base64url");
    for (const path of ["a", "ab", "abc", "abcd", "jp/login", "jp/logins", "secure/update", "wp-content/x1"])
      expect(redactor.url(`https://evil.top/${path}/${token}/next`)).toBe(
        `https://evil.top/${path}/~recipient~/next`,
      );
  });

  it("takes hostile input in linear time", () => {
    const parts = "A|a@|%2540|=41|&#65;|https://|山田様|0|／|a/".split("|");
    for (const part of parts) {
      const cpu = process.cpuUsage();
      redactor.text(part.repeat(300_000 / part.length));
      expect(process.cpuUsage(cpu).user, part).toBeLessThan(6_000_000);
    }
    const many = Array.from({ length: 1_000 }, (_, i) => ({
      name: `User Name${i}`,
      address: `person${i}@example.com`,
    }));
    const cpu = process.cpuUsage();
    makeRedactor(many).text("こんにちは user person33@example.com ".repeat(10_000));
    expect(process.cpuUsage(cpu).user).toBeLessThan(15_000_000);
  }, 60_000);
});
