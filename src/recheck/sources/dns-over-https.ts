/**
 * DNS over HTTPS in wire form (RFC 8484, GET). The second provider is asked only when the first fails or says
 * SERVFAIL. A first look costs two requests, A and AAAA: the CNAME chain comes with A, name servers with the
 * registration; NS and MX are asked where the operator wants them (`isFull`). Never throws.
 */

import {
  type DnsRecord,
  decodeDns,
  encodeDns,
  RCODE,
  RECORD_TYPES,
  type RecordType,
} from "../../domain/dns-wire.ts";
import type { DnsFacts, Evidence, FailureReason } from "../../domain/evidence.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import { DNS_BYTES_MAX, DNS_TIMEOUT_MS, REQUESTS_IN_FLIGHT_MAX } from "../../limits.ts";
import type { DnsSource } from "../../ports.ts";
import { type FetchOutcome, type LimitedFetch, mediaTypeOf } from "./limited-fetch.ts";
import { readRetryAfter } from "./retry-after.ts";
import type { ServiceFailure, ServiceGuard } from "./service-guard.ts";

export interface DnsDeps {
  readonly fetch: LimitedFetch;
  readonly guard: ServiceGuard;
  /** DoH endpoints in the order in which they are asked, without a query. */
  readonly urls: readonly string[];
  /** Ask for NS and MX as well: two more requests a host. */
  readonly isFull: boolean;
}

/** Records of one name and type. `absent`: NXDOMAIN. */
type Answer = Evidence<readonly DnsRecord[]>;
type Failed = Extract<Answer, { state: "failed" }>;

/** The longest real chains have five links. */
const CNAME_CHAIN_MAX = 16;

export function makeDnsSource(deps: DnsDeps): DnsSource {
  // Names are compared without case (RFC 4343): here all are lower case, as dns-wire.ts reads them.
  const ask = (name: string, type: RecordType, now: EpochSeconds) =>
    askInTurn(deps, name.toLowerCase(), type, now);
  return {
    async fetchFacts(host, now, known) {
      const a = await ask(host, "A", now);
      // The name does not exist, or nobody answers: another type would tell nothing more.
      if (a.state !== "found") return a;
      const first = toFacts(host, a.value, [], [], []);
      if (!deps.isFull && known && isSame(known, first)) return { ...a, value: first };
      const types: readonly RecordType[] = deps.isFull ? ["AAAA", "NS", "MX"] : ["AAAA"];
      const others = await Promise.all(types.map((type) => ask(host, type, now)));
      const unknown = others.find((answer) => answer.state === "failed" && answer.reason !== "server_error");
      if (unknown) return unknown as Failed;
      const [aaaa, ns, mx] = others;
      return { ...a, value: toFacts(host, a.value, recordsOf(aaaa), recordsOf(ns), recordsOf(mx)) };
    },
    async fetchWildcard(host, now) {
      const sibling = siblingOf(host);
      if (sibling === null) return { state: "found", value: false, source: "dns", observedAt: now };
      const answer = await ask(sibling, "A", now);
      if (answer.state === "failed" || answer.state === "pending") return answer;
      const isWildcard =
        answer.state === "found" && answer.value.some(({ type }) => type === "A" || type === "CNAME");
      return { state: "found", value: isWildcard, source: answer.source, observedAt: now };
    },
    async fetchTxt(name, now) {
      const txt = await ask(name, "TXT", now);
      return txt.state === "found"
        ? { ...txt, value: valuesOf(txt.value, "TXT", chainOf(name.toLowerCase(), txt.value)) }
        : txt;
    },
  };
}

/** Has no IPv6, as before, as far as the IPv4 addresses tell. */
function isSame(known: DnsFacts, first: DnsFacts): boolean {
  return known.aaaa.length === 0 && known.a.length > 0 && known.a.join() === first.a.join();
}

/**
 * SERVFAIL for AAAA alone, on every provider, is a name server that knows no other type than A: common, and
 * lasting. It counts as none; a failure of our own way to the provider does not (see fetchFacts).
 */
function recordsOf(answer: Answer | undefined): readonly DnsRecord[] {
  return answer?.state === "found" ? answer.value : [];
}

function toFacts(
  host: string,
  a: readonly DnsRecord[],
  aaaa: readonly DnsRecord[],
  ns: readonly DnsRecord[],
  mx: readonly DnsRecord[],
): DnsFacts {
  const chain = chainOf(host, [...a, ...aaaa]);
  return {
    a: valuesOf(a, "A", chain),
    aaaa: valuesOf(aaaa, "AAAA", chain),
    cname: chain.slice(1),
    ns: valuesOf(ns, "NS", chain),
    mx: valuesOf(mx, "MX", chain),
  };
}

/** The host and the names that its CNAMEs lead to: records of other owners are not an answer. */
function chainOf(host: string, records: readonly DnsRecord[]): string[] {
  const chain = [host];
  for (let name = host; chain.length <= CNAME_CHAIN_MAX; ) {
    const next = records.find((record) => record.type === "CNAME" && record.name === name)?.data;
    if (next === undefined || chain.includes(next)) break;
    chain.push(next);
    name = next;
  }
  return chain;
}

/**
 * A name beside the host that nobody would set up by hand: `x7f3a91c0.evil.top` for `login.evil.top`. From the
 * host alone, so that resolvers may cache it. `null`: the host is a TLD.
 */
function siblingOf(host: string): string | null {
  const dot = host.indexOf(".");
  if (dot < 0) return null;
  let hash = 0x811c9dc5;
  for (let at = 0; at < host.length; at += 1) hash = Math.imul(hash ^ host.charCodeAt(at), 0x01000193);
  return `x${(hash >>> 0).toString(16).padStart(8, "0")}${host.slice(dot)}`;
}

/** Sorted, so that a resolver's rotation is no change. */
function valuesOf(records: readonly DnsRecord[], type: RecordType, owners: readonly string[]): string[] {
  const values = records
    .filter((record) => record.type === type && owners.includes(record.name))
    .map(({ data }) => data);
  return [...new Set(values)].sort();
}

async function askInTurn(deps: DnsDeps, name: string, type: RecordType, now: EpochSeconds): Promise<Answer> {
  let last: Answer = failed("no_source", "dns", now, "No DNS over HTTPS endpoint is configured");
  for (const url of deps.urls) {
    last = await askOne(deps, url, name, type, now);
    if (last.state !== "failed" || last.reason === "budget") return last;
  }
  return last;
}

async function askOne(
  { fetch, guard }: DnsDeps,
  endpoint: string,
  name: string,
  type: RecordType,
  now: EpochSeconds,
): Promise<Answer> {
  const url = new URL(endpoint);
  const source = `dns:${url.host}`;
  const query = toQuery(name, type);
  if (query === null) return failed("bad_answer", source, now, "The name fits no DNS message");
  // RFC 8484 section 4.1: id 0 and GET, so that caches on the way can help.
  url.searchParams.set("dns", toBase64Url(query));
  const asked = await guard.run(
    { service: endpoint, now, inFlightMax: REQUESTS_IN_FLIGHT_MAX },
    () =>
      fetch({
        url: url.href,
        headers: { accept: DNS_MESSAGE },
        timeoutMs: DNS_TIMEOUT_MS,
        bytesMax: DNS_BYTES_MAX,
      }),
    (outcome) => providerFailure(outcome, now),
  );
  if ("pause" in asked) {
    const { reason, until } = asked.pause;
    return failed(reason, source, now, "Left for later: the provider failed before", until);
  }
  const { result } = asked;
  if (!result.ok) return failed(result.reason, source, now, result.detail);
  const { status, headers, bytes } = result;
  const failure = providerFailure(result, now);
  if (failure) return failed(failure.reason, source, now, `HTTP ${status}`, failure.retryAt);
  const media = mediaTypeOf(headers);
  if (media !== DNS_MESSAGE) return failed("bad_answer", source, now, `The answer is of type "${media}"`);
  return readAnswer(bytes, name, type, source, now);
}

/** RFC 8484 section 6. */
const DNS_MESSAGE = "application/dns-message";

/** What went wrong on the way to the provider. SERVFAIL for a name is an answer, and not among it. */
function providerFailure(outcome: FetchOutcome, now: EpochSeconds): ServiceFailure | null {
  if (!outcome.ok) return outcome;
  if (outcome.status === 200) return null;
  return { reason: statusFailure(outcome.status), retryAt: readRetryAfter(outcome.headers, now) };
}

function toQuery(name: string, type: RecordType): Uint8Array | null {
  try {
    return encodeDns({
      id: 0,
      isResponse: false,
      rcode: 0,
      question: { name, type: RECORD_TYPES[type] },
      answers: [],
    });
  } catch {
    return null;
  }
}

function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}

function readAnswer(
  bytes: Uint8Array,
  name: string,
  type: RecordType,
  source: string,
  now: EpochSeconds,
): Answer {
  const decoded = decodeDns(bytes);
  if (!decoded.ok) return failed("bad_answer", source, now, decoded.error.detail);
  const { value } = decoded;
  if (!value.isResponse || value.question.name !== name || value.question.type !== RECORD_TYPES[type])
    return failed("wrong_answer", source, now, `The answer is about "${value.question.name}"`);
  if (value.rcode === RCODE.NXDOMAIN) return { state: "absent", source, observedAt: now };
  if (value.rcode !== RCODE.NOERROR)
    return failed("server_error", source, now, `DNS response code ${value.rcode}`);
  // Records, and none of them of the name asked for: not NODATA, which has no records at all.
  if (value.answers.length > 0 && !value.answers.some((record) => record.name === name))
    return failed("wrong_answer", source, now, `The records are about "${value.answers[0]?.name}"`);
  return { state: "found", value: value.answers, source, observedAt: now };
}

function statusFailure(status: number): FailureReason {
  if (status === 429) return "rate_limited";
  if (status >= 300 && status < 400) return "redirected";
  return status >= 500 ? "server_error" : "bad_answer";
}

function failed(
  reason: FailureReason,
  source: string,
  observedAt: EpochSeconds,
  detail: string,
  retryAt: EpochSeconds | null | undefined = null,
): Failed {
  return {
    state: "failed",
    reason,
    source,
    observedAt,
    detail: detail.slice(0, 200),
    ...(retryAt == null ? {} : { retryAt }),
  };
}
