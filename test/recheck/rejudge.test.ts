// Goal: what follows from stored evidence under other rules, and from a person's word; and that every listing ends.
import { describe, expect, it } from "vitest";
import { DAY_SECONDS } from "../../src/domain/time.ts";
import { makeNeverList } from "../../src/publish/never-list.ts";
import { judge, type World } from "../../src/recheck/judge.ts";
import { decideByPerson, rejudge } from "../../src/recheck/rejudge.ts";
import { registeredDaysAgo } from "../score/support.ts";
import { aContext, anIndicator, aVerdict, MODEL_RECEIVED_AT as T } from "../support/records.ts";

const never = makeNeverList({ popular: new Set(), isCdnAddress: () => false });
const WORLD: World = { never, popularityRank: null, relayCountry: null, kitHosts: 0, trustedReporters: 0 };
const key = "keiyaku-ensev.top";
const name = { key, host: key, domain: key, facts: registeredDaysAgo(1), checks: 3, checkedAt: T };
const listing = { serial: 7, listedAt: T, expiresAt: T + 30 * DAY_SECONDS };
const listed = anIndicator({ ...name, status: "listed", listing, verdict: aVerdict() });

describe("rejudge()", () => {
  it("counts no check and moves no date", () => {
    const { indicator } = rejudge(listed, WORLD, T + 60);
    expect(indicator).toMatchObject({ checks: 3, checkedAt: T, nextCheckAt: listed.nextCheckAt, listing });
  });

  it("a scam that was seen again weeks later stays: it was young when it bit", () => {
    const again = { ...listed, lastSeenAt: T + 25 * DAY_SECONDS };
    const { listing: change } = rejudge(again, WORLD, T + 26 * DAY_SECONDS);
    expect(change?.action).not.toBe("delist");
  });

  it("nothing expires here", () => {
    expect(rejudge(listed, WORLD, T + 40 * DAY_SECONDS)).toMatchObject({
      listing: null,
      indicator: { status: "listed" },
    });
  });

  it("what the rules of today would never have listed comes off, unless a person listed it", () => {
    const innocent = {
      ...listed,
      facts: registeredDaysAgo(3_000),
      key: "tanaka-garden.com",
      host: "tanaka-garden.com",
      domain: "tanaka-garden.com",
    };
    expect(rejudge(innocent, WORLD, T).listing).toEqual({ action: "delist", why: "rules_changed" });
    const person = { action: "list" as const, at: T, who: "operator", why: "seen" };
    expect(rejudge({ ...innocent, person }, WORLD, T).listing?.action).not.toBe("delist");
  });

  it("a kit whose hosts are forgotten since is still evidence", () => {
    const reason = {
      id: "KIT_ON_THREE_HOSTS",
      group: "kit" as const,
      db: 8,
      values: { hosts: 4 },
      source: "sightings",
      observedAt: null,
      isWritersText: true,
    };
    const known = { ...listed, verdict: aVerdict({ reasons: [reason] }) };
    expect(rejudge(known, WORLD, T).indicator.verdict?.reasons.map((r) => r.id)).toContain(
      "KIT_ON_THREE_HOSTS",
    );
    expect(rejudge(listed, WORLD, T).indicator.verdict?.reasons.map((r) => r.id)).not.toContain(
      "KIT_ON_THREE_HOSTS",
    );
  });
});

describe("decideByPerson()", () => {
  const said = (action: "list" | "clear") => ({ action, at: T + 5, who: "aki", why: "The owner proved it" });

  it("a clear leaves no dates, writes a tombstone only for what was listed, and is history", () => {
    const change = decideByPerson(listed, said("clear"), WORLD);
    if (!change.ok) throw new Error(change.error);
    expect(change.value.indicator).toMatchObject({
      status: "cleared",
      listing: null,
      verdict: { band: "benign" },
    });
    expect(change.value.listing).toEqual({ action: "delist", why: "cleared_by_person" });
    expect(change.value.history).toContainEqual({
      key,
      at: T + 5,
      field: "status",
      before: "listed",
      after: "cleared",
      who: "aki",
      why: "The owner proved it",
    });
    const watched = decideByPerson(anIndicator(name), said("clear"), WORLD);
    expect(watched.ok && watched.value.listing).toBeNull();
  });

  it("the gate is above a person", () => {
    const official = anIndicator({ key: "amazon.co.jp", host: "amazon.co.jp", domain: "amazon.co.jp" });
    expect(decideByPerson(official, said("list"), WORLD)).toEqual({ ok: false, error: "official_brand" });
  });
});

describe("judge()", () => {
  it("a listing that outlives the plan is looked at when it ends", () => {
    const old = anIndicator({
      ...listed,
      context: aContext(),
      firstSeenAt: T - 60 * DAY_SECONDS,
      lastSeenAt: T,
    });
    const { indicator } = judge(old, old.facts, WORLD, T + DAY_SECONDS);
    expect(indicator.status).toBe("listed");
    expect(indicator.nextCheckAt).toBe(T + 30 * DAY_SECONDS);
  });
});
