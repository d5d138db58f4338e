import type { Facts } from "../domain/evidence.ts";
import type { Indicator } from "../domain/indicator.ts";
import type { ScoringInput } from "./input.ts";

/** What is being judged: an indicator of the store, a sighting on its way there, a line given by hand. */
export type Subject = Pick<Indicator, "key" | "scope" | "host" | "domain" | "context">;

/** The input of score(), with nothing known beyond the subject and its facts but what `known` adds. */
export function scoringInput(
  subject: Subject,
  facts: Facts,
  known: Partial<ScoringInput> = {},
): ScoringInput {
  return {
    key: subject.key,
    scope: subject.scope,
    host: subject.host,
    domain: subject.domain,
    path: subject.context?.path ?? null,
    facts,
    context: subject.context,
    receivedAt: subject.context?.receivedAt ?? null,
    mails: subject.context === null ? 0 : 1,
    reporters: 0,
    trustedReporters: 0,
    popularityRank: null,
    kitHosts: 0,
    ...known,
  };
}
