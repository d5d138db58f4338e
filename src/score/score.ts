import type { Band, Group, Reason, Verdict } from "../domain/verdict.ts";
import type { ScoringInput } from "./input.ts";
import { RULES, RULES_VERSION, type Rule } from "./rules.ts";
import { ageAtReceiptDays } from "./rules-age.ts";

export type { ScoringInput, Values } from "./input.ts";

/**
 * What a group can add at most, in decibans. Rules of one group overlap (a look-alike name is often a
 * throw-away name too), so their sum is not believed beyond this.
 */
export const GROUP_CAP_DB: Readonly<Record<Group, number>> = {
  age: 14,
  name: 27,
  network: 12,
  sender: 9,
  content: 24,
  kit: 12,
  reports: 8,
  reputation: 60,
  person: 170,
};

/** Even odds: of 901 Japanese list mails 552 held a candidate host, the other links being official or footers. */
export const PRIOR_DB = 0;
/** A group counts as evidence of its own from here: below it is noise (a CDN in front: 2). */
export const GROUP_DB_MIN = 3;

const SUSPICIOUS_PROBABILITY = 0.9;
/** One group alone may be one fluke, and all signs from within one mail are one writer's doing: five times the odds. */
const SUSPICIOUS_ALONE_PROBABILITY = 0.98;
const MALICIOUS_PROBABILITY = 0.99;
const BENIGN_PROBABILITY = 0.1;

/**
 * Adds the evidence: rules that apply -> groups, each capped -> prior -> probability -> band. Pure, free of
 * order, and monotone: one more bad sign never lowers the probability.
 */
export function score(input: ScoringInput): Verdict {
  const found = RULES.map((rule) => reasonOf(rule, input)).filter((reason) => reason !== null);
  const sums = sumsOf(found);
  const evidenceDb = round([...sums].reduce((sum, [group, db]) => sum + clamp(db, GROUP_CAP_DB[group]), 0));
  const reasons = capped(found, sums);
  const probability = probabilityOf(evidenceDb);
  return {
    band: bandOf(probability, reasons),
    probability,
    evidenceDb,
    reasons,
    rulesVersion: RULES_VERSION,
  };
}

/** Logistic of prior plus evidence; decibans are tenths of a power of ten of the odds. */
export function probabilityOf(evidenceDb: number): number {
  return 1 / (1 + 10 ** (-(PRIOR_DB + evidenceDb) / 10));
}

function reasonOf(rule: Rule, input: ScoringInput): Reason | null {
  const values = rule.when(input);
  if (values === null) return null;
  return {
    id: rule.id,
    group: rule.group,
    db: rule.weigh?.(values, input) ?? rule.db,
    values,
    source: rule.factSource(input),
    observedAt: observedAt(rule, input),
    isWritersText: rule.isWritersText,
  };
}

function observedAt(rule: Rule, input: ScoringInput): number | null {
  if (rule.group === "age" && ageAtReceiptDays(input) !== null) {
    const { registration, whois } = input.facts;
    return registration.state === "found"
      ? registration.observedAt
      : whois.state === "found"
        ? whois.observedAt
        : null;
  }
  if (rule.group === "network")
    return input.facts.network.state === "found" ? input.facts.network.observedAt : null;
  return rule.isWritersText ? (input.context?.receivedAt ?? null) : null;
}

function sumsOf(reasons: readonly Reason[]): ReadonlyMap<Group, number> {
  const sums = new Map<Group, number>();
  for (const r of reasons) sums.set(r.group, (sums.get(r.group) ?? 0) + r.db);
  return sums;
}

/** Shrinks the reasons of a group in proportion until their sum is within its cap; strongest first. */
function capped(reasons: readonly Reason[], sums: ReadonlyMap<Group, number>): readonly Reason[] {
  return reasons
    .map((r) => {
      const sum = Math.abs(sums.get(r.group) ?? 0);
      const share = sum <= GROUP_CAP_DB[r.group] ? 1 : GROUP_CAP_DB[r.group] / sum;
      return { ...r, db: round(r.db * share) };
    })
    .sort((a, b) => Math.abs(b.db) - Math.abs(a.db) || (a.id < b.id ? -1 : 1));
}

function clamp(db: number, cap: number): number {
  return Math.max(-cap, Math.min(cap, db));
}

/**
 * `malicious`: all but certain, by two groups, one of them outside the mail. `suspicious`: very likely, or all
 * but certain by one group. `benign`: something speaks for it. Else `unclear`: we cannot say. A person's word
 * stands above all.
 */
export function bandOf(probability: number, reasons: readonly Reason[]): Band {
  const person = reasons.find((r) => r.group === "person");
  if (person) return person.db > 0 ? "malicious" : "benign";
  const groups = groupsAgainst(reasons);
  const hasOutside = groupsAgainst(reasons.filter((r) => !r.isWritersText)).length > 0;
  if (probability >= MALICIOUS_PROBABILITY && groups.length >= 2 && hasOutside) return "malicious";
  const isBacked = groups.length >= 2 && hasOutside;
  if (probability >= (isBacked ? SUSPICIOUS_PROBABILITY : SUSPICIOUS_ALONE_PROBABILITY)) return "suspicious";
  // A click counter is no bad place, yet it says nothing of where it leads.
  const isVouchedFor = reasons.some((r) => r.group === "reputation" && r.db < 0 && r.id !== "MAIL_TRACKER");
  return probability <= BENIGN_PROBABILITY && isVouchedFor ? "benign" : "unclear";
}

/** Groups whose sum speaks against the indicator with weight. */
export function groupsAgainst(reasons: readonly Reason[]): readonly Group[] {
  return [...sumsOf(reasons)].filter(([, db]) => db >= GROUP_DB_MIN).map(([group]) => group);
}

function round(db: number): number {
  return Math.round(db * 10) / 10;
}
