import { PART_CHARS_MAX } from "../../../limits.ts";
import type { FileItem, Gathering } from "../findings.ts";
import { latin1 } from "../text-of.ts";
import { contentText } from "./content-text.ts";
import { readPdfImage } from "./images.ts";
import { PdfObjects, readKeyedStrings } from "./keyed-strings.ts";
import { decodeStream, PDF_STREAMS_MAX, type PdfStream, splitPdf } from "./streams.ts";

/**
 * PDF (ISO 32000-1) without a cross-reference table: link annotations and actions, also inside object
 * streams, addresses in shown text, QR codes in pictures, embedded files. What is encrypted is said to be so:
 * strings and streams of such a file are noise.
 */
export function readPdf(file: FileItem, into: Gathering): void {
  const text = latin1(file.bytes);
  const { streams, outside } = splitPdf(file.bytes, text);
  if (streams.length >= PDF_STREAMS_MAX) into.reach("PDF_STREAMS_MAX", PDF_STREAMS_MAX);
  if (isEncrypted(outside, streams)) {
    into.note(file.name, "encrypted");
    return;
  }
  const objects = new PdfObjects(outside);
  const packed = streams
    .filter(({ dict }) => isType(dict, "ObjStm"))
    .map((stream) => unpackObjects(stream, objects, into));
  for (const part of [outside, ...packed]) readKeyedStrings(part, objects, into);
  const state = { textChars: 0 };
  for (const stream of streams) readStream(stream, file, state, into);
}

/** In the trailer, or in the dictionary of a cross-reference stream. */
function isEncrypted(outside: string, streams: readonly PdfStream[]): boolean {
  const mark = /\/Encrypt\s*(?:\d+\s+\d+\s+R|<<)/;
  return mark.test(outside) || streams.some(({ dict }) => isType(dict, "XRef") && mark.test(dict));
}

function isType(dict: string, type: string): boolean {
  return new RegExp(`/(?:Type|Subtype)\\s*/${type}\\b`).test(dict);
}

function unpackObjects(stream: PdfStream, objects: PdfObjects, into: Gathering): string {
  const content = latin1(decodeStream(stream, into) ?? new Uint8Array(0));
  objects.addPacked(content, Number(/\/First\s+(\d{1,9})/.exec(stream.dict)?.[1] ?? 0));
  return content;
}

/** Streams that show nothing: tables, fonts, colours, metadata (full of names of vocabularies). */
const SILENT =
  /\/(?:Type|Subtype)\s*\/(?:ObjStm|XRef|Metadata|XML|CIDFontType0C|Type1C|OpenType)\b|\/Length[123]\s|\/FunctionType\s|\/ShadingType\s|\/N\s+[134]\b/;

function readStream(stream: PdfStream, file: FileItem, state: { textChars: number }, into: Gathering): void {
  const { dict } = stream;
  if (isType(dict, "Image")) {
    readPdfImage(stream, file, into);
    return;
  }
  if (isType(dict, "EmbeddedFile")) {
    readEmbedded(stream, file, into);
    return;
  }
  if (SILENT.test(dict)) return;
  const content = decodeStream(stream, into);
  if (content === null || content.length === 0) return;
  const shown = contentText(latin1(content));
  state.textChars += shown.length;
  if (state.textChars > PART_CHARS_MAX) {
    into.reach("PART_CHARS_MAX", PART_CHARS_MAX);
    return;
  }
  into.addText(shown, "pdf");
}

function readEmbedded(stream: PdfStream, file: FileItem, into: Gathering): void {
  const bytes = decodeStream(stream, into);
  if (bytes === null) {
    into.note(`${file.name}/embedded`, "unsupported_format");
    return;
  }
  into.queue.push({
    name: `${file.name}/embedded`,
    mediaType: "",
    bytes,
    depth: file.depth + 1,
    container: "pdf",
  });
}
