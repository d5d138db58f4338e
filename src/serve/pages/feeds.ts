import { html } from "hono/html";
import type { FeedState } from "../../ports.ts";
import type { FeedFormat } from "../../publish/feed-format.ts";
import { formatTime, toZone } from "../report/time-text.ts";
import type { Lang } from "../schemas.ts";
import { type Html, page, wordsOf } from "./layout.ts";

interface FeedsPage {
  readonly lang: Lang;
  readonly state: FeedState;
  readonly formats: readonly Pick<FeedFormat, "name" | "about" | "scopes">[];
  readonly isSimulated: boolean;
}

/** The index of the feeds for people; addresses are links, since feeds are ours. */
export function feedsPage({ lang, state, formats, isSimulated }: FeedsPage): Html {
  const words = wordsOf(lang);
  const w = words.feeds;
  const changed = state.serial === 0 ? w.never : formatTime(state.changedAt, toZone(null, lang));
  const rows = formats.map(
    (f) => html`<tr><td><a href="/feed/${f.name}"><code>${f.name}</code></a></td><td>${f.about}</td>
<td>${f.scopes.map((s) => w.scope[s]).join(", ")}</td></tr>`,
  );
  return page(
    { lang, title: w.title, isSimulated, path: "/feed/", isIndexed: true },
    html`<h1>${w.title}</h1><p class="lead">${w.lead}</p>
<dl class="figures">
<div><dt>${words.home.listed}</dt><dd>${state.entries}</dd></div>
<div><dt>${w.serial}</dt><dd>${state.serial}</dd></div>
<div><dt>${w.changed}</dt><dd class="small">${changed}</dd></div>
</dl>
<div class="scroll"><table><thead><tr><th>${w.name}</th><th>${w.about}</th><th>${w.scopes}</th></tr></thead>
<tbody>${rows}</tbody></table></div>`,
  );
}
