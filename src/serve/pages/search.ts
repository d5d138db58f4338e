import { html } from "hono/html";
import type { Brand } from "../../data/brands.ts";
import type { Indicator } from "../../domain/indicator.ts";
import { brandName } from "../report/brand-text.ts";
import { destination } from "../report/destinations.ts";
import { type Reader, shownKey } from "../report/facts.ts";
import { reasonLines } from "../report/headline.ts";
import { toZone } from "../report/time-text.ts";
import type { Tone } from "../report/view.ts";
import type { Lang } from "../schemas.ts";
import { searchForm } from "./home.ts";
import { type Html, page, wordsOf } from "./layout.ts";
import { factRows, reasonsTable, toneTag } from "./parts.ts";

export interface SearchPage {
  readonly lang: Lang;
  readonly q: string;
  /** `null`: what was typed is nothing that can be looked up. */
  readonly answer: {
    readonly indicator: Indicator | null;
    readonly officialOf: Brand | null;
    /** Address of the same answer as JSON. */
    readonly jsonPath: string;
  } | null;
  readonly isSimulated: boolean;
}

/** A lookup for people, without JavaScript. */
export function searchPage({ lang, q, answer, isSimulated }: SearchPage): Html {
  const words = wordsOf(lang);
  const w = words.search;
  const path = `/search?q=${encodeURIComponent(q)}`;
  return page({ lang, title: w.title(shownKey(q)), isSimulated, path }, [
    searchForm(lang, q, words),
    answer === null
      ? html`<p class="lead">${w.bad}</p>`
      : answerParts(answer, { words, lang, zone: toZone(null, lang) }),
  ]);
}

function answerParts(
  { indicator, officialOf, jsonPath }: NonNullable<SearchPage["answer"]>,
  reader: Reader,
): Html {
  const { words, zone, lang } = reader;
  const w = words.search;
  const status = indicator?.status ?? "unknown";
  const official =
    officialOf === null ? "" : html`<p class="because">${w.official(brandName(officialOf, lang))}</p>`;
  const json = html`<p class="formats"><a href="${jsonPath}">${w.json}</a></p>`;
  const tone: Tone = indicator === null ? "unclear" : (indicator.verdict?.band ?? "pending");
  const head = html`<section class="verdict ${tone}">${toneTag(tone, words.report.tag[tone])}<h1>${w.status[status]}</h1>
${indicator === null ? html`<p class="because">${w.unknown}</p>` : html`<p class="meta"><span>${shownKey(indicator.key)}</span></p>`}
${official}</section>`;
  if (indicator === null) return html`${head}${json}`;
  const d = destination(
    indicator.key,
    indicator,
    indicator.context?.receivedAt ?? indicator.firstSeenAt,
    reader,
  );
  return html`${head}<section><h2>${words.report.reasons}</h2>${reasonsTable(reasonLines(indicator.verdict, reader), words, zone)}</section>
<section><h2>${w.facts}</h2>${factRows(d.rows, words, zone)}</section>${json}`;
}
