import { html } from "hono/html";
import type { EpochSeconds } from "../../domain/time.ts";
import { defangText } from "../report/facts.ts";
import { formatTime, type Zone } from "../report/time-text.ts";
import type { Fact, ReasonLine, Row, Tone } from "../report/view.ts";
import type { Words } from "../words.en.ts";
import type { Html } from "./layout.ts";

/** Pieces that the report and the search page share. */

/** Shapes as well as colours, so that the verdict is readable without either. */
const SHAPES: Readonly<Record<Tone, string>> = {
  malicious: "M7 1h6l6 6v6l-6 6H7l-6-6V7zM6 6l8 8M14 6l-8 8",
  suspicious: "M10 1 19.5 18.5H.5zM10 7v5.5M10 15v1.5",
  unclear: "M10 1a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM7.5 8a2.5 2.5 0 1 1 2.5 2.7V12M10 14v1.5",
  benign: "M10 1a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM6 10.2l3 3 5-6",
  pending: "M10 1a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM10 5v5l3.5 2",
  nolinks: "M10 1a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM6 10h8",
  unreadable: "M4 1h8l4 4v14H4zM7 9l6 6M13 9l-6 6",
};

export const toneTag = (tone: Tone, tag: string): Html =>
  html`<span class="tag"><svg viewBox="0 0 20 20" aria-hidden="true"><path d="${SHAPES[tone]}"/></svg>${tag}</span>`;

const WIDTH_PIXELS = 120;
/** Zero lies at the left end, unless something speaks for the mail. */
const ZERO_PIXELS = 40;
const PIXELS_PER_DB = 4;

/** One scale in a table, so that its bars compare. Both ends are capped, the figure beside them is not. */
function bar(db: number, hasBothSides: boolean): Html {
  const zero = hasBothSides ? ZERO_PIXELS : 1;
  const length = Math.min(Math.abs(db) * PIXELS_PER_DB, db < 0 ? zero : WIDTH_PIXELS - zero);
  const x = db < 0 ? zero - length : zero;
  return html`<svg class="bar" viewBox="0 0 ${WIDTH_PIXELS} 12" aria-hidden="true">
<rect class="${db < 0 ? "for" : "against"}" x="${x.toFixed(1)}" y="2" width="${length.toFixed(1)}" height="8" rx="1.5"/>
<path d="M${zero} 0v12"/></svg>`;
}

const signed = (db: number): string => `${db < 0 ? "−" : "+"}${Math.abs(db).toFixed(1)}`;

/** Source and time of a statement: `rdap:example · as of 2026-02-11 21:36 (JST)`. */
function origin(source: string | null, at: EpochSeconds | null, words: Words, zone: Zone): string {
  const time = at === null ? null : `${words.at} ${formatTime(at, zone)}`;
  return [source, time].filter((part) => part !== null).join(" · ");
}

export function reasonsTable(reasons: readonly ReasonLine[], words: Words, zone: Zone): Html {
  const w = words.report;
  if (reasons.length === 0) return html`<p>${w.noReasons}</p>`;
  const hasBothSides = reasons.some((r) => r.db < 0);
  const rows = reasons.map(
    (r) => html`<tr><td><span class="group">${r.groupName}</span> ${defangText(r.text)}
<small><code>${r.id}</code> · ${origin(r.source, r.observedAt, words, zone)}${r.isWritersText ? ` · ${w.writersText}` : ""}</small></td>
<td class="weight">${bar(r.db, hasBothSides)}<span>${signed(r.db)}</span></td></tr>`,
  );
  return html`<div class="scroll"><table class="reasons">
<thead><tr><th>${w.reason}</th><th class="weight">${w.weight} (dB)</th></tr></thead><tbody>${rows}</tbody></table></div>
<p class="hint">${w.weightHint}</p>`;
}

function factItem(fact: Fact, words: Words, zone: Zone): Html {
  const said = origin(fact.source, fact.observedAt, words, zone);
  const text =
    fact.href !== null
      ? html`<a href="${fact.href}" rel="noopener noreferrer">${fact.text}</a>`
      : fact.isVerbatim
        ? html`<span class="verbatim">${fact.text}</span>`
        : html`<span>${fact.text}</span>`;
  return html`<li class="${fact.state}${fact.isWarning ? " warn" : ""}">
${fact.label === null ? "" : html`<span class="label">${fact.label}</span>`}${text}
${fact.notes.length === 0 ? "" : html`<small>${fact.notes.join(" · ")}</small>`}
${said === "" ? "" : html`<small class="source">${said}</small>`}</li>`;
}

/** Rows as a definition list; the state of each statement is a class and, where it holds no value, its text. */
export function factRows(rows: readonly Row[], words: Words, zone: Zone): Html {
  return html`<dl class="rows">${rows.map(
    (row) =>
      html`<div id="row-${row.id}"><dt>${row.label}</dt><dd><ul>${row.facts.map((fact) =>
        factItem(fact, words, zone),
      )}</ul></dd></div>`,
  )}</dl>`;
}
