import type { Mailbox } from "../domain/message.ts";
import { decodeWords } from "./encoded-words.ts";

/**
 * Mailbox lists (RFC 5322 section 3.4) as they really come:
 *
 *   "Doe, John" <j@a.example>, b@b.example   => two mailboxes, the quoted comma does not split
 *   "Amazon" <Amazon.co.jp>                  => address "Amazon.co.jp": what stands there is evidence
 *   j@a.example (John Doe)                   => the comment is the name
 *   John Doe [mailto:j@a.example]            => Outlook's form in forwards
 *   John<mailto:j@a.example> <j@a.example<mailto:j@a.example>> => the same, pasted from HTML
 *   undisclosed-recipients:;                 => no mailbox
 *
 * Names are decoded. Linear, total.
 */

/** RFC 5321 section 4.5.3.1 allows 254; longer ones are broken, not addresses. */
const ADDRESS_CHARS_MAX = 320;
/** Mailboxes of one field; the rest is ignored. The longest real To has about 500. */
const MAILBOXES_MAX = 2_000;

/** An encoded-word that holds brackets unencoded. */
const ENCODED_BRACKET = /=\?[^?\s]{1,80}\?[bq]\?[^?<]*</i;

/** All mailboxes of a header value, in order; empty entries are left out. */
export function parseMailboxes(value: string): readonly Mailbox[] {
  const mailboxes: Mailbox[] = [];
  for (const entry of splitEntries(value)) {
    const mailbox = parseMailbox(entry);
    if (mailbox !== null) mailboxes.push(mailbox);
    if (mailboxes.length >= MAILBOXES_MAX) break;
  }
  return mailboxes;
}

/** The first mailbox of a value; `null`: there is none. */
export function parseFirstMailbox(value: string | null): Mailbox | null {
  return value === null ? null : (parseMailboxes(value)[0] ?? null);
}

/** Splits at commas and semicolons outside quotes, brackets and comments. Unclosed ones end with the entry. */
function splitEntries(value: string): readonly string[] {
  const entries: string[] = [];
  let start = 0;
  let angle = 0;
  let comment = 0;
  let isQuoteOpen = false; // An unclosed quote is looked for once, not once per quote.
  for (let at = 0; at < value.length && entries.length < MAILBOXES_MAX; at++) {
    switch (value[at]) {
      case '"': {
        const end = isQuoteOpen ? -1 : closingQuote(value, at);
        if (end > 0) at = end;
        else isQuoteOpen = true;
        break;
      }
      case "\\":
        at++;
        break;
      case "<":
        angle++;
        break;
      case ">":
        angle = Math.max(0, angle - 1);
        break;
      case "(":
        if (angle === 0) comment++;
        break;
      case ")":
        comment = Math.max(0, comment - 1);
        break;
      case ",":
      case ";":
        // An unclosed bracket must not swallow the rest of the list.
        if ((angle === 0 && comment === 0) || isNextEntry(value, at)) {
          entries.push(value.slice(start, at));
          start = at + 1;
          angle = 0;
          comment = 0;
        }
    }
  }
  entries.push(value.slice(start));
  return entries;
}

function isNextEntry(value: string, at: number): boolean {
  return /^\s*(?:"|[^\s<>(),;"]+@[^\s<>(),;"]+\s*(?:[,;]|$)|<)/.test(value.slice(at + 1, at + 200));
}

/** Position of the quote that closes the one at `open`; -1: it is never closed, so it is just a letter. */
function closingQuote(value: string, open: number): number {
  for (let at = open + 1; at < value.length; at++) {
    if (value[at] === "\\") at++;
    else if (value[at] === '"') return at;
  }
  return -1;
}

function parseMailbox(entry: string): Mailbox | null {
  const text = dropGroupName(entry.trim());
  if (text === "" || text === ":") return null;
  const outlook = /^(.*?)\s*\[mailto:([^\]]+)\]/i.exec(text);
  if (outlook) return { name: cleanName(outlook[1] as string), address: (outlook[2] as string).trim() };
  const plain = (ENCODED_BRACKET.test(text) ? decodeWords(text) : text).replace(/<mailto:[^<>]*>/gi, "");
  const open = openingBracket(plain);
  if (open < 0) return withoutBrackets(plain);
  const close = plain.indexOf(">", open);
  const address = cleanAddress(plain.slice(open + 1, close < 0 ? undefined : close));
  const name =
    cleanName(plain.slice(0, open)) || commentOf(plain.slice(close < 0 ? plain.length : close + 1));
  if (address === "" && name === "") return null;
  return { name, address };
}

/** The bracket that holds the address: the last one outside quotes, for `"<a@b>" <c@d>`. */
function openingBracket(text: string): number {
  let found = -1;
  let isQuoteOpen = false;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') {
      const end = isQuoteOpen ? -1 : closingQuote(text, at);
      if (end > 0) at = end;
      else isQuoteOpen = true;
    } else if (text[at] === "<") {
      // "Name <a@b> on behalf of <c@d>": the first is the one that is displayed.
      if (found < 0 || !text.slice(found, Math.min(at, found + ADDRESS_CHARS_MAX)).includes("@")) found = at;
    }
  }
  return found;
}

function withoutBrackets(text: string): Mailbox | null {
  const decoded = text.includes("=?") ? decodeWords(text) : text;
  // An encoded-word that holds the whole mailbox: forbidden, seen in phishing.
  if (decoded !== text && /<[^<>\s]+>/.test(decoded)) return parseMailbox(decoded);
  const bare = decoded.replace(/\([^()]*\)/g, " ").trim();
  const address = /(?:^|[\s"'＜])([^\s"'<>()＜＞]+@[^\s"'<>()＜＞]+)/.exec(bare);
  if (address === null) {
    const name = cleanName(text);
    return name === "" ? null : { name, address: "" };
  }
  const rest = bare.replace(address[1] as string, "").replace(/[＜＞<>]/g, "");
  return { name: cleanName(rest) || commentOf(decoded), address: cleanAddress(address[1] as string) };
}

function dropGroupName(text: string): string {
  const colon = /^[^"<>@():;,=[\]]{1,80}:\s*/.exec(text);
  return colon && !/^mailto:/i.test(text) && /@|^[^:]*:\s*$/.test(text) ? text.slice(colon[0].length) : text;
}

function commentOf(text: string): string {
  const comment = /\(([^()]*)\)/.exec(text)?.[1];
  return comment === undefined ? "" : cleanName(comment);
}

function cleanAddress(text: string): string {
  // Source routes (RFC 5322 section 4.4) and blanks around the parts.
  const address = text
    .trim()
    .replace(/^@[^:]*:/, "")
    .replace(/^mailto:/i, "");
  return address
    .replace(/^["']+|["']+$/g, "")
    .replace(/\s+/g, address.includes(" ") && !address.includes("@") ? " " : "");
}

function cleanName(text: string): string {
  const trimmed = text.trim();
  const quoted = /^"((?:[^"\\]|\\[\s\S])*)"?$/.exec(trimmed);
  const inner = quoted
    ? (quoted[1] as string).replace(/\\([\s\S])/g, "$1")
    : trimmed.replace(/"([^"]*)"/g, "$1");
  return decodeWords(inner)
    .replace(/^[«“'‘]\s*|\s*[»”'’]$/g, "")
    .replace(/\s+/g, " ")
    .trim();
}
