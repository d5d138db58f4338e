// Goal: the Store's promises on real D1 with the real migrations, row counts included.
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { LEASE_SECONDS } from "../../src/limits.ts";
import type { IndicatorChange } from "../../src/ports.ts";
import { makeD1Store } from "../../src/store/d1-store.ts";
import {
  aContext,
  aMail,
  anIndicator,
  aSighting,
  aVerdict,
  MODEL_RECEIVED_AT as T,
} from "../support/records.ts";

const store = makeD1Store(env.DB, { now: () => T });

const listed = (key: string, over: Partial<IndicatorChange> = {}): IndicatorChange => ({
  indicator: anIndicator({
    key,
    status: "listed",
    verdict: aVerdict(),
    listing: { serial: 0, listedAt: T, expiresAt: T + 100 },
    nextCheckAt: null,
    checks: 1,
    checkedAt: T,
  }),
  history: [],
  listing: { action: "list", why: "malicious" },
  ...over,
});

beforeEach(async () => {
  for (const table of ["mails", "indicators", "history", "listings", "listing_log", "leases"])
    await env.DB.exec(`DELETE FROM ${table}`);
  await env.DB.exec("UPDATE feed_state SET serial = 0, changed_at = 0, entries = 0");
});

describe("saveMail()", () => {
  it("stores the mail and its sightings once, however often it is delivered", async () => {
    expect(await store.saveMail(aMail(), [aSighting()])).toBe("stored");
    expect(await store.saveMail(aMail(), [aSighting()])).toBe("known");
    const found = await store.findIndicators(["fresh-login.example"]);
    expect(found.get("fresh-login.example")).toEqual(anIndicator());
    expect(await store.loadMail(aMail().id)).toEqual(aMail());
  });

  it("counts a second mail and a second reporter, and the same reporter once", async () => {
    const mail = (n: number, reporter: string | null) =>
      store.saveMail(aMail({ id: String(n).repeat(32), reporter, receivedAt: T + n }), [aSighting()]);
    await mail(1, "aaaaaaaaaaaaaaaa");
    await mail(2, "bbbbbbbbbbbbbbbb");
    await mail(3, "aaaaaaaaaaaaaaaa");
    await mail(4, null);
    const found = (await store.findIndicators(["fresh-login.example"])).get("fresh-login.example");
    expect(found).toMatchObject({ mails: 4, firstSeenAt: T + 1, lastSeenAt: T + 4 });
    expect(found?.reporters).toEqual(["aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb"]);
    expect(found?.mailIds).toHaveLength(4);
  });

  it("keeps the newest mail ids up to the limit", async () => {
    for (let n = 0; n < 14; n++)
      await store.saveMail(aMail({ id: n.toString(16).repeat(32) }), [aSighting()]);
    const found = (await store.findIndicators(["fresh-login.example"])).get("fresh-login.example");
    expect(found?.mailIds).toHaveLength(10);
    expect(found?.mailIds.at(-1)).toBe("d".repeat(32));
    expect(found?.mails).toBe(14);
  });

  it("keeps the context that says more", async () => {
    const save = (id: string, brand: string, contextDb: number) =>
      store.saveMail(aMail({ id }), [aSighting({ context: aContext({ brand }), contextDb })]);
    await save("1", "weak", 1);
    await save("2", "strong", 9);
    await save("3", "weaker", 2);
    expect(
      (await store.findIndicators(["fresh-login.example"])).get("fresh-login.example")?.context?.brand,
    ).toBe("strong");
  });

  it("writes one row for the mail, two for a new domain and one for a known domain", async () => {
    await store.saveMail(aMail({ id: "first" }), [aSighting({ key: "known.example" })]);
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
    await makeD1Store(counting, { now: () => T }).saveMail(aMail({ id: "second" }), [
      aSighting({ key: "known.example" }),
      aSighting({ key: "new.example" }),
    ]);
    expect(written).toBe(1 + 1 + 2);
  });

  it("brings a name back to the schedule that left it a day ago, and no sooner", async () => {
    const left = (checkedAt: number): IndicatorChange =>
      listed("fresh-login.example", {
        listing: null,
        indicator: anIndicator({ checkedAt, checks: 1, nextCheckAt: null }),
      });
    await store.saveMail(aMail({ id: "1" }), [aSighting()]);
    const next = async () =>
      (await store.findIndicators(["fresh-login.example"])).get("fresh-login.example")?.nextCheckAt;
    await store.saveChanges([left(T - 86_399)], T);
    await store.saveMail(aMail({ id: "2" }), [aSighting()]);
    expect(await next()).toBeNull();
    await store.saveChanges([left(T - 86_400)], T);
    await store.saveMail(aMail({ id: "3" }), [aSighting()]);
    expect(await next()).toBe(T);
  });
});

describe("claimDue()", () => {
  it("leases what is due to one run until it is released or its lease ends", async () => {
    await store.saveMail(aMail(), [
      aSighting({ key: "a.example" }),
      aSighting({ key: "b.example", nextCheckAt: T + 9999 }),
    ]);
    expect((await store.claimDue(T, 10, "one")).map((i) => i.key)).toEqual(["a.example"]);
    expect(await store.claimDue(T + 1, 10, "two")).toEqual([]);
    expect(await store.claimDue(T + LEASE_SECONDS, 10, "three")).toHaveLength(1);
    await store.releaseLease("three");
    expect(await store.claimDue(T + LEASE_SECONDS + 1, 10, "four")).toHaveLength(1);
  });

  it("takes the oldest due first and no more than asked", async () => {
    await store.saveMail(
      aMail(),
      [30, 10, 20].map((n) => aSighting({ key: `k${n}.example`, nextCheckAt: T - n })),
    );
    expect((await store.claimDue(T, 2, "one")).map((i) => i.key)).toEqual(["k30.example", "k20.example"]);
  });

  it("writes nothing when nothing is due", async () => {
    await store.claimDue(T, 10, "one");
    expect(await env.DB.prepare("SELECT count(*) AS n FROM leases").first("n")).toBe(0);
  });
});

describe("saveChanges()", () => {
  beforeEach(() =>
    store.saveMail(
      aMail(),
      ["a.example", "b.example", "c.example"].map((key) => aSighting({ key })),
    ),
  );

  it("lists, counts and hands out growing serials in one batch", async () => {
    await store.saveChanges([listed("a.example"), listed("b.example")], T);
    expect(await store.loadFeedState()).toEqual({ serial: 2, changedAt: T, entries: 2 });
    const found = await store.findIndicators(["a.example", "b.example"]);
    expect([...found.values()].map((i) => i.listing?.serial)).toEqual([1, 2]);
    expect((await store.listNewest(5)).map((l) => [l.key, l.serial])).toEqual(
      expect.arrayContaining([
        ["a.example", 1],
        ["b.example", 2],
      ]),
    );
  });

  it("delists with a tombstone and never reuses a serial", async () => {
    await store.saveChanges([listed("a.example")], T);
    await store.saveChanges([listed("a.example", { listing: { action: "delist", why: "expired" } })], T + 1);
    await store.saveChanges([listed("b.example")], T + 2);
    expect(await store.loadFeedState()).toEqual({ serial: 3, changedAt: T + 2, entries: 1 });
    const log = await env.DB.prepare("SELECT serial, key, action FROM listing_log ORDER BY serial").all();
    expect(log.results).toEqual([
      { serial: 1, key: "a.example", action: "list" },
      { serial: 2, key: "a.example", action: "delist" },
      { serial: 3, key: "b.example", action: "list" },
    ]);
  });

  it("counts an entry once when it is listed again, and none when an unlisted one is delisted", async () => {
    await store.saveChanges([listed("a.example")], T);
    await store.saveChanges([listed("a.example")], T + 1);
    await store.saveChanges([listed("c.example", { listing: { action: "delist", why: "expired" } })], T + 2);
    expect(await store.loadFeedState()).toMatchObject({ entries: 1, serial: 3 });
  });

  it("keeps history in order of time and leaves the sightings' counters alone", async () => {
    const history = [
      { key: "a.example", at: T, field: "life", before: null, after: "held", who: "machine", why: null },
    ];
    await store.saveMail(aMail({ id: "2" }), [aSighting({ key: "a.example" })]);
    await store.saveChanges([listed("a.example", { history, listing: null })], T);
    expect(await store.loadHistory(["a.example", "b.example"])).toEqual(history);
    expect((await store.findIndicators(["a.example"])).get("a.example")?.mails).toBe(2);
  });
});

describe("streamFeed()", () => {
  const format = {
    name: "t",
    contentType: "text/plain",
    about: "",
    scopes: ["registrable" as const],
    head: () => "",
    lineSql: "key",
    separator: "\n",
    tail: () => "",
  };

  it("gives the listed entries in key order, only of the scopes of the format", async () => {
    const keys = ["c.example", "a.example", "b.example"];
    await store.saveMail(
      aMail(),
      keys.map((key) => aSighting({ key })),
    );
    const host = { ...listed("b.example") };
    await store.saveChanges(
      [
        listed("c.example"),
        listed("a.example"),
        { ...host, indicator: { ...host.indicator, scope: "host" } },
      ],
      T,
    );
    expect(await new Response(store.streamFeed(format)).text()).toBe("a.example\nc.example");
  });

  it("gives an empty text when nothing is listed", async () => {
    expect(await new Response(store.streamFeed(format)).text()).toBe("");
  });
});

describe("findPopularity()", () => {
  it("reads ranks out of the stored text, whole names only", async () => {
    await store.saveTable("popularity", "\ngoogle.com 1\na.example 20\nxa.example 30\n", T);
    const found = await store.findPopularity(["a.example", "google.com", "example", "b.example"]);
    expect([...found].sort()).toEqual([
      ["a.example", 20],
      ["google.com", 1],
    ]);
    expect((await store.loadTableAges()).get("popularity")).toBe(T);
  });
});

describe("loadHealth()", () => {
  it("tells the schema version, the backlog and the gate's last refusal", async () => {
    await store.saveMail(aMail(), [aSighting({ nextCheckAt: T - 50 })]);
    await store.saveGateFailure("shrunk", T);
    expect(await store.loadHealth(T)).toMatchObject({
      schemaVersion: 1,
      backlog: 1,
      oldestDueAt: T - 50,
      gateFailure: { at: T, why: "shrunk" },
    });
    await store.saveGateFailure(null, T);
    expect((await store.loadHealth(T)).gateFailure).toBeNull();
  });
});
