import { FEATURE_DB, GRAM_DB, NAME_BIAS_DB, PAIR_COST } from "../data/hostname-model.ts";
import { toUnicodeHost } from "../domain/hostname.ts";
import { type FeatureId, featuresOf, gramsOf } from "./host-features.ts";
import type { ScoringInput } from "./input.ts";
import { type BorrowedName, findBorrowedName } from "./lookalike.ts";
import { type Tenancy, tenancyOf } from "./tenancy.ts";

/** What the name model says, taken apart so that each part can be said in a sentence. */
export interface NameEvidence {
  /** Build and letters of the registrable label, the model's constant included: below 0 like an honest name. */
  readonly lettersDb: number;
  /** Decibans of each other property that was found. */
  readonly parts: ReadonlyMap<FeatureId, number>;
  /** The brand whose name the host borrows. */
  readonly borrowed: BorrowedName | null;
  /** The host is a stranger's place on a platform: then lettersDb is 0, nobody registered the name. */
  readonly tenancy: Tenancy | null;
}

const GRAMS: ReadonlyMap<string, number> = new Map(
  GRAM_DB.flatMap(([db, grams]) => (grams.match(/.{3}/g) ?? []).map((g): [string, number] => [g, db])),
);

const LETTER_FEATURE = /^(?:label_|tld_country$)/;

/** Several rules ask for the same input: worked out once, gone with the input. */
const memo = new WeakMap<ScoringInput, NameEvidence>();

export function nameEvidence(input: ScoringInput): NameEvidence {
  const known = memo.get(input);
  if (known !== undefined) return known;
  const evidence = weighName(input.host, input.path);
  memo.set(input, evidence);
  return evidence;
}

/** Pure: host (canonical) and path to decibans. */
export function weighName(host: string, path: string | null): NameEvidence {
  const parts = new Map<FeatureId, number>();
  const borrowed = findBorrowedName(host, toUnicodeHost(host));
  const tenancy = tenancyOf(host, path);
  let lettersDb = tenancy === null ? NAME_BIAS_DB + gramsDb(host) : 0;
  for (const [id, value] of featuresOf(host, path, borrowed, PAIR_COST, tenancy !== null)) {
    const db = (FEATURE_DB[id] ?? 0) * value;
    if (LETTER_FEATURE.test(id)) lettersDb += db;
    else parts.set(id, db);
  }
  return { lettersDb, parts, borrowed, tenancy };
}

function gramsDb(host: string): number {
  const grams = gramsOf(host);
  return grams.reduce((sum, g) => sum + (GRAMS.get(g) ?? 0), 0) / Math.sqrt(Math.max(1, grams.length));
}

/** Sum of the given properties; 0 when none was found. */
export function sumOf({ parts }: NameEvidence, ids: readonly FeatureId[]): number {
  return ids.reduce((sum, id) => sum + (parts.get(id) ?? 0), 0);
}
