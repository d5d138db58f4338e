import type { FoundIn } from "../domain/sighting.ts";

/** What the URL in an attribute does: leads a person somewhere, or is loaded by the program itself. */
export type UrlUse = FoundIn | "resource";

/** Elements whose href loads something. On any other element a mail program may follow it: VML buttons. */
const LOADED_HREF: ReadonlySet<string> = new Set([
  "link",
  "image",
  "use",
  "feimage",
  "pattern",
  "lineargradient",
  "radialgradient",
  "filter",
  "textpath",
  "mpath",
  "script",
  "cursor",
  "tref",
  "v:image",
  "v:imagedata",
  "v:fill",
]);

const FRAMES: ReadonlySet<string> = new Set([
  "iframe",
  "frame",
  "embed",
  "fencedframe",
  "portal",
  "layer",
  "ilayer",
]);

const LOADED: ReadonlySet<string> = new Set(["background", "poster", "lowsrc", "dynsrc", "ping"]);

/**
 * The use of a URL attribute; `null` when it holds none.
 *
 *   <a href>, <v:roundrect href>  => html-href
 *   <link href>, <img src>        => resource
 *   <iframe src>, <object data>   => iframe
 */
export function useOfAttribute(tag: string, name: string): UrlUse | null {
  switch (name) {
    case "href":
    case "xlink:href":
      if (tag === "base") return null;
      if (tag === "area") return "html-area";
      return LOADED_HREF.has(tag) ? "resource" : "html-href";
    case "src":
      return FRAMES.has(tag) ? "iframe" : "resource";
    case "data":
      return tag === "object" ? "iframe" : null;
    case "action":
      return tag === "form" || tag === "isindex" ? "form-action" : null;
    case "formaction":
      return "form-action";
    default:
      return LOADED.has(name) ? "resource" : null;
  }
}

/**
 * The URL of a meta refresh; `null` when it only reloads.
 *
 *   5; url=https://x.example/   => https://x.example/
 *   0;URL='https://x.example/'  => https://x.example/
 *   0,https://x.example/        => https://x.example/
 */
export function refreshTarget(content: string): string | null {
  const match = /^\s*[\d.]*\s*[;,]?\s*(?:url\s*=\s*)?(.*)$/is.exec(content);
  const rest = match?.[1]?.trim() ?? "";
  const quote = rest[0];
  const isQuoted = quote === '"' || quote === "'";
  const end = isQuoted ? rest.indexOf(quote, 1) : -1;
  const target = isQuoted ? rest.slice(1, end < 0 ? rest.length : end) : rest;
  return target === "" ? null : target;
}

/** Sources of a srcset: the first word of each candidate. */
export function sourcesOfSet(srcset: string): string[] {
  return srcset.split(/,\s+|,(?=https?:)/i).map((candidate) => candidate.trim().split(/\s/, 1)[0] as string);
}

/** Sources of `url(...)` and `@import "..."` in CSS. */
export function sourcesOfCss(css: string): string[] {
  if (!/url\(|@import/i.test(css)) return [];
  const found = css.matchAll(
    /(?:url\(\s*|@import\s+)(?:"([^"]{0,8192})"|'([^']{0,8192})'|([^\s"')]{1,8192}))/gi,
  );
  return Array.from(found, (match) => match[1] ?? match[2] ?? match[3] ?? "");
}

/**
 * An attribute's URL as browsers take it: outer blanks and control characters off, tabs and line
 * breaks inside removed (WHATWG URL, basic URL parser, steps 1-3); the indentation after a line break
 * as well, since mail programs wrap long attributes so.
 */
export function cleanHref(value: string): string {
  return trimControls(value).replace(/[\n\r]+[ \t]*|\t/g, "");
}

function trimControls(value: string): string {
  let start = 0;
  let end = value.length;
  while (start < end && value.charCodeAt(start) <= 0x20) start++;
  while (end > start && value.charCodeAt(end - 1) <= 0x20) end--;
  return value.slice(start, end);
}

/**
 * What a mail program makes of a link without a scheme, when the document has no <base>.
 *
 *   //x.example/a    => https://x.example/a
 *   \\x.example\a    => https://x.example\a
 *   www.x.example/a  => http://www.x.example/a
 *   page.html        => page.html
 */
export function withScheme(href: string): string {
  if (/^[\\/]{2}[^\\/]/.test(href)) return `https://${href.slice(2)}`;
  return /^www\.[^\s/]+\./i.test(href) ? `http://${href}` : href;
}
