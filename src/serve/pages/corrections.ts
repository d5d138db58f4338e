import { html } from "hono/html";
import type { Correction } from "../../domain/person.ts";
import { shownKey } from "../report/facts.ts";
import { formatTime, toZone } from "../report/time-text.ts";
import type { Lang } from "../schemas.ts";
import { type Html, page, wordsOf } from "./layout.ts";

interface CorrectionsPage {
  readonly lang: Lang;
  readonly corrections: readonly Correction[];
  readonly isSimulated: boolean;
}

/** What was listed in error, for its owners and for those who loaded the feeds. */
export function correctionsPage({ lang, corrections, isSimulated }: CorrectionsPage): Html {
  const w = wordsOf(lang).corrections;
  const zone = toZone(null, lang);
  const rows = corrections.map(
    (one) => html`<tr><td><code>${shownKey(one.key)}</code></td>
<td>${one.listedAt === null ? "–" : formatTime(one.listedAt, zone)}</td><td>${formatTime(one.at, zone)}</td>
<td>${w.by[one.by]}: ${one.by === "machine" ? (w.machineWhy[one.why] ?? one.why) : one.why}</td></tr>`,
  );
  return page(
    { lang, title: w.title, isSimulated, path: "/corrections", isIndexed: true },
    html`<h1>${w.title}</h1><p class="lead">${w.lead}</p>
${
  rows.length === 0
    ? html`<p>${w.none}</p>`
    : html`<div class="scroll"><table><thead><tr><th>${w.entry}</th><th>${w.listedAt}</th><th>${w.takenOffAt}</th><th>${w.why}</th></tr></thead>
<tbody>${rows}</tbody></table></div>`
}
<p class="formats"><a href="/corrections.json">JSON</a></p>`,
  );
}
