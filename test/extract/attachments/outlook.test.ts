// Goal: Outlook's own formats give the mail that was in them. Method: files made here, parsed by the mail parser.
import { describe, expect, it } from "vitest";
import { decompressRtf } from "../../../src/extract/attachments/outlook/compressed-rtf.ts";
import { msgToMail } from "../../../src/extract/attachments/outlook/msg.ts";
import { parseMail } from "../../../src/mail/parse-mail.ts";
import { addresses, read } from "./make/attachment.ts";
import { utf8 } from "./make/bytes.ts";
import { makeMsg, packRtf } from "./make/msg.ts";
import { makeTnef } from "./make/tnef.ts";

const URL_A = "https://a.evil.example.com/pay";

function mailOf(bytes: Uint8Array) {
  const parsed = parseMail(bytes);
  if (!parsed.ok) throw new Error(parsed.error.reason);
  return parsed.value.outer;
}

describe("a message saved by Outlook", () => {
  it("keeps the header, text, HTML and attachments", () => {
    const big = new Uint8Array(9_000).map((_, n) => n & 255);
    const msg = makeMsg({
      texts: {
        "0037": "ignored",
        "007D":
          "Received: from x by y\r\nFrom: =?utf-8?B?5LiJ?= <a@evil.example>\r\nSubject: 請求\r\nContent-Type: text/plain\r\n",
        "1000": `本文 ${URL_A}`,
      },
      binaries: { "1013": utf8(`<a href="${URL_A}">払う</a>`) },
      attachments: [
        { name: "big.bin", content: big },
        { name: "small.txt", content: utf8("x") },
      ],
    });
    const [mail] = read(msg, "a.msg", "application/vnd.ms-outlook").mails as [Uint8Array];
    const message = mailOf(mail);
    expect(message.from).toEqual({ name: "三", address: "a@evil.example" });
    expect(message.subject).toBe("請求");
    expect(message.text?.trim()).toBe(`本文 ${URL_A}`);
    expect(message.html?.trim()).toBe(`<a href="${URL_A}">払う</a>`);
    expect(message.attachments.map((a) => [a.filename, a.bytes().length])).toEqual([
      ["big.bin", 9_000],
      ["small.txt", 1],
    ]);
    expect(message.attachments[0]?.bytes()).toEqual(big);
  });

  it("makes a header out of the properties when there is none", () => {
    const message = mailOf(
      msgToMail(
        makeMsg({
          texts: { "0037": "S\r\nBcc: x@y", "0C1A": "Amazon", "5D01": "x@evil.example", "1000": "hello" },
        }),
      ) as Uint8Array,
    );
    expect(message.from).toEqual({ name: "Amazon", address: "x@evil.example" });
    expect(message.subject).toBe("S Bcc: x@y");
    expect(message.headers.map((h) => h.name)).not.toContain("bcc");
  });

  it("takes HTML out of compressed RTF", () => {
    const rtf = `{\\rtf1\\ansi\\fromhtml1{\\*\\htmltag64 <p>}\\htmlrtf hidden\\htmlrtf0 {\\*\\htmltag84 <a href="${URL_A}">}go{\\*\\htmltag92 </a>}}`;
    for (const isCompressed of [false, true]) {
      const message = mailOf(
        msgToMail(makeMsg({ texts: {}, binaries: { "1009": packRtf(rtf, isCompressed) } })) as Uint8Array,
      );
      expect(message.html?.trim()).toBe(`<p><a href="${URL_A}">go</a>`);
    }
  });

  it("carries messages inside of the message", () => {
    const msg = makeMsg({
      texts: { "1000": "outer" },
      attachments: [{ name: "inner", content: { texts: { "0037": "Inner", "1000": URL_A } } }],
    });
    const outer = mailOf(msgToMail(msg) as Uint8Array);
    expect(outer.attachments.map((a) => a.mediaType)).toEqual(["message/rfc822"]);
    expect(mailOf(outer.attachments[0]?.bytes() as Uint8Array).text?.trim()).toBe(URL_A);
  });

  it("is null for other bytes", () => expect(msgToMail(new Uint8Array(2_000))).toBeNull());
});

describe("decompressRtf", () => {
  it("reads the example of MS-OXRTFCP 4.1.1", () => {
    const hex =
      "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0";
    const bytes = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
    expect(new TextDecoder().decode(decompressRtf(bytes) ?? undefined)).toBe(
      "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n",
    );
  });
});

describe("winmail.dat", () => {
  it("gives the HTML body and the files", () => {
    const tnef = makeTnef(`<a href="${URL_A}">x</a>`, [
      { name: "b.txt", content: utf8("https://b.example.com/") },
    ]);
    expect(addresses(read(tnef, "winmail.dat", "application/ms-tnef"))).toEqual([
      "msg https://b.example.com/",
      `msg ${URL_A}`,
    ]);
  });
});
