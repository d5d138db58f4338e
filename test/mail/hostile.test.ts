import { describe, expect, test } from "vitest";
import { MAIL_BYTES_MAX, MIME_PARTS_MAX } from "../../src/limits.ts";
import { MULTIPART_DEPTH_MAX } from "../../src/mail/mime.ts";
import { parseMail } from "../../src/mail/parse-mail.ts";

const HEAD = "From: a@a.example\r\nSubject: hostile\r\n";

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function nested(levels: number, inner: string): string {
  const opens = Array.from(
    { length: levels },
    (_, k) => `Content-Type: multipart/mixed; boundary="b${k}"\r\n\r\n--b${k}\r\n`,
  );
  return `${opens.join("")}Content-Type: text/plain\r\n\r\n${inner}\r\n`;
}

function nestedMails(levels: number, inner: string): string {
  let mail = `From: x@x.example\r\nSubject: innermost\r\n\r\n${inner}`;
  for (let k = 0; k < levels; k++)
    mail = `From: c${k}@c.example\r\nSubject: Fwd: ${k}\r\nContent-Type: multipart/mixed; boundary="m${k}"\r\n\r\n--m${k}\r\nContent-Type: message/rfc822\r\n\r\n${mail}\r\n--m${k}--\r\n`;
  return mail;
}

const MEGABYTE = 1_000_000;
/** Mails made to cost time: each must end far below a second, and most of all must not grow quadratically. */
const HOSTILE: Readonly<Record<string, () => string>> = {
  "a header of 1 MB": () => `${HEAD}X-Big: ${"a ".repeat(MEGABYTE / 2)}\r\n\r\nbody`,
  "a folded header of 1 MB": () => `${HEAD}To: ${"a@a.example,\r\n ".repeat(MEGABYTE / 15)}\r\n\r\nbody`,
  "a subject of 1 MB of encoded-words": () =>
    `From: a@a.example\r\nSubject: ${"=?utf-8?B?44G+?= ".repeat(MEGABYTE / 17)}\r\n\r\nbody`,
  "a subject of 1 MB of open encoded-words": () =>
    `From: a@a.example\r\nSubject: ${"=?utf-8?Q?".repeat(MEGABYTE / 10)}\r\n\r\nbody`,
  "a To of 1 MB of open quotes": () => `${HEAD}To: ${'"\\'.repeat(MEGABYTE / 2)}\r\n\r\nbody`,
  "a To of 1 MB of quotes and brackets": () => `${HEAD}To: ${'"<('.repeat(MEGABYTE / 3)}\r\n\r\nbody`,
  "a To of 1 MB of commas": () => `${HEAD}To: ${"<,".repeat(MEGABYTE / 2)}\r\n\r\nbody`,
  "a From of 1 MB of open brackets": () => `${HEAD}Reply-To: ${"<".repeat(MEGABYTE)}\r\n\r\nbody`,
  "100,000 header lines": () => `${HEAD}${"X-A: 1\r\n".repeat(100_000)}\r\nbody`,
  "a Date of 1 MB": () => `${HEAD}Date: ${"(".repeat(MEGABYTE)}\r\n\r\nbody`,
  "a Content-Type of 1 MB of parameters": () =>
    `${HEAD}Content-Type: text/plain; ${"a*1*=b; ".repeat(MEGABYTE / 8)}\r\n\r\nbody`,
  "a Content-Type of 1 MB of backslashes": () =>
    `${HEAD}Content-Type: text/plain; a="${"\\".repeat(MEGABYTE)}\r\n\r\nbody`,
  "a Content-Type of 1 MB of blanks": () =>
    `${HEAD}Content-Type: text/plain${" ".repeat(MEGABYTE)}x\r\n\r\nbody`,
  "a Content-Type of 1 MB of semicolons": () =>
    `${HEAD}Content-Type: text/plain${";".repeat(MEGABYTE)}x\r\n\r\nbody`,
  "20,000 tiny parts": () =>
    `${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n${"--b\r\n\r\nx\r\n".repeat(20_000)}--b--`,
  "300 nested multiparts": () => `${HEAD}${nested(300, "deep text")}`,
  "5,000 nested multiparts": () => `${HEAD}${nested(5_000, "deep text")}`,
  "40 nested mails": () => nestedMails(40, "deep text"),
  "1 MB of base64 rubbish": () =>
    `${HEAD}Content-Transfer-Encoding: base64\r\n\r\n${"====\0\x01!a".repeat(MEGABYTE / 8)}`,
  "1 MB of quoted-printable rubbish": () =>
    `${HEAD}Content-Transfer-Encoding: quoted-printable\r\n\r\n${"= ".repeat(MEGABYTE / 2)}`,
  "1 MB of quoted-printable blanks": () =>
    `${HEAD}Content-Transfer-Encoding: quoted-printable\r\n\r\n=${" ".repeat(MEGABYTE)}x`,
  "a boundary of 70 characters over and over": () => {
    const boundary = "-".repeat(70);
    return `${HEAD}Content-Type: multipart/mixed; boundary="${boundary}"\r\n\r\n${`--${boundary}x\r\n`.repeat(MEGABYTE / 75)}`;
  },
  "1 MB of dashes": () => `${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n${"-".repeat(MEGABYTE)}`,
  "1 MB of dash lines without a boundary": () =>
    `${HEAD}Content-Type: multipart/mixed\r\n\r\n${"--a\r\n--b\r\n".repeat(MEGABYTE / 10)}`,
  "multiparts whose boundary is never there": () =>
    `${HEAD}Content-Type: multipart/mixed; boundary=x\r\n\r\n${Array.from({ length: 5_000 }, (_, k) => `--g${k}\r\nContent-Type: multipart/mixed; boundary=none${k}\r\n\r\n`).join("")}`,
  "1 MB of forward labels": () => `${HEAD}\r\n${"From: a@b.example\r\n".repeat(MEGABYTE / 19)}`,
  "1 MB of label pairs": () => `${HEAD}\r\n${"From: a@b.example\r\nTo: x\r\n".repeat(MEGABYTE / 26)}`,
  "1 MB of label lines with long folds": () =>
    `${HEAD}\r\n${`From: a\r\n${"x\r\n".repeat(11)}`.repeat(MEGABYTE / 42)}`,
  "1 MB of separators": () =>
    `${HEAD}\r\n${"---------- Forwarded message ----------\r\n".repeat(MEGABYTE / 41)}`,
  "1 MB in one line of dashes and words": () => `${HEAD}\r\n${"- a ".repeat(MEGABYTE / 4)}`,
  "1 MB of label-like letters": () => `${HEAD}\r\n${"a b ".repeat(MEGABYTE / 4)}:`,
  "1 MB of quotation marks": () => `${HEAD}\r\n${"> ".repeat(MEGABYTE / 2)}`,
  "1 MB of reply lines": () =>
    `From: a@a.example\r\nSubject: FW: x\r\n\r\n${"On 1/1/2024 10:00, a@b wrote\r\n".repeat(MEGABYTE / 30)}`,
  "1 MB of trace fields in the text": () => `${HEAD}\r\n${"Received: x\r\n".repeat(MEGABYTE / 13)}`,
  "1 MB of format=flowed": () =>
    `${HEAD}Content-Type: text/plain; format=flowed\r\n\r\n${"> a \r\n".repeat(MEGABYTE / 6)}`,
  "1 MB of open tags": () => `${HEAD}Content-Type: text/html\r\n\r\n${"<".repeat(MEGABYTE)}`,
  "1 MB of open comments": () => `${HEAD}Content-Type: text/html\r\n\r\n${"<!--".repeat(MEGABYTE / 4)}`,
  "1 MB of open styles": () => `${HEAD}Content-Type: text/html\r\n\r\n${"<style>".repeat(MEGABYTE / 7)}`,
  "1 MB of tags without an end": () => `${HEAD}Content-Type: text/html\r\n\r\n${"<a ".repeat(MEGABYTE / 3)}`,
  "1 MB of Shift_JIS lead bytes": () => `${HEAD}\r\n${"é".repeat(MEGABYTE / 2)}`,
  "1 MB of UTF-7 marks": () =>
    `${HEAD}Content-Type: text/plain; charset=utf-7\r\n\r\n${"+".repeat(MEGABYTE)}`,
  "1 MB of escapes": () => `${HEAD}\r\n${"\x1b$B".repeat(MEGABYTE / 3)}`,
  "1 MB of bare escapes": () => `${HEAD}\r\n${"\x1b".repeat(MEGABYTE)}`,
  "1 MB of uuencode lines": () =>
    `${HEAD}Content-Transfer-Encoding: x-uuencode\r\n\r\n${"begin 644 a\r\nM".repeat(MEGABYTE / 14)}`,
  "1 MB of bare CR": () => `${HEAD}\r\n${"\r".repeat(MEGABYTE)}x`,
  "1 MB header of bare CR fields": () => `${HEAD}${"X: y\r".repeat(MEGABYTE / 5)}\r\rbody`,
  "1 MB of blank lines before the header": () => `${"\r\n".repeat(MEGABYTE / 2)}${HEAD}\r\nbody`,
  "a subject of 1 MB of prefixes": () =>
    `From: a@a.example\r\nSubject: ${"Fwd: ".repeat(MEGABYTE / 5)}\r\n\r\nbody`,
  "a subject of 1 MB of brackets": () => `From: a@a.example\r\nSubject: ${"[".repeat(MEGABYTE)}\r\n\r\nbody`,
};

/** CPU time, not the clock: other work on the machine is not the mail's doing. */
function cpuMs(mail: Uint8Array): number {
  const before = process.cpuUsage();
  parseMail(mail);
  const used = process.cpuUsage(before);
  return (used.user + used.system) / 1_000;
}

describe("parseMail() on hostile mail", () => {
  test.each(Object.entries(HOSTILE))("takes well under a second for %s", (_name, make) => {
    const mail = bytes(make());
    expect(parseMail(mail).ok).toBe(true);
    expect(cpuMs(mail)).toBeLessThan(8_000);
  });

  test("finds text below the deepest multipart that is opened, and reports the limit", () => {
    const result = parseMail(
      bytes(`${HEAD}${nested(MULTIPART_DEPTH_MAX + 20, "see https://deep.example/")}`),
    );
    expect(result.ok && result.value.outer.text).toContain("https://deep.example/");
    expect(result.ok && result.value.truncated).toContainEqual({
      limit: "MULTIPART_DEPTH_MAX",
      max: MULTIPART_DEPTH_MAX,
    });
  });

  test("keeps the text of parts beyond MIME_PARTS_MAX, and reports the limit", () => {
    const many = "--b\r\n\r\nx\r\n".repeat(MIME_PARTS_MAX + 50);
    const mail = `${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n${many}--b\r\n\r\nhttps://last.example/\r\n--b--`;
    const result = parseMail(bytes(mail));
    expect(result.ok && result.value.outer.text).toContain("https://last.example/");
    expect(result.ok && result.value.truncated).toContainEqual({
      limit: "MIME_PARTS_MAX",
      max: MIME_PARTS_MAX,
    });
  });

  test("refuses a mail beyond MAIL_BYTES_MAX with its size", () => {
    const result = parseMail(new Uint8Array(MAIL_BYTES_MAX + 1));
    expect(result).toEqual({
      ok: false,
      error: { reason: "too_large", bytes: MAIL_BYTES_MAX + 1, max: MAIL_BYTES_MAX },
    });
  });
});
