import { decodeBase64 } from "./base64.ts";
import { percentDecodeText } from "./data-url.ts";
import { type JsValue, joinValues } from "./js-value.ts";

/** The result of a function that hides text in scripts; `undefined`: another one, or its input is unknown. */
export function applyFunction(name: string, args: readonly JsValue[]): JsValue {
  const [first] = args;
  switch (name) {
    case "atob":
      return typeof first === "string" ? (decodeBase64(first) ?? undefined) : undefined;
    case "unescape":
    case "decodeURIComponent":
    case "decodeURI":
      return typeof first === "string" ? unescapePercent(first) : undefined;
    // Only ever the inner half of decodeURIComponent(escape(atob(x))), which atob above has done.
    case "escape":
    case "encodeURIComponent":
    case "String":
      return typeof first === "string" ? first : undefined;
    case "fromCharCode":
    case "fromCodePoint":
    case "chr":
    case "Chr":
    case "ChrW":
      return fromCodes(args);
    case "apply": // String.fromCharCode.apply(null, [...])
      return Array.isArray(args[1]) ? fromCodes(args[1]) : undefined;
    default:
      return undefined;
  }
}

/** `%u0068` is of unescape alone; the others do not know it, which harms nothing. */
export function unescapePercent(text: string): string {
  const wide = text.replace(/%u([0-9a-f]{4})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return percentDecodeText(wide);
}

function fromCodes(args: readonly JsValue[]): JsValue {
  const codes = args.filter(
    (code): code is number => typeof code === "number" && code >= 0 && code <= 0x10ffff,
  );
  if (codes.length === 0 || codes.length !== args.length) return undefined;
  return codes.map((code) => String.fromCodePoint(Math.trunc(code))).join("");
}

/** The same for methods of a known string or array; `undefined` as well for what would pass `charsMax`. */
export function applyMethod(
  value: JsValue,
  method: string,
  args: readonly JsValue[],
  charsMax: number,
): JsValue {
  if (typeof value === "string") return applyStringMethod(value, method, args, charsMax);
  if (typeof value !== "object") return undefined;
  const [separator = ","] = args;
  switch (method) {
    case "reverse":
      return value.toReversed();
    case "concat":
      return [...value, ...args.flat()];
    case "join":
      return typeof separator === "string" ? joined(value, separator, charsMax) : undefined;
    default:
      return undefined;
  }
}

function applyStringMethod(
  value: string,
  method: string,
  args: readonly JsValue[],
  charsMax: number,
): JsValue {
  const [first, second] = args;
  switch (method) {
    case "concat":
      return joined([value, ...args], "", charsMax);
    case "split":
      return typeof first === "string" ? value.split(first) : undefined;
    case "replace":
    case "replaceAll":
      return typeof first === "string" && typeof second === "string"
        ? replaced(value, first, second, method === "replaceAll", charsMax)
        : undefined;
    case "slice":
    case "substring":
      return typeof first === "number"
        ? value.slice(first, typeof second === "number" ? second : undefined)
        : undefined;
    case "toString":
    case "trim":
    case "toLowerCase":
    case "normalize":
      return value;
    default:
      return undefined;
  }
}

function joined(values: readonly JsValue[], separator: string, charsMax: number): JsValue {
  const text = joinValues(values, separator, charsMax);
  return text === "too_long" ? undefined : text;
}

function replaced(value: string, from: string, to: string, isAll: boolean, charsMax: number): JsValue {
  if (from === "") return undefined;
  if (!isAll) return value.replace(from, () => to);
  const chars = value.length + (value.length / from.length) * to.length;
  return chars > charsMax ? undefined : value.replaceAll(from, () => to);
}

/**
 * The packer of Dean Edwards, `eval(function(p,a,c,k,e,d){...}('0 1="2"',62,3,'var|u|https'.split('|'),0,{}))`:
 * each word of `p` is a number to the base `a` that picks a word of `k`. `null`: the arguments are others.
 */
export function unpackWords(args: readonly JsValue[], charsMax: number): string | null {
  const [text, base, count, words] = args;
  if (typeof text !== "string" || typeof base !== "number" || typeof count !== "number") return null;
  if (!Array.isArray(words) || base < 2 || base > 62) return null;
  let chars = text.length;
  return text.replace(/\b\w{1,4}\b/g, (word) => {
    const chosen: unknown = words[numberOf(word, base)];
    if (typeof chosen !== "string" || chosen === "") return word;
    chars += chosen.length;
    return chars > charsMax ? word : chosen;
  });
}

const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

function numberOf(word: string, base: number): number {
  let value = 0;
  for (const digit of word) {
    const worth = DIGITS.indexOf(digit);
    if (worth < 0 || worth >= base) return -1;
    value = value * base + worth;
  }
  return value;
}
