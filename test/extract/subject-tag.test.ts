import { describe, expect, it } from "vitest";
import { splitSubjectTag } from "../../src/extract/subject-tag.ts";

describe("splitSubjectTag()", () => {
  it.each([
    ["[spam] 【Amazon】お支払い方法に問題があります", "[spam]", "【Amazon】お支払い方法に問題があります"],
    ["[SPAM]Hello", "[SPAM]", "Hello"],
    ["***SPAM*** Hello", "***SPAM***", "Hello"],
    ["*****SPAM(8.1)***** Hello", "*****SPAM(8.1)*****", "Hello"],
    ["[迷惑メール] ご確認", "[迷惑メール]", "ご確認"],
    ["【迷惑メール】ご確認", "【迷惑メール】", "ご確認"],
    ["【迷惑メールの可能性あり】ご確認", "【迷惑メールの可能性あり】", "ご確認"],
    ["[MEIWAKU] x", "[MEIWAKU]", "x"],
    ["[meiwaku]：x", "[meiwaku]", "x"],
    ["[!! SPAM] x", "[!! SPAM]", "x"],
    ["[SPAM? 12.4/5.0] x", "[SPAM? 12.4/5.0]", "x"],
    ["{Spam?} x", "{Spam?}", "x"],
    ["[SUSPICIOUS MESSAGE] x", "[SUSPICIOUS MESSAGE]", "x"],
    ["[Bulk] x", "[Bulk]", "x"],
    ["[外部] x", "[外部]", "x"],
    ["【社外メール】x", "【社外メール】", "x"],
    ["[EXTERNAL] x", "[EXTERNAL]", "x"],
    ["［ｓｐａｍ］ x", "［ｓｐａｍ］", "x"],
    ["【フィッシング詐欺の疑いあり】x", "【フィッシング詐欺の疑いあり】", "x"],
    ["[外部] [spam] 【重要】x", "[外部] [spam]", "【重要】x"],
    ["SPAM: hello", "SPAM", "hello"],
    ["[spam]", "[spam]", ""],
  ])("%s => %s", (subject, tag, rest) => {
    expect(splitSubjectTag(subject)).toEqual({ subject: rest, tag });
  });

  it.each([
    "【Amazon】お支払い方法",
    "【重要】ご確認ください",
    "[Spam filter] weekly report",
    "Re: [spam] x",
    "spam and eggs",
    "[ML:1234] x",
    "(株)外部 x",
    "",
    "***",
    "[]",
  ])("takes no tag from %s", (subject) => {
    expect(splitSubjectTag(subject)).toEqual({ subject, tag: null });
  });

  it("takes at most four, and a megabyte of brackets in no time", () => {
    const cpu = process.cpuUsage();
    for (const part of ["[spam]", "[", "*", "【", "_", "( "]) splitSubjectTag(part.repeat(200_000));
    expect(process.cpuUsage(cpu).user).toBeLessThan(2_000_000);
  });
});
