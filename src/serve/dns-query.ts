import type { Context } from "hono";
import {
  blockedReply,
  type DnsQuery,
  failedReply,
  freshSeconds,
  isAnswerTo,
  readQuery,
} from "../domain/dns-reply.ts";
import { parentHosts } from "../domain/hostname.ts";
import { err, type Result } from "../domain/result.ts";
import { DNS_QUERY_BYTES_MAX } from "../limits.ts";
import { StoreError } from "../ports.ts";
import type { ServeDeps } from "./app.ts";
import { readBody } from "./body.ts";
import type { AppError } from "./errors.ts";
import { CACHE, checkParameters, originOf, sendError } from "./respond.ts";

/**
 * Protective DNS (RFC 8484): a listed name and everything below it does not exist, with the reason as an Extended DNS
 * Error; every other question goes to the configured resolvers and comes back as it is. While the store does not answer
 * nothing is blocked: a list that is out of reach must not take the whole Internet along.
 *
 * Off unless PROTECTIVE_DNS is 1: every question is a request of the Worker, and whoever knows the address may ask.
 */
export const DNS_MESSAGE = "application/dns-message";

/** Seconds that an asker keeps "does not exist": an entry taken off is free again after this. */
const BLOCKED_TTL_SECONDS = 60;
/** A day: no resolver keeps an answer longer without need. */
const FRESH_SECONDS_MAX = 86_400;

const SHUT: AppError = { code: "door_shut", variable: "PROTECTIVE_DNS" };

export async function getDnsQuery(c: Context, deps: ServeDeps): Promise<Response> {
  if (!deps.forwardDns) return sendError(c, deps, SHUT);
  const parameters = checkParameters(c, ["dns"]);
  if (!parameters.ok) return sendError(c, deps, parameters.error);
  const bytes = fromBase64Url(c.req.query("dns") ?? "");
  if (bytes === null)
    return sendError(c, deps, {
      code: "bad_parameter",
      name: "dns",
      problem: "must be a DNS message in base64url",
    });
  return answer(c, deps, deps.forwardDns, bytes);
}

export async function postDnsQuery(c: Context, deps: ServeDeps): Promise<Response> {
  if (!deps.forwardDns) return sendError(c, deps, SHUT);
  const body = await readMessage(c);
  return body.ok ? answer(c, deps, deps.forwardDns, body.value) : sendError(c, deps, body.error);
}

async function readMessage(c: Context): Promise<Result<Uint8Array, AppError>> {
  const parameters = checkParameters(c, []);
  if (!parameters.ok) return parameters;
  const type = c.req.header("content-type") ?? "";
  if (type.split(";", 1)[0]?.trim().toLowerCase() !== DNS_MESSAGE)
    return err({ code: "unsupported_media_type", given: type, wanted: DNS_MESSAGE });
  return readBody(c.req.raw, DNS_QUERY_BYTES_MAX);
}

async function answer(
  c: Context,
  deps: ServeDeps,
  forward: NonNullable<ServeDeps["forwardDns"]>,
  bytes: Uint8Array,
): Promise<Response> {
  const query = readQuery(bytes);
  if (!query.ok)
    return sendError(c, deps, {
      code: "bad_parameter",
      name: "dns",
      problem: `is no DNS query: ${query.error.detail}`,
    });
  const key = await listedKey(deps, query.value);
  if (key !== null) {
    const why = `Listed as a scam: ${originOf(c, deps)}/lookup?domain=${key}`;
    return send(blockedReply(query.value, BLOCKED_TTL_SECONDS, why), BLOCKED_TTL_SECONDS);
  }
  const found = await forward(bytes);
  if (found === null || !isAnswerTo(query.value, found))
    return send(failedReply(query.value, "No resolver answered"), 0);
  return send(Uint8Array.from(found), Math.min(freshSeconds(found), FRESH_SECONDS_MAX));
}

async function listedKey({ store, log }: ServeDeps, { name }: DnsQuery): Promise<string | null> {
  if (!name.includes(".")) return null;
  try {
    return await store.findListedKey(parentHosts(name));
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    log.error("dns.store", { kind: error.kind });
    return null;
  }
}

/** RFC 8484 section 5.1: fresh for as long as the records are. */
const send = (message: Uint8Array<ArrayBuffer>, seconds: number): Response =>
  new Response(message, {
    headers: {
      "content-type": DNS_MESSAGE,
      "cache-control": seconds > 0 ? `max-age=${seconds}` : CACHE.never,
    },
  });

/** `null`: no base64url, or longer than a query may be. Padding is forgiven. */
function fromBase64Url(text: string): Uint8Array | null {
  const bare = text.replace(/=+$/, "");
  if (bare === "" || bare.length > Math.ceil((DNS_QUERY_BYTES_MAX * 4) / 3) || !/^[\w-]+$/.test(bare))
    return null;
  try {
    const binary = atob(bare.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(binary, (char) => char.charCodeAt(0));
  } catch {
    // A length that no bytes have.
    return null;
  }
}
