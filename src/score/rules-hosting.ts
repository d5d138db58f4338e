import type { HostingClass } from "../data/hosting-classes.ts";
import { PAIR_COST } from "../data/hostname-model.ts";
import { toUnicodeHost } from "../domain/hostname.ts";
import { hostParts } from "./host-parts.ts";
import { nameEvidence } from "./hostname-model.ts";
import type { ScoringInput } from "./input.ts";
import type { Rule } from "./rule.ts";
import { isMadeUp, lureCount } from "./tenancy.ts";

/**
 * A stranger's place on a platform. Its name was chosen by the tenant, so it says something of him; that it stands
 * there is true of all tenants, so it lists none of them: in a mail the class alone stays below what a listing by
 * name needs (publish/policy.ts), and without a mail below what is suspicious by itself.
 *
 *   x.pages.dev           16.5 dB without a mail, 2.5 in an honest one, 8 where the mail makes a false claim
 *   metamask-login.x.io   the brand's rule on top
 */
const CLASS_DB: Readonly<Record<HostingClass, number>> = { anonymous: 16.5, store: 13, builder: 11, home: 0 };
/** Newsletters and project mail link to such places every day: below what counts as a group (GROUP_DB_MIN). */
const IN_MAIL_DB = 2.5;
const IN_FALSE_MAIL_DB = 8;

const LURES_DB: readonly number[] = [0, 6, 9, 11];
const MADE_UP_DB = 5;

export const HOSTING_RULES: readonly Rule[] = [
  {
    id: "FREE_HOSTING",
    group: "name",
    db: CLASS_DB.anonymous,
    weigh: (_, input) => hostingDb(input),
    isWritersText: false,
    source:
      "Hannousse and Yahiouche 2021: 110 of 975 phishing, 3 of 1,025 legitimate pages (15.7 dB); field survey: two fifths of worldwide phishing hosts of 2026, 15.5 % of those reported in Japan in 2024-25",
    factSource: () => "table:hosting-classes",
    when(input) {
      const { tenancy } = nameEvidence(input);
      return tenancy === null || hostingDb(input) === 0 ? null : { suffix: tenancy.platform };
    },
    en: ({ suffix }) => `Anybody can get an address under ${suffix} for free, without giving a name.`,
    ja: ({ suffix }) => `${suffix} の下のアドレスは、誰でも匿名・無料で取得できます。`,
  },
  {
    id: "MADE_UP_TENANT",
    group: "name",
    db: MADE_UP_DB,
    isWritersText: false,
    source:
      "Judgement, kept below a listing: previews of honest projects get such names too. Overlaps with FREE_HOSTING by definition: it is asked only there",
    factSource: () => "table:hostname-model",
    when(input) {
      const { tenancy } = nameEvidence(input);
      return tenancy !== null && isMadeUp(tenancy.label, PAIR_COST) ? { label: tenancy.label } : null;
    },
    en: ({ label }) => `The name "${label}" is made up of letters and digits that make no words.`,
    ja: ({ label }) => `「${label}」は意味をなさない文字と数字の並びです。`,
  },
  {
    id: "LURE_WORDS",
    group: "name",
    db: LURES_DB[3] as number,
    weigh: ({ words }) => LURES_DB[Number(words)] as number,
    isWritersText: false,
    source:
      "Judgement from general knowledge of phishing addresses of 2025-26; two such words in a registered name: 2 of 12,207 popular and bank names, 6 of 12,972 phishing URLs; overlaps with the rules of brand names, hence the cap of the group",
    factSource: () => "table:lure-words",
    when(input) {
      const { tenancy } = nameEvidence(input);
      const label = tenancy?.label ?? hostParts(input.host).label;
      // Honest blogs and shops are called after the services that they are about.
      const found = lureCount(label, tenancy !== null && tenancy.hosting !== "home");
      // mail.ru, securitybank.com: one such word is ordinary in a name that somebody paid for.
      const words = tenancy === null ? found - 1 : found;
      return words <= 0 ? null : { label: toUnicodeHost(label), words };
    },
    en: ({ label }) => `"${label}" asks for trust with words such as login, wallet, delivery or support.`,
    ja: ({ label }) => `「${label}」はログイン・ウォレット・配送・サポートなど信用させる語を含みます。`,
  },
];

function hostingDb(input: ScoringInput): number {
  const { tenancy } = nameEvidence(input);
  if (tenancy === null) return 0;
  const db = CLASS_DB[tenancy.hosting];
  const { context } = input;
  if (context === null) return db;
  const isFalse = context.brand !== null && !context.isBrandDomain && context.isBrandSender !== true;
  return Math.min(db, isFalse && context.isFooter !== true ? IN_FALSE_MAIL_DB : IN_MAIL_DB);
}
