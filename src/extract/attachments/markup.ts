import { PART_CHARS_MAX } from "../../limits.ts";
import type { FileItem, Gathering } from "./findings.ts";
import { latin1, textOf } from "./text-of.ts";

/** An attached page (HTML, XHTML, SVG, XML): handed on whole, it is read as HTML bodies are. */
export function readMarkup(file: FileItem, into: Gathering): void {
  const html = capped(file, textOf(file.bytes, declaredCharset(file.bytes)), into);
  if (html.trim() !== "") into.htmls.push({ html, foundIn: "html-attachment" });
}

/** Plain text, CSV, JSON, source code, an Internet shortcut. */
export function readPlainText(file: FileItem, into: Gathering): void {
  into.addText(capped(file, textOf(file.bytes, null), into), file.container ?? "text");
}

/** Cuts text to what a part may have, and says so. */
export function capped(file: FileItem, text: string, into: Gathering): string {
  if (text.length <= PART_CHARS_MAX) return text;
  into.reach("PART_CHARS_MAX", PART_CHARS_MAX);
  into.note(file.name, "cut");
  return text.slice(0, PART_CHARS_MAX);
}

/** `<meta charset>`, `<meta http-equiv>` or the XML declaration, in the first 1,024 bytes as browsers look. */
function declaredCharset(bytes: Uint8Array): string | null {
  const head = latin1(bytes.subarray(0, 1_024));
  return /<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?([\w.:-]+)/i.exec(head)?.[1] ?? null;
}
