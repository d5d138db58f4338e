import type { Mailbox } from "../domain/message.ts";
import type { ReadDate } from "./dates.ts";
import { unquote } from "./forward-block.ts";
import { parseForwardDate } from "./forward-dates.ts";
import type { TextLine } from "./html-lines.ts";

/**
 * The line that Outlook for Mac and others write above the text in place of labels. It stands in replies and
 * forwards alike, so it counts only under a subject that begins with a forward's prefix.
 *
 *   On 28/10/2021 12:46, "John Doe" <j@a.example> wrote:
 *   Am 28/10/2021, 12:46 schrieb "John Doe" <j@a.example>:
 *   2026年2月11日(水) 21:35 John Doe <j@a.example>:
 */
export interface ReplyLine {
  readonly from: Mailbox;
  readonly date: ReadDate | null;
  readonly bodyStart: number;
}

const ENDING = /[:：]\s*$/;
const ADDRESS = /[<(＜]+\s*([^\s<>()＜＞]+@[^\s<>()＜＞]+)\s*[>)＞]+/;
/** Words that can stand right before an unquoted name. */
const LEAD =
  /^.*(?<=^|\s)(?:schrieb|používateľ|uživatel|utente|usuario|użytkownik|at|à|às|om|kl|am|pm|em)\.?\s+/iu;

/** The first such line; `null`: there is none. A line may be wrapped once. */
export function findReplyLine(lines: readonly TextLine[]): ReplyLine | null {
  for (const [index, line] of lines.entries()) {
    const text = unquote(line.text);
    if (text.length > 400 || !/\d/.test(text)) continue;
    const next = lines[index + 1];
    const one = readReplyLine(text, line.end);
    if (one !== null) return one;
    if (next === undefined || !text.includes("@")) continue;
    const two = readReplyLine(`${text} ${unquote(next.text)}`, next.end);
    if (two !== null) return two;
  }
  return null;
}

function readReplyLine(text: string, bodyStart: number): ReplyLine | null {
  const address = ENDING.test(text) ? ADDRESS.exec(text) : null;
  if (address === null) return null;
  const before = text.slice(0, address.index).trim();
  const after = text.slice(address.index + address[0].length);
  const quoted = /["«“„]\s*([^"»”]+?)\s*["»”]$/.exec(before)?.[1];
  const name = quoted ?? (/([^\d,:]*)$/.exec(before)?.[1] ?? "").replace(LEAD, "").trim();
  const date = parseForwardDate(before.replace(name, " "), false) ?? parseForwardDate(after, false);
  if (date === null) return null;
  return { from: { name, address: address[1] as string }, date, bodyStart };
}
