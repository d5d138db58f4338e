import type { LimitReached, MailError, Message, ParsedMail } from "../domain/message.ts";
import { err, ok, type Result } from "../domain/result.ts";
import { msgToMail } from "../extract/attachments/outlook/msg.ts";
import { MAIL_BYTES_MAX, PART_CHARS_MAX } from "../limits.ts";
import { decodeText } from "./charset.ts";
import { findOriginal } from "./find-original.ts";
import { readLabel } from "./forward-labels.ts";
import { readHeaders } from "./headers.ts";
import { readEntity } from "./mime.ts";
import { readFields, readMessage } from "./read-message.ts";

/**
 * Stage 1: raw bytes of a mail become what the reporter sent (`outer`) and the mail under judgement
 * (`original`). Bytes without a mail header are a body alone (a saved text), not an error.
 * Pure, synchronous, never throws on any bytes; works in linear time within the limits of limits.ts.
 */
export function parseMail(bytes: Uint8Array): Result<ParsedMail, MailError> {
  if (bytes.length > MAIL_BYTES_MAX)
    return err({ reason: "too_large", bytes: bytes.length, max: MAIL_BYTES_MAX });
  // Outlook's own file of a message (MS-OXMSG).
  const source = toEightBit(msgToMail(bytes) ?? bytes);
  const start = skipBlank(source);
  if (start === source.length) return err({ reason: "empty" });
  const body = source.subarray(start);
  const limits = new Map<string, LimitReached>();
  const outer = hasMailHeader(body)
    ? readMessage(readEntity(body, limits), limits)
    : readBodyAlone(body, limits);
  if (outer === null) return err({ reason: "not_a_mail" });
  const { message, forwarded, siblings, lost } = findOriginal(outer, limits);
  return ok({ outer, original: message, forwarded, siblings, lost, truncated: [...limits.values()] });
}

/** A mail inside a mail, for the stage after this one; `null`: it cannot be read. */
export function readAttachedMail(bytes: Uint8Array): Message | null {
  const parsed = parseMail(bytes);
  return parsed.ok ? parsed.value.outer : null;
}

/** A mail saved as UTF-16 text (Windows' editor) is read as UTF-8. */
function toEightBit(bytes: Uint8Array): Uint8Array {
  const mark = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
  if (mark !== 0xfffe && mark !== 0xfeff) return bytes;
  return new TextEncoder().encode(new TextDecoder(mark === 0xfffe ? "utf-16le" : "utf-16be").decode(bytes));
}

/** Blank lines and a byte order mark before the first field. */
function skipBlank(bytes: Uint8Array): number {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let line = at;
  for (; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === 0x0a || byte === 0x0d) line = at + 1;
    else if (byte !== 0x20 && byte !== 0x09 && byte !== 0) return line;
  }
  return at;
}

/** Field names that only mails begin with; "http:" and "Note:" at the top of a text do not make it one. */
const MAIL_FIELDS =
  /^(?:from|to|cc|subject|date|sender|reply-to|received|return-path|message-id|mime-version|content-[a-z-]+|delivered-to|dkim-signature|authentication-results|envelope-to|arc-[a-z-]+|list-[a-z-]+|x-[a-z0-9-]+|resent-[a-z-]+)$/;

/** Fields that no mail program shows in a forward. */
const MACHINE_FIELDS =
  /^(?:received|return-path|message-id|mime-version|content-[a-z-]+|delivered-to|user-agent|x-[a-z0-9-]+|dkim-signature|references|in-reply-to)$/;
/** "28 October 2021 at 12:46", "October 28, 2021": a date for people, not of RFC 5322. */
const READERS_DATE = /^\D*\d{1,2} \p{L}+ \d{4} (?:at\b|\d{1,2}:\d{2}$)|^(?:\p{L}+, )?\p{L}+ \d/u;

function hasMailHeader(bytes: Uint8Array): boolean {
  // Far more than the first fields need, far less than a large body.
  const head = bytes.subarray(0, 16_384);
  if (!/^(?:>?From |[!-9;-~]{1,100}[ \t]*:)/.test(String.fromCharCode(...head.subarray(0, 200))))
    return false;
  const { headers } = readHeaders(head, 0, () => false);
  return headers.some((header) => MAIL_FIELDS.test(header.name)) && !isPastedBlock(head);
}

/**
 * The label block of a forward at the very top of a saved body looks like a mail header. It is one of a
 * forward if a label is no field of RFC 5322 ("Sent", "Von") or the date is no date of mail.
 */
function isPastedBlock(head: Uint8Array): boolean {
  const lines = decodeText(head, null).split(/\r\n?|\n/, 20);
  let isForeign = false;
  for (const line of lines) {
    const field = /^([!-9;-~]+):/.exec(line)?.[1]?.toLowerCase() ?? "";
    if (MACHINE_FIELDS.test(field)) return false;
    const label = readLabel(line);
    if (label === null) break;
    isForeign ||= !MAIL_FIELDS.test(field) || (field === "date" && READERS_DATE.test(label.value));
  }
  return isForeign;
}

/** Bytes without a header as a message of text alone; `null`: they are no text either. */
function readBodyAlone(bytes: Uint8Array, limits: Map<string, LimitReached>): Message | null {
  if (isBinary(bytes.subarray(0, 4_096))) return null;
  const whole = decodeText(bytes.subarray(0, PART_CHARS_MAX * 4), null);
  if (whole.length > PART_CHARS_MAX)
    limits.set("PART_CHARS_MAX", { limit: "PART_CHARS_MAX", max: PART_CHARS_MAX });
  const text = whole.slice(0, PART_CHARS_MAX);
  const isHtml = /^\s*<(?:!doctype\s+html|html|head|body)\b/i.test(text);
  return { ...readFields([]), text: isHtml ? null : text, html: isHtml ? text : null, attachments: [] };
}

/** More control bytes than any text has. ESC, SO and SI belong to seven-bit Japanese and Korean. */
function isBinary(sample: Uint8Array): boolean {
  let controls = 0;
  for (const byte of sample) if (byte < 0x20 && ![9, 10, 12, 13, 14, 15, 27].includes(byte)) controls++;
  return controls > sample.length / 50;
}
