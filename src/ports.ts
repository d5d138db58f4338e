import type { DnsFacts, Evidence, Network, Registration } from "./domain/evidence.ts";
import type { HistoryEntry, Indicator, LinkContext, Listing } from "./domain/indicator.ts";
import type { MailRecord } from "./domain/mail-record.ts";
import type { MailError } from "./domain/message.ts";
import type { EpochSeconds } from "./domain/time.ts";
import type { FeedFormat } from "./publish/feed-format.ts";

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
  fetchFacts(host: string, now: EpochSeconds): Promise<Evidence<DnsFacts>>;
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

export interface Health {
  readonly schemaVersion: number;
  readonly backlog: number;
  readonly oldestDueAt: EpochSeconds | null;
  readonly feed: FeedState;
  /** The last refusal of the publish gate; `null`: none. */
  readonly gateFailure: { readonly at: EpochSeconds; readonly why: string } | null;
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

/** D1, or what stands for it. Throws StoreError. */
export interface Store {
  /** One batch: the mail once, its sightings added. `known` when the id was there: nothing changes. */
  saveMail(mail: MailRecord, sightings: readonly Sighting[]): Promise<"stored" | "known">;
  /** `null`: no such mail, or expired. */
  loadMail(id: string): Promise<MailRecord | null>;
  /** One round trip whatever the number of keys; missing keys are missing in the map. */
  findIndicators(keys: readonly string[]): Promise<ReadonlyMap<string, Indicator>>;
  loadHistory(keys: readonly string[]): Promise<readonly HistoryEntry[]>;
  /**
   * Takes the one lease on rechecking until now + LEASE_SECONDS and returns the due indicators, oldest due
   * first. Empty when nothing is due or another run holds the lease. A run that dies gives it back by time.
   */
  claimDue(now: EpochSeconds, countMax: number, holder: string): Promise<readonly Indicator[]>;
  releaseLease(holder: string): Promise<void>;
  /** One batch. A counter that a new mail raised in the meantime is left as the mail made it. */
  saveChanges(changes: readonly IndicatorChange[], now: EpochSeconds): Promise<void>;
  /** Drops expired mails, at most countMax a call. Returns how many. */
  purgeMails(now: EpochSeconds, countMax: number): Promise<number>;
  /** One row read. */
  loadFeedState(): Promise<FeedState>;
  /** Listed entries in key order, in pieces of text made by the database, without head and tail. */
  streamFeed(format: FeedFormat): ReadableStream<Uint8Array>;
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
