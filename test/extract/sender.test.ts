import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ForwardForm, HeaderLine, Mailbox, Message, ParsedMail } from "../../src/domain/message.ts";
import { readSender } from "../../src/extract/sender.ts";
import { readChain } from "../../src/extract/trust.ts";

const OPTIONS = { trustedAuthservIds: ["mx.google.com", "outlook.com"] };

interface Sketch {
  readonly from?: Mailbox;
  readonly replyTo?: Mailbox;
  readonly returnPath?: string;
  readonly headers?: readonly [string, string][];
}

function mailOf(sketch: Sketch, forwarded: ForwardForm = "attachment"): ParsedMail {
  const headers: HeaderLine[] = (sketch.headers ?? []).map(([name, value]) => ({ name, value }));
  const original: Message = {
    subject: "",
    from: sketch.from ?? null,
    replyTo: sketch.replyTo ?? null,
    returnPath: sketch.returnPath ?? null,
    recipients: [],
    date: null,
    messageId: null,
    headers,
    text: "",
    html: null,
    attachments: [],
  };
  return { outer: original, original, forwarded, siblings: [], lost: [], truncated: [] };
}
const read = (sketch: Sketch, forwarded?: ForwardForm) => readSender(mailOf(sketch, forwarded), OPTIONS);

const AMAZON = { name: "Amazon", address: "Amazon.co.jp" };
const BMCW = "from vmta139.bmcw.cn (unknown [154.223.230.135]) by mx.example.ne.jp (Postfix) with ESMTP id 1";
const gmail = (client: string) => `from ${client} by mx.google.com with ESMTPS id 1`;
const results = (text: string): [string, string] => ["authentication-results", `mx.google.com; ${text}`];

describe("readSender()", () => {
  it("reads the model mail", () => {
    const sender = read({ from: AMAZON, headers: [["received", BMCW]] });
    expect(sender).toMatchObject({
      displayedDomain: "amazon.co.jp",
      trueDomain: "bmcw.cn",
      trueDomainSource: "helo",
      isMismatch: true,
      relay: { ip: "154.223.230.135", helo: "vmta139.bmcw.cn", rdns: null, isTrusted: true },
    });
    expect(read({ from: AMAZON, returnPath: "x@bmcw.cn", headers: [["received", BMCW]] })).toMatchObject({
      trueDomain: "bmcw.cn",
      trueDomainSource: "return-path",
      isMismatch: true,
    });
  });

  it("prefers DKIM, then SPF, then the Return-Path, each only when it holds", () => {
    const from = { name: "Amazon", address: "info@amazon.co.jp" };
    const received: [string, string] = ["received", gmail("mail.helo.cn (mail.helo.cn. [203.0.113.9])")];
    const source = (auth: string, returnPath = "x@path.cn") =>
      read({ from, returnPath, headers: [received, results(auth)] });
    expect(source("dkim=pass header.d=a.dkim.cn; spf=pass smtp.mailfrom=spf.cn")).toMatchObject({
      trueDomain: "dkim.cn",
      trueDomainSource: "dkim",
    });
    expect(source("dkim=fail header.d=dkim.cn; spf=pass smtp.mailfrom=spf.cn")).toMatchObject({
      trueDomain: "spf.cn",
    });
    expect(source("dkim=none; spf=none")).toMatchObject({
      trueDomain: "path.cn",
      trueDomainSource: "return-path",
    });
    expect(source("spf=fail smtp.mailfrom=amazon.co.jp", "x@amazon.co.jp")).toMatchObject({
      trueDomain: "helo.cn",
      trueDomainSource: "helo",
      isMismatch: true,
    });
  });

  it("believes no results of a server that is not the reader's", () => {
    const forged: [string, string] = results("dkim=pass header.d=amazon.co.jp; dmarc=pass");
    const sender = read({
      from: { name: "", address: "a@amazon.co.jp" },
      headers: [["received", BMCW], forged],
    });
    expect(sender.auth.isTrusted).toBe(false);
    expect(sender).toMatchObject({ trueDomain: "bmcw.cn", isMismatch: true });
  });

  it("does not believe a HELO that just repeats the displayed domain", () => {
    const headers = (client: string): [string, string][] => [
      ["received", `from ${client} by mx.example.ne.jp (Postfix) with ESMTP id 1`],
    ];
    const from = { name: "", address: "a@shop.com" };
    expect(read({ from, headers: headers("mail.shop.com (unknown [203.0.113.9])") })).toMatchObject({
      trueDomainSource: "from",
      isMismatch: null,
    });
    expect(read({ from, headers: headers("mail.shop.com (mail.shop.com [203.0.113.9])") })).toMatchObject({
      trueDomainSource: "helo",
      isMismatch: false,
    });
    expect(read({ from, headers: headers("PC1.local (unknown [203.0.113.9])") }).trueDomainSource).toBe(
      "from",
    );
    expect(read({ from, headers: headers("[192.0.2.7] (unknown [203.0.113.9])") }).trueDomainSource).toBe(
      "from",
    );
  });

  it("sees addresses and domains inside the display name", () => {
    expect(read({ from: { name: "Amazon.co.jp", address: "x@evil.cn" } })).toMatchObject({
      displayedDomain: "amazon.co.jp",
      trueDomain: "evil.cn",
      isMismatch: true,
      addressInName: null,
    });
    expect(read({ from: { name: "support@amazon.co.jp", address: "x@evil.cn" } })).toMatchObject({
      addressInName: "support@amazon.co.jp",
      displayedDomain: "amazon.co.jp",
      isMismatch: true,
    });
    expect(read({ from: { name: "Ａｍａｚｏｎ．ｃｏ．ｊｐ", address: "x@evil.cn" } }).displayedDomain).toBe(
      "amazon.co.jp",
    );
    expect(read({ from: { name: "x@evil.cn", address: "X@evil.cn" } }).addressInName).toBeNull();
    for (const name of ["Node.js Weekly", "Craig R.Hughes", "山田 A.B", "v1.2.3", "Amazon Japan"])
      expect(read({ from: { name, address: "x@evil.cn" } }).displayedDomain).toBe("evil.cn");
  });

  it("takes subdomains of one owner for the same sender", () => {
    const sender = read({
      from: { name: "Shop", address: "news@mail.shop.com" },
      headers: [
        ["received", gmail("o1.shop.com (o1.shop.com. [203.0.113.9])")],
        results("dkim=pass header.d=em.shop.com"),
      ],
    });
    expect(sender).toMatchObject({ displayedDomain: "shop.com", trueDomain: "shop.com", isMismatch: false });
  });

  it("does not call a mail service a mismatch, unless DMARC says so", () => {
    const received: [string, string] = [
      "received",
      gmail("o1.sendgrid.net (o1.sendgrid.net. [203.0.113.9])"),
    ];
    const of = (auth: string) =>
      read({ from: { name: "", address: "a@shop.com" }, headers: [received, results(auth)] });
    expect(of("dkim=pass header.d=sendgrid.net").isMismatch).toBeNull();
    expect(of("dkim=pass header.d=sendgrid.net; dmarc=pass").isMismatch).toBe(false);
    expect(of("dkim=pass header.d=sendgrid.net; dmarc=fail").isMismatch).toBe(true);
    expect(of("dkim=pass header.d=sendgrid.net; spf=pass smtp.mailfrom=b.shop.com")).toMatchObject({
      trueDomain: "shop.com",
      trueDomainSource: "spf",
    });
  });

  it("knows a list that rewrote the From line", () => {
    const sender = read({
      from: { name: "'Taro' via Dev List", address: "dev@lists.org" },
      replyTo: { name: "Taro", address: "taro@corp.com" },
      headers: [
        ["received", gmail("lists.org (lists.org. [203.0.113.9])")],
        results("dkim=pass header.d=lists.org; dmarc=pass"),
      ],
    });
    expect(sender).toMatchObject({
      viaList: "Dev List",
      displayedDomain: "corp.com",
      trueDomain: "lists.org",
      isMismatch: null,
    });
  });

  it("does not know whose words a list passes on, unless DMARC failed", () => {
    const of = (auth: string) =>
      read({
        from: { name: "Taro", address: "taro@corp.com" },
        returnPath: "dev-bounces@lists.org",
        headers: [
          ["received", gmail("lists.org (lists.org. [203.0.113.9])")],
          ["list-id", "Developers <dev.lists.org>"],
          results(auth),
        ],
      }).isMismatch;
    expect(of("dkim=pass header.d=lists.org")).toBeNull();
    expect(of("dkim=pass header.d=lists.org; dmarc=fail")).toBe(true);
    expect(of("dkim=pass header.d=evil.cn")).toBe(true);
  });

  it("does not take a provider's HELO name for a sender", () => {
    const received = gmail("mail-oi1-f181.google.com (mail-oi1-f181.google.com. [209.85.167.181])");
    const other =
      "from mail-oi1-f181.google.com (mail-oi1-f181.google.com [209.85.167.181]) by mx.example.ne.jp (Postfix) with ESMTP id 1";
    const from = { name: "", address: "a@shop.com" };
    expect(read({ from, headers: [["received", received]] }).trueDomainSource).toBe("from");
    expect(read({ from, headers: [["received", other]] })).toMatchObject({
      trueDomain: "google.com",
      isMismatch: null,
    });
  });

  it("tells nothing of the reporter's own headers when the mail was pasted", () => {
    const sender = read(
      { from: { name: "", address: "a@evil.cn" }, headers: [["received", BMCW], results("spf=pass")] },
      "inline",
    );
    expect(sender).toMatchObject({ relay: null, hops: [], trueDomainSource: "from", isMismatch: null });
    expect(sender.auth).toMatchObject({ spf: "unknown", authservId: null });
  });

  it("never throws on arbitrary headers", () => {
    let seen = 0;
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.array(fc.string()), (name, address, values) => {
        seen += values.length;
        read({ from: { name, address }, headers: values.map((v) => ["received", v]) });
      }),
    );
    expect(seen).toBeGreaterThan(10);
  });
});

describe("readChain()", () => {
  const chain = (...values: string[]) =>
    readChain(
      values.map((value) => ({ name: "received", value })),
      [],
    );
  const forged = "from mail.amazon.co.jp (mail.amazon.co.jp [192.0.2.99]) by mx.google.com with ESMTPS id 9";

  it.each([
    [
      "Gmail behind its own hand-over",
      ["by 2002:a05:6512:33d2:b0:1:2:3 with SMTP id x", gmail("v.evil.cn (v.evil.cn. [203.0.113.9])")],
      "203.0.113.9",
    ],
    [
      "Exchange Online",
      [
        "from DM6.namprd03.prod.outlook.com (2603:10b6:5:100::45) by BY5.namprd10.prod.outlook.com (2603:10b6:a03:20a::8) with Microsoft SMTP Server id 15",
        "from CY4.namprd05.prod.outlook.com (2603:10b6:5:100:cafe::c0) by DM6.outlook.office365.com (2603:10b6:5:100::45) with Microsoft SMTP Server id 15",
        "from [10.88.0.3] (203.0.113.9) by CY4.mail.protection.outlook.com (10.167.241.81) with Microsoft SMTP Server id 15",
      ],
      "203.0.113.9",
    ],
    [
      "a filter on private addresses",
      [
        "from in03.mxguardian.net ([172.16.3.86]) by localhost (cf02.mxguardian.net [172.16.2.150]) (MXG, port 10024) with ESMTP id 1",
        "from out.evil.cn (out.evil.cn [203.0.113.9]) by in03.mxguardian.net (Postfix) with ESMTPS id 2",
      ],
      "203.0.113.9",
    ],
    [
      "a public address of the provider, its name confirmed",
      [
        "from mx001.nifty.com (mx001.nifty.com [202.248.20.1]) by store.nifty.com (Postfix) with ESMTP id 1",
        "from out.evil.cn (unknown [203.0.113.9]) by mx001.nifty.com (Postfix) with ESMTP id 2",
      ],
      "203.0.113.9",
    ],
    [
      "docomo, named hand-overs without address",
      [
        "from mfs1.docomo.ne.jp by box2.docomo.ne.jp with LMTP",
        "from e (unknown [203.0.113.9]) by mfs1.docomo.ne.jp(DOCOMO Mail Server Ver2.0) with ESMTP id 1",
      ],
      "203.0.113.9",
    ],
    [
      "Cloudflare",
      ["from out.evil.cn (203.0.113.9) by cloudflare-email.net (cloudflare) id 1"],
      "203.0.113.9",
    ],
  ] as const)("finds the relay: %s", (_name, values, ip) => {
    for (const below of [[], [forged], [forged, forged], ["by mx.google.com with SMTP id 1", forged]]) {
      const { relay, hops } = chain(...values, ...below);
      expect(relay?.ip).toBe(ip);
      expect(hops.map((h) => h.isTrusted)).toEqual([...values.map(() => true), ...below.map(() => false)]);
    }
  });

  it("never passes over a customer of the reader's own provider to what that customer wrote", () => {
    const sent = gmail("mail-sor-f41.google.com (mail-sor-f41.google.com. [209.85.220.41])");
    expect(chain(sent, "by mail-sor-f41.google.com with SMTP id x", forged).relay?.ip).toBe("209.85.220.41");
    expect(
      chain(sent, "from pc (h.evil.cn [203.0.113.9]) by smtp.gmail.com with ESMTPSA id 1", forged).relay?.ip,
    ).toBe("203.0.113.9");
  });

  it("does not take a reverse name for the provider's when nobody confirmed it", () => {
    const spoofed = "from mta1.mail.yahoo.co.jp (203.0.113.9) by mta2.mail.yahoo.co.jp with SMTP";
    const faked =
      "from fake.example (fake.example [192.0.2.99]) by mta1.mail.yahoo.co.jp (Postfix) with ESMTP id 1";
    expect(chain(spoofed, faked).relay?.ip).toBe("203.0.113.9");
    expect(
      chain(
        "from mta1.mail.yahoo.co.jp (mta1.mail.yahoo.co.jp [203.0.113.9] (may be forged)) by mta2.mail.yahoo.co.jp (8.1/8.1) with ESMTP id 1",
        faked,
      ).relay?.ip,
    ).toBe("203.0.113.9");
  });

  it("says null when no address can be believed", () => {
    expect(chain().relay).toBeNull();
    expect(chain("(qmail 1 invoked by uid 0); 1 Feb 2026 00:00:00 -0000").relay).toBeNull();
    expect(chain("from somewhere.example by mx.example.ne.jp with SMTP", forged).relay).toBeNull();
  });

  it("never lets a header below the border become the relay, whatever it says", () => {
    let seen = 0;
    const word = fc.constantFrom(
      "from",
      "by",
      "mx.google.com",
      "(x.google.com. [192.0.2.99])",
      "([192.0.2.99])",
      "with",
      "(10.0.0.1)",
      ";",
      "helo=a",
      "192.0.2.99",
    );
    fc.assert(
      fc.property(fc.array(fc.array(word, { maxLength: 9 }), { maxLength: 5 }), (lines) => {
        seen += lines.length;
        const below = lines.map((l) => l.join(" "));
        expect(chain(gmail("v.evil.cn (unknown [203.0.113.9])"), ...below).relay?.ip).toBe("203.0.113.9");
      }),
    );
    expect(seen).toBeGreaterThan(50);
  });
});
