import * as z from "zod";
import { canonicalHost } from "../domain/hostname.ts";
import { HASH_PREFIX_DIGITS_MIN, keyHash } from "../domain/key-hash.ts";
import { keysForLookup } from "../domain/scope.ts";
import { parseUrl } from "../domain/url.ts";
import { ask } from "./server.ts";

/** As many as a browser would hold open to one server. */
const REQUESTS_IN_FLIGHT_MAX = 6;

const bucket = z.object({ hashes: z.array(z.string()) });

export interface PrivateAnswer {
  readonly query: string;
  /** `not_listed`: not in the list, which is not the same as safe. What is merely watched cannot be asked this way. */
  readonly status: "listed" | "not_listed";
  readonly match: { readonly key: string } | null;
}

/**
 * Asks about names without naming them: every key that would cover a name is hashed here, the first four hex digits of
 * each hash are sent, and the full hashes that come back are compared here. The prefixes of all names are asked in
 * sorted order, each once, so that the server does not see which belong together. Throws on a name that is none, and
 * when the server refuses: half an answer would read as "not listed".
 */
export async function lookupPrivately(server: string, names: readonly string[]): Promise<PrivateAnswer[]> {
  const asked = names.map((query) => ({ query, keys: keysOf(query) }));
  const prefixes = [...new Set(asked.flatMap(({ keys }) => keys.map(prefixOf)))].sort();
  const listed = new Set<string>();
  for (let n = 0; n < prefixes.length; n += REQUESTS_IN_FLIGHT_MAX) {
    const buckets = await Promise.all(
      prefixes.slice(n, n + REQUESTS_IN_FLIGHT_MAX).map((prefix) => loadBucket(server, prefix)),
    );
    for (const hash of buckets.flat()) listed.add(hash);
  }
  return asked.map(({ query, keys }) => {
    const key = keys.find((k) => listed.has(keyHash(k)));
    return {
      query,
      status: key === undefined ? "not_listed" : "listed",
      match: key === undefined ? null : { key },
    };
  });
}

const prefixOf = (key: string): string => keyHash(key).slice(0, HASH_PREFIX_DIGITS_MIN);

function keysOf(name: string): readonly string[] {
  const target = name.includes("://") ? parseUrl(name) : canonicalHost(name.trim());
  if (target === null) throw new Error(`"${name}" is no domain, host, URL or address`);
  return keysForLookup(target);
}

async function loadBucket(server: string, prefix: string): Promise<readonly string[]> {
  const response = await ask(server, `/hashes/${prefix}`);
  if (!response.ok) throw new Error(`The server refused a prefix with ${response.status}; nothing is known`);
  return bucket.parse(await response.json()).hashes;
}
