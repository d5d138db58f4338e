import type { Context } from "hono";
import type { MailError } from "../domain/message.ts";
import { assertNever } from "../domain/result.ts";
import { MAIL_BYTES_MAX } from "../limits.ts";
import type { ServeDeps } from "./app.ts";
import { readBody } from "./body.ts";
import { CACHE, checkParameters, originOf, sendError } from "./respond.ts";
import { checkToken } from "./token.ts";

const MAIL_TYPE = "message/rfc822";

/** The door POST /mails. The cheap refusals come first: token, type, announced size, then the bytes. */
export async function postMail(c: Context, deps: ServeDeps): Promise<Response> {
  const parameters = checkParameters(c, []);
  if (!parameters.ok) return sendError(c, deps, parameters.error);
  const token = await checkToken(c.req.header("authorization"), deps.config.ingestToken, "INGEST_TOKEN");
  if (!token.ok) return sendError(c, deps, token.error);
  const type = c.req.header("content-type") ?? "";
  if (type.split(";", 1)[0]?.trim().toLowerCase() !== MAIL_TYPE)
    return sendError(c, deps, { code: "unsupported_media_type", given: type, wanted: MAIL_TYPE });
  const body = await readBody(c.req.raw, MAIL_BYTES_MAX);
  if (!body.ok) return sendError(c, deps, body.error);
  const now = deps.clock.now();
  const outcome = await deps.receiveMail(body.value, "http", now);
  if (outcome.kind === "stored") deps.onStored?.(outcome.id, now, (work) => c.executionCtx.waitUntil(work));
  if (outcome.kind === "refused") return sendError(c, deps, { code: "mail_refused", error: outcome.error });
  const error = outcome.kind === "unreadable" ? unreadable(outcome.error) : null;
  const receipt = {
    id: outcome.id,
    report_url: `${originOf(c, deps)}/reports/${outcome.id}`,
    state: outcome.kind,
    error,
  };
  return c.json(receipt, 202, { "cache-control": CACHE.never, location: receipt.report_url });
}

function unreadable(error: MailError): string {
  switch (error.reason) {
    case "empty":
      return "The mail is empty.";
    case "too_large":
      return `The mail has ${error.bytes} bytes; at most ${error.max} are read.`;
    case "not_a_mail":
      return "This is no message in RFC 5322 form.";
    case "malformed":
      return `The mail cannot be read: ${error.detail}`;
    default:
      return assertNever(error);
  }
}
