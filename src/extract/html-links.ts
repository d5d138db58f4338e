import type { LimitReached } from "../domain/message.ts";
import type { FoundIn } from "../domain/sighting.ts";
import { LINK_TEXT_CHARS_MAX } from "../limits.ts";
import { withScheme } from "./html-attributes.ts";
import { TextBuilder } from "./html-text.ts";

/** A link as the document has it, before it is parsed. */
export interface RawLink {
  /** Entities decoded, blanks as browsers drop them; relative where `base` is given, or where it leads nowhere. */
  readonly href: string;
  /** The document's <base href>, to resolve `href` on; `null`: it has none. */
  readonly base: string | null;
  readonly foundIn: FoundIn;
  /** What a reader sees of the anchor or button, images by their alt text; `null`: nothing. */
  readonly text: string | null;
  /** A reader cannot see it: hidden by CSS, or inside a comment. */
  readonly isHidden: boolean;
}

/** Distinct links that one document may give: ten times what a mail may keep, since many are twins. */
export const HTML_LINKS_MAX = 5_000;

interface Draft {
  readonly href: string;
  readonly foundIn: FoundIn;
  text: string | null;
  isHidden: boolean;
}

/** An <a> or <button> whose end has not come yet. */
export interface Anchor {
  readonly tag: string;
  readonly links: Draft[];
  readonly text: TextBuilder;
  chars: number;
  hasImage: boolean;
  hasHiddenText: boolean;
}

/** Gathers links, each with the visible text of the anchor or button around it. */
export class LinkCollector {
  readonly #drafts: Draft[] = [];
  #anchor: Anchor | null = null;
  #base: string | null = null;
  #isFull = false;

  /** The first one counts, as in browsers. */
  setBase(href: string): void {
    this.#base ??= href;
  }

  add(href: string, foundIn: FoundIn, isHidden: boolean, text: string | null = null): void {
    if (href === "" || href.startsWith("#")) return;
    // Twins are folded only at the end, when their text is known; the cap holds against a flood of them.
    if (this.#drafts.length >= 4 * HTML_LINKS_MAX) {
      this.#isFull = true;
      return;
    }
    const draft: Draft = { href, foundIn, text, isHidden };
    this.#drafts.push(draft);
    if (text === null) this.#anchor?.links.push(draft);
  }

  beginAnchor(tag: string): void {
    this.endAnchor();
    this.#anchor = {
      tag,
      links: [],
      text: new TextBuilder(),
      chars: 0,
      hasImage: false,
      hasHiddenText: false,
    };
  }

  /** Text inside the open anchor; what goes past LINK_TEXT_CHARS_MAX is not kept. */
  addText(text: string, isHidden: boolean): void {
    const anchor = this.#anchor;
    if (!anchor) return;
    if (isHidden) anchor.hasHiddenText ||= text.trim() !== "";
    else if (anchor.chars < 4 * LINK_TEXT_CHARS_MAX) {
      anchor.text.add(text);
      anchor.chars += text.length;
    }
  }

  boundary(tag: string): void {
    if (tag === "br") this.#anchor?.text.lineBreak();
    else this.#anchor?.text.boundary(tag);
  }

  addImage(alt: string): void {
    if (!this.#anchor) return;
    this.#anchor.hasImage = true;
    this.addText(` ${alt} `, false);
  }

  /** `null` ends whatever is open. */
  endAnchor(tag: string | null = null): void {
    const anchor = this.#anchor;
    if (!anchor || (tag !== null && tag !== anchor.tag)) return;
    this.#anchor = null;
    const text = anchor.text.toString().replaceAll(/\s+/g, " ").slice(0, LINK_TEXT_CHARS_MAX);
    for (const link of anchor.links) {
      link.text = text === "" ? null : text;
      link.isHidden ||= text === "" && anchor.hasHiddenText && !anchor.hasImage;
    }
  }

  /** Sets the open anchor aside while a document inside it is read; give the result to `resume`. */
  suspend(): Anchor | null {
    const anchor = this.#anchor;
    this.#anchor = null;
    return anchor;
  }

  resume(anchor: Anchor | null): void {
    this.endAnchor();
    this.#anchor = anchor;
  }

  finish(): { links: RawLink[]; limit: LimitReached | null } {
    const links = new Map<string, RawLink>();
    let isFull = this.#isFull;
    for (const draft of this.#drafts) {
      const href = this.#base === null ? withScheme(draft.href) : draft.href;
      const link: RawLink = { ...draft, href, base: this.#base };
      const key = `${href}\n${link.foundIn}\n${link.isHidden}\n${link.text ?? "\n"}`;
      if (links.has(key)) continue;
      if (links.size >= HTML_LINKS_MAX) isFull = true;
      else links.set(key, link);
    }
    const limit = { limit: "HTML_LINKS_MAX", max: HTML_LINKS_MAX };
    return { links: [...links.values()], limit: isFull ? limit : null };
  }
}
