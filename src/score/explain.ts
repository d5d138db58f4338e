import type { Reason } from "../domain/verdict.ts";
import { RULES, type Rule } from "./rules.ts";

const BY_ID: ReadonlyMap<string, Rule> = new Map(RULES.map((r) => [r.id, r]));

/**
 * One plain sentence for a reason. A reason of an older rules version whose rule is gone is shown by its id:
 * stored verdicts stay readable.
 */
export function explainReason(reason: Reason, lang: "en" | "ja"): string {
  const rule = BY_ID.get(reason.id);
  return rule === undefined ? reason.id : rule[lang](reason.values);
}
