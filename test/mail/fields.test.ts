import { describe, expect, test } from "vitest";
import { parseMailboxes } from "../../src/mail/addresses.ts";
import { parseStructuredField } from "../../src/mail/content-type.ts";
import { parseMailDate } from "../../src/mail/dates.ts";
import { parseForwardDate } from "../../src/mail/forward-dates.ts";

describe("parseMailboxes()", () => {
  test.each([
    [
      '"Doe, John" <j@a.example>, b@b.example',
      [
        ["Doe, John", "j@a.example"],
        ["", "b@b.example"],
      ],
    ],
    ['"Amazon" <Amazon.co.jp>', [["Amazon", "Amazon.co.jp"]]],
    ["j@a.example (John Doe)", [["John Doe", "j@a.example"]]],
    ["John Doe [mailto:j@a.example]", [["John Doe", "j@a.example"]]],
    ["John<mailto:j@a.example> <j@a.example<mailto:j@a.example>>", [["John", "j@a.example"]]],
    ["undisclosed-recipients:;", []],
    [
      "Friends: a@a.example, b@b.example;",
      [
        ["", "a@a.example"],
        ["", "b@b.example"],
      ],
    ],
    ['"<real@bank.example>" <evil@x.example>', [["<real@bank.example>", "evil@x.example"]]],
    ["=?utf-8?B?44Ki44Oe44K+44Oz?= <a@a.example>", [["アマゾン", "a@a.example"]]],
    ["=?utf-8?Q?Amazon_<a@a.example>?=", [["Amazon", "a@a.example"]]],
    ["John Doe", [["John Doe", ""]]],
    ["", []],
    ['"never closed <a@a.example>', [["never closed", "a@a.example"]]],
  ])("reads %s", (value, expected) => {
    expect(parseMailboxes(value).map(({ name, address }) => [name.replaceAll('"', ""), address])).toEqual(
      expected,
    );
  });
});

describe("parseStructuredField()", () => {
  test.each([
    ['text/plain; charset="utf-8"', "text/plain", "charset", "utf-8"],
    ["multipart/mixed boundary=x", "multipart/mixed", "boundary", "x"],
    ["attachment; filename*0*=utf-8''%e3%81%82; filename*1=b.txt", "attachment", "filename", "あb.txt"],
    ["attachment; filename*=iso-2022-jp''%1b$B$^%1b(B.txt", "attachment", "filename", "ま.txt"],
    ['attachment; filename="=?utf-8?B?44G+?=.pdf"', "attachment", "filename", "ま.pdf"],
    ['Text/HTML;;; charset = "a\\"b"', "text/html", "charset", 'a"b'],
  ])("reads %s", (raw, value, name, text) => {
    const field = parseStructuredField(raw);
    expect([field.value, field.params.get(name)]).toEqual([value, text]);
  });
});

function iso(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at * 1000).toISOString().slice(0, 19);
}

describe("parseMailDate()", () => {
  test.each([
    ["Wed, 11 Feb 2026 21:35:07 +0900 (JST)", "2026-02-11T12:35:07"],
    ["11 Feb 26 21:35 EST", "2026-02-12T02:35:00"],
    ["Wed Feb 11 21:35:07 2026 +0900", "2026-02-11T12:35:07"],
    ["2026-02-11T21:35:07+09:00", "2026-02-11T12:35:07"],
    ["Wed, 31 Feb 2026 21:35:07 +0900", null],
    ["Wed, 11 Feb 0102 21:35:07 +0000", "2002-02-11T21:35:07"],
    ["yesterday", null],
  ])("reads %s", (value, expected) => {
    expect(iso(parseMailDate(value)?.at)).toBe(expected);
  });
});

describe("parseForwardDate()", () => {
  test.each([
    ["Wed, Oct 27, 2021 at 9:31 PM", false, "2021-10-27T21:31:00"],
    ["Donnerstag, 28. Oktober 2021 um 12:46", false, "2021-10-28T12:46:00"],
    ["2026年2月11日(水) 21:35", true, "2026-02-11T21:35:00"],
    ["2026年2月11日 午後9:35:10 JST", true, "2026-02-11T12:35:10"],
    ["2026年2月11日(水) 21時35分", true, "2026-02-11T21:35:00"],
    ["2026/02/11 (水) 21:35", true, "2026-02-11T21:35:00"],
    ["26/02/11 21:35", true, "2026-02-11T21:35:00"],
    ["2021. október 26. 14:25:08 EEST", false, "2021-10-26T11:25:08"],
    ["02/10/2023 4:52 PM EST", false, "2023-02-10T21:52:00"],
    ["28/10/2021 12:46", false, "2021-10-28T12:46:00"],
    ["26. listopada 2021. u 14:25:08 EEST", false, "2021-10-26T11:25:08"],
    ["úterý 2. listopadu 2021 09:26:50 SEČ", false, "2021-11-02T08:26:50"],
    ["torstaina, 28. lokakuuta 2021 klo 12.06", false, "2021-10-28T12:06:00"],
    ["mar. 2 nov. 2021 à 09:31", false, "2021-11-02T09:31:00"],
    ["10 июля 2021 г. в 14:25:08 GMT+3", false, "2021-07-10T11:25:08"],
    ["5. července 2021 9:00", false, "2021-07-05T09:00:00"],
    ["2021년 10월 28일 (목) 오후 1:46", true, "2021-10-28T13:46:00"],
    ["soon", false, null],
  ])("reads %s", (value, isYearFirst, expected) => {
    expect(iso(parseForwardDate(value, isYearFirst)?.at)).toBe(expected);
  });
});
