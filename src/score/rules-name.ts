import { TLD_RATE_DB, TLD_RATES_SOURCE } from "../data/tld-rates.ts";
import { toUnicodeHost } from "../domain/hostname.ts";
import { brandById } from "./brand-domains.ts";
import type { FeatureId } from "./host-features.ts";
import { hostParts } from "./host-parts.ts";
import { nameEvidence, sumOf } from "./hostname-model.ts";
import type { ScoringInput, Values } from "./input.ts";
import type { Rule } from "./rule.ts";

const FITTED =
  "scripts/fit.ts: JPCERT/CC phishurl-list 2023-01..08 (5,736 under registered names), Tranco 2026-08-01 (1,872 names), Hannousse and Yahiouche 2021 (465 phishing, 595 legitimate)";
/** Pairs that overlap, as scripts/evaluate.ts prints them: one fit over all of them shares the weight out. */
const FITTED_TOGETHER = `${FITTED}; overlaps with the other rules on subdomains and with .cn (joint share 2 to 3.5 times the product), so all were fitted together`;

/**
 * The name of the host. The owner chose his registrable label and suffix; subdomains and path are chosen by whoever
 * writes the link, so that `amazon.co.jp.login.clean-shop.example/jp.php` says nothing about clean-shop's owner:
 * those rules count as the writer's text.
 */
export const NAME_RULES: readonly Rule[] = [
  modelRule("THROWAWAY_NAME", 13, false, {
    weigh: (input) => Math.min(13, nameEvidence(input).lettersDb),
    says: ({ host }) => ({ label: toUnicodeHost(hostParts(host).label) }),
    en: ({ label }) =>
      `The name "${label}" is built like throw-away names: letters and digits that make no words.`,
    ja: ({ label }) => `「${label}」は使い捨てドメインに多い、意味をなさない文字の並びです。`,
  }),
  {
    ...modelRule("ORDINARY_NAME", -15, false, {
      weigh: () => 0,
      says: ({ host }) => ({ label: toUnicodeHost(hostParts(host).label) }),
      en: ({ label }) => `The name "${label}" is built like the names of ordinary sites.`,
      ja: ({ label }) => `「${label}」は一般的なサイトに多い名前の形です。`,
    }),
    when(input) {
      const db = nameEvidence(input).lettersDb;
      if (db >= -NOISE_DB || hostParts(input.host).label === "") return null;
      return { label: toUnicodeHost(hostParts(input.host).label), db: Math.max(db, ordinaryFloorDb(input)) };
    },
    weigh: ({ db }) => Number(db),
  },
  modelRule("TLD_ABUSED", 15, false, {
    weigh: (input) => Math.min(15, sumOf(nameEvidence(input), ["tld_rate"])),
    source: `Interisle 2024-05..2025-04 and 2025-08..2025-10, phishing per 10,000 names against .com; scaled by ${FITTED}`,
    factSource: TLD_RATES_SOURCE,
    says({ host }) {
      const { tld } = hostParts(host);
      return { tld, times: Math.round(10 ** ((TLD_RATE_DB.get(tld) ?? 0) / 10)) };
    },
    en: ({ tld, times }) =>
      `Names under .${tld} are used for phishing about ${times} times as often as .com names.`,
    ja: ({ tld, times }) => `.${tld} のドメインは .com の約${times}倍の割合でフィッシングに使われています。`,
  }),
  modelRule("TLD_CN", 8, false, {
    weigh: (input) => Math.min(8, sumOf(nameEvidence(input), ["tld_cn"])),
    source: `${FITTED}; cut to 8, since worldwide the rate of .cn is near that of .com (Interisle 2025)`,
    says: ({ host }) => ({ host }),
    en: () => "Chinese (.cn) names are much used for scam pages aimed at Japan.",
    ja: () => "中国のドメイン(.cn)は日本向けの詐欺サイトに多く使われています。",
  }),
  modelRule("TLD_NEW", 6, false, {
    weigh: (input) => sumOf(nameEvidence(input), ["tld_new"]),
    says: ({ host }) => ({ tld: hostParts(host).tld }),
    en: ({ tld }) => `.${tld} is a newer ending that few established sites use.`,
    ja: ({ tld }) => `.${tld} は既存の企業があまり使わない新しい種類の末尾です。`,
  }),
  modelRule("NUMERIC_HOST", 14, false, {
    weigh: (input) => Math.min(14, sumOf(nameEvidence(input), ["numeric"])),
    says: ({ host }) => ({ host }),
    en: () => "The address is a bare number instead of a name.",
    ja: () => "リンク先がドメイン名ではなく数字(IPアドレス)です。",
  }),
  modelRule("PRETENDED_SUFFIX", 15, true, {
    source: FITTED_TOGETHER,
    weigh: (input) => sumOf(nameEvidence(input), ["pretended_suffix"]),
    says: ({ host }) => ({ host: toUnicodeHost(host), domain: toUnicodeHost(ownDomain(host)) }),
    en: ({ domain }) =>
      `The front of the address imitates another ending such as .co.jp; the real domain is ${domain}.`,
    ja: ({ domain }) =>
      `アドレスの前半が「.co.jp」などの別の末尾に見せかけていますが、実際のドメインは${domain}です。`,
  }),
  modelRule("RANDOM_SUBDOMAIN", 16, true, {
    source: FITTED_TOGETHER,
    weigh: (input) =>
      Math.min(
        16,
        sumOf(nameEvidence(input), ["sub_many", "sub_mixed", "sub_long", "sub_bait", "sub_unlike"]),
      ),
    says: ({ host }) => ({ front: hostParts(host).subdomains.join(".") }),
    en: ({ front }) => `"${front}" in front of the domain is built like the fronts of scam addresses.`,
    ja: ({ front }) => `ドメインの前の「${front}」は詐欺サイトに多い形です。`,
  }),
  modelRule("SCAM_PATH", 20, true, {
    weigh: (input) =>
      Math.min(
        // Trackers and newsletters carry such paths too: a mail is full of them.
        input.context === null ? 20 : 6,
        sumOf(nameEvidence(input), [
          "path_script",
          "path_jp",
          "path_login",
          "path_blog_engine",
          "path_brand",
          "path_lure",
          "path_home",
          "path_page",
        ]),
      ),
    says: ({ path }) => ({ path: (path ?? "/").slice(0, 60) }),
    en: ({ path }) => `The page's place "${path}" is typical of scam pages.`,
    ja: ({ path }) => `ページの場所「${path}」は詐欺サイトに多い形です。`,
  }),
  borrowedRule("BRAND_WITH_BAIT", "borrowed_bait", false, 12, {
    en: (b, t) =>
      `The name "${t}" of ${b} stands beside words that ask for trust, in a domain that is not ${b}'s.`,
    ja: (b, t) => `${b}の名前「${t}」に信用させる語を添えていますが、${b}の公式ドメインではありません。`,
  }),
  borrowedRule("BRAND_AS_SUBDOMAIN", "borrowed_subdomain", true, 12, {
    en: (b, t) => `The name "${t}" of ${b} is put in front of a domain that is not ${b}'s.`,
    ja: (b, t) => `無関係のドメインの前に${b}の名前「${t}」を付けています。`,
  }),
  borrowedRule("BRAND_LOOKALIKE", "borrowed_lookalike", false, 12, {
    en: (b, t) => `The name looks like "${t}" of ${b} but is spelt with other letters.`,
    ja: (b, t) => `${b}の「${t}」に似せた別の文字で書かれています。`,
  }),
  borrowedRule("BRAND_MISSPELT", "borrowed_misspelt", false, 10, {
    en: (b, t) => `The name is one letter away from "${t}" of ${b}.`,
    ja: (b, t) => `${b}の「${t}」と1文字違いの名前です。`,
  }),
  borrowedRule("BRAND_TOKEN", "borrowed_token", false, 3, {
    en: (b, t) => `The name "${t}" of ${b} is part of a domain that is not known as ${b}'s.`,
    ja: (b, t) => `${b}の名前「${t}」を含みますが、${b}の公式ドメインとしては知られていません。`,
  }),
];

/**
 * Hacked and hosted pages stand under ordinary names. Where a mail makes a false claim the ordinary name of its
 * link is therefore no excuse; without such a mail it is what honest sites look like.
 */
function ordinaryFloorDb({ context }: ScoringInput): number {
  const isAccused =
    context !== null &&
    context.isFooter !== true &&
    context.isBrandSender !== true &&
    !context.isBrandDomain &&
    (context.brand !== null || context.hasUrgency || context.textMismatch !== null);
  return isAccused ? -3 : -15;
}

/** Below this a part of the model says nothing worth a sentence. */
const NOISE_DB = 0.5;

interface ModelRule {
  weigh(input: ScoringInput): number;
  readonly source?: string;
  readonly factSource?: string;
  says(input: ScoringInput): Values;
  en(values: Values): string;
  ja(values: Values): string;
}

/** A part of the fitted model as a rule: applies from half a decibel. */
function modelRule(id: string, db: number, isWritersText: boolean, rule: ModelRule): Rule {
  return {
    id,
    group: "name",
    db,
    weigh: (_, input) => rule.weigh(input),
    isWritersText,
    source: rule.source ?? FITTED,
    factSource: () => rule.factSource ?? "table:hostname-model",
    when: (input) => (rule.weigh(input) >= NOISE_DB ? rule.says(input) : null),
    en: rule.en,
    ja: rule.ja,
  };
}
type Sentence = (brand: string, token: string) => string;

/** The fitted weight, or the stated one where too few cases were seen to fit it. */
function borrowedRule(
  id: string,
  feature: FeatureId,
  isWritersText: boolean,
  db: number,
  sentence: { readonly en: Sentence; readonly ja: Sentence },
): Rule {
  return {
    id,
    group: "name",
    db,
    isWritersText,
    source: `Judgement on ${FITTED}: popular names hold many of the brands' own other domains, so the fitted weight is too low for all but BRAND_AS_SUBDOMAIN, whose 12 is the fitted one (it overlaps with PRETENDED_SUFFIX and RANDOM_SUBDOMAIN)`,
    factSource: () => "table:brands",
    when(input) {
      if (!nameEvidence(input).parts.has(feature)) return null;
      const found = nameEvidence(input).borrowed;
      return found === null ? null : { brand: found.brand, token: found.token };
    },
    en: (v) => sentence.en(nameOf(v), String(v.token)),
    ja: (v) => sentence.ja(nameOf(v), String(v.token)),
  };
}

function nameOf({ brand }: Values): string {
  const names = brandById(String(brand))?.names;
  return (names?.en[0] ?? names?.ja[0] ?? String(brand)).normalize("NFKC");
}

function ownDomain(host: string): string {
  const { label, suffix } = hostParts(host);
  return suffix === "" ? label : `${label}.${suffix}`;
}
