import { parse as parseSuffix } from "tldts";
import { decodePunycode } from "./punycode.ts";

/**
 * Hosts: the one place that decides what a host name is, to whom it belongs and how it is shown.
 *
 *   ＥＶＩＬ。top.     => evil.top          0x7f.1          => 127.0.0.1
 *   日本語.jp          => xn--wgv71a119e.jp [2001:DB8::1]   => 2001:db8::1
 *   a..b, xn--a, a_b.com, evil.c*m, 1.2.3.00x0              => null
 * Underscores, and hyphens at a label's end, are taken left of the registrable name only
 * (`my_shop.example.com`): resolvers answer for them there, no registry sells them.
 */

/** Percent-encoded UTF-8 of the longest name: beyond it the text cannot be a host. */
const HOST_TEXT_CHARS_MAX = 253 * 9;
const NAME_CHARS_MAX = 253; // RFC 1035 section 2.3.4, without the trailing dot.
const LABEL = /^[a-z0-9_-]{1,63}$/;
const REGISTRABLE_LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;
/** RFC 3696 section 2: a top-level label is not all digits; every delegated one starts with a letter. */
const TOP_LABEL = /^[a-z][a-z0-9-]*$/;
const TRAILING_DOTS = /[.\u3002\uff0e\uff61]+$/;
const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;
/** Already canonical as far as the host parser goes (no A-label, no number at the end): spares its cost. */
const PLAIN_NAME = /^(?!xn--)[a-z0-9_-]+(?:\.(?!xn--)[a-z0-9_-]+)*\.[a-z][a-z0-9-]*$/;
const NOT_IN_A_HOST = /[\s/?#@\\\p{Cc}]/u;

/**
 * ASCII lower case by the WHATWG host parser, then our own stricter rules. An IPv6 address has no
 * brackets and stands as RFC 5952 writes it; an IPv4 address inside IPv6 (`::ffff:1.2.3.4`) is the IPv4
 * address, since that is the machine it reaches. `null`: no host. Idempotent.
 */
export function canonicalHost(text: string): string | null {
  if (text.length > HOST_TEXT_CHARS_MAX || NOT_IN_A_HOST.test(text)) return null;
  if (text.includes(":")) return canonicalIpv6(text);
  if (PLAIN_NAME.test(text)) return isName(text) ? text : null;
  const parsed = parseHost(text.replace(TRAILING_DOTS, ""));
  if (parsed === null) return null;
  if (parsed.endsWith(".")) return canonicalHost(parsed);
  return IPV4.test(parsed) || isName(parsed) ? parsed : null;
}

/** The host parser of the runtime; it throws on what it refuses. */
function parseHost(text: string): string | null {
  try {
    return new URL(`http://${text}/`).hostname;
  } catch {
    return null;
  }
}

function canonicalIpv6(text: string): string | null {
  const bare = text.startsWith("[") && text.endsWith("]") ? text.slice(1, -1) : text;
  if (!/^[0-9a-f:.]+$/i.test(bare)) return null;
  const address = parseHost(`[${bare}]`)?.slice(1, -1) ?? null;
  const mapped = address === null ? null : /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(address);
  if (!mapped) return address;
  const [high, low] = [Number.parseInt(mapped[1] as string, 16), Number.parseInt(mapped[2] as string, 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}

function isName(host: string): boolean {
  if (host.length > NAME_CHARS_MAX) return false;
  const labels = host.split(".");
  if (labels.length > 1 && !TOP_LABEL.test(labels.at(-1) as string)) return false;
  if (!labels.every((label) => LABEL.test(label) && isGoodALabel(label))) return false;
  const registrable = suffixOf(host, false).domain ?? host;
  return registrable.split(".").every((label) => REGISTRABLE_LABEL.test(label));
}

function isGoodALabel(label: string): boolean {
  return !label.startsWith("xn--") || decodeLabel(label) !== null;
}

/** `null` unless the label decodes to something that encodes back to it. */
function decodeLabel(label: string): string | null {
  const decoded = decodePunycode(label.slice("xn--".length));
  return decoded !== null && parseHost(decoded) === label ? decoded : null;
}

/** True for a canonical IPv4 or IPv6 address. */
export function isIpAddress(host: string): boolean {
  return host.includes(":") || IPV4.test(host);
}

interface SuffixAnswer {
  readonly domain: string | null;
  readonly isIcann: boolean;
  readonly isPrivate: boolean;
}

function suffixOf(host: string, hasPrivate: boolean): SuffixAnswer {
  const { domain, isIcann, isPrivate } = parseSuffix(host, {
    allowPrivateDomains: hasPrivate,
    extractHostname: false,
    validateHostname: false,
    mixedInputs: false,
    detectIp: false,
  });
  return { domain, isIcann: isIcann === true, isPrivate: isPrivate === true };
}

/**
 * The name that one owner holds, by the Public Suffix List with its private part: `evil.pages.dev`,
 * not `pages.dev`. `null` for an address and for a bare suffix. An unlisted TLD counts as a suffix.
 */
export function registrableDomain(host: string): string | null {
  return isIpAddress(host) ? null : suffixOf(host, true).domain;
}

/**
 * The same, and whether its suffix stands in the list's private part: then a company's customer holds it, no
 * registrant (`evil.pages.dev`).
 */
export function registrableName(host: string): {
  readonly domain: string | null;
  readonly isPrivate: boolean;
} {
  return isIpAddress(host) ? { domain: null, isPrivate: false } : suffixOf(host, true);
}

/** No owner below the list's last rule: `com`, `co.jp`, `pages.dev`, and any single label. */
export function isPublicSuffix(host: string): boolean {
  return !isIpAddress(host) && suffixOf(host, true).domain === null;
}

/** The name lies under a suffix that the list names, so it can exist on the public Internet. */
export function hasListedSuffix(host: string): boolean {
  if (isIpAddress(host)) return false;
  const { domain, isIcann, isPrivate } = suffixOf(host, true);
  return domain !== null && (isIcann || isPrivate);
}

/** The host, then each parent down to the registrable domain; an address or bare suffix alone. */
export function parentHosts(host: string): string[] {
  const last = registrableDomain(host);
  const hosts = [host];
  for (let name = host; last !== null && name !== last; ) {
    name = name.slice(name.indexOf(".") + 1);
    hosts.push(name);
  }
  return hosts;
}

/** For display: A-labels decoded where that can be undone exactly, the others left as they are. */
export function toUnicodeHost(host: string): string {
  if (!host.includes("xn--")) return host;
  const unicode = host
    .split(".")
    .map((label) => (label.startsWith("xn--") ? (decodeLabel(label) ?? label) : label))
    .join(".");
  return canonicalHost(unicode) === host ? unicode : host;
}

/** RFC 6761 and its registry, RFC 2606, RFC 7686 (.onion), RFC 9476 (.alt), ICANN .internal; 2026-08. */
const SPECIAL_USE_NAMES: ReadonlySet<string> = new Set(
  "localhost test example invalid local onion arpa alt internal example.com example.net example.org".split(
    " ",
  ),
);

/** IANA special-purpose IPv4 registry (RFC 6890 and later), multicast and class E; 2026-08. */
const SPECIAL_IPV4: readonly (readonly [first: string, bits: number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
];

/** ::/96 (unspecified, loopback), 64:ff9b:1::, 100::, 2001:0-1ff::, 2001:db8::, 3fff:0-fff::, fc00::/7, fe80::/10, ff00::/8. */
const SPECIAL_IPV6 =
  /^(?:::[0-9a-f]{0,4}(?::[0-9a-f]{1,4})?$|64:ff9b:1:|100::|2001:(?::|[01]?[0-9a-f]{1,2}:|db8:)|3fff:(?::|[0-9a-f]{1,3}:)|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:|ff[0-9a-f]{2}:)/;

/** Reserved for documentation, tests or one's own network: never listed, never looked up. */
export function isSpecialUse(host: string): boolean {
  if (host.includes(":")) return SPECIAL_IPV6.test(host);
  if (isIpAddress(host)) {
    const address = ipv4Number(host);
    return SPECIAL_IPV4.some(([first, bits]) => (address ^ ipv4Number(first)) >>> (32 - bits) === 0);
  }
  const labels = host.split(".");
  return SPECIAL_USE_NAMES.has(labels.at(-1) as string) || SPECIAL_USE_NAMES.has(labels.slice(-2).join("."));
}

function ipv4Number(address: string): number {
  return address.split(".").reduce((sum, part) => (sum << 8) | Number(part), 0);
}
