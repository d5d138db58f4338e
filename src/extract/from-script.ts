import type { LimitReached } from "../domain/message.ts";
import { decodeBase64 } from "./base64.ts";
import { constantsOf, type JsString } from "./js-constants.ts";
import { unescapePercent } from "./js-functions.ts";
import { unescapeJs } from "./js-tokens.ts";

/** Packed in packed in packed: three is what kits do. */
const PACKING_DEPTH_MAX = 4;
/** Shorter runs of base64 or hex letters are words. */
const PACKED_CHARS_MIN = 16;

/** A tag, or the start of a doctype or comment. */
export const looksLikeHtml = (text: string): boolean => /<[a-z!]/i.test(text);

/**
 * What the strings of a script lead to, without running it: absolute URLs, and whole HTML texts that
 * it would write (they hold a tag; give them to `readHtml`). Read are literals, joined ones, and what
 * is packed by base64, percent signs, hex, character codes or escapes, packed several times as well.
 * Scripts, styles and images that it loads are left out. Linear; each reached limit is told.
 *
 *   location.href = "ht" + "tps://x.example/"         => https://x.example/
 *   document.write(unescape("%3Ca%20href%3D..."))     => <a href=...
 *   eval(atob("bG9jYXRpb249..."))                     => what that code leads to
 */
export function urlsInScript(js: string, onLimit: (limit: LimitReached) => void = () => {}): string[] {
  const found = new Set<string>();
  readScript(js, 0, { found, onLimit });
  return [...found];
}

/** Where what is found goes. */
interface Sink {
  readonly found: Set<string>;
  readonly onLimit: (limit: LimitReached) => void;
}

function readScript(js: string, depth: number, sink: Sink): void {
  const { strings, truncated } = constantsOf(js);
  truncated.forEach(sink.onLimit);
  for (const string of strings) readString(string, depth, sink);
}

function readString(string: JsString, depth: number, sink: Sink): void {
  const { text } = string;
  if (looksLikeHtml(text)) {
    sink.found.add(text);
    return;
  }
  const isCode = looksLikeCode(text);
  if (!isCode) for (const url of urlsIn(string)) sink.found.add(url);
  const inner = isCode ? text : unpack(text);
  if (inner === null) return;
  if (depth >= PACKING_DEPTH_MAX) sink.onLimit({ limit: "PACKING_DEPTH_MAX", max: PACKING_DEPTH_MAX });
  else if (isCode) readScript(inner, depth + 1, sink);
  else readString({ text: inner, isOpenEnded: false }, depth + 1, sink);
}

/** For `eval`, timers and handlers. Its sums must be worked out: a URL may be cut in the middle of its host. */
const looksLikeCode = (text: string): boolean =>
  /["'`]/.test(text) &&
  /\b(?:location|document|window|eval|atob|unescape|fromCharCode|function|var)\b/.test(text);

/** The text under one layer of packing; `null`: it is not packed, or not into anything of use. */
function unpack(text: string): string | null {
  if (/%(?:u00)?[0-9a-f]{2}/i.test(text)) return useful(unescapePercent(text), text);
  if (/\\(?:x[0-9a-f]{2}|u[0-9a-f]{4})/i.test(text)) return useful(unescapeJs(text), text);
  if (/\/\/:s?ptth/i.test(text)) return [...text].reverse().join("");
  if (text.length < PACKED_CHARS_MIN) return null;
  if (/^(?:[0-9a-f]{2})+$/i.test(text)) return useful(fromHex(text), text);
  return /^[\w+/=\s-]+$/.test(text) ? useful(decodeBase64(text), text) : null;
}

function fromHex(text: string): string {
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return new TextDecoder().decode(bytes);
}

/** Unpacked text counts when it can lead somewhere and is not what it was. */
function useful(unpacked: string | null, packed: string): string | null {
  if (unpacked === null || unpacked === packed) return null;
  return /https?:|\/\/|<[a-z!]|atob|unescape|fromCharCode|%[0-9a-f]{2}|\\x/i.test(unpacked) ||
    isBase64(unpacked)
    ? unpacked
    : null;
}

const isBase64 = (text: string): boolean =>
  text.length >= PACKED_CHARS_MIN && /^[A-Za-z0-9+/]+={0,2}$/.test(text);

const LOADED = /\.(?:js|mjs|css|map|png|jpe?g|gif|svg|webp|ico|woff2?|ttf|otf|eot)$/i;
/** Names of XML vocabularies, not places to go. */
const VOCABULARY = /^https?:\/\/(?:www\.)?(?:w3\.org|schema\.org|ns\.adobe\.com)(?:[/?#]|$)/i;

function urlsIn({ text, isOpenEnded }: JsString): string[] {
  const urls: string[] = [];
  if (/^\/\/[^\s/"'<>]+\.[^\s"'<>]+$/.test(text)) urls.push(`https:${text}`);
  for (const match of text.matchAll(/https?:\/\/[^\s"'<>`\\^{}|]+/gi)) {
    const url = withoutTail(match[0]);
    const isAtEnd = match.index + match[0].length === text.length;
    const isHostCut = isOpenEnded && isAtEnd && !/^https?:\/\/[^/?#]+[/?#]/i.test(url);
    if (!isHostCut) urls.push(url);
  }
  return urls.filter((url) => !LOADED.test(url.split(/[?#]/, 1)[0] as string) && !VOCABULARY.test(url));
}

/** Punctuation of code or prose at the end. By hand: /[),.;]+$/ is quadratic on a run of brackets. */
function withoutTail(url: string): string {
  let end = url.length;
  while (end > 0 && "),.;".includes(url[end - 1] as string)) end--;
  return url.slice(0, end);
}
