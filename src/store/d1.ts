import { StoreError } from "../ports.ts";

/** Texts of D1's transient errors, from the "rules of D1" page (2026): a later try may work. */
const TRANSIENT = [
  "Network connection lost",
  "storage caused object to be reset",
  "reset because its code was updated",
  "Cannot resolve D1 DB due to transient issue",
  "D1 DB is overloaded",
  "internal error",
];
/** The Free plan's daily limits are hard since 2026-09-01: queries fail until 00:00 UTC. */
const QUOTA = ["exceeded", "limit"];

/**
 * Runs one call of D1 and names its failure. Reads are retried by D1 itself; writes here are UPSERTs that can
 * be run twice, and are retried by whoever called (the mail's sender, the next cron minute).
 */
export async function d1<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    if (TRANSIENT.some((t) => message.includes(t))) throw new StoreError("transient", cause);
    if (message.startsWith("D1_ERROR") && QUOTA.every((t) => message.includes(t)))
      throw new StoreError("quota", cause);
    throw cause;
  }
}
