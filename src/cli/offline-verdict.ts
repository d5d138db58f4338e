import type { Facts } from "../domain/evidence.ts";
import type { Indicator } from "../domain/indicator.ts";
import { toRfc3339 } from "../domain/time.ts";
import type { Verdict } from "../domain/verdict.ts";
import { mayList } from "../publish/gate.ts";
import { makeNeverList } from "../publish/never-list.ts";
import { decideListing } from "../publish/policy.ts";
import { makeCdnTables } from "../recheck/cdn.ts";
import { explainReason } from "../score/explain.ts";
import { type ScoringInput, score } from "../score/score.ts";
import { type Subject, scoringInput } from "../score/scoring-input.ts";

/** What an instance would say of one indicator if the given facts were all that is known. */
export interface OfflineVerdict {
  readonly key: string;
  readonly verdict: Verdict;
  /** Policy and gate would let it into the feeds. */
  readonly isListed: boolean;
}

const tables = makeCdnTables();

/** CDN of an address by the committed ranges; `null`: none. */
export const seedCdnOf = (ip: string): string | null => tables.ranges.find(ip)?.cdn ?? null;

const never = makeNeverList({ popular: new Set(), isCdnAddress: (ip) => seedCdnOf(ip) !== null });

/** Score, policy and gate with the tables of the project alone: no list of popular sites, no other mails. */
export function judgeOffline(
  subject: Subject,
  facts: Facts,
  known: Partial<ScoringInput> = {},
): OfflineVerdict {
  const input = scoringInput(subject, facts, known);
  const seenAt = input.receivedAt ?? 0;
  const verdict = score(input);
  const indicator: Indicator = {
    ...subject,
    firstSeenAt: seenAt,
    lastSeenAt: seenAt,
    mails: input.mails,
    reporters: [],
    mailIds: [],
    facts,
    verdict,
    status: "watched",
    listing: null,
    checks: 1,
    checkedAt: seenAt,
    nextCheckAt: null,
  };
  const wants = decideListing(indicator, verdict, seenAt).action === "list";
  return { key: subject.key, verdict, isListed: wants && mayList({ indicator, verdict }, never).ok };
}

/** The public form of a verdict, as /lookup has it. */
export function verdictJson({ key, verdict, isListed }: OfflineVerdict) {
  return {
    key,
    band: verdict.band,
    probability: verdict.probability,
    evidence_db: verdict.evidenceDb,
    listed: isListed,
    reasons: verdict.reasons.map((r) => ({
      id: r.id,
      group: r.group,
      db: r.db,
      text: explainReason(r, "en"),
      source: r.source,
      observed_at: r.observedAt === null ? null : toRfc3339(r.observedAt),
    })),
    rules_version: verdict.rulesVersion,
  };
}
