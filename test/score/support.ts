import type { Facts, Registration } from "../../src/domain/evidence.ts";
import { NO_FACTS } from "../../src/domain/evidence.ts";
import { registrableDomain } from "../../src/domain/hostname.ts";
import type { LinkContext } from "../../src/domain/indicator.ts";
import type { Extraction, Link } from "../../src/domain/sighting.ts";
import { DAY_SECONDS } from "../../src/domain/time.ts";
import type { ScoringInput } from "../../src/score/score.ts";

export const NOW = 1_770_800_000; // 2026-02-11T08:53:20Z

export function inputOf(host: string, given: Partial<ScoringInput> = {}): ScoringInput {
  const domain = registrableDomain(host);
  return {
    key: domain ?? host,
    scope: domain === null ? "host" : "registrable",
    host,
    domain,
    path: null,
    facts: NO_FACTS,
    context: null,
    receivedAt: NOW,
    mails: 1,
    reporters: 1,
    trustedReporters: 0,
    popularityRank: null,
    kitHosts: 0,
    ...given,
  };
}

export function contextWith(given: Partial<LinkContext> = {}): LinkContext {
  return {
    brand: null,
    isBrandDomain: false,
    hasUrgency: false,
    hasCallToAction: false,
    phoneMismatch: null,
    textMismatch: null,
    senderMismatch: null,
    dmarc: "unknown",
    language: "ja",
    path: "/",
    relayCountry: null,
    isHidden: false,
    receivedAt: NOW,
    ...given,
  };
}

/** A registration so many days before NOW. */
export function registeredDaysAgo(days: number, given: Partial<Registration> = {}): Facts {
  const value: Registration = {
    registeredAt: NOW - days * DAY_SECONDS,
    isDayOnly: false,
    changedAt: null,
    expiresAt: null,
    registrar: null,
    registrarIanaId: null,
    abuseContact: null,
    status: [],
    nameservers: [],
    ...given,
  };
  return { ...NO_FACTS, registration: { state: "found", value, source: "rdap", observedAt: NOW } };
}

export function linkTo(url: string, text: string | null = null): Link {
  const host = new URL(url).hostname;
  return {
    url,
    host,
    domain: registrableDomain(host),
    scope: "registrable",
    role: "target",
    foundIn: ["html-href"],
    via: [],
    text,
    isHidden: false,
    isOpaque: false,
  };
}

interface MailParts {
  readonly from?: string;
  readonly address?: string;
  readonly subject?: string;
  readonly body?: string;
  readonly links?: readonly Link[];
  readonly trueDomain?: string | null;
  readonly isDmarcPass?: boolean;
  readonly phones?: Extraction["phones"];
}

export function mailWith(parts: MailParts): Extraction {
  const address = parts.address ?? "info@bmcw.cn";
  const domain = registrableDomain(address.split("@")[1] ?? "");
  const trueDomain = parts.trueDomain === undefined ? domain : parts.trueDomain;
  return {
    subject: parts.subject ?? "",
    subjectTag: null,
    sender: {
      displayed: { name: parts.from ?? "", address },
      replyTo: null,
      displayedDomain: domain,
      trueDomain,
      trueDomainSource: "return-path",
      isMismatch: trueDomain === null ? null : trueDomain !== domain,
      addressInName: null,
      viaList: null,
      relay: null,
      hops: [],
      auth: {
        spf: "unknown",
        spfDomain: null,
        dkim: "unknown",
        dkimDomain: null,
        dmarc: parts.isDmarcPass === true ? "pass" : "unknown",
        authservId: "mx.reader.example",
        isTrusted: true,
      },
    },
    sentAt: NOW,
    body: parts.body ?? "",
    language: "ja",
    links: parts.links ?? [],
    resources: [],
    masked: [],
    phones: parts.phones ?? [],
    truncated: [],
  };
}
