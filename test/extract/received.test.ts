import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { parseReceived } from "../../src/extract/received.ts";

const VECTORS = path.join(import.meta.dirname, "../../../shared/data/mail/received");

const FORMATS: [string, string, ReturnType<typeof parseReceived>][] = [];
const form = (
  name: string,
  value: string,
  fields: {
    ip?: string;
    helo?: string;
    rdns?: string;
    by?: string;
    at?: string;
    sure?: boolean;
    client?: boolean;
  },
) =>
  FORMATS.push([
    name,
    value,
    {
      ip: fields.ip ?? null,
      helo: fields.helo ?? null,
      rdns: fields.rdns ?? null,
      by: fields.by ?? null,
      at: fields.at === undefined ? null : Date.parse(fields.at) / 1000,
      isRdnsConfirmed: fields.sure ?? false,
      hasClient: fields.client ?? true,
    },
  ]);

form("the model mail", "from vmta139.bmcw.cn (unknown [154.223.230.135])", {
  ip: "154.223.230.135",
  helo: "vmta139.bmcw.cn",
});
form(
  "Postfix",
  "from a.example.org (b.example.net [198.51.100.5]) (using TLSv1.3 with cipher X (256/256 bits)) by mx.example.com (Postfix) with ESMTPS id ABC for <u@example.com>; Wed, 11 Feb 2026 21:35:00 +0900 (JST)",
  {
    ip: "198.51.100.5",
    helo: "a.example.org",
    rdns: "b.example.net",
    by: "mx.example.com",
    at: "2026-02-11T12:35:00Z",
    sure: true,
  },
);
form(
  "sendmail, forged name",
  "from a.example.org (b.example.net [198.51.100.5] (may be forged)) by mx.example.com (8.13.1/8.13.1) with ESMTP id x; Wed, 11 Feb 2026 12:35:00 GMT",
  {
    ip: "198.51.100.5",
    helo: "a.example.org",
    rdns: "b.example.net",
    by: "mx.example.com",
    at: "2026-02-11T12:35:00Z",
  },
);
form(
  "Gmail",
  "from mail.evil.example (mail.evil.example. [203.0.113.9])\r\n        by mx.google.com with ESMTPS id d2e1a72fcca58-0 for <u@gmail.com>\r\n        (version=TLS1_3); Wed, 11 Feb 2026 04:35:00 -0800 (PST)",
  {
    ip: "203.0.113.9",
    helo: "mail.evil.example",
    rdns: "mail.evil.example",
    by: "mx.google.com",
    at: "2026-02-11T12:35:00Z",
    sure: true,
  },
);
form(
  "Gmail, inner",
  "by 2002:a05:6512:33d2:b0:517:87ba:afee with SMTP id d18csp; Wed, 11 Feb 2026 04:35:01 -0800 (PST)",
  {
    by: "2002:a05:6512:33d2:b0:517:87ba:afee",
    at: "2026-02-11T12:35:01Z",
    client: false,
  },
);
form(
  "Outlook.com",
  "from [10.88.0.3] (34.168.123.71) by CY4PEPF0000E9DB.mail.protection.outlook.com (10.167.241.81) with Microsoft SMTP Server id 15.20.7249.19 via Frontend Transport; Mon, 29 Jan 2024 20:43:15 +0000",
  {
    ip: "34.168.123.71",
    helo: "[10.88.0.3]",
    by: "cy4pepf0000e9db.mail.protection.outlook.com",
    at: "2024-01-29T20:43:15Z",
  },
);
form(
  "Cloudflare Email Routing",
  "from mail.evil.example (203.0.113.9) by cloudflare-email.net (cloudflare) id y83aAp9pr9dj for <u@example.com>; Wed, 11 Feb 2026 12:35:00 +0000",
  { ip: "203.0.113.9", helo: "mail.evil.example", by: "cloudflare-email.net", at: "2026-02-11T12:35:00Z" },
);
form(
  "Exim with another HELO",
  "from b.example.net ([198.51.100.5]:60178 helo=a.example.org) by mx.example.com with esmtps (TLS1.3) (Exim 4.96) id 1pABCD-00012E-XX for u@example.com; Wed, 11 Feb 2026 12:35:00 +0000",
  {
    ip: "198.51.100.5",
    helo: "a.example.org",
    rdns: "b.example.net",
    by: "mx.example.com",
    at: "2026-02-11T12:35:00Z",
    sure: true,
  },
);
form(
  "qmail",
  "from unknown (HELO a.example.org) (198.51.100.5) by mx.example.com with SMTP; 11 Feb 2026 12:35:00 -0000",
  {
    ip: "198.51.100.5",
    helo: "a.example.org",
    by: "mx.example.com",
    at: "2026-02-11T12:35:00Z",
  },
);
form(
  "Yahoo! JAPAN",
  "from 203.0.113.9  (EHLO mail.evil.example) (203.0.113.9) by mta5007.mail.djm.ynwp.yahoo.co.jp with SMTP; Wed, 11 Feb 2026 21:35:00 +0900",
  {
    ip: "203.0.113.9",
    helo: "mail.evil.example",
    by: "mta5007.mail.djm.ynwp.yahoo.co.jp",
    at: "2026-02-11T12:35:00Z",
  },
);
form(
  "docomo",
  "from mail.evil.example (unknown [203.0.113.9]) by mfsmax.docomo.ne.jp(DOCOMO Mail Server Ver2.0) with ESMTP id 1A2B3C for <u@docomo.ne.jp>; Wed, 11 Feb 2026 21:35:00 +0900 (JST)",
  { ip: "203.0.113.9", helo: "mail.evil.example", by: "mfsmax.docomo.ne.jp", at: "2026-02-11T12:35:00Z" },
);
form(
  "Amazon SES inbound, IPv6",
  "from mail.evil.example (mail.evil.example [IPv6:2001:DB8:0::25]) by inbound-smtp.us-east-1.amazonaws.com with SMTP id abc for u@example.com; Wed, 11 Feb 2026 12:35:00 +0000 (UTC)",
  {
    ip: "2001:db8::25",
    helo: "mail.evil.example",
    rdns: "mail.evil.example",
    by: "inbound-smtp.us-east-1.amazonaws.com",
    at: "2026-02-11T12:35:00Z",
    sure: true,
  },
);
form(
  "amavis: the name behind localhost",
  "from in.example.net ([172.16.1.170]) by localhost (cf01.example.net [172.16.0.69]) (amavisd-new, port 10024) with ESMTP id x; Wed, 11 Feb 2026 12:35:00 +0000",
  {
    ip: "172.16.1.170",
    helo: "in.example.net",
    by: "cf01.example.net",
    at: "2026-02-11T12:35:00Z",
  },
);
form(
  "a HELO that contains an address comment",
  "from a ([192.0.2.1]) (unknown [203.0.113.9]) by mx.example.com (Postfix) with ESMTP id x",
  {
    ip: "203.0.113.9",
    helo: "a",
    by: "mx.example.com",
  },
);

form(
  "fetchmail: the address as a word",
  "from phobos [127.0.0.1] by localhost with IMAP (fetchmail-5.9.0) for u@localhost (single-drop)",
  { ip: "127.0.0.1", helo: "phobos", by: "localhost" },
);

describe("parseReceived()", () => {
  it.each(FORMATS)("reads %s", (_name, value, expected) => {
    expect(parseReceived(value)).toEqual(expected);
  });

  it("says null to what is no Received header", () => {
    for (const junk of ["", "TotallyInvalidNotAReceivedHeader", "(((((", ")", ";;;;", "from"])
      expect(parseReceived(junk)?.ip ?? null).toBeNull();
    expect(parseReceived("TotallyInvalidNotAReceivedHeader")).toBeNull();
  });

  it("reads a megabyte of brackets in no time", () => {
    const cpu = process.cpuUsage();
    for (const part of ["(", "from (", "[", "([1.2.3.4", " by", "\\(", "1.", "a:"])
      parseReceived(part.repeat(200_000));
    expect(process.cpuUsage(cpu).user).toBeLessThan(2_000_000);
  });
});

interface Vector {
  readonly input: string;
  readonly expected: null | {
    ip?: string;
    helo?: string;
    rdns?: string;
    by?: string;
    from?: string;
    date?: string;
  };
}
const load = (name: string): Vector[] => JSON.parse(readFileSync(path.join(VECTORS, name), "utf8"));

describe.skipIf(!existsSync(VECTORS))("parseReceived() on SpamAssassin's vectors", () => {
  const vectors = existsSync(VECTORS) ? load("spamassassin-received.json") : [];
  /** SquirrelMail's name is no HELO there; a bare address is no reverse name here. */
  const differs = (key: string, value: string | undefined) =>
    (key === "helo" && value === undefined) || (key === "rdns" && /^[\d.]+$/u.test(value ?? ""));

  it.each(vectors.map((v) => [v.input, v.expected] as const))("%s", (input, expected) => {
    const got = parseReceived(input);
    if (expected === null) {
      expect([null, "127.0.0.1"]).toContain(got?.ip ?? null);
      return;
    }
    const wanted = (text: string | undefined) => text?.replace(/^!(.*)!$/u, "[$1]").toLowerCase() ?? null;
    const keys = (["ip", "helo", "rdns", "by"] as const).filter((k) => !differs(k, expected[k]));
    const actual = Object.fromEntries(keys.map((k) => [k, got?.[k]?.toLowerCase() ?? null]));
    expect(actual).toEqual(Object.fromEntries(keys.map((k) => [k, wanted(expected[k])])));
  });
});

describe.skipIf(!existsSync(VECTORS))("parseReceived() on mail-parser's vectors", () => {
  const vectors = existsSync(VECTORS) ? load("mail-parser-received.json") : [];
  it.each(vectors.map((v) => [v.input, v.expected] as const))("%s", (input, expected) => {
    const got = parseReceived(input);
    if (expected === null) expect(got).toBeNull();
    if (expected?.date !== undefined) expect(got?.at).toBeTypeOf("number");
    if (expected?.from !== undefined) expect(got?.hasClient).toBe(true);
    const by = expected?.by?.replace(/^contains /u, "").toLowerCase();
    if (by !== undefined && by !== "present") expect(got?.by).toContain(by);
  });
});
