import { BRANDS_SOURCE, type Brand } from "../../data/brands.ts";
import type { HistoryEntry, Indicator } from "../../domain/indicator.ts";
import type { MailRecord } from "../../domain/mail-record.ts";
import { brandById } from "../../score/brand-domains.ts";
import type { Lang } from "../schemas.ts";
import { en } from "../words.en.ts";
import { ja } from "../words.ja.ts";
import { campaignLinks } from "./campaigns.ts";
import { destinations } from "./destinations.ts";
import { drafts } from "./drafts.ts";
import { found, none, type Reader, row, verbatim } from "./facts.ts";
import { headline, reasonLines, strongest } from "./headline.ts";
import { mailRows } from "./mail-rows.ts";
import type { Zone } from "./time-text.ts";
import { timeline, unchecked } from "./unchecked.ts";
import type { ReportView, Row } from "./view.ts";

export interface ReportInput {
  readonly record: MailRecord;
  /** The indicators of record.keys; one that is missing was not stored yet. */
  readonly indicators: ReadonlyMap<string, Indicator>;
  readonly history: readonly HistoryEntry[];
  /** Hosts by campaign, of the campaigns of its destinations. */
  readonly campaignHosts: ReadonlyMap<string, readonly string[]>;
  readonly lang: Lang;
  readonly zone: Zone;
  readonly isSimulated: boolean;
}

/** One mail as a report: every row of the model report, filled or with the reason why it is not. Pure. */
export function buildReport(input: ReportInput): ReportView {
  const { record, indicators, lang, zone } = input;
  const reader: Reader = { words: lang === "ja" ? ja : en, lang, zone };
  const brand = record.claim ? brandById(record.claim.brand) : null;
  const judged = strongest(record, indicators);
  const isLost = record.lost.length > 0;
  return {
    id: record.id,
    lang,
    isSimulated: input.isSimulated,
    isPublic: record.isPublic,
    receivedAt: record.receivedAt,
    headline: headline(record, indicators, judged, brand, reader),
    reasons: reasonLines(judged?.verdict ?? null, reader),
    rows: record.extraction ? mailRows(record, record.extraction, brand, reader) : [],
    destinations: destinations(record, indicators, reader),
    campaigns: campaignLinks(input.campaignHosts, reader),
    official: official(brand, reader),
    unchecked: unchecked(record, indicators, reader),
    timeline: timeline(input.history, reader),
    advice: reader.words.report.advice,
    resend: isLost && record.forwarded === "inline" ? reader.words.report.resend : null,
    drafts: drafts(record, judged, brand, reader),
  };
}

/** More would be a wall of names: the first ones of a brand's list are those that people meet. */
const OFFICIAL_DOMAINS_SHOWN = 8;

function official(brand: Brand | null, reader: Reader): Row {
  const w = reader.words.report;
  if (!brand) return row("official", reader, [none(w.officialNone)]);
  const more = brand.domains.length - OFFICIAL_DOMAINS_SHOWN;
  const page = brand.warningPage;
  const label = w.warningPage;
  return row("official", reader, [
    found(brand.domains.slice(0, OFFICIAL_DOMAINS_SHOWN).join(", "), {
      label: w.officialDomains,
      notes: more > 0 ? [w.andMore(more)] : [],
      source: BRANDS_SOURCE,
    }),
    page === null
      ? none(w.warningNone, { label })
      : verbatim(page, { label, href: page, source: BRANDS_SOURCE }),
  ]);
}
