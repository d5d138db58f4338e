import { URL_CHARS_MAX } from "../limits.ts";
import { canonicalHost, registrableDomain } from "./hostname.ts";

/**
 * URLs: the one place where they are parsed and written. Canonical as Google's Safe Browsing defines it
 * (URLs and Hashing, Canonicalization), with these differences, each needed as evidence:
 *
 *   https://amazon.co.jp@evil.example/  => https://evil.example/         userinfo never stays
 *   http://evil.example:8443//a/../b#x  => http://evil.example:8443/b    the port stays, the fragment goes
 *   http://evil.example/%2541?u=%2541   => http://evil.example/A?u=%2541 the query keeps its coding: unescaped
 *                                          wholly, the `&` of a URL inside it would split it
 *   http://evil.example/a%3Fb           => unchanged: an escaped ? or \ in a path stays escaped
 *   mailto:, tel:, javascript:, data:, http://a..b/, //, relative text without a base  => null
 */
export interface CanonicalUrl {
  /** scheme, host, port, path and query: equal for every way to write the same address. */
  readonly href: string;
  readonly scheme: "http" | "https" | "ftp";
  /** See hostname.ts; IPv6 without brackets. */
  readonly host: string;
  /** `null`: the scheme's own port. */
  readonly port: number | null;
  readonly path: string;
  /** With its `?`, or "". */
  readonly query: string;
  /** Registrable domain; `null` for an address or a bare suffix. */
  readonly domain: string | null;
  readonly hadUserinfo: boolean;
  /** As a browser writes it: coding and fragment kept, userinfo gone. Unwrapping reads this one. */
  readonly wire: string;
  /** Path or query went past URL_CHARS_MAX and were cut; never the host. */
  readonly isCut: boolean;
}

const SCHEMES = { "http:": "http", "https:": "https", "ftp:": "ftp" } as const;
const USERINFO = /^\s*(?:[a-z]+:)?[/\\]*[^/\\?#]*@/i;

/**
 * `null`: not a web or FTP address, or its host is none. Text that starts with two slashes is read as
 * http, as mail programs do; any other text without a scheme needs a base. Never throws. Idempotent:
 * `parseUrl(parseUrl(x).href)` gives the same href.
 */
export function parseUrl(text: string, base?: string): CanonicalUrl | null {
  const url = parseReference(text, base);
  const scheme = url && SCHEMES[url.protocol as keyof typeof SCHEMES];
  if (!url || !scheme) return null;
  const host = canonicalHost(url.hostname);
  if (host === null) return null;
  const port = url.port === "" ? null : Number(url.port);
  const origin = `${scheme}://${host.includes(":") ? `[${host}]` : host}${port === null ? "" : `:${port}`}`;
  const room = URL_CHARS_MAX - origin.length;
  const fullPath = canonicalPath(url.pathname);
  const path = cutEscaped(fullPath, room);
  const fullQuery = canonicalQuery(url.search);
  const query = cutEscaped(fullQuery, room - path.length);
  return {
    href: `${origin}${path}${query}`,
    scheme,
    host,
    port,
    path,
    query,
    domain: registrableDomain(host),
    hadUserinfo: url.username !== "" || url.password !== "" || USERINFO.test(text),
    wire: `${origin}${cutEscaped(`${url.pathname}${url.search}${url.hash}`, room)}`,
    isCut: path !== fullPath || query !== fullQuery,
  };
}

function parseReference(text: string, base: string | undefined): URL | null {
  const trimmed = text.trim();
  // A whole URL that was percent-encoded once, as redirectors and careless writers hand it on.
  const written = /^(?:https?|ftp)%3a/i.test(trimmed) ? percentDecode(trimmed) : trimmed;
  const absolute = base === undefined && /^[/\\]{2}/.test(written) ? `http:${written}` : written;
  try {
    return new URL(absolute, base);
  } catch {
    return null;
  }
}

function percentDecode(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Not to be written link by link: `https://evil.top:8/x` gives `hxxps://evil[.]top:8/x`. Host only. */
export function defang(href: string): string {
  const match = /^(https?|ftp):\/\/([^/?#]*)(.*)$/s.exec(href);
  if (!match) return href.replaceAll(".", "[.]");
  const [, scheme, authority, rest] = match as unknown as [string, string, string, string];
  const named = authority.startsWith("[") ? authority.replace(/:(?=[^\]]*\])/, "[:]") : authority;
  return `${scheme.replace("tt", "xx").replace("ftp", "fxp")}://${named.replaceAll(".", "[.]")}${rest}`;
}

/** Unescaped until nothing is left to unescape, dot segments and double slashes gone, escaped once. */
function canonicalPath(pathname: string): string {
  const bytes = unescapeWholly(pathname);
  const segments: string[] = [];
  const parts = bytes.split("/").slice(1);
  for (const part of parts) {
    if (part === "..") segments.pop();
    else if (part !== "." && part !== "") segments.push(part);
  }
  const isFolder = ["", ".", ".."].includes(parts.at(-1) ?? "");
  return escapeBytes(`/${segments.join("/")}${isFolder && segments.length > 0 ? "/" : ""}`);
}

/**
 * Each `%41` becomes one character (a byte), again and again: `%252541` gives `A`. The output is a
 * stack, so a long `%25252525…` costs linear time.
 */
function unescapeWholly(text: string): string {
  if (!text.includes("%")) return text;
  const out = new Uint8Array(text.length);
  let end = 0;
  for (let i = 0; i < text.length; i++) {
    out[end++] = text.charCodeAt(i);
    while (end >= 3 && out[end - 3] === 0x25) {
      const byte = hexByte(out[end - 2] as number, out[end - 1] as number);
      if (byte === null) break;
      end -= 2;
      out[end - 1] = byte;
    }
  }
  let bytes = "";
  for (const byte of out.subarray(0, end)) bytes += String.fromCharCode(byte);
  return bytes;
}

function hexByte(high: number, low: number): number | null {
  const value = Number.parseInt(String.fromCharCode(high, low), 16);
  return isHexDigit(high) && isHexDigit(low) ? value : null;
}

const isHexDigit = (code: number) =>
  (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66);

/** Safe Browsing's set, and `?` and `\`, which would be read as another part of the URL. */
function escapeBytes(bytes: string): string {
  return bytes.replace(/[\x00-\x20#%?\\\x7f-\uffff]/g, escapeByte);
}

const escapeByte = (byte: string) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;

/** Coding kept, its spelling made equal: unreserved characters bare (RFC 3986 6.2.2), hex in capitals. */
function canonicalQuery(search: string): string {
  if (search === "?") return "";
  return search.replace(/%(?![0-9a-f]{2})/gi, "%25").replace(/%[0-9a-f]{2}/gi, (escaped) => {
    const byte = String.fromCharCode(Number.parseInt(escaped.slice(1), 16));
    return /[A-Za-z0-9._~-]/.test(byte) ? byte : escaped.toUpperCase();
  });
}

/** Never through the middle of an escape. */
function cutEscaped(text: string, charsMax: number): string {
  return text.length <= charsMax ? text : text.slice(0, Math.max(0, charsMax)).replace(/%[0-9A-Fa-f]?$/, "");
}
