import { html } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import type { Lang } from "../schemas.ts";
import { en, type Words } from "../words.en.ts";
import { ja } from "../words.ja.ts";

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

export const wordsOf = (lang: Lang): Words => (lang === "ja" ? ja : en);

export interface PageFrame {
  readonly lang: Lang;
  readonly title: string;
  readonly isSimulated: boolean;
  /** Path and query of this page without `lang`, where the other language is; `null`: there is none. */
  readonly path: string | null;
  readonly isIndexed?: boolean;
}

/**
 * The frame of every page. No inline script or style, no outside resource. Phones must not turn numbers and
 * addresses of a scam mail into links (`format-detection`).
 */
export function page(frame: PageFrame, main: Html | Html[]): Html {
  const w = wordsOf(frame.lang);
  const other: Lang = frame.lang === "ja" ? "en" : "ja";
  return html`<!doctype html>
<html lang="${frame.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">
<meta name="referrer" content="no-referrer">
${frame.isIndexed ? "" : html`<meta name="robots" content="noindex">`}
<title>${frame.title} – Freshcatch</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/app.css">
<script src="/assets/app.js" defer></script>
</head>
<body>
<header class="top"><div class="wrap">
<a class="name" href="/?lang=${frame.lang}">Freshcatch</a>
<nav>
<a href="/?lang=${frame.lang}">${w.nav.home}</a>
<a href="/feed/?lang=${frame.lang}">${w.nav.feeds}</a>
<a href="/docs">${w.nav.docs}</a>
${frame.path === null ? "" : langLink(frame.path, other, w)}
</nav>
</div></header>
${frame.isSimulated ? html`<p class="simulated"><span class="wrap">${w.simulated}</span></p>` : ""}
<main class="wrap">${main}</main>
<footer class="wrap"><p>${w.footer}</p>
<p><a href="/corrections?lang=${frame.lang}">${w.corrections.title}</a></p></footer>
</body>
</html>`;
}

const langLink = (path: string, other: Lang, words: Words): Html =>
  html`<a class="lang" href="${path}${path.includes("?") ? "&" : "?"}lang=${other}" hreflang="${other}" lang="${other}">${words.otherLang}</a>`;
