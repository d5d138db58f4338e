import { describe, expect, test } from "vitest";
import { findPressure } from "../../src/score/pressure.ts";
import { linkTo, mailWith } from "./support.ts";

const urgencyOf = (body: string) => findPressure(mailWith({ body })).urgency;

describe("findPressure: urgency as written", () => {
  test.each([
    ["24時間以内にお支払い方法を更新してください", "24時間以内に"],
    ["２４時間以内にご確認ください", "24時間以内に"],
    ["至急ご確認ください", "至急"],
    ["アカウントを停止いたします", "アカウントを停止"],
    ["カードのご利用を一時的に制限させていただきました", "カードのご利用を一時的に制限"],
    ["第三者による不正ログインを検知しました", "第三者による"],
    ["Please reply within 24 hours.", "within 24 hours"],
    ["Your account has been suspended", "account has been suspended"],
    ["Unusual sign-in activity", "Unusual sign-in"],
  ])("%s", (body, phrase) => {
    expect(urgencyOf(body)).toContain(phrase);
  });

  test.each([
    "24時間営業",
    "停止中の工事について",
    "open 24 hours a day",
    "a suspended ceiling",
    "来週の会議の議事録です",
    "",
  ])("none in: %s", (body) => {
    expect(urgencyOf(body)).toEqual([]);
  });

  test.each(["9", "account ", "verify your ", "24時間", " ", "アカウント", "カードの"])(
    "takes linear time on %s repeated",
    (piece) => {
      const body = piece.repeat(Math.ceil(1_000_000 / piece.length));
      const start = performance.now();
      urgencyOf(body);
      expect(performance.now() - start).toBeLessThan(10_000);
    },
  );
});

describe("findPressure: call to action", () => {
  test("the words of the first link that asks for an act and is not the brand's own", () => {
    const extraction = mailWith({
      links: [
        linkTo("https://www.amazon.co.jp/", "こちら"),
        linkTo("https://evil.top/", "お支払い方法を更新"),
        linkTo("https://evil.top/u", "配信停止はこちら"),
      ],
    });
    expect(findPressure(extraction, "amazon").callToAction).toBe("お支払い方法を更新");
  });

  test("null when no link asks for anything", () => {
    expect(
      findPressure(mailWith({ links: [linkTo("https://shop.example.net/", "夏の花")] })).callToAction,
    ).toBeNull();
  });
});
