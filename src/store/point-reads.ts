/**
 * Many keys in one statement as a UNION of point reads, which reads exactly the rows that exist: an IN list or
 * json_each counts a row for every key asked, found or not. D1 takes at most five terms in a compound SELECT, so the
 * terms stand in a tree of them.
 */
const UNION_TERMS_MAX = 5;

/** Keys of one statement: D1 binds 100 values at most. */
export const POINT_READS_MAX = 100;

/** `term(n)` is the SELECT that reads the key bound to `?n`, n from 1 to `count`. */
export function pointReads(count: number, term: (n: number) => string): string {
  let level = Array.from({ length: count }, (_, n) => term(n + 1));
  while (level.length > UNION_TERMS_MAX) {
    const groups = Math.ceil(level.length / UNION_TERMS_MAX);
    const leaves = level;
    level = Array.from({ length: groups }, (_, g) => {
      const terms = leaves.slice(g * UNION_TERMS_MAX, (g + 1) * UNION_TERMS_MAX);
      return `SELECT * FROM (${terms.join(" UNION ALL ")})`;
    });
  }
  return level.join(" UNION ALL ");
}

/** The keys once each, as many as a statement takes. */
export function keyPieces(keys: readonly string[]): string[][] {
  const distinct = [...new Set(keys)];
  const count = Math.ceil(distinct.length / POINT_READS_MAX);
  return Array.from({ length: count }, (_, n) =>
    distinct.slice(n * POINT_READS_MAX, (n + 1) * POINT_READS_MAX),
  );
}
