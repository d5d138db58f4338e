import type { Attachment, ForwardForm, LimitReached, Lost, Message } from "../domain/message.ts";
import { msgToMail } from "../extract/attachments/outlook/msg.ts";
import { NESTED_MAILS_MAX } from "../limits.ts";
import { findInlineForward } from "./forward-inline.ts";
import { readSubjectPrefix } from "./forward-labels.ts";
import { headerValue } from "./headers.ts";
import { readEntity } from "./mime.ts";
import { findPastedSource } from "./pasted-source.ts";
import { readMessage } from "./read-message.ts";

/**
 * The mail under judgement inside what the reporter sent.
 *
 *   message/rfc822 part, a file named *.eml or *.msg  => that mail, whole
 *   bounce or abuse report with the mail in it        => that mail
 *   a carrier of a carrier                            => the innermost, up to NESTED_MAILS_MAX
 *   pasted source in the text                         => read as a mail
 *   label block in the text                           => rebuilt from it
 *   nothing of this                                   => the mail itself
 */
export interface Original {
  readonly message: Message;
  readonly forwarded: ForwardForm;
  /** Mails attached beside it; empty when it was not attached. */
  readonly siblings: readonly Attachment[];
  readonly lost: readonly Lost[];
}

type Limits = Map<string, LimitReached>;

/** Never fails: a mail that carries none is its own original. */
export function findOriginal(outer: Message, limits: Limits): Original {
  const attached = findAttached(outer, limits);
  if (attached !== null)
    return {
      message: attached,
      forwarded: "attachment",
      siblings: outer.attachments.filter(isAttachedMail).slice(1),
      lost: lostOfAttached(attached),
    };
  const pasted = outer.text === null ? null : readPasted(outer.text, limits);
  if (pasted !== null) {
    const message = { ...pasted, attachments: [...pasted.attachments, ...outer.attachments] };
    return { message, forwarded: "inline", siblings: [], lost: [] };
  }
  const inline = findInlineForward(outer, limits);
  if (inline !== null)
    return { message: inline.original, forwarded: "inline", siblings: [], lost: inline.lost };
  return { message: outer, forwarded: "none", siblings: [], lost: [] };
}

function findAttached(outer: Message, limits: Limits): Message | null {
  let found: Message | null = null;
  let carrier = outer;
  for (let depth = 1; ; depth++) {
    const inner = firstAttachedMail(carrier, limits);
    if (inner === null) return found;
    if (depth > NESTED_MAILS_MAX) {
      limits.set("NESTED_MAILS_MAX", { limit: "NESTED_MAILS_MAX", max: NESTED_MAILS_MAX });
      return found;
    }
    found = inner;
    if (!isCarrier(inner)) return found;
    carrier = inner;
  }
}

/** A mail that only carries another: its subject says so, or it has no words of its own. */
function isCarrier(mail: Message): boolean {
  if (!mail.attachments.some(isAttachedMail)) return false;
  const type = headerValue(mail.headers, "content-type") ?? "";
  const hasWords = (mail.text ?? "").trim() !== "" || (mail.html ?? "").trim() !== "";
  return (
    !hasWords ||
    readSubjectPrefix(mail.subject) === "forward" ||
    /^\s*multipart\/(?:report|digest)/i.test(type)
  );
}

function firstAttachedMail(carrier: Message, limits: Limits): Message | null {
  for (const attachment of carrier.attachments) {
    if (!isAttachedMail(attachment)) continue;
    const bytes = attachment.bytes();
    const mail = readMail(msgToMail(bytes) ?? bytes, limits);
    if (mail !== null) return mail;
  }
  return null;
}

function isAttachedMail(attachment: Attachment): boolean {
  const { mediaType, filename } = attachment;
  if (/^message\/(?:rfc822|global|rfc-?2822|x-rfc822)$/.test(mediaType)) return true;
  if (mediaType === "text/rfc822-headers" || mediaType === "message/rfc822-headers") return true;
  return mediaType === "application/vnd.ms-outlook" || /\.(?:eml|msg)$/i.test(filename?.trim() ?? "");
}

function readPasted(text: string, limits: Limits): Message | null {
  const bytes = findPastedSource(text);
  return bytes === null ? null : readMail(bytes, limits);
}

/** `null`: the bytes have no field that makes a mail. */
function readMail(bytes: Uint8Array, limits: Limits): Message | null {
  const mail = readMessage(readEntity(bytes, limits), limits);
  const names = ["from", "subject", "received", "message-id", "return-path", "date"];
  return mail.headers.some((header) => names.includes(header.name)) ? mail : null;
}

/** An attached mail is whole unless a program stripped its trace fields. */
function lostOfAttached(mail: Message): readonly Lost[] {
  const has = (name: string) => headerValue(mail.headers, name) !== null;
  const lost: Lost[] = [];
  if (!has("received")) lost.push("received");
  if (!has("received") && !has("authentication-results") && !has("dkim-signature"))
    lost.push("authentication");
  return lost;
}
