import { latin1, textOf } from "./text-of.ts";
import { hasZipEnd } from "./zip-entries.ts";

export type FileKind =
  | "pdf"
  | "zip"
  | "gzip"
  | "compound"
  | "tnef"
  | "rtf"
  | "png"
  | "jpeg"
  | "gif"
  | "bmp"
  | "calendar"
  | "contact"
  | "mail"
  | "html"
  | "text"
  /** Known to hold addresses as plain strings: shortcuts, notebooks. */
  | "strings"
  /** An archive or image of a format that is not read. */
  | "unsupported"
  /** Sound, film, fonts, programs. */
  | "none";

/**
 * What a file is: its first bytes decide, then its name, then its media type, as types lie.
 *
 *   %PDF- as image/png         => pdf
 *   <html> as invoice.txt      => html
 *   "Received: ..." as x.bin   => mail
 *   a.png with text in it      => text
 */
export function kindOf(bytes: Uint8Array, name: string, mediaType: string): FileKind {
  const head = bytes.subarray(0, HEAD_BYTES);
  const magic = kindByMagic(latin1(head));
  if (magic !== null) return magic;
  if (isNamedArchive(name, mediaType) && hasZipEnd(bytes)) return "zip";
  const text = textOf(head.subarray(0, head.length - (head.length % 2)), null).trimStart();
  if (!isText(text)) return isStrings(name) ? "strings" : "none";
  return kindOfText(text, name, mediaType);
}

/** PDF readers look for the mark in the first 1,024 bytes, browsers for tags in as many. */
const HEAD_BYTES = 1_024;

const MAGIC: readonly (readonly [RegExp, FileKind])[] = [
  [/^PK(?:\x03\x04|\x05\x06|\x07\x08|00PK)/, "zip"],
  [/^\x89PNG\r\n/, "png"],
  [/^\xff\xd8\xff/, "jpeg"],
  [/^GIF8[79]a/, "gif"],
  [/^BM[\s\S]{4}\0\0\0\0/, "bmp"],
  [/^\x1f\x8b\x08/, "gzip"],
  [/^\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1/, "compound"],
  [/^\x78\x9f\x3e\x22/, "tnef"],
  [/^\s{0,16}\{\\rt/, "rtf"],
  [/^L\0\0\0\x01\x14\x02\0/, "strings"], // Windows shortcut (.lnk)
  [/^\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d/, "strings"], // OneNote
  [
    /^(?:Rar!\x1a|7z\xbc\xaf|MSCF|BZh|\xfd7zXZ|\x28\xb5\x2f\xfd|II\*\0|MM\0\*|[\s\S]{4}ftyp(?:heic|mif1|avif))/,
    "unsupported",
  ],
  [/^RIFF[\s\S]{4}WEBP/, "unsupported"],
  [/%PDF-/, "pdf"],
];

function kindByMagic(head: string): FileKind | null {
  return MAGIC.find(([mark]) => mark.test(head))?.[1] ?? null;
}

/** Control characters beyond those that text has. */
function isText(text: string): boolean {
  let controls = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x20 && code !== 9 && code !== 10 && code !== 13 && code !== 12 && code !== 27) controls++;
  }
  return controls * 50 <= text.length;
}

const MARKUP = /<(?:!doctype|html|head|body|script|svg|meta|table|div|a\s|iframe|form|p>|style|xhtml)/i;
const MAIL_HEAD =
  /^(?:>?From [^\n]*\n)?(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,60}?(?:received|return-path|mime-version|message-id|x-mailer|dkim-signature):/i;

function kindOfText(text: string, name: string, mediaType: string): FileKind {
  if (/^BEGIN:VCALENDAR/i.test(text)) return "calendar";
  if (/^BEGIN:VCARD/i.test(text)) return "contact";
  const extension = /\.(\w{1,8})$/.exec(name)?.[1]?.toLowerCase() ?? "";
  if (extension === "eml" || mediaType.startsWith("message/") || MAIL_HEAD.test(text)) return "mail";
  if (
    MARKUP.test(text) ||
    /^(?:[xs]?html?|svg|xml|mht|hta|webloc)$/.test(extension) ||
    isMarkupType(mediaType)
  )
    return "html";
  if (/^(?:ics|ical|ifb)$/.test(extension) || mediaType === "text/calendar") return "calendar";
  if (extension === "vcf" || /^text\/(?:x-)?vcard$/.test(mediaType)) return "contact";
  return "text";
}

function isMarkupType(mediaType: string): boolean {
  return /^(?:text\/html|application\/(?:xhtml\+)?xml|text\/xml|image\/svg\+xml)$/.test(mediaType);
}

/** Something stands in front of the archive: a self-extractor, or bytes that are to hide it. */
function isNamedArchive(name: string, mediaType: string): boolean {
  return (
    /\.(?:zip|jar|apk|doc[xm]|xls[xmb]|ppt[xm]|od[tsp])$/i.test(name) || /zip|officedocument/.test(mediaType)
  );
}

function isStrings(name: string): boolean {
  return /\.(?:lnk|one|url|website|doc|xls|ppt|pub|msg)$/i.test(name);
}
