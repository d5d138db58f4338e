import type { Attachment } from "../../domain/message.ts";
import { ATTACHMENT_BYTES_MAX, ATTACHMENTS_MAX, IMAGES_MAX, INFLATED_BYTES_MAX } from "../../limits.ts";
import { readCalendar, readContact } from "./calendar.ts";
import { type AttachmentFindings, type Budget, type FileItem, Gathering, type Pictures } from "./findings.ts";
import { readGzip } from "./gzip.ts";
import { IMAGE_PIXELS_TOTAL_MAX, readImage } from "./image/read-image.ts";
import { type FileKind, kindOf } from "./kind.ts";
import { readMarkup, readPlainText } from "./markup.ts";
import { readCompound } from "./outlook/read-compound.ts";
import { readTnef } from "./outlook/tnef.ts";
import { readPdf } from "./pdf/read-pdf.ts";
import { readRtf } from "./rtf.ts";
import { readStrings } from "./strings.ts";
import { readZip } from "./zip.ts";

/** Archives in archives: a ZIP in a ZIP is seen, deeper ones only in attacks. */
const CONTAINER_DEPTH_MAX = 3;
/** Files found inside others. */
const INNER_FILES_MAX = 300;
export const fullBudget = (): Budget => ({
  inflatedBytes: INFLATED_BYTES_MAX,
  images: IMAGES_MAX,
  pixels: IMAGE_PIXELS_TOTAL_MAX,
});

type Reader = (file: FileItem, into: Gathering) => void;

const READERS: Readonly<Record<FileKind, Reader>> = {
  pdf: readPdf,
  zip: readZip,
  gzip: readGzip,
  compound: readCompound,
  tnef: readTnef,
  rtf: readRtf,
  png: readImage,
  jpeg: readImage,
  gif: readImage,
  bmp: readImage,
  calendar: readCalendar,
  contact: readContact,
  mail: (file, into) => into.mails.push(file.bytes),
  html: readMarkup,
  text: readPlainText,
  strings: readStrings,
  unsupported: (file, into) => into.note(file.name, "unsupported_format"),
  none: () => {},
};

/**
 * Links, texts, documents and mails in the attachments of a message, and in what is packed inside them.
 * Synchronous and pure; never throws on any bytes; all work is capped and each cap that was reached is in
 * `truncated`. `bytes()` of an attachment is called only when its type may hold a link.
 *
 * `budget`: what may be spent, counted down; pass the same object for the nested mails of one mail.
 */
export function readAttachments(
  attachments: readonly Attachment[],
  budget: Budget = fullBudget(),
  pictures: Pictures = "all",
): AttachmentFindings {
  const into = new Gathering(budget, pictures);
  for (const attachment of attachments.slice(0, ATTACHMENTS_MAX)) {
    if (isOfNoInterest(attachment.mediaType)) continue;
    into.queue.push(toFile(attachment, into));
    readQueue(into);
  }
  if (attachments.length > ATTACHMENTS_MAX) into.reach("ATTACHMENTS_MAX", ATTACHMENTS_MAX);
  return into;
}

/** Not decoded at all. Types lie, but no mail program opens a link out of what it plays. */
function isOfNoInterest(mediaType: string): boolean {
  return /^(?:audio|video|font)\//.test(mediaType) || /^application\/(?:pgp|pkcs7|x-pkcs7)-/.test(mediaType);
}

function toFile(attachment: Attachment, into: Gathering): FileItem {
  const { filename, mediaType } = attachment;
  const whole = attachment.bytes();
  const name = filename ?? mediaType;
  if (whole.length > ATTACHMENT_BYTES_MAX) {
    into.reach("ATTACHMENT_BYTES_MAX", ATTACHMENT_BYTES_MAX);
    into.note(name, "cut");
  }
  return { name, mediaType, bytes: whole.subarray(0, ATTACHMENT_BYTES_MAX), depth: 0, container: null };
}

/** Depth first, in the order in which files were found. */
function readQueue(into: Gathering): void {
  for (let n = 0; into.queue.length > 0; n++) {
    const file = into.queue.shift() as FileItem;
    if (n > INNER_FILES_MAX) {
      into.reach("INNER_FILES_MAX", INNER_FILES_MAX);
      into.queue.length = 0;
    } else if (file.depth > CONTAINER_DEPTH_MAX) into.reach("CONTAINER_DEPTH_MAX", CONTAINER_DEPTH_MAX);
    else if (file.bytes.length > 0) READERS[kindOf(file.bytes, file.name, file.mediaType)](file, into);
  }
}
