import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseUrl } from "../../src/domain/url.ts";
import { unwrap } from "../../src/extract/unwrap.ts";
import { WRAP } from "./wrap.ts";

/** Any UTF-16 unit, half surrogate pairs included. */
const anyUnit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));

const WRAPPED = path.join(import.meta.dirname, "../../../shared/data/wrapped");

function unwrapText(text: string) {
  const url = parseUrl(text);
  if (!url) throw new Error(`not a URL: ${text}`);
  return unwrap(url);
}

/** `safelinks:eur04... > google:www.google.com > x.example` */
const chain = (text: string) =>
  unwrapText(text).hops.map((hop) => (hop.via === null ? hop.url.href : `${hop.via}(${hop.role})`));

describe("unwrap: links that tell their target", () => {
  it.each([
    [
      "https://nam11.safelinks.protection.outlook.com/ap/t-59584e83/?url=https%3A%2F%2Fx.example%2Fa&amp;data=1",
      "safelinks(wrapper)",
    ],
    [
      "https://statics.teams.cdn.office.net/evergreen-assets/safelinks/2/atp-safelinks.html?url=https%3A%2F%2Fx.example%2Fa&locale=de",
      "safelinks(wrapper)",
    ],
    ["https://urldefense.us/v3/__https://x.example/a__;!!abc!def$", "proofpoint-v3(wrapper)"],
    ["https://urldefense.com/v3/__https:/x.example/a__;!!abc!def$", "proofpoint-v3(wrapper)"],
    ["https://urldefense.com/v3/__https://x.example/a", "proofpoint-v3(wrapper)"],
    ["https://urldefense.proofpoint.com/v2/url?u=https-3A__x.example_a&d=DwMF", "proofpoint-v2(wrapper)"],
    ["https://protect2.fireeye.com/url?k=1&u=https://x.example/a", "fireeye(wrapper)"],
    [
      "https://clicktime.cloud.postoffice.net/clicktime.php?U=https%3A%2F%2Fx.example%2Fa&E=b",
      "symantec(wrapper)",
    ],
    ["https://protect.checkpoint.com/v2/___https*3A*2F*2Fx.example*2Fa___.YzJ1", "checkpoint(wrapper)"],
    ["https://url.avanan.click/v2/r01/___https:/x.example/a___.YXAz", "checkpoint(wrapper)"],
    ["https://checkpoint.url-protection.com/v1/r07/url?o=https%3A//x.example/a&g=1", "checkpoint(wrapper)"],
    ["https://mail.example.org/fmlurlsvc/?fewReq=:B:a&url=https%3a%2f%2fx.example%2fa", "fortimail(wrapper)"],
    ["https://x-example.cdn.ampproject.org/c/s/x.example/a", "amp(redirector)"],
    ["https://x-example.translate.goog/a?_x_tr_sl=auto&_x_tr_tl=en", "google-translate(redirector)"],
    [
      "https://e-co-uk.translate.goog/a?_x_tr_hp=exampl",
      "google-translate(redirector)",
      "https://example.co.uk/a",
    ],
    [
      "https://1-en--us-x-example.translate.goog/a?_x_tr_enc=1",
      "google-translate(redirector)",
      "https://en-us.x.example/a",
    ],
    ["https://ad.doubleclick.net/ddm/clk/1;2;3;?https://x.example/a", "google-ads(redirector)"],
    ["https://us.rd.yahoo.com/a/*https://x.example/a", "yahoo(redirector)"],
    ["https://l.instagram.com/?u=https%3A%2F%2Fx.example%2Fa&e=1", "facebook(redirector)"],
    ["https://vk.com/away.php?to=https%3A%2F%2Fx.example%2Fa", "vk(redirector)"],
    ["https://steamcommunity.com/linkfilter/?url=https://x.example/a", "steam(redirector)"],
    ["https://any.example/r?u=aHR0cHM6Ly94LmV4YW1wbGUvYQ", "generic(redirector)"],
    ["https://any.example/r?token=aHR0cHM6Ly94LmV4YW1wbGUvYQ%3D%3D", "generic(redirector)"],
    ["https://any.example/r?redirect=https%253A%252F%252Fx.example%252Fa", "generic(redirector)"],
    ["https://any.example/r?https://x.example/a", "generic(redirector)"],
    ["https://any.example/out/https://x.example/a", "generic(redirector)"],
    ["https://any.example/out/https%3A%2F%2Fx.example%2Fa", "generic(redirector)"],
    ["https://any.example/c/1/aHR0cHM6Ly94LmV4YW1wbGUvYQ", "generic(redirector)"],
    ["https://any.example/#/go?url=https://x.example/a", "generic(redirector)"],
    ["https://any.example/wp-content/plugins/a/redirect.php?url=https://x.example/a", "generic(redirector)"],
    ["https://any.example/login?next=https://x.example/a", "generic(redirector)"],
    [
      `https://mandrillapp.com/track/click/3/x.example?p=${btoa(String.raw`{"v":1,"p":"{\"url\":\"https:\\\/\\\/x.example\\\/a\"}"}`)}`,
      "json-tracker(redirector)",
    ],
  ])("reads %s", (text, hop, target = "https://x.example/a") => {
    expect(chain(text)).toEqual([hop, target]);
  });

  it("reads wrappers inside wrappers, outermost first", () => {
    expect(
      chain(
        "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.google.com%2Furl%3Fq%3Dhttps%253A%252F%252Fx.example%252Fa",
      ),
    ).toEqual(["safelinks(wrapper)", "google(redirector)", "https://x.example/a"]);
  });

  it("stops at UNWRAP_DEPTH_MAX and says so", () => {
    let text = "https://x.example/";
    for (let n = 0; n < 10; n++) text = `https://a${n}.example/?url=${encodeURIComponent(text)}`;
    const { hops, truncated } = unwrapText(text);
    expect(truncated).toEqual([{ limit: "UNWRAP_DEPTH_MAX", max: 8 }]);
    expect(hops).toHaveLength(9);
  });

  it("takes a URL by its true host, not by what stands before an @", () => {
    expect(chain("https://www.google.com/url?q=https://amazon.example@x.example/a")).toEqual([
      "google(redirector)",
      "https://x.example/a",
    ]);
  });
});

describe("unwrap: links that hide their target", () => {
  it.each([
    [
      "https://protect-us.mimecast.com/s/abc?domain=x.example",
      "mimecast",
      "wrapper",
      { domain: "x.example" },
    ],
    ["https://url.us.m.mimecastprotect.com/s/abc", "mimecast", "wrapper", {}],
    [
      "https://shared.outlook.inky.com/link?domain=x.example&t=h.eJx",
      "inky",
      "wrapper",
      { domain: "x.example" },
    ],
    [
      "https://us-west-2.protection.sophos.com/?d=x.example&u=%00",
      "sophos",
      "wrapper",
      { domain: "x.example" },
    ],
    ["https://secure-web.cisco.com/1abc", "cisco", "wrapper", {}],
    ["https://eur04.safelinks.protection.outlook.com/?url=%00&data=1", "safelinks", "wrapper", {}],
    ["https://www.linkedin.com/slink?code=abc", "linkedin", "redirector", {}],
    ["https://www.baidu.com/link?url=AbC-_d", "baidu", "redirector", {}],
    ["https://u1.ct.sendgrid.net/ls/click?upn=u001.x", "sendgrid", "redirector", {}],
    ["https://t.co/AbC", "shortener", "redirector", {}],
    ["https://bit.ly/abc", "shortener", "redirector", {}],
  ])("marks %s as opaque", (text, via, role, tells) => {
    const { hops, ...rest } = unwrapText(text);
    expect(hops).toMatchObject([{ via, role }]);
    expect(rest).toEqual({ isOpaque: true, tells, truncated: [] });
  });
});

describe("unwrap: URLs that lead nowhere else", () => {
  it.each([
    "https://x.example/",
    "https://bit.ly/",
    "https://www.facebook.com/sharer.php?u=https://x.example/",
    "https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fx.example",
    "https://twitter.com/intent/tweet?url=https://x.example/&text=a",
    "https://x.com/share?url=https://x.example/",
    "https://www.linkedin.com/shareArticle?mini=true&url=https://x.example/",
    "https://social-plugins.line.me/lineit/share?url=https://x.example/",
    "https://b.hatena.ne.jp/add?mode=confirm&url=https://x.example/",
    "https://t.me/share/url?url=https://x.example/",
    "https://shop.example/share?url=https://x.example/",
    "https://shop.example/?utm_source=https://x.example/",
    "https://shop.example/a?ref=https://x.example/&referrer=https://x.example/",
    "https://shop.example/login?next=https://www.shop.example/b",
    "https://www.google.com/search?q=https://x.example/",
    "https://shop.example/search?q=https://x.example/",
    "https://shop.example/a?note=see%20https://x.example/",
    "https://urldefense.com/",
    "https://www.google.com/maps?q=x",
  ])("leaves %s whole", (text) => {
    expect(unwrapText(text)).toMatchObject({ hops: [{ role: "target", via: null }], isOpaque: false });
    expect(unwrapText(text).hops).toHaveLength(1);
  });
});

describe("unwrap: properties", () => {
  const url = fc
    .record({
      scheme: fc.constantFrom("http", "https"),
      host: fc.stringMatching(/^[a-z](?:-?[a-z0-9]){0,8}\.[a-z](?:-?[a-z0-9]){0,8}\.(?:top|co\.jp|example)$/),
      path: fc.array(fc.stringMatching(/^[A-Za-z0-9.~!@$*,;_ é日-]{0,8}$/u), { maxLength: 3 }),
      query: fc.option(fc.stringMatching(/^k=[A-Za-z0-9_*%&-]{0,10}$/)),
    })
    .map(
      (u) =>
        `${u.scheme}://${u.host}/${u.path.map(encodeURIComponent).join("/")}${u.query === null ? "" : `?${u.query}`}`,
    )
    .map((text) => parseUrl(text)?.wire ?? "https://x.example/")
    .filter((text) => unwrapText(text).hops.length === 1);

  it.each(Object.keys(WRAP))("unwrap undoes the wrapping of %s", (family) => {
    let wrapped = 0;
    void fc.assert(
      fc.property(url, (text) => {
        const outer = WRAP[family]?.(text) ?? null;
        if (outer === null) return;
        wrapped++;
        const { hops, isOpaque } = unwrapText(outer);
        expect({ isOpaque, via: hops.map((hop) => hop.via) }).toEqual({
          isOpaque: false,
          via: [family, null],
        });
        expect(hops.at(-1)?.url.host).toBe(parseUrl(text)?.host);
      }),
      { numRuns: 100 },
    );
    expect(wrapped).toBeGreaterThan(30);
  });

  it("unwraps any nesting of any families to the same host", () => {
    // Those that put the target into the path as it is cannot carry a nested link's marks or fragment.
    const families = Object.keys(WRAP).filter((name) => !/checkpoint|amp|translate|proofpoint-v3/.test(name));
    let deep = 0;
    void fc.assert(
      fc.property(
        url,
        fc.array(fc.constantFrom(...families), { minLength: 2, maxLength: 4 }),
        (text, order) => {
          let outer = text;
          for (const family of order) outer = WRAP[family]?.(outer) ?? outer;
          fc.pre(outer.length < 8_000);
          deep++;
          const { hops } = unwrapText(outer);
          expect(hops.map((hop) => hop.via)).toEqual([...order.toReversed(), null]);
          expect(hops.at(-1)?.url.host).toBe(parseUrl(text)?.host);
        },
      ),
      { numRuns: 150 },
    );
    expect(deep).toBeGreaterThan(50);
  });

  it("never throws, and always gives a hop", () => {
    const hosts = Object.values(WRAP).map(
      (wrap) => new URL(wrap("https://x.example/") ?? "https://y.example/").origin,
    );
    void fc.assert(
      fc.property(fc.constantFrom(...hosts), fc.string({ unit: anyUnit, maxLength: 60 }), (origin, tail) => {
        const parsed = parseUrl(`${origin}/${tail}`);
        if (parsed) expect(unwrap(parsed).hops.length).toBeGreaterThan(0);
      }),
      { numRuns: 200 },
    );
  });
});

describe.skipIf(!existsSync(WRAPPED))("unwrap: shared vectors", () => {
  const proofpoint: { input: string; expected: string; note: string }[] = existsSync(WRAPPED)
    ? JSON.parse(readFileSync(path.join(WRAPPED, "proofpoint.json"), "utf8"))
    : [];
  // Nothing is inside the empty one; of the cut one we read the host that it still names.
  const complete = proofpoint.filter((v) => !/empty|incomplete/.test(v.note));

  it.each(complete)("Proofpoint: $note", ({ input, expected }) => {
    const { hops } = unwrapText(input.startsWith("http") ? input : `https://${input}`);
    expect(hops.at(-1)?.url.host).toBe(parseUrl(expected)?.host);
    expect(hops.at(-1)?.url.path).toBe(parseUrl(expected)?.path);
  });

  it("SafeLinks: every wrapped URL of the list leads next to its line of the decoded list", () => {
    const list = (file: string) =>
      readFileSync(path.join(WRAPPED, "safelinks", file), "utf8")
        .split(/\r?\n/)
        .filter((line) => line !== "");
    const inputs = list("input/encoded-all/list-of-urls-with-lf-eol.txt");
    expect(inputs.length).toBeGreaterThan(3);
    expect(inputs.map((line) => unwrapText(line).hops[1]?.url.href)).toEqual(
      list("output/standalone/decoded-list-of-urls-with-lf-eol.txt").map((line) => parseUrl(line)?.href),
    );
  });

  it("SafeLinks: what is no valid link of theirs stays opaque or whole, and nothing throws", () => {
    const folder = path.join(WRAPPED, "safelinks/input");
    let seen = 0;
    for (const set of readdirSync(folder))
      for (const file of readdirSync(path.join(folder, set)))
        for (const [text] of readFileSync(path.join(folder, set, file), "utf8").matchAll(
          /https?:\/\/[^\s<>()]+/g,
        )) {
          const parsed = parseUrl(text);
          if (!parsed) continue;
          seen++;
          expect(unwrap(parsed).hops.length).toBeGreaterThan(0);
        }
    expect(seen).toBeGreaterThan(50);
  });
});
