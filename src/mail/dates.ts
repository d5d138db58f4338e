import type { EpochSeconds } from "../domain/time.ts";

/**
 * Dates of mail headers (RFC 5322 section 3.3, with the obsolete forms of section 4.3 and usual breakage).
 *
 *   Wed, 11 Feb 2026 21:35:07 +0900 (JST)   => read
 *   11 Feb 26 21:35 EST                     => read: two-digit year, no weekday, no seconds, named zone
 *   Wed Feb 11 21:35:07 2026 +0900          => read: the order of C's asctime
 *   2026-02-11T21:35:07+09:00               => read
 *   Wed, 31 Feb 2026 21:35:07 +0900         => null: no such day
 */
export interface ReadDate {
  readonly at: EpochSeconds;
  /** Minutes east of UTC as written; `null`: the text names no zone and UTC was assumed. */
  readonly zoneMinutes: number | null;
}

/** Zone names with one meaning in mail, minutes east of UTC (RFC 5322 section 4.3; tz database, 2026). */
const ZONES: Readonly<Record<string, number>> = {
  UT: 0,
  UTC: 0,
  GMT: 0,
  Z: 0,
  WET: 0,
  WEST: 60,
  BST: 60,
  CET: 60,
  MEZ: 60,
  HNEC: 60,
  CEST: 120,
  MESZ: 120,
  HAEC: 120,
  EET: 120,
  OEZ: 120,
  EEST: 180,
  OESZ: 180,
  MSK: 180,
  TRT: 180,
  IST: 330,
  ICT: 420,
  WIB: 420,
  HKT: 480,
  SGT: 480,
  PHT: 480,
  JST: 540,
  KST: 540,
  AEST: 600,
  AEDT: 660,
  NZST: 720,
  NZDT: 780,
  BRT: -180,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  AKST: -540,
  HST: -600,
};

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAY_FIRST =
  /^(?:[a-z]{2,9}\.?,?\s*)?(\d{1,2})[\s-]+([a-z]{3})[a-z]*\.?,?[\s-]+(\d{2,4}),?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(.*)$/i;
const ASCTIME =
  /^(?:[a-z]{2,9}\.?,?\s+)?([a-z]{3})[a-z]*\.?\s+(\d{1,2}),?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s+(?:([a-z+-][\w:+-]*)\s+)?(\d{4})\s*(.*)$/i;
const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})[T\s]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(.*)$/i;

/** `null`: not a date that can be read for sure. */
export function parseMailDate(value: string): ReadDate | null {
  const text = value
    .replace(/\((?:[^()]|\([^()]*\))*\)/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 100);
  const day = DAY_FIRST.exec(text);
  if (day) return toDate(fullYear(day[3]), monthOf(day[2]), day[1], day[4], day[5], day[6], day[7]);
  const asc = ASCTIME.exec(text);
  if (asc) return toDate(fullYear(asc[7]), monthOf(asc[1]), asc[2], asc[3], asc[4], asc[5], asc[6] ?? asc[8]);
  const iso = ISO.exec(text);
  return iso ? toDate(Number(iso[1]), Number(iso[2]), iso[3], iso[4], iso[5], iso[6], iso[7]) : null;
}

function monthOf(name: string | undefined): number {
  return MONTHS.indexOf((name ?? "").toLowerCase()) + 1;
}

/** RFC 5322 section 4.3: 00-49 are 2000-2049, 50-99 and three digits add to 1900. */
export function fullYear(digits: string | undefined): number {
  const year = Number(digits);
  // "0102": programs of before 2000 that count years from 1900.
  if (year >= 1000) return year;
  return year < 50 ? year + 2000 : year + 1900;
}

function toDate(
  year: number,
  month: number,
  day: string | undefined,
  hour: string | undefined,
  minute: string | undefined,
  second: string | undefined,
  zone: string | undefined,
): ReadDate | null {
  const zoneMinutes = zoneOf(zone ?? "");
  const at = toEpoch(year, month, Number(day), Number(hour), Number(minute), Number(second ?? 0));
  return at === null ? null : { at: at - (zoneMinutes ?? 0) * 60, zoneMinutes };
}

/** Seconds of a civil time as if it were UTC; `null`: there is no such day or time. */
export function toEpoch(
  y: number,
  month: number,
  d: number,
  h: number,
  min: number,
  s: number,
): EpochSeconds | null {
  if (!(y >= 1970 && y <= 9999 && month >= 1 && month <= 12 && h <= 23 && min <= 59 && s <= 60)) return null;
  const ms = Date.UTC(y, month - 1, d, h, min, Math.min(s, 59));
  const isReal = d >= 1 && new Date(Date.UTC(y, month - 1, d)).getUTCDate() === d;
  return isReal && Number.isFinite(ms) ? Math.floor(ms / 1000) : null;
}

/** Minutes east of UTC of `+0900`, `JST`, `GMT+3`, `UTC+03:00`; `null`: none is named or it has no one meaning. */
export function zoneOf(text: string): number | null {
  const name = /^\s*([A-Za-z]{1,5})?\s*(?:([+\-\u2212])(\d{1,2}):?(\d{2})?)?/.exec(text);
  if (name === null) return null;
  if (name[3] !== undefined && (name[1] === undefined || /^(?:GMT|UTC|UT|Z)$/i.test(name[1]))) {
    const minutes = Number(name[3]) * 60 + Number(name[4] ?? 0);
    // RFC 5322 section 3.3: "-0000" says UTC without a word on the sender's zone.
    // Offsets beyond 14 hours are no place on earth, but they say what the sender's clock was set to.
    return minutes >= 24 * 60 ? null : name[2] === "+" ? minutes : -minutes || 0;
  }
  return ZONES[(name[1] ?? "").toUpperCase()] ?? null;
}
