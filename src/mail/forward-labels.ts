import {
  FORWARD_PREFIXES,
  FORWARD_SEPARATORS,
  HEADER_LABELS,
  type LabelKind,
  ORIGINAL_SEPARATORS,
  REPLY_PREFIXES,
} from "../data/forward-labels.ts";

/**
 * Recognises the words of data/forward-labels.ts in a line or a subject.
 *
 *   "> *From:* John <j@a.example>"      => from, "John <j@a.example>"
 *   "【件名】お知らせ", "■件名：お知らせ"   => subject, "お知らせ"
 *   "De : John"                         => from (French blank before the colon)
 *   "Please note: from now on"          => null
 */
export interface LabelledLine {
  readonly kind: LabelKind;
  /** The label as written, lower case. */
  readonly label: string;
  readonly value: string;
}

export type SeparatorKind = "forward" | "original" | "rule";

const LABELS = new Map<string, LabelKind>(
  Object.entries(HEADER_LABELS).flatMap(([kind, labels]) =>
    labels.map((label) => [fold(label), kind as LabelKind]),
  ),
);
const SEPARATORS = new Map<string, SeparatorKind>([
  ...ORIGINAL_SEPARATORS.map((words) => [fold(words), "original"] as const),
  ...FORWARD_SEPARATORS.map((words) => [fold(words), "forward"] as const),
]);
const FORWARDS = new Set(FORWARD_PREFIXES.map(fold));
const REPLIES = new Set(REPLY_PREFIXES.map(fold));

/** A label is at most this long, marks before it included. */
const LABEL_CHARS_MAX = 64;
const LABELLED =
  /^[\s>|*_#■◆●○◇□▼▶・※【[［＜<]*([\p{L}][\p{L}\p{M} .()\-'’\u3000]{0,28}?)[\s*_\u3000]*(?:[】\]］＞]\s*[:：]?|[:：])[\s*_\u3000]*(.*)$/u;

function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
}

/** `null`: the line is not a header label with its value. */
export function readLabel(line: string): LabelledLine | null {
  if (!hasColon(line)) return null;
  const match = LABELLED.exec(line);
  if (match === null) return null;
  const label = fold(match[1] as string);
  const kind = LABELS.get(label) ?? LABELS.get(label.replaceAll(" ", ""));
  return kind === undefined ? null : { kind, label, value: (match[2] as string).replace(/[*_\s]+$/, "") };
}

/** Cheap test that nearly every line of prose fails. */
function hasColon(line: string): boolean {
  const end = Math.min(line.length, LABEL_CHARS_MAX);
  for (let at = 1; at < end; at++) {
    const code = line.charCodeAt(at);
    if (
      code === 0x3a ||
      code === 0x5d ||
      (code >= 0x3011 && (code === 0xff1a || code === 0x3011 || code === 0xff3d))
    )
      return true;
  }
  return false;
}

const FRAME = /^[-_=*~‐—–─━<＜【[■◆#]/;
const FRAMED =
  /^[-_=*~‐—–─━<＜【[■◆#]{1,40}\s*([^-_=~‐—–─━>＞【】[\]]{4,60}?)\s*[-_=*~‐—–─━>＞】\]■◆#]{1,40}[:：]?(?:\s+(.*))?$/u;
/** Outlook's rule is 32 underscores; rows of dashes are everybody's ornament. */
const RULE = /^_{20,}\s*$/;
const SEPARATOR_CHARS_MAX = 60;

/** What a line separates; `rest` is what follows on the same line (Yahoo! puts the labels there). `null`: nothing. */
export function readSeparator(line: string): { kind: SeparatorKind; rest: string } | null {
  const text = line.replace(/^[\s>|]+/, "");
  if (FRAME.test(text)) {
    if (text.length > 2_000) return null;
    if (RULE.test(text)) return { kind: "rule", rest: "" };
    const framed = FRAMED.exec(text);
    const kind =
      framed === null ? undefined : SEPARATORS.get(fold(framed[1] as string).replace(/\s*[:：]$/, ""));
    return kind === undefined ? null : { kind, rest: framed?.[2] ?? "" };
  }
  if (text.length > SEPARATOR_CHARS_MAX || text.length < 3) return null;
  const kind = SEPARATORS.get(text.toLowerCase().replace(/[\s:：*。.]+$/, ""));
  return kind === undefined ? null : { kind, rest: "" };
}

/** What the outermost prefix of a subject says. A filter's tag before it ("[spam]") is stepped over. */
export function readSubjectPrefix(subject: string): "forward" | "reply" | "none" {
  const prefix = firstPrefix(subject);
  if (prefix === null) return "none";
  return prefix.kind;
}

function firstPrefix(subject: string): { kind: "forward" | "reply"; end: number } | null {
  const match =
    /^\s*(?:[[【(][^\]】)]{1,30}[\]】)]\s*|\*{2,}[^*]{1,20}\*{2,}\s*){0,3}([\p{L}\p{M}. ]{1,26}?)\s*(?:[[(]\d{1,3}[\])]|\d{1,2}|\^\d)?\s*[:：]\s*/u.exec(
      subject,
    );
  const word = match === null ? "" : fold(match[1] as string);
  if (match !== null && (FORWARDS.has(word) || REPLIES.has(word)))
    return { kind: FORWARDS.has(word) ? "forward" : "reply", end: match[0].length };
  const bracket = /^\s*[[【(（]\s*(fwd?|転送|转发|轉寄|전달)\s*[:：]?\s*(?:([\])）】])\s*[:：]?\s*)?/iu.exec(
    subject,
  );
  return bracket === null ? null : { kind: "forward", end: bracket[0].length };
}

/** The subject without its outermost forward prefixes: `FW: Fwd: Re: x` => `Re: x`. */
export function stripForwardPrefixes(subject: string): string {
  let text = subject.trim();
  for (let count = 0; count < 8; count++) {
    const prefix = firstPrefix(text);
    if (prefix === null || prefix.kind !== "forward") return text;
    const isBracketOpen = /^\s*[[【(（]\s*(?:fwd?|転送)\s*[:：]/iu.test(text);
    text = text.slice(prefix.end).trim();
    if (isBracketOpen) text = text.replace(/[\])】）]$/, "");
  }
  return text;
}
