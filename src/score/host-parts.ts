import { isIpAddress, registrableName } from "../domain/hostname.ts";

/** A host taken apart at its public suffix: `a.b.evil.co.jp` -> labels [a, b], label evil, suffix co.jp. */
export interface HostParts {
  /** Labels left of the registrable label, outermost first. */
  readonly subdomains: readonly string[];
  /** The label that somebody registered; "" for an address or a bare suffix. */
  readonly label: string;
  /** Public suffix with its private part: `pages.dev`; "" for an address. */
  readonly suffix: string;
  readonly tld: string;
  /** A company's customer holds the label, no registrant: `evil.pages.dev`. */
  readonly isPrivate: boolean;
}

/** The suffix list is asked once for each host in a row: a dozen rules ask about the same one. */
let last: { readonly host: string; readonly parts: HostParts } | null = null;

/** `host` is canonical. Pure: the one entry that is kept changes the time alone. */
export function hostParts(host: string): HostParts {
  if (last?.host !== host) last = { host, parts: takeApart(host) };
  return last.parts;
}

function takeApart(host: string): HostParts {
  if (isIpAddress(host)) return { subdomains: [], label: "", suffix: "", tld: "", isPrivate: false };
  const tld = host.slice(host.lastIndexOf(".") + 1);
  const { domain, isPrivate } = registrableName(host);
  if (domain === null) return { subdomains: [], label: "", suffix: host, tld, isPrivate: false };
  const dot = domain.indexOf(".");
  const rest = host.slice(0, Math.max(0, host.length - domain.length - 1));
  return {
    subdomains: rest === "" ? [] : rest.split("."),
    label: dot < 0 ? domain : domain.slice(0, dot),
    suffix: dot < 0 ? "" : domain.slice(dot + 1),
    tld,
    isPrivate,
  };
}
