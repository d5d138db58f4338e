import type { FoundIn } from "../domain/sighting.ts";
import { cleanHref, refreshTarget, sourcesOfCss, sourcesOfSet, useOfAttribute } from "./html-attributes.ts";
import { OpenElements } from "./html-elements.ts";
import { isTextUnseen, isUnseen, type Look, type LookReader } from "./html-look.ts";
import type { Attribute, HtmlEvents } from "./html-tokens.ts";

/** What is found in one document, as it is met. */
export interface PageSink {
  base(href: string): void;
  link(href: string, foundIn: FoundIn, isHidden: boolean, text: string | null): void;
  resources(sources: readonly string[]): void;
  anchorBegins(tag: string): void;
  anchorEnds(tag: string): void;
  image(alt: string): void;
  boundary(tag: string): void;
  text(text: string, isHidden: boolean, isPreformatted: boolean): void;
  script(code: string): void;
  /** Code in an event attribute or behind `javascript:`. */
  handler(code: string, isHidden: boolean): void;
  /** A document inside this one. */
  comment(content: string): void;
  srcdoc(html: string, isHidden: boolean): void;
}

/** Elements whose content is text for the tokenizer, and what becomes of that text. */
const RAW: Readonly<Record<string, "drop" | "script" | "document" | "text">> = {
  title: "drop",
  style: "drop", // Read ahead, see styleTexts.
  script: "script",
  iframe: "document",
  noembed: "document",
  noframes: "document",
  textarea: "text",
  xmp: "text",
  plaintext: "text",
};

/** Takes the tokens of one document and tells the sink what they mean. */
export class Page implements HtmlEvents {
  readonly #sink: PageSink;
  readonly #looks: LookReader;
  readonly #isHidden: boolean;
  readonly #elements = new OpenElements();
  #raw: { tag: string; parts: string[] } | null = null;
  #preformatted = 0;
  #foreign = 0;

  constructor(sink: PageSink, looks: LookReader, isHidden: boolean) {
    this.#sink = sink;
    this.#looks = looks;
    this.#isHidden = isHidden;
  }

  open(tag: string, attributes: readonly Attribute[]): void {
    this.#endRaw();
    this.#elements.prepare(tag);
    const look = this.#looks.lookOf(tag, attributes, this.#elements.look);
    this.#elements.push(tag, look);
    this.#sink.boundary(tag);
    if (tag === "a" || tag === "button") this.#sink.anchorBegins(tag);
    if (tag === "pre") this.#preformatted++;
    if (tag === "svg" || tag === "math") this.#foreign++;
    this.#readAttributes(tag, attributes, look);
    if (Object.hasOwn(RAW, tag)) this.#raw = { tag, parts: [] };
  }

  close(tag: string): void {
    this.#endRaw();
    this.#elements.close(tag);
    this.#sink.boundary(tag);
    this.#sink.anchorEnds(tag);
    if (tag === "pre") this.#preformatted = Math.max(0, this.#preformatted - 1);
    if (tag === "svg" || tag === "math") this.#foreign = Math.max(0, this.#foreign - 1);
  }

  text(text: string): void {
    if (this.#raw) this.#raw.parts.push(text);
    else this.#sink.text(text, this.#isTextHidden(), this.#preformatted > 0);
  }

  comment(content: string): void {
    this.#sink.comment(content);
  }

  /** A raw text element without its end swallows all: browsers show nothing then, some mail programs do. */
  end(): void {
    const { tag, parts } = this.#raw ?? { tag: "", parts: [] };
    this.#endRaw();
    if (RAW[tag] === "drop") this.#sink.comment(parts.join(""));
  }

  #endRaw(): void {
    const raw = this.#raw;
    if (!raw) return;
    this.#raw = null;
    const content = raw.parts.join("");
    const kind = RAW[raw.tag];
    if (kind === "script") this.#sink.script(content);
    else if (kind === "text") this.#sink.text(content, this.#isTextHidden(), true);
    // In SVG the content of <title> and <style> is markup. Fallback of frames is read by old programs.
    else if (kind === "document" || this.#foreign > 0) this.#sink.comment(content);
  }

  #isTextHidden(): boolean {
    return this.#isHidden || isTextUnseen(this.#elements.look);
  }

  #readAttributes(tag: string, attributes: readonly Attribute[], look: Look): void {
    const isHidden = this.#isHidden || isUnseen(look);
    // Asked once a tag: an element with 100,000 attributes would make it quadratic else.
    const alt = attributes.find(([name]) => name === "alt")?.[1] ?? "";
    const isRefresh =
      tag === "meta" &&
      attributes.some(([name, value]) => name === "http-equiv" && /^\s*refresh\s*$/i.test(value));
    for (const [name, value] of attributes) {
      const use = useOfAttribute(tag, name);
      if (use === "resource") this.#sink.resources([value]);
      else if (use) this.#link(value, use, isHidden, use === "html-area" && alt !== "" ? alt : null);
      else if (name.startsWith("on")) this.#sink.handler(value, isHidden);
      else if (name === "srcdoc") this.#sink.srcdoc(value, isHidden);
      else if (name === "srcset" || name === "imagesrcset") this.#sink.resources(sourcesOfSet(value));
      else if (name === "style") this.#sink.resources(sourcesOfCss(value));
      else if (isRefresh && name === "content") this.#refresh(value);
      else if (tag === "base" && name === "href") this.#sink.base(cleanHref(value));
    }
    if (tag === "img" && !isHidden) this.#sink.image(alt);
    if (tag === "input") this.#readInput(attributes);
    if (tag === "animate" || tag === "set") this.#readAnimation(attributes, isHidden);
  }

  #link(value: string, foundIn: FoundIn, isHidden: boolean, text: string | null): void {
    const href = cleanHref(value);
    const code = /^(?:java|vb|live)script:/i.exec(href);
    if (code) this.#sink.handler(href.slice(code[0].length), isHidden);
    else this.#sink.link(href, foundIn, isHidden, text);
  }

  #refresh(content: string): void {
    const target = refreshTarget(content);
    if (target !== null) this.#link(target, "meta-refresh", this.#isHidden, null);
  }

  /** The words on a button are seen. */
  #readInput(attributes: readonly Attribute[]): void {
    const isButton = attributes.some(
      ([name, value]) => name === "type" && /^(?:submit|button|reset)$/i.test(value),
    );
    const label = isButton ? attributes.find(([name]) => name === "value")?.[1] : undefined;
    if (label !== undefined) this.#sink.text(` ${label} `, this.#isTextHidden(), false);
  }

  /** SVG can set the href of a link: <animate attributeName="href" values="https://...">. */
  #readAnimation(attributes: readonly Attribute[], isHidden: boolean): void {
    if (!attributes.some(([name, value]) => name === "attributename" && /href$/i.test(value.trim()))) return;
    for (const [name, value] of attributes)
      if (name === "to" || name === "from" || name === "values")
        for (const one of value.split(";")) this.#link(one, "html-href", isHidden, null);
  }
}
