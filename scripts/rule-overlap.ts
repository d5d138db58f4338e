import type { Verdict } from "../src/domain/verdict.ts";

/** How often two rules apply together, against what would be seen if they knew nothing of each other. */
export interface Overlap {
  readonly pair: readonly [string, string];
  /** Cases in which both apply. */
  readonly both: number;
  /** Joint share over the product of the single shares: 1 is independence, larger counts evidence twice. */
  readonly lift: number;
}

/** Fewer joint cases are noise. */
const BOTH_MIN = 20;
/** From here the product of two likelihood ratios is off by a factor of two: 3 dB. */
const LIFT_MIN = 2;

/**
 * Pairs that overlap within one class of cases, largest first. Within a class, since a sum of decibans assumes
 * independence given the class; over both classes any two good rules go together.
 */
export function overlaps(verdicts: readonly Verdict[]): readonly Overlap[] {
  const single = new Map<string, number>();
  const joint = new Map<string, number>();
  for (const { reasons } of verdicts) {
    const ids = reasons.map((r) => r.id).sort();
    for (const [i, a] of ids.entries()) {
      single.set(a, (single.get(a) ?? 0) + 1);
      for (const b of ids.slice(i + 1)) joint.set(`${a} ${b}`, (joint.get(`${a} ${b}`) ?? 0) + 1);
    }
  }
  return [...joint]
    .filter(([, both]) => both >= BOTH_MIN)
    .map(([key, both]): Overlap => {
      const [a = "", b = ""] = key.split(" ");
      const expected = ((single.get(a) ?? 0) * (single.get(b) ?? 0)) / verdicts.length;
      return { pair: [a, b], both, lift: both / expected };
    })
    .filter(({ lift }) => lift >= LIFT_MIN)
    .sort((x, y) => y.lift - x.lift);
}
