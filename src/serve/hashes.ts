import type { Context } from "hono";
import { HASH_PREFIX_DIGITS_MAX, HASH_PREFIX_DIGITS_MIN } from "../domain/key-hash.ts";
import type { ServeDeps } from "./app.ts";
import { CACHE, checkParameters, sendError } from "./respond.ts";

/**
 * The door /hashes/{prefix}: private lookup. One bucket of the listed keys' hashes, which the asker compares with its
 * own; what is hashed stands in domain/key-hash.ts. An empty list is an answer like any other.
 */
const PREFIX = new RegExp(`^[0-9a-f]{${HASH_PREFIX_DIGITS_MIN},${HASH_PREFIX_DIGITS_MAX}}$`, "i");

export async function getHashes(c: Context, deps: ServeDeps, given: string): Promise<Response> {
  const parameters = checkParameters(c, []);
  if (!parameters.ok) return sendError(c, deps, parameters.error);
  if (!PREFIX.test(given))
    return sendError(c, deps, {
      code: "bad_parameter",
      name: "prefix",
      problem: `must be ${HASH_PREFIX_DIGITS_MIN} to ${HASH_PREFIX_DIGITS_MAX} hex digits`,
    });
  const prefix = given.toLowerCase();
  const hashes = await deps.store.findHashes(prefix);
  return c.json({ prefix, hashes }, 200, { "cache-control": CACHE.answer });
}
