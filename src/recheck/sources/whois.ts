/**
 * WHOIS on port 43 (RFC 3912): one connection, one line, read to the end. The server comes from our own table,
 * by the TLD; a referral in the answer is not followed. Never throws.
 */
import { SERVER_FORMS, whoisServerOf } from "../../data/whois-servers.ts";
import type { Evidence, FailureReason, Registration } from "../../domain/evidence.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import { WHOIS_BYTES_MAX, WHOIS_TIMEOUT_MS } from "../../limits.ts";
import type { WhoisSource } from "../../ports.ts";
import { parseWhois } from "../parse-whois.ts";
import type { RequestGate } from "./request-gate.ts";
import { REGISTRY_IN_FLIGHT_MAX, type ServiceGuard } from "./service-guard.ts";

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

export type SocketOutcome =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly reason: FailureReason; readonly detail: string };

/** Connects, writes the query, reads until the other side closes. Both limits cover the whole exchange. Never rejects. */
export type SocketExchange = (
  to: Endpoint,
  query: Uint8Array,
  limits: { readonly timeoutMs: number; readonly bytesMax: number },
) => Promise<SocketOutcome>;

export interface WhoisDeps {
  readonly exchange: SocketExchange;
  readonly gate: RequestGate;
  readonly guard: ServiceGuard;
  /** Where to connect in place of a server: a simulated internet. `null`: nowhere else. */
  readonly override: ((server: string) => Endpoint) | null;
}

const WHOIS_PORT = 43;
/** What a registrable name consists of: nothing else goes into a query line. */
const NAME = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/;

export function makeWhoisSource(deps: WhoisDeps): WhoisSource {
  return {
    async fetchRegistration(domain, now) {
      const server = NAME.test(domain) ? whoisServerOf(domain) : null;
      if (server === null) return failed("no_source", "whois", now, "No WHOIS server is known for the TLD");
      const service = `whois:${server}`;
      const asked = await deps.guard.run(
        { service, now, inFlightMax: REGISTRY_IN_FLIGHT_MAX },
        () => ask(deps, server, domain, now),
        (evidence) => (evidence.state === "failed" ? evidence : null),
      );
      if ("result" in asked) return asked.result;
      const { reason, until } = asked.pause;
      return { ...failed(reason, service, now, "Left for later: the server failed before"), retryAt: until };
    },
  };
}

async function ask(
  deps: WhoisDeps,
  server: string,
  domain: string,
  now: EpochSeconds,
): Promise<Evidence<Registration>> {
  const source = `whois:${server}`;
  const to = deps.override?.(server) ?? { host: server, port: WHOIS_PORT };
  const limits = { timeoutMs: WHOIS_TIMEOUT_MS, bytesMax: WHOIS_BYTES_MAX };
  const outcome = await deps.gate.run(() => deps.exchange(to, whoisQuery(server, domain), limits));
  if (outcome === "budget")
    return failed("budget", source, now, "No external request is left in this invocation");
  if (!outcome.ok) return failed(outcome.reason, source, now, outcome.detail);
  return toEvidence(decodeWhois(outcome.bytes, server), server, domain, now);
}

/** The line that a server wants: `example.jp/e`, `domain example.com`, `-T dn,ace example.de`. */
export function whoisQuery(server: string, domain: string): Uint8Array {
  const line = (SERVER_FORMS[server]?.query ?? "%s").replace("%s", domain);
  return new TextEncoder().encode(`${line}\r\n`);
}

/** Text of an answer: the server's own charset, or UTF-8, or windows-1252 when the bytes are no UTF-8. */
export function decodeWhois(bytes: Uint8Array, server: string): string {
  const charset = SERVER_FORMS[server]?.charset;
  if (charset !== undefined && charset !== "windows-1252") return new TextDecoder(charset).decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function toEvidence(text: string, server: string, domain: string, now: EpochSeconds): Evidence<Registration> {
  const source = `whois:${server}`;
  const answer = parseWhois(text, server, domain, now);
  // Nothing tells how long an answer is (RFC 3912), but its last line ends: one that does not was cut off.
  if (answer.state === "found" && answer.value.registeredAt === null && !/[\r\n]$/.test(text))
    return failed("reset", source, now, "The answer breaks off before a date");
  if (answer.state === "found") return { ...answer, source, observedAt: now };
  if (answer.state === "absent") return { state: "absent", source, observedAt: now };
  const evidence = failed(answer.reason, source, now, answer.detail);
  return answer.retryAfterSeconds === undefined
    ? evidence
    : { ...evidence, retryAt: now + answer.retryAfterSeconds };
}

function failed(reason: FailureReason, source: string, observedAt: EpochSeconds, detail: string) {
  return { state: "failed", reason, source, observedAt, detail: detail.slice(0, 200) } as const;
}
