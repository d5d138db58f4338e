import { describe, expect, test } from "vitest";
import { refang } from "../../src/extract/refang.ts";

describe("refang()", () => {
  test.each([
    ["hxxp://evil.top/x", "http://evil.top/x"],
    ["hXXps://evil.top", "https://evil.top"],
    ["h**ps://evil.top", "https://evil.top"],
    ["h__p://evil.top", "http://evil.top"],
    ["htt*s://evil.top", "https://evil.top"],
    ["ttps://evil.top ttp://a.top", "https://evil.top http://a.top"],
    ["fxp://evil.top", "ftp://evil.top"],
    ["hxxps[:]//evil[.]top[/]x", "https://evil.top/x"],
    ["hxxps[://]evil[.]top", "https://evil.top"],
    ["https:\\\\evil.top", "https:\\\\evil.top"],
    ["http ://evil.top", "http://evil.top"],
    ["h t t p s : / / evil.top/x", "https://evil.top/x"],
    ["https//evil.top", "https://evil.top"],
    [
      "evil[.]top evil(.)top evil{.}top evil【.】top evil(dot)top evil[ドット]top",
      "evil.top evil.top evil.top evil.top evil.top evil.top",
    ],
    ["evil[.com a.]evil.com evil\\.com evil [.] com", "evil.com a.evil.com evil.com evil.com"],
    ["a(.}b{.)example[.)com", "a.b.example.com"],
    ["secure-login dot net, example . com", "secure-login.net, example.com"],
    ["1.1.1(dot)1", "1.1.1.1"],
    ["evil[.]topをご確認", "evil.topをご確認"],
    ["name[at]evil[.]top name(@)evil.top", "name@evil.top name@evil.top"],
    ["hxxp://evil[.]unlisted/x", "http://evil.unlisted/x"],
    ["こちら：hxxp://evil[.]unlisted/", "こちら:http://evil.unlisted/"],
    ["１．amazon.co.jp", "1．amazon.co.jp"],
    ["ｈｔｔｐｓ：／／ｅｖｉｌ．ｔｏｐ／ｘ", "https://evil.top/x"],
    ["𝐡𝐭𝐭𝐩𝐬://𝓮𝓿𝓲𝓵.top ⓔvil.top", "https://evil.top evil.top"],
    ["e\u200bv\u00adi\u2061l\u202e.top\ufeff", "evil.top"],
    ["https://evil.top/lo=\r\ngin", "https://evil.top/login"],
    [`https://evil.top/?id=${"a".repeat(53)}=\nbcd`, `https://evil.top/?id=${"a".repeat(53)}bcd`],
    ["<https://evil.top/lo\r\n  gin>", "<https://evil.top/login>"],
    ["<URL: hxxps://evil.top/lo\ngin>", "<URL: https://evil.top/login>"],
  ])("%j becomes %j", (written, text) => {
    expect(refang(written).text).toBe(text);
  });

  test.each([
    "array[.]length",
    "list(.)size and f(at) and [at] [:] [/]",
    "polka dot in the corner, a . b",
    "https://evil.top/?id=\nNext line",
    "a=\nb",
    "（括弧）、「引用」！；，",
    "① ℀ ™",
    "https://amazon.co.jp\u2215x.evil.top",
    "നിന്നെ‍പോ",
    "tp: //x and path//name",
  ])("leaves %j alone", (written) => {
    expect(refang(written).text).toBe(written);
  });

  test("toSource() finds what was written, with its marks and invisible characters", () => {
    const written = "前 h\u200bxxps://e\u00advil[.]top/x 後";
    const refanged = refang(written);
    const at = refanged.text.indexOf("https://evil.top/x");
    const { start, end } = refanged.toSource(at, at + "https://evil.top/x".length);
    expect(written.slice(start, end)).toBe("h\u200bxxps://e\u00advil[.]top/x");
    expect(refanged.wasDefanged(at, at + 3)).toBe(true);
    expect(refanged.wasDefanged(0, 1)).toBe(false);
  });
});
