import { Tokenizer } from "htmlparser2";

/** Name (lower case) and decoded value. A name that is written twice stands twice: mail programs differ. */
export type Attribute = readonly [name: string, value: string];

/** What the reader of tokens is told, in document order. */
export interface HtmlEvents {
  /** Raw text elements (script, style, title, xmp ...) send their content through `text`. */
  open(tag: string, attributes: readonly Attribute[]): void;
  close(tag: string): void;
  /** Character references are decoded. */
  text(text: string): void;
  /** Content between the comment marks, conditional comments included. */
  comment(content: string): void;
}

const ignore = (): void => {};

/**
 * Cuts HTML into tags, text and comments, as browsers do, in linear time. The Tokenizer alone: the
 * parser of the same library is quadratic on unclosed elements.
 *
 * A tag that the end of the document cuts off is reported with the attributes it has: browsers drop
 * it, but some mail programs show it.
 */
export function tokenizeHtml(html: string, events: HtmlEvents): void {
  const text = new TextRun(events);
  const tag = new OpenTag(html, events);
  const tokenizer = new Tokenizer(
    { xmlMode: false, decodeEntities: true, recognizeSelfClosing: false },
    {
      onopentagname: (start, end) => {
        text.flush();
        tag.begin(start, end);
      },
      onattribname: (start, end) => tag.beginAttribute(start, end),
      onattribdata: (start, end) => tag.addToValue(html.slice(start, end)),
      onattribentity: (codePoint) => tag.addToValue(fromCodePoint(codePoint)),
      onattribend: () => tag.endAttribute(),
      onopentagend: () => tag.end(),
      onselfclosingtag: () => tag.end(),
      onclosetag: (start, end) => {
        text.flush();
        events.close(html.slice(start, end).toLowerCase());
      },
      ontext: (start, end) => text.add(html.slice(start, end)),
      ontextentity: (codePoint) => text.add(fromCodePoint(codePoint)),
      oncomment: (start, end, offset) => events.comment(html.slice(start, end - offset)),
      oncdata: (start, end, offset) => events.comment(html.slice(start, end - offset)),
      ondeclaration: ignore,
      onprocessinginstruction: ignore,
      onend: () => {
        text.flush();
        tag.end();
      },
      isInForeignContext: () => false,
    },
  );
  // end(html) would ignore its argument without an error.
  tokenizer.write(html);
  tokenizer.end();
}

/** The tokenizer cuts text at every `<` and `&`: put together again, so that blanks fold once. */
class TextRun {
  readonly #events: HtmlEvents;
  #parts: string[] = [];

  constructor(events: HtmlEvents) {
    this.#events = events;
  }

  add(text: string): void {
    this.#parts.push(text);
  }

  flush(): void {
    if (this.#parts.length === 0) return;
    const text = this.#parts.join("");
    this.#parts = [];
    this.#events.text(text);
  }
}

class OpenTag {
  readonly #html: string;
  readonly #events: HtmlEvents;
  #tag: string | null = null;
  #attributes: Attribute[] = [];
  #name: string | null = null;
  #value: string[] = [];

  constructor(html: string, events: HtmlEvents) {
    this.#html = html;
    this.#events = events;
  }

  begin(start: number, end: number): void {
    this.#tag = this.#html.slice(start, end).toLowerCase();
    this.#attributes = [];
  }

  beginAttribute(start: number, end: number): void {
    this.#name = this.#html.slice(start, end).toLowerCase();
    this.#value = [];
  }

  addToValue(text: string): void {
    this.#value.push(text);
  }

  endAttribute(): void {
    if (this.#name !== null) this.#attributes.push([this.#name, this.#value.join("")]);
    this.#name = null;
  }

  end(): void {
    if (this.#tag === null) return;
    const tag = this.#tag;
    this.#tag = null;
    this.#events.open(tag, this.#attributes);
  }
}

function fromCodePoint(codePoint: number): string {
  return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : "\uFFFD";
}
