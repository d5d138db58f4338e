// Goal: a date that cannot be true is no date, and a stranger's mail cannot choose the day on which a name was young.
import { describe, expect, it } from "vitest";
import { NO_FACTS } from "../../src/domain/evidence.ts";
import { believedDate, provenReceivedAt } from "../../src/domain/registration-date.ts";
import { DAY_SECONDS } from "../../src/domain/time.ts";
import { NOW, registeredDaysAgo } from "../score/support.ts";
import { aContext } from "../support/records.ts";

const registered = (day: string) => registeredDaysAgo(0, { registeredAt: Date.parse(day) / 1000 });

describe("believedDate()", () => {
  it.each([
    ["evil.com", "1985-03-15", true],
    ["evil.com", "1984-12-31", false],
    ["evil.top", "1995-01-01", false],
    ["evil.top", "2014-11-18", true],
    ["evil.info", "2000-06-01", false],
    ["evil.jp", "1986-08-05", true],
    ["xn--r8jz45g.xn--wgbl6a", "2009-01-01", false],
    ["https://evil.shop/a?b", "2001-01-01", false],
    ["evil.com", "2031-01-01", false],
  ])("%s %s: %s", (key, day, isBelieved) => {
    expect(believedDate(key, registered(day), NOW)).toBe(isBelieved ? Date.parse(day) / 1000 : null);
  });
  it("a registry's midnight of tomorrow is believed, and no date is none", () => {
    expect(believedDate("evil.com", registeredDaysAgo(-1), NOW)).not.toBeNull();
    expect(believedDate("evil.com", NO_FACTS, NOW)).toBeNull();
  });
});

describe("provenReceivedAt()", () => {
  const seen = (days: number, isDateProven = false) =>
    provenReceivedAt({
      context: aContext({ receivedAt: NOW - days * DAY_SECONDS, ...(isDateProven && { isDateProven }) }),
      lastSeenAt: NOW,
    });
  it("believes a stranger's mail for a week back, and one that is vouched for wholly", () => {
    expect(seen(6)).toBe(NOW - 6 * DAY_SECONDS);
    expect(seen(300)).toBe(NOW - 7 * DAY_SECONDS);
    expect(seen(300, true)).toBe(NOW - 300 * DAY_SECONDS);
    expect(provenReceivedAt({ context: null, lastSeenAt: NOW })).toBe(NOW);
  });
});
