import type { HeaderLine, LimitReached, Lost, Mailbox, Message } from "../domain/message.ts";
import { parseFirstMailbox, parseMailboxes } from "./addresses.ts";
import { parseMailDate, type ReadDate } from "./dates.ts";
import { type ForwardBlock, findForwardBlock, type SubjectKind } from "./forward-block.ts";
import { parseForwardDate } from "./forward-dates.ts";
import { readSubjectPrefix, stripForwardPrefixes } from "./forward-labels.ts";
import { findReplyLine, type ReplyLine } from "./forward-reply-line.ts";
import { headerValue } from "./headers.ts";
import { htmlLines, type TextLine } from "./html-lines.ts";

/**
 * Inline forward: the original mail inside the body of the reporter's, with what its mail program kept of it.
 * Sender, subject and date come from the labels; the body is what follows them, in text and in HTML.
 */
export interface InlineForward {
  readonly original: Message;
  readonly lost: readonly Lost[];
}

/** Characters of a body in which a forward is looked for: it stands at the top, under a note and a signature. */
export const FORWARD_SEARCH_CHARS_MAX = 256 * 1024;
/** Lines of an HTML body that are searched: the block stands under the reporter's own words. */
const HTML_LINES_MAX = 400;
/** A text part of this size says what the HTML says; a shorter one may be "please use an HTML reader". */
const TEXT_CHARS_ENOUGH = 400;

/** `null`: the mail is no inline forward. */
export function findInlineForward(outer: Message, limits: Map<string, LimitReached>): InlineForward | null {
  const longest = Math.max(outer.text?.length ?? 0, outer.html?.length ?? 0);
  if (longest > FORWARD_SEARCH_CHARS_MAX)
    limits.set("FORWARD_SEARCH_CHARS_MAX", {
      limit: "FORWARD_SEARCH_CHARS_MAX",
      max: FORWARD_SEARCH_CHARS_MAX,
    });
  const subject: SubjectKind =
    headerValue(outer.headers, "subject") === null ? "unknown" : readSubjectPrefix(outer.subject);
  const inText = outer.text === null ? null : findForwardBlock(textLines(outer.text), subject);
  const isTextEnough =
    inText === null && subject !== "forward" && (outer.text?.length ?? 0) > TEXT_CHARS_ENOUGH;
  const inHtml =
    outer.html === null || isTextEnough
      ? null
      : findForwardBlock(htmlLines(outer.html.slice(0, FORWARD_SEARCH_CHARS_MAX), HTML_LINES_MAX), subject);
  const block = inText ?? inHtml;
  if (block !== null) return fromBlock(outer, block, inText, inHtml);
  return subject === "forward" ? fromReplyLine(outer) : null;
}

function fromBlock(
  outer: Message,
  block: ForwardBlock,
  inText: ForwardBlock | null,
  inHtml: ForwardBlock | null,
): InlineForward {
  const date = toInstant(readBlockDate(block), outer);
  const from = toFrom(block.fields.get("from") ?? "");
  const subject = block.fields.get("subject") ?? "";
  const original: Message = {
    subject,
    from,
    replyTo: parseFirstMailbox(block.fields.get("reply-to") ?? null),
    returnPath: null,
    recipients: [
      ...parseMailboxes(block.fields.get("to") ?? ""),
      ...parseMailboxes(block.fields.get("cc") ?? ""),
    ],
    date: date?.at ?? null,
    messageId: null,
    headers: toHeaders(block),
    text: restOfText(outer.text, inText),
    html: outer.html === null ? null : outer.html.slice(inHtml?.bodyStart ?? 0),
    attachments: outer.attachments,
  };
  return { original, lost: lostOf(original, date) };
}

function fromReplyLine(outer: Message): InlineForward | null {
  const inText = outer.text === null ? null : findReplyLine(textLines(outer.text));
  const inHtml =
    outer.html === null
      ? null
      : findReplyLine(htmlLines(outer.html.slice(0, FORWARD_SEARCH_CHARS_MAX), HTML_LINES_MAX));
  const line = inText ?? inHtml;
  if (line === null) return null;
  const date = toInstant(line.date, outer);
  const original: Message = {
    ...outer,
    subject: stripForwardPrefixes(outer.subject),
    from: line.from,
    replyTo: null,
    returnPath: null,
    recipients: [],
    date: date?.at ?? null,
    messageId: null,
    headers: [],
    text: restOfText(outer.text, inText),
    html: outer.html === null ? null : outer.html.slice(inHtml?.bodyStart ?? 0),
  };
  return { original, lost: lostOf(original, date) };
}

/** "on behalf of" names who let it be sent; the first is who is displayed. */
function toFrom(value: string): Mailbox | null {
  return parseFirstMailbox(
    value.replace(/\s(?:on behalf of|im auftrag von|de la part de|en nombre de)\s.*$/i, ""),
  );
}

function readBlockDate(block: ForwardBlock): ReadDate | null {
  const value = block.fields.get("date");
  if (value === undefined) return null;
  return parseForwardDate(value, /[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]/.test(block.dateLabel));
}

interface Instant {
  readonly at: number;
  readonly hasZone: boolean;
}

/** A time without a zone was written by the reporter's program: it is taken in the zone of the outer Date. */
function toInstant(date: ReadDate | null, outer: Message): Instant | null {
  if (date === null) return null;
  if (date.zoneMinutes !== null) return { at: date.at, hasZone: true };
  const outerZone = parseMailDate(headerValue(outer.headers, "date") ?? "")?.zoneMinutes ?? 0;
  return { at: date.at - outerZone * 60, hasZone: false };
}

function toHeaders(block: ForwardBlock): readonly HeaderLine[] {
  return [...block.fields].filter(([name]) => name !== "other").map(([name, value]) => ({ name, value }));
}

function lostOf(original: Message, date: Instant | null): readonly Lost[] {
  const lost: Lost[] = ["received", "authentication"];
  if (original.html === null) lost.push("html");
  if (date === null || !date.hasZone) lost.push("date_zone");
  if (!original.from?.address) lost.push("sender_address");
  if (original.subject === "") lost.push("subject");
  return lost;
}

function restOfText(text: string | null, found: ForwardBlock | ReplyLine | null): string | null {
  if (text === null || found === null) return text;
  return dequote(text.slice(found.bodyStart));
}

/** One level of "> " (or of Outlook's four blanks) is taken off when the whole text has it. */
export function dequote(text: string): string {
  const lines = text.split(/\r\n?|\n/);
  const filled = lines.filter((line) => line.trim() !== "");
  const quoted = filled.filter((line) => line.startsWith(">")).length;
  const indented = filled.filter((line) => line.startsWith("    ")).length;
  let out = lines;
  // Not all: programs that wrap lines leave some without the mark.
  if (
    quoted > 0 &&
    (quoted >= filled.length * 0.6 || (filled[0]?.startsWith(">") === true && quoted >= filled.length / 2))
  )
    out = lines.map((line) => line.replace(/^> ?/, ""));
  else if (filled.length > 0 && indented === filled.length) out = lines.map((line) => line.slice(4));
  return out.join("\n").trim();
}

/** Lines of a plain text with the offset behind each, up to FORWARD_SEARCH_CHARS_MAX. */
export function textLines(text: string): readonly TextLine[] {
  const lines: TextLine[] = [];
  for (let at = 0; at < Math.min(text.length, FORWARD_SEARCH_CHARS_MAX); ) {
    const lf = text.indexOf("\n", at);
    const end = lf < 0 ? text.length : lf + 1;
    lines.push({
      text: text
        .slice(at, end)
        .replace(/^\ufeff/, "")
        .trimEnd(),
      end,
    });
    at = end;
  }
  return lines;
}
