// Goal: what people decide stands on the real store, whatever the machine does meanwhile; campaigns cost what they may.
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { DAY_SECONDS } from "../../src/domain/time.ts";
import { rescore } from "../../src/recheck/desk.ts";
import { RULES_VERSION } from "../../src/score/rules.ts";
import { makeD1Store } from "../../src/store/d1-store.ts";
import { aVerdict } from "../support/records.ts";
import {
  clock,
  deliver,
  find,
  listedKeys,
  liveThrough,
  order,
  registeredAt,
  setNow,
  settle,
  store,
  T,
  wipe,
} from "./attack-world.ts";

const SCAM = "keiyaku-ensev.top";
const days = (n: number): number => n * DAY_SECONDS;
const scam = (): Promise<string> => {
  registeredAt.set(SCAM, T - days(1));
  return deliver({ link: `https://${SCAM}/jk-amzn` });
};

beforeEach(wipe);

describe("a person's clear", () => {
  it("takes an entry off, keeps it off whatever comes, and stands in the corrections", async () => {
    await scam();
    setNow(T + 60);
    expect(await order(`https://${SCAM}/x`, "clear", "The owner proved it")).toMatchObject({ ok: true });
    expect(await listedKeys()).toEqual([]);
    expect(await find(SCAM)).toMatchObject({ status: "cleared", listing: null, verdict: { band: "benign" } });
    for (let n = 1; n < 4; n++) await deliver({ n, link: `https://${SCAM}/jk-amzn` });
    await liveThrough(4);
    expect(await find(SCAM)).toMatchObject({ status: "cleared", mails: 4 });
    expect((await find(SCAM)).verdict?.reasons[0]).toMatchObject({ id: "PERSON_CLEARED", group: "person" });
    expect(await listedKeys()).toEqual([]);
    expect(await store.listCorrections(10)).toEqual([
      expect.objectContaining({
        key: SCAM,
        by: "person",
        why: "The owner proved it",
        at: T + 60,
        listedAt: T,
      }),
    ]);
    expect(await store.loadHistory([SCAM])).toContainEqual(
      expect.objectContaining({
        field: "status",
        after: "cleared",
        who: "operator",
        why: "The owner proved it",
      }),
    );
  });

  it("is not undone by a check that read the row before", async () => {
    await scam();
    const read = await find(SCAM);
    setNow(T + 60);
    await order(SCAM, "clear", "The owner proved it");
    const late = { ...read, verdict: aVerdict(), status: "listed" as const };
    const entry = {
      key: SCAM,
      at: T + 61,
      field: "status",
      before: "watched",
      after: "listed",
      who: "machine",
      why: "listed",
    };
    await store.saveChanges(
      [{ indicator: late, history: [entry], listing: { action: "list", why: "renewed" } }],
      T + 61,
    );
    expect(await find(SCAM)).toMatchObject({ status: "cleared", listing: null });
    expect(await listedKeys()).toEqual([]);
    expect((await store.loadHistory([SCAM])).filter((h) => h.at === T + 61)).toEqual([]);
  });

  it("holds for a name that nobody has seen yet, and a person may think again", async () => {
    registeredAt.set(SCAM, T - days(1));
    await order(SCAM, "clear", "Known to be honest");
    await deliver({ link: `https://${SCAM}/jk-amzn` });
    await settle();
    expect(await listedKeys()).toEqual([]);
    setNow(T + 60);
    await order(SCAM, "list", "It was sold");
    expect(await listedKeys()).toEqual([SCAM]);
    await liveThrough(1);
    expect(await listedKeys()).toEqual([SCAM]);
  });
});

describe("a person's listing", () => {
  it("needs no mail, passes the gate, and ends like any other", async () => {
    expect(await order("handmade-list.top", "list", "Seen by phone")).toMatchObject({ ok: true });
    expect(await find("handmade-list.top")).toMatchObject({
      status: "listed",
      verdict: { band: "malicious" },
      mails: 0,
    });
    for (const key of ["amazon.co.jp", "co.jp", "pages.dev", "google.com", "sites.google.com"])
      expect(await order(key, "list", "A slip"), key).toMatchObject({ ok: false, error: { reason: "gate" } });
    expect(await order("no name at all", "list", "x")).toEqual({
      ok: false,
      error: { reason: "not_a_name" },
    });
    registeredAt.set(SCAM, T + days(20));
    setNow(T + days(20));
    await deliver({ link: `https://${SCAM}/jk-amzn` });
    await order(SCAM, "list", "So that the feed does not run empty");
    await liveThrough(12);
    expect(await find("handmade-list.top")).toMatchObject({ status: "cleared" });
    expect(await listedKeys()).toEqual([SCAM]);
  });
});

describe("campaigns", () => {
  it("are written once a name and campaign, however often it is looked at", async () => {
    let written = 0;
    const counting = new Proxy(env.DB, {
      get: (db, name) =>
        name === "batch"
          ? async (statements: D1PreparedStatement[]) => {
              const results = await db.batch(statements);
              written += results.reduce((sum, r) => sum + r.meta.rows_written, 0);
              return results;
            }
          : Reflect.get(db, name).bind(db),
    });
    await scam();
    const indicator = { ...(await find(SCAM)), nextCheckAt: null };
    const change = { indicator, history: [], listing: null };
    await makeD1Store(counting, clock).saveChanges([change], T);
    const before = written;
    await env.DB.exec("DELETE FROM campaign_hosts");
    await makeD1Store(counting, clock).saveChanges([change], T);
    // The kit and the registration.
    expect(written - before - before).toBeLessThanOrEqual(2);
    expect(await env.DB.prepare("SELECT count(*) AS n FROM campaign_hosts").first("n")).toBe(2);
  });

  it("name their listed hosts and the published reports of these, no others", async () => {
    const id = await scam();
    registeredAt.set("sakura-cafe.shop", T - days(20));
    await deliver({ n: 1, link: "https://sakura-cafe.shop/jk-amzn" });
    const kit = "kit:amazon:/jk-amzn";
    expect((await store.loadCampaign(kit, 10, T)).hosts.map((h) => [h.key, h.status])).toEqual([
      [SCAM, "listed"],
      ["sakura-cafe.shop", "watched"],
    ]);
    expect((await store.loadCampaign(kit, 10, T)).reports).toEqual([]);
    expect(await store.setMailPublic(id, true)).toBe(true);
    expect((await store.loadCampaign(kit, 10, T)).reports).toEqual([{ id, receivedAt: T }]);
    expect((await store.loadMail(id))?.isPublic).toBe(true);
    await store.setMailPublic(id, false);
    expect((await store.loadCampaign(kit, 10, T)).reports).toEqual([]);
    expect(await store.setMailPublic("0".repeat(32), true)).toBe(false);
  });

  it("are read by range alone", async () => {
    const plan = await env.DB.prepare(
      "EXPLAIN QUERY PLAN SELECT DISTINCT key FROM campaign_hosts WHERE campaign = 'x' AND at > 5 ORDER BY at DESC LIMIT 3",
    ).all<{ detail: string }>();
    expect(plan.results.map((r) => r.detail).join("\n")).toMatch(/SEARCH campaign_hosts USING PRIMARY KEY/);
  });
});

describe("reporters", () => {
  it("are listed as hashes with the operator's mark", async () => {
    await scam();
    await store.trustReporter("bbbbbbbbbbbbbbbb", true, "a friend", T);
    const { reporters, isWhole } = await store.listReporters(10);
    expect(isWhole).toBe(true);
    expect(reporters).toEqual([
      expect.objectContaining({
        hash: expect.stringMatching(/^[0-9a-f]{16}$/),
        isTrusted: false,
      }),
      { hash: "bbbbbbbbbbbbbbbb", indicators: 0, lastSeenAt: null, isTrusted: true, note: "a friend" },
    ]);
    await store.trustReporter("bbbbbbbbbbbbbbbb", false, null, T);
    expect(await store.loadTrustedReporters()).toEqual(new Set());
  });
});

describe("rescore()", () => {
  const never = { isCdnAddress: () => false };
  const run = async (): Promise<Awaited<ReturnType<typeof rescore>>["pairs"]> => {
    const pairs: Awaited<ReturnType<typeof rescore>>["pairs"][number][] = [];
    for (let after: string | null = ""; after !== null; ) {
      const piece = await rescore({ store, never }, after, clock.now());
      pairs.push(...piece.pairs);
      after = piece.next;
    }
    return pairs;
  };

  it("judges every stored verdict of older rules once, in pieces, and leaves the schedule alone", async () => {
    for (let n = 0; n < 45; n++) {
      registeredAt.set(`shop-of-many-${n}.com`, T - days(900));
      await deliver({ n, link: `https://shop-of-many-${n}.com/` });
    }
    await scam();
    expect(await run()).toHaveLength(0);
    const before = await find(SCAM);
    await env.DB.exec(`UPDATE indicators SET verdict = json_set(verdict, '$.rulesVersion', 'old')`);
    const pairs = await run();
    expect(pairs).toHaveLength(46);
    expect(pairs.filter(({ change }) => change.listing !== null)).toEqual([]);
    expect(await find(SCAM)).toEqual(before);
    expect(await run()).toHaveLength(0);
  });

  it("lists what the old rules missed and takes off what they should not have listed", async () => {
    await scam();
    registeredAt.set("tanaka-garden.com", T - days(3_000));
    await deliver({ n: 1, link: "https://tanaka-garden.com/pay" });
    const wrong = await find("tanaka-garden.com");
    const listing = { serial: 0, listedAt: T, expiresAt: T + days(30) };
    await store.saveChanges(
      [
        {
          indicator: { ...wrong, status: "listed", listing, verdict: aVerdict({ rulesVersion: "old" }) },
          history: [],
          listing: { action: "list", why: "listed" },
        },
      ],
      T,
    );
    await env.DB.exec(
      `UPDATE indicators SET status = 'watched', listing_serial = NULL, listed_at = NULL, listing_expires_at = NULL,
              verdict = json_set(verdict, '$.rulesVersion', 'old', '$.band', 'unclear') WHERE key = '${SCAM}'`.replaceAll(
        "\n",
        " ",
      ),
    );
    await env.DB.exec(`DELETE FROM listings WHERE key = '${SCAM}'`);
    setNow(T + 60);
    const changed = (await run()).map(({ change }) => [
      change.indicator.key,
      change.listing?.action,
      change.listing?.why,
    ]);
    expect(changed).toEqual([
      [SCAM, "list", "listed"],
      ["tanaka-garden.com", "delist", "rules_changed"],
    ]);
    expect(await listedKeys()).toEqual([SCAM]);
    expect((await find(SCAM)).verdict?.rulesVersion).toBe(RULES_VERSION);
    expect(await store.listCorrections(5)).toEqual([
      expect.objectContaining({ key: "tanaka-garden.com", by: "machine", why: "rules_changed" }),
    ]);
  });

  it("overwrites neither a person's word nor a newer check", async () => {
    await scam();
    const read = await find(SCAM);
    await order(SCAM, "clear", "The owner proved it");
    await store.saveVerdicts(
      [{ indicator: { ...read, verdict: aVerdict() }, history: [], listing: null }],
      "machine",
      T,
    );
    expect((await find(SCAM)).verdict?.band).toBe("benign");
    await wipe();
    await scam();
    const old = { ...(await find(SCAM)), checkedAt: T - 5, verdict: aVerdict({ rulesVersion: "stale" }) };
    await store.saveVerdicts([{ indicator: old, history: [], listing: null }], "machine", T);
    expect((await find(SCAM)).verdict?.rulesVersion).toBe(RULES_VERSION);
  });
});
