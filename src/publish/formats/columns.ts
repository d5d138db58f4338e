import type { Scope } from "../../domain/sighting.ts";
import { toRfc3339 } from "../../domain/time.ts";
import type { FeedMeta } from "../feed-format.ts";

/**
 * SQL over the columns of `listings` and the header lines that several formats share. Pure text.
 *
 * A line that is NULL is left out by the store: the format cannot express that entry.
 */

/** Scopes whose key is a name: the entry covers the name and everything below it. */
export const NAME_SCOPES: readonly Scope[] = ["registrable", "host"];
export const ALL_SCOPES: readonly Scope[] = ["registrable", "host", "url"];

/**
 * The key is a DNS name that every format can hold without quoting.
 *
 *   evil.top, x--y.pages.dev, _a.evil.top   => yes
 *   203.0.113.7, 2001:db8::7                => no: an address is not a name
 *   a"b.evil.top                            => no: one odd byte must not break a resolver's whole file
 */
const IS_NAME = "(key GLOB '*[a-z]*' AND key NOT GLOB '*[^a-z0-9._-]*')";

/** `name`, `ipv4`, `ipv6`, `url`: what kind of key it is; NULL: none of them, so no typed format can hold it. */
export const KIND_SQL = `CASE WHEN scope = 'url' THEN 'url' WHEN ${IS_NAME} THEN 'name'
  WHEN key GLOB '*[0-9].*[0-9]' AND key NOT GLOB '*[^0-9.]*' THEN 'ipv4'
  WHEN key GLOB '*:*' AND key NOT GLOB '*[^0-9a-f:]*' THEN 'ipv6' END`;

/** `sql` where the key is a name (and `condition` holds), else NULL. */
export const nameLine = (sql: string, condition = "1"): string =>
  `CASE WHEN ${IS_NAME} AND ${condition} THEN ${sql} END`;

/** The key as the host part of a URL: an IPv6 address gets its brackets. */
const HOST_SQL = "CASE WHEN instr(key, ':') > 0 THEN '[' || key || ']' ELSE key END";

/** The entry as a URL; a name or an address stands for its front page. */
export const URL_SQL = `CASE scope WHEN 'url' THEN key ELSE 'http://' || ${HOST_SQL} || '/' END`;

/** An instant column as RFC 3339 text. */
export const timeSql = (column: string): string => `strftime('%Y-%m-%dT%H:%M:%SZ', ${column}, 'unixepoch')`;

/** Rule ids in one field, strongest first: `REGISTERED_WITHIN_A_DAY;CDN_FRONTED`. */
export const REASONS_SQL = "(SELECT group_concat(value, ';') FROM json_each(reasons))";

/**
 * The same lines before the entries of every text format, each behind the format's comment sign. `entries`
 * counts the whole list; a format holds those that it can express.
 */
export function headLines(sign: string, about: string, meta: FeedMeta): string {
  const lines = [
    `Freshcatch: ${about}`,
    `Serial: ${meta.serial}  Changed: ${toRfc3339(meta.changedAt)}  Entries listed: ${meta.entries}`,
    `Why is a name here? ${meta.origin}/lookup?domain=NAME`,
    `All feeds and how to correct an entry: ${meta.origin}/feed/`,
  ];
  return lines.map((line) => `${sign} ${line}\n`).join("");
}
