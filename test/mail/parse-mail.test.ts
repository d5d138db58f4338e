import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseMail } from "../../src/mail/parse-mail.ts";

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function read(text: string) {
  const result = parseMail(bytes(text));
  if (!result.ok) throw new Error(`not read: ${result.error.reason}`);
  return result.value;
}

function forward(subject: string, body: string, type = "text/plain; charset=utf-8") {
  return read(
    `From: r@reporter.example\r\nDate: Thu, 12 Feb 2026 09:00:00 +0900\r\nSubject: ${subject}\r\nContent-Type: ${type}\r\n\r\n${body}`,
  );
}

const BODY = "お支払い方法に問題があります。\nhttps://login.example.top/\n";

/** Layouts of Japanese programs; sender, subject and time are the same in each. */
const JAPANESE: Readonly<Record<string, string>> = {
  "Apple Mail": `> 転送されたメッセージ:\n> \n> 差出人: Amazon <Amazon.co.jp>\n> 件名: 【Amazon】お知らせ\n> 日付: 2026年2月11日 21:35:00 JST\n> 宛先: me@home.example\n> \n> お支払い方法に問題があります。\n> https://login.example.top/\n`,
  Outlook: `________________________________\n差出人: Amazon <Amazon.co.jp>\n送信日時: 2026年2月11日水曜日 21:35\n宛先: me@home.example <me@home.example>\n件名: 【Amazon】お知らせ\n\n${BODY}`,
  "Outlook, old": `-----Original Message-----\nFrom: Amazon [mailto:Amazon.co.jp]\nSent: Wednesday, February 11, 2026 9:35 PM\nTo: me@home.example\nSubject: 【Amazon】お知らせ\n\n${BODY}`,
  Thunderbird: `\n\n-------- 転送されたメッセージ --------\n件名: \t【Amazon】お知らせ\n日付: \tWed, 11 Feb 2026 21:35:00 +0900\n差出人: \tAmazon <Amazon.co.jp>\n宛先: \tme@home.example\n\n\n\n${BODY}`,
  Gmail: `確認してください\n\n---------- Forwarded message ---------\n差出人: Amazon <Amazon.co.jp>\nDate: 2026年2月11日(水) 21:35\nSubject: 【Amazon】お知らせ\nTo: <me@home.example>\n\n\n${BODY}`,
  "Yahoo! JAPAN": `----- 転送メッセージ -----\n差出人： Amazon <Amazon.co.jp>\n宛先： me@home.example\n日時： 2026/2/11, 水 21:35\n件名： 【Amazon】お知らせ\n\n${BODY}`,
  "a mobile carrier": `----- 元のメール -----\n送信者：Amazon <Amazon.co.jp>\n日時：2026/02/11 21:35\n件名：【Amazon】お知らせ\n\n${BODY}`,
  "a chat paste with brackets": `【差出人】Amazon <Amazon.co.jp>\n【件名】【Amazon】お知らせ\n【受信日時】2026/02/11 21:35\n【宛先】me@home.example\n\n${BODY}`,
  "a paste with marks": `■差出人：Amazon <Amazon.co.jp>\n■件名：【Amazon】お知らせ\n■日時：2026年2月11日 午後9時35分\n\n${BODY}`,
};

describe("parseMail() on Japanese forwards", () => {
  test.each(Object.entries(JAPANESE))("reads the layout of %s", (_name, body) => {
    const mail = forward("Fwd: =?utf-8?B?44CQQW1hem9u44CR?=", body);
    expect(mail.forwarded).toBe("inline");
    expect(mail.original.from).toEqual({ name: "Amazon", address: "Amazon.co.jp" });
    expect(mail.original.subject).toBe("【Amazon】お知らせ");
    expect(mail.original.date).toBe(Date.UTC(2026, 1, 11, 12, 35) / 1_000);
    expect(mail.original.text?.trim()).toBe(BODY.trim());
    expect(mail.lost).toContain("received");
  });

  test("cuts the original out of an HTML body", () => {
    const mail = forward(
      "Fwd: x",
      '<div>見て</div><hr><div><b>差出人:</b> Amazon &lt;Amazon.co.jp&gt;<br><b>送信日時:</b> 2026年2月11日水曜日 21:35<br><b>宛先:</b> me@home.example<br><b>件名:</b> お知らせ</div><p><a href="https://login.example.top/">更新</a></p>',
      "text/html; charset=utf-8",
    );
    expect(mail.original.from?.address).toBe("Amazon.co.jp");
    expect(mail.original.html).toContain("login.example.top");
    expect(mail.original.html).not.toContain("me@home.example");
  });
});

describe("parseMail() on what is no forward", () => {
  test("takes a mail sent directly as its own original", () => {
    const mail = read("From: Amazon <a@evil.example>\r\nSubject: hello\r\n\r\nhttps://evil.example/");
    expect(mail.forwarded).toBe("none");
    expect(mail.original).toBe(mail.outer);
    expect(mail.lost).toEqual([]);
  });

  test("leaves a reply with a quoted header block alone", () => {
    const mail = forward(
      "Re: x",
      "Thanks\n\nFrom: A <a@a.example>\nSent: 1 February 2026 10:00\nTo: b@b.example\nSubject: x\n\nold",
    );
    expect(mail.forwarded).toBe("none");
  });

  test("leaves labels in prose alone", () => {
    expect(forward("hello", "Subject: to change\nFrom: now on we meet later\nDate: tomorrow").forwarded).toBe(
      "none",
    );
  });
});

describe("parseMail() on attached mail", () => {
  const inner =
    "Received: from a.example by b.example\r\nFrom: Evil <e@evil.example>\r\nSubject: pay\r\n\r\nhttps://evil.example/";

  test.each([
    ["message/rfc822", "Content-Type: message/rfc822\r\n\r\n", inner],
    [
      "an .eml as octet-stream",
      'Content-Type: application/octet-stream; name="x.EML"\r\nContent-Transfer-Encoding: base64\r\n\r\n',
      Buffer.from(inner).toString("base64"),
    ],
    [
      "message/rfc822 in base64",
      "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n",
      Buffer.from(inner).toString("base64"),
    ],
  ])("finds it as %s", (_name, head, body) => {
    const mail = read(
      `From: r@r.example\r\nSubject: Fwd\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nsee\r\n--b\r\n${head}${body}\r\n--b--\r\n`,
    );
    expect([mail.forwarded, mail.original.from?.address, mail.lost]).toEqual([
      "attachment",
      "e@evil.example",
      [],
    ]);
  });

  test("reads a source pasted into the body", () => {
    const mail = forward(
      "scam",
      `please check\n\nReturn-Path: <e@evil.example>\n${inner.replaceAll("\r", "")}`,
    );
    expect([mail.forwarded, mail.original.from?.address, mail.lost]).toEqual([
      "inline",
      "e@evil.example",
      [],
    ]);
    expect(mail.original.headers.some((header) => header.name === "received")).toBe(true);
  });
});

describe("parseMail() on odd input", () => {
  test.each([
    ["nothing", "", "empty"],
    ["blank lines", "\r\n \r\n", "empty"],
    ["binary rubbish", "\x01\x02\x00\x03".repeat(100), "not_a_mail"],
  ])("calls %s %s", (_name, text, reason) => {
    expect(parseMail(bytes(text))).toMatchObject({ ok: false, error: { reason } });
  });

  test("takes a text without a header as a body", () => {
    const mail = read("http://evil.example/ is bad\nNote: really\n");
    expect([mail.outer.from, mail.outer.text]).toEqual([null, "http://evil.example/ is bad\nNote: really\n"]);
  });

  test("reads raw Shift_JIS in a subject", () => {
    const subject = Uint8Array.of(0x82, 0xdc, 0x82, 0xdd, 0x82, 0xde, 0x82, 0xdf, 0x82, 0xe0);
    const mail = parseMail(
      Buffer.concat([bytes("From: a@a.example\r\nSubject: "), subject, bytes("\r\n\r\nbody")]),
    );
    expect(mail.ok && mail.value.outer.subject).toBe("まみむめも");
  });

  test("shows a part as text and HTML when its two Content-Types differ", () => {
    const mail = read(
      "From: a@a.example\r\nContent-Type: text/plain\r\nContent-Type: text/html\r\n\r\n<a href=x>",
    );
    expect([mail.outer.text, mail.outer.html]).toEqual(["<a href=x>", "<a href=x>"]);
  });

  test("decodes an attachment once, when asked", () => {
    const mail = read(
      "From: a@a.example\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\naGVsbG8=",
    );
    const attachment = mail.outer.attachments[0];
    expect(new TextDecoder().decode(attachment?.bytes())).toBe("hello");
    expect(attachment?.bytes()).toBe(attachment?.bytes());
  });
});

describe("parseMail() properties", () => {
  test("never throws on any bytes, with a header or without", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 500 }),
        fc.constantFrom(
          "",
          "From: a\r\n",
          "Content-Type: multipart/mixed\r\n\r\n--a\r\n",
          "Subject: =?iso-2022-jp?B?",
        ),
        (rest, head) => {
          expect(typeof parseMail(Buffer.concat([bytes(head), rest])).ok).toBe("boolean");
        },
      ),
      { numRuns: 500 },
    );
  });

  test("finds a planted text under any nesting, line ending and encoding", () => {
    let deep = 0;
    const nest = (levels: readonly string[], eol: string, isBase64: boolean, isClosed: boolean): string => {
      const text = "planted https://planted.example/";
      let part = isBase64
        ? `Content-Type: text/plain${eol}Content-Transfer-Encoding: base64${eol}${eol}${Buffer.from(text).toString("base64")}`
        : `Content-Type: text/plain${eol}${eol}${text}`;
      for (const [k, kind] of levels.entries())
        part = `Content-Type: multipart/${kind}; boundary="=_${k}"${eol}${eol}preamble${eol}--=_${k}${eol}${part}${eol}${isClosed ? `--=_${k}--${eol}` : ""}`;
      return `From: a@a.example${eol}${part}`;
    };
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("mixed", "alternative", "related", "signed"), { maxLength: 30 }),
        fc.constantFrom("\n", "\r\n", "\r"),
        fc.boolean(),
        fc.boolean(),
        (levels, eol, isBase64, isClosed) => {
          if (levels.length > 5) deep++;
          expect(read(nest(levels, eol, isBase64, isClosed)).outer.text).toContain(
            "https://planted.example/",
          );
        },
      ),
    );
    expect(deep).toBeGreaterThan(10);
  });
});
