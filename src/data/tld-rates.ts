/**
 * How often registered domains of a TLD are used for phishing.
 *
 * Source: Interisle Consulting Group, Cybercrime Information Center, "phishing domains per 10,000 registered",
 * periods 2024-05..2025-04 and 2025-08..2025-10 (20 TLDs each). The periods have unequal length, so each
 * figure is divided by the figure of .com in the same period; where both are known the geometric mean counts.
 * A TLD in one period's table only counts as much as .com in the other: half its decibans.
 * A TLD outside the tables had fewer reports than the twentieth: no figure, no evidence either way.
 */
const PER_10_000: readonly (readonly [tld: string, year: number | null, quarter: number | null])[] = [
  ["com", 29.4, 18.9],
  ["top", 532.6, 298.4],
  ["bond", 1759.0, 552.2],
  ["xyz", 174.2, 39.9],
  ["shop", 150.7, 56.8],
  ["info", 115.0, 57.3],
  ["xin", 10810.2, 3113.2],
  ["cn", 35.1, 38.2],
  ["online", 113.3, 50.4],
  ["net", 25.7, 19.2],
  ["ru", 54.2, null],
  ["vip", 237.6, 217.2],
  ["cc", 131.6, 110.1],
  ["cfd", 747.8, 549.7],
  ["lol", 468.6, null],
  ["org", 21.6, 10.3],
  ["sbs", 296.3, 159.1],
  ["site", 135.8, 68.3],
  ["icu", 459.4, 548.2],
  ["pro", 197.7, 509.4],
  ["mobi", null, 774.3],
  ["live", null, 271.1],
];

const COM_YEAR = 29.4;
const COM_QUARTER = 18.9;
const PERIODS = 2;

/** Decibans of a TLD against .com; `undefined` where the source has no figure. */
export const TLD_RATE_DB: ReadonlyMap<string, number> = new Map(
  PER_10_000.map(([tld, year, quarter]): [string, number] => {
    const ratios = [year && year / COM_YEAR, quarter && quarter / COM_QUARTER].filter((r) => r !== null);
    const db = ratios.reduce((sum, ratio) => sum + 10 * Math.log10(ratio), 0) / PERIODS;
    return [tld, Math.round(db * 10) / 10];
  }),
);

export const TLD_RATES_SOURCE = "table:interisle-2024-05..2025-10";
