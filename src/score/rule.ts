import type { Group } from "../domain/verdict.ts";
import type { ScoringInput, Values } from "./input.ts";

/** One row of the rules table. */
export interface Rule {
  /** Stable name, part of the public answer. */
  readonly id: string;
  readonly group: Group;
  /** Decibans: 10·log10 of the likelihood ratio. For a rule with `weigh` the largest that it can give. */
  readonly db: number;
  /** Decibans of this very case, where one fixed weight would be wrong for most. */
  readonly weigh?: (values: Values, input: ScoringInput) => number;
  /** The fact stands in the mail, or can be brought about by whoever writes one (invariant 2). */
  readonly isWritersText: boolean;
  /** Where the weight comes from: data set, date, counts. */
  readonly source: string;
  /** Where the fact comes from, as a reason names it: `rdap`, `mail`, `table:interisle-...`. */
  factSource(input: ScoringInput): string;
  /** `null`: the rule does not apply. Pure. */
  when(input: ScoringInput): Values | null;
  en(values: Values): string;
  ja(values: Values): string;
}
