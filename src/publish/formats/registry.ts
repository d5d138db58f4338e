import type { FeedFormat } from "../feed-format.ts";
import { mispFormats } from "./misp.ts";
import { ADBLOCK, DNSMASQ, DOMAINS, HOSTS, RSPAMD, SPAMASSASSIN, SQUID, UNBOUND } from "./names.ts";
import { RPZ } from "./rpz.ts";
import { STIX } from "./stix.ts";
import { FEED_CSV, FEED_JSON, GATEWAY, URLS } from "./tables.ts";

/** Every feed that is the same at all instances, in the order of the index. A new format is added here and nowhere else. */
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
  STIX,
];

/** All feeds of an instance: those above, and MISP's folder, whose file names are the instance's own. */
export const formatsOf = (origin: string): readonly FeedFormat[] => [...FEED_FORMATS, ...mispFormats(origin)];

/** `null`: no feed has that name. */
export const findFormat = (name: string, origin: string): FeedFormat | null =>
  (name.startsWith("misp/") ? mispFormats(origin) : FEED_FORMATS).find((f) => f.name === name) ?? null;
