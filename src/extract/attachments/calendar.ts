import type { FileItem, Gathering } from "./findings.ts";
import { capped } from "./markup.ts";
import { textOf } from "./text-of.ts";

/**
 * Calendar files (iCalendar, RFC 5545): URL, ATTACH and every text field, unfolded and unescaped;
 * `X-ALT-DESC;FMTTYPE=text/html` and DESCRIPTION's ALTREP as HTML and link.
 */
export function readCalendar(file: FileItem, into: Gathering): void {
  readFields(file, "ics", into);
}

/** Contacts (vCard, RFC 6350; version 2.1 with quoted-printable): the same for URL, NOTE and the others. */
export function readContact(file: FileItem, into: Gathering): void {
  readFields(file, "vcf", into);
}

function readFields(file: FileItem, place: "ics" | "vcf", into: Gathering): void {
  const text = capped(file, textOf(file.bytes, null), into);
  const lines: string[] = [];
  for (const line of unfold(text).split("\n")) {
    const field = splitField(line);
    if (field !== null) readField(field, place, lines, into);
  }
  into.addText(lines.join("\n"), place);
}

/** A line that begins with a blank continues the one before (RFC 5545 3.1); Outlook folds inside URLs. */
function unfold(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/\n[ \t]/g, "")
    .replace(SOFT_BREAKS, (lines) => lines.replaceAll("=\n", ""));
}

/** A quoted-printable value (vCard 2.1) goes on over line ends behind an equals sign. */
const SOFT_BREAKS = /^[^\n:]{0,200}quoted-printable[^\n]*=\n(?:[^\n]*=\n)*/gim;

interface Field {
  /** Lower case, without a group (`item1.URL`). */
  readonly name: string;
  readonly params: string;
  readonly value: string;
}

function splitField(line: string): Field | null {
  const head = /^((?:[\w-]{1,60}\.)?[\w-]{1,60})((?:;(?:"[^"\n]*"|[^":\n])*)*):/.exec(line.slice(0, 4_096));
  if (head === null) return null;
  const name = (head[1] as string).toLowerCase().replace(/^.*\./, "");
  return { name, params: head[2] as string, value: line.slice(head[0].length) };
}

/** Fields that name the program or the time zone table, not a place to go. */
const OWN_NAMES = new Set(["prodid", "uid", "tzurl", "xmlns", "begin", "end", "x-wr-relcalid", "rev"]);
const ADDRESS = new Set(["url", "attach", "conference", "source", "image", "x-google-conference"]);

function readField(field: Field, place: "ics" | "vcf", lines: string[], into: Gathering): void {
  if (OWN_NAMES.has(field.name)) return;
  const altrep = /altrep="([^"]*)"/i.exec(field.params)?.[1];
  if (altrep !== undefined) into.addLink(altrep, place);
  const value = unescapeValue(decodeQuotedPrintable(field));
  if (ADDRESS.has(field.name) && /^\s*[a-z][\w+.-]*:/i.test(value)) into.addLink(value, place);
  else if (/fmttype=text\/html/i.test(field.params) || /^\s*<(?:html|!doctype)/i.test(value))
    into.htmls.push({ html: value, foundIn: place });
  else if (!/encoding=b(?:ase64)?\b/i.test(field.params)) lines.push(value);
}

function unescapeValue(value: string): string {
  return value.replace(/\\([nN\\;,:])/g, (_, c: string) => (c === "n" || c === "N" ? "\n" : c));
}

function decodeQuotedPrintable({ params, value }: Field): string {
  if (!/quoted-printable/i.test(params)) return value;
  const bytes = value.replace(/=([0-9a-f]{2})/gi, "%$1");
  return bytes.includes("%") ? decodePercent(bytes) : value;
}

function decodePercent(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) =>
    textOf(
      Uint8Array.from(run.slice(1).split("%"), (hex) => Number.parseInt(hex, 16)),
      null,
    ),
  );
}
