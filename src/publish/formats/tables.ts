import { toRfc3339 } from "../../domain/time.ts";
import type { FeedFormat } from "../feed-format.ts";
import { ALL_SCOPES, headLines, NAME_SCOPES, nameLine, REASONS_SQL, timeSql, URL_SQL } from "./columns.ts";

/** Formats with room for more than the key: serial, reasons, first seen and expiry per entry. */

/** One entry as JSON, over the columns of `listings`: the same in feed.json and in the delta. */
export const ENTRY_SQL = `json_object('key', key, 'scope', scope, 'serial', serial,
  'probability', probability_bp / 10000.0, 'reasons', json(reasons), 'first_seen', ${timeSql("first_seen_at")},
  'listed_at', ${timeSql("listed_at")}, 'expires', ${timeSql("expires_at")})`;

export const FEED_JSON: FeedFormat = {
  name: "feed.json",
  contentType: "application/json; charset=utf-8",
  about: "everything that is published of each entry, as JSON",
  scopes: ALL_SCOPES,
  head: (meta) => {
    const top = {
      serial: meta.serial,
      changed_at: toRfc3339(meta.changedAt),
      entries_listed: meta.entries,
      instance: meta.origin,
    };
    return `${JSON.stringify(top).slice(0, -1)},"entries":[\n`;
  },
  lineSql: ENTRY_SQL,
  separator: ",\n",
  tail: () => "\n]}\n",
};

/** RFC 4180 quoting; a URL may hold commas and quotes, a rule id or a time never does. */
const KEY_CSV = `'"' || replace(key, '"', '""') || '"'`;

export const FEED_CSV: FeedFormat = {
  name: "feed.csv",
  contentType: "text/csv; charset=utf-8; header=present",
  about: "the same as feed.json, as CSV (RFC 4180)",
  scopes: ALL_SCOPES,
  head: () => "key,scope,serial,probability,reasons,first_seen,listed_at,expires\r\n",
  lineSql: [
    KEY_CSV,
    "scope",
    "serial",
    "printf('%.4f', probability_bp / 10000.0)",
    `coalesce(${REASONS_SQL}, '')`,
    timeSql("first_seen_at"),
    timeSql("listed_at"),
    timeSql("expires_at"),
  ].join(" || ',' || "),
  separator: "\r\n",
  tail: (meta) => (meta.entries > 0 ? "\r\n" : ""),
};

/** Zero Trust lists take `value,description`, 1,000 entries a list (5,000 on Enterprise). */
export const GATEWAY: FeedFormat = {
  name: "gateway.csv",
  contentType: "text/csv; charset=utf-8; header=present",
  about: "domain list for Cloudflare Gateway; a list there holds 1,000 entries, split a longer one",
  scopes: NAME_SCOPES,
  head: () => "value,description\r\n",
  lineSql: nameLine(`key || ',' || coalesce(${REASONS_SQL}, '')`),
  separator: "\r\n",
  tail: (meta) => (meta.entries > 0 ? "\r\n" : ""),
};

export const URLS: FeedFormat = {
  name: "urls.txt",
  contentType: "text/plain; charset=utf-8",
  about: "URL prefixes; a name stands as its front page. Not for opening",
  scopes: ALL_SCOPES,
  head: (meta) => headLines("#", "URL prefixes, one a line", meta),
  lineSql: URL_SQL,
  separator: "\n",
  tail: (meta) => (meta.entries > 0 ? "\n" : ""),
};
