import type { LinkContext } from "../domain/indicator.ts";
import { brandById } from "./brand-domains.ts";
import { hostParts } from "./host-parts.ts";
import type { ScoringInput, Values } from "./input.ts";
import type { Rule } from "./rule.ts";

/**
 * What the mail itself shows. All of it can be brought about by whoever writes a mail, a failed authentication
 * included: it makes a link suspicious and never lists it alone (invariant 2).
 */
export const MAIL_RULES: readonly Rule[] = [
  mailRule({
    id: "CLAIMED_BRAND_ELSEWHERE",
    group: "content",
    db: 17,
    source:
      "field survey of 901 Japanese list mails 2019-2026: 552 with a foreign host, 6 of 45 sampled were honest",
    when: (c, { host }) =>
      isFalseClaim(c) && c.isFooter !== true ? { brand: c.brand as string, host } : null,
    en: (v) =>
      `The mail claims to come from ${nameOf(v, "en")}, but this address does not belong to ${nameOf(v, "en")}.`,
    ja: (v) =>
      `メールは${nameOf(v, "ja")}を名乗っていますが、リンク先は${nameOf(v, "ja")}の公式ドメインではありません。`,
  }),
  mailRule({
    id: "ASKED_TO_ACT_ELSEWHERE",
    group: "content",
    db: 3,
    source: "Judgement: the button of a false mail leads to the false page",
    when: (c) => (c.hasCallToAction && isFalseClaim(c) ? {} : null),
    en: () => "The mail's main button or link leads here.",
    ja: () => "メールの主要なボタン(リンク)がこのアドレスへ誘導しています。",
  }),
  mailRule({
    id: "URGENCY",
    group: "content",
    db: 4,
    source: "Judgement, kept small: honest reminders are urgent too",
    when: (c) =>
      c.hasUrgency && !c.isBrandDomain && c.isBrandSender !== true && c.isFooter !== true ? {} : null,
    en: () => "The mail puts the reader under pressure with deadlines or threats.",
    ja: () => "メールは期限や利用停止などの言葉で読み手を急がせています。",
  }),
  mailRule({
    id: "LINK_TEXT_MISMATCH",
    group: "content",
    db: 9,
    source: "Judgement: honest mail shows its own address; trackers are left out before",
    when: (c, { host }) => (c.textMismatch === null ? null : { shown: c.textMismatch, host }),
    en: ({ shown, host }) => `The link shows ${shown} but leads to ${host}.`,
    ja: ({ shown, host }) => `リンクの表示は${shown}ですが、実際の行き先は${host}です。`,
  }),
  mailRule({
    id: "PHONE_NOT_OF_BRAND",
    group: "content",
    db: 2,
    source: "Judgement, small: the list of published numbers is not complete",
    when: (c) =>
      c.phoneMismatch === null || !isFalseClaim(c)
        ? null
        : { phone: c.phoneMismatch, brand: c.brand as string },
    en: (v) =>
      `The phone number ${v.phone} in the mail is not among the numbers of ${nameOf(v, "en")} that are known here.`,
    ja: (v) =>
      `メール内の電話番号 ${v.phone} は、当方で把握している${nameOf(v, "ja")}の公表番号にありません。`,
  }),
  mailRule({
    id: "HIDDEN_LINK",
    group: "content",
    db: 2,
    source: "Judgement: hidden text is made for filters, seldom for readers",
    when: (c) => (c.isHidden && !c.isBrandDomain ? {} : null),
    en: () => "The link stands in text that the reader cannot see.",
    ja: () => "リンクは読み手に見えない文字の中に置かれています。",
  }),
  mailRule({
    id: "JAPANESE_MAIL_TO_CN",
    group: "content",
    db: 6,
    source:
      "JPCERT/CC phishurl-list 2019-2025: 26 % of hosts under .cn; .cn holds 3 % of registered names; halved",
    when: (c, { host }) =>
      c.language === "ja" && hostParts(host).tld === "cn" && !c.isBrandDomain ? {} : null,
    en: () => "A mail in Japanese leads to a Chinese (.cn) name.",
    ja: () => "日本語のメールが中国のドメイン(.cn)へ誘導しています。",
  }),
  mailRule({
    id: "SENDER_MISMATCH",
    group: "sender",
    db: 6,
    weigh: (_, { context }) => (context !== null && isFalseClaim(context) ? 6 : 2),
    source: "Judgement: mailing services send under other names as well; a claimed brand makes it telling",
    when: (c) =>
      c.senderMismatch === null || c.isBrandDomain || c.isBrandSender === true || c.isFooter === true
        ? null
        : { displayed: c.senderMismatch.displayed, actual: c.senderMismatch.actual },
    en: ({ displayed, actual }) => `The mail shows ${displayed} as its sender but came from ${actual}.`,
    ja: ({ displayed, actual }) => `差出人は${displayed}と表示されていますが、実際の送信元は${actual}です。`,
  }),
  mailRule({
    id: "DMARC_FAILED",
    group: "sender",
    db: 5,
    source: "Judgement: forwarding breaks authentication as well",
    when: (c) => (c.dmarc === "fail" && !c.isBrandDomain && c.isFooter !== true ? {} : null),
    en: () => "The sender's domain says that this mail is not its own (DMARC failed).",
    ja: () => "差出人ドメインの認証(DMARC)に失敗しています。",
  }),
  mailRule({
    id: "RELAY_ABROAD",
    group: "sender",
    db: 3,
    source: "Judgement: brands send through clouds in few countries",
    when: (c) =>
      c.relayCountry === null || !isFalseClaim(c) || c.isFooter === true ? null : { country: c.relayCountry },
    en: ({ country }) => `The mail was handed in by a server in ${country}, not in the brand's country.`,
    ja: ({ country }) => `送信サーバーの国(${country})が、名乗っている企業の国と異なります。`,
  }),
];

/** A brand is claimed, and neither the link nor the proven sender is the brand's. */
function isFalseClaim(c: LinkContext): boolean {
  return c.brand !== null && !c.isBrandDomain && c.isBrandSender !== true;
}

interface MailRule extends Pick<Rule, "id" | "group" | "db" | "source" | "en" | "ja" | "weigh"> {
  when(context: LinkContext, input: ScoringInput): Values | null;
}

function mailRule(rule: MailRule): Rule {
  return {
    ...rule,
    isWritersText: true,
    factSource: () => "mail",
    when: (input) => (input.context === null ? null : rule.when(input.context, input)),
  };
}

function nameOf(values: Values, lang: "en" | "ja"): string {
  const brand = brandById(String(values.brand));
  const names =
    lang === "ja"
      ? [...(brand?.names.en.slice(0, 1) ?? []), ...(brand?.names.ja ?? [])]
      : (brand?.names.en ?? []);
  const japanese = lang === "ja" && brand?.country === "JP" ? brand.names.ja[0] : undefined;
  return (japanese ?? names[0] ?? String(values.brand)).normalize("NFKC");
}
