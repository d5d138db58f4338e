import type { LimitReached } from "../../domain/message.ts";
import type { FoundIn, UnreadFile } from "../../domain/sighting.ts";

/** Why the content of an attachment, or of a file inside it, was not read, or not wholly. */
export type AttachmentNote = UnreadFile["note"];

/** What the attachments of one message hold, for the caller to search, parse and merge. */
export interface AttachmentFindings {
  /** Addresses that the format itself marks as such; as written, so perhaps without a scheme. */
  readonly links: readonly { readonly href: string; readonly foundIn: FoundIn }[];
  /** Text in which links are still to be looked for. */
  readonly texts: readonly { readonly text: string; readonly foundIn: FoundIn }[];
  readonly htmls: readonly { readonly html: string; readonly foundIn: FoundIn }[];
  /** Whole messages (RFC 5322); Outlook's own formats are turned into such. */
  readonly mails: readonly Uint8Array[];
  /** `attachment` is a path: `orders.zip/invoice.pdf`. */
  readonly notes: readonly { readonly attachment: string; readonly note: AttachmentNote }[];
  readonly truncated: readonly LimitReached[];
}

/** One file to look at: an attachment, or what was inside one. */
export interface FileItem {
  /** Path for the notes. */
  readonly name: string;
  /** Lower case; "" when nothing says what it is. */
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  /** Containers around it; 0 for an attachment. */
  readonly depth: number;
  /** The container to name as the place of links in plain text; `null`: not in one. */
  readonly container: FoundIn | null;
}

/**
 * Which pictures are searched for codes. Decoding one costs more than reading the mail, so where the mail has
 * links of its own only a picture of about a code's shape is: a code alone is square, a banner is not.
 */
export type Pictures = "all" | "square";

/** A budget of work over all attachments of a mail. Counts down. */
export interface Budget {
  inflatedBytes: number;
  images: number;
  pixels: number;
}

/** Collects what the readers find and keeps the budget. One for each message. */
export class Gathering implements AttachmentFindings {
  readonly links: { href: string; foundIn: FoundIn }[] = [];
  readonly texts: { text: string; foundIn: FoundIn }[] = [];
  readonly htmls: { html: string; foundIn: FoundIn }[] = [];
  readonly mails: Uint8Array[] = [];
  readonly notes: { attachment: string; note: AttachmentNote }[] = [];
  /** Files that were found inside others, still to be read. */
  readonly queue: FileItem[] = [];
  readonly budget: Budget;
  readonly pictures: Pictures;
  readonly #truncated = new Map<string, LimitReached>();
  readonly #seen = new Set<string>();

  constructor(budget: Budget, pictures: Pictures) {
    this.budget = budget;
    this.pictures = pictures;
  }

  get truncated(): readonly LimitReached[] {
    return [...this.#truncated.values()];
  }

  reach(limit: string, max: number): void {
    this.#truncated.set(limit, { limit, max });
  }

  /** The same address at the same place is kept once. */
  addLink(written: string, foundIn: FoundIn): void {
    const href = written.trim();
    const key = `${foundIn} ${href}`;
    if (href === "" || this.#seen.has(key)) return;
    if (this.#seen.size >= ATTACHMENT_LINKS_MAX) {
      this.reach("ATTACHMENT_LINKS_MAX", ATTACHMENT_LINKS_MAX);
      return;
    }
    this.#seen.add(key);
    this.links.push({ href: href.slice(0, HREF_CHARS_MAX), foundIn });
  }

  addText(text: string, foundIn: FoundIn): void {
    if (text.trim() !== "") this.texts.push({ text, foundIn });
  }

  note(attachment: string, note: AttachmentNote): void {
    if (this.notes.length >= NOTES_MAX) {
      this.reach("NOTES_MAX", NOTES_MAX);
      return;
    }
    this.notes.push({ attachment: attachment.slice(0, NAME_CHARS_MAX), note });
  }
}

/** A catalogue of a shop as PDF has about 1,000; more is made to drown the one that matters. */
const ATTACHMENT_LINKS_MAX = 5_000;
/** Four times URL_CHARS_MAX: wrappers and percent signs make them long, more is not an address. */
const HREF_CHARS_MAX = 32_768;
/** A ZIP of encrypted files has one note a file. */
const NOTES_MAX = 200;
const NAME_CHARS_MAX = 300;
