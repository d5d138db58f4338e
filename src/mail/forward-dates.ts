import { MONTH_STEMS, WEEKDAYS_LIKE_MONTHS, ZONE_WORDS } from "../data/month-names.ts";
import { fullYear, parseMailDate, type ReadDate, toEpoch, zoneOf } from "./dates.ts";

/**
 * Dates as mail programs write them into a forward, in the reader's own language.
 *
 *   Wed, Oct 27, 2021 at 9:31 AM            Donnerstag, 28. Oktober 2021 um 12:46
 *   2026年2月11日(水) 21:35                  2021. október 26. 14:25:08 EEST
 *   02/10/2023 4:52 PM EST  (AM/PM: month first)      28/10/2021 12:46  (else day first)
 *   26. listopada 2021. u 14:25  => October (Croatian points); 2. listopadu 2021 => November (Czech)
 *
 * Nothing is guessed beyond that: `null` when day, month or year is not there.
 */

interface Clock {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Text after the time of day, where a zone may stand. */
  readonly tail: string;
  /** Text without the time. */
  readonly rest: string;
  readonly isTwelveHour: boolean;
}

/** `isYearFirst`: numbers without a four-digit year are read as year, month, day (Japanese, Chinese, Korean). */
export function parseForwardDate(value: string, isYearFirst: boolean): ReadDate | null {
  const text = value
    .normalize("NFKC")
    .replace(/[\u200e\u200f\u202f\u00a0\s]+/g, " ")
    .trim()
    .slice(0, 120);
  const strict = /[A-Za-z]{3} \d{4} \d/.test(text) || /^\d{4}-/.test(text) ? parseMailDate(text) : null;
  if (strict !== null && strict.zoneMinutes !== null) return strict;
  const clock = readClock(text);
  const day = readDay(clock, isYearFirst);
  if (day === null) return null;
  const [year, month, date] = day;
  const at = toEpoch(year, month, date, clock.hour, clock.minute, clock.second);
  const zoneMinutes = readZone(clock.tail) ?? readZone(/\(([^()]*)\)\s*$/.exec(text)?.[1] ?? "");
  return at === null ? null : { at: at - (zoneMinutes ?? 0) * 60, zoneMinutes };
}

function readClock(text: string): Clock {
  const match =
    /(\d{1,2})\s?[:時시時点點]\s?(\d{2}|\d(?=\s?[分분]))(?:\s?[:分분]\s?(\d{1,2})\s?[秒초]?)?(?:[.,]\d+)?[分분]?/.exec(
      text,
    ) ??
    /(?<=kl\.? |klo |kell |um |om |at |alle |ore |ob )(\d{1,2})[.h](\d{2})()/i.exec(text) ??
    /(?<= )(\d{1,2})[.h](\d{2})()(?= |$)/.exec(text);
  if (match === null) return { hour: 0, minute: 0, second: 0, tail: "", rest: text, isTwelveHour: false };
  const tail = text.slice(match.index + match[0].length);
  const before = text.slice(0, match.index);
  const half =
    /^\s*([ap])\.?\s?m\b\.?/i.exec(tail)?.[1]?.toLowerCase() ?? halfBefore(before) ?? halfBefore(tail);
  let hour = Number(match[1]);
  if (half === "p" && hour < 12) hour += 12;
  if (half === "a" && hour === 12) hour = 0;
  return {
    hour,
    minute: Number(match[2]),
    second: Number(match[3] || 0),
    tail: tail.replace(/^\s*[ap]\.?\s?m\b\.?/i, ""),
    rest: `${before} ${tail}`,
    isTwelveHour: half !== undefined,
  };
}

function halfBefore(text: string): "a" | "p" | undefined {
  if (/午後|下午|오후|μ\.?μ|晚上/.test(text)) return "p";
  return /午前|上午|오전|π\.?μ|凌晨|早上/.test(text) ? "a" : undefined;
}

type Day = readonly [year: number, month: number, date: number];

function readDay(clock: Clock, isYearFirst: boolean): Day | null {
  const { rest } = clock;
  const cjk = /(\d{2,4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]?/.exec(rest);
  if (cjk) return [fullYear(cjk[1]), Number(cjk[2]), Number(cjk[3])];
  const iso = /(?<!\d)(\d{4})\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{1,2})(?!\d)/.exec(rest);
  if (iso) return [Number(iso[1]), Number(iso[2]), Number(iso[3])];
  const short = /(?<!\d)(\d{1,2})\s?([./-])\s?(\d{1,2})\s?[./-]\s?(\d{4}|\d{2})(?!\d)/.exec(rest);
  if (short) return readNumericDay(short, clock.isTwelveHour, isYearFirst);
  return readNamedDay(rest);
}

function readNumericDay(match: RegExpExecArray, isTwelveHour: boolean, isYearFirst: boolean): Day {
  const [a, b] = [Number(match[1]), Number(match[3])];
  const last = match[4] as string;
  if (isYearFirst && last.length === 2) return [fullYear(match[1]), b, Number(last)];
  const isMonthFirst = b > 12 || (a <= 12 && match[2] === "/" && isTwelveHour);
  return isMonthFirst ? [fullYear(last), a, b] : [fullYear(last), b, a];
}

function readNamedDay(rest: string): Day | null {
  const month = readMonth(rest);
  const numbers = [...rest.matchAll(/(?<![\d+-])\d{1,4}(?!\d)/g)].map((match) => match[0]);
  const year = numbers.find((digits) => digits.length === 4);
  const small = numbers.filter((digits) => digits.length <= 2);
  if (month === null || small[0] === undefined) return null;
  if (year !== undefined) return [Number(year), month, Number(small[0])];
  return small[1] === undefined ? null : [fullYear(small[1]), month, Number(small[0])];
}

function readMonth(rest: string): number | null {
  // Croatian writes "26. listopada 2021." with two points; its old month names mean other months in Czech and Polish.
  if (/\d\. ?lis\p{L}* \d{4}\./iu.test(rest)) return 10;
  if (/\d\. ?lip\p{L}* \d{4}\./iu.test(rest)) return 6;
  if (/\d\. ?srp\p{L}* \d{4}\./iu.test(rest)) return 7;
  const words = bare(rest).match(/\p{L}{3,}/gu) ?? [];
  const months = words.map(monthOfWord).filter((month) => month !== null);
  // "mar. 2 nov." is a Tuesday in November: a word that can be a weekday yields to any other.
  return months.find((month) => !month.isDoubtful)?.month ?? months[0]?.month ?? null;
}

/** The longest stem decides: "července" is July though it begins like "června". */
function monthOfWord(word: string): { month: number; isDoubtful: boolean } | null {
  if (WEEKDAYS_LIKE_MONTHS.includes(word)) return null;
  let month: number | null = null;
  let longest = 0;
  for (const [index, stems] of MONTH_STEMS.entries())
    for (const stem of stems.map(bare))
      if (stem.length > longest && word.startsWith(stem)) {
        month = index + 1;
        longest = stem.length;
      }
  return month === null ? null : { month, isDoubtful: word === "mar" };
}

/** Lower case without accents, so that "août", "AOÛT" and "aout" are one word. */
function bare(text: string): string {
  return text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").normalize("NFKC");
}

function readZone(tail: string): number | null {
  const text = tail.replace(/^[\s,(]+/, "");
  for (const [word, minutes] of Object.entries(ZONE_WORDS)) if (text.startsWith(word)) return minutes;
  return zoneOf(text);
}
