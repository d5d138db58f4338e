import type { Attachment, HeaderLine, LimitReached, Mailbox, Message } from "../domain/message.ts";
import { ATTACHMENTS_MAX, PART_CHARS_MAX } from "../limits.ts";
import { parseFirstMailbox, parseMailboxes } from "./addresses.ts";
import { decodeText } from "./charset.ts";
import { parseStructuredField, type StructuredField } from "./content-type.ts";
import { parseMailDate } from "./dates.ts";
import { decodeWords } from "./encoded-words.ts";
import { unflow } from "./flowed.ts";
import { headerValue, headerValues } from "./headers.ts";
import type { Entity } from "./mime.ts";
import { decodeTransfer } from "./transfer.ts";

/**
 * Message: what a reader sees of a MIME tree. Text parts that are shown in place become `text` and `html`
 * (several of a kind are joined), everything else becomes an attachment that is decoded when asked for.
 */

type Limits = Map<string, LimitReached>;

interface Parts {
  readonly text: string[];
  readonly html: string[];
  readonly attachments: Attachment[];
}

/** Reads the message at the root of `entity`. A mail inside it stays an attachment. */
export function readMessage(entity: Entity, limits: Limits): Message {
  const parts: Parts = { text: [], html: [], attachments: [] };
  collectParts(entity, parts, limits);
  return {
    ...readFields(entity.headers),
    text: parts.text.length === 0 ? null : parts.text.join("\n"),
    html: parts.html.length === 0 ? null : parts.html.join("\n<br>\n"),
    attachments: parts.attachments,
  };
}

/** The fields of a message without its body. */
export function readFields(headers: readonly HeaderLine[]): Omit<Message, "text" | "html" | "attachments"> {
  const recipients = ["to", "cc", "delivered-to", "x-original-to", "apparently-to", "resent-to"];
  return {
    subject: decodeWords(headerValue(headers, "subject") ?? ""),
    from: readFrom(headers),
    replyTo: parseFirstMailbox(headerValue(headers, "reply-to")),
    returnPath: withoutBrackets(headerValue(headers, "return-path")),
    recipients: recipients.flatMap((name) => headerValues(headers, name)).flatMap(parseMailboxes),
    date: parseMailDate(headerValue(headers, "date") ?? "")?.at ?? null,
    messageId: withoutBrackets(headerValue(headers, "message-id")),
    headers,
  };
}

/** The first From. One that is a damaged Received line ("from: from a by b") is passed over. */
function readFrom(headers: readonly HeaderLine[]): Mailbox | null {
  const values = headerValues(headers, "from");
  return parseFirstMailbox(values.find((value) => !/^from \S[^<>]* by \S/.test(value)) ?? null);
}

function withoutBrackets(value: string | null): string | null {
  if (value === null) return null;
  return /<([^<>]*)>/.exec(value)?.[1]?.trim() ?? value.trim();
}

function collectParts(entity: Entity, parts: Parts, limits: Limits): void {
  if (entity.children.length > 0) {
    for (const child of entity.children) collectParts(child, parts, limits);
    return;
  }
  if (entity.type.value.startsWith("multipart/")) return;
  const disposition = parseStructuredField(headerValue(entity.headers, "content-disposition") ?? "");
  const kinds = shownKinds(entity);
  if (disposition.value === "attachment" || kinds.length === 0) {
    addAttachment(toAttachment(entity, disposition), parts, limits);
    return;
  }
  const text = readText(entity, kinds.includes("html"), limits);
  for (const kind of kinds) parts[kind].push(text);
}

/** As what a part is shown in place. Two when contradicting Content-Type fields call it both. */
function shownKinds(entity: Entity): readonly ("text" | "html")[] {
  const types = [entity.type.value, ...entity.otherTypes];
  const kinds: ("text" | "html")[] = [];
  if (types.some((type) => ["text/plain", "text", "plain", "text/plane"].includes(type))) kinds.push("text");
  if (types.some((type) => ["text/html", "html", "application/xhtml+xml"].includes(type))) kinds.push("html");
  return kinds;
}

function addAttachment(attachment: Attachment, parts: Parts, limits: Limits): void {
  if (parts.attachments.length < ATTACHMENTS_MAX) parts.attachments.push(attachment);
  else limits.set("ATTACHMENTS_MAX", { limit: "ATTACHMENTS_MAX", max: ATTACHMENTS_MAX });
}

function toAttachment(entity: Entity, disposition: StructuredField): Attachment {
  let decoded: Uint8Array | null = null;
  return {
    filename: disposition.params.get("filename") ?? entity.type.params.get("name") ?? null,
    mediaType: entity.type.value,
    contentId: withoutBrackets(headerValue(entity.headers, "content-id")),
    isInline: disposition.value !== "attachment",
    bytes: () => {
      decoded ??= decodeTransfer(entity.body, transferEncoding(entity));
      return decoded;
    },
  };
}

function transferEncoding(entity: Entity): string {
  const value = headerValue(entity.headers, "content-transfer-encoding") ?? "";
  return value
    .replace(/\(.*?\)/g, "")
    .replace(/[;"'].*$/, "")
    .trim()
    .toLowerCase();
}

function readText(entity: Entity, isHtml: boolean, limits: Limits): string {
  // Four bytes are the most that a character takes; what is cut here is beyond the limit in any charset.
  const raw = entity.body.subarray(0, PART_CHARS_MAX * 4);
  const bytes = decodeTransfer(raw, transferEncoding(entity));
  const label = entity.type.params.get("charset") ?? (isHtml ? metaCharset(bytes) : null);
  const text = decodeText(bytes, label);
  if (text.length > PART_CHARS_MAX || raw.length < entity.body.length)
    limits.set("PART_CHARS_MAX", { limit: "PART_CHARS_MAX", max: PART_CHARS_MAX });
  const shown = text.length > PART_CHARS_MAX ? text.slice(0, PART_CHARS_MAX) : text;
  return isHtml ? shown : unflow(shown, entity.type.params);
}

/** The charset that an HTML page names for itself, in its first 1,024 bytes as browsers look. */
function metaCharset(bytes: Uint8Array): string | null {
  const head = String.fromCharCode(...bytes.subarray(0, 1_024));
  return /<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]+)/i.exec(head)?.[1] ?? null;
}
