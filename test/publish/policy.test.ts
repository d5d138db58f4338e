import { describe, expect, test } from "vitest";
import { type Facts, NO_FACTS } from "../../src/domain/evidence.ts";
import type { Indicator, LinkContext } from "../../src/domain/indicator.ts";
import { DAY_SECONDS } from "../../src/domain/time.ts";
import { mayList } from "../../src/publish/gate.ts";
import { makeNeverList } from "../../src/publish/never-list.ts";
import { decideListing } from "../../src/publish/policy.ts";
import { score } from "../../src/score/score.ts";
import { contextWith, inputOf, NOW, registeredDaysAgo } from "../score/support.ts";

/** All that a forger can bring about: the claim, the pressure, a failed authentication, the foreign relay. */
const FORGED = contextWith({
  brand: "amazon",
  hasUrgency: true,
  hasCallToAction: true,
  textMismatch: "amazon.co.jp",
  senderMismatch: { displayed: "Amazon", actual: "bmcw.cn" },
  dmarc: "fail",
  relayCountry: "HK",
  path: "/jp.php",
});

interface Case {
  readonly host: string;
  readonly facts?: Facts;
  readonly context?: LinkContext | null;
  readonly mails?: number;
  readonly reporters?: number;
  readonly trustedReporters?: number;
  readonly kitHosts?: number;
  readonly indicator?: Partial<Indicator>;
}

function judge({ host, facts = NO_FACTS, context = FORGED, indicator = {}, ...counts }: Case) {
  const input = inputOf(host, { facts, context, path: context?.path ?? null, ...counts });
  const verdict = score(input);
  const subject: Indicator = {
    key: input.key,
    scope: input.scope,
    host,
    domain: input.domain,
    firstSeenAt: NOW,
    lastSeenAt: NOW,
    mails: input.mails,
    reporters: [],
    mailIds: [],
    context,
    facts,
    verdict,
    status: "watched",
    listing: null,
    checks: 1,
    checkedAt: NOW,
    nextCheckAt: null,
    ...indicator,
  };
  return { verdict, subject, decision: decideListing(subject, verdict, NOW) };
}

const listing = (expiresAt: number) => ({ serial: 1, listedAt: NOW - 10 * DAY_SECONDS, expiresAt });

describe("decideListing: attacks", () => {
  test("10,000 forged mails that name a clean small-business domain do not list it", () => {
    const flood = { mails: 10_000, reporters: 16, kitHosts: 50 };
    for (const facts of [NO_FACTS, registeredDaysAgo(3_000), registeredDaysAgo(800)]) {
      const { decision } = judge({ host: "tanaka-garden.com", facts, ...flood });
      expect(decision.action).toBe("keep");
    }
  });

  test("nor by a made-up subdomain and kit path on it", () => {
    for (const facts of [NO_FACTS, registeredDaysAgo(3_000)]) {
      const host = "amazon.co.jp.login-a8f3k2.tanaka-garden.com";
      expect(judge({ host, facts, mails: 10_000, reporters: 16, kitHosts: 50 }).decision.action).toBe("keep");
    }
  });

  test("nor where the clean domain has an odd name under an abused ending", () => {
    const { decision } = judge({
      host: "xkqz8.top",
      facts: registeredDaysAgo(2_000),
      mails: 10_000,
      reporters: 16,
    });
    expect(decision).toEqual({ action: "keep", why: "name_only_on_old_domain" });
  });

  test("an odd name waits for its registration date while somebody may still tell it", () => {
    const failed = { state: "failed", reason: "timeout", source: "whois", observedAt: NOW } as const;
    const nowhere = { ...failed, reason: "no_source" } as const;
    const absent = { state: "absent", source: "whois", observedAt: NOW } as const;
    const host = "amazon-login-xkqz8.top";
    const open = [NO_FACTS, { ...NO_FACTS, registration: nowhere, whois: failed }];
    for (const facts of open)
      expect(judge({ host, facts }).decision).toEqual({ action: "keep", why: "date_unknown" });
    const closed = { ...NO_FACTS, registration: nowhere, whois: absent };
    expect(judge({ host, facts: closed }).decision.action).toBe("list");
  });

  test("a hijacked reporter alone, and several trusted ones, do not list without an outside fact", () => {
    for (const reporters of [1, 5])
      expect(
        judge({ host: "tanaka-garden.com", reporters, trustedReporters: reporters }).decision.action,
      ).toBe("keep");
  });

  test("a domain that aged for a year before its attack is watched, not listed", () => {
    const { verdict, decision } = judge({ host: "keiyakuensev.top", facts: registeredDaysAgo(400) });
    expect(["suspicious", "malicious"]).toContain(verdict.band);
    expect(decision.action).toBe("keep");
  });

  test("a registrar that dates the registration after the mail gives no age", () => {
    const { verdict } = judge({ host: "keiyakuensev.com", facts: registeredDaysAgo(-30) });
    expect(verdict.reasons.some((r) => r.group === "age")).toBe(false);
  });

  test("an open redirect on a popular site lists neither the site nor its domain", () => {
    const never = makeNeverList({ popular: new Set(["busy-portal.com"]), isCdnAddress: () => false });
    const { subject, verdict } = judge({ host: "www.busy-portal.com", facts: registeredDaysAgo(1) });
    expect(mayList({ indicator: subject, verdict }, never)).toEqual({ ok: false, why: "popular" });
  });
});

describe("decideListing: life of a listing", () => {
  test("the model's domain, one day old, is listed", () => {
    const { decision } = judge({ host: "keiyakuensev.top", facts: registeredDaysAgo(1) });
    expect(decision).toEqual({ action: "list", why: "listed" });
  });

  test("by its age alone, without a mail, it is not", () => {
    const { decision } = judge({ host: "tanaka-garden.com", facts: registeredDaysAgo(1), context: null });
    expect(decision).toEqual({ action: "keep", why: "not_malicious" });
  });

  test("it ends thirty days after the last sighting", () => {
    const old = { status: "listed" as const, lastSeenAt: NOW - 30 * DAY_SECONDS, listing: listing(NOW) };
    expect(judge({ host: "keiyakuensev.top", indicator: old }).decision).toEqual({
      action: "delist",
      why: "expired",
    });
  });

  test("a new sighting renews it; none keeps it", () => {
    const host = "keiyakuensev.top";
    const renewed = { status: "listed" as const, listing: listing(NOW + 20 * DAY_SECONDS) };
    expect(judge({ host, indicator: renewed }).decision).toEqual({ action: "list", why: "renewed" });
    const same = { status: "listed" as const, listing: listing(NOW + 30 * DAY_SECONDS) };
    expect(judge({ host, indicator: same }).decision).toEqual({ action: "keep", why: "still_listed" });
  });

  test("missing data never clears a listing", () => {
    const listed = { status: "listed" as const, listing: listing(NOW + 30 * DAY_SECONDS) };
    const { decision } = judge({ host: "keiyakuensev.top", context: null, indicator: listed });
    expect(decision.action).toBe("keep");
  });

  test("an official domain that got listed comes off", () => {
    const listed = { status: "listed" as const, listing: listing(NOW + 30 * DAY_SECONDS) };
    expect(judge({ host: "amazon.co.jp", indicator: listed }).decision).toEqual({
      action: "delist",
      why: "benign",
    });
  });

  test("what a person cleared stays cleared, what merely expired comes back when seen again", () => {
    const facts = registeredDaysAgo(1);
    const person = { action: "clear" as const, at: NOW, who: "operator", why: "Owner proved it" };
    const cleared = { status: "cleared" as const, listing: null, person };
    expect(judge({ host: "keiyakuensev.top", facts, indicator: cleared }).decision.why).toBe(
      "cleared_by_person",
    );
    const expired = { status: "cleared" as const, listing: listing(NOW - 5 * DAY_SECONDS) };
    expect(judge({ host: "keiyakuensev.top", facts, indicator: expired }).decision.action).toBe("list");
  });
});

describe("decideListing: a young name", () => {
  const decide = (host: string, days: number, indicator: Partial<Indicator> = {}) =>
    judge({ host, facts: registeredDaysAgo(days), mails: 10_000, reporters: 16, kitHosts: 50, indicator })
      .decision;

  test.each([
    "tanaka-garden.com",
    "sakura-cafe.shop",
    "studio88.online",
    "mori-dental.clinic",
    "kobo2024.top",
  ])("%s is not listed by forged mails from its second week on", (host) => {
    for (const days of [8, 20, 89, 300])
      expect(decide(host, days)).toEqual({ action: "keep", why: "young_only" });
    expect(decide(host, 400).action).toBe("keep");
  });

  test("within a week youth is enough, and later what the owner chose or his registry did", () => {
    expect(decide("keiyakuensev.top", 7).action).toBe("list");
    expect(decide("amazon-login.shop", 20).action).toBe("list");
    const held = { ...registeredDaysAgo(20, { status: ["client hold"] }) };
    expect(judge({ host: "tanaka-garden.com", facts: held }).decision.action).toBe("list");
  });

  test("a stranger's mail that is dated back does not make it younger", () => {
    const context = { ...FORGED, receivedAt: NOW - 19 * DAY_SECONDS };
    const back = (over: Partial<LinkContext>) =>
      judge({ host: "tanaka-garden.com", facts: registeredDaysAgo(20), context: { ...context, ...over } })
        .decision;
    expect(back({}).why).toBe("young_only");
    expect(back({ isDateProven: true }).action).toBe("list");
  });
});

describe("decideListing: a person", () => {
  const person = (action: "list" | "clear", at = NOW) => ({
    action,
    at,
    who: "operator",
    why: "seen by hand",
  });

  test("takes off what the machine would list, and lists what it would not", () => {
    const facts = registeredDaysAgo(1);
    const listed = {
      status: "listed" as const,
      listing: listing(NOW + 30 * DAY_SECONDS),
      person: person("clear"),
    };
    expect(judge({ host: "keiyakuensev.top", facts, indicator: listed }).decision).toEqual({
      action: "delist",
      why: "cleared_by_person",
    });
    const told = { person: person("list") };
    expect(judge({ host: "tanaka-garden.com", context: null, indicator: told }).decision).toEqual({
      action: "list",
      why: "listed_by_person",
    });
  });

  test("his listing ends thirty days after he spoke or after the last sighting", () => {
    const ended = (at: number) => ({ person: person("list", at), lastSeenAt: NOW - 90 * DAY_SECONDS });
    expect(judge({ host: "a-b.com", indicator: ended(NOW - 31 * DAY_SECONDS) }).decision.why).toBe(
      "not_seen_again",
    );
    expect(judge({ host: "a-b.com", indicator: ended(NOW - 5 * DAY_SECONDS) }).decision.action).toBe("list");
  });
});
