import type { Attachment, LimitReached, Message } from "../domain/message.ts";
import type { FoundIn, MaskedLink, Resource, UnreadFile } from "../domain/sighting.ts";
import { type CanonicalUrl, parseUrl } from "../domain/url.ts";
import { NESTED_MAILS_MAX, PART_CHARS_MAX } from "../limits.ts";
import type { Budget } from "./attachments/findings.ts";
import { qrInHtml, qrInText } from "./attachments/qr-in-text.ts";
import { fullBudget, readAttachments } from "./attachments/read-attachments.ts";
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
  readonly notes: UnreadFile[];
  readonly truncated: LimitReached[];
}

/** Reads an attached mail; `null`: it is none. Handed in, since parsing is the stage before this one. */
export type ReadMail = (bytes: Uint8Array) => Message | null;

/** HTML packed by script inside HTML packed by script: deeper is not read. */
const SCRIPT_DEPTH_MAX = 3;

/** Gathers from subject, HTML, text, attachments and the siblings of a message. Pure, linear in the size of the message. */
export function collect(message: Message, siblings: readonly Attachment[], readMail: ReadMail): Collected {
  const into: Collected = {
    candidates: [],
    masked: [],
    resources: [],
    htmlText: "",
    notes: [],
    truncated: [],
  };
  const descent = { readMail, budget: fullBudget(), depth: 0 };
  into.htmlText = addMessage(into, message, descent);
  addMails(
    into,
    siblings.map((s) => s.bytes()),
    descent,
  );
  return into;
}

interface Descent {
  readonly readMail: ReadMail;
  /** What may be spent on attachments, over all mails inside this one. */
  readonly budget: Budget;
  readonly depth: number;
}

function addMessage(into: Collected, message: Message, descent: Descent): string {
  const before = into.candidates.length;
  let shown = "";
  addText(into, message.subject, "subject", false);
  if (message.html !== null) {
    const html = cap(into, message.html);
    shown = addHtml(into, html, "body", 0);
    addQrCodes(into, [...qrInHtml(html), ...qrInText(shown)]);
  }
  if (message.text !== null) {
    const text = cap(into, message.text);
    addText(into, text, "text", false);
    addQrCodes(into, qrInText(text));
  }
  const words = `${message.subject}\n${shown}\n${message.text ?? ""}`;
  addAttachments(into, message, descent, into.candidates.length > before && !SPEAKS_OF_CODES.test(words));
  return shown;
}

/** A mail that wants its reader to scan something says so. */
const SPEAKS_OF_CODES =
  /\bqr\b|q\s?r\s?コード|ＱＲ|二次元(?:バー)?コード|読み取|スキャン|\bscan(?:ned|ning)?\b|\bbarcode\b|扫码|扫一扫|二维码/i;

/** `isLinked`: the mail has links and speaks of no code, so only pictures of a code's shape are looked at. */
function addAttachments(into: Collected, message: Message, descent: Descent, isLinked: boolean): void {
  const found = readAttachments(message.attachments, descent.budget, isLinked ? "square" : "all");
  for (const { href, foundIn } of found.links) addWritten(into, href, foundIn);
  for (const { text, foundIn } of found.texts) addText(into, cap(into, text), foundIn, false);
  for (const { html, foundIn } of found.htmls) addHtml(into, cap(into, html), foundIn, 0);
  into.notes.push(...found.notes);
  into.truncated.push(...found.truncated);
  addMails(into, found.mails, descent);
}

function addMails(into: Collected, mails: readonly Uint8Array[], descent: Descent): void {
  if (mails.length === 0) return;
  if (descent.depth >= NESTED_MAILS_MAX) {
    into.truncated.push({ limit: "NESTED_MAILS_MAX", max: NESTED_MAILS_MAX });
    return;
  }
  for (const bytes of mails) {
    const inner = descent.readMail(bytes);
    if (inner) addMessage(into, inner, { ...descent, depth: descent.depth + 1 });
  }
}

function addQrCodes(into: Collected, payloads: readonly string[]): void {
  for (const payload of payloads) addWritten(into, payload, "qr");
}

/** An address as it is written, perhaps without a scheme or with words around it. */
function addWritten(into: Collected, written: string, foundIn: FoundIn): void {
  const url = parseUrl(written);
  if (url) into.candidates.push({ url, foundIn, text: null, isHidden: false, wasDefanged: false });
  else addText(into, written, foundIn, false);
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
function addHtml(into: Collected, html: string, place: "body" | FoundIn, depth: number): string {
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

function addScript(into: Collected, script: string, place: "body" | FoundIn, depth: number): void {
  for (const href of urlsInScript(script, (limit) => into.truncated.push(limit))) {
    const url = parseUrl(href);
    const foundIn = place === "body" ? "html-script" : place;
    if (url) into.candidates.push({ url, foundIn, text: null, isHidden: false, wasDefanged: false });
    else if (depth < SCRIPT_DEPTH_MAX && /<[a-z]/i.test(href)) addHtml(into, href, place, depth + 1);
  }
}
