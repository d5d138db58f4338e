import { html } from "hono/html";
import type { Lang } from "../schemas.ts";
import { type Html, page, wordsOf } from "./layout.ts";

export function notFoundPage(lang: Lang, isSimulated: boolean): Html {
  const w = wordsOf(lang).notFound;
  return page({ lang, title: w.title, isSimulated, path: "/" }, html`<h1>${w.title}</h1><p>${w.text}</p>`);
}
