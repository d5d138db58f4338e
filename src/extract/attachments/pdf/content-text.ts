import { pdfText, readPdfString } from "./pdf-string.ts";

/**
 * The words that a content stream shows (ISO 32000-1 9.4), for fonts whose codes are characters. A new
 * position is a new line; in an array, a gap of a fifth of the font's size or more is a blank.
 *
 *   (Pay at) Tj [(https://ev) -20 (il.top)] TJ => Pay at, https://evil.top
 */
export function contentText(content: string): string {
  if (!/\bBT\b/.test(content)) return "";
  const out: string[] = [];
  let shown: string[] = [];
  const tokens = new RegExp(TOKEN);
  for (let match = tokens.exec(content); match !== null; match = tokens.exec(content)) {
    const [token] = match;
    if (token === "(" || token === "<") {
      const { raw, end } = readPdfString(content, match.index);
      shown.push(pdfText(raw));
      tokens.lastIndex = end;
    } else if (/^-?[\d.]/.test(token)) {
      if (shown.length > 0 && Number(token) < GAP) shown.push(" ");
    } else {
      if (token === "Tj" || token === "TJ") out.push(shown.join(""));
      else if (token === "'" || token === '"') out.push("\n", shown.join(""));
      else out.push("\n");
      shown = [];
    }
  }
  return out.join("").replace(/\n{2,}/g, "\n");
}

/** Thousandths of the font's size. */
const GAP = -200;
/** Strings, numbers of an array, the operators that show text and those that move. */
const TOKEN = /[(]|<(?!<)|-?\d[\d.]*|\b(?:T[jJ]|T[dDm*]|ET|BT)(?![\w])|T\*|['"]/g;
