import type { LimitReached } from "../domain/message.ts";
import { applyFunction, applyMethod, unpackWords } from "./js-functions.ts";
import { type JsToken, SCRIPT_TOKENS_MAX, tokenizeJs } from "./js-tokens.ts";
import { charsMaxOf, type JsValue, joinValues } from "./js-value.ts";

/** A string that a script surely holds. */
export interface JsString {
  readonly text: string;
  /** Something unknown follows, so that a name at the end may be cut: `"https://www." + host`. */
  readonly isOpenEnded: boolean;
}

/** Brackets in brackets; deeper ones are read as if they were not there. */
const NESTING_MAX = 60;
/** Words that stand before an operand and change nothing about it. */
const PREFIX: ReadonlySet<string> = new Set(["new", "return", "await", "typeof", "void"]);

/**
 * Works out the constant strings of a script without running it: literals, sums of them, arrays,
 * variables that hold them, and the functions of js-functions.ts. Each token is looked at once.
 */
export function constantsOf(js: string): { strings: JsString[]; truncated: LimitReached[] } {
  const { tokens, isCut } = tokenizeJs(js);
  const charsMax = charsMaxOf(js);
  const reader = new ConstantReader(tokens, charsMax);
  reader.run();
  const truncated: LimitReached[] = [];
  if (isCut) truncated.push({ limit: "SCRIPT_TOKENS_MAX", max: SCRIPT_TOKENS_MAX });
  if (reader.isCut) truncated.push({ limit: "SCRIPT_CHARS_MAX", max: charsMax });
  return { strings: reader.strings, truncated };
}

interface Variable {
  value: JsValue;
  /** Its value went into a longer one: by itself it is a fragment. */
  isUsedUp: boolean;
}

class ConstantReader {
  readonly strings: JsString[] = [];
  isCut = false;
  readonly #tokens: readonly JsToken[];
  readonly #variables = new Map<string, Variable>();
  #at = 0;
  #nesting = 0;
  #charsLeft: number;

  constructor(tokens: readonly JsToken[], charsMax: number) {
    this.#tokens = tokens;
    this.#charsLeft = charsMax;
  }

  run(): void {
    while (this.#at < this.#tokens.length && !this.isCut) this.#statementPart();
    for (const { value, isUsedUp } of this.#variables.values()) if (!isUsedUp) this.#emit(value, false);
  }

  #statementPart(): void {
    const token = this.#tokens[this.#at] as JsToken;
    const operator = this.#markAt(this.#at + 1);
    const isMember = this.#markAt(this.#at - 1) === ".";
    if (token.kind === "name" && !isMember && (operator === "=" || operator === "+=")) {
      this.#at += 2;
      this.#assign(token.value, operator, this.#sum(false));
    } else if (token.kind === "mark" && token.value !== "(" && token.value !== "[") this.#at++;
    else this.#sum(true);
  }

  #assign(name: string, operator: string, value: JsValue): void {
    const old = this.#variables.get(name);
    if (operator === "+=") {
      const joined = this.#join([old?.value, value]);
      if (joined === undefined) this.#emit(value, false);
      this.#variables.set(name, { value: joined ?? old?.value, isUsedUp: false });
      return;
    }
    if (old && !old.isUsedUp) this.#emit(old.value, false);
    this.#variables.set(name, { value, isUsedUp: false });
  }

  /** A sum; runs of known operands are joined, unknown ones in between end a run. */
  #sum(isEmitted: boolean): JsValue {
    const runs: JsValue[][] = [[]];
    let isKnown = true;
    do {
      const value = this.#operand();
      if (value === undefined) {
        isKnown = false;
        runs.push([]);
      } else runs.at(-1)?.push(value);
    } while (this.#take("+") || this.#take("&"));
    const joined = runs.map((run) => (run.length === 1 ? run[0] : this.#join(run)));
    if (isKnown && !isEmitted) return joined[0];
    for (const [index, value] of joined.entries()) this.#emit(value, index < joined.length - 1);
    return isKnown ? joined[0] : undefined;
  }

  #operand(): JsValue {
    while (PREFIX.has(this.#nameAt(this.#at) ?? "")) this.#at++;
    const token = this.#tokens[this.#at++];
    if (!token) return undefined;
    if (token.kind === "string" || token.kind === "number") return this.#postfix(token.value);
    if (token.kind === "name") return this.#named(token.value);
    if (token.value === "(") return this.#postfix(this.#group());
    if (token.value === "[") return this.#postfix(this.#flatList());
    if (token.value !== "-" && token.value !== "!") this.#at--;
    return undefined;
  }

  /** Variables, and calls of functions by any path: `window.atob`, `self["atob"]` is not read. */
  #named(first: string): JsValue {
    const variable = this.#variables.get(first);
    if (variable && this.#markAt(this.#at) !== "(") {
      const value = this.#postfix(variable.value);
      variable.isUsedUp ||= this.#isJoined();
      return value;
    }
    let name = first;
    for (let next = this.#memberName(); next !== null; next = this.#memberName()) name = next;
    if (!this.#take("(")) return undefined;
    const values = this.#list(")");
    const result = this.#spend(applyFunction(name, values));
    if (result === undefined) for (const value of values) this.#emit(value, false);
    return this.#postfix(result);
  }

  /** The operand just read stands in a sum. */
  #isJoined(): boolean {
    return (
      this.#markAt(this.#at) === "+" ||
      this.#markAt(this.#at - 2) === "+" ||
      this.#markAt(this.#at - 2) === "+="
    );
  }

  /** `.join("")`, `.split("")`, `[0]` ... */
  #postfix(start: JsValue): JsValue {
    let value = start;
    for (;;) {
      const method = this.#memberName();
      if (method !== null) {
        const args = this.#take("(") ? this.#list(")") : null;
        value = args === null ? undefined : this.#spend(applyMethod(value, method, args, this.#charsLeft));
      } else if (value !== undefined && this.#take("[")) {
        const index = this.#list("]").at(-1);
        value = typeof index === "number" && typeof value === "object" ? value[index] : undefined;
      } else return value;
    }
  }

  /** `.name` => name, and goes past it. */
  #memberName(): string | null {
    const name = this.#markAt(this.#at) === "." ? this.#nameAt(this.#at + 1) : null;
    if (name !== null) this.#at += 2;
    return name;
  }

  /** What stands in brackets: one value, or the arguments of a function that was written on the spot. */
  #group(): JsValue {
    const values = this.#list(")");
    const code = unpackWords(values, this.#charsLeft);
    if (code !== null) return this.#spend(code);
    for (const value of values.slice(0, -1)) this.#emit(value, false);
    return values.at(-1);
  }

  /** Arrays in arrays are told at once and dropped: doubling them again and again would never end. */
  #flatList(): JsValue[] {
    return this.#list("]").map((value) => {
      if (typeof value !== "object") return value;
      this.#emit(value, false);
      return undefined;
    });
  }

  #list(end: string): JsValue[] {
    const values: JsValue[] = [];
    if (this.#nesting >= NESTING_MAX) return values;
    this.#nesting++;
    while (this.#at < this.#tokens.length && !this.isCut && !this.#take(end)) {
      const before = this.#at;
      if (this.#take(",")) continue;
      const mark = this.#markAt(this.#at);
      if (mark !== null && /^[;{}]$/.test(mark)) break; // A function body or broken code: back to statements.
      values.push(this.#sum(false));
      if (this.#at === before) this.#at++;
    }
    this.#nesting--;
    return values;
  }

  #join(values: readonly JsValue[]): JsValue {
    if (values.length === 0) return undefined;
    const joined = joinValues(values, "", this.#charsLeft);
    if (joined === "too_long") this.isCut = true;
    return joined === "too_long" ? undefined : this.#spend(joined);
  }

  #spend(value: JsValue): JsValue {
    this.#charsLeft -= typeof value === "string" || typeof value === "object" ? value.length : 0;
    if (this.#charsLeft >= 0) return value;
    this.isCut = true;
    return undefined;
  }

  #emit(value: JsValue, isOpenEnded: boolean): void {
    if (typeof value === "string") {
      if (value.length > 3) this.strings.push({ text: value, isOpenEnded });
    } else if (typeof value === "object") {
      const text = textOfCodes(value);
      if (text !== null) this.strings.push({ text, isOpenEnded: false });
      else for (const item of value) this.#emit(item, false);
    }
  }

  #markAt(index: number): string | null {
    const token = this.#tokens[index];
    return token?.kind === "mark" ? token.value : null;
  }

  #nameAt(index: number): string | null {
    const token = this.#tokens[index];
    return token?.kind === "name" ? token.value : null;
  }

  #take(mark: string): boolean {
    if (this.#markAt(this.#at) !== mark) return false;
    this.#at++;
    return true;
  }
}

/** [104, 116, 116, 112] may be letters. `null`: too short, or other things are among them. */
function textOfCodes(values: readonly JsValue[]): string | null {
  if (values.length < 8) return null;
  const codes = values.filter((v) => typeof v === "number" && v >= 9 && v <= 0x10ffff && Number.isInteger(v));
  return codes.length === values.length
    ? codes.map((code) => String.fromCodePoint(code as number)).join("")
    : null;
}
