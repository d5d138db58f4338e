// Goal: an innocent name is never listed, whatever strangers write about it (invariant 2), and what is guilty still is.
// Method: mails as bytes through the real receiver, first looks and rechecks on the real store.
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { DAY_SECONDS } from "../../src/domain/time.ts";
import { reporterHash } from "../../src/mail/identity.ts";
import {
  deliver,
  find,
  KEY,
  listedKeys,
  liveThrough,
  order,
  registeredAt,
  setNow,
  settle,
  statusOf,
  store,
  T,
  wipe,
} from "./attack-world.ts";

const CLEAN = "tanaka-garden.com";
const YOUNG = "sakura-cafe.shop";
const SCAM = "keiyaku-ensev.top";
const days = (n: number): number => n * DAY_SECONDS;

beforeEach(wipe);

describe("10,000 forged mails that name a clean small business", () => {
  // As bytes through the receiver; of the others the counter is all that a store keeps beside them.
  const SENT = 400;
  const FLOOD = 10_000;
  it("list it neither when it is old nor when it opened three weeks ago; a scam name beside it is listed", async () => {
    registeredAt.set(CLEAN, T - days(3_000));
    registeredAt.set(YOUNG, T - days(20));
    registeredAt.set(SCAM, T - days(1));
    for (let n = 0; n < SENT; n++)
      await deliver({ n, link: `https://${n % 2 === 0 ? CLEAN : YOUNG}/jk/amazon/pay.php` });
    await env.DB.exec(`UPDATE indicators SET mails = mails + ${(FLOOD - SENT) / 2}`);
    await deliver({ n: FLOOD, link: `https://${SCAM}/sign-in` });
    setNow(T + days(0.1));
    await settle();
    for (const key of [CLEAN, YOUNG]) {
      expect(await find(key)).toMatchObject({ mails: FLOOD / 2, status: "watched" });
      expect((await find(key)).reporters).toHaveLength(16);
    }
    expect(await listedKeys()).toEqual([SCAM]);
    await liveThrough(8);
    expect(await listedKeys()).toEqual([SCAM]);
  }, 120_000);
});

describe("a mail that is dated back to the week of the registration", () => {
  it("makes no old name young", async () => {
    for (const age of [20, 300, 3_000]) {
      const key = `clean-house-${age}.com`;
      registeredAt.set(key, T - days(age));
      await deliver({ n: age, link: `https://${key}/pay`, date: T - days(age - 1) });
    }
    await settle();
    expect(await listedKeys()).toEqual([]);
  });

  it("still lists a scam name whose mail is forwarded five days late", async () => {
    registeredAt.set(SCAM, T - days(6));
    await deliver({ link: `https://${SCAM}/sign-in`, date: T - days(5) });
    expect(await listedKeys()).toEqual([SCAM]);
  });
});

describe("a hijacked reporter", () => {
  it("alone and with a second trusted one lists no clean name", async () => {
    registeredAt.set(CLEAN, T - days(3_000));
    registeredAt.set(YOUNG, T - days(20));
    const trusted = ["hijacked@reporter.example", "second@reporter.example"];
    for (const address of trusted)
      await store.trustReporter((await reporterHash(address, KEY)) as string, true, "known", T);
    for (let n = 0; n < 60; n++)
      await deliver({ n, link: `https://${n % 2 ? CLEAN : YOUNG}/pay`, from: trusted[0] as string });
    await settle();
    expect((await find(CLEAN)).verdict?.reasons.map((r) => r.id)).not.toContain("TRUSTED_REPORTERS");
    for (let n = 60; n < 64; n++)
      await deliver({ n, link: `https://${n % 2 ? CLEAN : YOUNG}/pay`, from: trusted[1] as string });
    setNow(T + days(1.2));
    await settle();
    expect((await find(YOUNG)).verdict?.reasons.map((r) => r.id)).toContain("TRUSTED_REPORTERS");
    expect(await listedKeys()).toEqual([]);
  });
});

describe("a domain that ages for a year before it attacks", () => {
  it("is watched as suspect; its registry's hold lists it, and so does a person", async () => {
    const [held, told] = ["xkqz8-pay.top", "keiyaku-aged.top"];
    for (const key of [held, told]) {
      registeredAt.set(key, T - days(400));
      await deliver({ n: key.length, link: `https://${key}/jk/amazon` });
      expect(["malicious", "suspicious"]).toContain((await find(key)).verdict?.band);
    }
    expect(await listedKeys()).toEqual([]);
    statusOf.set(held, ["client hold"]);
    await liveThrough(2);
    expect(await listedKeys()).toEqual([held]);
    await order(told, "list", "Seen by hand: it asks for card numbers");
    expect(await listedKeys()).toEqual([told, held].sort());
  });
});

describe("an open redirect on a popular site", () => {
  it("lists the target and never the site, at no scope", async () => {
    await store.saveTable("popularity", "\nbusy-portal.com 4000\n", T);
    registeredAt.set("busy-portal.com", T - days(1));
    registeredAt.set(SCAM, T - days(1));
    await deliver({ n: 1, link: `https://www.busy-portal.com/jump?url=https%3A%2F%2F${SCAM}%2Fsign-in` });
    await settle();
    expect(await listedKeys()).toEqual([SCAM]);
    expect((await find("busy-portal.com")).status).toBe("watched");
    expect(await order("busy-portal.com", "list", "A slip of the hand")).toMatchObject({ ok: false });
    await store.saveTable("popularity", "\n", T);
  });
});

describe("kits", () => {
  const fresh = (n: number): string => `keiyaku-${"abcdefgh"[n]}sev.top`;
  const attack = async (count: number, path: string): Promise<void> => {
    for (let n = 0; n < count; n++) {
      registeredAt.set(fresh(n), T - days(1));
      await deliver({ n, link: `https://${fresh(n)}${path}` });
    }
  };
  const kitReasons = async (key: string): Promise<string[]> =>
    ((await find(key)).verdict?.reasons ?? []).filter((r) => r.group === "kit").map((r) => r.id);

  it("a new host that fits a kit of three other fresh hosts gets its evidence, the fourth at its first look", async () => {
    await attack(4, "/jk-amzn/");
    expect(await kitReasons(fresh(2))).toEqual([]);
    expect(await kitReasons(fresh(3))).toEqual(["KIT_ON_THREE_HOSTS"]);
    setNow(T + days(0.1));
    await settle();
    expect(await kitReasons(fresh(0))).toEqual(["KIT_ON_THREE_HOSTS"]);
  });

  it("forged mails that put a clean name into a kit do not list it, and it lends the kit nothing", async () => {
    await attack(4, "/jk-amzn");
    registeredAt.set(CLEAN, T - days(3_000));
    registeredAt.set(YOUNG, T - days(20));
    for (const [n, key] of [CLEAN, YOUNG].entries())
      await deliver({ n: 50 + n, link: `https://${key}/jk-amzn` });
    await settle();
    expect(await kitReasons(CLEAN)).toEqual(["KIT_ON_THREE_HOSTS"]);
    expect(await listedKeys()).toEqual([0, 1, 2, 3].map(fresh));
    const hosts = await store.findCampaignHosts(["kit:amazon:/jk-amzn"], 0);
    expect(hosts.get("kit:amazon:/jk-amzn")).not.toContain(CLEAN);
  });

  it.each(["/wp-login.php", "/products/item-a", "/login/index.html", "/index.php", "/"])(
    "a path that any site may have is no kit: %s",
    async (path) => {
      await attack(5, path);
      expect(await kitReasons(fresh(4))).toEqual([]);
    },
  );

  it("another brand's mail with the same path is another kit, and old hosts make none", async () => {
    await attack(3, "/jk-amzn");
    registeredAt.set("keiyaku-apsev.top", T - days(1));
    await deliver({ n: 90, link: "https://keiyaku-apsev.top/jk-amzn", brand: "apple" });
    expect(await kitReasons("keiyaku-apsev.top")).toEqual([]);
    for (let n = 0; n < 5; n++) {
      registeredAt.set(`old-shop-${n}x.com`, T - days(900));
      await deliver({ n: 100 + n, link: `https://old-shop-${n}x.com/some-kit` });
    }
    expect(await kitReasons("old-shop-4x.com")).toEqual([]);
  });
});

describe("a registrar that lies about the date", () => {
  it.each([
    ["in the future", "keiyaku-lie-a.top", T + days(300)],
    ["before .top existed", "keiyaku-lie-b.top", Date.UTC(1995, 0, 1) / 1000],
  ])("a date %s counts as none: neither fresh nor long-standing", async (_, key, at) => {
    registeredAt.set(key, at);
    await deliver({ link: `https://${key}/jk-amzn` });
    const reasons = (await find(key)).verdict?.reasons.map((r) => r.id) ?? [];
    expect(reasons.filter((id) => /REGISTERED|LONG_STANDING/.test(id))).toEqual([]);
    expect((await find(key)).nextCheckAt).not.toBeNull();
  });

  it("a future date lists no clean name by the strength of its ending", async () => {
    registeredAt.set("tanaka-garden.shop", T + days(30));
    await deliver({ link: "https://tanaka-garden.shop/pay" });
    expect(await listedKeys()).toEqual([]);
  });
});
