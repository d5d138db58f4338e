import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { HeaderLine } from "../../src/domain/message.ts";
import { readAuthentication } from "../../src/extract/auth-results.ts";

const TRUSTED = ["mx.google.com", "outlook.com", "icloud.com", "yahoo.co.jp"];
const headers = (...lines: [string, string][]): HeaderLine[] =>
  lines.map(([name, value]) => ({ name, value }));
const read = (...lines: [string, string][]) => readAuthentication(headers(...lines), TRUSTED);

describe("readAuthentication()", () => {
  it("reads Gmail's form with comments, versions and several methods", () => {
    expect(
      read([
        "authentication-results",
        'mx.google.com 1; dkim=pass header.i=@evil.cn header.s=s1 header.b="a;b"; spf=pass (google.com: domain of x@evil.cn; dmarc=pass designates 192.0.2.1) smtp.mailfrom="x@evil.cn"; dmarc=fail (p=NONE sp=NONE dis=NONE) header.from=amazon.co.jp',
      ]),
    ).toEqual({
      spf: "pass",
      spfDomain: "evil.cn",
      dkim: "pass",
      dkimDomain: "evil.cn",
      dmarc: "fail",
      authservId: "mx.google.com",
      isTrusted: true,
    });
  });

  it("reads Microsoft's form, which names nobody", () => {
    const value =
      "spf=fail (sender IP is 203.0.113.5)\r\n smtp.mailfrom=evil.cn; dkim=none (message not signed)\r\n header.d=none;dmarc=bestguesspass action=none header.from=evil.cn;compauth=fail reason=001";
    const by = "from a (203.0.113.5) by X.prod.outlook.com (2603:10a6::1) with Microsoft SMTP Server";
    const auth = read(["received", by], ["authentication-results", value]);
    expect(auth).toEqual({
      spf: "fail",
      spfDomain: "evil.cn",
      dkim: "none",
      dkimDomain: null,
      dmarc: "none",
      authservId: "x.prod.outlook.com",
      isTrusted: true,
    });
    const elsewhere = read(["received", "from a by mx.nifty.com"], ["authentication-results", value]);
    expect(elsewhere).toMatchObject({ authservId: null, isTrusted: false });
  });

  it("joins iCloud's block of headers, the first answer to each method first", () => {
    expect(
      read(
        ["authentication-results", "bimi.icloud.com; bimi=skipped"],
        ["authentication-results", "dmarc.icloud.com; dmarc=fail header.from=amazon.co.jp"],
        ["authentication-results", "dkim-verifier.icloud.com; dkim=none"],
        ["authentication-results", "spf.icloud.com; spf=softfail smtp.mailfrom=x@evil.cn"],
        ["authentication-results", "dkim-verifier.icloud.com; dkim=pass header.d=amazon.co.jp"],
      ),
    ).toMatchObject({
      spf: "softfail",
      dkim: "none",
      dmarc: "fail",
      authservId: "icloud.com",
      isTrusted: true,
    });
  });

  it("counts only the topmost header of anybody else", () => {
    expect(
      read(
        ["authentication-results", "mx.google.com; spf=none smtp.mailfrom=x@evil.cn"],
        ["authentication-results", "mx.google.com; dkim=pass header.d=amazon.co.jp; dmarc=pass"],
      ),
    ).toMatchObject({ spf: "none", dkim: "unknown", dmarc: "unknown" });
    expect(read(["authentication-results", "evil.cn; dkim=pass header.d=amazon.co.jp"])).toMatchObject({
      dkim: "pass",
      isTrusted: false,
    });
  });

  it("takes a name for its subdomains, not for names that merely end like it", () => {
    const of = (id: string) => read(["authentication-results", `${id}; spf=pass`]).isTrusted;
    expect(of("mta5007.mail.djm.ynwp.yahoo.co.jp")).toBe(true);
    expect(of("MX.GOOGLE.COM")).toBe(true);
    expect(of("evilyahoo.co.jp")).toBe(false);
    expect(of("google.com")).toBe(false);
    expect(
      readAuthentication(headers(["authentication-results", "mx.google.com; spf=pass"]), [""]).isTrusted,
    ).toBe(false);
  });

  it("prefers the signature of the From domain, then of anybody but a mail service", () => {
    const results =
      "mx.google.com; dkim=fail header.d=old.example; dkim=pass header.d=amazonses.com; dkim=pass header.d=other.example; dkim=pass header.d=mail.shop.example";
    expect(read(["from", "Shop <a@shop.example>"], ["authentication-results", results]).dkimDomain).toBe(
      "mail.shop.example",
    );
    expect(read(["from", "x <a@none.example>"], ["authentication-results", results]).dkimDomain).toBe(
      "other.example",
    );
  });

  it("tells ARC, Received-SPF and the signature as claims only", () => {
    expect(
      read([
        "arc-authentication-results",
        "i=2; mx.google.com; spf=pass smtp.mailfrom=a@b.example; dkim=pass header.d=b.example",
      ]),
    ).toMatchObject({ spf: "pass", dkim: "pass", authservId: "mx.google.com", isTrusted: false });
    expect(
      read(
        [
          "received-spf",
          "SoftFail (google.com: domain of transitioning x@evil.cn does not designate 192.0.2.1)",
        ],
        ["dkim-signature", "v=1; a=rsa-sha256; d=amazon.co.jp; s=x; bh=y"],
      ),
    ).toEqual({
      spf: "softfail",
      spfDomain: "evil.cn",
      dkim: "unknown",
      dkimDomain: "amazon.co.jp",
      dmarc: "unknown",
      authservId: null,
      isTrusted: false,
    });
  });

  it("says unknown when nothing was said", () => {
    expect(read()).toEqual({
      spf: "unknown",
      spfDomain: null,
      dkim: "unknown",
      dkimDomain: null,
      dmarc: "unknown",
      authservId: null,
      isTrusted: false,
    });
    expect(read(["authentication-results", "mx.google.com; none"])).toMatchObject({
      spf: "unknown",
      isTrusted: true,
    });
  });

  it("never throws, and takes a megabyte in no time", () => {
    fc.assert(
      fc.property(
        fc.string(),
        (s) => readAuthentication(headers(["authentication-results", s]), []) !== null,
      ),
    );
    const cpu = process.cpuUsage();
    for (const part of ["(", '"', ";", "a=", "a/", "dkim=pass ", "=\\", "@"])
      read(["authentication-results", part.repeat(200_000)], ["from", part.repeat(200_000)]);
    expect(process.cpuUsage(cpu).user).toBeLessThan(3_000_000);
  });
});
