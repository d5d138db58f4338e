import { type Declarations, parseDeclarations, withoutComments } from "./css-declarations.ts";

/** What the style sheets of a document say, by the simple selectors that mail uses. */
export interface StyleSheet {
  /** Declarations for an element, weakest first; `id` and `classes` as the attributes have them, or "". */
  match(tag: string, id: string, classes: string): readonly Declarations[];
}

const NO_DECLARATIONS: readonly Declarations[] = [];
const NOTHING: StyleSheet = { match: () => NO_DECLARATIONS };

/**
 * Finds the <style> elements of a document ahead of its reading, since a rule may stand after the
 * element that it hides. Those inside comments are left out: only Outlook reads them.
 */
export function styleTexts(html: string): string[] {
  const texts: string[] = [];
  const mark = /<!--|<style(?=[\s/>])/gi;
  for (let found = mark.exec(html); found; found = mark.exec(html)) {
    const isComment = found[0] === "<!--";
    const start = isComment ? found.index + 4 : html.indexOf(">", found.index) + 1;
    if (start === 0) break;
    const end = isComment ? html.indexOf("-->", start) : indexOfStyleEnd(html, start);
    if (!isComment) texts.push(html.slice(start, end < 0 ? html.length : end));
    if (end < 0) break;
    mark.lastIndex = end;
  }
  return texts;
}

function indexOfStyleEnd(html: string, from: number): number {
  const end = /<\/style/gi;
  end.lastIndex = from;
  return end.exec(html)?.index ?? -1;
}

/**
 * Reads rules whose selector is one compound: `p`, `.x`, `#x`, `p.x`. Others cannot be decided
 * without the tree: of them only a background is kept, as "unknown", so that white text on a button
 * that such a rule paints is not taken for hidden. Rules under a condition (@media (...)) are left
 * out: they hold on some screens only.
 */
export function readStyleSheet(texts: readonly string[]): StyleSheet {
  const rules = new Rules();
  for (const text of texts) for (const rule of topLevelRules(withoutComments(text))) rules.add(rule);
  return rules.isEmpty ? NOTHING : rules;
}

interface Rule {
  readonly selectors: string;
  readonly body: string;
}

function* topLevelRules(css: string): Generator<Rule> {
  const nextOpen = forwardSearch(css, "{");
  const nextClose = forwardSearch(css, "}");
  let depth = 0; // Of @media blocks that hold always.
  for (let at = 0; at < css.length; ) {
    const open = nextOpen(at);
    if (depth > 0 && nextClose(at) < open) {
      depth--;
      at = nextClose(at) + 1;
      continue;
    }
    if (open >= css.length) return;
    const prelude = lastStatement(css.slice(at, open));
    if (/^@media\s+(?:only\s+)?(?:screen|all)$/i.test(prelude)) {
      depth++;
      at = open + 1;
      continue;
    }
    const end = prelude.startsWith("@") ? indexOfBlockEnd(css, open) : nextClose(open);
    if (!prelude.startsWith("@")) yield { selectors: prelude, body: css.slice(open + 1, end) };
    at = end + 1;
  }
}

/** indexOf for positions that only grow; remembers the last hit, so that all searches together are linear. */
function forwardSearch(css: string, mark: string): (from: number) => number {
  let hit = -1;
  return (from) => {
    if (hit < from) {
      const found = css.indexOf(mark, from);
      hit = found < 0 ? css.length : found;
    }
    return hit;
  };
}

/** `@import url(x); .y` => `.y`; the marks of an old browser's comment are left out. */
function lastStatement(prelude: string): string {
  return prelude
    .slice(prelude.lastIndexOf(";") + 1)
    .replace(/<!--|-->/g, "")
    .trim();
}

function indexOfBlockEnd(css: string, open: number): number {
  let depth = 0;
  for (let at = open; at < css.length; at++) {
    const code = css.charCodeAt(at);
    if (code === 0x7b) depth++;
    else if (code === 0x7d && --depth === 0) return at;
  }
  return css.length;
}

class Rules implements StyleSheet {
  readonly #normal = new Map<string, Declarations>();
  readonly #important = new Map<string, Declarations>();
  /** Answers given: mail repeats the same few classes by the hundred. */
  readonly #known = new Map<string, readonly Declarations[]>();
  get isEmpty(): boolean {
    return this.#normal.size === 0 && this.#important.size === 0;
  }

  add(rule: Rule): void {
    const style = parseDeclarations(rule.body);
    if (!style.important && Object.keys(style.normal).length === 0) return;
    for (const selector of rule.selectors.split(",")) {
      const key = selector.trim();
      if (/^(?:[a-z][a-z0-9]*)?(?:[.#][\w-]+)?$/i.test(key)) {
        merge(this.#normal, foldTag(key), style.normal);
        if (style.important) merge(this.#important, foldTag(key), style.important);
      } else this.#keepBackground(key, { ...style.normal, ...style.important });
    }
  }

  #keepBackground(selector: string, said: Declarations): void {
    const last = /(?:^|[\s>+~])([a-z0-9]*[.#][\w-]+|[a-z][a-z0-9]*)[^\s>+~]{0,80}$/i.exec(
      selector.slice(-160),
    );
    if (last && said.background) merge(this.#normal, foldTag(last[1] as string), { background: "unknown" });
  }

  match(tag: string, id: string, classes: string): readonly Declarations[] {
    const asked = `${tag}\n${id}\n${classes}`;
    let found = this.#known.get(asked);
    if (!found) {
      found = this.#look(tag, id, classes);
      this.#known.set(asked, found);
    }
    return found;
  }

  #look(tag: string, id: string, classes: string): readonly Declarations[] {
    const keys = [tag];
    for (const name of new Set(classes.split(/\s+/))) keys.push(`.${name}`, `${tag}.${name}`);
    if (id !== "") keys.push(`#${id}`, `${tag}#${id}`);
    const found: Declarations[] = [];
    for (const table of [this.#normal, this.#important])
      for (const key of keys) {
        const said = table.get(key);
        if (said) found.push(said);
      }
    return found.length === 0 ? NO_DECLARATIONS : found;
  }
}

/** Tag names ignore case, classes and ids do not. */
const foldTag = (selector: string): string => selector.replace(/^[a-z0-9]+/i, (tag) => tag.toLowerCase());

/** One entry a selector, so that an element costs the same however often the selector is repeated. */
function merge(table: Map<string, Declarations>, key: string, said: Declarations): void {
  if (key !== "") table.set(key, { ...table.get(key), ...said });
}
