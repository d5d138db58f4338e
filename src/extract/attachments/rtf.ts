import type { FileItem, Gathering } from "./findings.ts";
import { capped } from "./markup.ts";
import { readRtfText } from "./rtf-text.ts";
import { readStrings } from "./strings.ts";
import { latin1 } from "./text-of.ts";

/** Rich Text Format 1.9.1: visible text, field codes (HYPERLINK, INCLUDETEXT), packed HTML, OLE objects. */
export function readRtf(file: FileItem, into: Gathering): void {
  const { text, fields, html, objects } = readRtfText(capped(file, latin1(file.bytes), into));
  if (html !== null) into.htmls.push({ html, foundIn: file.container ?? "office" });
  into.addText(text, file.container ?? "office");
  into.addText(fields, file.container ?? "office");
  for (const bytes of objects) readStrings({ ...file, bytes }, into);
}
