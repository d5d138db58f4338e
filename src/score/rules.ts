import type { Rule } from "./rule.ts";
import { AGE_RULES } from "./rules-age.ts";
import { HOSTING_RULES } from "./rules-hosting.ts";
import { MAIL_RULES } from "./rules-mail.ts";
import { NAME_RULES } from "./rules-name.ts";
import { NETWORK_RULES } from "./rules-network.ts";
import { PERSON_RULES } from "./rules-person.ts";
import { REPORT_RULES } from "./rules-reports.ts";
import { REPUTATION_RULES } from "./rules-reputation.ts";

/** Year, month, counter. Grows with every change of a rule, a weight, a cap or a table. */
export const RULES_VERSION = "2026.11.2";

export type { Rule } from "./rule.ts";

/** All evidence that is weighed. The order has no effect on a verdict. */
export const RULES: readonly Rule[] = [
  ...AGE_RULES,
  ...NAME_RULES,
  ...HOSTING_RULES,
  ...NETWORK_RULES,
  ...MAIL_RULES,
  ...REPORT_RULES,
  ...REPUTATION_RULES,
  ...PERSON_RULES,
];
