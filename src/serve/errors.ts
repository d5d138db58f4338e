import type { MailError } from "../domain/message.ts";
import { assertNever } from "../domain/result.ts";
import { LOOKUP_BATCH_MAX, LOOKUP_BODY_BYTES_MAX, MAIL_BYTES_MAX } from "../limits.ts";

/** Everything that a caller can do wrong, or that can go wrong for it. One exhaustive switch makes the wire form. */
export type AppError =
  | { readonly code: "unknown_parameter"; readonly name: string; readonly known: readonly string[] }
  | { readonly code: "bad_parameter"; readonly name: string; readonly problem: string }
  | { readonly code: "missing_parameter"; readonly known: readonly string[] }
  | { readonly code: "not_a_domain"; readonly value: string; readonly kind: string }
  | { readonly code: "bad_json"; readonly problem: string }
  | { readonly code: "too_many_queries"; readonly count: number }
  | { readonly code: "body_empty" }
  | { readonly code: "body_too_large"; readonly max: number }
  | { readonly code: "unsupported_media_type"; readonly given: string; readonly wanted: string }
  | { readonly code: "mail_refused"; readonly error: MailError }
  | { readonly code: "token_missing" }
  | { readonly code: "token_wrong" }
  | { readonly code: "door_shut"; readonly variable: string }
  | { readonly code: "gate_refused"; readonly why: string }
  | { readonly code: "not_found"; readonly what: string }
  | { readonly code: "serial_gone"; readonly since: number }
  | { readonly code: "method_not_allowed"; readonly allow: string }
  | { readonly code: "rate_limited" }
  | { readonly code: "unavailable" }
  | { readonly code: "internal" };

export type ErrorCode = AppError["code"];

export interface Problem {
  readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 410 | 413 | 415 | 422 | 429 | 500 | 503;
  readonly title: string;
  /** One sentence about this very case. */
  readonly detail: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Seconds after which a caller may come back: the rate limit's period, and a store's usual hiccup. */
const RETRY_AFTER_SECONDS = 60;

/** Text from outside, short enough and plain enough for an error sentence. */
const quote = (text: string): string => JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);

/** RFC 9457 members of an error. `code` is stable; the sentences may be reworded. */
export function toProblem(error: AppError): Problem {
  switch (error.code) {
    case "unknown_parameter":
      return {
        status: 400,
        title: "Unknown query parameter",
        detail: `There is no parameter ${quote(error.name)} here; known: ${error.known.join(", ")}.`,
      };
    case "bad_parameter":
      return {
        status: 400,
        title: "Parameter has a wrong value",
        detail: `${quote(error.name)} ${error.problem}.`,
      };
    case "missing_parameter":
      return {
        status: 400,
        title: "Nothing to look up",
        detail: `Give exactly one of ${error.known.join(", ")}.`,
      };
    case "not_a_domain":
      return {
        status: 400,
        title: "Not a name that can be looked up",
        detail: `${quote(error.value)} is no ${error.kind} that can be looked up.`,
      };
    case "bad_json":
      return { status: 400, title: "Body does not fit", detail: error.problem };
    case "too_many_queries":
      return {
        status: 400,
        title: "Too many queries",
        detail: `${error.count} queries in one call; at most ${LOOKUP_BATCH_MAX} are taken. Nothing was looked up.`,
      };
    case "body_empty":
      return { status: 400, title: "Body is empty", detail: "The request has no body; nothing was stored." };
    case "body_too_large":
      return {
        status: 413,
        title: "Body is too large",
        detail: `At most ${error.max} bytes are taken; nothing was stored.`,
      };
    case "unsupported_media_type":
      return {
        status: 415,
        title: "Unsupported media type",
        detail: `Content-Type is ${quote(error.given)}; send ${error.wanted}.`,
      };
    case "mail_refused":
      return mailProblem(error.error);
    case "token_missing":
      return {
        status: 401,
        title: "Token is missing",
        detail: "Send the token as: Authorization: Bearer TOKEN.",
        headers: { "www-authenticate": 'Bearer realm="freshcatch"' },
      };
    case "token_wrong":
      return {
        status: 401,
        title: "Token is wrong",
        detail: "The token in the Authorization header is not the one of this instance.",
        headers: { "www-authenticate": 'Bearer realm="freshcatch", error="invalid_token"' },
      };
    case "door_shut":
      return {
        status: 403,
        title: "This door is shut",
        detail: `The operator has not set ${error.variable}, so nothing is taken here.`,
      };
    case "gate_refused":
      return {
        status: 409,
        title: "The gate refuses this entry",
        detail: `Nobody may list it (${error.why.replaceAll("_", " ")}); nothing was changed.`,
      };
    case "not_found":
      return { status: 404, title: "Not found", detail: `There is no ${error.what} here.` };
    case "serial_gone":
      return {
        status: 410,
        title: "No changes are known since that serial",
        detail: `The log does not hold what came after ${error.since}; load the whole feed and go on from its serial.`,
      };
    case "method_not_allowed":
      return {
        status: 405,
        title: "Method not allowed",
        detail: `Only ${error.allow} is answered here.`,
        headers: { allow: error.allow },
      };
    case "rate_limited":
      return {
        status: 429,
        title: "Too many requests",
        detail: "Ask again in a minute; POST /lookup takes many names in one call.",
        headers: { "retry-after": String(RETRY_AFTER_SECONDS) },
      };
    case "unavailable":
      return {
        status: 503,
        title: "Temporarily unavailable",
        detail: "The store does not answer now; nothing was lost, the same request can be sent again.",
        headers: { "retry-after": String(RETRY_AFTER_SECONDS) },
      };
    case "internal":
      return {
        status: 500,
        title: "Internal error",
        detail: "Something here is broken; it was written to the log.",
      };
    default:
      return assertNever(error);
  }
}

function mailProblem(error: MailError): Problem {
  switch (error.reason) {
    case "empty":
      return toProblem({ code: "body_empty" });
    case "too_large":
      return toProblem({ code: "body_too_large", max: error.max });
    case "not_a_mail":
      return { status: 422, title: "Not a mail", detail: "The body is no message in RFC 5322 form." };
    case "malformed":
      return { status: 422, title: "Mail cannot be read", detail: error.detail };
    default:
      return assertNever(error);
  }
}

/** One example of every code, for the documentation page; the compiler asks for each. */
export const ERROR_EXAMPLES: { readonly [C in ErrorCode]: Extract<AppError, { code: C }> } = {
  unknown_parameter: { code: "unknown_parameter", name: "domian", known: ["domain", "host", "url", "ip"] },
  bad_parameter: { code: "bad_parameter", name: "lang", problem: "must be ja or en" },
  missing_parameter: { code: "missing_parameter", known: ["domain", "host", "url", "ip"] },
  not_a_domain: { code: "not_a_domain", value: "no dots", kind: "domain" },
  bad_json: { code: "bad_json", problem: "The body is not JSON." },
  too_many_queries: { code: "too_many_queries", count: LOOKUP_BATCH_MAX + 1 },
  body_empty: { code: "body_empty" },
  body_too_large: { code: "body_too_large", max: MAIL_BYTES_MAX },
  unsupported_media_type: { code: "unsupported_media_type", given: "text/html", wanted: "message/rfc822" },
  mail_refused: { code: "mail_refused", error: { reason: "not_a_mail" } },
  token_missing: { code: "token_missing" },
  token_wrong: { code: "token_wrong" },
  door_shut: { code: "door_shut", variable: "INGEST_TOKEN" },
  gate_refused: { code: "gate_refused", why: "public_suffix" },
  not_found: { code: "not_found", what: "report" },
  serial_gone: { code: "serial_gone", since: 9_000 },
  method_not_allowed: { code: "method_not_allowed", allow: "GET, HEAD" },
  rate_limited: { code: "rate_limited" },
  unavailable: { code: "unavailable" },
  internal: { code: "internal" },
};

/** Bytes of a lookup body, as an error. */
export const LOOKUP_TOO_LARGE: AppError = { code: "body_too_large", max: LOOKUP_BODY_BYTES_MAX };
