import { HEADER_LABELS, type LabelKind } from "../data/forward-labels.ts";

/**
 * Labels on one line without breaks, as Yahoo! Mail's text part has them:
 *
 *   From: John <j@a.example>To: "b@b.example" <b@b.example>Sent: Tuesday, 2 November 2021, 09:26 CETSubject: Hello
 *
 * A label counts where it begins the line or sticks to the end of a value, written with a capital.
 */
export function splitGluedLabels(
  line: string,
): { readonly fields: ReadonlyMap<LabelKind, string>; readonly dateLabel: string } | null {
  const found: { kind: LabelKind; label: string; start: number; end: number }[] = [];
  for (const [kind, labels] of Object.entries(HEADER_LABELS) as [LabelKind, readonly string[]][]) {
    for (const label of labels) {
      const hit = findLabel(line, label, kind);
      if (hit !== null) found.push({ kind, label, ...hit });
    }
  }
  const ordered = found.toSorted((a, b) => a.start - b.start || b.end - a.end);
  return toFields(line, ordered);
}

function findLabel(line: string, label: string, kind: LabelKind): { start: number; end: number } | null {
  for (const written of new Set([capital(label), label.toUpperCase()])) {
    if (!line.includes(written)) continue;
    // Portuguese Yahoo! forgets the colon after the subject's label.
    const pattern = `(?<=^|[>\\d\\p{Lu}\\p{Lo}.])${escapeRegex(written)}${kind === "subject" ? "(?:\\s?[:：]\\s?|\\s)" : "\\s?[:：]\\s?"}`;
    const match = new RegExp(pattern, "u").exec(line);
    if (match !== null) return { start: match.index, end: match.index + match[0].length };
  }
  return null;
}

function capital(label: string): string {
  const [first = "", ...rest] = label;
  return first.toUpperCase() + rest.join("");
}

function escapeRegex(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function toFields(
  line: string,
  found: readonly { kind: LabelKind; label: string; start: number; end: number }[],
) {
  const fields = new Map<LabelKind, string>();
  let dateLabel = "";
  let reached = -1;
  for (const [index, label] of found.entries()) {
    if (label.start < reached || fields.has(label.kind)) continue;
    const next = found
      .slice(index + 1)
      .find((other) => other.start >= label.end && !fields.has(other.kind) && other.kind !== label.kind);
    fields.set(label.kind, line.slice(label.end, next?.start).trim());
    if (label.kind === "date") dateLabel = label.label;
    reached = label.end;
  }
  return fields.has("from") && fields.size >= 3 ? { fields, dateLabel } : null;
}
