/**
 * What one style says about being seen. A missing field: nothing said. `!important` is honoured by
 * the caller through `important`.
 */
export interface Declarations {
  readonly display?: "none" | "shown";
  /** Zero size, `opacity:0`, off the page: as with `display:none`, images inside are unseen as well. */
  readonly isGone?: boolean;
  readonly visibility?: "hidden" | "visible";
  /** `zero`: no letter can be read. `relative`: in em or %, so that zero stays zero. */
  readonly fontSize?: "zero" | "relative" | "readable";
  /** Normalised colour, `transparent`, or `unknown`. */
  readonly color?: string;
  /** The same; `unknown` also for a background image or gradient. Transparent ones are left out. */
  readonly background?: string;
}

export interface Style {
  readonly normal: Declarations;
  readonly important: Declarations | null;
}

/** One pixel or a tenth of an em cannot be read. */
// biome-ignore format: a table
const LENGTH_READABLE_MIN: Readonly<Record<string, number>> = {
  "": 1.5, px: 1.5, pt: 1.2, em: 0.12, rem: 0.12, "%": 12, ex: 0.2, mm: 0.4, cm: 0.04, in: 0.02, vw: 0.2, vh: 0.2,
};

/** Longer values (data URLs, gradients) say nothing that is asked here. */
const VALUE_CHARS_MAX = 256;

type Draft = { -readonly [K in keyof Declarations]: Declarations[K] };

/** Reads a `style` attribute or the inside of a rule's braces. Linear; what is not understood is left out. */
export function parseDeclarations(css: string): Style {
  const normal: DraftStyle = newDraft();
  const important: DraftStyle = newDraft();
  for (const part of withoutComments(css).split(";")) {
    const colon = part.indexOf(":");
    if (colon < 0) continue;
    const name = part.slice(0, colon).trim().toLowerCase();
    let value = part
      .slice(colon + 1, colon + 1 + VALUE_CHARS_MAX)
      .trim()
      .toLowerCase();
    const bang = value.lastIndexOf("!");
    const isImportant = bang >= 0 && value.slice(bang + 1).trim() === "important";
    if (isImportant) value = value.slice(0, bang).trimEnd();
    declare(isImportant ? important : normal, name, value);
  }
  const stressed = finish(important);
  return { normal: finish(normal), important: Object.keys(stressed).length > 0 ? stressed : null };
}

/** CSS comments may stand anywhere, so that `display:/**\/none` works. An open one swallows the rest. */
export function withoutComments(css: string): string {
  if (!css.includes("/*")) return css;
  const kept: string[] = [];
  let at = 0;
  while (at < css.length) {
    const start = css.indexOf("/*", at);
    kept.push(css.slice(at, start < 0 ? css.length : start));
    if (start < 0) break;
    const end = css.indexOf("*/", start + 2);
    at = end < 0 ? css.length : end + 2;
  }
  return kept.join("");
}

interface DraftStyle {
  readonly out: Draft;
  isWidthZero: boolean;
  isHeightZero: boolean;
  isOverflowHidden: boolean;
}

const newDraft = (): DraftStyle => ({
  out: {},
  isWidthZero: false,
  isHeightZero: false,
  isOverflowHidden: false,
});

/** Zero height alone does not hide: its content runs over the edge unless that is cut off. */
function finish(draft: DraftStyle): Declarations {
  if (draft.isOverflowHidden && (draft.isWidthZero || draft.isHeightZero)) draft.out.isGone = true;
  return draft.out;
}

function declare(draft: DraftStyle, name: string, value: string): void {
  const { out } = draft;
  switch (name) {
    case "display":
      out.display = value === "none" ? "none" : "shown";
      break;
    case "visibility":
      if (value === "hidden" || value === "collapse") out.visibility = "hidden";
      else if (value === "visible") out.visibility = "visible";
      break;
    case "opacity":
      if (Number.parseFloat(value) < 0.05) out.isGone = true;
      break;
    case "font-size":
      out.fontSize = fontSizeOf(value) ?? "readable";
      break;
    case "font": {
      const size =
        /(?:^|\s)((?:\d+(?:\.\d+)?|\.\d+)(?:px|pt|em|rem|%|ex|mm|cm|in|vw|vh)?)(?:\s*\/|\s|$)/.exec(value);
      out.fontSize = (size && fontSizeOf(size[1] as string)) ?? "readable";
      break;
    }
    case "color":
      out.color = colorOf(value);
      break;
    case "background":
    case "background-color":
      setBackground(out, value);
      break;
    case "background-image":
      if (value !== "none") out.background = "unknown";
      break;
    case "width":
    case "max-width":
      draft.isWidthZero = isZero(value);
      break;
    case "height":
    case "max-height":
      draft.isHeightZero = isZero(value);
      break;
    case "overflow":
    case "overflow-x":
    case "overflow-y":
      draft.isOverflowHidden = value === "hidden" || value === "clip";
      break;
    case "left":
    case "top":
    case "right":
    case "margin-left":
    case "margin-top":
    case "text-indent":
      if (isFarNegative(value)) out.isGone = true;
      break;
    case "clip":
      if (/^rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?\s*\)$/.test(value))
        out.isGone = true;
      break;
    default:
  }
}

function setBackground(out: Draft, value: string): void {
  if (/url\(|gradient\(/.test(value)) out.background = "unknown";
  else if (!/^(?:none|transparent|inherit|initial|unset)\b/.test(value)) {
    const color = colorOf(/^(?:rgba?\([^)]*\)|\S+)/.exec(value)?.[0] ?? "");
    if (color !== "transparent") out.background = color;
  }
}

function fontSizeOf(value: string): Declarations["fontSize"] | undefined {
  const match = /^(\d+(?:\.\d+)?|\.\d+)([a-z%]*)$/.exec(value);
  if (!match) return undefined;
  const unit = match[2] as string;
  if (Number.parseFloat(match[1] as string) < (LENGTH_READABLE_MIN[unit] ?? 0)) return "zero";
  return unit === "em" || unit === "%" || unit === "ex" ? "relative" : "readable";
}

const isZero = (value: string): boolean => /^(?:0+(?:\.0+)?|\.0+)(?:[a-z]+|%)?$|^1px$/.test(value);

const isFarNegative = (value: string): boolean => /^-\d/.test(value) && Number.parseFloat(value) <= -900;

const NAMED: Readonly<Record<string, string>> = {
  white: "#ffffff",
  black: "#000000",
  transparent: "transparent",
};

/**
 * A colour in one form, so that equal ones compare equal: #rrggbb, or a name as it is.
 *
 *   #FFF              => #ffffff
 *   rgb(255,255,255)  => #ffffff
 *   rgba(0,0,0,0)     => transparent
 *   inherit, var(--x) => unknown
 */
export function colorOf(value: string): string {
  const color = value.trim().toLowerCase();
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/.exec(color);
  if (short) return `#${short[1]}${short[1]}${short[2]}${short[2]}${short[3]}${short[3]}`;
  if (/^#?[0-9a-f]{6}$/.test(color)) return `#${color.replace("#", "")}`;
  const rgb = /^rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})(?:[\s,/]+([\d.]+)%?)?\s*\)$/.exec(color);
  if (rgb) {
    if (rgb[4] !== undefined && Number.parseFloat(rgb[4]) < 0.05) return "transparent";
    return `#${rgb
      .slice(1, 4)
      .map((n) => Math.min(255, Number(n)).toString(16).padStart(2, "0"))
      .join("")}`;
  }
  if (Object.hasOwn(NAMED, color)) return NAMED[color] as string;
  return /^[a-z]+$/.test(color) && !/^(?:inherit|initial|unset|revert|none|currentcolor)$/.test(color)
    ? color
    : "unknown";
}
