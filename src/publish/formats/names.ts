import type { FeedFormat } from "../feed-format.ts";
import { headLines, NAME_SCOPES, nameLine } from "./columns.ts";

/** Formats that hold one name a line, each in the syntax of the program that loads it. */

interface NameFormat {
  readonly name: string;
  readonly about: string;
  readonly lineSql: string;
  /** Comment sign of the syntax. */
  readonly sign?: string;
  /** Lines between the header and the first entry, after the entries. */
  readonly opening?: string;
  readonly closing?: string;
}

const nameFormat = (f: NameFormat): FeedFormat => ({
  name: f.name,
  contentType: "text/plain; charset=utf-8",
  about: f.about,
  scopes: NAME_SCOPES,
  head: (meta) => headLines(f.sign ?? "#", f.about, meta) + (f.opening ?? ""),
  lineSql: nameLine(f.lineSql),
  separator: "\n",
  // An empty feed has no last line to end.
  tail: (meta) => (meta.entries > 0 ? "\n" : "") + (f.closing ?? ""),
});

export const DOMAINS = nameFormat({
  name: "domains.txt",
  about: "names, one a line; each stands for itself and everything below it",
  lineSql: "key",
});

/** hosts(5) knows no wildcard: it blocks the name itself only. */
export const HOSTS = nameFormat({
  name: "hosts.txt",
  about: "hosts file; blocks the names themselves, not what is below them",
  lineSql: "'0.0.0.0 ' || key",
});

export const ADBLOCK = nameFormat({
  name: "adblock.txt",
  about: "AdGuard, AdGuard Home, uBlock Origin, Pi-hole 6",
  sign: "!",
  lineSql: "'||' || key || '^'",
});

/** `local=/x/` answers NXDOMAIN in every dnsmasq; `address=/x/` without an address needs 2.86. */
export const DNSMASQ = nameFormat({
  name: "dnsmasq.conf",
  about: "dnsmasq; NXDOMAIN for the names and everything below them",
  lineSql: "'local=/' || key || '/'",
});

export const UNBOUND = nameFormat({
  name: "unbound.conf",
  about: "Unbound local zones; NXDOMAIN for the names and everything below them",
  opening: "server:\n",
  lineSql: `'local-zone: "' || key || '." always_nxdomain'`,
});

export const SQUID = nameFormat({
  name: "squid.acl",
  about: 'Squid; acl NAME dstdomain "/path/squid.acl"',
  lineSql: "'.' || key",
});

export const RSPAMD = nameFormat({
  name: "rspamd.map",
  about: 'Rspamd multimap; type = "url", filter = "tld"; for listed hosts a second rule without filter',
  lineSql: "key",
});

/** One named list and one rule: SpamAssassin looks a URI's host and its parents up in the list. */
export const SPAMASSASSIN = nameFormat({
  name: "spamassassin.cf",
  about: "SpamAssassin 3.4.2 or newer; rule FRESHCATCH_URI",
  lineSql: "'enlist_uri_host (FRESHCATCH) ' || key",
  closing: [
    "header FRESHCATCH_URI eval:check_uri_host_listed('FRESHCATCH')",
    "describe FRESHCATCH_URI Links to a name that was seen in scam mail",
    "score FRESHCATCH_URI 5.0",
    "",
  ].join("\n"),
});
