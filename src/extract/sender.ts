import { PROVIDER_FAMILIES, SENDING_SERVICES } from "../data/mail-services.ts";
import { canonicalHost, isIpAddress, registrableDomain } from "../domain/hostname.ts";
import type { Mailbox, Message, ParsedMail } from "../domain/message.ts";
import type { Authentication, SenderEvidence } from "../domain/sighting.ts";
import { readAuthentication } from "./auth-results.ts";
import { readDisplayName } from "./display-name.ts";
import { type Chain, isOfSide, readChain } from "./trust.ts";

/**
 * Who a mail says it is from, and who truly sent it.
 *
 *   "Amazon" <Amazon.co.jp>, relay vmta139.bmcw.cn => displayed amazon.co.jp, true bmcw.cn, mismatch
 *   "Amazon.co.jp" <x@evil.cn>                     => displayed amazon.co.jp, true evil.cn, mismatch
 *   <news@mail.shop.example>, DKIM d=shop.example  => aligned as relaxed DMARC does (RFC 7489 3.1.1)
 *   <info@shop.example>, DKIM d=sendgrid.net only  => a mail service, owner not known: isMismatch null
 *
 * An inline forward carries the reporter's own headers, so nothing but the From line is told of it.
 * Never throws. Pure; called by extract.ts.
 */
export function readSender(
  mail: ParsedMail,
  options: { readonly trustedAuthservIds: readonly string[] },
): SenderEvidence {
  const { original, forwarded } = mail;
  const headers = forwarded === "inline" ? [] : original.headers;
  const chain = readChain(headers, options.trustedAuthservIds);
  const auth = confirmWriter(readAuthentication(headers, options.trustedAuthservIds), chain);
  const displayed = readDisplayed(original);
  const actual = findTrueDomain(original, displayed, auth, chain);
  return {
    displayed: original.from,
    replyTo: original.replyTo,
    displayedDomain: displayed.domain,
    trueDomain: actual?.domain ?? null,
    trueDomainSource: actual?.source ?? null,
    isMismatch: isMismatch(displayed, actual, auth, listDomain(original)),
    addressInName: displayed.addressInName,
    viaList: displayed.viaList,
    relay: chain.relay,
    hops: chain.hops,
    auth,
  };
}

/** Of a mail that the reporter wrote himself: there is no sender to speak of. */
export const NO_SENDER: SenderEvidence = {
  displayed: null,
  replyTo: null,
  displayedDomain: null,
  trueDomain: null,
  trueDomainSource: null,
  isMismatch: null,
  addressInName: null,
  viaList: null,
  relay: null,
  hops: [],
  auth: {
    spf: "unknown",
    spfDomain: null,
    dkim: "unknown",
    dkimDomain: null,
    dmarc: "unknown",
    authservId: null,
    isTrusted: false,
  },
};

/**
 * A listed server's name at the top proves nothing when the reader's own provider writes no such header:
 * then it is the sender's. So the name must be one of the servers that took the mail in.
 */
function confirmWriter(auth: Authentication, chain: Chain): Authentication {
  const isReaders = chain.hops.length === 0 || isOfSide(auth.authservId, chain.readerDomains);
  return auth.isTrusted && !isReaders ? { ...auth, isTrusted: false } : auth;
}

interface Displayed {
  /** Registrable domain that the reader takes for the sender's. */
  readonly domain: string | null;
  /** Registrable domain of the real address in From; `null` when it has none. */
  readonly addressDomain: string | null;
  readonly addressInName: string | null;
  readonly viaList: string | null;
}

/** What a reader sees: mail programs show the name alone, so a domain in the name goes before the address. */
function readDisplayed(message: Message): Displayed {
  const from = message.from ?? { name: "", address: "" };
  const name = readDisplayName(from);
  const author = name.viaList === null ? null : listAuthor(message);
  const addressDomain = addressOrg(from.address);
  // An address without @ is only text to look at: `Amazon.co.jp`.
  const bare = from.address.includes("@") ? null : toOrg(from.address);
  return {
    domain: (author && addressOrg(author.address)) ?? name.domain ?? addressDomain ?? bare,
    addressDomain,
    addressInName: name.address,
    viaList: name.viaList,
  };
}

/** Lists that rewrite From keep the author in X-Original-From, else in Reply-To. */
function listAuthor(message: Message): Mailbox | null {
  const original = message.headers.find((h) => h.name === "x-original-from")?.value.slice(0, 1_000);
  const address = original === undefined ? undefined : /([^\s<>"]+@[^\s<>"]+)>?\s*$/u.exec(original)?.[1];
  return address === undefined ? message.replyTo : { name: "", address };
}

interface TrueDomain {
  readonly domain: string;
  readonly source: NonNullable<SenderEvidence["trueDomainSource"]>;
}

/** The best evidence there is: what cannot be forged first, what anybody can write last. */
function findTrueDomain(
  message: Message,
  displayed: Displayed,
  auth: Authentication,
  chain: Chain,
): TrueDomain | null {
  const isSpfFailed = auth.spf === "fail" || auth.spf === "softfail";
  const candidates: readonly [TrueDomain["source"], string | null][] = [
    ["dkim", auth.isTrusted && auth.dkim === "pass" ? toOrg(auth.dkimDomain) : null],
    ["spf", auth.isTrusted && auth.spf === "pass" ? toOrg(auth.spfDomain) : null],
    // A failed SPF check says that just this name was not the sender's.
    ["return-path", isSpfFailed ? null : addressOrg(message.returnPath ?? "")],
    ["helo", relayDomain(chain, displayed)],
    ["from", displayed.addressDomain],
  ];
  const found = candidates.flatMap(([source, domain]) => (domain === null ? [] : [{ source, domain }]));
  // A mail service in front of its customer's own domain hides what is known of the customer.
  const proven = found.filter((c) => c.source === "dkim" || c.source === "spf");
  return proven.find((c) => !SENDING_SERVICES.has(c.domain)) ?? found[0] ?? null;
}

/**
 * The domain of the relay's HELO name. The client chooses that name: one that equals the displayed domain
 * counts only if reverse DNS confirms it, since a forger would say just that.
 */
function relayDomain(chain: Chain, displayed: Displayed): string | null {
  const relay = chain.relay;
  if (relay === null) return null;
  const helo = LOCAL_NAME.test(relay.helo ?? "") ? null : toOrg(relay.helo);
  const rdns = chain.isRelayNameConfirmed ? toOrg(relay.rdns) : null;
  if (helo === null || chain.readerDomains.has(helo)) return null;
  return helo === displayed.domain && helo !== rdns ? null : helo;
}

/** Names that machines give themselves at home (RFC 6762, ICANN's .internal) say nothing of an owner. */
const LOCAL_NAME = /\.(?:local|localdomain|internal|lan|home|localhost|arpa)\.?$/iu;

/** Where a mailing list that left From as it was says it lives (RFC 2369, 2919). */
function listDomain(message: Message): string | null {
  const value = message.headers.find((h) => h.name === "list-post" || h.name === "list-id")?.value ?? "";
  return toOrg(/[@.]([a-z0-9-]+(?:\.[a-z0-9-]+)+)>?\s*$/iu.exec(value.slice(0, 500))?.[1] ?? null);
}

function isMismatch(
  displayed: Displayed,
  actual: TrueDomain | null,
  auth: Authentication,
  list: string | null,
): boolean | null {
  if (displayed.domain === null || actual === null) return null;
  // A list sends for its members: whose words they are is not said by the sending domain.
  if (displayed.viaList !== null) return null;
  if (actual.domain === displayed.domain) return actual.source === "from" ? null : false;
  // A trusted DMARC answer is about the address; it settles the matter when the address is what is shown.
  if (auth.isTrusted && displayed.domain === displayed.addressDomain) {
    if (auth.dmarc === "pass") return false;
    if (auth.dmarc === "fail") return true;
  }
  if (list !== null && list === actual.domain) return null;
  return isShared(actual) && displayed.domain === displayed.addressDomain ? null : true;
}

/** A machine that sends for many: it says nothing of the owner of what it sends. */
function isShared({ domain, source }: TrueDomain): boolean {
  if (SENDING_SERVICES.has(domain)) return true;
  return source === "helo" && PROVIDER_FAMILIES.some((family) => family.includes(domain));
}

function addressOrg(address: string): string | null {
  const at = address.lastIndexOf("@");
  return at < 0 ? null : toOrg(address.slice(at + 1));
}

/** Registrable domain of a host as written; `null` for an IP address, a bare suffix or no host at all. */
function toOrg(host: string | null): string | null {
  const canonical = host === null ? null : canonicalHost(host.trim());
  return canonical === null || isIpAddress(canonical) ? null : registrableDomain(canonical);
}
