/** Seconds since 1970-01-01T00:00:00Z. The only instant type inside; RFC 3339 text outside. */
export type EpochSeconds = number;

export const MINUTE_SECONDS = 60;
export const HOUR_SECONDS = 3_600;
export const DAY_SECONDS = 86_400;

/** `2026-02-10T00:00:00Z`: RFC 3339 in UTC, whole seconds. */
export function toRfc3339(at: EpochSeconds): string {
  return `${new Date(at * 1000).toISOString().slice(0, 19)}Z`;
}

/**
 * Reads an RFC 3339 instant (date alone counts as midnight UTC). `null` when it is none: a missing
 * zone is never guessed, since `new Date()` would read it in the zone of the machine.
 */
export function parseRfc3339(text: string): EpochSeconds | null {
  const match = /^(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s?(Z|z|[+-]\d\d:?\d\d))?$/.exec(
    text.trim(),
  );
  if (!match) return null;
  const [, day, clock = "00:00:00", zone = "Z"] = match;
  const offset = zone.toUpperCase() === "Z" ? "Z" : zone.replace(/([+-]\d\d):?(\d\d)/, "$1:$2");
  const ms = Date.parse(`${day}T${clock.length === 5 ? `${clock}:00` : clock}${offset}`);
  // Date.parse accepts 2026-02-30 in some engines and rolls it over: compare the day.
  if (Number.isNaN(ms) || !isRealDay(day as string)) return null;
  return Math.floor(ms / 1000);
}

function isRealDay(day: string): boolean {
  const ms = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(day);
}
