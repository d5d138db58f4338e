// The simulation itself: mails come in, minutes pass, the real flow does its work.
import { makeNodeSources } from "../../src/cli/node-sources.ts";
import type { LinkContext } from "../../src/domain/indicator.ts";
import type { MailRecord } from "../../src/domain/mail-record.ts";
import { DAY_SECONDS, MINUTE_SECONDS } from "../../src/domain/time.ts";
import {
  INDICATOR_RETENTION_DAYS,
  LEASE_SECONDS,
  MAIL_RETENTION_DAYS,
  PLAN_LIMITS,
} from "../../src/limits.ts";
import type { Sighting, Store } from "../../src/ports.ts";
import { makeCdnTables } from "../../src/recheck/cdn.ts";
import { type RunDeps, runDue, runFirstLook } from "../../src/recheck/run.ts";
import { makeRequestBudget, makeRequestGate } from "../../src/recheck/sources/request-gate.ts";
import { loadPauses, makeServiceGuard, savePauses } from "../../src/recheck/sources/service-guard.ts";
import { makeD1Store } from "../../src/store/d1-store.ts";
import { chance, fateOf, makeWorld } from "./world.ts";

export interface Plan {
  readonly domains: number;
  /** Over which the mails come in; their names are followed to their end. */
  readonly days: number;
  /** Nothing fails. */
  readonly isCalm: boolean;
  /** Called when the known names are in place and the counted work begins. */
  readonly onReady?: () => void;
}

const START = 1_770_768_000; // 2026-02-11
const NEW_PER_MAIL = 3;
const KNOWN_PER_MAIL = 4;
const PURGE_PIECE = 5_000;
/** The plan of rechecks has 30 days; what failed at its end is tried again for a while. */
const FOLLOWED_DAYS = 60;

/** Names that every mail shows besides its new ones: the brand, trackers, other mails' names. */
const KNOWN = Array.from({ length: KNOWN_PER_MAIL }, (_, n) => `known-${n}.example`);

export async function simulate(db: D1Database, plan: Plan) {
  let now = START;
  const store = makeD1Store(db, { now: () => now });
  const world = makeWorld(() => now, START, plan.isCalm);
  const cdns = makeCdnTables();
  const bootstrap = new Map(
    ["top", "com", "xyz", "shop"].map((tld) => [tld, `https://rdap.${tld}.registry/`]),
  );
  const budgets = { first: 0, later: 0, max: 0 };
  const late: number[] = [];
  const looks = { first: 0, later: 0, ticks: 0 };

  async function prepare(): Promise<{ run: RunDeps; used: () => number }> {
    const { externalRequestsMax, domainsPerTickMax } = PLAN_LIMITS.free;
    const budget = makeRequestBudget(externalRequestsMax);
    const guard = makeServiceGuard(await loadPauses(store));
    const at = now;
    const sources = makeNodeSources({
      dohUrls: ["https://one.resolver/dns-query", "https://two.resolver/dns-query"],
      loadBootstrap: () => bootstrap,
      whoisOverride: null,
      cdns,
      cache: {
        get: async (network) => (await store.findNetworkOwner(network, at)) ?? undefined,
        set: (network, owner) => store.saveNetworkOwner(network, owner, at),
      },
      gate: makeRequestGate(budget),
      guard,
      timeoutMsMax: 60_000,
      fetch: world.fetch,
      exchange: world.exchange,
    });
    const run = {
      store,
      sources,
      never: { isCdnAddress: (ip: string) => cdns.ranges.find(ip) !== null },
      log: { info: () => undefined, error: () => undefined },
      domainsMax: domainsPerTickMax,
      endRun: () => savePauses(store, guard, at),
    };
    return { run, used: () => budget.used };
  }

  async function deliver(n: number): Promise<void> {
    const names = Array.from({ length: NEW_PER_MAIL }, (_, i) => n * NEW_PER_MAIL + i)
      .filter((name) => name < plan.domains)
      .map((name) => fateOf(name, now));
    for (const fate of names) world.add(fate);
    const sightings = [
      ...names.map(({ domain, host, isFresh }) => sightingOf(domain, host, now, isFresh)),
      ...KNOWN.map((key) => ({ ...sightingOf(key, key, now, false), nextCheckAt: null })),
    ];
    const mail = mailOf(
      n,
      now,
      sightings.map(({ key }) => key),
    );
    await store.saveMail(mail, sightings);
    const { run, used } = await prepare();
    looks.first += (await runFirstLook(run, mail, now)) && names.length;
    budgets.first += used();
    budgets.max = Math.max(budgets.max, used());
  }

  async function tick(): Promise<void> {
    const { run, used } = await prepare();
    const claimDue: RunDeps["store"]["claimDue"] = async (...given) => {
      const due = await store.claimDue(...given);
      for (const { nextCheckAt } of due) late.push(now - (nextCheckAt ?? now));
      return due;
    };
    const done = await runDue({ ...run, store: { ...store, claimDue } }, now, `tick ${now}`);
    looks.later += done;
    looks.ticks += done > 0 ? 1 : 0;
    budgets.later += used();
    budgets.max = Math.max(budgets.max, used());
  }

  async function purge(): Promise<void> {
    await store.purgeMails(now, PURGE_PIECE);
    await store.purgeIndicators(now - INDICATOR_RETENTION_DAYS * DAY_SECONDS, PURGE_PIECE, now);
  }

  /** The next minute at which the cron has something to do; `null`: never again. */
  async function nextBusyAt(): Promise<number | null> {
    const row = await db
      .prepare(
        `SELECT min(at) AS at FROM (
           SELECT min(next_check_at) AS at FROM indicators WHERE (checks = 0) = 0 AND next_check_at > 0
           UNION ALL SELECT min(next_check_at) FROM indicators WHERE (checks = 0) = 1 AND next_check_at > 0
           UNION ALL SELECT min(look_until) FROM mails WHERE look_until > 0)`,
      )
      .first<{ at: number | null }>();
    const at = row?.at ?? null;
    return at === null
      ? null
      : Math.max(Math.ceil(at / MINUTE_SECONDS) * MINUTE_SECONDS, now + MINUTE_SECONDS);
  }

  const mails = Math.ceil(plan.domains / NEW_PER_MAIL);
  const arrivals = Array.from({ length: mails }, (_, n) =>
    Math.floor(START + chance("mail", n) * plan.days * DAY_SECONDS),
  ).sort((a, b) => a - b);
  await seedKnown(store, START - DAY_SECONDS);
  // With a person's word they outlive the simulation: only its own names are counted.
  await db.prepare("UPDATE indicators SET person = '{}'").run();
  // The feed has other entries too: the gate lets none become empty or halve within a day.
  await db.prepare("UPDATE feed_state SET entries = 500").run();
  plan.onReady?.();
  for (let n = 0; ; ) {
    const busyAt = await nextBusyAt();
    const arrival = arrivals[n];
    if (arrival === undefined && busyAt === null) break;
    if (now > START + (plan.days + FOLLOWED_DAYS) * DAY_SECONDS)
      throw new Error("Names stay on the schedule beyond the end of their plan");
    // Cron minutes are whole; the clock never goes back.
    if (busyAt !== null && (arrival === undefined || busyAt <= arrival)) {
      now = busyAt;
      await tick();
    } else if (arrival !== undefined) {
      now = Math.max(now, arrival);
      await deliver(n);
      n += 1;
    }
  }
  const end = await countRows(db);
  now = START + (plan.days + MAIL_RETENTION_DAYS + INDICATOR_RETENTION_DAYS) * DAY_SECONDS;
  for (let n = 0; n < 4 + (plan.domains / PURGE_PIECE) * 2; n += 1) await purge();
  const left = await countRows(db);
  late.sort((a, b) => a - b);
  return {
    mails,
    names: plan.domains,
    firstLooks: looks.first,
    laterLooks: looks.later,
    ticks: looks.ticks,
    requestsFirst: budgets.first / looks.first,
    requestsLater: budgets.later / looks.later,
    requestsMax: budgets.max,
    lateness: (share: number) => late[Math.min(late.length - 1, Math.floor(late.length * share))] ?? 0,
    unseen: end.unseen,
    left: left.names,
    waiting: end.waiting,
  };
}

async function countRows(db: D1Database) {
  const count = async (sql: string) => (await db.prepare(sql).first<{ n: number }>())?.n ?? 0;
  return {
    names: await count("SELECT count(*) AS n FROM indicators WHERE key NOT LIKE 'known-%'"),
    unseen: await count("SELECT count(*) AS n FROM indicators WHERE checks = 0 AND key NOT LIKE 'known-%'"),
    waiting: await count("SELECT count(*) AS n FROM mails WHERE look_until IS NOT NULL"),
  };
}

async function seedKnown(store: Store, at: number): Promise<void> {
  const mail = { ...mailOf(-1, at, KNOWN), expiresAt: at + 3_650 * DAY_SECONDS };
  await store.saveMail(
    mail,
    KNOWN.map((key) => ({ ...sightingOf(key, key, at, false), nextCheckAt: null })),
  );
  const fresh = await store.loadNewNames(mail.id);
  await store.saveFirstLook(
    mail.id,
    fresh.map((indicator) => ({
      indicator: { ...indicator, nextCheckAt: null },
      history: [],
      listing: null,
    })),
    at,
  );
}

function mailOf(n: number, at: number, keys: readonly string[]): MailRecord {
  return {
    id: `mail-${n}`,
    receivedAt: at,
    expiresAt: at + MAIL_RETENTION_DAYS * DAY_SECONDS,
    door: "email",
    reporter: `reporter-${Math.abs(n) % 9}`,
    isPublic: false,
    forwarded: "attachment",
    lost: [],
    extraction: null,
    error: null,
    claim: { brand: "amazon", saidIn: ["subject"] },
    pressure: { urgency: [], callToAction: null },
    keys,
  };
}

/** The fresh names are what the scam is about; the others are links that every mail has. */
function sightingOf(domain: string, host: string, at: number, isScam: boolean): Sighting {
  const context: LinkContext = {
    brand: isScam ? "amazon" : null,
    isBrandDomain: false,
    hasUrgency: isScam,
    hasCallToAction: isScam,
    phoneMismatch: null,
    textMismatch: null,
    senderMismatch: null,
    dmarc: "unknown",
    language: "ja",
    path: "/sign-in",
    relayCountry: null,
    isHidden: false,
    receivedAt: at,
  };
  const nextCheckAt = at + LEASE_SECONDS;
  return { key: domain, scope: "registrable", host, domain, context, contextDb: isScam ? 6 : 0, nextCheckAt };
}
