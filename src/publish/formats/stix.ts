import { toRfc3339 } from "../../domain/time.ts";
import { uuidV5 } from "../../domain/uuid.ts";
import type { FeedFormat } from "../feed-format.ts";
import { ALL_SCOPES, KIND_SQL } from "./columns.ts";

/**
 * STIX 2.1 (OASIS standard, 2021-06-10): a bundle of one identity and one indicator an entry. Ids are UUIDs of
 * version 5 over the key, so that a renewed entry is a newer version of the same object.
 */

const IDENTITY_ID = `identity--${uuidV5("identity")}`;
/** Constant, since the same object must have the same bytes everywhere. */
const IDENTITY_AT = "2026-11-01T00:00:00.000Z";

const IDENTITY = {
  type: "identity",
  spec_version: "2.1",
  id: IDENTITY_ID,
  created: IDENTITY_AT,
  modified: IDENTITY_AT,
  name: "Freshcatch",
  identity_class: "system",
  description: "Domains behind scam mails, each with its evidence.",
};

/** An instant with milliseconds, as section 3.2 wants them for `created` and `modified`. */
const timeSql = (column: string): string => `strftime('%Y-%m-%dT%H:%M:%S.000Z', ${column}, 'unixepoch')`;

/** A string of the pattern language: `\` and `'` are escaped (section 9.2). */
const LITERAL = String.raw`replace(replace(key, '\', '\\'), '''', '\''')`;

/** `_` and `%` are wildcards of LIKE and cannot be escaped, so such a key is matched exactly. */
const HAS_WILDCARD = "(instr(key, '_') > 0 OR instr(key, '%') > 0)";

const either = (exact: string, below: string): string =>
  `'[' || ${exact} || iif(${HAS_WILDCARD}, '', ' OR ' || ${below}) || ']'`;

/** The entry and what it covers: names below a name, paths below a URL; a URL key stands for http as well. */
const PATTERN = `CASE ${KIND_SQL}
  WHEN 'name' THEN ${either(
    `'domain-name:value = ''' || ${LITERAL} || ''''`,
    `'domain-name:value LIKE ''%.' || ${LITERAL} || ''''`,
  )}
  WHEN 'url' THEN ${either(
    `'url:value = ''' || ${LITERAL} || ''' OR url:value = ''' || replace(${LITERAL}, 'https://', 'http://') || ''''`,
    `'url:value LIKE ''' || ${LITERAL} || '/%'' OR url:value LIKE ''' ||
       replace(${LITERAL}, 'https://', 'http://') || '/%'''`,
  )}
  WHEN 'ipv4' THEN '[ipv4-addr:value = ''' || key || ''']'
  WHEN 'ipv6' THEN '[ipv6-addr:value = ''' || key || ''']' END`;

const INDICATOR = `CASE WHEN ${KIND_SQL} IS NOT NULL AND uuid <> '' THEN json_object(
  'type', 'indicator', 'spec_version', '2.1', 'id', 'indicator--' || uuid, 'created_by_ref', '${IDENTITY_ID}',
  'created', ${timeSql("min(first_seen_at, listed_at)")}, 'modified', ${timeSql("listed_at")}, 'name', key,
  'indicator_types', json('["malicious-activity"]'), 'labels', json(iif(reasons = '[]', '["listed"]', reasons)),
  'pattern', ${PATTERN}, 'pattern_type', 'stix', 'confidence', probability_bp / 100,
  'valid_from', ${timeSql("listed_at")}, 'valid_until', ${timeSql("max(expires_at, listed_at + 1)")}) END`;

export const STIX: FeedFormat = {
  name: "stix.json",
  contentType: "application/stix+json;version=2.1",
  about: "STIX 2.1 bundle: one indicator an entry, with pattern, reasons, confidence and validity",
  scopes: ALL_SCOPES,
  head: ({ origin, serial, changedAt }) => {
    const id = `bundle--${uuidV5(`${origin} ${serial} ${toRfc3339(changedAt)}`)}`;
    return `{"type":"bundle","id":"${id}","objects":[\n${JSON.stringify(IDENTITY)}`;
  },
  // Each line brings its own comma: the identity stands before the first.
  lineSql: `',' || char(10) || (${INDICATOR})`,
  separator: "",
  tail: () => "\n]}\n",
};
