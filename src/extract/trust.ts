import { INNER_PREFIXES, PROVIDER_FAMILIES } from "../data/mail-services.ts";
import { registrableDomain } from "../domain/hostname.ts";
import type { HeaderLine } from "../domain/message.ts";
import type { Hop } from "../domain/sighting.ts";
import { HOPS_MAX } from "../limits.ts";
import { parseReceived, type ReceivedFields } from "./received.ts";

/**
 * The trust boundary in the Received chain: which headers the reader's own side wrote, and which client
 * brought the mail to it.
 *
 * The topmost header is the reader's provider's own: whatever a sender writes stands below it. From there
 * down, a header is believed only while the one above it names a client of the same side, since then that
 * client wrote it. Three things make a client one of the same side:
 *
 *   a private, loopback or link-local address, a 6to4 one of a private address (Gmail's 2002:a05:..),
 *     or one in a prefix where the provider only speaks to itself (Exchange Online)   => go on
 *   no address at all: `by 2002:a05:.. with SMTP id`, LMTP, a pipe                     => go on
 *   a public address whose reverse name was confirmed by the receiving server and belongs to the
 *     provider                                        => go on if the next header is the provider's own
 *
 * The first client that is none of these is the relay; all below it is only claimed.
 *
 *   by mx.google.com  <- vmta139.bmcw.cn [154.223.230.135]   relay
 *   by mail.amazon.co.jp <- mail.amazon.co.jp [192.0.2.9]    written by the sender, never believed
 *
 * Once a public address of the provider was crossed, a header without a client address ends the walk:
 * any customer of the provider can send from there, and its next header may be the customer's forgery.
 * The price is that the relay is then the provider's own server, which is true if less telling.
 */
export interface Chain {
  readonly hops: readonly Hop[];
  /** `null`: no header states a client address that can be believed. */
  readonly relay: Hop | null;
  /** The relay's reverse name was looked up forwards too, so its owner stands behind it. */
  readonly isRelayNameConfirmed: boolean;
  /** Registrable domains of the reader's side, as the believed headers name it. */
  readonly readerDomains: ReadonlySet<string>;
}

/** `readerHosts`: further servers of the reader's side, such as those of the operator. */
export function readChain(headers: readonly HeaderLine[], readerHosts: readonly string[]): Chain {
  const fields = headers
    .filter((h) => h.name === "received")
    .slice(0, HOPS_MAX)
    .map((h) => parseReceived(h.value))
    .filter((hop) => hop !== null);
  const side = sideOf([fields[0]?.by ?? null, ...readerHosts]);
  const { trusted, relay } = walk(fields, side);
  const hops = fields.map((hop, i) => toHop(hop, i < trusted));
  return {
    hops,
    relay: relay === null ? null : (hops[relay] ?? null),
    isRelayNameConfirmed: relay !== null && fields[relay]?.isRdnsConfirmed === true,
    readerDomains: sideOf(fields.slice(0, trusted).map((hop) => hop.by)),
  };
}

/** True when the host belongs to one of the domains. */
export function isOfSide(host: string | null, side: ReadonlySet<string>): boolean {
  const domain = host === null ? null : registrableDomain(host);
  return domain !== null && side.has(domain);
}

function toHop(fields: ReceivedFields, isTrusted: boolean): Hop {
  const { ip, helo, rdns, by, at } = fields;
  return { ip, helo, rdns, by, at, isTrusted };
}

/** How many headers from the top are believed, and the index of the one that names the relay. */
function walk(
  hops: readonly ReceivedFields[],
  side: ReadonlySet<string>,
): { readonly trusted: number; readonly relay: number | null } {
  let crossed: number | null = null;
  for (const [i, hop] of hops.entries()) {
    const next = hops[i + 1];
    const client = clientKind(hop, side, next);
    if (client === "outside") return { trusted: i + 1, relay: i };
    if (client === "unknown" || (client === "none" && crossed !== null))
      return { trusted: i + 1, relay: crossed };
    if (client === "provider") {
      crossed = i;
      if (!next || !isOfSide(next.by, side)) return { trusted: i + 1, relay: i };
    }
  }
  return { trusted: hops.length, relay: crossed };
}

type ClientKind = "none" | "inner" | "provider" | "outside" | "unknown";

function clientKind(
  hop: ReceivedFields,
  side: ReadonlySet<string>,
  next: ReceivedFields | undefined,
): ClientKind {
  if (hop.ip !== null) {
    if (isPrivateAddress(hop.ip)) return "inner";
    if (INNER_PREFIXES.some((p) => side.has(p.owner) && p.pattern.test(hop.ip as string))) return "inner";
    return hop.isRdnsConfirmed && isOfSide(hop.rdns, side) ? "provider" : "outside";
  }
  if (!hop.hasClient) return "none";
  // Named without an address: only a hand-over inside one provider, or inside one machine, is written so.
  const isSameHost = hop.helo === null || hop.helo === "localhost" || isOfSide(hop.helo, side);
  return isSameHost && isOfSide(next?.by ?? null, side) ? "none" : "unknown";
}

/**
 * Not routed on the public Internet: RFC 1918, 6598 (carrier NAT), loopback, link-local, ULA (RFC 4193),
 * and 6to4 (RFC 3056) of such. Documentation addresses count as public: they stand in for such ones.
 * `ip` is in normal form.
 */
export function isPrivateAddress(ip: string): boolean {
  if (/^(?:10|127)\.|^192\.168\.|^169\.254\.|^172\.(?:1[6-9]|2\d|3[01])\./u.test(ip)) return true;
  if (/^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./u.test(ip)) return true;
  if (/^::1$|^f[cd][0-9a-f]{2}:|^fe[89ab][0-9a-f]:/u.test(ip)) return true;
  const sixToFour = /^2002:([0-9a-f]{1,4}):([0-9a-f]{1,4}):/u.exec(ip);
  if (!sixToFour) return false;
  const [high, low] = [
    Number.parseInt(sixToFour[1] as string, 16),
    Number.parseInt(sixToFour[2] as string, 16),
  ];
  return isPrivateAddress(`${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`);
}

/** The registrable domains of the hosts and of all others that the same providers own. */
function sideOf(hosts: readonly (string | null)[]): ReadonlySet<string> {
  const own = hosts.map((host) => (host === null ? null : registrableDomain(host))).filter((d) => d !== null);
  return new Set(own.flatMap((d) => [d, ...(PROVIDER_FAMILIES.find((family) => family.includes(d)) ?? [])]));
}
