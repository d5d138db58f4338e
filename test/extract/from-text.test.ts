import { describe, expect, test } from "vitest";
import { findInText } from "../../src/extract/from-text.ts";
import { LINKS_MAX, PART_CHARS_MAX } from "../../src/limits.ts";

const hrefs = (text: string) => findInText(text).links.map((link) => link.url.href);

describe("findInText() ends a URL where its writer did", () => {
  test.each([
    ["https://evil.top/a?b=1。ご確認ください", "https://evil.top/a?b=1"],
    ["（https://evil.top/login）", "https://evil.top/login"],
    ["https://evil.top/loginこちらから", "https://evil.top/login"],
    ["https://evil.topこちら", "https://evil.top/"],
    ["https://evil.top、または", "https://evil.top/"],
    ["「https://evil.top」『https://evil.top/』", "https://evil.top/", "https://evil.top/"],
    ["【URL】https://evil.top/x】", "https://evil.top/x"],
    ["https://evil.top/x※注意", "https://evil.top/x"],
    ["https://evil.top★こちら★", "https://evil.top/"],
    ["→https://evil.top/x←", "https://evil.top/x"],
    ["│https://evil.top│", "https://evil.top/"],
    ["https://evil.top。", "https://evil.top/"],
    ["https://evil.top。ご確認", "https://evil.top/"],
    ["https://日本語.jpへどうぞ", "https://xn--wgv71a119e.jp/"],
    ["https://evil.co.zaです", "https://evil.co.za/"],
    ["https://президент.рф.", "https://xn--d1abbgf6aiiy.xn--p1ai/"],
    ["(see https://evil.top/a_(b)).", "https://evil.top/a_(b)"],
    ["[t](https://evil.top/a), **https://evil.top/b**", "https://evil.top/a", "https://evil.top/b"],
    ["<https://evil.top/a> <URL:https://evil.top/b>", "https://evil.top/a", "https://evil.top/b"],
    ["<https://evil.top/a\nb>", "https://evil.top/ab"],
    [
      "&lt;https://evil.top/a&gt; https://evil.top/b?x=1&amp;y",
      "https://evil.top/a",
      "https://evil.top/b?x=1&amp;y",
    ],
    ["https://a.top/1,https://b.top/2;http://c.top", "https://a.top/1", "https://b.top/2", "http://c.top/"],
    ["https://a.top/?u=https://b.top/&v=1", "https://a.top/?u=https://b.top/&v=1"],
    ["https://evil.top/x...", "https://evil.top/x"],
    ["https://evil.top/é/наш", "https://evil.top/%C3%A9/%D0%BD%D0%B0%D1%88"],
    ["テキストhttps://evil.top/x", "https://evil.top/x"],
  ])("%j", (text, ...expected) => {
    expect(hrefs(text)).toEqual(expected);
  });
});

describe("findInText() reports the host that a browser goes to", () => {
  test.each([
    ["https://amazon.co.jp@evil.top/x", "https://evil.top/x"],
    ["https://a@b@amazon.co.jp@evil.top", "https://evil.top/"],
    ["https://amazon.co.jp\u2215login@evil.top/", "https://evil.top/"],
    ["https://amazon.co.jp\u2215login.evil.top/x", "https://amazon.co.xn--jplogin-df0d.evil.top/x"],
    ["https:\\\\evil.top\\x", "https://evil.top/x"],
    ["https:/evil.top/x", "https://evil.top/x"],
    ["https:///evil.top/x", "https://evil.top/x"],
    ["https://evil。top/x", "https://evil.top/x"],
    ["https://ev\u200bil.top/x", "https://evil.top/x"],
    ["http://0x7f.1:8080/x", "http://127.0.0.1:8080/x"],
    ["http://[2001:db8::1]:81/x", "http://[2001:db8::1]:81/x"],
    ["http://%65vil.top/x", "http://evil.top/x"],
    ["http://localhost:99999/x", "http://localhost/"],
    ["https://evil.top:443/", "https://evil.top/"],
    ["www.amazon.co.jp@evil.top/x", "http://evil.top/x"],
  ])("%j", (text, expected) => {
    expect(hrefs(text)).toEqual([expected]);
  });

  test.each([
    "http://a..b.com/",
    "http://.evil.top",
    "http://xn--a.top/",
    "http://",
    "http://??",
    "https://user@/x",
  ])("no smaller name is taken out of %j", (text) => {
    expect(hrefs(text)).toEqual([]);
  });
});

describe("findInText() and domains without a scheme", () => {
  test.each([
    ["evil.top/login", "http://evil.top/login"],
    ["www.evil.top", "http://www.evil.top/"],
    ["サイトはevil.topです", "http://evil.top/"],
    ["詳しくは日本語.jpへ", "http://xn--wgv71a119e.jp/"],
    ["「お名前.com」", "http://xn--t8jx73hngb.com/"],
    ["日本語.jp", "http://xn--wgv71a119e.jp/"],
    ["президент.рф", "http://xn--d1abbgf6aiiy.xn--p1ai/"],
    ["evil.top:8080/x", "http://evil.top:8080/x"],
    ["evil。top", "http://evil.top/"],
    ["//evil.top/x", "http://evil.top/x"],
    ["Amazon.co.jp", "http://amazon.co.jp/"],
    ["www.setup.sh/x", "http://www.setup.sh/x"],
    ["192.0.2.1/login", "http://192.0.2.1/login"],
    ["evil[.]zip/x", "http://evil.zip/x"],
    ["see evil.se now", "http://evil.se/"],
    ["evil.co.ck", "http://evil.co.ck/"],
    ["evil.co.za", "http://evil.co.za/"],
    ["evil.com.py", "http://evil.com.py/"],
    ["１．amazon.co.jp", "http://amazon.co.jp/"],
  ])("finds %j", (text, expected) => {
    expect(hrefs(text)).toEqual([expected]);
    expect(findInText(text).links[0]?.isBare).toBe(true);
  });

  test.each([
    "name@evil.top",
    "first.last@evil.top",
    "@evil.top",
    "© 2026 Amazon.com, Inc. or its affiliates. Booking.com B.V., 株式会社example.com, Salesforce.com Ltd",
    "readme.md setup.sh invoice.zip main.py photo.mov, is it CharEnt.pm?",
    "e.g. i.e. 1.2.3 10.0.0.1 v2.0.1 10.30am 3.14",
    "192.168.0.0/16",
    "Thanks.It was. See here.In short",
    "M.Sc Ph.D U.S. Co.Ltd",
    "/usr/lib/file.pl C:\\dir\\setup.com",
    "node.js array.length foo.php",
    "doc.write(x) $this.is",
    "_evil.top -evil.top",
    "google.com:500000",
    "です。Amazonより",
    "停止いたします。Netアンサーにログイン",
    "evil.invalid",
    "12.am",
    "アカウントのご利用ありがとうございますそしてこちらもです.jp",
  ])("finds nothing in %j", (text) => {
    expect(hrefs(text)).toEqual([]);
  });
});

describe("findInText() on what was made unclickable", () => {
  test.each([
    ["hxxps://evil[.]top/x", "https://evil.top/x"],
    ["htt*s://evil.top/x", "https://evil.top/x"],
    ["evil[.]top/x", "http://evil.top/x"],
    ["ttps://evil.top/x", "https://evil.top/x"],
  ])("%j is a link, told as defanged", (text, href) => {
    const [link] = findInText(`「${text}」`).links;
    expect(link).toMatchObject({ raw: text, start: 1, end: 1 + text.length, wasDefanged: true });
    expect(link?.url.href).toBe(href);
  });

  test.each([
    "htt*s://keiya*ensev.top/sign-in",
    "hxxp://evil●●.top",
    "https://＊＊＊.example",
    "https://***.evil.top/x",
    "https://ev■■■■/x",
    "hxxps://amaz○n-login○○.cn/x",
  ])("%j is masked: shown as written, no host", (text) => {
    const found = findInText(`リンク先: ${text} です`);
    expect(found.links).toEqual([]);
    expect(found.masked).toEqual([{ text }]);
  });
});

describe("findInText() limits", () => {
  test("a text that is too long is searched as far as the limit, and told", () => {
    const found = findInText(`https://a.top/ ${" ".repeat(PART_CHARS_MAX)}https://b.top/`);
    expect(found.links).toHaveLength(1);
    expect(found.truncated).toEqual([{ limit: "PART_CHARS_MAX", max: PART_CHARS_MAX }]);
  });

  test("distinct links end at LINKS_MAX, and told", () => {
    const found = findInText(
      Array.from({ length: LINKS_MAX + 9 }, (_, i) => `https://h${i}.top/`).join("\n"),
    );
    expect(found.links).toHaveLength(LINKS_MAX);
    expect(found.truncated).toEqual([{ limit: "LINKS_MAX", max: LINKS_MAX }]);
  });

  test("a URL without end keeps its host, and told", () => {
    const found = findInText(`https://evil.top/${"a".repeat(20_000)} https://b.top/`);
    expect(found.links.map((link) => link.url.host)).toEqual(["evil.top", "b.top"]);
    expect(found.truncated.map((t) => t.limit)).toEqual(["URL_CHARS_MAX"]);
  });
});
