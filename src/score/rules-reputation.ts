import { POPULAR_SEED } from "../data/popular-seed.ts";
import { sharedHostKind } from "../domain/scope.ts";
import { brandById, brandOf } from "./brand-domains.ts";
import { hostParts } from "./host-parts.ts";
import type { ScoringInput } from "./input.ts";
import type { Rule } from "./rule.ts";
import { ageAtReceiptDays, registrationSource } from "./rules-age.ts";

/** Ten years. Median age of legitimate names in the sample of 2021: 6,244 days, of phishing 3,567. */
const LONG_STANDING_DAYS = 3_650;

export const REPUTATION_RULES: readonly Rule[] = [
  {
    id: "OFFICIAL_DOMAIN",
    group: "reputation",
    db: -60,
    isWritersText: false,
    source: "Brand table of 2026-11: the brand's own site; more than all other groups can add",
    factSource: () => "table:brands",
    when({ host }) {
      const brand = brandOf(host);
      return brand === null ? null : { brand: brand.id };
    },
    en: ({ brand }) => `This is an official domain of ${brandName(String(brand))}.`,
    ja: ({ brand }) => `${brandName(String(brand))}の公式ドメインです。`,
  },
  {
    id: "MAIL_TRACKER",
    group: "reputation",
    db: -60,
    isWritersText: false,
    source: "30 modern newsletters: every link ran through a tracker; the shared-host table of 2026-08",
    factSource: () => "table:shared-hosts",
    when({ host }) {
      return sharedHostKind(host) === "tracker" ? { host } : null;
    },
    en: () =>
      "The host only counts clicks for thousands of senders; it is not the place that the link leads to.",
    ja: () => "多数の送信者が使うクリック計測用のホストで、リンク先そのものではありません。",
  },
  {
    id: "KNOWN_SITE",
    group: "reputation",
    db: -45,
    isWritersText: false,
    source: "Hand-written seed of busy, honest sites, 2026-11",
    factSource: () => "table:popular-seed",
    when: ({ key, domain, scope }) =>
      scope === "registrable" && domain !== null && POPULAR_SEED.has(domain) ? { domain: key } : null,
    en: ({ domain }) => `${domain} is a well-known site.`,
    ja: ({ domain }) => `${domain} は広く知られたサイトです。`,
  },
  popular("POPULAR_TOP_1000", 1, 1_000, -50),
  popular("POPULAR_TOP_10000", 1_001, 10_000, -45),
  {
    id: "LONG_STANDING",
    group: "reputation",
    db: -3,
    isWritersText: false,
    source:
      "Hannousse and Yahiouche 2021: median age phishing 3,567 d, legitimate 6,244 d; old names get hacked, so the weight is small",
    factSource: registrationSource,
    when(input) {
      const days = ageAtReceiptDays(input);
      return days !== null && days >= LONG_STANDING_DAYS ? { years: Math.floor(days / 365.25) } : null;
    },
    en: ({ years }) => `The domain had been registered for ${years} years.`,
    ja: ({ years }) => `登録から${years}年経過しているドメインです。`,
  },
  {
    id: "RESTRICTED_SUFFIX",
    group: "reputation",
    db: -6,
    isWritersText: false,
    source:
      "Registries that check who registers (JPRS rules for go.jp, ac.jp, lg.jp, co.jp ...; .gov, .edu, .mil, .bank); JPCERT/CC 2024-25: .jp is 0.2 % of reported names",
    factSource: () => "table:suffixes",
    when({ host, scope }) {
      const { suffix } = hostParts(host);
      return scope === "registrable" && RESTRICTED.test(suffix) ? { suffix } : null;
    },
    en: ({ suffix }) => `Names under .${suffix} are only given to checked organisations.`,
    ja: ({ suffix }) => `.${suffix} は審査を受けた組織だけが登録できるドメインです。`,
  },
];

const RESTRICTED =
  /^(?:(?:go|ac|ed|lg|co|or|ad)\.jp|(?:[a-z]+\.)?lg\.jp|gov|edu|mil|bank|insurance|int|gov\.[a-z]{2}|gouv\.fr|ac\.uk|gov\.uk|edu\.[a-z]{2}|go\.kr)$/;

function popular(id: string, from: number, to: number, db: number): Rule {
  return {
    id,
    group: "reputation",
    db,
    isWritersText: false,
    source: "List of popular domains, refreshed weekly; entries on shared hosts are not meant by it",
    factSource: () => "popular",
    when: ({ popularityRank: rank, scope }: ScoringInput) =>
      rank !== null && rank >= from && rank <= to && scope === "registrable" ? { rank } : null,
    en: ({ rank }) => `One of the most visited domains of the world (rank ${rank}).`,
    ja: ({ rank }) => `世界で最もよく使われるドメインの一つです(順位${rank})。`,
  };
}

function brandName(id: string): string {
  const brand = brandById(id);
  return (brand?.names.en[0] ?? brand?.names.ja[0] ?? id).normalize("NFKC");
}
