import type { Brand } from "../../data/brands.ts";
import type { Evidence, Network } from "../../domain/evidence.ts";
import type { MailRecord } from "../../domain/mail-record.ts";
import type { Authentication, Extraction, Hop, Link, Phone } from "../../domain/sighting.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import { brandName } from "./brand-text.ts";
import { defangText, found, lostOr, missing, none, type Reader, row, shownKey, verbatim } from "./facts.ts";
import { formatTime } from "./time-text.ts";
import type { Fact, Row } from "./view.ts";

/** Rows that the mail itself fills: subject to links, in the order of the model report. */
export function mailRows(
  record: MailRecord,
  extraction: Extraction,
  brand: Brand | null,
  reader: Reader,
): Row[] {
  return [
    row("subject", reader, subject(record, extraction, reader)),
    row("sender", reader, sender(record, extraction, reader)),
    row("received", reader, received(record, extraction, reader)),
    row("body", reader, body(record, extraction, reader)),
    row("claim", reader, claim(record, brand, reader)),
    row("phone", reader, phones(extraction.phones, brand, reader)),
    row("relay", reader, relay(record, extraction, reader)),
    row("links", reader, links(extraction, reader)),
  ];
}

/** When the reader's side got the mail: what the ages of the score are counted to. Never later than its arrival here. */
export function receivedAt(record: MailRecord): EpochSeconds {
  const at = record.extraction?.sender.relay?.at ?? record.extraction?.sentAt ?? record.receivedAt;
  return Math.min(at, record.receivedAt);
}

function subject(record: MailRecord, e: Extraction, reader: Reader): Fact[] {
  const tag = e.subjectTag === null ? [] : [reader.words.report.filterTag(e.subjectTag)];
  if (e.subject !== "") return [verbatim(defangText(e.subject), { notes: tag })];
  return [lostOr(record, "subject", none(reader.words.report.notInMail, { notes: tag }), reader)];
}

function sender(record: MailRecord, e: Extraction, reader: Reader): Fact[] {
  const w = reader.words.report;
  const s = e.sender;
  const shown = s.displayed ? `"${s.displayed.name}" <${s.displayed.address}>` : null;
  const facts = [
    shown === null
      ? lostOr(record, "sender_address", none(w.notInMail, { label: w.displayed }), reader)
      : verbatim(shown, { label: w.displayed, isWarning: s.addressInName !== null }),
    s.trueDomain === null
      ? { ...lostOr(record, "authentication", none(w.noTrueSender), reader), label: w.trueSender }
      : verbatim(s.trueDomain, {
          label: w.trueSender,
          notes: s.trueDomainSource ? [w.by[s.trueDomainSource]] : [],
          isWarning: s.isMismatch === true,
        }),
  ];
  if (s.isMismatch === true) facts.push(found(w.mismatch, { isWarning: true }));
  else facts.push(found(s.isMismatch === false ? w.match : w.mismatchUnknown));
  if (s.addressInName) facts.push(found(w.addressInName(s.addressInName), { isWarning: true }));
  if (s.replyTo && s.replyTo.address !== s.displayed?.address)
    facts.push(verbatim(s.replyTo.address, { label: w.replyTo }));
  if (s.viaList) facts.push(found(w.viaList(s.viaList)));
  return facts;
}

function received(record: MailRecord, e: Extraction, reader: Reader): Fact[] {
  const w = reader.words.report;
  const hopAt = e.sender.relay?.at ?? null;
  const notes = [w.arrivedAt(formatTime(record.receivedAt, reader.zone))];
  if (hopAt !== null) {
    if (e.sentAt !== null) notes.unshift(w.sentAt(formatTime(e.sentAt, reader.zone)));
    return [found(formatTime(hopAt, reader.zone), { notes })];
  }
  const lost = lostOr(record, "received", none(w.relayNone), reader);
  if (e.sentAt === null) return [{ ...lost, notes }];
  return [found(w.sentAt(formatTime(e.sentAt, reader.zone)), { notes: [...notes, lost.text] })];
}

function body(record: MailRecord, e: Extraction, reader: Reader): Fact[] {
  const w = reader.words.report;
  const text = e.body.trim();
  const fact = text === "" ? none(w.bodyEmpty) : verbatim(defangText(text), { notes: [w.bodyNote] });
  return record.lost.includes("html") ? [fact, lostOr(record, "html", fact, reader)] : [fact];
}

function claim(record: MailRecord, brand: Brand | null, reader: Reader): Fact[] {
  const w = reader.words.report;
  const facts: Fact[] = [];
  if (record.claim) {
    const places = record.claim.saidIn.map((p) => w.saidIn[p]).join(", ");
    facts.push(
      found(brand ? brandName(brand, reader.lang) : record.claim.brand, { notes: [w.saidInNote(places)] }),
    );
  } else facts.push(none(w.brandNone));
  const { urgency } = record.pressure;
  if (urgency.length > 0) facts.push(verbatim(urgency.join(" / "), { label: w.urgency, isWarning: true }));
  if (record.pressure.callToAction)
    facts.push(verbatim(record.pressure.callToAction, { label: w.callToAction }));
  return facts;
}

function phones(list: readonly Phone[], brand: Brand | null, reader: Reader): Fact[] {
  const w = reader.words.report;
  if (list.length === 0) return [none(w.phoneNone)];
  return list.map((phone) => {
    const kind = w.phoneKind[phone.kind];
    if (!brand || brand.phones.length === 0) return verbatim(phone.text, { notes: [kind, w.phoneUnknown] });
    const isKnown = phone.e164 !== null && brand.phones.includes(phone.e164);
    const name = brandName(brand, reader.lang);
    const note = isKnown ? w.phoneOfBrand(name) : w.phoneNotOfBrand(name);
    return verbatim(phone.text, { notes: [kind, note], isWarning: !isKnown });
  });
}

function relay(record: MailRecord, e: Extraction, reader: Reader): Fact[] {
  const w = reader.words.report;
  const hop = e.sender.relay;
  const facts = hop
    ? relayFacts(hop, record.relayNetwork, reader)
    : [lostOr(record, "received", none(w.relayNone), reader)];
  return [...facts, authentication(record, e.sender.auth, reader)];
}

function relayFacts(hop: Hop, network: Evidence<Network> | undefined, reader: Reader): Fact[] {
  const w = reader.words.report;
  const notes = [hop.rdns ? w.rdns(hop.rdns) : w.rdnsNone];
  if (hop.helo) notes.unshift(w.helo(hop.helo));
  const place = network ? networkFact(network, reader) : none(w.relayNotLookedUp);
  return [verbatim(hop.ip ?? w.none, { notes }), place];
}

/** Organisation, AS and country of one address. */
export function networkFact(network: Evidence<Network>, reader: Reader): Fact {
  if (network.state !== "found") return missing(network, reader);
  const w = reader.words.report;
  const { org, asn, country, cdn } = network.value;
  const text = [org, asn === null ? null : `AS${asn}`, country && w.country(country)]
    .filter(Boolean)
    .join(", ");
  return found(text || w.none, {
    notes: cdn ? [w.isCdn(cdn)] : [],
    source: network.source,
    observedAt: network.observedAt,
  });
}

function authentication(record: MailRecord, auth: Authentication, reader: Reader): Fact {
  const w = reader.words;
  const label = w.report.authentication;
  if (auth.authservId === null)
    return { ...lostOr(record, "authentication", none(w.report.notInMail), reader), label };
  const by = (domain: string | null) => (domain ? ` (${domain})` : "");
  const text = [
    `SPF ${w.auth[auth.spf]}${by(auth.spfDomain)}`,
    `DKIM ${w.auth[auth.dkim]}${by(auth.dkimDomain)}`,
    `DMARC ${w.auth[auth.dmarc]}`,
  ].join(", ");
  return found(text, { label, notes: auth.isTrusted ? [auth.authservId] : [w.report.authClaimed] });
}

function links(e: Extraction, reader: Reader): Fact[] {
  const w = reader.words.report;
  const facts = e.links.map((link) =>
    verbatim(shownKey(link.url), { notes: linkNotes(link, reader), isWarning: link.isHidden }),
  );
  for (const masked of e.masked)
    facts.push(
      verbatim(defangText(masked.text), { notes: [reader.words.foundIn[masked.foundIn], w.masked] }),
    );
  return facts.length === 0 ? [none(w.linksNone)] : facts;
}

function linkNotes(link: Link, { words }: Reader): string[] {
  const w = words.report;
  const notes = [link.foundIn.map((place) => words.foundIn[place]).join(", ")];
  if (link.text) notes.push(w.textOfLink(defangText(link.text)));
  if (link.via.length > 0) notes.push(w.via(link.via.map(shownKey).join(" → ")));
  if (link.isHidden) notes.push(w.hidden);
  if (link.isOpaque) notes.push(w.opaque);
  return notes;
}
