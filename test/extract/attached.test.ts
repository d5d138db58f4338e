// Goal: what hangs on a mail is read as part of it: files, mails in files, codes in pictures, Outlook's own mails.
import { describe, expect, it } from "vitest";
import { extract } from "../../src/extract/extract.ts";
import { parseMail, readAttachedMail } from "../../src/mail/parse-mail.ts";
import { concat, utf8 } from "./attachments/make/bytes.ts";
import { makePng, qrImage } from "./attachments/make/image.ts";
import { makeMsg } from "./attachments/make/msg.ts";
import { makeZip } from "./attachments/make/zip.ts";

const HIDDEN = "https://deep.evil-attached.example/x";

const part = (type: string, name: string, bytes: Uint8Array): string =>
  [
    `Content-Type: ${type}; name="${name}"`,
    "Content-Transfer-Encoding: base64",
    `Content-Disposition: attachment; filename="${name}"`,
    "",
    Buffer.from(bytes).toString("base64").replace(/.{76}/g, "$&\r\n"),
  ].join("\r\n");

function mail(body: string, ...parts: string[]): Uint8Array {
  const head = "From: a@sender.example\r\nTo: b@reader.example\r\nSubject: s\r\nMIME-Version: 1.0\r\n";
  const text = `Content-Type: text/plain; charset=utf-8\r\n\r\n${body}`;
  const all = [text, ...parts].map((p) => `--x\r\n${p}\r\n`).join("");
  return utf8(`${head}Content-Type: multipart/mixed; boundary=x\r\n\r\n${all}--x--\r\n`);
}

function read(bytes: Uint8Array) {
  const parsed = parseMail(bytes);
  if (!parsed.ok) throw new Error(parsed.error.reason);
  const extraction = extract(parsed.value, { trustedAuthservIds: [], readMail: readAttachedMail });
  return { ...parsed.value, extraction, urls: extraction.links.map((l) => `${l.foundIn[0]} ${l.url}`) };
}

describe("extract() of what is attached", () => {
  it("finds a link in a mail in a ZIP in a mail", () => {
    const inner = mail(`see ${HIDDEN} now`);
    const zip = makeZip([{ name: "inner.eml", content: inner }]);
    const carrier = makeZip([{ name: "again.zip", content: zip }]);
    expect(read(mail("no link here", part("application/zip", "a.zip", carrier))).urls).toEqual([
      `text ${HIDDEN}`,
    ]);
  });

  it("stops at the limit of mails in mails and says so", () => {
    let inner = mail(HIDDEN);
    for (let n = 0; n < 12; n++)
      inner = mail("words", part("application/zip", "a.zip", makeZip([{ name: "m.eml", content: inner }])));
    const { extraction, urls } = read(inner);
    expect(urls).toEqual([]);
    expect(extraction.truncated.map((t) => t.limit)).toContain("NESTED_MAILS_MAX");
  });

  it("reads a code in a picture when the mail has no link or speaks of one, and a square one always", () => {
    const code = qrImage(HIDDEN);
    const square = part("image/png", "c.png", makePng(code));
    const wide = {
      ...code,
      width: code.width * 3,
      data: new Uint8Array(code.width * 3 * code.height).fill(255),
    };
    for (let y = 0; y < code.height; y++)
      wide.data.set(code.data.subarray(y * code.width, (y + 1) * code.width), y * wide.width);
    const banner = part("image/png", "b.png", makePng(wide));
    const found = `qr ${HIDDEN}`;
    expect(read(mail("no link", banner)).urls).toContain(found);
    expect(read(mail("https://a.example/ please scan the QR code", banner)).urls).toContain(found);
    expect(read(mail("https://a.example/", square)).urls).toContain(found);
    expect(read(mail("https://a.example/ and a banner", banner)).urls).not.toContain(found);
  });

  it("reads every mail that was forwarded at once, the first as the original", () => {
    const one = (n: number) => part("message/rfc822", `m${n}.eml`, mail(`https://scam-${n}.example/`));
    expect(read(mail("these came today", one(1), one(2), one(3)))).toMatchObject({
      forwarded: "attachment",
      urls: [1, 2, 3].map((n) => `text https://scam-${n}.example/`),
    });
  });

  it("says which file it could not read", () => {
    const { extraction } = read(
      mail("x", part("application/zip", "b@reader.example.rar", utf8("Rar!\u001a\u0007\u0000 data"))),
    );
    expect(extraction.unread).toEqual([
      { attachment: expect.not.stringContaining("b@reader"), note: "unsupported_format" },
    ]);
  });

  it("takes Outlook's file of a mail for the mail, alone and as what was forwarded", () => {
    const header = "From: Bank <bank@evil-attached.example>\r\nSubject: 停止\r\nContent-Type: text/plain\r\n";
    const msg = makeMsg({ texts: { "007D": header, "1000": HIDDEN } });
    expect(read(msg)).toMatchObject({
      forwarded: "none",
      urls: [`text ${HIDDEN}`],
      extraction: { subject: "停止" },
    });
    const forwarded = read(mail("fyi", part("application/vnd.ms-outlook", "scam.msg", concat(msg))));
    expect(forwarded).toMatchObject({
      forwarded: "attachment",
      urls: [`text ${HIDDEN}`],
      extraction: { subject: "停止" },
    });
  });
});
