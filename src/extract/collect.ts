import type { LimitReached, Message } from "../domain/message.ts";
import type { FoundIn, MaskedLink, Resource } from "../domain/sighting.ts";
import { type CanonicalUrl, parseUrl } from "../domain/url.ts";
import { PART_CHARS_MAX } from "../limits.ts";
import { readHtml } from "./from-html.ts";
import { urlsInScript } from "./from-script.ts";
import { findInText } from "./from-text.ts";

/** A link as a reader found it, before it is unwrapped, redacted and merged with its twins. */
export interface Candidate {
  readonly url: CanonicalUrl;
  readonly foundIn: FoundIn;
  /** Visible text of its anchor; `null`: it is no anchor, or has none. */
  readonly text: string | null;
  readonly isHidden: boolean;
  /** Written so that it cannot be clicked (`hxxp`, `[.]`): a person did that, never a scammer. */
  readonly wasDefanged: boolean;
}

/** All that the parts of one message hold, in the order of the mail. */
export interface Collected {
  readonly candidates: Candidate[];
  readonly masked: MaskedLink[];
  readonly resources: Resource[];
  /** Visible text of the HTML body; "" when there is none. */
  htmlText: string;
  readonly truncated: LimitReached[];
}

/** HTML packed by script inside HTML packed by script: deeper is not read. */
const SCRIPT_DEPTH_MAX = 3;

/** Gathers from subject, HTML and text. Pure, linear in the size of the message. */
export function collect(message: Message): Collected {
  const into: Collected = { candidates: [], masked: [], resources: [], htmlText: "", truncated: [] };
  addText(into, message.subject, "subject", false);
  if (message.html !== null) into.htmlText = addHtml(into, cap(into, message.html), "body", 0);
  if (message.text !== null) addText(into, cap(into, message.text), "text", false);
  return into;
}

/** Text of a part that is longer than PART_CHARS_MAX is read up to there, and said to be cut. */
function cap(into: Collected, text: string): string {
  if (text.length <= PART_CHARS_MAX) return text;
  into.truncated.push({ limit: "PART_CHARS_MAX", max: PART_CHARS_MAX });
  return text.slice(0, PART_CHARS_MAX);
}

function addText(into: Collected, text: string, foundIn: FoundIn, isHidden: boolean): void {
  const found = findInText(text);
  for (const { url, wasDefanged } of found.links)
    into.candidates.push({ url, foundIn, text: null, isHidden, wasDefanged });
  for (const m of found.masked) into.masked.push({ text: m.text, foundIn });
  into.truncated.push(...found.truncated);
}

/**
 * Links of an HTML document and of what its scripts would write. `place` tells an attached document, whose
 * links all count as found in it, from the body. Returns the visible text.
 */
function addHtml(into: Collected, html: string, place: "body" | "html-attachment", depth: number): string {
  const page = readHtml(html);
  const seenAs = (where: FoundIn): FoundIn => (place === "body" ? where : place);
  for (const link of page.links) addHref(into, link, seenAs(link.foundIn));
  for (const href of page.resources) {
    const url = parseUrl(href);
    if (url) into.resources.push({ url: url.href, host: url.host });
  }
  addText(into, page.text, seenAs("html-text"), false);
  addText(into, page.hiddenText, seenAs("html-text"), true);
  for (const script of page.scripts) addScript(into, script, place, depth);
  into.truncated.push(...page.truncated);
  return page.text;
}

function addHref(
  into: Collected,
  link: { href: string; base: string | null; text: string | null; isHidden: boolean },
  foundIn: FoundIn,
): void {
  const url = parseUrl(link.href.startsWith("//") ? `http:${link.href}` : link.href, link.base ?? undefined);
  if (url) {
    into.candidates.push({ url, foundIn, text: link.text, isHidden: link.isHidden, wasDefanged: false });
    return;
  }
  // Not a URL as it stands: defanged, masked, or without its scheme.
  const found = findInText(link.href);
  for (const { url, wasDefanged } of found.links)
    into.candidates.push({ url, foundIn, text: link.text, isHidden: link.isHidden, wasDefanged });
  for (const m of found.masked) into.masked.push({ text: m.text, foundIn });
}

function addScript(into: Collected, script: string, place: "body" | "html-attachment", depth: number): void {
  for (const href of urlsInScript(script, (limit) => into.truncated.push(limit))) {
    const url = parseUrl(href);
    const foundIn = place === "body" ? "html-script" : place;
    if (url) into.candidates.push({ url, foundIn, text: null, isHidden: false, wasDefanged: false });
    else if (depth < SCRIPT_DEPTH_MAX && /<[a-z]/i.test(href)) addHtml(into, href, place, depth + 1);
  }
}
