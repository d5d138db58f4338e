import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalCharset, decodeText } from "../../src/mail/charset.ts";
import { decodeWords } from "../../src/mail/encoded-words.ts";
import { decodeBase64, decodeQuotedPrintable } from "../../src/mail/transfer.ts";

/** Bytes of `text` in an encoding that has only a decoder: its table turned round. */
function encoderOf(encoding: string): (text: string) => Uint8Array {
  const table = new Map<string, number[]>();
  const decoder = new TextDecoder(encoding);
  for (let lead = 0x80; lead < 0x100; lead++)
    for (let trail = 0x40; trail < 0x100; trail++) {
      const text = decoder.decode(Uint8Array.of(lead, trail));
      if ([...text].length === 1 && text !== "\ufffd" && !table.has(text)) table.set(text, [lead, trail]);
    }
  return (text) =>
    Uint8Array.from(
      [...text].flatMap((char) => (char < "\x80" ? [char.charCodeAt(0)] : (table.get(char) ?? [0x3f]))),
    );
}

const JAPANESE =
  "お支払い方法に問題があります。24時間以内にお客様の情報を更新してください。\nhttps://login.example.top/sign-in\n";
const SIMPLIFIED = "尊敬的客户您好，您的账户存在异常，请在二十四小时内登录我们的网站确认您的信息。\n";
const TRADITIONAL = "親愛的客戶您好，您的帳號有異常，請在二十四小時內登入我們的網站確認您的資料。\n";
const KOREAN = "고객님의 계정에 문제가 있습니다. 24시간 이내에 정보를 확인해 주십시오.\n";

const SAMPLES: readonly (readonly [string, string])[] = [
  ["shift_jis", JAPANESE],
  ["euc-jp", JAPANESE],
  ["gb18030", SIMPLIFIED],
  ["big5", TRADITIONAL],
  ["euc-kr", KOREAN],
];

describe("decodeText()", () => {
  test.each(SAMPLES)("reads %s without a label, with the right one and with wrong ones", (encoding, text) => {
    const bytes = encoderOf(encoding)(text);
    expect(bytes.includes(0x3f)).toBe(false);
    for (const label of [null, encoding, "us-ascii", "utf-8", "unknown-8bit", "iso-8859-1"])
      expect([label, decodeText(bytes, label)]).toEqual([label, text]);
  });

  test.each([
    [
      "windows-1251",
      "cp1251 Cyrillic",
      "\xcf\xee\xe4\xf2\xe2\xe5\xf0\xe4\xe8\xf2\xe5 \xe2\xe0\xf8 \xf1\xf7\xe5\xf2",
      "Подтвердите ваш счет",
    ],
    [
      "windows-1252",
      "Latin letters alone among ASCII",
      "\xfdyi g\xfcnler se\xe7im \xfe\xf0 ba\xfeka k\xfd \xf6n \xe7ok \xfcst \xfdl",
      "ýyi günler seçim þð baþka ký ön çok üst ýl",
    ],
  ])("reads undeclared %s: %s", (_encoding, _name, raw, text) => {
    expect(
      decodeText(
        Uint8Array.from(raw, (char) => char.charCodeAt(0)),
        null,
      ),
    ).toBe(text);
  });

  test.each(["shift_jis", "euc-jp"])("reads %s labelled iso-2022-jp", (encoding) => {
    expect(decodeText(encoderOf(encoding)(JAPANESE), "iso-2022-jp")).toBe(JAPANESE);
  });

  test.each([
    ["cp932", "shift_jis"],
    ["Windows-31J", "shift_jis"],
    ["x-sjis", "shift_jis"],
    ["iso-2022-jp-ms", "iso-2022-jp"],
    ["cp51932", "euc-jp"],
    ["GB2312", "gb18030"],
    ["cp949", "euc-kr"],
    ["ks_c_5601-1987", "euc-kr"],
    ["cp950", "big5"],
    ['"utf-8"', "utf-8"],
    ["unknown-8bit", null],
    ["rubbish%", null],
  ])("canonicalCharset(%s) is %s", (label, expected) => {
    expect(canonicalCharset(label)).toBe(expected);
  });

  test.each([
    ["ISO-2022-JP without a label", "\x1b$B$^$_\x1b(B.", null, "まみ."],
    ["ISO-2022-JP labelled utf-8", "\x1b$B$^$_\x1b(B.", "utf-8", "まみ."],
    ["ISO-2022-JP whose escapes follow each other", "\x1b$B$^\x1b(B\x1b$B$_\x1b(B", "iso-2022-jp", "まみ"],
    ["half-width kana of ISO-2022-JP", "\x1b(I12\x1b(B", null, "ｱｲ"],
    ["a circled digit of ISO-2022-JP-MS", "\x1b$B-!\x1b(B", "iso-2022-jp-ms", "①"],
    ["UTF-7", "Hi +ZeVnLIqe- a+-b +AGg-ttp", "utf-7", "Hi 日本語 a+b http"],
    ["HZ", "~{VPND~} ~~ ok", "hz-gb-2312", "中文 ~ ok"],
    ["ISO-2022-KR", "\x1b$)C\x0e0m0m\x0f ok", null, "고고 ok"],
    ["Latin-1 labelled utf-8", "caf\xe9 cr\xe8me", "utf-8", "café crème"],
    ["windows-1252 labelled us-ascii", "it\x92s", "us-ascii", "it’s"],
    ["UTF-8 with a cut character", "\xe3\x81\xbe\xe3\x81\xbf\xe3\x82\x80\xe3\x81", "utf-8", "まみむ\ufffd"],
    ["UTF-8 labelled iso-8859-1", "\xe3\x81\xbe\xe3\x81\xbf", "iso-8859-1", "まみ"],
  ])("reads %s", (_name, raw, label, text) => {
    expect(
      decodeText(
        Uint8Array.from(raw, (char) => char.charCodeAt(0)),
        label,
      ),
    ).toBe(text);
  });

  test("never throws on any bytes under any label", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.option(fc.constantFrom("utf-7", "hz", "iso-2022-jp", "iso-2022-kr", "big5", "utf-16", "x")),
        (bytes, label) => {
          expect(typeof decodeText(bytes, label)).toBe("string");
        },
      ),
    );
  });
});

describe("decodeWords()", () => {
  test.each([
    ["joins words split inside a character", "=?utf-8?B?44G+4w==?= =?utf-8?B?gb8=?=", "まみ"],
    ["keeps text around words", "[spam] =?utf-8?Q?=E3=81=BE?= x", "[spam] ま x"],
    ["drops blanks between words of two charsets", "=?utf-8?Q?a?= =?iso-8859-1?Q?=e9?=", "aé"],
    ["reads blanks and underscores in Q", "=?utf-8?Q?a b_c?=", "a b c"],
    ["leaves unknown encodings", "=?utf-8?X?abc?=", "=?utf-8?X?abc?="],
    ["reads a language after the charset", "=?us-ascii*en?Q?hi?=", "hi"],
    ["reads a question mark inside Q", "=?utf-8?Q?why??=", "why?"],
  ])("%s", (_name, value, text) => {
    expect(decodeWords(value)).toBe(text);
  });

  test("reads back any text, cut into words at any byte", () => {
    let cut = 0;
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 9 }),
        (text, size) => {
          const bytes = Buffer.from(text, "utf8");
          const words: string[] = [];
          for (let at = 0; at < bytes.length; at += size)
            words.push(`=?utf-8?B?${bytes.subarray(at, at + size).toString("base64")}?=`);
          if (words.length > 1) cut++;
          // A lone ESC or NUL pair means another encoding: not what this property is about.
          if (!/[\x00\x1b\ufeff\ufffe]/.test(text))
            expect(decodeWords(words.join("\r\n "))).toBe(Buffer.from(text).toString("utf8"));
        },
      ),
    );
    expect(cut).toBeGreaterThan(20);
  });
});

describe("transfer encodings", () => {
  test("decodeBase64() reads back any bytes, folded anywhere", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.integer({ min: 1, max: 80 }), (bytes, width) => {
        const text = Buffer.from(bytes)
          .toString("base64")
          .replace(new RegExp(`.{${width}}`, "g"), "$&\r\n");
        expect([...decodeBase64(Buffer.from(text))]).toEqual([...bytes]);
      }),
    );
  });

  test("decodeQuotedPrintable() reads back any bytes written as hex", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const text = [...bytes].map((byte) => `=${byte.toString(16).padStart(2, "0")}`).join("=\r\n");
        expect([...decodeQuotedPrintable(Buffer.from(text), false)]).toEqual([...bytes]);
      }),
    );
  });
});
