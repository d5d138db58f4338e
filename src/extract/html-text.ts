/** Elements that start and end on a line of their own. */
const BLOCKS: ReadonlySet<string> = new Set([
  "address",
  "article",
  "aside",
  "blockquote",
  "body",
  "caption",
  "center",
  "dd",
  "details",
  "dialog",
  "dir",
  "div",
  "dl",
  "dt",
  "fieldset",
  "figcaption",
  "figure",
  "footer",
  "form",
  "frameset",
  "header",
  "hr",
  "html",
  "legend",
  "li",
  "main",
  "menu",
  "nav",
  "ol",
  "optgroup",
  "option",
  "pre",
  "section",
  "select",
  "summary",
  "table",
  "tbody",
  "textarea",
  "tfoot",
  "thead",
  "tr",
  "ul",
]);

/** Elements with an empty line around them. */
const PARAGRAPHS: ReadonlySet<string> = new Set(["p", "h1", "h2", "h3", "h4", "h5", "h6"]);

const CELLS: ReadonlySet<string> = new Set(["td", "th"]);

/**
 * Text as a reader sees it: blanks folded, line breaks where the elements make them. Words that
 * only inline tags cut (`ama<b>zon</b>`) stay whole.
 */
export class TextBuilder {
  readonly #parts: string[] = [];
  /** Breaks owed before the next text: 0, 1 or 2. */
  #breaks = 0;
  #isBlankOwed = false;
  #isEmpty = true;

  /** Call at the opening and at the closing of every element. */
  boundary(tag: string): void {
    if (PARAGRAPHS.has(tag)) this.#breaks = 2;
    else if (BLOCKS.has(tag)) this.#breaks = Math.max(this.#breaks, 1);
    else if (CELLS.has(tag)) this.#isBlankOwed = true;
  }

  /** <br>: two of them make an empty line. */
  lineBreak(): void {
    this.#breaks = Math.min(2, this.#breaks + 1);
  }

  add(text: string): void {
    const folded = text.replace(/[ \t\n\r\f\u00A0]+/g, " ");
    const words = folded.replace(/^ | $/g, "");
    if (words === "") {
      if (folded !== "") this.#isBlankOwed = true;
      return;
    }
    if (!this.#isEmpty) {
      if (this.#breaks > 0) this.#parts.push("\n".repeat(this.#breaks));
      else if (this.#isBlankOwed || folded.startsWith(" ")) this.#parts.push(" ");
    }
    this.#parts.push(words);
    this.#isEmpty = false;
    this.#breaks = 0;
    this.#isBlankOwed = folded.endsWith(" ");
  }

  /** Text whose line breaks count (<pre>, <textarea>). */
  addPreformatted(text: string): void {
    const lines = text.split(/\r\n?|\n/);
    for (const [index, line] of lines.entries()) {
      if (index > 0) this.lineBreak();
      this.add(line);
    }
  }

  toString(): string {
    return this.#parts.join("");
  }
}
