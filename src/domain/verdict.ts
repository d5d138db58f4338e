import type { EpochSeconds } from "./time.ts";

export type Group =
  | "age"
  | "name"
  | "network"
  | "sender"
  | "content"
  | "kit"
  | "reports"
  | "reputation"
  | "person";

/** `malicious` may be listed; `suspicious` is watched; `unclear` says nothing; `benign` has evidence for it. */
export type Band = "malicious" | "suspicious" | "unclear" | "benign";

/** One rule that fired. `db` = decibans = 10·log10 of the likelihood ratio, after the group's cap. */
export interface Reason {
  readonly id: string;
  readonly group: Group;
  readonly db: number;
  /** Values for the sentences of the rule, e.g. { days: 1 }. */
  readonly values: Readonly<Record<string, string | number>>;
  /** Where the fact came from: `rdap`, `whois`, `dns`, `mail`, `table:interisle-2025` ... */
  readonly source: string;
  readonly observedAt: EpochSeconds | null;
  /** The fact stands in text that the mail's writer controls (invariant 2). */
  readonly isWritersText: boolean;
}

export interface Verdict {
  readonly band: Band;
  /** Calibrated, 0..1. */
  readonly probability: number;
  /** Sum over the capped groups, prior left out. */
  readonly evidenceDb: number;
  readonly reasons: readonly Reason[];
  readonly rulesVersion: string;
}
