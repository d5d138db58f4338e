import { SENDING_SERVICES } from "../data/mail-services.ts";
import { canonicalHost, registrableDomain } from "../domain/hostname.ts";
import type { HeaderLine } from "../domain/message.ts";
import type { Authentication, AuthResult } from "../domain/sighting.ts";

/**
 * What the receiving server found out about SPF, DKIM and DMARC (RFC 8601).
 *
 *   mx.google.com; spf=pass (...) smtp.mailfrom=a@b.example; dkim=pass header.d=b.example
 *   spf=fail (sender IP is 203.0.113.5) smtp.mailfrom=b.example; dkim=none ...; compauth=fail   Microsoft: no id
 *   dmarc.icloud.com; dmarc=pass  +  spf.icloud.com; spf=pass  + ...                             iCloud: one each
 *
 * Only the topmost Authentication-Results counts: a sender can write any number below it. Where there is
 * none, ARC-Authentication-Results or Received-SPF are told as claims, never as trusted. A method that is
 * not mentioned is "unknown"; "none" (no record, no signature) is never a failure. Pure, linear.
 *
 * `trustedAuthservIds`: names of servers that are known to write the header and to strip forged ones; a
 * name stands for its subdomains too. An empty list trusts nobody.
 */
export function readAuthentication(
  headers: readonly HeaderLine[],
  trustedAuthservIds: readonly string[],
): Authentication {
  const own = topmostResults(headers);
  if (own !== null) {
    const authservId = own.authservId ?? microsoftReceiver(headers);
    return summarize(own.results, fromDomain(headers), authservId, isListed(authservId, trustedAuthservIds));
  }
  const arc = headers.find((h) => h.name === "arc-authentication-results");
  if (arc) {
    const { authservId, results } = parseResults(arc.value.replace(/^\s*i=\d+\s*;/u, ""));
    return summarize(results, fromDomain(headers), authservId, false);
  }
  return claimedOnly(headers);
}

/** Longer ones exist only to exhaust a parser; the longest real one seen was under 4 KB. */
const RESULTS_CHARS_MAX = 16_384;

interface MethodResult {
  readonly method: string;
  readonly result: AuthResult;
  /** `header.d`, `smtp.mailfrom` ... => value, without quotes. */
  readonly properties: ReadonlyMap<string, string>;
}

interface Results {
  readonly authservId: string | null;
  readonly results: readonly MethodResult[];
}

/** iCloud writes one header a method, each under its own name: the block at the top is one answer. */
const SPLIT_ANSWERS_DOMAIN = "icloud.com";

function topmostResults(headers: readonly HeaderLine[]): Results | null {
  const start = headers.findIndex((h) => h.name === "authentication-results");
  if (start < 0) return null;
  const first = parseResults((headers[start] as HeaderLine).value);
  if (!isWithin(first.authservId, SPLIT_ANSWERS_DOMAIN)) return first;
  const results = [...first.results];
  for (let i = start + 1; headers[i]?.name === "authentication-results"; i++) {
    const next = parseResults((headers[i] as HeaderLine).value);
    if (!isWithin(next.authservId, SPLIT_ANSWERS_DOMAIN)) break;
    // The first answer to each method wins, as it is the one nearest to the reader.
    results.push(...next.results.filter((r) => !results.some((seen) => seen.method === r.method)));
  }
  return { authservId: SPLIT_ANSWERS_DOMAIN, results };
}

function parseResults(value: string): Results {
  const parts = splitOutsideQuotes(stripComments(value.slice(0, RESULTS_CHARS_MAX)));
  const first = parts[0] ?? "";
  // Microsoft leaves the id out, so the first part is already a result.
  const hasId = !/^[\w.-]+\s*(?:\/\s*\d+\s*)?=/u.test(first.trim());
  const authservId = hasId ? (/^\s*"?([^\s";]+)/u.exec(first)?.[1]?.toLowerCase() ?? null) : null;
  const results = (hasId ? parts.slice(1) : parts).map(parseMethod).filter((r) => r !== null);
  return { authservId, results };
}

/** Comments nest and may hold anything, semicolons and results included (RFC 5322 3.2.2). */
function stripComments(text: string): string {
  let out = "";
  let depth = 0;
  let isQuoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i] as string;
    if (c === "\\" && (isQuoted || depth > 0)) i++;
    else if (c === '"' && depth === 0) {
      isQuoted = !isQuoted;
      out += c;
    } else if (c === "(" && !isQuoted) depth++;
    else if (c === ")" && !isQuoted && depth > 0) {
      depth--;
      out += " ";
    } else if (depth === 0) out += c;
  }
  return out;
}

function splitOutsideQuotes(text: string): string[] {
  return text.match(/(?:"[^"]*"?|[^;"])+/gu) ?? [];
}

function parseMethod(part: string): MethodResult | null {
  const pairs = [...part.matchAll(/([\w.-]+)(?:\s*\/\s*\d+)?\s*=\s*("[^"]*"|[^\s"]+)/gu)];
  const [head, ...rest] = pairs;
  if (!head) return null;
  const properties = new Map<string, string>();
  for (const [, name, value] of rest) {
    const key = (name as string).toLowerCase();
    if (!properties.has(key)) properties.set(key, (value as string).replace(/^"|"$/gu, ""));
  }
  return { method: (head[1] as string).toLowerCase(), result: toAuthResult(head[2] as string), properties };
}

/** RFC 8601 section 2.7, and the words of older servers: `hardfail`, `bestguesspass`. */
const RESULT_WORDS: Readonly<Record<string, AuthResult>> = {
  pass: "pass",
  fail: "fail",
  hardfail: "fail",
  softfail: "softfail",
  neutral: "neutral",
  none: "none",
  temperror: "temperror",
  error: "temperror",
  permerror: "permerror",
  unknown: "permerror", // RFC 4408's predecessor name for a record that cannot be read
  policy: "fail", // RFC 8601 2.7.1: passed, but not accepted by local policy
  // Microsoft: no DMARC record, but the check would have passed. No record is "none".
  bestguesspass: "none",
};

function toAuthResult(word: string): AuthResult {
  return RESULT_WORDS[word.toLowerCase()] ?? "unknown";
}

function summarize(
  results: readonly MethodResult[],
  from: string | null,
  authservId: string | null,
  isTrusted: boolean,
): Authentication {
  const spf = results.find((r) => r.method === "spf");
  const dkim = results
    .filter((r) => r.method === "dkim")
    .sort((a, b) => dkimRank(a, from) - dkimRank(b, from))[0];
  return {
    spf: spf?.result ?? "unknown",
    spfDomain: spf ? domainOf(property(spf, ["smtp.mailfrom", "smtp.mail", "smtp.helo"])) : null,
    dkim: dkim?.result ?? "unknown",
    dkimDomain: dkim ? dkimDomain(dkim) : null,
    dmarc: results.find((r) => r.method === "dmarc")?.result ?? "unknown",
    authservId,
    isTrusted,
  };
}

/** Of several signatures: one that passed first, of the From domain, then of anybody but a mail service. */
function dkimRank(result: MethodResult, from: string | null): number {
  const domain = dkimDomain(result);
  const org = domain === null ? null : registrableDomain(domain);
  const owner = org !== null && org === from ? 0 : org !== null && SENDING_SERVICES.has(org) ? 2 : 1;
  return (result.result === "pass" ? 0 : 10) + owner;
}

function dkimDomain(result: MethodResult): string | null {
  return domainOf(property(result, ["header.d", "header.i"]));
}

function property(result: MethodResult, names: readonly string[]): string | undefined {
  return names.map((n) => result.properties.get(n)).find((v) => v !== undefined && v !== "" && v !== "none");
}

/** The host of `user@host`, `@host` or `host`. */
function domainOf(value: string | undefined): string | null {
  return value === undefined
    ? null
    : canonicalHost(value.slice(value.lastIndexOf("@") + 1).replace(/[<>]/gu, ""));
}

function fromDomain(headers: readonly HeaderLine[]): string | null {
  const from = headers.find((h) => h.name === "from")?.value ?? "";
  const host = domainOf(/@([^\s<>@"]+)>?\s*$/u.exec(from.slice(-320))?.[1]);
  return host === null ? null : registrableDomain(host);
}

/** Microsoft's answers name nobody: the server of theirs that took the mail in last wrote them. */
function microsoftReceiver(headers: readonly HeaderLine[]): string | null {
  const received = headers.find((h) => h.name === "received")?.value.slice(0, RESULTS_CHARS_MAX) ?? "";
  const by = /\bby\s+([\w.-]+\.[a-z]{2,})/iu.exec(stripComments(received))?.[1]?.toLowerCase() ?? null;
  return isWithin(by, "outlook.com") || isWithin(by, "office365.com") ? by : null;
}

function isListed(id: string | null, trusted: readonly string[]): boolean {
  return trusted.some((name) => name !== "" && isWithin(id, name.toLowerCase()));
}

function isWithin(host: string | null, domain: string): boolean {
  return host !== null && (host === domain || host.endsWith(`.${domain}`));
}

/** No result header at all: an SPF note of some server and the signature's own word, both mere claims. */
function claimedOnly(headers: readonly HeaderLine[]): Authentication {
  const spf = headers.find((h) => h.name === "received-spf")?.value.slice(0, RESULTS_CHARS_MAX);
  const signature = headers.find((h) => h.name === "dkim-signature")?.value.slice(0, RESULTS_CHARS_MAX);
  const mailfrom =
    /\benvelope-from="?([^\s";]+)/iu.exec(spf ?? "") ??
    /\bdomain of (?:transitioning )?([^\s)]+)/iu.exec(spf ?? "");
  return {
    spf: spf === undefined ? "unknown" : toAuthResult(/^\s*(\w+)/u.exec(spf)?.[1] ?? ""),
    spfDomain: domainOf(mailfrom?.[1]),
    dkim: "unknown",
    dkimDomain: domainOf(/(?:^|;)\s*d=\s*([^\s;]+)/u.exec(signature ?? "")?.[1]),
    dmarc: "unknown",
    authservId: null,
    isTrusted: false,
  };
}
