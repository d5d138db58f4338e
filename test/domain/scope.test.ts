import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SHARED_HOSTS } from "../../src/data/shared-hosts.ts";
import { canonicalHost } from "../../src/domain/hostname.ts";
import { chooseScope, keysForLookup, sharedHostKind } from "../../src/domain/scope.ts";
import { type CanonicalUrl, parseUrl } from "../../src/domain/url.ts";

/** Many runs on a machine that has other work too. */
const PROPERTY_TIMEOUT_MS = 60_000;

const url = (text: string) => parseUrl(text) as CanonicalUrl;

describe("chooseScope()", () => {
  test.each([
    ["https://login.evil.top/a", "registrable", "evil.top"],
    ["https://a.evil.pages.dev/", "registrable", "evil.pages.dev"],
    ["https://bucket.s3.amazonaws.com/x", "registrable", "bucket.s3.amazonaws.com"],
    ["https://a.evil.weebly.com/x", "host", "evil.weebly.com"],
    ["https://evil.web.fc2.com/x", "host", "evil.web.fc2.com"],
    ["https://web.fc2.com/x", "url", "https://web.fc2.com/x"],
    ["https://static1.squarespace.com/x", "url", "https://static1.squarespace.com/x"],
    ["https://a.192.0.2.9.nip.io/x", "host", "a.192.0.2.9.nip.io"],
    ["https://evil.xsrv.jp/x", "host", "evil.xsrv.jp"],
    ["https://evil.zzux.com/x", "host", "evil.zzux.com"],
    ["https://evil-my.sharepoint.com/:b:/g/x", "host", "evil-my.sharepoint.com"],
    ["http://203.0.113.7/x", "host", "203.0.113.7"],
    ["http://[2001:db8::7]/x", "host", "2001:db8::7"],
    ["https://www.weebly.com/x", "url", "https://www.weebly.com/x"],
    ["https://weebly.com/", "url", "https://weebly.com/"],
    ["https://sites.google.com/view/x/home?t=1", "url", "https://sites.google.com/view/x"],
    [
      "https://docs.google.com/forms/d/e/1FAIpQL/viewform?usp=sf",
      "url",
      "https://docs.google.com/forms/d/e/1FAIpQL",
    ],
    ["https://storage.googleapis.com/bucket/a.html?mail=x", "url", "https://storage.googleapis.com/bucket"],
    ["https://oss-cn-x.aliyuncs.com/bucket/a", "url", "https://oss-cn-x.aliyuncs.com/bucket"],
    ["http://bit.ly/abc?x", "url", "https://bit.ly/abc"],
    ["https://drive.google.com/open?usp=x&id=T1", "url", "https://drive.google.com/open?id=T1"],
    [
      "https://www.google.com/url?q=https%3A%2F%2Fevil.top",
      "url",
      "https://www.google.com/url?q=https%3A%2F%2Fevil.top",
    ],
    ["https://u1.ct.sendgrid.net/ls/click?upn=abc", "url", "https://u1.ct.sendgrid.net/ls/click?upn=abc"],
    ["https://ipfs.io/ipfs/bafy123/index.html", "url", "https://ipfs.io/ipfs/bafy123"],
    ["https://github.io/x", "url", "https://github.io/x"],
    ["http://intranet/x", "url", "https://intranet/x"],
  ])("%s is %s %s", (text, scope, key) => {
    expect(chooseScope(url(text))).toEqual({ scope, key });
  });

  test("cuts long tokens and never through an escape", () => {
    const { key } = chooseScope(
      url(`https://u1.ct.sendgrid.net/ls/${"a".repeat(95)}%20${"b".repeat(300)}?upn=${"x".repeat(900)}`),
    );
    expect(key).toBe(`https://u1.ct.sendgrid.net/ls/${"a".repeat(95)}?upn=${"x".repeat(92)}`);
  });

  test("no platform of the table is ever a key of its own at domain or host scope", () => {
    for (const { name } of SHARED_HOSTS.values())
      for (const host of [name, `www.${name}`, `a.${name}`, `a.b.${name}`]) {
        const { scope, key } = chooseScope(url(`https://${host}/x/y`));
        if (scope !== "url") expect(key.endsWith(`.${name}`), `${host} => ${key}`).toBe(true);
      }
    expect(SHARED_HOSTS.size).toBeGreaterThan(500);
  });
});

describe("sharedHostKind()", () => {
  test.each([
    ["a.b.weebly.com", "host"],
    ["sites.google.com", "url"],
    ["bit.ly", "shortener"],
    ["www.google.co.jp", "redirector"],
    ["u1.ct.sendgrid.net", "tracker"],
    ["d1.cloudfront.net", "cdn"],
    ["evil.top", null],
    ["notweebly.com", null],
    ["192.0.2.1", null],
  ])("%s is %s", (host, kind) => {
    expect(sharedHostKind(host)).toBe(kind);
  });

  test("the table holds canonical names, each once", () => {
    for (const name of SHARED_HOSTS.keys()) expect(canonicalHost(name)).toBe(name);
  });
});

describe("keysForLookup()", () => {
  test("asks for the URL, its path prefixes, the host and its parents", () => {
    expect(keysForLookup(url("http://a.evil.top/1/2/3?x#y"))).toEqual([
      "https://a.evil.top/1/2/3",
      "https://a.evil.top/1/2",
      "https://a.evil.top/1",
      "a.evil.top",
      "evil.top",
    ]);
    expect(keysForLookup("a.evil.top")).toEqual(["a.evil.top", "evil.top"]);
    expect(keysForLookup(url("https://bit.ly/"))).toEqual(["https://bit.ly/", "bit.ly"]);
  });

  test("a long path costs at most six URL keys", () => {
    const keys = keysForLookup(url(`https://evil.top/${"a/".repeat(50)}`));
    expect(keys.filter((key) => key.startsWith("https://")).length).toBeLessThanOrEqual(6);
  });

  test(
    "always holds the key under which the same URL would be stored",
    () => {
      const hosts = fc.oneof(
        fc.domain(),
        fc.constantFrom(...SHARED_HOSTS.keys()),
        fc.constantFrom(...SHARED_HOSTS.keys()).map((n) => `a.b.${n}`),
        fc.ipV4(),
      );
      fc.assert(
        fc.property(hosts, fc.webPath(), fc.webQueryParameters(), (host, path, query) => {
          const parsed = parseUrl(`https://${host}${path}?${query}`);
          if (parsed) expect(keysForLookup(parsed)).toContain(chooseScope(parsed).key);
        }),
        { numRuns: 200 },
      );
    },
    PROPERTY_TIMEOUT_MS,
  );
});
