/**
 * A WHOIS answer (RFC 3912 fixes no form) as labelled fields. One line gives at most one field.
 *
 *   Creation Date: 2026-02-10T…        => creation date        = 2026-02-10T…
 *   created............: 30.6.2026     => created              = 30.6.2026
 *   d. [Registered Date]   2026/02/10  => registered date      = 2026/02/10
 *   Record created on 2026-02-10 …     => record created on    = 2026-02-10 …
 *   Domain name:⏎    EXAMPLE.TK        => domain name          = EXAMPLE.TK
 *   Registrar:⏎ Name: Some Inc.        => name, under registrar = Some Inc.
 *   % comment, terms of use            => none
 * Pure, linear. Called by parse-whois.ts.
 */
import { OTHER_OBJECT } from "../data/whois-labels.ts";

export interface Field {
  /** In label form, see toLabel. */
  readonly label: string;
  readonly value: string;
  /** The line above that opened a block without saying anything itself: `registrar`. `""`: none. */
  readonly heading: string;
  /** `domain`: the paragraph speaks of the domain. `owner`: it opens with a registrar or holder and may
   * still be about the domain. `other`: a person, a contact, a set of name servers. */
  readonly about: "domain" | "owner" | "other";
}

/** Lines and characters looked at: a real answer has under 300 lines; terms of use run long on one line. */
const LINES_MAX = 3_000;
const LINE_CHARS_MAX = 400;
const LABEL_CHARS_MAX = 64;

export function readFields(text: string): Field[] {
  const fields: Field[] = [];
  let about: Field["about"] | null = null;
  let heading = "";
  let above = { label: "", indent: 0 };
  for (const raw of text.split(/\r\n|\n|\r/, LINES_MAX)) {
    const line = raw.slice(0, LINE_CHARS_MAX).trimEnd();
    if (/^\s*$|^\s*[%#;]/.test(line)) {
      // A blank line may stand between a heading and its block, so only a new paragraph's label clears it.
      about = null;
      above = { label: "", indent: 0 };
      continue;
    }
    const { label, value } = splitLine(line);
    const indent = line.search(/\S/);
    if (label === null) {
      // `nameservers:   ns1.example⏎               ns2.example`: a list goes on below its first value.
      if (about !== null && above.label !== "" && indent > above.indent) {
        fields.push({ label: above.label, value: line.trim(), heading: "", about });
      } else if (heading !== "" && (about !== null || !isHeading(line))) {
        fields.push({
          label: heading,
          value: line.trim(),
          heading: "",
          about: about ?? aboutOf(heading, true),
        });
      } else if (isHeading(line)) heading = toLabel(line);
      about ??= aboutOf(toLabel(line), false);
      continue;
    }
    if (about === null) {
      about = aboutOf(label, value !== "");
      if (!/^\s/.test(line)) heading = "";
    }
    above = { label: value === "" ? "" : label, indent };
    if (value === "") heading = label;
    else fields.push({ label, value, heading, about });
  }
  return fields;
}

function aboutOf(label: string, hasValue: boolean): Field["about"] {
  if (!OTHER_OBJECT.test(label)) return "domain";
  return hasValue && /^(?:registrar|registrant|holder|owner|organi|titular)/.test(label) ? "owner" : "other";
}

/** A short line of words alone, like `Registrant` or `Name servers`. */
function isHeading(line: string): boolean {
  return line.length <= 48 && /^\s*[\p{L}][\p{L} /()'-]*$/u.test(line);
}

const BRACKETED = /^\s*(?:[a-z][. ] ?)?\[([^\][]{1,60})\]\s*(.*)$/i;
/** No colon before the date: `Record created on 2026-02-10`, `First registration date  31 May 1999`. */
const SENTENCE =
  /^[\s*-]*((?:this |the )?(?:domain |record |entry |name )*(?:was |is )?(?:first )?(?:created|registered|activated|assigned|registration|registration date|creation date|expires|expired|expiry date|(?:last )?updated|last modified)(?: on| date| at| since| in)?)[ \t.]+(?=[^:]{0,16}\d)(\S.*)$/i;

/** `Registrar<TAB>MarkMonitor`. */
const COLUMNS = /^\s*(\p{L}[\p{L}_ ]{0,40}?)(?:\t+| {2,})(\S+(?: \S+)*)$/u;

function splitLine(line: string): { label: string | null; value: string } {
  const bracketed = BRACKETED.exec(line);
  if (bracketed) return { label: toLabel(bracketed[1] as string), value: (bracketed[2] as string).trim() };
  const colon = line.search(/[:：]/);
  const digit = line.search(/\d/);
  if (colon < 0 || (digit >= 0 && digit < colon)) {
    const sentence = SENTENCE.exec(line);
    if (sentence) return { label: toLabel(sentence[1] as string), value: sentence[2] as string };
  }
  const columns = colon < 0 ? COLUMNS.exec(line) : null;
  if (columns) return { label: toLabel(columns[1] as string), value: (columns[2] as string).trim() };
  const head = colon < 0 ? "" : line.slice(0, colon);
  // `ns1.example 2001:db8::1`, `2026-02-10 10:00:00`, `https://…`: the colon is not a label's.
  const isLabel =
    colon >= 0 &&
    head.length <= LABEL_CHARS_MAX &&
    /^[\s*>.-]*[\p{L}[(]/u.test(head) &&
    !/\d{4}|\w\.\w/.test(head);
  if (!isLabel || /^\s*https?$/i.test(head)) return { label: null, value: line.trim() };
  return { label: toLabel(head), value: line.slice(colon + 1).replace(/^[.:\s]+/, "") };
}

/** `Creation Date (dd/mm/yyyy)`, `created......`, `domain_dateregistered`, `Fecha de Creación`: as words. */
export function toLabel(text: string): string {
  return text
    .slice(0, LABEL_CHARS_MAX)
    .replace(/\([^)]*\)/g, " ")
    .normalize("NFKD")
    .replace(/(?<=\p{sc=Latin})\p{M}+/gu, "")
    .normalize("NFC")
    .toLowerCase()
    .replace(/[\s._*/#>[\]-]+/g, " ")
    .trim();
}
