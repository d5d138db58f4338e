import { html } from "hono/html";
import { defangText } from "../report/facts.ts";
import { formatTime, type Zone } from "../report/time-text.ts";
import type { Destination, Draft, ReportView } from "../report/view.ts";
import type { Words } from "../words.en.ts";
import { type Html, page, wordsOf } from "./layout.ts";
import { factRows, reasonsTable, toneTag } from "./parts.ts";

/** The report as a page: verdict, reasons, evidence, what to do. Nothing in it can be opened by accident. */
export function reportPage(view: ReportView, zone: Zone): Html {
  const words = wordsOf(view.lang);
  const w = words.report;
  const title = `${view.headline.tag}: ${w.title}`;
  return page(
    {
      lang: view.lang,
      title,
      isSimulated: view.isSimulated,
      path: `/reports/${view.id}`,
      isIndexed: view.isPublic,
    },
    [
      verdictCard(view, words),
      view.reasons.length > 0
        ? html`<section><h2>${w.reasons}</h2>${reasonsTable(view.reasons, words, zone)}</section>`
        : html``,
      view.rows.length > 0
        ? html`<section><h2>${w.facts}</h2>${factRows(view.rows, words, zone)}</section>`
        : html``,
      whereSection(view.destinations, words, zone),
      campaignSection(view, words),
      todoSection(view, words, zone),
      draftsSection(view.drafts, words),
      listSection(w.unchecked, view.unchecked),
      listSection(
        w.timeline,
        view.timeline.map((entry) => `${formatTime(entry.at, zone)} · ${entry.text}`),
      ),
      html`<p class="formats"><a href="/reports/${view.id}.json?lang=${view.lang}">JSON</a>
<a href="/reports/${view.id}.md?lang=${view.lang}">Markdown</a></p>`,
    ],
  );
}

/** One decimal, and never 100 %: no evidence is that good. */
export function percent(probability: number): string {
  return `${Math.min(99.9, probability * 100).toFixed(1)} %`;
}

function verdictCard({ headline: h }: ReportView, words: Words): Html {
  const w = words.report;
  const figures = [
    h.probability === null ? null : w.probability(percent(h.probability)),
    h.evidenceDb === null ? null : w.evidence(h.evidenceDb.toFixed(1)),
    h.judged === null ? null : w.judged(h.judged),
    h.rulesVersion === null ? null : w.rules(h.rulesVersion),
  ].filter((part) => part !== null);
  return html`<section class="verdict ${h.tone}">
<p class="eyebrow">${w.title}</p>
${toneTag(h.tone, h.tag)}
<h1>${h.sentence}</h1>
${h.pretends === null ? "" : html`<p class="because">${h.pretends}</p>`}
${h.because === null ? "" : html`<p class="because">${defangText(h.because)}</p>`}
${figures.length === 0 ? "" : html`<p class="meta">${figures.map((f) => html`<span>${f}</span>`)}</p>`}
</section>`;
}

function whereSection(list: readonly Destination[], words: Words, zone: Zone): Html {
  if (list.length === 0) return html``;
  return html`<section><h2>${words.report.where}</h2>${list.map((d) =>
    d.isInnocent ? quietCard(d, words, zone) : openCard(d, words, zone),
  )}</section>`;
}

const campaignSection = ({ campaigns, lang }: ReportView, words: Words): Html =>
  campaigns.length === 0
    ? html``
    : html`<section><h2>${words.campaign.inReport}</h2><ul class="plain">${campaigns.map(
        (one) => html`<li><a href="${one.path}?lang=${lang}">${one.text}</a></li>`,
      )}</ul></section>`;

function cardHead(d: Destination, words: Words): Html {
  const w = words.report;
  const state = d.isInnocent ? w.innocent : d.band === null ? w.tag.pending : words.band[d.band];
  return html`<span class="key">${d.shown}</span><span class="chip">${state}</span>${
    d.status === "listed" || d.status === "cleared"
      ? html`<span class="chip">${w.status[d.status]}</span>`
      : ""
  }`;
}

const openCard = (
  d: Destination,
  words: Words,
  zone: Zone,
): Html => html`<article class="card ${d.band ?? "pending"}">
<h3>${cardHead(d, words)}</h3>${factRows(d.rows, words, zone)}
${d.nextCheckAt === null ? "" : html`<p class="hint">${words.report.nextCheck(formatTime(d.nextCheckAt, zone))}</p>`}</article>`;

/** Scam mail carries true links of the brand: shown, but folded away from what matters. */
const quietCard = (d: Destination, words: Words, zone: Zone): Html =>
  html`<details class="card benign"><summary>${cardHead(d, words)}</summary>${factRows(d.rows, words, zone)}</details>`;

function todoSection(view: ReportView, words: Words, zone: Zone): Html {
  const isBad = view.headline.tone !== "benign";
  return html`<section><h2>${words.report.todo}</h2>
${isBad ? html`<ul class="advice">${view.advice.map((line) => html`<li>${line}</li>`)}</ul>` : ""}
${view.resend === null ? "" : html`<p class="resend">${view.resend}</p>`}
${factRows([view.official], words, zone)}</section>`;
}

function draftsSection(drafts: readonly Draft[], words: Words): Html {
  const w = words.report;
  if (drafts.length === 0) return html``;
  return html`<section id="row-report_to"><h2>${w.report}</h2><p>${w.drafts.lead}</p>${drafts.map((draft) =>
    draftBlock(draft, words),
  )}</section>`;
}

function draftBlock(draft: Draft, words: Words): Html {
  const d = words.report.drafts;
  return html`<details class="draft"><summary>${draft.title}</summary>
${draft.to === null ? "" : html`<p>${draft.toKind === "mail" ? d.to : d.page}: ${draft.toKind === "page" ? html`<a href="${draft.to}" rel="noopener noreferrer">${draft.to}</a>` : html`<code>${draft.to}</code>`}</p>`}
${draft.hint === null ? "" : html`<p class="hint">${draft.hint}</p>`}
${draft.texts.map(({ lang, text }) => {
  const id = `draft-${draft.id}-${lang}`;
  return html`<div class="copy"><button type="button" data-copy="${id}" data-copied="${words.copied}" hidden>${words.copy}</button>
<pre id="${id}" lang="${lang}" tabindex="0">${text}</pre></div>`;
})}</details>`;
}

const listSection = (title: string, lines: readonly string[]): Html =>
  lines.length === 0
    ? html``
    : html`<section><h2>${title}</h2><ul class="plain">${lines.map((line) => html`<li>${line}</li>`)}</ul></section>`;
