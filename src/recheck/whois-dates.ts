/**
 * Dates as registries write them, to an instant. The text alone is read: never `new Date(text)`, which
 * depends on the machine's zone and takes 05/11/2026 for 11 May.
 *
 *   2026-02-10T01:05:08Z · 2026/02/10 01:05:08 (JST) · 2026. 02. 10. · 20260210 #123   => that day
 *   10-Feb-2026 · 10th February 2026 at 00:00:00.000 · 2026-Feb-10. · Tue Feb 10 2026  => that day
 *   10.02.2026 · 30/01/2026                        => day first: by the dot, by the 30
 *   05/11/2026 with no order known                 => ambiguous                <- never guessed
 *   before Aug-1996                                => 1996-08-01, the latest it can have been
 *   2026-02-30, 1 year, 2001:620:0:ff::2f          => none
 * Pure, linear: at most DATE_CHARS_MAX characters are looked at.
 */
import type { EpochSeconds } from "../domain/time.ts";

/** Which of two small numbers is the day. */
export type DateOrder = "day-first" | "month-first";

/** Offset from UTC of a registry that writes no zone; `eu`: an hour more in European summer time. */
export interface Zone {
  readonly minutes: number;
  readonly summer: "eu" | null;
}

export const UTC: Zone = { minutes: 0, summer: null };

export type DateReading =
  | { readonly state: "read"; readonly at: EpochSeconds; readonly isDayOnly: boolean }
  | { readonly state: "ambiguous" }
  | { readonly state: "none" };

/** The longest real one is `Domain record: Wednesday 17th September 2003 at 00:00:00.000 (UTC+00:00)`. */
const DATE_CHARS_MAX = 80;
/** No domain is older than .com's first ones; no registration runs beyond this. */
const YEAR_MIN = 1984;
const YEAR_MAX = 2199;

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly rest: string;
}

/** Reads the date at the start of a value. `zone` and `order` are used only where the text has none. */
export function readDate(value: string, zone: Zone, order: DateOrder | null): DateReading {
  const text = fold(value);
  const day = readDay(text, order);
  if (day === "ambiguous") return { state: "ambiguous" };
  if (day === null) return { state: "none" };
  const clock = readClock(day.rest);
  const offset = readZone(clock?.rest ?? day.rest);
  const local =
    Date.UTC(day.year, day.month - 1, day.day, clock?.hour ?? 0, clock?.minute ?? 0, clock?.second ?? 0) /
    1000;
  const at = offset === null ? toUtc(local, zone) : local - offset * 60;
  return { state: "read", at, isDayOnly: clock === null };
}

/** Lower case without accents, weekday and lead-in words; digits and signs of full width made narrow. */
function fold(value: string): string {
  return value
    .slice(0, DATE_CHARS_MAX)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .trim()
    .replace(/^(?:on|since|le|el|em)\s+/, "")
    .replace(/^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[,.]?\s+/, "");
}

function readDay(text: string, order: DateOrder | null): Day | "ambiguous" | null {
  const before = BEFORE.exec(text);
  if (before) return checkedDay(Number(before[2]), before[1] === undefined ? 1 : monthOf(before[1]), 1, "");
  return readFullDay(text.replace(/^(?:before|prior to)\s+/, ""), order);
}

function readFullDay(text: string, order: DateOrder | null): Day | "ambiguous" | null {
  const [, y, m, d] = /^(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)/.exec(text) ?? [];
  if (y) return toDay(y, m, d, text, /^[^a-z]*?\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}[.日]?/);
  const compact = /^(\d{4})(\d\d)(\d\d)(?=(\d{6})?(?!\d))/.exec(text);
  if (compact) return toDay(compact[1], compact[2], compact[3], text, /^\d{8}/);
  return readNamedMonth(text) ?? readNumeric(text, order);
}

const NAMED: readonly { readonly form: RegExp; readonly order: string }[] = [
  { form: /^(\d{4})[-/. ]+(\p{L}{3,12})[-/., ]+(\d{1,2})(?!\d)\.?/u, order: "ymd" },
  {
    form: /^(\d{1,2})(?:st|nd|rd|th|er|º|\.)?[-/., ]*(?:of |de )?(\p{L}{3,12})\.?[-/., ]*(?:de |del )?(\d{4})(?!\d)/u,
    order: "dmy",
  },
  { form: /^(\d{1,2})[-/. ](\p{L}{3,12})[-/. ](\d{2})(?!\d)/u, order: "dmy" },
  { form: /^(\p{L}{3,12})\.?[ -]+(\d{1,2})(?:st|nd|rd|th)?[ ,-]+(\d{4})(?![\d:])/u, order: "mdy" },
];
/** `feb 10 01:05:08 gmt 2026`: the clock stands inside. */
const CTIME =
  /^(\p{L}{3,12}) +(\d{1,2}) +(\d{1,2}:\d\d(?::\d\d)?(?: ?[a-z]{1,5}(?:[+-]\d{1,4})?)?) +(\d{4})(?!\d)/u;
/** `before Aug-1996`, `before 2001`. */
const BEFORE = /^(?:before|prior to)\s+(?:(\p{L}{3,12})[-/. ]+)?(\d{4})$/u;

function readNamedMonth(text: string): Day | null {
  const ctime = CTIME.exec(text);
  if (ctime) return checkedDay(Number(ctime[4]), monthOf(ctime[1]), Number(ctime[2]), ctime[3] as string);
  for (const { form, order } of NAMED) {
    const match = form.exec(text);
    if (!match) continue;
    const part = (letter: string) => match[order.indexOf(letter) + 1] as string;
    const day = checkedDay(
      toYear(part("y")),
      monthOf(part("m")),
      Number(part("d")),
      text.slice(match[0].length),
    );
    if (day) return day;
  }
  return null;
}

function readNumeric(text: string, order: DateOrder | null): Day | "ambiguous" | null {
  const match = /^(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4})(?!\d)/.exec(text);
  if (!match) return /^\d{1,2}[-/.]\d{1,2}[-/.]\d{2}(?!\d)/.test(text) ? "ambiguous" : null;
  const [whole, first, sign, second, year] = match as unknown as [string, string, string, string, string];
  const rest = text.slice(whole.length);
  const dayFirst = checkedDay(Number(year), Number(second), Number(first), rest);
  const monthFirst = checkedDay(Number(year), Number(first), Number(second), rest);
  if (!dayFirst || !monthFirst) return dayFirst ?? monthFirst;
  // No country writes month.day.year with dots.
  if (first === second || sign === ".") return dayFirst;
  if (order === null) return "ambiguous";
  return order === "day-first" ? dayFirst : monthFirst;
}

function toDay(
  y: string | undefined,
  m: string | undefined,
  d: string | undefined,
  text: string,
  head: RegExp,
) {
  return checkedDay(Number(y), Number(m), Number(d), text.replace(head, ""));
}

/** A day that exists, or `null`. */
function checkedDay(year: number, month: number | null, day: number, rest: string): Day | null {
  if (month === null || year < YEAR_MIN || year > YEAR_MAX || month < 1 || month > 12 || day < 1) return null;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate() ? { year, month, day, rest } : null;
}

/** Two digits: no domain is older than 1984, so 84..99 are of the last century. */
function toYear(text: string): number {
  const year = Number(text);
  return text.length === 4 ? year : year >= 84 ? 1900 + year : 2000 + year;
}

function readClock(text: string): { hour: number; minute: number; second: number; rest: string } | null {
  const match =
    /^[\s,t:;-]*(?:at\s+)?(\d{1,2}):(\d\d)(?::(\d\d))?(?:[.,]\d{1,9})?\s*([ap]\.?m\b)?/.exec(text) ??
    /^[t ]?(\d\d)(\d\d)(\d\d)(?!\d)()/.exec(text);
  if (!match) return null;
  const hour = (Number(match[1]) % (match[4] ? 12 : 24)) + (match[4]?.startsWith("p") ? 12 : 0);
  return { hour, minute: Number(match[2]), second: Number(match[3] ?? 0), rest: text.slice(match[0].length) };
}

/** Minutes east of UTC of a zone that the text names; `null`: none that is known. */
function readZone(text: string): number | null {
  const numeric = /^[\s(]*(?:utc|gmt)?\s?([+-])(\d{1,2}):?(\d\d)?(?!\d)/.exec(text);
  if (numeric) {
    const minutes = Number(numeric[2]) * 60 + Number(numeric[3] ?? 0);
    return minutes > 14 * 60 ? null : numeric[1] === "-" ? -minutes : minutes;
  }
  const name = /^[\s(]*([a-z]{1,5})(?![a-z])/.exec(text)?.[1];
  return name === undefined ? null : (ZONE_MINUTES[name] ?? null);
}

/** Abbreviations seen in answers. IST and BST have several meanings and are left out. */
const ZONE_MINUTES: Readonly<Record<string, number>> = {
  z: 0,
  utc: 0,
  gmt: 0,
  wet: 0,
  west: 60,
  cet: 60,
  cest: 120,
  met: 60,
  mest: 120,
  eet: 120,
  eest: 180,
  msk: 180,
  msd: 240,
  trt: 180,
  jst: 540,
  kst: 540,
  hkt: 480,
  sgt: 480,
  myt: 480,
  ict: 420,
  wib: 420,
  nzst: 720,
  nzdt: 780,
  aest: 600,
  aedt: 660,
  est: -300,
  edt: -240,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  brt: -180,
  brst: -120,
  art: -180,
  clt: -240,
  clst: -180,
  sast: 120,
  eat: 180,
};

function toUtc(local: number, zone: Zone): EpochSeconds {
  const standard = local - zone.minutes * 60;
  return zone.summer === "eu" && isEuSummer(standard) ? standard - 3_600 : standard;
}

/** Directive 2000/84/EC: from the last Sunday of March to the last Sunday of October, 01:00 UTC. */
function isEuSummer(at: EpochSeconds): boolean {
  const year = new Date(at * 1000).getUTCFullYear();
  return at >= lastSunday(year, 2) && at < lastSunday(year, 9);
}

function lastSunday(year: number, month: number): EpochSeconds {
  const last = new Date(Date.UTC(year, month + 1, 0, 1));
  return last.getTime() / 1000 - last.getUTCDay() * 86_400;
}

/**
 * The order that other dates of the same answer show: a number over 12 in one place, or a stated form
 * (`complete date format : DD/MM/YYYY`). `null`: nothing shows it, or two contradict each other.
 */
export function orderShownIn(text: string): DateOrder | null {
  const stated = /\b(?:(dd|jj|tt)[-/. ]mm|mm[-/. ](dd|jj))[-/. ](?:yy|aa|jj)/i.exec(text);
  if (stated) return stated[1] ? "day-first" : "month-first";
  let shown: DateOrder | null = null;
  for (const [, first, second] of text.matchAll(
    /(?<![\d./-])(\d{1,2})[-/](\d{1,2})[-/](?:19|20)\d\d(?!\d)/g,
  )) {
    const one = Number(first) > 12 ? "day-first" : Number(second) > 12 ? "month-first" : null;
    if (one !== null && shown !== null && one !== shown) return null;
    shown ??= one;
  }
  return shown;
}

function monthOf(name: string | undefined): number | null {
  if (name === undefined) return null;
  const index = MONTHS.findIndex((names) => names.split(" ").includes(name));
  return index < 0 ? null : index + 1;
}

/** English, German, French, Spanish, Italian, Portuguese, Dutch, Nordic, Polish, Turkish, Russian; no accents. */
const MONTHS: readonly string[] = [
  "jan january januar januari janvier janv enero ene gennaio gen janeiro styczen stycznia ocak oca января янв",
  "feb february februar februari fevrier fevr fev febrero febbraio fevereiro luty lutego subat sub февраля фев",
  "mar march marz maerz mars marzo mrt maart marco marec marca марта мар",
  "apr april avril avr abril abr aprile kwiecien kwietnia nisan nis апреля апр",
  "may mai mayo maggio mag maio mei maj maja mayis мая май",
  "jun june juni juin junio giugno giu junho czerwiec czerwca haziran haz июня июн",
  "jul july juli juillet juil julio luglio lug julho lipiec lipca temmuz tem июля июл",
  "aug august aout agosto ago augustus augusti sierpien sierpnia agustos agu августа авг",
  "sep sept september septembre septiembre set settembre setembro wrzesien wrzesnia eylul eyl сентября сен",
  "oct october oktober okt octobre octubre ottobre ott outubro out pazdziernik pazdziernika ekim eki октября окт",
  "nov november novembre noviembre novembro listopad listopada kasim kas ноября ноя",
  "dec december dezember dez decembre diciembre dic dicembre dezembro desember grudzien grudnia aralik ara декабря дек",
];
