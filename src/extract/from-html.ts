import type { LimitReached } from "../domain/message.ts";
import type { FoundIn } from "../domain/sighting.ts";
import { parseUrl } from "../domain/url.ts";
import { PART_CHARS_MAX, URL_CHARS_MAX } from "../limits.ts";
import { readStyleSheet, styleTexts } from "./css-rules.ts";
import { decodeDataUrl } from "./data-url.ts";
import { looksLikeHtml, urlsInScript } from "./from-script.ts";
import { cleanHref, sourcesOfCss, withScheme } from "./html-attributes.ts";
import { LinkCollector, type RawLink } from "./html-links.ts";
import { LookReader } from "./html-look.ts";
import { Page, type PageSink } from "./html-page.ts";
import { TextBuilder } from "./html-text.ts";
import { tokenizeHtml } from "./html-tokens.ts";

export type { RawLink } from "./html-links.ts";

export interface HtmlFindings {
  readonly links: RawLink[];
  /** Sources that the program loads by itself: images, styles, fonts, media. Absolute http(s) only. */
  readonly resources: string[];
  /** Visible text with line breaks where a reader sees them. */
  readonly text: string;
  /** Text that CSS keeps from the reader. */
  readonly hiddenText: string;
  /** Contents of <script>, for `urlsInScript`: a mail program does not run them, a browser does. */
  readonly scripts: string[];
  readonly truncated: LimitReached[];
}

/** Document in comment in srcdoc in data URL: deeper is not read. */
const HTML_DEPTH_MAX = 5;

/**
 * Reads an HTML document for what a person could be led to, without running or loading anything.
 * Linear in its length, never throws.
 *
 * Comments are read as well: what stands under an Outlook condition is shown there, the links of
 * others count as hidden. NUL characters are dropped, as old mail programs do (`<a\0 href`).
 */
export function readHtml(html: string): HtmlFindings {
  const found = new Findings();
  readDocument(html.replaceAll("\0", ""), found, { depth: 0, isHidden: false, isShown: true, foundIn: null });
  return found.finish();
}

/** How the document that is being read stands in the one around it. */
interface Place {
  readonly depth: number;
  readonly isHidden: boolean;
  /** Its text is part of what the reader sees: not so in comments and behind links. */
  readonly isShown: boolean;
  /** Overrides the place of links: all that a script writes is `html-script`. */
  readonly foundIn: FoundIn | null;
}

/** What all documents of one readHtml add to. */
class Findings {
  readonly links = new LinkCollector();
  readonly resources = new Set<string>();
  readonly scripts: string[] = [];
  readonly visible = new TextBuilder();
  readonly hidden = new TextBuilder();
  readonly #limits = new Map<string, LimitReached>();

  reached(limit: LimitReached): void {
    this.#limits.set(limit.limit, limit);
  }

  addResources(sources: readonly string[]): void {
    for (const source of sources) {
      const href = withScheme(cleanHref(source));
      if (/^https?:/i.test(href)) this.resources.add(href.slice(0, URL_CHARS_MAX));
    }
  }

  finish(): HtmlFindings {
    const { links, limit } = this.links.finish();
    if (limit) this.reached(limit);
    return {
      links,
      resources: [...this.resources],
      text: this.visible.toString(),
      hiddenText: this.hidden.toString(),
      scripts: this.scripts,
      truncated: [...this.#limits.values()],
    };
  }
}

function readDocument(html: string, found: Findings, place: Place): void {
  if (place.depth >= HTML_DEPTH_MAX) {
    found.reached({ limit: "HTML_DEPTH_MAX", max: HTML_DEPTH_MAX });
    return;
  }
  const styles = styleTexts(html);
  for (const css of styles) found.addResources(sourcesOfCss(css));
  const page = new Page(
    new DocumentSink(found, place),
    new LookReader(readStyleSheet(styles)),
    place.isHidden,
  );
  const outerAnchor = found.links.suspend();
  tokenizeHtml(html, page);
  page.end();
  found.links.resume(outerAnchor);
}

class DocumentSink implements PageSink {
  readonly #found: Findings;
  readonly #place: Place;

  constructor(found: Findings, place: Place) {
    this.#found = found;
    this.#place = place;
  }

  /** One that is no URL is left out, as browsers do: every link would be lost with it. */
  base(href: string): void {
    const url = this.#place.depth === 0 ? parseUrl(href) : null;
    if (url) this.#found.links.setBase(url.wire);
  }

  link(href: string, foundIn: FoundIn, isHidden: boolean, text: string | null): void {
    const data = decodeDataUrl(href);
    if (data !== null) {
      this.#readInner(data, { isHidden, isShown: false });
      return;
    }
    if (href.length > URL_CHARS_MAX) this.#found.reached({ limit: "URL_CHARS_MAX", max: URL_CHARS_MAX });
    this.#found.links.add(href.slice(0, URL_CHARS_MAX), this.#place.foundIn ?? foundIn, isHidden, text);
  }

  resources(sources: readonly string[]): void {
    this.#found.addResources(sources);
  }

  anchorBegins(tag: string): void {
    this.#found.links.beginAnchor(tag);
  }

  anchorEnds(tag: string): void {
    this.#found.links.endAnchor(tag);
  }

  image(alt: string): void {
    this.#found.links.addImage(alt);
  }

  boundary(tag: string): void {
    this.#found.links.boundary(tag);
    if (!this.#place.isShown) return;
    for (const text of [this.#found.visible, this.#found.hidden]) {
      if (tag === "br") text.lineBreak();
      else text.boundary(tag);
    }
  }

  text(text: string, isHidden: boolean, isPreformatted: boolean): void {
    this.#found.links.addText(text, isHidden);
    if (!this.#place.isShown) return;
    const into = isHidden ? this.#found.hidden : this.#found.visible;
    if (isPreformatted) into.addPreformatted(text);
    else into.add(text);
  }

  script(code: string): void {
    if (code.trim() !== "" && !this.#place.isHidden) this.#found.scripts.push(code);
  }

  handler(code: string, isHidden: boolean): void {
    for (const literal of urlsInScript(code, (limit) => this.#found.reached(limit)))
      if (looksLikeHtml(literal))
        this.#readInner(literal, { isHidden, isShown: false, foundIn: "html-script" });
      else this.#found.links.add(literal, "html-script", isHidden);
  }

  comment(content: string): void {
    if (!looksLikeHtml(content)) return;
    // [if mso]>, [if !mso]><!-->, [if gte mso 9]>
    const condition = /^\s*\[if[^\]]{0,200}\]>/i.exec(content);
    const html = condition ? content.slice(condition[0].length) : content;
    this.#readInner(html, { isHidden: this.#place.isHidden || !condition, isShown: false });
  }

  srcdoc(html: string, isHidden: boolean): void {
    this.#readInner(html, { isHidden: this.#place.isHidden || isHidden, isShown: this.#place.isShown });
  }

  #readInner(html: string, change: Partial<Place>): void {
    const cut = html.length > PART_CHARS_MAX;
    if (cut) this.#found.reached({ limit: "PART_CHARS_MAX", max: PART_CHARS_MAX });
    const inner = cut ? html.slice(0, PART_CHARS_MAX) : html;
    readDocument(inner, this.#found, { ...this.#place, ...change, depth: this.#place.depth + 1 });
  }
}
