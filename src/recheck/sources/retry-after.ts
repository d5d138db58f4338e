import type { EpochSeconds } from "../../domain/time.ts";
import { RETRY_AFTER_SECONDS_MAX } from "../schedule.ts";
import { readDate, UTC } from "../whois-dates.ts";

/** Retry-After (RFC 9110 section 10.2.3), seconds or a date, as an instant after now; `null`: none given. */
export function readRetryAfter(headers: Headers, now: EpochSeconds): EpochSeconds | null {
  const value = headers.get("retry-after")?.trim() ?? "";
  if (/^\d{1,9}$/.test(value)) return now + Math.min(Number(value), RETRY_AFTER_SECONDS_MAX);
  const date = readDate(value, UTC, null);
  if (date.state !== "read" || date.at <= now) return null;
  return Math.min(date.at, now + RETRY_AFTER_SECONDS_MAX);
}
