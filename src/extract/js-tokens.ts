/** A piece of a script. Comments and regular expressions are left out; templates come as sums. */
export type JsToken =
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "name"; readonly value: string }
  | { readonly kind: "mark"; readonly value: string };

/** Tokens of one script that are read: a megabyte of packed code has some 250,000. */
export const SCRIPT_TOKENS_MAX = 300_000;

/** Cuts JavaScript (VBScript nearly) into tokens in linear time. Never throws; broken code gives what it can. */
export function tokenizeJs(js: string): { tokens: JsToken[]; isCut: boolean } {
  const lexer = new Lexer(js);
  return { isCut: !lexer.run(), tokens: lexer.tokens };
}

const NAME = /[\p{ID_Start}$_][\p{ID_Continue}$]*/uy;
const NUMBER = /0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+|(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const OPERATOR = /=>|[=!]==?|\+=|\+\+|&&/y;
/** After these a slash divides; after anything else it opens a regular expression. */
const ENDS_OPERAND = /^[)\]}]$/;

class Lexer {
  readonly tokens: JsToken[] = [];
  readonly #js: string;
  readonly #marks = new Map<string, JsToken>();
  #at = 0;
  /** Open braces inside each template's `${`. */
  readonly #templates: number[] = [];

  constructor(js: string) {
    this.#js = js;
  }

  /** False when the script has more than SCRIPT_TOKENS_MAX. */
  run(): boolean {
    while (this.#at < this.#js.length && this.tokens.length < SCRIPT_TOKENS_MAX) this.#next();
    return this.#at >= this.#js.length;
  }

  #next(): void {
    const c = this.#js[this.#at] as string;
    if (c === '"' || c === "'") this.#string(c);
    else if (c === "`") this.#templateBegins();
    else if (c === "/") this.#slash();
    else if (c === "{" || c === "}") this.#brace(c);
    else if (c <= " ") this.#at++;
    else if (c >= "0" && c <= "9") this.#number();
    else if (/[a-z$_\x80-\uffff]/i.test(c)) this.#name();
    else this.#operator();
  }

  #number(): void {
    const text = this.#match(NUMBER) ?? "0";
    this.tokens.push({ kind: "number", value: Number(text) });
  }

  #name(): void {
    const value = this.#match(NAME);
    if (value === null) this.#at++;
    else this.tokens.push({ kind: "name", value });
  }

  #operator(): void {
    const text = this.#match(OPERATOR);
    this.#mark(text ?? (this.#js[this.#at++] as string));
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const text = pattern.exec(this.#js)?.[0] ?? null;
    this.#at += text?.length ?? 0;
    return text;
  }

  /** Marks repeat by the thousand: one object each. */
  #mark(value: string): void {
    let token = this.#marks.get(value);
    if (!token) {
      token = { kind: "mark", value };
      this.#marks.set(value, token);
    }
    this.tokens.push(token);
  }

  #string(quote: string): void {
    const start = this.#at + 1;
    let end = start;
    while (end < this.#js.length && this.#js[end] !== quote && this.#js[end] !== "\n")
      end += this.#js[end] === "\\" ? 2 : 1;
    this.tokens.push({ kind: "string", value: unescapeJs(this.#js.slice(start, end)) });
    this.#at = end + 1;
  }

  #templateBegins(): void {
    this.#mark("(");
    this.#at++;
    this.#templateText();
  }

  #templateText(): void {
    const start = this.#at;
    let end = start;
    while (end < this.#js.length && this.#js[end] !== "`" && !this.#js.startsWith("${", end))
      end += this.#js[end] === "\\" ? 2 : 1;
    this.tokens.push({ kind: "string", value: unescapeJs(this.#js.slice(start, end)) });
    if (this.#js[end] === "$") {
      this.#mark("+");
      this.#mark("(");
      this.#templates.push(0);
      this.#at = end + 2;
    } else {
      this.#mark(")");
      this.#at = end + 1;
    }
  }

  #brace(c: string): void {
    const depth = this.#templates.at(-1);
    this.#at++;
    if (c === "}" && depth === 0) {
      this.#templates.pop();
      this.#mark(")");
      this.#mark("+");
      this.#templateText();
      return;
    }
    if (depth !== undefined) this.#templates[this.#templates.length - 1] = depth + (c === "{" ? 1 : -1);
    this.#mark(c);
  }

  #slash(): void {
    const js = this.#js;
    if (js.startsWith("//", this.#at)) this.#at = endOr(js, js.indexOf("\n", this.#at));
    else if (js.startsWith("/*", this.#at)) this.#at = endOr(js, js.indexOf("*/", this.#at + 2)) + 2;
    else if (this.#isDivision()) this.#operator();
    else this.#skipRegExp();
  }

  #isDivision(): boolean {
    const last = this.tokens.at(-1);
    if (!last) return false;
    if (last.kind === "mark") return ENDS_OPERAND.test(last.value);
    return !(last.kind === "name" && /^(?:return|typeof|case|in|of|delete|void)$/.test(last.value));
  }

  /** One without an end runs to the end of its line: going back would make the work quadratic. */
  #skipRegExp(): void {
    let isClass = false;
    this.#at++;
    for (; this.#at < this.#js.length; this.#at++) {
      const c = this.#js[this.#at];
      if (c === "\n") break;
      if (c === "\\") this.#at++;
      else if (c === "[") isClass = true;
      else if (c === "]") isClass = false;
      else if (c === "/" && !isClass) break;
    }
    this.#at++;
    this.#mark("/re/");
  }
}

const endOr = (js: string, index: number): number => (index < 0 ? js.length : index);

const CONTROL: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", v: "\v" };

/** `\x68`, `\u0068`, `\u{68}`, `\150`, `\n`, `\/` and line continuations (ECMA-262, 12.9.4). */
export function unescapeJs(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(
    /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|u\{([0-9a-f]{1,6})\}|([0-3]?[0-7]{1,2})|(\r\n|[\s\S]))/gi,
    (_, x?: string, u?: string, brace?: string, octal?: string, other?: string) => {
      const hex = x ?? u ?? brace;
      if (hex !== undefined) return codePoint(Number.parseInt(hex, 16));
      if (octal !== undefined) return codePoint(Number.parseInt(octal, 8));
      if (other === undefined || /^[\r\n\u2028\u2029]/.test(other)) return "";
      return CONTROL[other] ?? other;
    },
  );
}

const codePoint = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : "\uFFFD");
