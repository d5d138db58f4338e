import { createHash } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import type { HistoryEntry, Indicator, Listing } from "../../src/domain/indicator.ts";
import { keyHash } from "../../src/domain/key-hash.ts";
import type { MailRecord } from "../../src/domain/mail-record.ts";
import { DAY_SECONDS, type EpochSeconds, toRfc3339 } from "../../src/domain/time.ts";
import { uuidV5 } from "../../src/domain/uuid.ts";
import { LEASE_SECONDS } from "../../src/limits.ts";
import type {
  Clock,
  FeedState,
  Health,
  IndicatorChange,
  NetworkOwner,
  Sighting,
  Store,
} from "../../src/ports.ts";
import type { FeedFormat, FeedSelection } from "../../src/publish/feed-format.ts";
import { FEED_JSON } from "../../src/publish/formats/tables.ts";
import { memoryPeople } from "./memory-people.ts";

const OWNER_KEPT_SECONDS = 90 * DAY_SECONDS;

/**
 * The Store in memory, for tests of the doors. Lines of feeds are made by a real SQLite, since a format is SQL.
 * `calls` counts round trips.
 */
export interface MemoryStore extends Store {
  readonly calls: Record<string, number>;
  /** Puts state in place without the rules of a recheck. */
  putMail(mail: MailRecord): void;
  putIndicator(indicator: Indicator): void;
  putHistory(entry: HistoryEntry): void;
  putListing(listing: Listing): void;
  /** Every later call throws this; `null`: works again. */
  failWith(error: Error | null): void;
}

export function makeMemoryStore(clock: Clock): MemoryStore {
  const mails = new Map<string, MailRecord>();
  const indicators = new Map<string, Indicator>();
  const history: HistoryEntry[] = [];
  const listings = new Map<string, Listing>();
  const log: LogLine[] = [];
  const tables = new Map<string, { value: string; updatedAt: EpochSeconds }>();
  const owners = new Map<string, { owner: NetworkOwner; at: EpochSeconds }>();
  const calls: Record<string, number> = {};
  let lease = { holder: "", until: 0 };
  let state: FeedState = { serial: 0, changedAt: 0, entries: 0 };
  let failure: Error | null = null;

  const call = <T>(name: string, work: () => T): Promise<T> => {
    calls[name] = (calls[name] ?? 0) + 1;
    return failure ? Promise.reject(failure) : Promise.resolve(work());
  };

  function addListing(listing: Listing): void {
    listings.set(listing.key, listing);
    state = {
      serial: Math.max(state.serial, listing.serial),
      changedAt: Math.max(state.changedAt, listing.listedAt),
      entries: listings.size,
    };
  }

  function applyChange(change: IndicatorChange, now: EpochSeconds): void {
    const old = indicators.get(change.indicator.key);
    const { mails: count, lastSeenAt, reporters, mailIds } = old ?? change.indicator;
    let { listing } = change.indicator;
    if (change.listing) {
      const serial = state.serial + 1;
      if (listing) listing = { ...listing, serial };
      if (change.listing.action === "delist") listings.delete(change.indicator.key);
      log.push({ ...change.listing, key: change.indicator.key, serial, at: now });
      state = { serial, changedAt: now, entries: listings.size };
      if (change.listing.action === "list" && listing) addListing(toListing(change.indicator, listing));
    }
    indicators.set(change.indicator.key, {
      ...change.indicator,
      mails: count,
      lastSeenAt,
      reporters,
      mailIds,
      listing,
    });
    history.push(...change.history);
  }

  return {
    calls,
    putMail: (mail) => void mails.set(mail.id, mail),
    putIndicator: (indicator) => void indicators.set(indicator.key, indicator),
    putHistory: (entry) => void history.push(entry),
    putListing: addListing,
    failWith: (error) => {
      failure = error;
    },
    saveMail: (mail, sightings) =>
      call("saveMail", () => {
        if (mails.has(mail.id)) return "known";
        mails.set(mail.id, mail);
        for (const sighting of sightings)
          indicators.set(sighting.key, seen(indicators.get(sighting.key), sighting, mail));
        return "stored";
      }),
    loadMail: (id) =>
      call("loadMail", () => {
        const mail = mails.get(id);
        return mail && mail.expiresAt > clock.now() ? mail : null;
      }),
    findIndicators: (keys) =>
      call("findIndicators", () => new Map([...new Set(keys)].flatMap((k) => entry(k, indicators.get(k))))),
    loadHistory: (keys) => call("loadHistory", () => history.filter((h) => keys.includes(h.key))),
    claimDue: (now, countMax, holder) =>
      call("claimDue", () => {
        const due = [...indicators.values()]
          .filter((i) => i.nextCheckAt !== null && i.nextCheckAt <= now)
          .sort((a, b) => (a.nextCheckAt as number) - (b.nextCheckAt as number));
        if (due.length === 0 || lease.until > now) return [];
        lease = { holder, until: now + LEASE_SECONDS };
        return due.slice(0, countMax);
      }),
    releaseLease: (holder) =>
      call("releaseLease", () => {
        if (lease.holder === holder) lease = { holder, until: 0 };
      }),
    saveChanges: (changes, now) =>
      call("saveChanges", () => {
        for (const change of changes) applyChange(change, now);
      }),
    loadNewNames: (mailId) =>
      call("loadNewNames", () =>
        [...indicators.values()].filter((i) => i.checks === 0 && i.mails === 1 && i.mailIds[0] === mailId),
      ),
    saveFirstLook: (_, changes, now) =>
      call("saveFirstLook", () => {
        for (const change of changes) applyChange(change, now);
      }),
    purgeIndicators: (seenBefore) =>
      call("purgeIndicators", () => {
        const gone = [...indicators.values()].filter(
          (i) => i.nextCheckAt === null && i.lastSeenAt < seenBefore && i.status === "watched",
        );
        for (const { key } of gone) indicators.delete(key);
        return gone.length;
      }),
    purgeMails: (now, countMax) =>
      call("purgeMails", () => {
        const gone = [...mails.values()].filter((m) => m.expiresAt <= now).slice(0, countMax);
        for (const mail of gone) mails.delete(mail.id);
        return gone.length;
      }),
    loadFeedState: () => call("loadFeedState", () => state),
    streamFeed: (format, selection) => {
      calls.streamFeed = (calls.streamFeed ?? 0) + 1;
      const text = feedText(format, [...listings.values()], selection);
      return new Response(text).body as ReadableStream<Uint8Array>;
    },
    loadDelta: (since, countMax) =>
      call("loadDelta", () => {
        const lines = log.filter((l) => l.serial > since).slice(0, countMax);
        return {
          state,
          oldest: log[0]?.serial ?? null,
          reached: lines.at(-1)?.serial ?? since,
          changes: lines.flatMap((l) => deltaLine(l, listings.get(l.key))).join(",\n"),
        };
      }),
    loadCorrections: (countMax) =>
      call("loadCorrections", () =>
        log
          .filter((l) => l.action === "delist" && l.why !== "expired" && !listings.has(l.key))
          .reverse()
          .slice(0, countMax)
          .map((l) =>
            JSON.stringify({ key: l.key, serial: l.serial, delisted_at: toRfc3339(l.at), why: l.why }),
          )
          .join(",\n"),
      ),
    loadFeedPeak: () => call("loadFeedPeak", () => ({ peak: state.entries, entries: state.entries })),
    findHashes: (prefix) =>
      call("findHashes", () => [...listings.keys()].map(keyHash).filter((hash) => hash.startsWith(prefix))),
    findListedKey: (keys) => call("findListedKey", () => keys.find((key) => listings.has(key)) ?? null),
    listNewest: (countMax) =>
      call("listNewest", () => [...listings.values()].sort((a, b) => b.serial - a.serial).slice(0, countMax)),
    loadHealth: (now) => call("loadHealth", () => health(indicators, tables, state, now)),
    saveGateFailure: (why, now) =>
      call("saveGateFailure", () => {
        if (why === null) tables.delete("gate_failure");
        else tables.set("gate_failure", { value: why, updatedAt: now });
      }),
    findNetworkOwner: (network, now) =>
      call("findNetworkOwner", () => {
        const known = owners.get(network);
        return known && now - known.at < OWNER_KEPT_SECONDS ? known.owner : null;
      }),
    saveNetworkOwner: (network, owner, now) =>
      call("saveNetworkOwner", () => void owners.set(network, { owner, at: now })),
    findPopularity: (domains) =>
      call("findPopularity", () => {
        const list = tables.get("popularity")?.value ?? "";
        return new Map(domains.flatMap((d): [string, number][] => rankOf(d, list)));
      }),
    loadTableAges: () =>
      call("loadTableAges", () => new Map([...tables].map(([name, t]) => [name, t.updatedAt]))),
    loadTable: (name) => call("loadTable", () => tables.get(name) ?? null),
    saveTable: (name, value, now) =>
      call("saveTable", () => void tables.set(name, { value, updatedAt: now })),
    ...memoryPeople({ mails, indicators, history, log, call, applyChange }),
  };
}

/** The table is one text of `domain rank` lines, each after a line break. */
function rankOf(domain: string, list: string): [string, number][] {
  const at = list.indexOf(`\n${domain} `);
  return at < 0 ? [] : [[domain, Number.parseInt(list.slice(at + domain.length + 2), 10)]];
}

const entry = (key: string, value: Indicator | undefined): [string, Indicator][] =>
  value ? [[key, value]] : [];

function seen(old: Indicator | undefined, sighting: Sighting, mail: MailRecord): Indicator {
  const base = old ?? newIndicator(sighting, mail);
  return {
    ...base,
    lastSeenAt: Math.max(base.lastSeenAt, mail.receivedAt),
    mails: base.mails + 1,
    reporters: mail.reporter ? [...new Set([...base.reporters, mail.reporter])] : base.reporters,
    mailIds: [mail.id, ...base.mailIds],
    context: sighting.context,
  };
}

function newIndicator(sighting: Sighting, mail: MailRecord): Indicator {
  const pending = { state: "pending" } as const;
  return {
    key: sighting.key,
    scope: sighting.scope,
    host: sighting.host,
    domain: sighting.domain,
    firstSeenAt: mail.receivedAt,
    lastSeenAt: mail.receivedAt,
    mails: 0,
    reporters: [],
    mailIds: [],
    context: sighting.context,
    facts: { registration: pending, whois: pending, dns: pending, network: pending, life: "unknown" },
    verdict: null,
    status: "watched",
    listing: null,
    checks: 0,
    checkedAt: null,
    nextCheckAt: sighting.nextCheckAt,
  };
}

const toListing = (indicator: Indicator, listing: NonNullable<Indicator["listing"]>): Listing => ({
  ...listing,
  key: indicator.key,
  scope: indicator.scope,
  probability: indicator.verdict?.probability ?? 0,
  reasons: indicator.verdict?.reasons.map((r) => r.id) ?? [],
  firstSeenAt: indicator.firstSeenAt,
});

function health(
  indicators: ReadonlyMap<string, Indicator>,
  tables: ReadonlyMap<string, { value: string; updatedAt: EpochSeconds }>,
  feed: FeedState,
  now: EpochSeconds,
): Health {
  const due = [...indicators.values()].flatMap((i) => i.nextCheckAt ?? []).filter((at) => at <= now);
  const gate = tables.get("gate_failure");
  return {
    schemaVersion: 1,
    backlog: due.length,
    oldestDueAt: due.length === 0 ? null : Math.min(...due),
    feed,
    gateFailure: gate ? { at: gate.updatedAt, why: gate.value } : null,
  };
}

interface LogLine {
  readonly serial: number;
  readonly key: string;
  readonly action: "list" | "delist";
  readonly at: EpochSeconds;
  readonly why: string;
}

function deltaLine({ key, serial, action, at, why }: LogLine, listing: Listing | undefined): string[] {
  if (listing && action === "list" && listing.serial === serial)
    return [`{"action":"list","entry":${feedText(FEED_JSON, [listing])}}`];
  return listing || action === "list"
    ? []
    : [JSON.stringify({ action, key, serial, at: toRfc3339(at), why })];
}

/** The lines of a feed as the database makes them. Evidence is the probability: the order is the same. */
export function feedText(
  format: FeedFormat,
  listings: readonly Listing[],
  { scopes, probabilityMin = 0, countMax = -1 }: FeedSelection = {},
): string {
  const db = new DatabaseSync(":memory:");
  db.exec(`CREATE TABLE listings (key TEXT NOT NULL PRIMARY KEY, scope TEXT, serial INTEGER,
    probability_bp INTEGER, reasons TEXT, first_seen_at INTEGER, listed_at INTEGER, expires_at INTEGER, uuid TEXT,
    md5 TEXT) STRICT`);
  const insert = db.prepare("INSERT INTO listings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  for (const l of listings)
    insert.run(
      l.key,
      l.scope,
      l.serial,
      Math.round(l.probability * 10_000),
      JSON.stringify(l.reasons),
      l.firstSeenAt,
      l.listedAt,
      l.expiresAt,
      uuidV5(l.key),
      createHash("md5").update(l.key).digest("hex"),
    );
  const wanted = format.scopes.filter((s) => scopes?.includes(s) ?? true).map((s) => `'${s}'`);
  const row = db
    .prepare(
      `SELECT group_concat(line, ?) AS text FROM
         (SELECT * FROM (SELECT key, ${format.lineSql} AS line FROM listings
             WHERE scope IN (${wanted.join(", ")}) AND probability_bp >= ? AND (${format.lineSql}) IS NOT NULL
             ORDER BY probability_bp DESC, key LIMIT ?) ORDER BY key)`,
    )
    .get(format.separator, Math.ceil(probabilityMin * 10_000), countMax) as { text: string | null };
  db.close();
  return row.text ?? "";
}
