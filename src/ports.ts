import type { CampaignRecord } from "./domain/campaign.ts";
import type { DnsFacts, Evidence, Network, Registration } from "./domain/evidence.ts";
import type { HistoryEntry, Indicator, LinkContext, Listing } from "./domain/indicator.ts";
import type { MailRecord } from "./domain/mail-record.ts";
import type { MailError } from "./domain/message.ts";
import type { Correction, Reporter } from "./domain/person.ts";
import type { EpochSeconds } from "./domain/time.ts";
import type { FeedFormat, FeedSelection } from "./publish/feed-format.ts";

/** Now. Read at the doors and passed down: nothing inside asks the clock by itself. */
export interface Clock {
  now(): EpochSeconds;
}

/**
 * Registration data of a registrable domain over RDAP (RFC 9082, 9083, bootstrap RFC 9224).
 * `absent` only if the authoritative server says so (404); a timeout, 429, 5xx, bad JSON or a TLD
 * without a server is `failed`. Retries nothing: the scheduler asks again. Never throws.
 */
export interface RdapSource {
  fetchRegistration(domain: string, now: EpochSeconds): Promise<Evidence<Registration>>;
}

/** The same over WHOIS on port 43, for TLDs without RDAP and as a second try. Same promises. */
export interface WhoisSource {
  fetchRegistration(domain: string, now: EpochSeconds): Promise<Evidence<Registration>>;
}

/**
 * A, AAAA, CNAME, NS, MX of a host by DNS over HTTPS. `absent` = NXDOMAIN. NODATA is `found` with
 * empty lists. SERVFAIL on every provider is `failed`. Never throws.
 */
export interface DnsSource {
  /**
   * @param known what an earlier look found: a host without IPv6 whose IPv4 addresses are still the same is not
   * asked for IPv6 again, which halves the cost of a later look.
   */
  fetchFacts(host: string, now: EpochSeconds, known?: DnsFacts): Promise<Evidence<DnsFacts>>;
  /**
   * Whether every name beside the host exists too (RFC 4592), so that the host itself proves nothing and was
   * made for one victim perhaps. One request. Never throws.
   */
  fetchWildcard(host: string, now: EpochSeconds): Promise<Evidence<boolean>>;
  /** TXT strings of a name, for the proof of ownership and for origin-AS answers. */
  fetchTxt(name: string, now: EpochSeconds): Promise<Evidence<readonly string[]>>;
}

/** Origin AS, organisation, country of an address; CDN by range without asking anybody. */
export interface NetworkSource {
  fetchNetwork(ip: string, now: EpochSeconds): Promise<Evidence<Network>>;
}

/** Who a network (`104.21.24.0/24`, `2606:4700:10/48`) or an AS (`AS13335`) belongs to. */
export type NetworkOwner = Pick<Network, "asn" | "org" | "country">;

/** One line of JSON a call. Holds ids and domains only, never mail text or addresses. */
export interface Log {
  info(event: string, fields?: Readonly<Record<string, string | number | boolean | null>>): void;
  error(event: string, fields?: Readonly<Record<string, string | number | boolean | null>>): void;
}

/** A link of a mail on its way into the store: what to create or to add to. */
export type Sighting = Pick<Indicator, "key" | "scope" | "host" | "domain"> & {
  readonly context: LinkContext;
  /** Strength of the context alone: of two mails the one that says more is kept. */
  readonly contextDb: number;
  readonly nextCheckAt: EpochSeconds | null;
};

/** What one recheck changed. Saved in one batch with the history and the listing log. */
export interface IndicatorChange {
  readonly indicator: Indicator;
  readonly history: readonly HistoryEntry[];
  /** `list` writes a feed line, `delist` a tombstone; `null` leaves the feeds as they are. */
  readonly listing: { readonly action: "list" | "delist"; readonly why: string } | null;
}

export interface FeedState {
  /** Serial of the newest line of the listing log; 0: nothing was ever listed. */
  readonly serial: number;
  readonly changedAt: EpochSeconds;
  readonly entries: number;
}

/** What changed after a serial, as far as one answer goes. */
export interface FeedDelta {
  readonly state: FeedState;
  /** Serial of the oldest line of the log; `null`: the log is empty. */
  readonly oldest: number | null;
  /** Serial that this delta leads to; below `state.serial`: ask again from here. */
  readonly reached: number;
  /** JSON objects with a comma between, made by the database. */
  readonly changes: string;
}

export interface Health {
  readonly schemaVersion: number;
  readonly backlog: number;
  readonly oldestDueAt: EpochSeconds | null;
  readonly feed: FeedState;
  /** The last refusal of the publish gate; `null`: none. */
  readonly gateFailure: { readonly at: EpochSeconds; readonly why: string } | null;
}

/** One feed as an object of the bucket. */
export interface FeedObject {
  readonly key: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly contentType: string;
}

/** One version of all feeds. */
export interface FeedManifest extends FeedState {
  readonly publishedAt: EpochSeconds;
  readonly origin: string;
  /** Of the formats: see serve/feed.ts. */
  readonly revision: number;
  /** By name. */
  readonly feeds: Readonly<Record<string, FeedObject>>;
  /** Keys of the version before, which go with the next one. */
  readonly old: readonly string[];
}

/** Feeds as objects (R2). Throws when the bucket does not answer. */
export interface FeedObjects {
  /** `null`: nothing was ever published. */
  loadManifest(): Promise<FeedManifest | null>;
  /** The last step of a publish: from here on the new version is what readers see. */
  saveManifest(manifest: FeedManifest): Promise<void>;
  /** Holds one part of the body at a time. */
  put(
    key: string,
    contentType: string,
    body: ReadableStream<Uint8Array>,
  ): Promise<Pick<FeedObject, "sha256" | "bytes">>;
  open(key: string): Promise<ReadableStream<Uint8Array> | null>;
  drop(keys: readonly string[]): Promise<void>;
}

/**
 * The store could not do it. `transient`: the same call may work in a moment, so a mail's sender is told to
 * retry. Every other failure of a store is a bug and throws what it is.
 */
export class StoreError extends Error {
  readonly kind: "transient" | "quota";
  constructor(kind: "transient" | "quota", cause: unknown) {
    super(`store: ${kind}`, { cause });
    this.kind = kind;
  }
}

/** What fresh names share: see domain/campaign.ts. saveChanges() and saveFirstLook() add to it. */
export interface CampaignStore {
  /**
   * Keys of the hosts of each campaign first seen after `since`, newest first, at most CAMPAIGN_HOSTS_COUNTED_MAX each.
   * A campaign without any is missing. One round trip, none for no campaign.
   */
  findCampaignHosts(
    campaigns: readonly string[],
    since: EpochSeconds,
  ): Promise<ReadonlyMap<string, readonly string[]>>;
  loadCampaign(campaign: string, countMax: number, now: EpochSeconds): Promise<CampaignRecord>;
}

/** A piece of the store after a change of rules. */
export interface RescoredPiece {
  readonly rulesVersion: string;
  /** Key to go on after; `null`: that was all. */
  readonly next: string | null;
  readonly pairs: readonly { readonly before: Indicator; readonly change: IndicatorChange }[];
}

/** What people decide, and what follows. */
export interface PersonStore {
  /** Makes a row for a name that no mail brought; leaves one that is there alone. */
  addIndicator(
    indicator: Pick<Indicator, "key" | "scope" | "host" | "domain">,
    now: EpochSeconds,
  ): Promise<void>;
  /**
   * One batch, like saveChanges(), without facts and schedule. With `by: "machine"` a name that a person or a check
   * has changed since it was read is left as it is.
   */
  saveVerdicts(
    changes: readonly IndicatorChange[],
    by: "person" | "machine",
    now: EpochSeconds,
  ): Promise<void>;
  /** Checked names after the key `after` whose verdict is of other rules, in key order. */
  listOutdated(after: string, rulesVersion: string, countMax: number): Promise<readonly Indicator[]>;
  /** Countries of many networks in one round trip; unknown ones are missing. */
  findNetworkCountries(networks: readonly string[]): Promise<ReadonlyMap<string, string>>;
  loadTrustedReporters(): Promise<ReadonlySet<string>>;
  /** Most active first. `isWhole`: false when not all names were looked at. */
  listReporters(
    countMax: number,
  ): Promise<{ readonly reporters: readonly Reporter[]; readonly isWhole: boolean }>;
  trustReporter(hash: string, isTrusted: boolean, note: string | null, now: EpochSeconds): Promise<void>;
  /** `false`: there is no such mail. */
  setMailPublic(id: string, isPublic: boolean): Promise<boolean>;
  /** Newest first. */
  listCorrections(countMax: number): Promise<readonly Correction[]>;
}

/** D1, or what stands for it. Throws StoreError. */
export interface Store extends CampaignStore, PersonStore {
  /**
   * One batch: the mail once, the sightings of known names counted. Names that are new wait in the mail's row until
   * saveFirstLook(), or until claimDue() makes rows of them. `known` when the id was there: nothing changes.
   */
  saveMail(mail: MailRecord, sightings: readonly Sighting[]): Promise<"stored" | "known">;
  /** `null`: no such mail, or expired. */
  loadMail(id: string): Promise<MailRecord | null>;
  /** One round trip whatever the number of keys; missing keys are missing in the map. */
  findIndicators(keys: readonly string[]): Promise<ReadonlyMap<string, Indicator>>;
  loadHistory(keys: readonly string[]): Promise<readonly HistoryEntry[]>;
  /**
   * Makes rows of new names whose first look has died, takes the one lease on rechecking until now + LEASE_SECONDS
   * and returns due indicators: first looks and later ones mixed, each oldest due first. Empty when nothing is due
   * or another run holds the lease. A run that dies gives it back by time.
   */
  claimDue(now: EpochSeconds, countMax: number, holder: string): Promise<readonly Indicator[]>;
  releaseLease(holder: string): Promise<void>;
  /** The names of a mail that wait for their first look, in its order; empty: none, or they have rows by now. */
  loadNewNames(mailId: string): Promise<readonly Indicator[]>;
  /**
   * One batch: the waiting names of a mail become rows, as the first look left them. Nothing happens when they do
   * not wait any more. A name that another mail brought meanwhile counts the sighting and keeps what is known.
   */
  saveFirstLook(mailId: string, changes: readonly IndicatorChange[], now: EpochSeconds): Promise<void>;
  /** One batch. A counter that a new mail raised in the meantime is left as the mail made it. */
  saveChanges(changes: readonly IndicatorChange[], now: EpochSeconds): Promise<void>;
  /** Drops expired mails, at most countMax a call. Returns how many. */
  purgeMails(now: EpochSeconds, countMax: number): Promise<number>;
  /**
   * Drops names that are off the schedule, not listed and not seen since `seenBefore`, and their history. Looks at
   * `countMax` names a call and goes on where the last call stopped. What a person cleared stays. Returns how many.
   */
  purgeIndicators(seenBefore: EpochSeconds, countMax: number, now: EpochSeconds): Promise<number>;
  /** One row read. */
  loadFeedState(): Promise<FeedState>;
  /** Listed entries in key order, in pieces of text made by the database, without head and tail. */
  streamFeed(format: FeedFormat, selection?: FeedSelection): ReadableStream<Uint8Array>;
  /**
   * The lines of the log after `since`, at most `countMax`: an entry for a key that is listed now, a tombstone for
   * one that is not. Applied in order to the feed of `since` they give the feed of `reached`, exactly so when
   * `reached` is the newest serial. One round trip.
   */
  loadDelta(since: number, countMax: number): Promise<FeedDelta>;
  /** Keys that were taken off for another reason than time and are not listed again, newest first: JSON objects with a comma between. */
  loadCorrections(countMax: number): Promise<string>;
  /** The most entries that the feed had within the last day, and what it has now. */
  loadFeedPeak(now: EpochSeconds): Promise<{ readonly peak: number; readonly entries: number }>;
  /** Hashes of the listed keys that begin with these hex digits, four or more; see domain/key-hash.ts. One row read. */
  findHashes(prefix: string): Promise<readonly string[]>;
  /** The first of these keys that is listed; `null`: none. Reads the rows that exist and no more. */
  findListedKey(keys: readonly string[]): Promise<string | null>;
  listNewest(countMax: number): Promise<readonly Listing[]>;
  loadHealth(now: EpochSeconds): Promise<Health>;
  /** The last refusal of the publish gate; `null` clears it. */
  saveGateFailure(why: string | null, now: EpochSeconds): Promise<void>;
  /** `null`: never asked, or too long ago. */
  findNetworkOwner(network: string, now: EpochSeconds): Promise<NetworkOwner | null>;
  saveNetworkOwner(network: string, owner: NetworkOwner, now: EpochSeconds): Promise<void>;
  /** Ranks of these domains in the popularity list, by one text search in the database; unranked are missing. */
  findPopularity(domains: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** When each table was last saved, without reading the tables. */
  loadTableAges(): Promise<ReadonlyMap<string, EpochSeconds>>;
  /** A table that is refreshed at run time (CDN ranges, RDAP bootstrap, popularity). `null`: never saved. */
  loadTable(name: string): Promise<{ readonly value: string; readonly updatedAt: EpochSeconds } | null>;
  saveTable(name: string, value: string, now: EpochSeconds): Promise<void>;
}

/**
 * What became of a mail at a door. `known`: the same mail came before. `unreadable`: poison, stored with its
 * error. `refused`: policy, nothing was stored.
 */
export type ReceiveOutcome =
  | { readonly kind: "stored" | "known"; readonly id: string }
  | { readonly kind: "unreadable"; readonly id: string; readonly error: MailError }
  | { readonly kind: "refused"; readonly error: MailError };
