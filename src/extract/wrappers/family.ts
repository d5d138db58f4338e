import type { LinkRole } from "../../domain/sighting.ts";
import type { CanonicalUrl } from "../../domain/url.ts";
import { decodeBase64 } from "../base64.ts";
import { percentDecodeText } from "../data-url.ts";

/** What a wrapper says about where it leads: the target as text, or only hints when it keeps that to itself. */
export type Reading = { readonly target: string } | { readonly tells: Readonly<Record<string, string>> };

/** One way to carry a URL inside another. `read` gives `null` for a URL that is not of this family. */
export interface Family {
  /** Stable: it stands in reports. */
  readonly name: string;
  readonly role: Exclude<LinkRole, "target">;
  read(url: CanonicalUrl): Reading | null;
}

/** `x.example` and everything below it. */
export function isHostOf(host: string, name: string): boolean {
  return host.endsWith(name) && (host.length === name.length || host[host.length - name.length - 1] === ".");
}

/** All after the host as it was written, fragment included: `/a/b?c=d#e`. */
export function tailOf(url: CanonicalUrl): string {
  return url.wire.slice(url.wire.indexOf("/", url.wire.indexOf("://") + 3));
}

/** Path as it was written, escapes kept. */
export function rawPathOf(url: CanonicalUrl): string {
  return tailOf(url).split(/[?#]/, 1)[0] as string;
}

export interface Parameter {
  /** Lower case; `amp;` of a twice coded `&amp;` taken off. */
  readonly name: string;
  /** Percent-decoded once, as the server does. */
  readonly value: string;
  /** As written. */
  readonly raw: string;
}

/** Parameters of the query, then those of a fragment that looks like one (`#/?url=`, `#url=`). */
export function parametersOf(url: CanonicalUrl): Parameter[] {
  const tail = tailOf(url);
  const hash = tail.indexOf("#");
  const beforeHash = hash < 0 ? tail : tail.slice(0, hash);
  const question = beforeHash.indexOf("?");
  const query = question < 0 ? "" : beforeHash.slice(question + 1);
  const fragment = hash < 0 ? "" : tail.slice(hash + 1).replace(/^[^?=]*\?/, "");
  return [...splitParameters(query), ...splitParameters(fragment)];
}

function splitParameters(text: string): Parameter[] {
  if (text === "") return [];
  return text.split("&").flatMap((part) => {
    const equals = part.indexOf("=");
    if (equals < 0) return [];
    const name = percentDecodeText(part.slice(0, equals)).toLowerCase();
    const raw = part.slice(equals + 1);
    return [{ name: name.startsWith("amp;") ? name.slice(4) : name, value: percentDecodeText(raw), raw }];
  });
}

/** Value of the first parameter of these names that has one; earlier names win. */
export function parameter(url: CanonicalUrl, ...names: readonly string[]): string | null {
  const all = parametersOf(url);
  for (const name of names) {
    const found = all.find((p) => p.name === name && p.value !== "");
    if (found) return found.value;
  }
  return null;
}

export const ABSOLUTE = /^\s*https?:[\\/]/i;

/** Times that a value may have been percent-encoded over. */
const ENCODINGS_MAX = 4;

/**
 * Takes off percent-encoding until an absolute URL stands there; its own escapes stay. `null`: never.
 *
 *   https%3A%2F%2Fx.example%2F%3Fa%3D%2526  => https://x.example/?a=%26
 *   https%253A%252F%252Fx.example           => https://x.example
 *   https://x.example/%2F                   => unchanged
 */
export function absoluteUrlIn(value: string): string | null {
  let text = value;
  for (let n = 0; n <= ENCODINGS_MAX; n++) {
    if (ABSOLUTE.test(text)) return text;
    const decoded = percentDecodeText(text);
    if (decoded === text) return null;
    text = decoded;
  }
  return null;
}

/** The same for base64 of either alphabet. */
export function base64UrlIn(value: string): string | null {
  if (!/^(?:aHR0|SFRU)/.test(value)) return null; // "htt" and "HTT" in base64.
  const text = decodeBase64(value);
  return text !== null && ABSOLUTE.test(text) ? text : null;
}
