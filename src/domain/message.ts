import type { EpochSeconds } from "./time.ts";

/** A mailbox of a From, Reply-To or To header. `name` is decoded; either part may be "". */
export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

/** One header field, unfolded, in the order of the mail (topmost first). `name` is lower case. */
export interface HeaderLine {
  readonly name: string;
  /** Decoded to text as far as that is possible; encoded-words are left as they are. */
  readonly value: string;
}

export interface Attachment {
  readonly filename: string | null;
  /** Lower case, without parameters: `application/pdf`. */
  readonly mediaType: string;
  readonly contentId: string | null;
  readonly isInline: boolean;
  /** Decoded lazily: an attachment that no reader wants costs nothing. */
  bytes(): Uint8Array;
}

/** One message, decoded: the reporter's own or the scam mail inside it. */
export interface Message {
  readonly subject: string;
  readonly from: Mailbox | null;
  readonly replyTo: Mailbox | null;
  /** The envelope sender as the last server wrote it, without brackets. `null`: no such header. */
  readonly returnPath: string | null;
  /** To, Cc and Delivered-To: kept in memory only, for redaction. Never stored, never shown. */
  readonly recipients: readonly Mailbox[];
  readonly date: EpochSeconds | null;
  /** With angle brackets stripped. */
  readonly messageId: string | null;
  readonly headers: readonly HeaderLine[];
  readonly text: string | null;
  readonly html: string | null;
  readonly attachments: readonly Attachment[];
}

export type ForwardForm = "attachment" | "inline" | "none";

/** What the way of forwarding lost, so that the reply can ask for "forward as attachment". */
export type Lost = "received" | "authentication" | "html" | "date_zone" | "sender_address" | "subject";

/** A named limit that was reached: told in the result, never silent. See limits.ts. */
export interface LimitReached {
  readonly limit: string;
  readonly max: number;
}

/** A mail that was read: the original under judgement and what carried it to us. */
export interface ParsedMail {
  /** What the reporter's mail program sent. Equal to `original` when nothing was forwarded. */
  readonly outer: Message;
  readonly original: Message;
  readonly forwarded: ForwardForm;
  /** More mails that were attached beside the original: several were forwarded at once. Their links are read too. */
  readonly siblings: readonly Attachment[];
  readonly lost: readonly Lost[];
  readonly truncated: readonly LimitReached[];
}

/** Why a mail could not be read. Poison is stored as `unreadable` with this. */
export type MailError =
  | { readonly reason: "empty" }
  | { readonly reason: "too_large"; readonly bytes: number; readonly max: number }
  | { readonly reason: "not_a_mail" }
  | { readonly reason: "malformed"; readonly detail: string };
