import type { Words } from "../words.en.ts";
import { defangText } from "./facts.ts";
import { formatTime, type Zone } from "./time-text.ts";
import type { Fact, ReportView, Row } from "./view.ts";

/**
 * The report as Markdown, for a ticket or a blog. Text of the mail stands in code spans and fences only, so that
 * it can neither become a link nor mark-up; the rest is escaped.
 */
export function reportMarkdown(view: ReportView, words: Words, zone: Zone): string {
  const w = words.report;
  const h = view.headline;
  const blocks = [
    `# ${w.title}: ${escapeMd(h.tag)}`,
    view.isSimulated ? `> ${escapeMd(words.simulated)}` : "",
    `**${escapeMd(h.sentence)}**`,
    h.because === null ? "" : escapeMd(h.because),
    verdictLine(view, words),
    section(w.reasons, reasonTable(view, words, zone)),
    section(w.facts, rowsMd(view.rows, zone, words)),
    ...view.destinations.map((d) => section(`${w.where}: ${code(d.shown)}`, rowsMd(d.rows, zone, words))),
    section(words.campaign.inReport, list(view.campaigns.map((one) => `${one.text}: ${one.path}`))),
    section(w.todo, [list(view.advice), rowsMd([view.official], zone, words)].join("\n\n")),
    section(w.report, draftsMd(view, words)),
    section(w.unchecked, list(view.unchecked)),
    section(w.timeline, list(view.timeline.map((e) => `${formatTime(e.at, zone)} · ${e.text}`))),
    `---\n${escapeMd(words.footer)}`,
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function verdictLine({ headline: h }: ReportView, words: Words): string {
  const w = words.report;
  if (h.probability === null || h.evidenceDb === null) return "";
  const percent = `${Math.min(99.9, h.probability * 100).toFixed(1)} %`;
  const parts = [w.probability(percent), w.evidence(h.evidenceDb.toFixed(1)), w.rules(h.rulesVersion ?? "")];
  return parts.map(escapeMd).join(" · ");
}

function reasonTable(view: ReportView, words: Words, zone: Zone): string {
  if (view.reasons.length === 0) return "";
  const w = words.report;
  const lines = view.reasons.map((r) => {
    const at = r.observedAt === null ? "" : ` (${formatTime(r.observedAt, zone)})`;
    return `| ${r.db.toFixed(1)} | ${escapeMd(defangText(r.text))} | ${code(r.id)} | ${escapeMd(r.source + at)} |`;
  });
  return [`| dB | ${w.reason} | ID | ${words.source} |`, "|---:|---|---|---|", ...lines].join("\n");
}

function rowsMd(rows: readonly Row[], zone: Zone, words: Words): string {
  return rows
    .map((row) => `- **${escapeMd(row.label)}**\n${row.facts.map((f) => factMd(f, zone, words)).join("\n")}`)
    .join("\n");
}

function factMd(fact: Fact, zone: Zone, words: Words): string {
  const label = fact.label === null ? "" : `${escapeMd(fact.label)}: `;
  const notes = fact.notes.map((note) => `    - ${escapeMd(note)}`);
  if (fact.source !== null) {
    const at = fact.observedAt === null ? "" : `, ${words.at} ${formatTime(fact.observedAt, zone)}`;
    notes.push(`    - ${escapeMd(`${words.source}: ${fact.source}${at}`)}`);
  }
  const isBlock = fact.isVerbatim && fact.text.includes("\n");
  const text = isBlock
    ? `\n${indent(fence(fact.text))}`
    : fact.isVerbatim
      ? code(fact.text)
      : escapeMd(fact.text);
  return [`  - ${label}${text}`, ...notes].join("\n");
}

function draftsMd(view: ReportView, words: Words): string {
  const d = words.report.drafts;
  return view.drafts
    .map((draft) => {
      const to =
        draft.to === null
          ? (draft.hint ?? "")
          : `${draft.toKind === "mail" ? d.to : d.page}: ${code(draft.to)}`;
      return [`### ${escapeMd(draft.title)}`, to, ...draft.texts.map((t) => fence(t.text))].join("\n\n");
    })
    .join("\n\n");
}

const section = (title: string, content: string): string =>
  content === "" ? "" : `## ${title}\n\n${content}`;

const list = (lines: readonly string[]): string => lines.map((line) => `- ${escapeMd(line)}`).join("\n");

const indent = (text: string): string => text.replace(/^/gm, "    ");

/** CommonMark 6.1: a code span is closed by a run of as many backticks as opened it. */
function code(text: string): string {
  const run = longestRun(text);
  const ticks = "`".repeat(run + 1);
  const oneLine = text.replace(/\s+/g, " ").replaceAll("|", "\\|");
  return run === 0 ? `${ticks}${oneLine}${ticks}` : `${ticks} ${oneLine} ${ticks}`;
}

const fence = (text: string): string => {
  const ticks = "`".repeat(Math.max(3, longestRun(text) + 1));
  return `${ticks}text\n${text}\n${ticks}`;
};

const longestRun = (text: string): number =>
  Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));

/** CommonMark 2.4: any ASCII punctuation may be escaped; line breaks would end the item. */
function escapeMd(text: string): string {
  return defangText(text)
    .replace(/\s*\n\s*/g, " ")
    .replace(/[\\`*_{}[\]<>#|~]/g, "\\$&");
}
