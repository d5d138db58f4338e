import { toRfc3339 } from "../../domain/time.ts";
import type { FeedFormat } from "../feed-format.ts";
import { NAME_SCOPES, nameLine } from "./columns.ts";

/** Seconds that a resolver keeps an answer made from the zone: an entry taken off is free again after this. */
const TTL_SECONDS = 300;
/** A name below the zone's own must stay under 255 octets with `*.` before it; the rest is left to the zone. */
const OWNER_CHARS_MAX = 220;

/**
 * Response Policy Zone (draft-vixie-dnsop-dns-rpz): `CNAME .` answers NXDOMAIN, once for the name and once for
 * what is below it. Owner names are relative, so that the loader chooses the zone's name. The SOA serial is the
 * feed's serial (RFC 1035 section 3.3.13): a transfer or reload is due exactly when it grew.
 */
export const RPZ: FeedFormat = {
  name: "rpz.zone",
  contentType: "text/dns; charset=us-ascii",
  about:
    "response policy zone for BIND, Unbound, Knot Resolver and PowerDNS; NXDOMAIN for name and subdomains",
  scopes: NAME_SCOPES,
  head: (meta) =>
    [
      `; Freshcatch response policy zone. Changed: ${toRfc3339(meta.changedAt)}  Entries listed: ${meta.entries}`,
      `; Why is a name here? ${meta.origin}/lookup?domain=NAME  All feeds: ${meta.origin}/feed/`,
      `$TTL ${TTL_SECONDS}`,
      `@ SOA localhost. hostmaster.localhost. ${meta.serial} 3600 600 604800 ${TTL_SECONDS}`,
      "@ NS localhost.",
      "",
    ].join("\n"),
  lineSql: nameLine(
    "key || ' CNAME .' || char(10) || '*.' || key || ' CNAME .'",
    `length(key) <= ${OWNER_CHARS_MAX}`,
  ),
  separator: "\n",
  tail: (meta) => (meta.entries > 0 ? "\n" : ""),
};
