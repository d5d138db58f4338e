import { colorOf, type Declarations, parseDeclarations, type Style } from "./css-declarations.ts";
import type { StyleSheet } from "./css-rules.ts";
import type { Attribute } from "./html-tokens.ts";

/** How an element looks, with what it inherits: enough to tell whether a reader can see its text. */
export interface Look {
  /** Nothing inside is seen, images included. */
  readonly isGone: boolean;
  readonly isInvisible: boolean;
  readonly isFontZero: boolean;
  /** Normalised; `null`: not stated, or not understood. */
  readonly color: string | null;
  readonly background: string | null;
}

export const PLAIN_LOOK: Look = {
  isGone: false,
  isInvisible: false,
  isFontZero: false,
  color: null,
  background: null,
};

/** Elements whose content a reader does not see. */
const UNSEEN: ReadonlySet<string> = new Set(["template", "datalist", "noembed", "noframes"]);

/** Images of such an element are unseen as well. */
export const isUnseen = (look: Look): boolean => look.isGone || look.isInvisible;

/** Text of such an element cannot be read. Colours count only where both are stated. */
export function isTextUnseen(look: Look): boolean {
  if (isUnseen(look) || look.isFontZero || look.color === "transparent") return true;
  return look.color !== null && look.background !== "unknown" && look.color === look.background;
}

/** Works out looks; remembers style attributes, which mail repeats by the hundred. */
export class LookReader {
  readonly #sheet: StyleSheet;
  readonly #styles = new Map<string, Style>();

  constructor(sheet: StyleSheet) {
    this.#sheet = sheet;
  }

  lookOf(tag: string, attributes: readonly Attribute[], parent: Look): Look {
    const said =
      attributes.length === 0 ? this.#sheet.match(tag, "", "") : this.#declarationsOf(tag, attributes);
    if (said.length === 0 && !UNSEEN.has(tag)) return parent;
    const own: Declarations =
      said.length === 1 ? (said[0] as Declarations) : said.reduce((all, one) => Object.assign(all, one), {});
    const color = own.color === undefined ? parent.color : own.color === "unknown" ? null : own.color;
    return {
      isGone: parent.isGone || own.display === "none" || own.isGone === true || UNSEEN.has(tag),
      isInvisible: own.visibility === undefined ? parent.isInvisible : own.visibility === "hidden",
      isFontZero:
        own.fontSize === undefined || own.fontSize === "relative"
          ? parent.isFontZero
          : own.fontSize === "zero",
      color,
      background: own.background ?? parent.background,
    };
  }

  /** Weakest first: attributes of old HTML, style sheet, style attribute, `!important` of the latter. */
  #declarationsOf(tag: string, attributes: readonly Attribute[]): readonly Declarations[] {
    const found: Declarations[] = [];
    const inline: Declarations[] = [];
    let id = "";
    let classes = "";
    for (const [name, value] of attributes) {
      if (name === "style") {
        const style = this.#styleOf(value);
        inline.push(style.normal);
        if (style.important) inline.push(style.important);
      } else if (name === "id") id = value;
      else if (name === "class") classes = value;
      else {
        const old = oldAttribute(tag, name, value);
        if (old) found.push(old);
      }
    }
    const ruled = this.#sheet.match(tag, id, classes);
    if (found.length + ruled.length === 0) return inline;
    return found.concat(ruled, inline);
  }

  #styleOf(css: string): Style {
    const known = this.#styles.get(css);
    if (known) return known;
    const style = parseDeclarations(css);
    this.#styles.set(css, style);
    return style;
  }
}

function oldAttribute(tag: string, name: string, value: string): Declarations | null {
  switch (name) {
    case "hidden":
      return { display: "none" };
    case "bgcolor":
      return { background: colorOf(value) };
    case "background":
      return { background: "unknown" };
    case "color":
      return tag === "font" ? { color: colorOf(value) } : null;
    case "text":
      return tag === "body" ? { color: colorOf(value) } : null;
    case "size":
      return tag === "font" ? { fontSize: "readable" } : null;
    default:
      return null;
  }
}
