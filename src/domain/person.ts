import type { EpochSeconds } from "./time.ts";

/** A person's word on an indicator. It outranks the machine until a person says otherwise. */
export interface PersonDecision {
  readonly action: "list" | "clear";
  readonly at: EpochSeconds;
  /** The operator's name. */
  readonly who: string;
  /** Shown in public. */
  readonly why: string;
}

/** What a person wants of a name, as typed. */
export interface PersonOrder {
  readonly key: string;
  readonly action: PersonDecision["action"];
  readonly who: string;
  readonly why: string;
}

/** `gate`: no person may list it; `why` as the gate says it. */
export type DecisionRefusal =
  | { readonly reason: "not_a_name" }
  | { readonly reason: "gate"; readonly why: string };

/** A reporter as the operator sees it: a keyed hash. */
export interface Reporter {
  readonly hash: string;
  /** Names that it reported and that are still kept. */
  readonly indicators: number;
  readonly lastSeenAt: EpochSeconds | null;
  readonly isTrusted: boolean;
  /** The operator's own words. */
  readonly note: string | null;
}

/** An entry that was taken off because it was wrong. */
export interface Correction {
  readonly serial: number;
  readonly key: string;
  readonly at: EpochSeconds;
  readonly by: "person" | "machine";
  readonly why: string;
  /** When it was put on the list before; `null`: its line of the log is gone. */
  readonly listedAt: EpochSeconds | null;
}
