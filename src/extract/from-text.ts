import type { LimitReached } from "../domain/message.ts";
import { type CanonicalUrl, parseUrl } from "../domain/url.ts";
import { LINKS_MAX, PART_CHARS_MAX, URL_CHARS_MAX } from "../limits.ts";
import { type BareDomain, findBareDomains } from "./bare-domain.ts";
import { type Refanged, refang } from "./refang.ts";
import { readAuthority, readTail } from "./url-bounds.ts";

/**
 * Links in plain text. Looks after folding and refanging (refang.ts), ends URLs as url-bounds.ts says,
 * and tells everything in terms of the text as it was written. Never reports a host that a browser
 * would not go to: `https://amazon.co.jp@evil.top/` is evil.top alone, a URL in a query stays part of it.
 */
export interface TextLink {
  readonly url: CanonicalUrl;
  /** As written, and where: `text.slice(start, end)`. */
  readonly raw: string;
  readonly start: number;
  readonly end: number;
  /** Written without a scheme (`evil.top/x`): http, as mail programs add it. */
  readonly isBare: boolean;
  readonly wasDefanged: boolean;
}

export interface TextFindings {
  readonly links: readonly TextLink[];
  /** Links with hidden letters in the host, as written. */
  readonly masked: readonly { readonly text: string }[];
  readonly truncated: readonly LimitReached[];
}

/** Places that looked like a link and were none; hostile text has one every third character. */
const CANDIDATES_MAX = 5_000;
const SCHEME = /(https?|ftp):(?:[/\\]{2,}|[/\\](?=[a-z0-9]))/gi;

export function findInText(source: string): TextFindings {
  const finder = new Finder(refang(source.slice(0, PART_CHARS_MAX)), source);
  if (source.length > PART_CHARS_MAX) finder.reach("PART_CHARS_MAX", PART_CHARS_MAX);
  finder.run();
  return { links: finder.links, masked: finder.masked, truncated: [...finder.truncated.values()] };
}

/** One walk from left to right: bare domains up to the next scheme, then the URL behind it. */
class Finder {
  readonly links: TextLink[] = [];
  readonly masked: { text: string }[] = [];
  readonly truncated = new Map<string, LimitReached>();
  private readonly hrefs = new Set<string>();
  private readonly refanged: Refanged;
  private readonly text: string;
  private readonly source: string;
  private candidates = 0;
  /** The first dot that has not been looked at: text without dots must not be searched for them again. */
  private nextDot = 0;

  constructor(refanged: Refanged, source: string) {
    this.refanged = refanged;
    this.text = refanged.text;
    this.source = source;
  }

  run(): void {
    const scheme = new RegExp(SCHEME);
    let done = 0;
    while (!this.isFull()) {
      scheme.lastIndex = done;
      const match = scheme.exec(this.text);
      done = this.readBare(done, match?.index ?? this.text.length);
      if (!match) return;
      // A bare domain's query can hold the next scheme (`a.com/?u=https://b.com`): it is part of it.
      if (match.index >= done) done = this.readUrl(match);
    }
  }

  reach(limit: string, max: number): void {
    this.truncated.set(limit, { limit, max });
  }

  private isFull(): boolean {
    if (this.hrefs.size >= LINKS_MAX) this.reach("LINKS_MAX", LINKS_MAX);
    if (this.candidates >= CANDIDATES_MAX) this.reach("CANDIDATES_MAX", CANDIDATES_MAX);
    return this.hrefs.size >= LINKS_MAX || this.candidates >= CANDIDATES_MAX;
  }

  private readBare(from: number, to: number): number {
    let done = from;
    if (this.nextDot < from) this.nextDot = firstDot(this.text, from);
    if (this.nextDot >= to) return to === this.text.length ? to : from;
    for (const domain of findBareDomains(this.text, from, to)) {
      if (domain.start < done) continue;
      done = this.addBare(domain);
      if (this.isFull() || done > to) break;
    }
    return Math.max(done, to === this.text.length ? to : done);
  }

  private addBare(domain: BareDomain): number {
    this.candidates++;
    const tail = readTail(this.text, domain.end);
    const url = parseUrl(`http://${domain.text}${this.text.slice(domain.end, tail.end)}`);
    const start = this.text.startsWith("//", domain.start - 2) ? domain.start - 2 : domain.start;
    if (url) this.add(url, start, tail.end, true, tail.isCut);
    return tail.end;
  }

  private readUrl(match: RegExpExecArray): number {
    this.candidates++;
    const authorityStart = match.index + match[0].length;
    const authority = readAuthority(this.text, authorityStart);
    // A name that is none (`http://a..b.com`) is not searched again for a smaller one.
    if (authority === null) return authorityStart + asciiNameLength(this.text, authorityStart);
    if (authority === "masked") return this.addMasked(match.index, authorityStart);
    const tail = readTail(this.text, authority.end);
    const url = parseUrl(`${match[1]}://${authority.text}${this.text.slice(authority.end, tail.end)}`);
    if (url) this.add(url, match.index, tail.end, false, tail.isCut);
    return url ? tail.end : authorityStart;
  }

  private addMasked(start: number, authorityStart: number): number {
    const rest = this.text.slice(authorityStart, authorityStart + URL_CHARS_MAX);
    const length = /^[^\s"<>()[\]{}\u3000-\u3002\u300c-\u3011\uff08\uff09]*/.exec(rest)?.[0].length ?? 0;
    const range = this.refanged.toSource(start, authorityStart + length);
    this.masked.push({ text: this.source.slice(range.start, range.end) });
    return authorityStart + length;
  }

  private add(url: CanonicalUrl, start: number, end: number, isBare: boolean, isCut: boolean): void {
    const range = this.refanged.toSource(start, end);
    if (isCut || url.isCut) this.reach("URL_CHARS_MAX", URL_CHARS_MAX);
    this.hrefs.add(url.href);
    this.links.push({
      url,
      raw: this.source.slice(range.start, range.end),
      ...range,
      isBare,
      wasDefanged: this.refanged.wasDefanged(start, end),
    });
  }
}

function firstDot(text: string, from: number): number {
  const dot = /[.\u3002\uff61]/g;
  dot.lastIndex = from;
  return dot.exec(text)?.index ?? text.length;
}

function asciiNameLength(text: string, start: number): number {
  let end = start;
  while (end < text.length && /[\w.%~-]/.test(text[end] as string)) end++;
  return end - start;
}
