import { knownRegistration } from "../domain/evidence.ts";
import { believedDate } from "../domain/registration-date.ts";
import { DAY_SECONDS } from "../domain/time.ts";
import type { ScoringInput, Values } from "./input.ts";
import type { Rule } from "./rule.ts";

/**
 * Age of the registration when the mail was received, not when somebody looks.
 *
 *   registered 2026-02-10, received 2026-02-11 12:35Z   1 day
 *   registry gives a day only, mail a few hours before  0 days: the registry's midnight may be ours of tomorrow
 *   registered more than two days after the mail        no age: the name had another holder then
 *   registered before its ending existed                no age: see registration-date.ts
 */
export function ageAtReceiptDays({ host, facts, receivedAt }: ScoringInput): number | null {
  if (receivedAt === null) return null;
  const registeredAt = believedDate(host, facts, receivedAt);
  return registeredAt === null ? null : Math.max(0, Math.floor((receivedAt - registeredAt) / DAY_SECONDS));
}

const COUNTS =
  "Hannousse and Yahiouche 2021 with known age (4,721 phishing, 4,872 legitimate): <= 30 d 133/0, 31-90 d 93/10, 91-365 d 339/21; halved in decibans, since its legitimate half is old popular sites";

interface AgeBand {
  readonly id: string;
  readonly fromDays: number;
  readonly toDays: number;
  readonly db: number;
}

const YOUNG: readonly AgeBand[] = [
  { id: "REGISTERED_WITHIN_A_DAY", fromDays: 0, toDays: 1, db: 14 },
  { id: "REGISTERED_WITHIN_A_WEEK", fromDays: 2, toDays: 7, db: 13 },
  { id: "REGISTERED_WITHIN_A_MONTH", fromDays: 8, toDays: 30, db: 12 },
  { id: "REGISTERED_WITHIN_90_DAYS", fromDays: 31, toDays: 90, db: 8 },
  { id: "REGISTERED_WITHIN_A_YEAR", fromDays: 91, toDays: 365, db: 5 },
];

export const AGE_RULES: readonly Rule[] = YOUNG.map(youngRule);

function youngRule({ id, fromDays, toDays, db }: AgeBand): Rule {
  return {
    id,
    group: "age",
    db,
    isWritersText: false,
    source: COUNTS,
    factSource: registrationSource,
    when(input) {
      const days = ageAtReceiptDays(input);
      return days !== null && days >= fromDays && days <= toDays ? { days } : null;
    },
    en: ({ days }) => `Registered ${count(days)} before the mail was received.`,
    ja: ({ days }) =>
      days === 0
        ? "メールを受信した当日に登録されたドメインです。"
        : `メール受信の${days}日前に登録されたドメインです。`,
  };
}

function count(days: Values[string] | undefined): string {
  if (days === 0) return "less than a day";
  return days === 1 ? "1 day" : `${days} days`;
}

export function registrationSource({ facts }: ScoringInput): string {
  return knownRegistration(facts)?.source ?? "registration";
}
