import type { FeedFormat } from "../feed-format.ts";
import { ADBLOCK, DNSMASQ, DOMAINS, HOSTS, RSPAMD, SPAMASSASSIN, SQUID, UNBOUND } from "./names.ts";
import { RPZ } from "./rpz.ts";
import { FEED_CSV, FEED_JSON, GATEWAY, URLS } from "./tables.ts";

/** Every feed, in the order of the index. A new format is added here and nowhere else. */
export const FEED_FORMATS: readonly FeedFormat[] = [
  DOMAINS,
  HOSTS,
  ADBLOCK,
  DNSMASQ,
  UNBOUND,
  RPZ,
  SQUID,
  RSPAMD,
  SPAMASSASSIN,
  URLS,
  GATEWAY,
  FEED_CSV,
  FEED_JSON,
];

/** `null`: no feed has that name. */
export const findFormat = (name: string): FeedFormat | null =>
  FEED_FORMATS.find((f) => f.name === name) ?? null;
