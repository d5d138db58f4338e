import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import * as z from "zod";
import type { Evidence, Facts, Network, Registration } from "../domain/evidence.ts";
import { BARE_REGISTRATION, NO_FACTS, PENDING } from "../domain/evidence.ts";
import { canonicalHost } from "../domain/hostname.ts";
import type { LinkContext } from "../domain/indicator.ts";
import { chooseScope } from "../domain/scope.ts";
import { type EpochSeconds, parseRfc3339 } from "../domain/time.ts";
import { type CanonicalUrl, parseUrl } from "../domain/url.ts";
import { brandById, isBrandDomain } from "../score/brand.ts";
import { findBrandNames } from "../score/brand-names.ts";
import { normalisePath } from "../score/context.ts";
import { foldText } from "../score/fold.ts";
import { judgeOffline, seedCdnOf, verdictJson } from "./offline-verdict.ts";

const instant = z.string().transform((text, issue): EpochSeconds => {
  const at = parseRfc3339(text);
  if (at !== null) return at;
  issue.addIssue({ code: "custom", message: "is not an RFC 3339 time or date" });
  return z.NEVER;
});

/** One line of input. Everything but the name is optional: what is missing is unknown, never good or bad. */
const lineShape = z
  .object({
    url: z.string().optional(),
    domain: z.string().optional(),
    seen_at: instant.nullish(),
    registered_at: instant.nullish(),
    ips: z.array(z.string()).optional(),
    /** Brand that the mail claims to come from: its id, or a name of it in any script. */
    brand: z.string().nullish(),
    popularity_rank: z.number().int().positive().nullish(),
  })
  .refine((l) => (l.url === undefined) !== (l.domain === undefined), "needs exactly one of url and domain");

type Line = z.infer<typeof lineShape>;

/** Reads lines of JSON from standard input and writes a verdict a line: the scoring alone, for evaluation. */
export async function assess(args: string[]): Promise<number> {
  parseArgs({ args, options: { json: { type: "boolean" } } });
  const now = Math.floor(Date.now() / 1000);
  let failed = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === "") continue;
    const answer = assessLine(line, now);
    if ("error" in answer) failed += 1;
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
  return failed > 0 ? 1 : 0;
}

function assessLine(text: string, now: EpochSeconds) {
  const parsed = lineShape.safeParse(parseJson(text));
  if (!parsed.success)
    return { ok: false, error: { reason: "bad_line", detail: z.prettifyError(parsed.error) } };
  const line = parsed.data;
  const url = urlOf(line);
  if (!url)
    return { ok: false, error: { reason: "bad_name", detail: `"${line.url ?? line.domain}" names no host` } };
  const seenAt = line.seen_at ?? now;
  const { key, scope } = chooseScope(url);
  const context = contextOf(line, url, seenAt);
  const subject = { key, scope, host: url.host, domain: url.domain, context };
  const judged = judgeOffline(subject, factsOf(line, seenAt), {
    path: line.url === undefined ? null : normalisePath(url.href),
    receivedAt: seenAt,
    popularityRank: line.popularity_rank ?? null,
  });
  return { ok: true, scope, host: url.host, domain: url.domain, ...verdictJson(judged) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function urlOf({ url, domain }: Line): CanonicalUrl | null {
  if (url !== undefined) return parseUrl(url) ?? parseUrl(`http://${url}`);
  const host = canonicalHost(domain ?? "");
  return host === null ? null : parseUrl(`http://${host.includes(":") ? `[${host}]` : host}/`);
}

/** A line with a brand stands for a mail that claims it; `null`: nothing is known of a mail. */
function contextOf(line: Line, url: CanonicalUrl, seenAt: EpochSeconds): LinkContext | null {
  const brand = brandNamed(line.brand ?? "");
  if (brand === null) return null;
  return {
    brand,
    isBrandDomain: isBrandDomain(brand, url.host),
    hasUrgency: false,
    hasCallToAction: false,
    phoneMismatch: null,
    textMismatch: null,
    senderMismatch: null,
    dmarc: "unknown",
    language: "und",
    path: normalisePath(url.href),
    relayCountry: null,
    isHidden: false,
    receivedAt: seenAt,
  };
}

/** `null`: no brand, or none of the catalogue. */
function brandNamed(text: string): string | null {
  return brandById(text)?.id ?? findBrandNames(foldText(text))[0]?.brand.id ?? null;
}

function factsOf({ registered_at, ips }: Line, observedAt: EpochSeconds): Facts {
  const source = "given";
  const registration: Evidence<Registration> = registered_at
    ? { state: "found", source, observedAt, value: { ...BARE_REGISTRATION, registeredAt: registered_at } }
    : PENDING;
  const network: Evidence<readonly Network[]> = ips?.length
    ? { state: "found", source, observedAt, value: ips.map(networkOf) }
    : PENDING;
  return { ...NO_FACTS, registration, network };
}

function networkOf(ip: string): Network {
  return { ip, asn: null, org: null, country: null, cdn: seedCdnOf(ip) };
}
