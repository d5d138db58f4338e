import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defang, parseUrl } from "../../src/domain/url.ts";
import { URL_CHARS_MAX } from "../../src/limits.ts";

/** Many runs on a machine that has other work too. */
const PROPERTY_TIMEOUT_MS = 60_000;

describe("parseUrl()", () => {
  test.each([
    ["https://amazon.co.jp@evil.example/", "https://evil.example/"],
    ["https://a@b@@evil.example", "https://evil.example/"],
    ["https://amazon.co.jp\u2215login@evil.top/", "https://evil.top/"],
    ["https://amazon.co.jp\u2044login@evil.top/", "https://evil.top/"],
    ["https://amazon.co.jp\u29f8login@evil.top/", "https://evil.top/"],
    ["https:\\\\evil.top\\a", "https://evil.top/a"],
    ["https:/evil.top", "https://evil.top/"],
    ["//evil.top/x", "http://evil.top/x"],
    ["HTTP://EVIL.top:80/A", "http://evil.top/A"],
    ["https://evil.top:8443/", "https://evil.top:8443/"],
    ["http://evil.top/a/./b/../c//d", "http://evil.top/a/c/d"],
    ["http://evil.top/a/%252e%252e/b", "http://evil.top/b"],
    ["http://evil.top/%2525252525", "http://evil.top/%25"],
    ["http://evil.top/a%3Fb%5Cc%23d", "http://evil.top/a%3Fb%5Cc%23d"],
    ["http://evil.top/ログイン", "http://evil.top/%E3%83%AD%E3%82%B0%E3%82%A4%E3%83%B3"],
    [
      "http://evil.top/?u=https%3a%2f%2Fa.com%2F%3fx%3D1%26y&%41=%zz#f",
      "http://evil.top/?u=https%3A%2F%2Fa.com%2F%3Fx%3D1%26y&A=%25zz",
    ],
    ["http://evil.top/x?", "http://evil.top/x"],
    ["http%3A%2F%2Fevil.top%2Fx", "http://evil.top/x"],
    ["http://[2001:DB8::1]:8080/x", "http://[2001:db8::1]:8080/x"],
    ["http://0x7f.1/", "http://127.0.0.1/"],
    ["ht\ntps://ev\til.top/\r\nx", "https://evil.top/x"],
    ["ftp://evil.top/a", "ftp://evil.top/a"],
  ])("writes %j as %s", (text, href) => {
    expect(parseUrl(text)?.href).toBe(href);
    expect(parseUrl(href)?.href).toBe(href);
  });

  test.each([
    "mailto:a@evil.top",
    "tel:0120959684",
    "javascript:location='https://evil.top'",
    "data:text/html,x",
    "file:///etc/passwd",
    "evil.top/x",
    "/x",
    "#x",
    "",
    "https://",
    "https://a..b/",
    "https://evil.c*m/",
    "https://xn--a/",
    "https://evil.top:99999/",
  ])("refuses %j", (text) => {
    expect(parseUrl(text)).toBeNull();
  });

  test("a slash look-alike never makes the name before it the host", () => {
    for (const slash of "\u2215\u2044\u29f8\u2571\u29f5\u3033\u30ce\u4e3f\uff0f\u2f03")
      expect(parseUrl(`https://amazon.co.jp${slash}login.evil.top/`)?.domain ?? "refused").toMatch(
        /^(?:evil\.top|refused)$/,
      );
  });

  test("resolves against a base", () => {
    expect(parseUrl("../b?c", "https://evil.top/a/x/y")?.href).toBe("https://evil.top/a/b?c");
    expect(parseUrl("//other.top", "https://evil.top/")?.href).toBe("https://other.top/");
    expect(parseUrl("x", "not a base")).toBeNull();
  });

  test("tells its parts", () => {
    expect(parseUrl("https://user:pw@www.evil.co.jp:444/a%20b?x=%41#frag")).toEqual({
      href: "https://www.evil.co.jp:444/a%20b?x=A",
      scheme: "https",
      host: "www.evil.co.jp",
      port: 444,
      path: "/a%20b",
      query: "?x=A",
      domain: "evil.co.jp",
      hadUserinfo: true,
      wire: "https://www.evil.co.jp:444/a%20b?x=%41#frag",
      isCut: false,
    });
    expect(parseUrl("https://@evil.top/")?.hadUserinfo).toBe(true);
    expect(parseUrl("https://evil.top/@a")?.hadUserinfo).toBe(false);
  });

  test("cuts what goes past the limit and says so, but keeps the host behind a long user part", () => {
    const url = parseUrl(
      `https://${"x".repeat(20_000)}@evil.top/${"%20a".repeat(9_000)}?${"q".repeat(9_000)}`,
    );
    expect(url).toMatchObject({ host: "evil.top", hadUserinfo: true, isCut: true, query: "" });
    expect(url?.href.length).toBeLessThanOrEqual(URL_CHARS_MAX);
    expect(url?.href).not.toMatch(/%.?$/);
  });

  test("is linear on a million percent signs", () => {
    // A pass over the text for each level of escaping would be 10^11 steps and never end.
    expect(parseUrl(`http://evil.top/%${"25".repeat(500_000)}`)?.path).toBe("/%25");
  });

  test(
    "never throws, and its canonical form is a fixed point",
    () => {
      const part = fc.string({ unit: fc.constantFrom(..."aA1%2efF5/\\.?#&=:@;~ 日é\t"), maxLength: 30 });
      const written = fc
        .tuple(
          fc.constantFrom("http://", "https:\\\\", "ftp://", "//", ""),
          fc.constantFrom("evil.top", "u@ＥＶＩＬ。top", "0x7f.1", "[::1]"),
          part,
        )
        .map(([scheme, host, tail]) => `${scheme}${host}/${tail}`);
      let urls = 0;
      fc.assert(
        fc.property(
          fc.oneof(written, fc.webUrl({ withQueryParameters: true }), fc.string({ unit: "binary" })),
          (text) => {
            const url = parseUrl(text);
            if (!url) return;
            urls++;
            expect(parseUrl(url.href)).toMatchObject({
              href: url.href,
              host: url.host,
              path: url.path,
              query: url.query,
            });
            expect(parseUrl(url.wire)?.href).toBe(url.href);
          },
        ),
        { numRuns: 300 },
      );
      expect(urls).toBeGreaterThan(80);
    },
    PROPERTY_TIMEOUT_MS,
  );
});

describe("defang()", () => {
  test.each([
    ["https://evil.top:8/x.html?a=b.c", "hxxps://evil[.]top:8/x.html?a=b.c"],
    ["ftp://evil.co.jp/", "fxp://evil[.]co[.]jp/"],
    ["http://192.0.2.1/", "hxxp://192[.]0[.]2[.]1/"],
    ["http://[2001:db8::1]:80/x", "hxxp://[2001[:]db8::1]:80/x"],
    ["evil.top", "evil[.]top"],
  ])("writes %s as %s", (href, text) => {
    expect(defang(href)).toBe(text);
  });
});
