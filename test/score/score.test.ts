import { existsSync, readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BRANDS } from "../../src/data/brands.ts";
import { POPULAR_SEED } from "../../src/data/popular-seed.ts";
import { NO_FACTS } from "../../src/domain/evidence.ts";
import { isPublicSuffix } from "../../src/domain/hostname.ts";
import { explainReason } from "../../src/score/explain.ts";
import { RULES, RULES_VERSION } from "../../src/score/rules.ts";
import { bandOf, GROUP_CAP_DB, probabilityOf, type ScoringInput, score } from "../../src/score/score.ts";
import { contextWith, inputOf, NOW, registeredDaysAgo } from "./support.ts";

const PHISHING = contextWith({
  brand: "amazon",
  hasUrgency: true,
  hasCallToAction: true,
  senderMismatch: { displayed: "Amazon", actual: "bmcw.cn" },
});
const TRANCO = new URL("../../../shared/data/popular/tranco-top-10k.csv", import.meta.url);

describe("score: the model mail", () => {
  test("a link under an ordinary name is suspicious by the mail alone, never malicious", () => {
    expect(score(inputOf("tanaka-garden.com", { context: PHISHING })).band).toBe("suspicious");
  });

  test("and malicious once the registration of the day before is known", () => {
    const facts = {
      ...registeredDaysAgo(1),
      network: {
        state: "found" as const,
        source: "asn",
        observedAt: NOW,
        value: [{ ip: "104.21.24.167", asn: 13335, org: "CLOUDFLARENET", country: "US", cdn: "cloudflare" }],
      },
    };
    const verdict = score(inputOf("keiyakuensev.top", { context: PHISHING, facts }));
    expect(verdict.band).toBe("malicious");
    expect(verdict.rulesVersion).toBe(RULES_VERSION);
    const age = verdict.reasons.find((r) => r.group === "age");
    expect(age).toMatchObject({
      id: "REGISTERED_WITHIN_A_DAY",
      source: "rdap",
      observedAt: NOW,
      isWritersText: false,
    });
    expect(age && explainReason(age, "en")).toBe("Registered 1 day before the mail was received.");
    expect(age && explainReason(age, "ja")).toBe("メール受信の1日前に登録されたドメインです。");
  });

  test.each([
    "www.amazon.co.jp",
    "amazon.co.jp",
    "www.jcb.co.jp",
    "www.google.com",
    "ct.sendgrid.net",
    "apps.apple.com",
  ])("the link to %s in the same mail is never bad, even freshly registered", (host) => {
    const facts = registeredDaysAgo(0);
    const verdict = score(
      inputOf(host, {
        context: { ...PHISHING, textMismatch: "evil.top" },
        facts,
        kitHosts: 20,
        reporters: 9,
      }),
    );
    expect(["benign", "unclear"]).toContain(verdict.band);
  });

  test("a list's footer is no part of the claim", () => {
    const verdict = score(
      inputOf("lists.example.net", { context: { ...PHISHING, isFooter: true, hasCallToAction: false } }),
    );
    expect(verdict.band).toBe("unclear");
  });
});

describe("score: age at receipt", () => {
  test.each([
    [0, "REGISTERED_WITHIN_A_DAY"],
    [1, "REGISTERED_WITHIN_A_DAY"],
    [2, "REGISTERED_WITHIN_A_WEEK"],
    [30, "REGISTERED_WITHIN_A_MONTH"],
    [90, "REGISTERED_WITHIN_90_DAYS"],
    [365, "REGISTERED_WITHIN_A_YEAR"],
    [366, undefined],
    [-2, "REGISTERED_WITHIN_A_DAY"],
    [-3, undefined],
  ])("%i days: %s", (days, id) => {
    const verdict = score(inputOf("shop.example.org", { facts: registeredDaysAgo(days) }));
    expect(verdict.reasons.find((r) => r.group === "age")?.id).toBe(id);
  });

  test("unknown, absent and failed dates weigh nothing", () => {
    const absent = { state: "absent" as const, source: "rdap", observedAt: NOW };
    const failed = { state: "failed" as const, source: "rdap", observedAt: NOW, reason: "timeout" as const };
    const base = score(inputOf("shop.example.org")).evidenceDb;
    for (const registration of [absent, failed])
      expect(score(inputOf("shop.example.org", { facts: { ...NO_FACTS, registration } })).evidenceDb).toBe(
        base,
      );
  });

  test("a domain that aged for a year is still suspicious by its mail, not malicious", () => {
    const verdict = score(inputOf("tanaka-garden.com", { context: PHISHING, facts: registeredDaysAgo(400) }));
    expect(verdict.band).toBe("suspicious");
  });
});

describe("score: by the name alone", () => {
  const band = (host: string) => score(inputOf(host, { receivedAt: null, mails: 0, reporters: 0 })).band;

  test("no official domain of any brand is suspicious", () => {
    const bad = BRANDS.flatMap((b) => b.domains).filter(
      (d) => !isPublicSuffix(d) && ["suspicious", "malicious"].includes(band(d)),
    );
    expect(bad).toEqual([]);
  });

  test("no well-known site is suspicious", () => {
    expect(POPULAR_SEED.size).toBeGreaterThan(400);
    expect([...POPULAR_SEED].filter((d) => ["suspicious", "malicious"].includes(band(d)))).toEqual([]);
  });

  test.skipIf(!existsSync(TRANCO))("at most 3 of 10,000 popular names are suspicious, none malicious", () => {
    const names = readFileSync(TRANCO, "utf8")
      .trim()
      .split("\n")
      .map((l) => l.split(",")[1] as string);
    const bands = names.map(band);
    expect(bands.filter((b) => b === "suspicious").length).toBeLessThanOrEqual(3);
    expect(bands.filter((b) => b === "malicious")).toEqual([]);
  });
});

const hosts = fc.constantFrom(
  "evil.top",
  "login.xkqz8.cn",
  "shop.example.org",
  "amazon.co.jp",
  "203.0.113.7",
  "x.pages.dev",
  "amazon-login.top",
  "tanaka-kensetsu.co.jp",
);
const contexts = fc.option(
  fc
    .record({
      brand: fc.constantFrom(null, "amazon", "jcb"),
      hasUrgency: fc.boolean(),
      hasCallToAction: fc.boolean(),
      isHidden: fc.boolean(),
      dmarc: fc.constantFrom("pass" as const, "fail" as const, "unknown" as const),
      relayCountry: fc.constantFrom(null, "HK"),
    })
    .map(contextWith),
);
const inputs: fc.Arbitrary<ScoringInput> = fc
  .record({
    host: hosts,
    context: contexts,
    days: fc.option(fc.integer({ min: -5, max: 9_000 })),
    reporters: fc.nat(9),
    trustedReporters: fc.nat(3),
    kitHosts: fc.nat(20),
    popularityRank: fc.option(fc.integer({ min: 1, max: 10_000 })),
    path: fc.constantFrom(null, "/jp.php", "/login"),
  })
  .map(({ host, days, ...rest }) =>
    inputOf(host, { ...rest, facts: days === null ? NO_FACTS : registeredDaysAgo(days) }),
  );

describe("score: laws", () => {
  test("probability lies within 0..1, follows from the evidence, and no group passes its cap", () => {
    const seen = new Set<string>();
    void fc.assert(
      fc.property(inputs, (input) => {
        const v = score(input);
        seen.add(v.band);
        expect(v.probability).toBeGreaterThan(0);
        expect(v.probability).toBeLessThan(1);
        expect(v.probability).toBe(probabilityOf(v.evidenceDb));
        for (const [group, cap] of Object.entries(GROUP_CAP_DB)) {
          const sum = v.reasons.filter((r) => r.group === group).reduce((s, r) => s + r.db, 0);
          expect(Math.abs(sum)).toBeLessThanOrEqual(cap + 0.5);
        }
      }),
      { numRuns: 300 },
    );
    expect(seen.size).toBe(4);
  });

  test("one more bad sign never lowers the probability", () => {
    const worse: readonly ((i: ScoringInput) => ScoringInput)[] = [
      (i) => ({ ...i, reporters: i.reporters + 1 }),
      (i) => ({ ...i, trustedReporters: i.trustedReporters + 1 }),
      (i) => ({ ...i, kitHosts: i.kitHosts + 4 }),
      (i) => ({ ...i, popularityRank: null }),
      (i) => ({ ...i, facts: registeredDaysAgo(1) }),
      (i) => ({ ...i, facts: registeredDaysAgo(1, { status: ["client hold"] }) }),
      (i) => (i.context === null ? i : { ...i, context: { ...i.context, hasUrgency: true } }),
      (i) => (i.context === null ? i : { ...i, context: { ...i.context, textMismatch: "jcb.co.jp" } }),
      (i) => (i.context === null ? i : { ...i, context: { ...i.context, dmarc: "fail" } }),
      (i) => (i.context === null ? i : { ...i, context: { ...i.context, brand: "amazon" } }),
    ];
    let raised = 0;
    void fc.assert(
      fc.property(inputs, fc.constantFrom(...worse), (input, makeWorse) => {
        const [before, after] = [score(input).probability, score(makeWorse(input)).probability];
        if (after > before) raised += 1;
        expect(after).toBeGreaterThanOrEqual(before - 1e-9);
      }),
      { numRuns: 500 },
    );
    expect(raised).toBeGreaterThan(50);
  });

  test("the order of the reasons has no effect on the band", () => {
    void fc.assert(
      fc.property(inputs, (input) => {
        const v = score(input);
        expect(bandOf(v.probability, [...v.reasons].reverse())).toBe(v.band);
        expect(score({ ...input })).toEqual(v);
      }),
      { numRuns: 100 },
    );
  });
});

describe("rules table", () => {
  test("ids are unique, every rule states its source and says its reason in two languages", () => {
    expect(new Set(RULES.map((r) => r.id)).size).toBe(RULES.length);
    for (const rule of RULES) {
      expect(rule.source.length, rule.id).toBeGreaterThan(20);
      const reason = {
        id: rule.id,
        group: rule.group,
        db: rule.db,
        values: { brand: "jcb", days: 3 },
        source: "x",
        observedAt: null,
        isWritersText: true,
      };
      expect(explainReason(reason, "en"), rule.id).toMatch(/^["A-Z.0-9a-z].*\.$/);
      expect(explainReason(reason, "ja"), rule.id).toMatch(/[。]$/);
    }
  });

  test("a reason of a rule that is gone shows its id", () => {
    expect(
      explainReason(
        {
          id: "OLD_RULE",
          group: "name",
          db: 1,
          values: {},
          source: "x",
          observedAt: null,
          isWritersText: true,
        },
        "en",
      ),
    ).toBe("OLD_RULE");
  });
});
