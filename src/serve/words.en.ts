import type { FailureReason, Life } from "../domain/evidence.ts";
import type { Lost } from "../domain/message.ts";
import type { AuthResult, FoundIn } from "../domain/sighting.ts";
import type { Band, Group } from "../domain/verdict.ts";
import { campaignEn, correctionsEn } from "./pages/people-words.en.ts";
import { reportEn } from "./report/words.en.ts";

/** English words of the pages and reports. The Japanese file has the same keys. */

const failure: Record<FailureReason, string> = {
  timeout: "no answer in time",
  refused: "the connection was refused",
  reset: "the connection broke",
  rate_limited: "the service asked us to wait",
  server_error: "the service had an error",
  too_large: "the answer was too large",
  bad_answer: "the answer could not be read",
  wrong_answer: "the answer was about something else",
  ambiguous: "the answer names a time that can be read in two ways",
  redirected: "the service sent us elsewhere",
  no_source: "this kind of domain has no such service",
  budget: "this minute's budget was used up",
};

const lost: Record<Lost, string> = {
  received: "the way through the mail servers",
  authentication: "the SPF, DKIM and DMARC results",
  html: "the HTML, so the true targets of buttons",
  date_zone: "the time zone",
  sender_address: "the sender's address",
  subject: "the subject",
};

const foundIn: Record<FoundIn, string> = {
  "html-href": "link",
  "html-area": "image map",
  "form-action": "form",
  "meta-refresh": "automatic redirect",
  iframe: "frame",
  "html-script": "script",
  "html-text": "text of the HTML",
  text: "text",
  subject: "subject",
  header: "header",
  "html-attachment": "attached HTML",
  qr: "QR code",
  pdf: "PDF",
  ics: "calendar entry",
  vcf: "contact card",
  office: "office document",
  zip: "ZIP archive",
  msg: "Outlook message",
};

const auth: Record<AuthResult, string> = {
  pass: "passed",
  fail: "failed",
  softfail: "soft fail",
  neutral: "neutral",
  none: "none",
  temperror: "temporary error",
  permerror: "permanent error",
  unknown: "not known",
};

const life: Record<Life, string> = {
  unknown: "not known",
  active: "reachable",
  parked: "parked",
  held: "put on hold by its registry or registrar",
  dead: "gone from the DNS",
  revived: "back after it was gone",
};

const group: Record<Group, string> = {
  age: "Age",
  name: "Name",
  network: "Network",
  sender: "Sender",
  content: "Text",
  kit: "Kit",
  reports: "Reports",
  reputation: "Standing",
  person: "A person",
};

const band: Record<Band, string> = {
  malicious: "Scam",
  suspicious: "Suspicious",
  unclear: "Cannot tell",
  benign: "Nothing against it",
};

export const en = {
  lang: "en",
  otherLang: "日本語",
  zone: "UTC",
  nav: { home: "Search", feeds: "Feeds", docs: "Documentation", health: "Health" },
  tagline: "Forward a scam mail, read its evidence.",
  footer:
    "Nothing on this page was visited: it is made from the mail itself and from public registration, DNS and network data.",
  simulated:
    "Demonstration: the registration, DNS and network facts on this page come from a simulated internet.",
  simulatedTag: "simulated",
  source: "Source",
  at: "as of",
  copy: "Copy",
  copied: "Copied",
  failure,
  lost,
  foundIn,
  auth,
  life,
  group,
  band,
  notFound: {
    title: "Not found",
    text: "There is nothing at this address. A report ends when its mail expires, after 90 days unless the operator chose otherwise.",
  },
  home: {
    title: "Is this link a scam?",
    lead: "Look up a domain or a link, or drop a mail to get its evidence report.",
    search: "Domain, link or address",
    searchHint: "fresh-login.example",
    go: "Look up",
    drop: "Drop an .eml file here, or choose one",
    dropHint: "Up to 25 MiB. Addresses of recipients and tokens are removed before anything is stored.",
    token: "Token of this instance",
    tokenHint: "Kept in this tab only, until it is closed.",
    send: "Send",
    noScript: "Sending a file from this page needs JavaScript. Without it: curl --data-binary @mail.eml.",
    figures: "Now",
    listed: "entries listed",
    serial: "feed serial",
    changed: "last change",
    waiting: "checks waiting",
    newest: "Newest listings",
    none: "Nothing is listed yet.",
    entry: "Entry",
    since: "Listed",
    probability: "Probability",
    reasons: "Reasons",
    readFailed: "The file could not be sent",
    down: "The figures cannot be read now.",
  },
  search: {
    title: (q: string) => `Lookup: ${q}`,
    bad: "That is no domain, link or address.",
    status: {
      listed: "Listed: seen in scam mail, with evidence",
      watched: "Seen in mail, not listed",
      cleared: "Was listed, taken off",
      unknown: "Never seen here",
    },
    unknown: "Never seen is not the same as safe: a new scam domain is unknown everywhere on its first day.",
    official: (brand: string) => `This is an official domain of ${brand}.`,
    facts: "What is known",
    json: "The same as JSON",
  },
  feeds: {
    title: "Feeds",
    lead: "The same list in the form that your resolver or filter loads.",
    name: "Feed",
    about: "What it is",
    scopes: "Entries",
    scope: { registrable: "domain", host: "host", url: "URL" },
    serial: "Serial",
    changed: "Changed",
    never: "nothing was ever listed",
  },
  campaign: campaignEn,
  corrections: correctionsEn,
  report: reportEn,
};

/** The shape that both languages have. */
export type Words = typeof en;
