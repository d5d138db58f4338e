import type { LabelKind } from "../data/forward-labels.ts";
import { splitGluedLabels } from "./forward-glued.ts";
import { readLabel, readSeparator, type SeparatorKind } from "./forward-labels.ts";
import type { TextLine } from "./html-lines.ts";

/**
 * The header block that a mail program writes above a forwarded text: finds it in the lines of a body and
 * decides whether it makes the mail a forward.
 *
 *   separator says "forwarded" + From + 1 more label            => forward
 *   From + 2 more labels, subject begins with "FW:"             => forward (Outlook writes no separator)
 *   From + To + Subject + Date, subject without any prefix      => forward
 *   From + 2 more labels under "Re:"                            => a reply's quotation, not a forward
 *   From alone, or labels scattered in prose                    => nothing
 */
export interface ForwardBlock {
  readonly fields: ReadonlyMap<LabelKind, string>;
  /** Label of the date, as written: tells the language. */
  readonly dateLabel: string;
  /** Offset in the source where the original's body begins. */
  readonly bodyStart: number;
}

/** What the outer subject says; `unknown`: there is no subject at all. */
export type SubjectKind = "forward" | "reply" | "none" | "unknown";

/** A block takes at most this many lines: long To lists are folded. */
const BLOCK_LINES_MAX = 120;
/** Blank lines and others between a separator and its labels. */
const SEPARATOR_REACH_LINES = 6;
/** A label's value that is folded goes on for at most so many lines. */
const FOLD_LINES_MAX = 12;
const BLANK_LINES_MAX = 2;

/** The first block that makes the mail a forward; `null`: there is none. */
export function findForwardBlock(lines: readonly TextLine[], subject: SubjectKind): ForwardBlock | null {
  let separator: { kind: SeparatorKind; line: number } | null = null;
  for (let at = 0; at < lines.length; at++) {
    const { text, end } = lines[at] as TextLine;
    if (text === "") continue;
    const mark = readSeparator(text);
    if (mark !== null) {
      const glued = mark.rest === "" ? null : splitGluedLabels(mark.rest);
      if (glued !== null && mark.kind !== "rule") return { ...glued, bodyStart: end };
      // "____" right above "Forwarded message" must not hide it.
      if (separator === null || mark.kind !== "rule" || at - separator.line > 2)
        separator = { kind: mark.kind, line: at };
      continue;
    }
    const label = readLabel(text);
    if (label === null || label.kind === "other" || label.kind === "reply-to") continue;
    const block = readBlock(lines, at);
    if (block === null) continue;
    const near = separator !== null && at - separator.line <= SEPARATOR_REACH_LINES ? separator.kind : null;
    if (isForward(block.fields, near, subject, text.trimStart().startsWith(">"))) return block;
    at = block.lastLine;
  }
  return null;
}

function isForward(
  fields: ReadonlyMap<LabelKind, string>,
  separator: SeparatorKind | null,
  subject: SubjectKind,
  isQuoted: boolean,
): boolean {
  const from = fields.get("from");
  if (from === undefined) return false;
  const others = (["to", "subject", "date"] as const).filter((kind) => fields.has(kind)).length;
  if (separator === "forward") return others >= 1 && !(subject === "reply" && isQuoted);
  if (subject === "reply") return false;
  if (separator === "original") return others >= 1;
  // A subject that names no forward (a digest, a form, a receipt): all labels must be there, as Outlook has them.
  if (subject === "none" && separator === null) return others === 3 && from.includes("@");
  return others >= 2;
}

interface ReadBlock extends ForwardBlock {
  readonly lastLine: number;
}

function readBlock(lines: readonly TextLine[], start: number): ReadBlock | null {
  const fields = new Map<LabelKind, string>();
  let dateLabel = "";
  let last = start;
  let blanks = 0;
  for (let at = start; at < lines.length && at - start < BLOCK_LINES_MAX; at++) {
    const text = unquote((lines[at] as TextLine).text);
    if (text === "") {
      if (++blanks > BLANK_LINES_MAX) break;
      continue;
    }
    const label = readLabel(text);
    if (label === null || isRepeated(fields, label.kind)) break;
    // A blank line ends the block unless every label stands apart, as some HTML is turned to text.
    if (blanks > 0 && fields.size > 1 && !isSpaced(lines, start)) break;
    blanks = 0;
    const value = readValue(lines, at, label.value, fields.size > 0 || label.kind === "from");
    if (!fields.has(label.kind)) fields.set(label.kind, value.text);
    if (label.kind === "date") dateLabel = label.label;
    at = value.last;
    last = value.last;
  }
  if (fields.size < 2) return null;
  return { fields, dateLabel, bodyStart: (lines[last] as TextLine).end, lastLine: last };
}

function isRepeated(fields: ReadonlyMap<LabelKind, string>, kind: LabelKind): boolean {
  return fields.has(kind) && (kind === "from" || kind === "subject" || kind === "date");
}

function isSpaced(lines: readonly TextLine[], start: number): boolean {
  return unquote(lines[start + 1]?.text ?? "") === "";
}

/** The value of a label: on its line, folded over the next ones, or alone on the next. */
function readValue(
  lines: readonly TextLine[],
  at: number,
  value: string,
  isBlock: boolean,
): { text: string; last: number } {
  if (value === "" && isBlock) {
    const next = unquote(lines[at + 1]?.text ?? "");
    if (next !== "" && readLabel(next) === null) return { text: next, last: at + 1 };
    return { text: "", last: at };
  }
  // Folded only if another label follows: else what follows is the original's first line.
  const folded: string[] = [value];
  for (let next = at + 1; next <= at + FOLD_LINES_MAX && next < lines.length; next++) {
    const text = unquote((lines[next] as TextLine).text);
    if (text === "" || readSeparator(text) !== null) break;
    if (readLabel(text) !== null) return { text: folded.join(" "), last: next - 1 };
    folded.push(text);
  }
  return { text: value, last: at };
}

/** A line without quotation marks and blanks at its ends. */
export function unquote(line: string): string {
  return line.replace(/^[\s>|]+/, "").trim();
}
