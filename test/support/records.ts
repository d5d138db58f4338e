import { NO_FACTS } from "../../src/domain/evidence.ts";
import type { Indicator, LinkContext } from "../../src/domain/indicator.ts";
import type { MailRecord } from "../../src/domain/mail-record.ts";
import type { Verdict } from "../../src/domain/verdict.ts";
import type { Sighting } from "../../src/ports.ts";

/** 2026-02-11T12:35:00Z: when the model mail was received (21:35 in Japan). */
export const MODEL_RECEIVED_AT = 1_770_813_300;

export function aContext(over: Partial<LinkContext> = {}): LinkContext {
  return {
    brand: "amazon",
    isBrandDomain: false,
    hasUrgency: true,
    hasCallToAction: true,
    phoneMismatch: null,
    textMismatch: null,
    senderMismatch: { displayed: "amazon.co.jp", actual: "sender.example" },
    dmarc: "unknown",
    language: "ja",
    path: "/sign-in",
    relayCountry: null,
    isHidden: false,
    receivedAt: MODEL_RECEIVED_AT,
    ...over,
  };
}

export function aMail(over: Partial<MailRecord> = {}): MailRecord {
  return {
    id: "0".repeat(32),
    receivedAt: MODEL_RECEIVED_AT,
    expiresAt: MODEL_RECEIVED_AT + 90 * 86_400,
    door: "email",
    reporter: "aaaaaaaaaaaaaaaa",
    isPublic: false,
    forwarded: "attachment",
    lost: [],
    extraction: null,
    error: null,
    claim: null,
    pressure: { urgency: [], callToAction: null },
    keys: ["fresh-login.example"],
    ...over,
  };
}

export function aSighting(over: Partial<Sighting> = {}): Sighting {
  return {
    key: "fresh-login.example",
    scope: "registrable",
    host: "fresh-login.example",
    domain: "fresh-login.example",
    context: aContext(),
    contextDb: 5,
    nextCheckAt: MODEL_RECEIVED_AT,
    ...over,
  };
}

export function aVerdict(over: Partial<Verdict> = {}): Verdict {
  return {
    band: "malicious",
    probability: 0.996,
    evidenceDb: 24,
    reasons: [],
    rulesVersion: "test",
    ...over,
  };
}

export function anIndicator(over: Partial<Indicator> = {}): Indicator {
  return {
    key: "fresh-login.example",
    scope: "registrable",
    host: "fresh-login.example",
    domain: "fresh-login.example",
    firstSeenAt: MODEL_RECEIVED_AT,
    lastSeenAt: MODEL_RECEIVED_AT,
    mails: 1,
    reporters: ["aaaaaaaaaaaaaaaa"],
    mailIds: ["0".repeat(32)],
    context: aContext(),
    facts: NO_FACTS,
    verdict: null,
    status: "watched",
    listing: null,
    checks: 0,
    checkedAt: null,
    nextCheckAt: MODEL_RECEIVED_AT,
    ...over,
  };
}
