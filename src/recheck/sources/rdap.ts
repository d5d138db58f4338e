/**
 * RDAP over HTTPS (RFC 7480, 9082). The server comes from the bootstrap table, never from an answer: a redirect
 * is followed only to a host that the table names, at most RDAP_REDIRECTS_MAX times. One request as a rule.
 *
 * The registrar's own server, which a registry's answer names by a `related` link, is not asked: there is no
 * published list of registrars' servers in the project, and without one an answer would choose where we connect.
 * Registries give date, status and registrar themselves (ICANN's gTLD RDAP profile, 2024).
 */
import type { Evidence, FailureReason, Registration } from "../../domain/evidence.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import { RDAP_BYTES_MAX, RDAP_TIMEOUT_MS } from "../../limits.ts";
import type { RdapSource } from "../../ports.ts";
import { parseRdap } from "../parse-rdap.ts";
import { type Bootstrap, rdapBaseOf } from "../rdap-bootstrap.ts";
import { type FetchOutcome, type LimitedFetch, mediaTypeOf } from "./limited-fetch.ts";
import { readRetryAfter } from "./retry-after.ts";
import { REGISTRY_IN_FLIGHT_MAX, type ServiceGuard } from "./service-guard.ts";

export interface RdapDeps {
  readonly fetch: LimitedFetch;
  readonly guard: ServiceGuard;
  /** The newest table there is; asked for once a source, so one source serves one invocation. */
  readonly loadBootstrap: () => Bootstrap | Promise<Bootstrap>;
}

/** RFC 7480 section 5.2 lets a server redirect; more hops than these are a loop. */
const RDAP_REDIRECTS_MAX = 2;

/** Rejects only when the bootstrap table cannot be loaded. */
export function makeRdapSource(deps: RdapDeps): RdapSource {
  let loading: Promise<Bootstrap> | null = null;
  return {
    async fetchRegistration(domain, now) {
      loading ??= Promise.resolve(deps.loadBootstrap());
      const bootstrap = await loading;
      const base = rdapBaseOf(bootstrap, domain);
      if (base === null) return failed("no_source", "rdap", now, "The TLD has no RDAP server");
      return askGuarded(deps, new URL(`domain/${domain}`, base), bootstrap, domain, now);
    },
  };
}

async function askGuarded(
  { fetch, guard }: RdapDeps,
  url: URL,
  bootstrap: Bootstrap,
  domain: string,
  now: EpochSeconds,
): Promise<Evidence<Registration>> {
  const service = `rdap:${url.host}`;
  const asked = await guard.run(
    { service, now, inFlightMax: REGISTRY_IN_FLIGHT_MAX },
    () => ask(fetch, url, bootstrap, domain, now),
    (evidence) => (evidence.state === "failed" ? evidence : null),
  );
  if ("result" in asked) return asked.result;
  const { reason, until } = asked.pause;
  return failed(reason, service, now, "Left for later: the server failed before", until);
}

async function ask(
  fetch: LimitedFetch,
  first: URL,
  bootstrap: Bootstrap,
  domain: string,
  now: EpochSeconds,
): Promise<Evidence<Registration>> {
  const source = `rdap:${first.host}`;
  let url = first;
  for (let hop = 0; hop <= RDAP_REDIRECTS_MAX; hop += 1) {
    const outcome = await fetch({
      url: url.href,
      headers: { accept: "application/rdap+json, application/json;q=0.9" },
      timeoutMs: RDAP_TIMEOUT_MS,
      bytesMax: RDAP_BYTES_MAX,
    });
    if (!outcome.ok || outcome.status < 300 || outcome.status >= 400)
      return toEvidence(outcome, domain, source, now);
    const next = URL.parse(outcome.headers.get("location") ?? "", url);
    if (next === null || !isPublished(next.host, bootstrap) || !isAsSafe(next, url) || next.href === url.href)
      return failed("redirected", source, now, `Redirected to "${next?.host ?? ""}"`.slice(0, 200));
    url = next;
  }
  return failed("redirected", source, now, `More than ${RDAP_REDIRECTS_MAX} redirects`);
}

/** Never from HTTPS to HTTP, never with credentials. */
function isAsSafe(next: URL, from: URL): boolean {
  const isHttp = next.protocol === "https:" || (next.protocol === "http:" && from.protocol === "http:");
  return isHttp && next.username === "" && next.password === "";
}

/** The table names the host, as the server of some TLD. */
function isPublished(host: string, bootstrap: Bootstrap): boolean {
  return [...bootstrap.values()].some((base) => new URL(base).host === host);
}

function toEvidence(
  outcome: FetchOutcome,
  domain: string,
  source: string,
  now: EpochSeconds,
): Evidence<Registration> {
  if (!outcome.ok) return failed(outcome.reason, source, now, outcome.detail);
  const { status, headers, bytes } = outcome;
  if (status === 404) return { state: "absent", source, observedAt: now };
  if (status !== 200)
    return failed(rdapStatusFailure(status), source, now, `HTTP ${status}`, readRetryAfter(headers, now));
  const type = mediaTypeOf(headers);
  if (!JSON_TYPE.test(type)) return failed("bad_answer", source, now, `The answer is of type "${type}"`);
  const body = parseJson(bytes);
  if (body === undefined) return failed("bad_answer", source, now, "The answer is not JSON");
  const parsed = parseRdap(body, domain);
  if (!parsed.ok) return failed(parsed.error.reason, source, now, parsed.error.detail);
  return { state: "found", value: parsed.value, source, observedAt: now };
}

/** RFC 7480 section 4.2 wants `application/rdap+json`; some servers say `application/json` or `text/json`. */
const JSON_TYPE = /^(?:application|text)\/(?:[\w.-]+\+)?json$/;

/** RFC 7480 section 5.5 and RFC 9110 for the rest. */
export function rdapStatusFailure(status: number): FailureReason {
  if (status === 429) return "rate_limited";
  if (status >= 500) return "server_error";
  return status === 401 || status === 403 || status === 451 ? "refused" : "bad_answer";
}

/** `undefined`: not JSON in UTF-8 (RFC 8259 section 8.1). */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes));
  } catch {
    return undefined;
  }
}

function failed(
  reason: FailureReason,
  source: string,
  observedAt: EpochSeconds,
  detail: string,
  retryAt: EpochSeconds | null = null,
): Evidence<Registration> {
  return { state: "failed", reason, source, observedAt, detail, ...(retryAt === null ? {} : { retryAt }) };
}
