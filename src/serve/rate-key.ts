import type { Context } from "hono";

const KEY_BYTES = 16;

/**
 * Whom the rate limit counts: the network of the caller (a /24, a /48), hashed, so that no address is kept. All
 * callers without an address share one key.
 */
export async function callerKey(c: Context): Promise<string> {
  const prefix = networkPrefix(c.req.header("cf-connecting-ip") ?? "");
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(prefix)));
  return [...digest.subarray(0, KEY_BYTES)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Cloudflare writes the address in its normal form. */
export const networkPrefix = (ip: string): string =>
  ip.includes(":") ? ip.split(":").slice(0, 3).join(":") : ip.split(".").slice(0, 3).join(".");
