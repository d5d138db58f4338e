/**
 * The year in which an ending was put into the root zone: no name under it can be older. Source: IANA root zone
 * database and ICANN's delegation reports, as known in 2026-11. Two-letter endings and what is not named here and
 * not new: 1985, the year of the first names (RFC 921 schedule, `symbolics.com` on 1985-03-15).
 */
export const TLD_START_YEARS: ReadonlyMap<string, number> = new Map([
  ...["com", "net", "org", "edu", "gov", "mil", "arpa"].map((tld) => [tld, 1985] as const),
  ["int", 1988],
  ...["aero", "biz", "coop", "info", "museum", "name"].map((tld) => [tld, 2001] as const),
  ["pro", 2002],
  ...["cat", "jobs", "mobi", "travel"].map((tld) => [tld, 2005] as const),
  ["asia", 2007],
  ["tel", 2007],
  ["xxx", 2011],
  ["post", 2012],
  // Reserved (RFC 2606): in a simulated internet they stand for any ending.
  ...["example", "test", "invalid", "localhost"].map((tld) => [tld, 1985] as const),
]);

/** The first IDN country endings: 2010-05-05. */
export const IDN_START_YEAR = 2010;
/** The first endings of the new programme: 2013-10-23. */
export const NEW_GTLD_START_YEAR = 2013;
export const FIRST_NAMES_YEAR = 1985;
