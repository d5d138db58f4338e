// Goal: a kit is told by a path that unrelated sites do not share, under a false claim, on names that are truly fresh.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { campaignId, campaignsOf, isGenericPath, kitOf, parseCampaignId } from "../../src/domain/campaign.ts";
import { NO_FACTS } from "../../src/domain/evidence.ts";
import { DAY_SECONDS } from "../../src/domain/time.ts";
import { NOW, registeredDaysAgo } from "../score/support.ts";
import { aContext } from "../support/records.ts";

describe("isGenericPath()", () => {
  it.each([
    "/",
    "",
    "/login",
    "/index.html",
    "/ja/login.php",
    "/account/signin/",
    "/wp-login.php",
    "/wp-content/plugins/x/y.php",
    "/products/blue-shirt",
    "/a/",
    "/*",
    "/contact.aspx",
    "/en-us/support",
  ])("%s is generic", (path) => expect(isGenericPath(path)).toBe(true));
  it.each(["/jk", "/jp.php", "/select.rev", "/aeon/ib.php", "/login/smbc-card", "/ap/signin2026"])(
    "%s is not",
    (path) => expect(isGenericPath(path)).toBe(false),
  );
  it("takes a megabyte of slashes in no time", () => {
    expect(isGenericPath("/a".repeat(500_000))).toBe(true);
  });
});

describe("kitOf()", () => {
  const context = aContext({ path: "/jk/" });
  it("is brand and path, without the slash at the end", () => {
    expect(kitOf(context)).toBe("kit:amazon:/jk");
  });
  it.each([
    ["no brand is claimed", { brand: null }],
    ["the link is the brand's own", { isBrandDomain: true }],
    ["the mail is the brand's own", { isBrandSender: true }],
    ["the link stands in a list's footer", { isFooter: true }],
    ["the path is long enough to be one victim's", { path: `/${"x".repeat(130)}` }],
  ])("is none where %s", (_, over) => expect(kitOf({ ...context, ...over })).toBeNull());
});

describe("campaignsOf()", () => {
  const subject = (days: number, over: Partial<Parameters<typeof campaignsOf>[0]> = {}) => ({
    key: "evil.top",
    context: aContext({ path: "/jk", phoneMismatch: "0120-959-684", receivedAt: NOW }),
    facts: registeredDaysAgo(days, { nameservers: ["ns2.a.example", "ns1.a.example"] }),
    lastSeenAt: NOW,
    ...over,
  });
  it("a fresh name belongs by kit, by hour and nameservers, and by phone", () => {
    expect(campaignsOf(subject(1))).toEqual([
      "kit:amazon:/jk",
      "registration:2026-02-10T08:ns1.a.example,ns2.a.example",
      "phone:0120-959-684",
    ]);
  });
  it("an old name, one without a date and one whose date is a lie belong to none", () => {
    expect(campaignsOf(subject(91))).toEqual([]);
    expect(campaignsOf(subject(1, { facts: NO_FACTS }))).toEqual([]);
    expect(campaignsOf(subject(-30))).toEqual([]);
  });
  it("a mail that is dated back makes no old name fresh; one that is vouched for does", () => {
    const receivedAt = NOW - 300 * DAY_SECONDS;
    const context = aContext({ path: "/jk", receivedAt });
    expect(campaignsOf(subject(301, { context }))).toEqual([]);
    expect(campaignsOf(subject(301, { context: { ...context, isDateProven: true } }))).toContain(
      "kit:amazon:/jk",
    );
  });
  it("a registry that gives days only tells no hour", () => {
    const facts = registeredDaysAgo(1, { isDayOnly: true, nameservers: ["ns1.a.example"] });
    expect(campaignsOf(subject(1, { facts })).filter((key) => key.startsWith("registration"))).toEqual([]);
  });
});

describe("parseCampaignId()", () => {
  it("gives back every key that an id was made of", () => {
    let seen = 0;
    fc.assert(
      fc.property(
        fc.constantFrom("kit", "registration", "phone"),
        fc.string({ minLength: 1, maxLength: 100, unit: "grapheme" }),
        (kind, rest) => {
          const key = `${kind}:${rest}`;
          const id = campaignId(key);
          if (id.length > 500) return;
          seen += 1;
          expect(id).toMatch(/^[\w-]+$/);
          expect(parseCampaignId(id)).toBe(key);
        },
      ),
    );
    expect(seen).toBeGreaterThan(50);
  });
  it.each(["", "abc", "????", "AAAA", btoa("other:x"), `${campaignId("kit:a:/b")}=`, "x".repeat(600)])(
    "%j is none",
    (id) => expect(parseCampaignId(id)).toBeNull(),
  );
});
