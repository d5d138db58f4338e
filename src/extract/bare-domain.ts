import { canonicalHost, hasListedSuffix, isIpAddress, registrableDomain } from "../domain/hostname.ts";
import { hasListedTop, readAuthority } from "./url-bounds.ts";

/**
 * A domain written without a scheme, taken only with a real suffix and fitting surroundings.
 *
 *   evil.top/login, www.evil.top, evil.top, サイトはevil.topです, президент.рф  => found
 *   x@evil.top, @evil.top, readme.md, setup.sh, invoice.zip, e.g., 1.2.3, 10.0.0.1,
 *   word.It, M.Sc, /path/file.pl, call.me(), _evil.top, Amazon.com, Inc.          => not found
 */
export interface BareDomain {
  readonly start: number;
  /** After host and port. */
  readonly end: number;
  readonly text: string;
}

const NAME_CHARS_MAX = 253;
const ASCII_NAME_CHAR = /[A-Za-z0-9_-]/;
const DOT = /[.\u3002\uff61]/;
/**
 * The ideographic full stop ends most Japanese sentences: only between Latin letters it may be a dot.
 *
 *   evil。top/login => evil.top          停止します。Netアンサーで => a sentence that ends, and the next one
 */
const NAME_DOT = /\.(?=[A-Za-z0-9\u0080-\uffff])|(?<=[A-Za-z0-9-])[\u3002\uff61](?=[A-Za-z])/g;
/** Letters of scripts that are not glued to a name by a sentence without spaces. */
const SPACED_LETTER = /(?![\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}])[\p{L}\p{M}]/u;
const GLUED_LETTER = /(?=[\p{L}\p{M}])[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}]/u;

/** Each domain between two indexes, from left to right. Every character is looked at a bounded number of times. */
export function* findBareDomains(text: string, from: number, to: number): Generator<BareDomain> {
  const dots = new RegExp(NAME_DOT);
  let done = from;
  dots.lastIndex = from;
  for (let dot = dots.exec(text); dot && dot.index < to; dot = dots.exec(text)) {
    if (dot.index < done) continue;
    const token = tokenAround(text, dot.index, done, to);
    const found = token && readDomain(text, token.start, token.end, to);
    done = Math.max(done, found ? found.end : (token?.end ?? dot.index + 1));
    if (found) yield found;
  }
}

interface Token {
  readonly start: number;
  readonly end: number;
}

function tokenAround(text: string, dot: number, from: number, to: number): Token | null {
  let end = dot;
  while (end < to && end - dot <= NAME_CHARS_MAX && (isNameChar(text, end) || isInnerDot(text, end))) end++;
  if (end <= dot + 1) return null;
  const isGluedName = GLUED_LETTER.test(text[dot - 1] ?? "");
  const isLeft = isGluedName ? isGluedNameChar : isNameChar;
  let start = dot;
  while (start > from && dot - start < NAME_CHARS_MAX && isLeft(text, start - 1)) start--;
  if (isGluedName) start = afterParticle(text, start, dot);
  return start === dot ? null : { start, end };
}

const GLUED_NAME_CHARS_MAX = 12;

/**
 * Where a Japanese name may begin in the words glued before it: 「詳しくは日本語.jp」 is 日本語.jp, お名前.com
 * is whole. Longer than a name: no name at all (returns the dot).
 */
function afterParticle(text: string, start: number, dot: number): number {
  const particle = Math.max(..."はがを".split("").map((char) => text.slice(start, dot).lastIndexOf(char)));
  const nameStart = start + particle + 1;
  return dot - nameStart > GLUED_NAME_CHARS_MAX ? dot : nameStart;
}

const isNameChar = (text: string, at: number) => {
  const char = text[at] as string;
  return char > "\x7f" ? SPACED_LETTER.test(char) : ASCII_NAME_CHAR.test(char);
};
const isGluedNameChar = (text: string, at: number) => GLUED_LETTER.test(text[at] as string);
const isInnerDot = (text: string, at: number) =>
  DOT.test(text[at] as string) && isNameChar(text, at + 1 < text.length ? at + 1 : at);

function readDomain(text: string, start: number, end: number, to: number): BareDomain | null {
  if (/^www\./i.test(text.slice(start, start + 4)) && /[:@]/.test(text[end] ?? "")) {
    const authority = readAuthority(text, start);
    if (authority && authority !== "masked" && authority.text.includes("@")) return { start, ...authority };
  }
  const written = text.slice(start, end).replace(/[-_]+$/, "");
  const nameEnd = start + written.length;
  if (!DOT.test(written) || isMailAddress(text, start, end) || !isFreeStanding(text, start, nameEnd))
    return null;
  if (!mayHaveSuffix(written)) return null;
  const host = canonicalHost(written);
  if (host === null || written.startsWith("-") || /[._-]_|^_|-\.|\.-/.test(written)) return null;
  const port = /^:(\d{1,5})(?![\d.])/.exec(text.slice(nameEnd, nameEnd + 7));
  if (/^:\d/.test(text.slice(nameEnd, nameEnd + 2)) && (!port || Number(port[1]) > 65_535)) return null;
  const afterPort = nameEnd + (port?.[0].length ?? 0);
  const hasPath = /^(?:\/|[?#]\w)/.test(text.slice(afterPort, Math.min(to, afterPort + 2)));
  if (!isBelievable(written, host, text.slice(afterPort, afterPort + 2), hasPath)) return null;
  if (!hasPath && isFirm(text.slice(Math.max(0, start - 24), start), text.slice(afterPort, afterPort + 24)))
    return null;
  return { start, end: afterPort, text: text.slice(start, afterPort) };
}

/** A cheap no for the many dots of prose, before the host parser is asked. */
function mayHaveSuffix(written: string): boolean {
  return /^[\d.]+$/.test(written) || hasListedTop(written);
}

/** The name is the local part or the domain of an address. `@www.evil.top` has no local part. */
function isMailAddress(text: string, start: number, end: number): boolean {
  if (text[end] === "@") return true;
  if (text[start - 1] !== "@") return false;
  return !/^www\./i.test(text.slice(start, start + 4)) || /[\w"+'-]/.test(text[start - 2] ?? "");
}

/** Not part of a file path, a variable, a call, or of a longer name that was cut. */
function isFreeStanding(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 3), start);
  if (/[\w%$=&+]$/.test(before) && !/=$/.test(before)) return false;
  if (/[/\\]$/.test(before)) return /(?:^|[^/:\w])\/\/$/.test(before) || /(?:^|[\s(])\\$/.test(before);
  return !/^\(\)?|^_/.test(text.slice(end, end + 2));
}

/**
 * A firm that is called like its site stands in the small print of nearly every mail in its name: that is no link.
 *
 *   © 2026 Amazon.com, Inc. or its affiliates · Booking.com B.V. · アマゾン・ドット・コム(Amazon.com LLC)
 */
const FIRM_AFTER =
  /^(?:,?\s{1,2}(?:Inc|LLC|L\.L\.C|Ltd|Limited|Corp|Corporation|Company|Co\.|GmbH|B\.?V|S\.?A|S\.?r\.?l|AG|N\.?V|Pty|PLC|K\.?K|Pvt)\b|,?\s?(?:株式会社|合同会社|有限公司)|\s(?:or its affiliates|and its affiliates)\b)/i;
const FIRM_BEFORE = /(?:株式会社|合同会社)\s?$/;

function isFirm(before: string, after: string): boolean {
  return FIRM_AFTER.test(after) || FIRM_BEFORE.test(before);
}

/** Suffixes that are file endings too: those need a path or `www.`. */
const FILE_ENDINGS: ReadonlySet<string> = new Set("md sh zip mov py pm java".split(" "));
/** Suffixes under which a capital first letter (`Amazon.Com`) is still no new sentence. */
const PLAIN_SUFFIXES: ReadonlySet<string> = new Set("com net org info biz jp cn".split(" "));

function isBelievable(written: string, host: string, next: string, hasPath: boolean): boolean {
  if (isIpAddress(host)) return /^(?:\d{1,3}\.){3}\d{1,3}$/.test(written) && /^\/[A-Za-z]/.test(next);
  if (!hasListedSuffix(host)) return false;
  if (hasPath || /^www\d{0,2}\./i.test(written)) return !/^[A-Z]\.[A-Z]/.test(written);
  const labels = written.split(DOT);
  const [suffix = "", label = ""] = [labels.at(-1), labels.at(-2)];
  const isSingleSuffix = registrableDomain(host)?.split(".").length === 2;
  if (FILE_ENDINGS.has(suffix.toLowerCase()) && isSingleSuffix) return false;
  if (/^[A-Z][a-z]+$/.test(suffix)) return PLAIN_SUFFIXES.has(suffix.toLowerCase());
  if (label.length === 1 && /[A-Z]/.test(label)) return false;
  return !(labels.length === 2 && /^\d+$/.test(label) && /^(?:am|pm|cm|mm|st|nd|th)$/i.test(suffix));
}
