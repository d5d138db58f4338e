import type { Rule } from "./rule.ts";

/**
 * Who reported it, and what it resembles. The number of mails never counts: anybody can send thousands. A kit is
 * recognised by the path, which the mail's writer chooses, so it is the writer's text too.
 */
export const REPORT_RULES: readonly Rule[] = [
  reporters("FIVE_REPORTERS", 5, Number.POSITIVE_INFINITY, 6),
  reporters("THREE_REPORTERS", 3, 4, 4),
  reporters("TWO_REPORTERS", 2, 2, 2),
  {
    id: "TRUSTED_REPORTERS",
    group: "reports",
    db: 4,
    isWritersText: true,
    source: "Judgement: two verified people judged it a scam; both may have got the same forged mail",
    factSource: () => "reports",
    when: ({ trustedReporters }) => (trustedReporters >= 2 ? { count: trustedReporters } : null),
    en: ({ count }) => `${count} verified reporters sent it in as a scam.`,
    ja: ({ count }) => `確認済みの報告者${count}人から詐欺メールとして届いています。`,
  },
  kit("KIT_ON_TEN_HOSTS", 10, Number.POSITIVE_INFINITY, 12),
  kit("KIT_ON_THREE_HOSTS", 3, 9, 8),
];

function reporters(id: string, from: number, to: number, db: number): Rule {
  return {
    id,
    group: "reports",
    db,
    isWritersText: true,
    source:
      "Judgement: independent reporters, counted by keyed hash; a mail run reaches many of them at once",
    factSource: () => "reports",
    when: (input) => (input.reporters >= from && input.reporters <= to ? { count: input.reporters } : null),
    en: ({ count }) => `${count} independent people reported it.`,
    ja: ({ count }) => `互いに独立した${count}人から報告されています。`,
  };
}

function kit(id: string, from: number, to: number, db: number): Rule {
  return {
    id,
    group: "kit",
    db,
    isWritersText: true,
    source:
      "JPCERT/CC phishurl-list 2025 (28,779 hosts): 26.6 % had a path that stood on more than 3 other hosts in the 30 days before",
    factSource: () => "sightings",
    when: ({ kitHosts }) => (kitHosts >= from && kitHosts <= to ? { hosts: kitHosts } : null),
    en: ({ hosts }) => `The same page pattern was seen on ${hosts} other fresh hosts within 30 days.`,
    ja: ({ hosts }) => `同じ型のページが30日以内に別の新しいホスト${hosts}件で確認されています。`,
  };
}
