import type { Attachment } from "../../../../src/domain/message.ts";
import type { AttachmentFindings } from "../../../../src/extract/attachments/findings.ts";
import { readAttachments } from "../../../../src/extract/attachments/read-attachments.ts";
import { findInText } from "../../../../src/extract/from-text.ts";
import { utf8 } from "./bytes.ts";

export function attach(
  content: Uint8Array | string,
  filename = "file.bin",
  mediaType = "application/octet-stream",
): Attachment {
  const bytes = typeof content === "string" ? utf8(content) : content;
  return { filename, mediaType, contentId: null, isInline: false, bytes: () => bytes };
}

export const read = (
  content: Uint8Array | string,
  filename?: string,
  mediaType?: string,
): AttachmentFindings => readAttachments([attach(content, filename, mediaType)]);

/** Every address as a caller would see it, as "place address"; HTML is searched for href alone. */
export function addresses(found: AttachmentFindings): string[] {
  return [
    ...found.links.map((link) => `${link.foundIn} ${link.href}`),
    ...found.texts.flatMap(({ text, foundIn }) =>
      findInText(text).links.map((link) => `${foundIn} ${link.url.href}`),
    ),
    ...found.htmls.flatMap(({ html, foundIn }) =>
      Array.from(html.matchAll(/href="([^"]*)"/g), (m) => `${foundIn} ${m[1]}`),
    ),
  ];
}
