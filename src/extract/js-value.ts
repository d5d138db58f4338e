/** What an expression is known to be; `undefined`: only running the script would tell. Arrays are flat. */
export type JsValue = string | number | readonly JsValue[] | undefined;

/** Characters that joining and decoding may make, so that `a = a + a` ends: twice the largest part. */
export const SCRIPT_CHARS_MAX = 4_000_000;

/**
 * The same for one script, by its length: a thousand short handlers may not do together what one long
 * script may not. Unpacking makes text shorter, using a variable again makes it longer.
 */
export const charsMaxOf = (js: string): number => Math.min(SCRIPT_CHARS_MAX, 1_000 + 4 * js.length);

/** Joined as `+` and `join` do. `undefined`: an operand is unknown or an array. `too_long`: past `charsMax`. */
export function joinValues(
  values: readonly JsValue[],
  separator: string,
  charsMax: number,
): string | undefined | "too_long" {
  let chars = separator.length * values.length;
  const texts: string[] = [];
  for (const value of values) {
    if (typeof value !== "string" && typeof value !== "number") return undefined;
    const text = String(value);
    chars += text.length;
    if (chars > charsMax) return "too_long";
    texts.push(text);
  }
  return texts.join(separator);
}
