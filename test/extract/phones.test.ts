import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findPhones } from "../../src/extract/phones.ts";
import { PHONES_MAX } from "../../src/limits.ts";

const FOUND: readonly [text: string, e164: string, kind: string][] = [
  ["お問い合わせ:0120-959-684", "+81120959684", "toll_free"],
  ["（0120）959-684", "+81120959684", "toll_free"],
  ["０１２０－９５９－６８４", "+81120959684", "toll_free"],
  ["TEL:0120959684", "+81120959684", "toll_free"],
  ["ＴＥＬ０１２０ー９５９ー６８４", "+81120959684", "toll_free"],
  ["フリーダイヤル 0120 959 684まで", "+81120959684", "toll_free"],
  ["0120.959.684", "+81120959684", "toll_free"],
  ["0120-95-9684", "+81120959684", "toll_free"],
  ["【0120-959-684】", "+81120959684", "toll_free"],
  ["0800-123-4567", "+818001234567", "toll_free"],
  ["0570-012-345（ナビダイヤル）", "+81570012345", "navi"],
  ["0570(01)2345", "+81570012345", "navi"],
  ["050-3123-4567", "+815031234567", "ip"],
  ["携帯 090-1234-5678。", "+819012345678", "mobile"],
  ["電話番号：09012345678", "+819012345678", "mobile"],
  ["070 1234 5678", "+817012345678", "mobile"],
  ["03-1234-5678", "+81312345678", "fixed"],
  ["03(3234)5678", "+81332345678", "fixed"],
  ["(06) 6123-4567", "+81661234567", "fixed"],
  ["045‐123‐4567", "+81451234567", "fixed"],
  ["電話 0312345678 平日9:00-17:00", "+81312345678", "fixed"],
  ["+81-3-1234-5678", "+81312345678", "fixed"],
  ["+81 (0)3-1234-5678", "+81312345678", "fixed"],
  ["＋８１　９０　１２３４　５６７８", "+819012345678", "mobile"],
  ["tel:+81-120-959-684", "+81120959684", "toll_free"],
  ["0990-512-345", "+81990512345", "premium"],
  ["Call 1-888-280-4331 now", "+18882804331", "toll_free"],
  ["+1 (206) 922-0880", "+12069220880", "unknown"],
  ["+44 20 7946 0958 2026", "+442079460958", "fixed"],
  ["Phone: (206) 922-0880", "+12069220880", "unknown"],
  ["〒153-0063 東京都目黒区 TEL 03-5712-1111", "+81357121111", "fixed"],
];

const NOT_FOUND = [
  "〒153-0063 東京都目黒区下目黒1-8-1",
  "2026-02-10",
  "2026/02/10 09:00-18:00",
  "02-10-2026",
  "令和8年2月11日",
  "月会費(600円) 1,000円 10,000,000円",
  "注文番号：123-4567890-1234567",
  "注文番号 250-0123456-0123456",
  "D01-1234567-1234567",
  "4980 0123 4567 8901",
  "4980-0123-4567-8901",
  "4980012345678901",
  "追跡番号 0123-4567-8901",
  "伝票番号：03-1234-5678",
  "会員番号 0312345678",
  "0312345678",
  "192.168.0.120",
  "010.020.030.040",
  "https://evil.example/0120-959-684/090-1234-5678",
  "https://evil.example/?tel=09012345678",
  "0120-959-684@evil.example",
  "id=0120959684",
  "AB0120959684",
  "03-1234-5678-9012",
  "3.14159265358979",
  "123-456-7890",
  "00000000000",
];

describe("findPhones()", () => {
  it.each(FOUND)("reads %s as %s, %s", (text, e164, kind) => {
    expect(findPhones(text)).toEqual([expect.objectContaining({ e164, kind })]);
  });

  it.each(NOT_FOUND)("finds nothing in %s", (text) => {
    expect(findPhones(text)).toEqual([]);
  });

  it("tells each number once, as first written, with full-width digits folded", () => {
    const text = "TEL ０３-5712-1111 FAX 03-5712-1112 / 0357121111 / +81 3 5712 1111";
    expect(findPhones(text).map((p) => p.text)).toEqual(["03-5712-1111", "03-5712-1112"]);
  });

  it("keeps at most PHONES_MAX", () => {
    const many = Array.from({ length: 60 }, (_, i) => `03-5712-11${10 + i}`).join("\n");
    expect(findPhones(many)).toHaveLength(PHONES_MAX);
  });

  it("finds any Japanese mobile number in any writing", () => {
    let seen = 0;
    const digit = fc.integer({ min: 0, max: 9 }).map(String);
    fc.assert(
      fc.property(
        fc.constantFrom("070", "080", "090"),
        fc.integer({ min: 1, max: 9 }).map(String),
        fc.array(digit, { minLength: 7, maxLength: 7 }),
        fc.constantFrom("-", "－", " ", ".", "ー"),
        fc.boolean(),
        (prefix, first, rest, gap, isWide) => {
          const tail = first + rest.join("");
          const plain = `${prefix}${gap}${tail.slice(0, 4)}${gap}${tail.slice(4)}`;
          const written = isWide
            ? plain.replace(/\d/gu, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0))
            : plain;
          seen++;
          expect(findPhones(`ご連絡は${written}まで`)[0]?.e164).toBe(`+81${prefix.slice(1)}${tail}`);
        },
      ),
    );
    expect(seen).toBeGreaterThan(50);
  });

  it("reads hostile megabytes within bounded time", () => {
    for (const part of [
      "0",
      "0120-959-684 ",
      "0 ",
      "(0",
      "+1 ",
      "+",
      "-.",
      "03-1",
      "a@",
      "0312 ",
      "https://",
    ]) {
      const cpu = process.cpuUsage();
      findPhones(part.repeat(1_000_000 / part.length));
      expect(process.cpuUsage(cpu).user, part).toBeLessThan(4_000_000);
    }
  }, 30_000);
});
