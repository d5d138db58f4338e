import type { Scope } from "../domain/sighting.ts";
import type { FeedState } from "../ports.ts";

/** What stands around the lines of a feed. */
export interface FeedMeta extends FeedState {
  /** The instance's own address, for the links in the header: `https://catch.example`. */
  readonly origin: string;
}

/** Which entries of a feed are wanted. A missing member leaves nothing out. */
export interface FeedSelection {
  readonly scopes?: readonly Scope[];
  /** 0..1. */
  readonly probabilityMin?: number;
  /** The strongest by evidence, equals by key; they stand in key order all the same. */
  readonly countMax?: number;
}

/**
 * One feed format. The lines are made by SQLite itself (0.12 µs an entry against 1 µs row by row), so a
 * format is an SQL expression over the columns of `listings`, and pure text around it.
 */
export interface FeedFormat {
  /** File name under /feed/: `rpz.zone`. */
  readonly name: string;
  readonly contentType: string;
  /** One sentence for the index. */
  readonly about: string;
  /** Scopes that the format can express: a URL on a shared host never becomes a domain entry. */
  readonly scopes: readonly Scope[];
  /** Before the first entry. Depends on serial and instance alone, so that the same serial gives the same bytes. */
  head(meta: FeedMeta): string;
  /** SQL expression of one entry, without the separator. NULL: the format cannot express it, it is left out. */
  readonly lineSql: string;
  readonly separator: string;
  tail(meta: FeedMeta): string;
}
