import { DAY_SECONDS, type EpochSeconds, HOUR_SECONDS } from "../../domain/time.ts";
import type { Words } from "../words.en.ts";

/** Instants as people read them. Pure: the zone is a parameter. */
export interface Zone {
  /** IANA name: `Asia/Tokyo`. */
  readonly name: string;
  /** What stands behind the time: `JST`. */
  readonly label: string;
}

const KNOWN_LABELS: Readonly<Record<string, string>> = { "Asia/Tokyo": "JST", UTC: "UTC" };

/** Japan's for a Japanese page; else the caller's as the platform tells it, else UTC. */
export function toZone(given: string | null, lang: "ja" | "en"): Zone {
  const callers = given !== null && isZone(given) ? given : "UTC";
  const name = lang === "ja" ? "Asia/Tokyo" : callers;
  return { name, label: KNOWN_LABELS[name] ?? name };
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** `2026-02-11 21:35 (JST)`. */
export function formatTime(at: EpochSeconds, zone: Zone): string {
  const format = new Intl.DateTimeFormat("en", {
    timeZone: zone.name,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const part = Object.fromEntries(format.formatToParts(at * 1000).map((p) => [p.type, p.value]));
  return `${part.year}-${part.month}-${part.day} ${part.hour}:${part.minute} (${zone.label})`;
}

/**
 * The day of a registry that gives no time: the instant is its midnight, between 12 hours before and 11 hours
 * after UTC's, so noon later is the same day in UTC whatever the registry's zone.
 */
export const formatRegistryDay = (at: EpochSeconds): string =>
  new Date((at + 12 * HOUR_SECONDS) * 1000).toISOString().slice(0, 10);

const YEAR_DAYS = 365.25;

/** "5 hours", "1 day", "3.4 years". Negative ages are the caller's. A day-only date has no hours. */
export function formatAge(seconds: number, isDayOnly: boolean, words: Words): string {
  const days = Math.floor(seconds / DAY_SECONDS);
  if (days < 1 && !isDayOnly) return words.report.ageHours(Math.floor(seconds / HOUR_SECONDS));
  if (days < 2 * YEAR_DAYS) return words.report.ageDays(days);
  return words.report.ageYears((days / YEAR_DAYS).toFixed(1));
}
