import type { PersonDecision } from "../domain/person.ts";
import type { Rule } from "./rule.ts";

/** More than all other groups can add or take away: a person outranks the machine (invariant 6). */
const PERSON_DB = 170;

/** What a person said. It decides the band by itself. */
export const PERSON_RULES: readonly Rule[] = [
  person("PERSON_LISTED", "list", PERSON_DB, {
    en: "A person looked at the evidence and listed this.",
    ja: "担当者が証拠を確認し、掲載しました。",
  }),
  person("PERSON_CLEARED", "clear", -PERSON_DB, {
    en: "A person looked at the evidence and cleared this.",
    ja: "担当者が証拠を確認し、問題なしとしました。",
  }),
];

function person(
  id: string,
  action: PersonDecision["action"],
  db: number,
  sentence: { readonly en: string; readonly ja: string },
): Rule {
  return {
    id,
    group: "person",
    db,
    isWritersText: false,
    source: "Policy: a person outranks the machine; the sum of all other caps is 106, of reputation 60",
    factSource: () => "person",
    when: (input) => (input.person === action ? {} : null),
    en: () => sentence.en,
    ja: () => sentence.ja,
  };
}
