import { PART_CHARS_MAX } from "../../limits.ts";
import type { FileItem, Gathering } from "./findings.ts";
import { latin1 } from "./text-of.ts";

/**
 * Addresses written as plain strings in a binary file: the old Word, Excel and PowerPoint formats, Windows
 * shortcuts, OneNote, OLE objects. Single-byte and UTF-16; only with a scheme, as chance gives no other.
 */
export function readStrings(file: FileItem, into: Gathering): void {
  const text = latin1(file.bytes);
  const place = file.container === "zip" ? "zip" : "office";
  addMatches(text, NARROW, (s) => s, place, into);
  addMatches(text, WIDE, (s) => s.replaceAll("\0", ""), place, into);
}

const NARROW = /(?:https?|ftp):\/\/[!-~]{4,8000}/gi;
const WIDE = /(?:h\0t\0t\0p\0(?:s\0)?|f\0t\0p\0):\0\/\0\/\0(?:[!-~]\0){4,8000}/gi;
/** Names of vocabularies that every such file holds, not places to go. */
const VOCABULARY =
  /^https?:\/\/(?:schemas\.(?:microsoft|openxmlformats)\.(?:com|org)|(?:www\.)?w3\.org|purl\.org|ns\.adobe\.com|schema\.org)\b/i;

function addMatches(
  text: string,
  pattern: RegExp,
  narrow: (match: string) => string,
  place: "zip" | "office",
  into: Gathering,
): void {
  let chars = 0;
  for (const [match] of text.matchAll(pattern)) {
    chars += match.length;
    if (chars > PART_CHARS_MAX) {
      into.reach("PART_CHARS_MAX", PART_CHARS_MAX);
      return;
    }
    const found = narrow(match);
    // As text: what follows an address in a binary file may be printable and not belong to it.
    if (!VOCABULARY.test(found)) into.addText(found, place);
  }
}
