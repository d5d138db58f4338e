import { hasListedSuffix, registrableDomain } from "../domain/hostname.ts";
import type { Mailbox } from "../domain/message.ts";
import { decodedViews, forEachMatch } from "./decoded-views.ts";
import { findableForms, type Recipients } from "./recipient-patterns.ts";
import { mayHoldRecipient, narrowed } from "./recipient-scan.ts";
import { redactTokens } from "./url-tokens.ts";

/** Takes everything that tells who got a mail out of it. Both functions are idempotent and never throw. */
export interface Redactor {
  /** Recipients become `[recipient]`; in URLs inside the text, tokens become `~token~`. */
  text(s: string): string;
  /**
   * Recipients become `~recipient~`, per-victim tokens `~token~`, userinfo is dropped; scheme, host and
   * the rest of the path stay. Any address in path, query or fragment is taken for the victim's.
   */
  url(href: string): string;
}

const TEXT_MARK = "[recipient]";
/** Unreserved characters (RFC 3986 2.3), so that a URL parser leaves it as it is. */
const URL_MARK = "~recipient~";

/**
 * Redaction before anything is stored or shown. An address is found in plain, percent-, entity-, QP-,
 * base64- and hex-encoded form, nested up to VIEW_DEPTH_MAX, and as a hash; see recipient-patterns.ts.
 *
 *   山田様、taro@example.com => [recipient]様、[recipient]
 *   https://evil.top/jp/login.php?u=dGFyb0BleGFtcGxlLmNvbQ== => https://evil.top/jp/login.php?u=~recipient~
 *
 * `extra`: further addresses of the reader's side, such as the reporter's envelope sender.
 */
export function makeRedactor(recipients: readonly Mailbox[], extra: readonly string[] = []): Redactor {
  const people = findableForms(recipients, extra);
  return {
    text: (s) =>
      settle(s, (text) => redactUrlsIn(blot(text, findRanges(text, people, false), TEXT_MARK), people)),
    url: (href) => settle(href, (url) => redactUrl(url, people)),
  };
}

/** Base64 in percent in base64 is the deepest that trackers use. */
const VIEW_DEPTH_MAX = 2;
/** A cut can leave a rest that decodes to something else: seen once in a million random texts. */
const ROUNDS_MAX = 4;

/** Until nothing changes, so that redacting twice is redacting once. */
function settle(text: string, redact: (text: string) => string): string {
  let current = text;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const next = redact(current);
    if (next === current) return next;
    current = next;
  }
  return current;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Places of recipients in the text or in what it decodes to; `isUrl`: of any address. */
function findRanges(
  source: string,
  people: Recipients,
  isUrl: boolean,
  depth: number = VIEW_DEPTH_MAX,
): Range[] {
  if (!mayHoldRecipient(source, people, isUrl, depth)) return [];
  const text = narrowed(source);
  const { folded, exact } = people.patternsFor(text);
  const found: Range[] = [];
  folded?.forEach(text, (_, start, end) => found.push({ start, end }));
  exact?.forEach(text, (_, start, end) => found.push(wholeRun(text, { start, end })));
  if (isUrl) found.push(...anyAddress(text));
  if (depth === 0) return found;
  for (const view of decodedViews(text)) {
    // Chance bytes hold no further encoding: what does is printable for a while.
    const deeper = view.isRuns && !/[ -~]{8}/u.test(view.text) ? 0 : depth - 1;
    const hits = findRanges(view.text, people, isUrl, deeper).map((hit) => view.toSource(hit.start, hit.end));
    found.push(...(view.isRuns ? innermost(hits) : hits));
  }
  return found;
}

/** Of a path and its one part that both decode to a hit, the part: the URL keeps its shape. */
function innermost(ranges: readonly Range[]): Range[] {
  const kept: Range[] = [];
  for (const range of [...ranges].sort((a, b) => a.end - b.end || b.start - a.start))
    if (range.start > (kept.at(-1)?.start ?? -1)) kept.push(range);
  return kept;
}

/** The rest of a run of base64 is cut off its alignment and may hold more of the same person. */
function wholeRun(text: string, range: Range): Range {
  let { start, end } = range;
  while (start > 0 && /[\w+-]/u.test(text[start - 1] as string)) start--;
  while (end < text.length && /[\w+=-]/u.test(text[end] as string)) end++;
  return { start, end };
}

const ANY_ADDRESS = /(?<![\w.+-])[\w.+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}/giu;

/** With a real suffix: `icon@2x.png` and `lib@1.2.3` are files. */
function anyAddress(text: string): Range[] {
  const found: Range[] = [];
  if (!text.includes("@")) return found;
  forEachMatch(ANY_ADDRESS, text, (address, start, end) => {
    if (hasListedSuffix(address.slice(address.indexOf("@") + 1).toLowerCase())) found.push({ start, end });
  });
  return found;
}

function blot(text: string, ranges: readonly Range[], mark: string): string {
  if (ranges.length === 0) return text;
  const parts: string[] = [];
  let done = 0;
  for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start)) {
    if (start >= done) parts.push(text.slice(done, start), mark);
    done = Math.max(done, end);
  }
  return parts.join("") + text.slice(done);
}

/** scheme, userinfo, host with port, rest. */
const URL_PARTS = /^([a-z][a-z0-9+.-]{1,20}:\/\/)(?:[^/?#\\]*@)?([^/?#\\]*)(.*)$/isu;

function redactUrl(url: string, people: Recipients): string {
  const match = URL_PARTS.exec(url);
  if (!match) return blot(url, findRanges(url, people, true), URL_MARK);
  const [, scheme, host, tail] = match as unknown as [string, string, string, string];
  const clean = blot(tail, findRanges(tail, people, true), URL_MARK);
  return scheme + redactHost(host, people) + redactTokens(host.toLowerCase(), clean);
}

/** Labels left of the registrable domain can carry an address (`7461726f….evil.top`); no owner is hidden. */
function redactHost(host: string, people: Recipients): string {
  const domain = registrableDomain(host.toLowerCase().replace(/:\d+$/u, ""));
  const at = domain === null ? -1 : host.toLowerCase().lastIndexOf(domain);
  if (at <= 0) return host;
  const labels = host.slice(0, at - 1).split(".");
  const isHit = (text: string) => findRanges(text, people, false).length > 0;
  if (!isHit(labels.join("."))) return host;
  const each = labels.map((label) => (isHit(label) ? "redacted" : label));
  // An address whose dots became labels is in none of them alone.
  const kept = isHit(each.join(".")) ? ["redacted"] : each;
  return `${kept.join(".")}.${host.slice(at)}`;
}

/** Links as they stand in prose, defanged ones and bare `domain/path` included; ASCII only. */
const URL_IN_TEXT =
  /((?:h(?:tt|xx|\*\*)ps?(?::|\[:\])\/\/)|(?<![\w@.-])(?=(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}\/))([\w.[\]:@-]{1,300})([/?#][!#-;=?-~]*)/giu;

function redactUrlsIn(text: string, people: Recipients): string {
  return text.replace(URL_IN_TEXT, (_, scheme: string, host: string, tail: string) => {
    const clean = blot(tail, findRanges(tail, people, true), URL_MARK);
    return scheme + host + redactTokens(host.toLowerCase().replaceAll(/[[\]]/gu, ""), clean);
  });
}
