import { urlsInScript } from "../../from-script.ts";
import type { Gathering } from "../findings.ts";
import { pdfText, readPdfString } from "./pdf-string.ts";

/**
 * Strings behind the keys that lead somewhere, wherever in the object structure they stand:
 *
 *   /URI (https://...)         annotation or action => link
 *   /F, /UF, /FS-/URL file     GoToR, Launch, SubmitForm => link when it is an address, else a local file
 *   /JS (app.launchURL("...")) => what the script leads to
 *   /U#52I <68747470...>       the same, written otherwise
 *   /URI 12 0 R                => the string that is object 12
 */
export function readKeyedStrings(text: string, objects: PdfObjects, into: Gathering): void {
  const keys = new RegExp(KEY);
  for (let match = keys.exec(text); match !== null; match = keys.exec(text)) {
    const use = USES[nameOf(match[1] as string)];
    if (use === undefined) continue;
    if (match[3] !== undefined) {
      const target = objects.stringOf(Number(match[3]));
      if (target !== null) use(pdfText(target), into);
      continue;
    }
    const { raw, end } = readPdfString(text, match.index + match[0].length - 1);
    use(pdfText(raw), into);
    keys.lastIndex = end;
  }
}

/** A key, blanks and comments, then a string or a reference. */
const KEY =
  /\/((?:[A-Za-z]|#[0-9A-Fa-f]{2}){1,8})(?:\s|%[^\r\n]{0,200}[\r\n]){0,20}(?:([(]|<(?!<))|(\d{1,9})\s{1,9}\d{1,5}\s{1,9}R)/g;

function nameOf(written: string): string {
  return written.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

const USES: Readonly<Record<string, (text: string, into: Gathering) => void>> = {
  URI: (text, into) => into.addLink(withoutBreaks(text), "pdf"),
  Base: addAddress,
  F: addAddress,
  UF: addAddress,
  JS: addScript,
  // The visible words of a form field, a note, a bookmark; where an address may stand in text.
  Contents: addProse,
  V: addProse,
  Title: addProse,
};

function withoutBreaks(text: string): string {
  return text.replace(/[\r\n\t\0]+/g, "");
}

/** A file name is no link; a network share is told as it is written. */
function addAddress(text: string, into: Gathering): void {
  if (/^\s*(?:https?|ftp):/i.test(text)) into.addLink(withoutBreaks(text), "pdf");
}

function addScript(text: string, into: Gathering): void {
  for (const href of urlsInScript(text, ({ limit, max }) => into.reach(limit, max)))
    if (/^[a-z][\w+.-]*:/i.test(href)) into.addLink(href, "pdf");
  into.addText(text, "pdf");
}

function addProse(text: string, into: Gathering): void {
  if (/:\/\/|www\./i.test(text)) into.addText(text, "pdf");
}

/** Finds objects by their number: the place of "12 0 obj" in the text between the streams. */
export class PdfObjects {
  readonly #text: string;
  #places: Map<number, number> | null = null;
  readonly #packed = new Map<number, string>();

  constructor(text: string) {
    this.#text = text;
  }

  /** Objects out of an object stream (ISO 32000-1 7.5.7): pairs of number and offset, then the objects. */
  addPacked(content: string, first: number): void {
    const head = content.slice(0, first).match(/\d+/g) ?? [];
    for (let n = 0; n + 1 < head.length && this.#packed.size < OBJECTS_MAX; n += 2) {
      const at = first + Number(head[n + 1]);
      this.#packed.set(Number(head[n]), content.slice(at, at + 2_048));
    }
  }

  /** The object's string; `null`: there is no such object, or it is something else. */
  stringOf(number: number): string | null {
    const packed = this.#packed.get(number);
    if (packed !== undefined)
      return /^\s*[(<]/.test(packed) ? readPdfString(packed.trimStart(), 0).raw : null;
    this.#places ??= placesOf(this.#text);
    const at = this.#places.get(number);
    if (at === undefined) return null;
    const start = at + (/^\s*/.exec(this.#text.slice(at, at + 64))?.[0].length ?? 0);
    return /[(<]/.test(this.#text[start] ?? "") ? readPdfString(this.#text, start).raw : null;
  }
}

const OBJECTS_MAX = 50_000;

function placesOf(text: string): Map<number, number> {
  const places = new Map<number, number>();
  for (const match of text.matchAll(/(?<!\d)(\d{1,9})\s{1,9}\d{1,5}\s{1,9}obj\b/g)) {
    if (places.size >= OBJECTS_MAX) break;
    places.set(Number(match[1]), match.index + match[0].length);
  }
  return places;
}
