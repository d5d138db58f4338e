// Goal: the Store's promises on real D1 with the real migrations, row counts included.
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import type { Indicator } from "../../src/domain/indicator.ts";
import type { MailRecord } from "../../src/domain/mail-record.ts";
import { LEASE_SECONDS } from "../../src/limits.ts";
import type { IndicatorChange, Sighting, Store } from "../../src/ports.ts";
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

/** A mail whose new names get their rows without a look. */
async function arrive(mail: MailRecord, sightings: readonly Sighting[], at: Store = store) {
  const kind = await at.saveMail(mail, sightings);
  const fresh = await at.loadNewNames(mail.id);
  const changes = fresh.map((indicator) => ({ indicator, history: [], listing: null }));
  if (fresh.length > 0) await at.saveFirstLook(mail.id, changes, T);
  return kind;
}

/** A store on the same database that adds up the rows written. */
function countingStore() {
  const written = { rows: 0 };
  const note = <R extends D1Result | D1Result[]>(results: R): R => {
    for (const r of [results].flat()) written.rows += r.meta.rows_written;
    return results;
  };
  const wrap = (statement: D1PreparedStatement): D1PreparedStatement =>
    new Proxy(statement, {
      get: (s, name) => {
        if (name === "bind") return (...values: unknown[]) => wrap(s.bind(...values));
        if (name === "run") return async () => note(await s.run());
        const value = Reflect.get(s, name);
        return typeof value === "function" ? value.bind(s) : value;
      },
    });
  const db = new Proxy(env.DB, {
    get: (d, name) => {
      if (name === "prepare") return (sql: string) => wrap(d.prepare(sql));
      if (name === "batch")
        return async (statements: D1PreparedStatement[]) => note(await d.batch(statements));
      return Reflect.get(d, name).bind(d);
    },
  });
  return { written, store: makeD1Store(db, { now: () => T }) };
}

beforeEach(async () => {
  for (const table of ["mails", "indicators", "history", "listings", "listing_log", "leases", "networks"])
    await env.DB.exec(`DELETE FROM ${table}`);
  await env.DB.exec("DELETE FROM state WHERE name <> 'schema'");
  await env.DB.exec("UPDATE feed_state SET serial = 0, changed_at = 0, entries = 0");
});

describe("saveMail()", () => {
  it("stores the mail and its sightings once, however often it is delivered", async () => {
    expect(await arrive(aMail(), [aSighting()])).toBe("stored");
    expect(await arrive(aMail(), [aSighting()])).toBe("known");
    const found = await store.findIndicators(["fresh-login.example"]);
    expect(found.get("fresh-login.example")).toEqual(anIndicator());
    expect(await store.loadMail(aMail().id)).toEqual(aMail());
  });

  it("counts a second mail and a second reporter, and the same reporter once", async () => {
    const mail = (n: number, reporter: string | null) =>
      arrive(aMail({ id: String(n).repeat(32), reporter, receivedAt: T + n }), [aSighting()]);
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
    for (let n = 0; n < 14; n++) await arrive(aMail({ id: n.toString(16).repeat(32) }), [aSighting()]);
    const found = (await store.findIndicators(["fresh-login.example"])).get("fresh-login.example");
    expect(found?.mailIds).toHaveLength(10);
    expect(found?.mailIds.at(-1)).toBe("d".repeat(32));
    expect(found?.mails).toBe(14);
  });

  it("keeps the context that says more", async () => {
    const save = (id: string, brand: string, contextDb: number) =>
      arrive(aMail({ id }), [aSighting({ context: aContext({ brand }), contextDb })]);
    await save("1", "weak", 1);
    await save("2", "strong", 9);
    await save("3", "weaker", 2);
    expect(
      (await store.findIndicators(["fresh-login.example"])).get("fresh-login.example")?.context?.brand,
    ).toBe("strong");
  });

  it("writes the mail, its mark, each known name, each new name once, and takes the mark away", async () => {
    await arrive(aMail({ id: "first" }), [aSighting({ key: "known.example" })]);
    const { written, store: counting } = countingStore();
    await counting.saveMail(aMail({ id: "second" }), [
      aSighting({ key: "known.example" }),
      aSighting({ key: "settled.example" }),
      aSighting({ key: "stays.example" }),
    ]);
    expect(written.rows).toBe(1 + 1 + 1);
    written.rows = 0;
    const fresh = await counting.loadNewNames("second");
    expect(fresh.map((i) => i.key)).toEqual(["settled.example", "stays.example"]);
    const [settled, stays] = fresh.map((indicator) => ({ indicator, history: [], listing: null }));
    if (!settled || !stays) throw new Error("lost");
    const off = { ...settled, indicator: { ...settled.indicator, nextCheckAt: null } };
    await counting.saveFirstLook("second", [off, stays], T);
    expect(written.rows).toBe(1 + 2 + 1);
  });

  it("brings a name back to the schedule that left it a day ago, and no sooner", async () => {
    const left = (checkedAt: number): IndicatorChange =>
      listed("fresh-login.example", {
        listing: null,
        indicator: anIndicator({ checkedAt, checks: 1, nextCheckAt: null }),
      });
    await arrive(aMail({ id: "1" }), [aSighting()]);
    const next = async () =>
      (await store.findIndicators(["fresh-login.example"])).get("fresh-login.example")?.nextCheckAt;
    await store.saveChanges([left(T - 86_399)], T);
    await arrive(aMail({ id: "2" }), [aSighting()]);
    expect(await next()).toBeNull();
    await store.saveChanges([left(T - 86_400)], T);
    await arrive(aMail({ id: "3" }), [aSighting()]);
    expect(await next()).toBe(T);
  });
});

describe("saveFirstLook()", () => {
  const listing = { serial: 0, listedAt: T, expiresAt: T + 100 };
  const bad = (indicator: Indicator): IndicatorChange => ({
    indicator: { ...indicator, status: "listed", verdict: aVerdict(), listing, checks: 1, checkedAt: T },
    history: [
      { key: indicator.key, at: T, field: "status", before: "watched", after: "listed", who: "m", why: null },
    ],
    listing: { action: "list", why: "listed" },
  });
  const rows = async (table: string) =>
    (await env.DB.prepare(`SELECT count(*) AS n FROM ${table}`).first<number>("n")) ?? 0;

  it("makes the row, lists it and ends the waiting in one batch, once", async () => {
    await store.saveMail(aMail(), [aSighting()]);
    expect((await store.findIndicators(["fresh-login.example"])).size).toBe(0);
    const [fresh] = await store.loadNewNames(aMail().id);
    expect(fresh).toEqual(anIndicator());
    const changes = [bad(fresh as Indicator)];
    await store.saveFirstLook(aMail().id, changes, T);
    await store.saveFirstLook(aMail().id, changes, T + 1);
    expect(await store.loadNewNames(aMail().id)).toEqual([]);
    expect(await store.loadFeedState()).toEqual({ serial: 1, changedAt: T, entries: 1 });
    const found = (await store.findIndicators(["fresh-login.example"])).get("fresh-login.example");
    expect(found).toMatchObject({ mails: 1, status: "listed", listing: { serial: 1 } });
    expect([await rows("history"), await rows("listing_log"), await rows("listings")]).toEqual([1, 1, 1]);
  });

  it("counts the sighting where another mail brought the name meanwhile, and lists it once", async () => {
    await store.saveMail(aMail({ id: "1" }), [aSighting()]);
    await store.saveMail(aMail({ id: "2", reporter: "bbbbbbbbbbbbbbbb" }), [
      aSighting({ context: aContext({ brand: "stronger" }), contextDb: 9 }),
    ]);
    for (const id of ["2", "1"]) await store.saveFirstLook(id, (await store.loadNewNames(id)).map(bad), T);
    const found = (await store.findIndicators(["fresh-login.example"])).get("fresh-login.example");
    expect(found).toMatchObject({ mails: 2, mailIds: ["2", "1"], context: { brand: "stronger" } });
    expect(found?.reporters).toHaveLength(2);
    expect([await rows("listing_log"), await rows("listings")]).toEqual([1, 1]);
    expect((await store.loadFeedState()).entries).toBe(1);
  });

  it("is taken over by claimDue() when it died; coming late it changes nothing", async () => {
    for (const id of ["1", "2"]) await store.saveMail(aMail({ id }), [aSighting()]);
    const late = (await store.loadNewNames("1")).map(bad);
    expect(await store.claimDue(T + LEASE_SECONDS - 1, 10, "one")).toEqual([]);
    const due = await store.claimDue(T + LEASE_SECONDS, 10, "one");
    expect(due).toEqual([anIndicator({ mails: 2, mailIds: ["1", "2"], nextCheckAt: T + LEASE_SECONDS })]);
    await store.saveFirstLook("1", late, T + LEASE_SECONDS);
    expect((await store.findIndicators(["fresh-login.example"])).get("fresh-login.example")).toEqual(due[0]);
    expect(await rows("listings")).toBe(0);
    expect(await store.loadNewNames("2")).toEqual([]);
  });
});

describe("purgeIndicators()", () => {
  const put = (key: string, over: Partial<Indicator>, listing: IndicatorChange["listing"] = null) =>
    store.saveChanges(
      [
        {
          indicator: anIndicator({ key, checks: 1, checkedAt: T, nextCheckAt: null, ...over }),
          history: [],
          listing,
        },
      ],
      T,
    );
  const LATER = T + 1;

  it("walks the table in pieces and drops quiet names with their history, and no others", async () => {
    const keys = [
      "a.example",
      "b.example",
      "cleared.example",
      "due.example",
      "expired.example",
      "listed.example",
    ];
    await arrive(
      aMail(),
      keys.map((key) => aSighting({ key })),
    );
    await env.DB.exec(
      "INSERT INTO history (key, at, field, who) VALUES ('a.example', 1, 'x', 'm'), ('listed.example', 1, 'x', 'm')",
    );
    const on = { status: "listed", listing: { serial: 0, listedAt: T, expiresAt: T + 9 } } as const;
    for (const key of ["a.example", "b.example"]) await put(key, {});
    await env.DB.exec("UPDATE indicators SET person = '{}' WHERE key = 'cleared.example'");
    await put("cleared.example", { status: "cleared" });
    await put("expired.example", on, { action: "list", why: "listed" });
    await put("expired.example", { ...on, status: "cleared" }, { action: "delist", why: "expired" });
    await put("listed.example", on, { action: "list", why: "listed" });
    const { written, store: counting } = countingStore();
    expect(await counting.purgeIndicators(T, 10, T)).toBe(0);
    expect(written.rows).toBe(0);
    expect(await counting.purgeIndicators(LATER, 2, T)).toBe(2);
    // Two names, one line of history, the cursor.
    expect(written.rows).toBe(2 + 1 + 1);
    for (let n = 0; n < 3; n++) await counting.purgeIndicators(LATER, 2, T);
    const left = await env.DB.prepare("SELECT key FROM indicators ORDER BY key").all<{ key: string }>();
    expect(left.results.map((r) => r.key)).toEqual(["cleared.example", "due.example", "listed.example"]);
    expect(await env.DB.prepare("SELECT count(*) AS n FROM history").first("n")).toBe(1);
  });
});

describe("claimDue()", () => {
  it("leases what is due to one run until it is released or its lease ends", async () => {
    await arrive(aMail(), [
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
    await arrive(
      aMail(),
      [30, 10, 20].map((n) => aSighting({ key: `k${n}.example`, nextCheckAt: T - n })),
    );
    expect((await store.claimDue(T, 2, "one")).map((i) => i.key)).toEqual(["k30.example", "k20.example"]);
  });

  it("mixes first looks and later ones two to one, and gives free places to either", async () => {
    const old = Array.from({ length: 6 }, (_, n) => `old${n}.example`);
    const fresh = Array.from({ length: 6 }, (_, n) => `new${n}.example`);
    await arrive(
      aMail(),
      [...old, ...fresh].map((key) => aSighting({ key })),
    );
    const again = (key: string, nextCheckAt: number | null): IndicatorChange =>
      listed(key, { listing: null, indicator: anIndicator({ key, checks: 1, checkedAt: T, nextCheckAt }) });
    await store.saveChanges(
      old.map((key, n) => again(key, T - 1_000 + n)),
      T,
    );
    const claim = async (countMax: number) => {
      const due = await store.claimDue(T, countMax, "one");
      await store.releaseLease("one");
      return due.map((i) => (i.checks === 0 ? "new" : "old")).sort();
    };
    expect(await claim(3)).toEqual(["new", "new", "old"]);
    expect(await claim(6)).toEqual(["new", "new", "new", "new", "old", "old"]);
    expect(await claim(12)).toHaveLength(12);
    await store.saveChanges(
      old.map((key) => again(key, null)),
      T,
    );
    expect(await claim(6)).toEqual(Array(6).fill("new"));
  });

  it("finds what is due by the index alone", async () => {
    const plan = await env.DB.prepare(
      "EXPLAIN QUERY PLAN SELECT key FROM indicators WHERE (checks = 0) = 1 AND next_check_at <= 5 ORDER BY next_check_at LIMIT 3",
    ).all<{ detail: string }>();
    expect(plan.results.map((r) => r.detail).join("\n")).toMatch(/indicators_due/);
    expect(plan.results.map((r) => r.detail).join("\n")).not.toMatch(/SCAN|TEMP B-TREE/);
  });

  it("writes nothing when nothing is due", async () => {
    await store.claimDue(T, 10, "one");
    expect(await env.DB.prepare("SELECT count(*) AS n FROM leases").first("n")).toBe(0);
  });
});

describe("saveChanges()", () => {
  beforeEach(() =>
    arrive(
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
    await arrive(aMail({ id: "2" }), [aSighting({ key: "a.example" })]);
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
    await arrive(
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
    await arrive(aMail(), [aSighting({ nextCheckAt: T - 50 })]);
    await store.saveGateFailure("shrunk", T);
    expect(await store.loadHealth(T)).toMatchObject({
      schemaVersion: 3,
      backlog: 1,
      oldestDueAt: T - 50,
      gateFailure: { at: T, why: "shrunk" },
    });
    await store.saveGateFailure(null, T);
    expect((await store.loadHealth(T)).gateFailure).toBeNull();
  });
});
