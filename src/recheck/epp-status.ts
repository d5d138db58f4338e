/**
 * Status words of RDAP and WHOIS brought to one form, RFC 8056 section 2: lower case, words apart.
 *
 *   clientTransferProhibited https://icann.org/epp#…   => client transfer prohibited
 *   REGISTERED, DELEGATED, VERIFIED                    => registered · delegated · verified
 *   Connected (2026/03/31)                             => connected
 * Pure. Used by parse-rdap.ts and parse-whois.ts.
 */
const STATUS_CHARS_MAX = 60;
const STATUSES_MAX = 30;

export function toStatusWords(values: readonly string[]): string[] {
  const words = values.flatMap((value) => value.slice(0, 500).split(/[,;]/)).map(toWords);
  return [...new Set(words.filter((word) => word !== ""))].slice(0, STATUSES_MAX);
}

function toWords(value: string): string {
  return value
    .replace(/\(?\bhttps?:\S*.*/, "")
    .replace(/\([^)]*\)/g, "")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replace(/[\s_-]+/g, " ")
    .trim()
    .toLowerCase()
    .slice(0, STATUS_CHARS_MAX);
}
