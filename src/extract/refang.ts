import { canonicalHost, hasListedSuffix, isIpAddress } from "../domain/hostname.ts";
import { applyEdits, type Edit } from "./edits.ts";
import { foldLookAlikes } from "./fold.ts";

/**
 * Refang: undo the ways people write links so that they cannot be clicked, after folding look-alikes.
 *
 *   hxxps://a[.]example/x, h**ps://…, ttps://…  => https://a.example/x
 *   a(dot)example.com, a[.example.com, a . com  => a.example.com
 *   http[:]//a[.]com[/]x, x[at]a.com            => http://a.com/x, x@a.com
 *   https://evil.top/lo=<newline>gin            => joined (quoted-printable left undecoded)
 *   <https://evil.top/lo<newline>gin>           => joined (RFC 3986 appendix C)
 *   array[.]length, x[/]y, [at]                 => unchanged: no known suffix, no link     <- must not match
 *   htt*s://keiya*ensev.top                     => https://keiya*ensev.top: the host stays masked
 * Pure. Never adds a host whose letters were not in the text. Linear.
 */
export interface Refanged {
  readonly text: string;
  /** A range of `text` as a range of the source. */
  toSource(start: number, end: number): { readonly start: number; readonly end: number };
  /** Somebody had made this range of `text` unclickable; folding alone does not count. */
  wasDefanged(start: number, end: number): boolean;
}

export function refang(source: string): Refanged {
  const folded = foldLookAlikes(source);
  const joined = applyEdits(folded.text, lineJoins(folded.text));
  const schemes = applyEdits(joined.text, schemeEdits(joined.text));
  const marks = applyEdits(schemes.text, markEdits(schemes.text));
  const toSchemes = (start: number, end: number) =>
    [marks.toSourceStart(start), marks.toSourceEnd(end)] as const;
  return {
    text: marks.text,
    toSource(start, end) {
      const [schemeStart, schemeEnd] = toSchemes(start, end);
      return {
        start: folded.toSourceStart(joined.toSourceStart(schemes.toSourceStart(schemeStart))),
        end: folded.toSourceEnd(joined.toSourceEnd(schemes.toSourceEnd(schemeEnd))),
      };
    },
    wasDefanged: (start, end) => marks.isEdited(start, end) || schemes.isEdited(...toSchemes(start, end)),
  };
}

/** A quoted-printable line is at most 76 long (RFC 2045 6.7) and seldom broken before 72. */
const QP_LINE_CHARS_MIN = 72;
const SOFT_BREAK = /=\r?\n(?=[!-~])/g;
const BRACKETED = /<(?:URL:\s*)?(?:h\S{1,5}|ftp):\/\/[^<>"]{1,2048}>/gi;

function lineJoins(text: string): Edit[] {
  if (!text.includes("\n")) return [];
  const edits: Edit[] = [];
  for (const match of text.matchAll(SOFT_BREAK))
    if (isSoftBreak(text, match.index))
      edits.push({ start: match.index, end: match.index + match[0].length, text: "" });
  for (const match of text.matchAll(BRACKETED))
    for (const gap of match[0].matchAll(/[ \t]*\r?\n[ \t]*/g))
      edits.push({ start: match.index + gap.index, end: match.index + gap.index + gap[0].length, text: "" });
  return withoutOverlaps(edits);
}

/** `…/lo=` cannot end a URL there, but `?id=` can: then only a full line is a soft break. */
function isSoftBreak(text: string, at: number): boolean {
  const line = text.slice(Math.max(text.lastIndexOf("\n", at) + 1, at - 1000), at);
  const word = /\S*$/.exec(line)?.[0] ?? "";
  return word.includes("://") && (!/\?\S*[\w-]$/.test(word) || line.length + 1 >= QP_LINE_CHARS_MIN);
}

function withoutOverlaps(edits: Edit[]): Edit[] {
  let done = -1;
  return edits
    .sort((a, b) => a.start - b.start)
    .filter((edit) => {
      const isFree = edit.start >= done;
      if (isFree) done = edit.end;
      return isFree;
    });
}

// One mask for each letter at most two long; a `p` or a full `http` keeps prose such as `h: //` out.
const SCHEME_WORD = "h[tx*_\u00d7]{1,3}p\\*?|h[t*]{2}\\*|[*x]{1,3}tp|[*]{4}|ttp|meow|fxp|f\\*p";
const COLON = "(?:\\[:\\]|\\(:\\)|\\{:\\}| ?[:;])";
const SLASH = "(?:\\[/\\]|\\(/\\)|[/\\\\])";
const SCHEME = new RegExp(
  [
    `(?<![a-z0-9*])(${SCHEME_WORD})([s*]|\\[s\\]|\\(s\\))?(?:${COLON} ?(?:${SLASH} ?${SLASH}|\\[//\\])|\\[://\\]|\\[:/\\]/)`,
    "(?<![a-z0-9])(h ?t ?t ?p)( ?s)? ?: ?/ ?/ ?(?=[a-z0-9])",
    "(?<![a-z0-9])(http)(s)?//(?=[a-z0-9-]+\\.)",
  ].join("|"),
  "gi",
);

function schemeEdits(text: string): Edit[] {
  const edits: Edit[] = [];
  for (const match of text.matchAll(SCHEME)) {
    const [written, word = match[3] ?? match[5] ?? "", secure = match[4] ?? match[6]] = match;
    const name = /^f/i.test(word) ? "ftp" : secure === undefined ? "http" : "https";
    const scheme = `${name}://`;
    if (written.toLowerCase() !== scheme && !/^https?:[/\\]{2}$/i.test(written))
      edits.push({ start: match.index, end: match.index + written.length, text: scheme });
  }
  return edits;
}

const MARK =
  / ?(?:[[({<\u3010\uff08]\s?(?:\.|dot|\u30c9\u30c3\u30c8|\u3002|at|@|:|\/)\s?[\])}>\u3011\uff09]) ?|\[\.(?=[a-z0-9])|(?<=[a-z0-9])\.\]|(?<=[a-z0-9])\\\.(?=[a-z0-9])|(?<=[a-z0-9]) (?:\.|dot) (?=[a-z])/gi;
const NAME_CHARS_MAX = 253;
/** A name has at most 127 labels (RFC 1035); the rest is room for the marks of scheme and path. */
const MARKS_MAX = 135;
/** Suffixes that ` dot ` and ` . ` between words may lead to; most others are words of some language. */
const SPOKEN_SUFFIX =
  /^(?:com|net|org|info|biz|jp|co\.jp|cn|ru|uk|co\.uk|top|xyz|shop|site|online|icu|cfd)$/i;

interface Mark extends Edit {
  readonly isSpaced: boolean;
}

function markEdits(text: string): Edit[] {
  const edits: Edit[] = [];
  let chain: Mark[] = [];
  for (const match of text.matchAll(MARK)) {
    const mark = toMark(match);
    const last = chain.at(-1);
    if (last && !isNameRun(text, last.end, mark.start)) {
      if (isLinkChain(text, chain)) edits.push(...chain);
      chain = [];
    }
    // Past the limit it is no name whatever follows: only its end is still needed.
    if (chain.length > MARKS_MAX) chain.pop();
    chain.push(mark);
  }
  if (isLinkChain(text, chain)) edits.push(...chain);
  return edits;
}

function toMark(match: RegExpExecArray): Mark {
  const [written] = match;
  const sign = /@|at/i.test(written) ? "@" : written.includes(":") ? ":" : written.includes("/") ? "/" : ".";
  const isSpaced = /^ (?:\.|dot) $/i.test(written);
  return { start: match.index, end: match.index + written.length, text: sign, isSpaced };
}

const NAME_CHAR = /[A-Za-z0-9._:/-]/;

/** Between two marks of one name there are only characters of names, and few. */
function isNameRun(text: string, start: number, end: number): boolean {
  if (end - start > NAME_CHARS_MAX) return false;
  for (let i = start; i < end; i++) if (!isNameChar(text, i)) return false;
  return true;
}

function isNameChar(text: string, at: number): boolean {
  const char = text[at];
  return char !== undefined && (NAME_CHAR.test(char) || (char > "\x7f" && /\p{L}/u.test(char)));
}

/** The marks with the letters round them make a link or a name that can exist. */
function isLinkChain(text: string, chain: readonly Mark[]): boolean {
  const [first, last] = [chain[0], chain.at(-1)];
  if (!first || !last || chain.length > MARKS_MAX) return false;
  let from = first.start;
  while (from > 0 && first.start - from < NAME_CHARS_MAX && isNameChar(text, from - 1)) from--;
  let to = last.end;
  while (to - last.end < NAME_CHARS_MAX && isNameChar(text, to)) to++;
  const { text: whole } = applyEdits(
    text.slice(from, to),
    chain.map((mark) => ({ start: mark.start - from, end: mark.end - from, text: mark.text })),
  );
  const name = /(?:^|@|:\/\/)([^@/:]*\.[^@/:]*)(?:[/:][^@]*)?$/.exec(whole)?.[1] ?? "";
  if (chain.some((mark) => mark.isSpaced)) return isSpokenName(name);
  return isPublicName(name) || /(?:https?|ftp):\/\/[^@/:.]+\./i.test(whole);
}

function isSpokenName(name: string): boolean {
  const [, label = "", suffix = ""] = /([A-Za-z0-9-]+)\.([A-Za-z]+(?:\.[A-Za-z]{2})?)$/.exec(name) ?? [];
  return SPOKEN_SUFFIX.test(suffix) && label.length >= 3 && isPublicName(name);
}

/** Also where Japanese is glued to it: the ASCII part alone decides then. */
function isPublicName(name: string): boolean {
  for (const part of [name, /[A-Za-z0-9._-]+/.exec(name)?.[0] ?? ""]) {
    const host = canonicalHost(part);
    if (host !== null && part.includes(".") && (isIpAddress(host) || hasListedSuffix(host))) return true;
  }
  return false;
}
