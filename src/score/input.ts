import type { Facts } from "../domain/evidence.ts";
import type { LinkContext } from "../domain/indicator.ts";
import type { PersonDecision } from "../domain/person.ts";
import type { Scope } from "../domain/sighting.ts";
import type { EpochSeconds } from "../domain/time.ts";

/** All that a verdict may depend on. The same input always gives the same verdict. */
export interface ScoringInput {
  readonly key: string;
  readonly scope: Scope;
  /** Canonical host. */
  readonly host: string;
  readonly domain: string | null;
  /** Normalised path of the link; `null`: not known. */
  readonly path: string | null;
  readonly facts: Facts;
  /** What the mail around it says; `null`: there was no mail. */
  readonly context: LinkContext | null;
  /** When it bit: age is the age at receipt. Without a mail the time at which it was seen; `null`: not known. */
  readonly receivedAt: EpochSeconds | null;
  readonly mails: number;
  /** Independent reporters. */
  readonly reporters: number;
  /** Those among them whose forwarding address is verified. */
  readonly trustedReporters: number;
  /** Rank in the list of popular domains, 1 the most popular; `null`: not in it. */
  readonly popularityRank: number | null;
  /** Fresh hosts on which the same kit was seen in the last 30 days; 0: none. */
  readonly kitHosts: number;
  /** What a person decided. Missing: nobody has. */
  readonly person?: PersonDecision["action"];
}

/** What a rule says about an input, for its sentences. */
export type Values = Readonly<Record<string, string | number>>;
