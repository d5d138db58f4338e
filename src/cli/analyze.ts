import { parseArgs } from "node:util";
import { NO_FACTS } from "../domain/evidence.ts";
import type { MailError, ParsedMail } from "../domain/message.ts";
import { chooseScope } from "../domain/scope.ts";
import type { Extraction, Link } from "../domain/sighting.ts";
import { type EpochSeconds, toRfc3339 } from "../domain/time.ts";
import { parseUrl } from "../domain/url.ts";
import { extract } from "../extract/extract.ts";
import { parseMail, readAttachedMail } from "../mail/parse-mail.ts";
import { receivedAtOf } from "../mail/receive.ts";
import { type Reading, readSightings } from "../mail/sightings.ts";
import { isJudged } from "../score/context.ts";
import { type Input, readInputs } from "./inputs.ts";
import { judgeOffline, type OfflineVerdict, verdictJson } from "./offline-verdict.ts";

/** Of a saved file nobody knows which server is the reader's: only Cloudflare's own name is trusted. */
const TRUSTED_AUTHSERV_IDS = ["mx.cloudflare.net"];

/** Reads mails offline, one line a file in input order; times go to stderr. */
export async function analyze(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: "boolean", default: false } },
  });
  if (positionals.length === 0) throw new Error("name at least one mail, folder, or - for standard input");
  const now = Math.floor(Date.now() / 1000);
  const times: number[] = [];
  let failed = 0;
  for (const input of readInputs(positionals)) {
    const start = performance.now();
    const result = analyzeOne(input, now);
    times.push(performance.now() - start);
    if (!result.ok) failed += 1;
    process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : `${summary(result)}\n`);
    showProgress(times.length);
  }
  process.stderr.write(
    `${process.stderr.isTTY ? "\r" : ""}${times.length} files, ${failed} unreadable, ${quantiles(times)}\n`,
  );
  return 0;
}

function showProgress(count: number): void {
  if (process.stderr.isTTY && !process.stdout.isTTY) process.stderr.write(`\r${count} files`);
}

function quantiles(times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (q: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0).toFixed(2);
  return `time a mail: median ${at(0.5)} ms, 99th percentile ${at(0.99)} ms`;
}

type Analysis =
  | { readonly file: string; readonly ok: false; readonly error: MailError }
  | ({ readonly file: string; readonly ok: true } & ReturnType<typeof toJson>);

function analyzeOne({ file, bytes }: Input, now: EpochSeconds): Analysis {
  const parsed = parseMail(bytes);
  if (!parsed.ok) return { file, ok: false, error: parsed.error };
  const extraction = extract(parsed.value, {
    trustedAuthservIds: TRUSTED_AUTHSERV_IDS,
    readMail: readAttachedMail,
  });
  const reading = readSightings(extraction, receivedAtOf(extraction, now), now);
  return { file, ok: true, ...toJson(parsed.value, extraction, reading) };
}

/** The public form of DESIGN 4.1: snake_case, times in RFC 3339. */
function toJson(mail: ParsedMail, extraction: Extraction, reading: Reading) {
  const verdicts = new Map(reading.sightings.map((s) => [s.key, judgeOffline(s, NO_FACTS)]));
  const { original } = mail;
  return {
    message: {
      subject: extraction.subject,
      subject_tag: extraction.subjectTag,
      from: extraction.sender.displayed,
      date: original.date === null ? null : toRfc3339(original.date),
      message_id: original.messageId,
      forwarded: mail.forwarded,
      lost: mail.lost,
      language: extraction.language,
    },
    links: extraction.links.map((link) => linkJson(link, verdicts)),
    resources: extraction.resources,
    masked: extraction.masked.map((m) => ({ text: m.text, found_in: m.foundIn })),
    phones: extraction.phones,
    unread: extraction.unread,
    sender: senderJson(extraction),
    brand: reading.claim && { id: reading.claim.brand, said_in: reading.claim.saidIn },
    pressure: { urgency: reading.pressure.urgency, call_to_action: reading.pressure.callToAction },
    verdict: strongest([...verdicts.values()]),
    truncated: extraction.truncated,
  };
}

function linkJson(link: Link, verdicts: ReadonlyMap<string, OfflineVerdict>) {
  const url = isJudged(link) ? parseUrl(link.url) : null;
  const judged = url && verdicts.get(chooseScope(url).key);
  return {
    url: link.url,
    host: link.host,
    domain: link.domain,
    scope: link.scope,
    role: link.role,
    found_in: link.foundIn,
    via: link.via,
    text: link.text,
    is_hidden: link.isHidden,
    is_opaque: link.isOpaque,
    tells: link.tells ?? null,
    verdict: judged
      ? { band: judged.verdict.band, probability: judged.verdict.probability, listed: judged.isListed }
      : null,
  };
}

function senderJson({ sender }: Extraction) {
  const { auth, relay } = sender;
  return {
    displayed: sender.displayed,
    displayed_domain: sender.displayedDomain,
    domain: sender.trueDomain,
    domain_source: sender.trueDomainSource,
    is_mismatch: sender.isMismatch,
    address_in_name: sender.addressInName,
    via_list: sender.viaList,
    relay_ip: relay?.ip ?? null,
    relay_host: relay?.rdns ?? relay?.helo ?? null,
    auth: {
      spf: auth.spf,
      dkim: auth.dkim,
      dkim_domain: auth.dkimDomain,
      dmarc: auth.dmarc,
      is_trusted: auth.isTrusted,
    },
  };
}

/**
 * The mail's verdict is that of its worst link. `null`: it has none to judge. A brand's own pages are none: a scam
 * mail is full of them, and where its one false link is masked or missing they would make it benign.
 */
function strongest(judged: readonly OfflineVerdict[]) {
  const isOfficial = ({ verdict }: OfflineVerdict): boolean =>
    verdict.reasons.some((r) => r.id === "OFFICIAL_DOMAIN");
  const worst = judged
    .filter((j) => !isOfficial(j))
    .sort((a, b) => b.verdict.evidenceDb - a.verdict.evidenceDb)[0];
  return worst ? verdictJson(worst) : null;
}

/** One line for a person. */
function summary(result: Analysis): string {
  if (!result.ok) return `${result.file}\tunreadable: ${result.error.reason}`;
  const { verdict, brand, links, message } = result;
  const hosts = [...new Set(links.filter((l) => l.role === "target").map((l) => l.host))];
  const said = verdict
    ? `${verdict.band} ${(100 * verdict.probability).toFixed(1)}% ${verdict.key}`
    : "no link";
  return [result.file, said, `brand ${brand?.id ?? "-"}`, `${hosts.length} hosts`, message.subject].join(
    "\t",
  );
}
