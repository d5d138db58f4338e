import { type Look, PLAIN_LOOK } from "./html-look.ts";

const VOID: ReadonlySet<string> = new Set([
  "area",
  "base",
  "basefont",
  "bgsound",
  "br",
  "col",
  "embed",
  "frame",
  "hr",
  "image",
  "img",
  "input",
  "keygen",
  "link",
  "meta",
  "param",
  "source",
  "track",
  "wbr",
]);

/** Opening one of these closes an open element of the listed kinds, as browsers do. */
const CLOSES: Readonly<Record<string, readonly string[]>> = {
  a: ["a"],
  button: ["button"],
  li: ["li"],
  dt: ["dt", "dd"],
  dd: ["dt", "dd"],
  tr: ["tr"],
  td: ["td", "th"],
  th: ["td", "th"],
  option: ["option"],
  optgroup: ["option", "optgroup"],
  tbody: ["tbody", "thead", "tfoot"],
  body: ["head"],
};

const CLOSES_PARAGRAPH: ReadonlySet<string> = new Set([
  "address",
  "article",
  "aside",
  "blockquote",
  "center",
  "details",
  "div",
  "dl",
  "fieldset",
  "figure",
  "footer",
  "form",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "header",
  "hr",
  "main",
  "menu",
  "nav",
  "ol",
  "p",
  "pre",
  "section",
  "table",
  "ul",
]);

/** Lists in lists: the inner item does not end the outer one. */
const LIST_WALLS: ReadonlySet<string> = new Set(["ul", "ol", "menu", "dl", "select"]);

/** Nothing inside one of these closes what stands outside of it. */
const WALLS: ReadonlySet<string> = new Set(["td", "th", "caption", "button", "object", "template", "html"]);
const TABLE_PARTS: ReadonlySet<string> = new Set(["table", "tbody", "thead", "tfoot", "tr", "td", "th"]);

/** How many open elements a closing tag looks back over: keeps hostile nesting linear. */
const LOOK_BACK_MAX = 64;

interface Open {
  readonly tag: string;
  readonly look: Look;
}

/** The elements that are open at a place of the document, with what is left out in HTML filled in. */
export class OpenElements {
  readonly #stack: Open[] = [];
  /** How many of each tag are open, so that a closing tag without its opening costs nothing. */
  readonly #counts = new Map<string, number>();

  get look(): Look {
    return this.#stack.at(-1)?.look ?? PLAIN_LOOK;
  }

  /** Closes what the coming tag ends implicitly. Call before asking for the parent's look. */
  prepare(tag: string): void {
    for (const ended of CLOSES[tag] ?? []) this.#close(ended, LIST_WALLS);
    if (CLOSES_PARAGRAPH.has(tag)) this.#close("p", LIST_WALLS);
  }

  push(tag: string, look: Look): void {
    if (VOID.has(tag)) return;
    this.#stack.push({ tag, look });
    this.#counts.set(tag, (this.#counts.get(tag) ?? 0) + 1);
  }

  close(tag: string): void {
    this.#close(tag, null);
  }

  #close(tag: string, walls: ReadonlySet<string> | null): void {
    if (!this.#counts.get(tag)) return;
    const lowest = Math.max(0, this.#stack.length - LOOK_BACK_MAX);
    for (let at = this.#stack.length - 1; at >= lowest; at--) {
      const open = (this.#stack[at] as Open).tag;
      if (open === tag) {
        this.#cutTo(at);
        return;
      }
      if (isWall(open, tag) || walls?.has(open)) return;
    }
  }

  #cutTo(length: number): void {
    for (let at = length; at < this.#stack.length; at++) {
      const { tag } = this.#stack[at] as Open;
      this.#counts.set(tag, (this.#counts.get(tag) ?? 1) - 1);
    }
    this.#stack.length = length;
  }
}

/** A cell stops inline and block tags, but `</tr>` and `</table>` go through it; a table stops all. */
function isWall(open: string, closing: string): boolean {
  return open === "table" || (WALLS.has(open) && !TABLE_PARTS.has(closing));
}
