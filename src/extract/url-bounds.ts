import { canonicalHost, hasListedSuffix } from "../domain/hostname.ts";
import { URL_CHARS_MAX } from "../limits.ts";

/**
 * Where a URL ends in prose. Two parts with two rules: an authority may hold letters of any script
 * (IDN) and userinfo, what follows it is ASCII and letters of scripts that put spaces between words.
 *
 *   https://evil.top/a?b=1。ご確認   => …?b=1           https://evil.topこちら    => https://evil.top
 *   （https://evil.top/x）           => …/x             https://日本語.jpへ       => https://日本語.jp
 *   https://a.co.jp@evil.top/x       => host evil.top   https://a.top/b_(c)       => whole
 *   https://evil。top/x              => host evil.top   https://keiya*en.top      => masked
 */
export interface Authority {
  /** Index after the authority, port included. */
  readonly end: number;
  /** As a URL would have it: userinfo, host, port. */
  readonly text: string;
}

/** Userinfo is the part that grows: 300 letters were seen in real mail. */
const AUTHORITY_CHARS_MAX = 2_048;
const NAME_CHARS_MAX = 253;
/** Ends an authority whatever stands before it. U+3002 and its kin are dots, and stay. */
const AUTHORITY_STOP =
  /[\s\p{Cc}"<>`/\\?#()[\]{}|^]|(?![\u3002\uff61])[\p{Ps}\p{Pe}\p{Pi}\p{Pf}\u3001\uff0c\uff01\uff1b\uff5c\u30fb\u2026\u2025]/u;
const ASCII_HOST_CHAR = /[A-Za-z0-9._~%-]/;
const MASK =
  /[*\u25cf\u25cb\u25ef\u25a0\u25a1\u2588\u2593\u2592\u2591\u00d7\u2715\u2716\u203b\u3007\u25c7\u25c6\u2606\u2605\u2022\u2b24\u26aa\u26ab]/;
const DOT = /[.\u3002\uff0e\uff61]/;

/** `masked`: the writer hid letters of the host, so there is no name to report. `null`: no host. */
export function readAuthority(text: string, start: number): Authority | "masked" | null {
  const literal = readIpv6(text, start);
  if (literal) return literal;
  const written = text.slice(start, authorityEnd(text, start));
  const hostStart = written.lastIndexOf("@") + 1;
  const run = hostRun(written, hostStart);
  const name =
    run.search(MASK) === -1
      ? run
      : unmask(run, text.slice(start + hostStart + run.length, start + hostStart + run.length + 2));
  if (name === null) return "masked";
  const length = hostLength(name);
  if (length === 0) return null;
  const port = /^:(\d{1,5})(?!\d)/.exec(written.slice(hostStart + length));
  const end = hostStart + length + (port && Number(port[1]) < 65_536 ? port[0].length : 0);
  return { end: start + end, text: written.slice(0, end) };
}

function readIpv6(text: string, start: number): Authority | null {
  if (text[start] !== "[") return null;
  const match = /^\[[0-9a-f:.]{2,45}\](?::\d{1,5})?/i.exec(text.slice(start, start + 60));
  return match && { end: start + match[0].length, text: match[0] };
}

function authorityEnd(text: string, start: number): number {
  const limit = Math.min(text.length, start + AUTHORITY_CHARS_MAX);
  let end = start;
  while (end < limit && !AUTHORITY_STOP.test(codePoint(text, end))) end++;
  return end;
}

function codePoint(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at) as number);
}

function hostRun(written: string, start: number): string {
  let end = start;
  while (end < written.length && end - start < NAME_CHARS_MAX && isHostChar(written[end] as string)) end++;
  return written.slice(start, end);
}

const isHostChar = (char: string) => char > "\x7f" || ASCII_HOST_CHAR.test(char) || MASK.test(char);

/**
 * The name before the marks where they only decorate it (`https://evil.top★`), `null` where they stand
 * for its letters: before a dot, inside a label, or with a path behind them.
 */
function unmask(run: string, next: string): string | null {
  const first = run.search(MASK);
  const before = run.slice(0, first);
  const after = run.slice(first).replace(new RegExp(`^.*${MASK.source}`, "u"), "");
  const length = hostLength(before);
  if (!isListed(before.slice(0, length)) || before.endsWith(".")) return null;
  // `https://evil.topです★`: the mark belongs to the sentence that is glued to the name.
  if (length < before.length) return before;
  const isSymbol = run[first] !== "*";
  if (after === "") return /^(?:\/|\?\w)/.test(next) ? null : before;
  if (/^[A-Za-z0-9-]*\./.test(after)) return isSymbol && isListed(after) ? before : null;
  return /^[A-Za-z0-9-]/.test(after) && !isSymbol ? null : before;
}

function isListed(name: string): boolean {
  const host = canonicalHost(name);
  return host !== null && hasListedSuffix(host);
}

/** How much of a run of host characters is the host; 0: none of it. */
function hostLength(run: string): number {
  const ascii = /^[\x00-\x7f]*/.exec(run)?.[0] ?? "";
  if (ascii.length === run.length) return asciiHostLength(run);
  let tries = 0;
  for (const length of cutPlaces(run)) {
    if (isListed(run.slice(0, length))) return length;
    if (++tries >= HOST_TRIES_MAX) break;
  }
  return asciiHostLength(ascii);
}

function asciiHostLength(run: string): number {
  const trimmed = run.replace(/[._~%-]+$/, "");
  return trimmed !== "" && canonicalHost(trimmed) !== null ? trimmed.length : 0;
}

/** The host parser costs most: few names end in so many TLDs in a row. */
const HOST_TRIES_MAX = 4;
/** The longest TLDs in other letters have 9; a sentence glued to one is longer. */
const FOREIGN_TOP_CHARS_MAX = 12;
const CUT_PLACES_MAX = 30;

/**
 * Ends that a host could have, longest first: where a label, or the part of it before a glued sentence,
 * is a TLD. No TLD mixes ASCII with other letters, so a label that begins with ASCII has one such place.
 */
function* cutPlaces(run: string): Generator<number> {
  let tries = 0;
  for (let end = run.length; end > 0 && tries < CUT_PLACES_MAX; ) {
    const start = labelStart(run, end);
    for (const length of start === 0 ? [] : topLengths(run.slice(start, end))) {
      tries++;
      if (hasListedTop(run.slice(0, start + length))) yield start + length;
    }
    end = start - 1;
  }
}

function labelStart(run: string, end: number): number {
  let start = end;
  while (start > 0 && !DOT.test(run[start - 1] as string)) start--;
  return start;
}

function topLengths(label: string): number[] {
  const ascii = /^[A-Za-z0-9-]*/.exec(label)?.[0].length ?? 0;
  if (ascii > 0) return ascii === label.length ? [ascii] : [label.length, ascii];
  const longest = Math.min(label.length, FOREIGN_TOP_CHARS_MAX);
  return Array.from({ length: longest }, (_, i) => longest - i);
}

/** Names that no list has below a suffix: `a.se` and everything under `ck` are suffixes themselves. */
const UNLISTED = "no-name.no-name";
const LAST_TWO_CHARS_MAX = 2 * 63 + 1;

/**
 * A cheap no before the host parser is asked: the last label is a TLD, or the last two are a suffix
 * (`co.za`; the list has no `za` alone). Look-alikes of ASCII count as what they stand for.
 */
export function hasListedTop(name: string): boolean {
  const folded = name
    .slice(-LAST_TWO_CHARS_MAX)
    .normalize("NFKC")
    .toLowerCase()
    .split(DOT)
    .slice(-2)
    .join(".");
  return /(?:^|\.)xn--[^.]*$/.test(folded) || hasListedSuffix(`${UNLISTED}.${folded}`);
}

const TAIL_STOP = /[\s\p{Cc}"<>`]/u;
const TAIL_LETTER =
  /(?![\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Bopo}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmr}\p{scx=Mymr}])[\p{L}\p{M}\p{N}]/u;
const CLOSER: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };
const END_ENTITY = /^&(?:lt|gt|quot|nbsp|#39|#34|#60|#62);/i;
const NEXT_URL = /^[,;|](?:https?|ftp):\/\//i;

export interface Tail {
  readonly end: number;
  readonly isCut: boolean;
}

/** Path, query and fragment from `start`, which stands right after the authority. */
export function readTail(text: string, start: number): Tail {
  if (!/[/?#\\]/.test(text[start] ?? "")) return { end: start, isCut: false };
  // What goes beyond is no longer read: the host is known.
  const limit = Math.min(text.length, start + URL_CHARS_MAX);
  const open: string[] = [];
  let hasQuery = false;
  let end = start;
  for (; end < limit; end++) {
    const char = text[end] as string;
    if (isTailStop(text, end, char, hasQuery)) break;
    if (char === "?") hasQuery = true;
    if ("([{".includes(char)) open.push(char);
    const opener = CLOSER[char];
    if (opener !== undefined && open.pop() !== opener) break;
  }
  return { end: trimEnd(text, start, end), isCut: end === limit && limit < text.length };
}

function isTailStop(text: string, at: number, char: string, hasQuery: boolean): boolean {
  if (char > "\x7f") return !TAIL_LETTER.test(codePoint(text, at)) && !isLowSurrogate(text, at);
  if (TAIL_STOP.test(char)) return true;
  if (char === "&") return END_ENTITY.test(text.slice(at, at + 6));
  return !hasQuery && ",;|".includes(char) && NEXT_URL.test(text.slice(at, at + 9));
}

function isLowSurrogate(text: string, at: number): boolean {
  return /[\udc00-\udfff]/.test(text[at] as string) && at > 0 && TAIL_LETTER.test(codePoint(text, at - 1));
}

/** Punctuation at the end belongs to the sentence; an opener without its closer too. */
function trimEnd(text: string, start: number, end: number): number {
  let last = end;
  while (last > start && ".,;:!?'*~|^([{".includes(text[last - 1] as string)) last--;
  return last;
}
