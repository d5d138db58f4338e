import { describe, expect, test } from "vitest";
import { findInText } from "../../src/extract/from-text.ts";

/** A million characters each, made to be slow: linear code takes well under a second for any of them. */
const CHARS = 1_000_000;
const fill = (piece: string) => piece.repeat(Math.ceil(CHARS / piece.length)).slice(0, CHARS);
/** CPU time, so that a busy machine does not matter; quadratic code takes minutes. */
const CPU_MS_MAX = 10_000;

function cpuMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

const PIECES = [
  ..."a.@-[({*_= ",
  "a.",
  "a. ",
  "ab.com ",
  "http://",
  "http://a",
  "http://a@",
  "https://a*b",
  "<http://",
  "<http://a\n",
  "[.]",
  "a[.]",
  "abc dot ",
  "h t t p s : / ",
  "hxxp",
  "=\n",
  "a\u200b",
  "ａ",
  "𝐚",
  "あ.",
  "あ。a",
  "日本.jp ",
  "é.fr",
  "http://evil.topあいうえおかきくけこ",
  "http://xn--a ",
  "日本語.com/?q=あ",
  `https://${"あ.い".repeat(60)}/ `,
  "https://a.top/x?y=1 and some words. ",
];

describe("findInText() on hostile text", () => {
  test.each(PIECES)("is linear on %j repeated", (piece) => {
    const text = fill(piece);
    expect(cpuMs(() => findInText(text))).toBeLessThan(CPU_MS_MAX);
  });

  test.each([
    ["userinfo", `http://${fill("a@")}`],
    ["escapes", `http://a.top/${fill("%25")}`],
    ["openers", `http://a.top/${fill("(")}`],
    ["kana host", `http://${fill("あ")}`],
    ["masks", `http://${fill("*a")}`],
    ["urls in a path", `http://a.top/${fill(",http")}`],
  ])("is linear on one URL of %s", (_, text) => {
    expect(cpuMs(() => findInText(text))).toBeLessThan(CPU_MS_MAX);
  });
});
