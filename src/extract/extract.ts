import type { LimitReached, Mailbox, ParsedMail } from "../domain/message.ts";
import { chooseScope } from "../domain/scope.ts";
import type { Extraction, FoundIn, Link, SenderEvidence } from "../domain/sighting.ts";
import { parseUrl } from "../domain/url.ts";
import { BODY_CHARS_MAX, LINK_TEXT_CHARS_MAX, LINKS_MAX } from "../limits.ts";
import { type Candidate, type Collected, collect, type ReadMail } from "./collect.ts";
import { detectLanguage } from "./language.ts";
import { findPhones } from "./phones.ts";
import { makeRedactor, type Redactor } from "./redact.ts";
import { NO_SENDER, readSender } from "./sender.ts";
import { splitSubjectTag } from "./subject-tag.ts";
import { type UnwrappedHop, unwrap } from "./unwrap.ts";

export interface ExtractOptions {
  /** authserv-ids whose Authentication-Results are believed. */
  readonly trustedAuthservIds: readonly string[];
  /** Reads a mail that is attached to the mail. */
  readonly readMail: ReadMail;
}

/**
 * One mail -> all that a report, a verdict and a listing need. Pure. The step order:
 *   collect (html, text, attachments) -> unwrap -> redact -> merge twins -> cap
 * Nothing of the reporter or the recipient is left in the result.
 */
export function extract(mail: ParsedMail, options: ExtractOptions): Extraction {
  const { original, outer } = mail;
  const collected = collect(original, mail.siblings, options.readMail);
  const isReport = isWrittenByReporter(mail, collected);
  const redactor = redactorFor(mail, isReport);
  const { links, limits } = mergeLinks(collected.candidates, redactor);
  const { subject, tag } = splitSubjectTag(original.subject);
  const body = collected.htmlText.trim() !== "" ? collected.htmlText : (original.text ?? "");
  const truncated = [...mail.truncated, ...collected.truncated, ...limits];
  return {
    subject: redactor.text(subject),
    subjectTag: tag ?? splitSubjectTag(outer.subject).tag,
    sender: isReport ? NO_SENDER : redactSender(readSender(mail, options), redactor),
    sentAt: original.date,
    // Redacted before it is cut: half an address at the cut would stay.
    body: redactor.text(body).slice(0, BODY_CHARS_MAX),
    language: detectLanguage(`${subject}\n${body}`),
    links,
    resources: distinct(
      collected.resources.map((r) => ({ url: redactor.url(r.url), host: r.host })),
      (r) => r.url,
    ).slice(0, LINKS_MAX),
    masked: distinct(
      collected.masked.map((m) => ({ ...m, text: redactor.text(m.text) })),
      (m) => m.text,
    ),
    phones: findPhones(body),
    unread: collected.notes.map((n) => ({ ...n, attachment: redactor.text(n.attachment) })),
    truncated: distinct(truncated, (t) => t.limit),
  };
}

/**
 * A mail that was not forwarded, and whose every link is defanged or masked, is a report that a person wrote by
 * hand (about an SMS, say). Its sender is the reporter: no evidence, and nothing to be kept.
 */
function isWrittenByReporter(mail: ParsedMail, { candidates, masked }: Collected): boolean {
  if (mail.forwarded !== "none" || candidates.length + masked.length === 0) return false;
  return candidates.every((c) => c.wasDefanged);
}

/** Everyone on the reader's side: the recipients of both mails, and the reporter when the mail was forwarded. */
function redactorFor(mail: ParsedMail, isReport: boolean): Redactor {
  const { original, outer } = mail;
  const people = [...original.recipients];
  if (mail.forwarded === "none" && !isReport) return makeRedactor(people);
  if (outer.from) people.push(outer.from);
  people.push(...outer.recipients);
  return makeRedactor(people, outer.returnPath ? [outer.returnPath] : []);
}

/** The displayed sender is often made to be the recipient. */
function redactSender(sender: SenderEvidence, redactor: Redactor): SenderEvidence {
  const redactMailbox = (m: Mailbox | null): Mailbox | null =>
    m && { name: redactor.text(m.name), address: redactor.text(m.address) };
  const redact = (text: string | null): string | null => (text === null ? null : redactor.text(text));
  return {
    ...sender,
    displayed: redactMailbox(sender.displayed),
    replyTo: redactMailbox(sender.replyTo),
    addressInName: redact(sender.addressInName),
    viaList: redact(sender.viaList),
  };
}

interface Merged {
  readonly first: Link;
  readonly foundIn: Set<FoundIn>;
  isHidden: boolean;
  text: string | null;
}

/** Unwraps every candidate and folds the ones with the same redacted URL and role into one Link. */
function mergeLinks(
  candidates: readonly Candidate[],
  redactor: Redactor,
): { links: Link[]; limits: LimitReached[] } {
  const merged = new Map<string, Merged>();
  const limits: LimitReached[] = [];
  for (const candidate of candidates) {
    const { hops, isOpaque, tells, truncated } = unwrap(candidate.url);
    limits.push(...truncated);
    for (const [n, hop] of hops.entries()) {
      const via = hops.slice(0, n).map((h) => h.url.host);
      const isLast = n === hops.length - 1;
      const link = toLink(hop, via, isOpaque && isLast, candidate, redactor);
      addLink(
        merged,
        isLast && Object.keys(tells).length > 0 ? { ...link, tells: redactTells(tells, redactor) } : link,
        limits,
      );
    }
  }
  const links = [...merged.values()].map((m) => ({
    ...m.first,
    foundIn: [...m.foundIn],
    isHidden: m.isHidden,
    text: m.text,
  }));
  return { links, limits };
}

function redactTells(tells: Readonly<Record<string, string>>, redactor: Redactor): Record<string, string> {
  return Object.fromEntries(Object.entries(tells).map(([name, value]) => [name, redactor.text(value)]));
}

function addLink(merged: Map<string, Merged>, link: Link, limits: LimitReached[]): void {
  const twin = merged.get(`${link.role} ${link.url}`);
  if (twin) {
    for (const f of link.foundIn) twin.foundIn.add(f);
    twin.isHidden &&= link.isHidden;
    twin.text ??= link.text;
  } else if (merged.size >= LINKS_MAX) limits.push({ limit: "LINKS_MAX", max: LINKS_MAX });
  else {
    const { isHidden, text } = link;
    merged.set(`${link.role} ${link.url}`, { first: link, foundIn: new Set(link.foundIn), isHidden, text });
  }
}

function toLink(
  { url, role, via: family }: UnwrappedHop,
  via: readonly string[],
  isOpaque: boolean,
  candidate: Candidate,
  redactor: Redactor,
): Link {
  // A URL that redaction broke is cut to its host: what the token was must not come back.
  const href = redactor.url(url.href);
  const redacted =
    href === url.href ? url : (parseUrl(href) ?? parseUrl(`${url.scheme}://${url.host}/`) ?? url);
  return {
    url: redacted.href,
    // A label of the host can be the recipient's address in some coding.
    host: redacted.host,
    domain: redacted.domain,
    scope: chooseScope(redacted).scope,
    role,
    ...(family === null ? {} : { family }),
    foundIn: [candidate.foundIn],
    via,
    text: candidate.text === null ? null : redactor.text(candidate.text).slice(0, LINK_TEXT_CHARS_MAX),
    isHidden: candidate.isHidden,
    isOpaque,
  };
}

function distinct<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  const seen = new Map<string, T>();
  for (const item of items) if (!seen.has(keyOf(item))) seen.set(keyOf(item), item);
  return [...seen.values()];
}
