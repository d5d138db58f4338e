/**
 * HTML as lines of visible text, each with the offset in the source where it ends: enough to find the header
 * block of a forward in an HTML body and to cut the original out after it. No parser: tags are skipped, block
 * tags end lines, the few entities that labels and addresses need are decoded. Linear.
 */
export interface TextLine {
  readonly text: string;
  /** Offset in the source just behind the line. */
  readonly end: number;
}

const BREAKING = new Set([
  "br",
  "p",
  "div",
  "tr",
  "li",
  "table",
  "blockquote",
  "hr",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "ul",
  "ol",
  "body",
  "head",
  "title",
  "pre",
  "center",
  "section",
  "article",
  "dd",
  "dt",
  "dl",
  "tbody",
  "html",
]);
const SKIPPED = new Set(["style", "script", "title", "template", "noscript"]);

/** Lines of `html`, empty ones left out. Stops after `linesMax` lines. */
export function htmlLines(html: string, linesMax: number): readonly TextLine[] {
  const lines: TextLine[] = [];
  let text = "";
  let at = 0;
  while (at < html.length && lines.length < linesMax) {
    const open = html.indexOf("<", at);
    const end = open < 0 ? html.length : open;
    if (end > at) text += html.slice(at, end);
    if (open < 0) {
      at = end;
      break;
    }
    const tag = readTag(html, open);
    // A line break of the source is a blank in HTML; only tags end lines.
    if (tag.name === "td" || tag.name === "th") text += " ";
    if (BREAKING.has(tag.name)) {
      pushLine(lines, text, tag.name === "br" ? tag.end : open);
      text = "";
    }
    at = tag.isClosing || !SKIPPED.has(tag.name) ? tag.end : endOfElement(html, tag.name, tag.end);
    if (at === open) {
      text += "<";
      at++;
    }
  }
  pushLine(lines, text, at);
  return lines;
}

function pushLine(lines: TextLine[], raw: string, end: number): void {
  if (raw === "") return;
  const text = decodeFewEntities(raw)
    .replace(/[\s\u00a0]+/g, " ")
    .trim();
  if (text !== "") lines.push({ text, end });
}

/** `end` equals `open` when no tag begins here. */
function readTag(html: string, open: number): { name: string; end: number; isClosing: boolean } {
  const nothing = { name: "", end: open, isClosing: false };
  if (html.startsWith("<!--", open)) {
    const end = html.indexOf("-->", open + 4);
    return { name: "!", end: end < 0 ? html.length : end + 3, isClosing: false };
  }
  const isClosing = html[open + 1] === "/";
  TAG_NAME.lastIndex = open + (isClosing ? 2 : 1);
  const name = TAG_NAME.exec(html)?.[0] ?? "";
  if (name === "") return nothing;
  const end = html.indexOf(">", open);
  return { name: name.toLowerCase(), end: end < 0 ? html.length : end + 1, isClosing };
}

const TAG_NAME = /[a-zA-Z!?][\w:-]{0,30}/y;

function endOfElement(html: string, name: string, from: number): number {
  const close = new RegExp(`</${name}`, "gi");
  close.lastIndex = from;
  return close.exec(html)?.index ?? html.length;
}

const NAMED: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  amp: "&",
  quot: '"',
  apos: "'",
  nbsp: " ",
  laquo: "«",
  raquo: "»",
  colon: ":",
  commat: "@",
};

/** Numeric entities and the named ones that stand in header blocks. */
function decodeFewEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
