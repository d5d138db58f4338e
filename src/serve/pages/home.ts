import { html } from "hono/html";
import type { Listing } from "../../domain/indicator.ts";
import type { Health } from "../../ports.ts";
import { shownKey } from "../report/facts.ts";
import { formatTime, toZone } from "../report/time-text.ts";
import type { Lang } from "../schemas.ts";
import type { Words } from "../words.en.ts";
import { type Html, page, wordsOf } from "./layout.ts";
import { percent } from "./report.ts";

interface HomePage {
  readonly lang: Lang;
  /** `null`: the store does not answer; search and drop zone stay. */
  readonly figures: { readonly health: Health; readonly newest: readonly Listing[] } | null;
  readonly isSimulated: boolean;
}

export function homePage({ lang, figures, isSimulated }: HomePage): Html {
  const words = wordsOf(lang);
  const w = words.home;
  return page({ lang, title: w.title, isSimulated, path: "/", isIndexed: true }, [
    html`<h1>${w.title}</h1><p class="lead">${w.lead}</p>`,
    searchForm(lang, "", words),
    dropForm(words),
    figures === null
      ? html`<p class="hint">${w.down}</p>`
      : html`${nowSection(figures.health, lang, words)}${newestSection(figures.newest, lang, words)}`,
  ]);
}

export function searchForm(lang: Lang, q: string, words: Words): Html {
  const w = words.home;
  return html`<form class="search" action="/search" method="get" role="search">
<label for="q">${w.search}</label>
<div><input id="q" name="q" value="${q}" placeholder="${w.searchHint}" required maxlength="2000" autocapitalize="none" autocomplete="off" spellcheck="false">
<input type="hidden" name="lang" value="${lang}"><button>${w.go}</button></div></form>`;
}

/** Works through the script only: a plain form cannot send a bearer token. */
function dropForm(words: Words): Html {
  const w = words.home;
  return html`<form class="drop" data-drop data-failed="${w.readFailed}" hidden>
<label class="zone" for="eml"><strong>${w.drop}</strong><small>${w.dropHint}</small>
<input id="eml" type="file" accept=".eml,message/rfc822"></label>
<div class="token"><label for="token">${w.token}</label><input id="token" type="password" autocomplete="off">
<small>${w.tokenHint}</small></div>
<button>${w.send}</button><p class="hint" role="status" data-status></p></form>
<noscript><p class="hint">${w.noScript}</p></noscript>`;
}

function nowSection(health: Health, lang: Lang, words: Words): Html {
  const w = words.home;
  const { feed } = health;
  const changed = feed.serial === 0 ? words.feeds.never : formatTime(feed.changedAt, toZone(null, lang));
  return html`<section><h2>${w.figures}</h2><dl class="figures">
<div><dt>${w.listed}</dt><dd>${feed.entries}</dd></div>
<div><dt>${w.serial}</dt><dd>${feed.serial}</dd></div>
<div><dt>${w.waiting}</dt><dd>${health.backlog}</dd></div>
<div><dt>${w.changed}</dt><dd class="small">${changed}</dd></div></dl></section>`;
}

function newestSection(newest: readonly Listing[], lang: Lang, words: Words): Html {
  const w = words.home;
  if (newest.length === 0) return html`<section><h2>${w.newest}</h2><p>${w.none}</p></section>`;
  const zone = toZone(null, lang);
  const rows = newest.map(
    (
      l,
    ) => html`<tr><td><a href="/search?q=${encodeURIComponent(l.key)}&lang=${lang}">${shownKey(l.key)}</a></td>
<td class="num">${formatTime(l.listedAt, zone)}</td><td class="num">${percent(l.probability)}</td>
<td><small>${l.reasons.slice(0, 3).join(", ")}</small></td></tr>`,
  );
  return html`<section><h2>${w.newest}</h2><div class="scroll"><table>
<thead><tr><th>${w.entry}</th><th>${w.since}</th><th>${w.probability}</th><th>${w.reasons}</th></tr></thead>
<tbody>${rows}</tbody></table></div></section>`;
}
