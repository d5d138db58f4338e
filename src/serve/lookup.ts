import type { Context } from "hono";
import { canonicalHost, isIpAddress, registrableDomain } from "../domain/hostname.ts";
import { err, ok, type Result } from "../domain/result.ts";
import { keysForLookup } from "../domain/scope.ts";
import { parseUrl } from "../domain/url.ts";
import { LOOKUP_BATCH_MAX, LOOKUP_BODY_BYTES_MAX } from "../limits.ts";
import { matchTarget, type Target, toAnswer } from "./answer.ts";
import type { ServeDeps } from "./app.ts";
import { readBody } from "./body.ts";
import type { AppError } from "./errors.ts";
import { CACHE, checkParameters, sendError } from "./respond.ts";
import { type Lang, type LookupQuery, lang as langSchema, lookupBatch } from "./schemas.ts";

/** The door /lookup. One question or a hundred: one round trip to the store. */

const KINDS = ["domain", "host", "url", "ip"] as const;
const KNOWN = [...KINDS, "lang"];

export async function getLookup(c: Context, deps: ServeDeps): Promise<Response> {
  const target = readQuestion(c);
  if (!target.ok) return sendError(c, deps, target.error);
  const found = await deps.store.findIndicators(target.value.keys);
  const answer = toAnswer(target.value, matchTarget(target.value, found), answerLang(c));
  return c.json(answer, 200, { "cache-control": CACHE.answer });
}

export async function postLookup(c: Context, deps: ServeDeps): Promise<Response> {
  const targets = await readQuestions(c);
  if (!targets.ok) return sendError(c, deps, targets.error);
  const found = await deps.store.findIndicators(targets.value.flatMap((t) => t.keys));
  const answers = targets.value.map((t) => toAnswer(t, matchTarget(t, found), answerLang(c)));
  return c.json({ answers }, 200, { "cache-control": CACHE.never });
}

/** English unless asked: a program reads the ids, and one URL must not answer in two languages. */
const answerLang = (c: Context): Lang => (c.req.query("lang") === "ja" ? "ja" : "en");

function readQuestion(c: Context): Result<Target, AppError> {
  const parameters = checkLookupParameters(c, KNOWN);
  if (!parameters.ok) return parameters;
  const given = KINDS.flatMap((kind) => (c.req.queries(kind) ?? []).map((value) => [kind, value] as const));
  const [first] = given;
  if (given.length !== 1 || first === undefined) return err({ code: "missing_parameter", known: KINDS });
  return parseTarget({ [first[0]]: first[1] } as LookupQuery);
}

function checkLookupParameters(c: Context, known: readonly string[]): Result<null, AppError> {
  const lang = c.req.query("lang");
  if (lang !== undefined && !langSchema.safeParse(lang).success)
    return err({ code: "bad_parameter", name: "lang", problem: "must be ja or en" });
  return checkParameters(c, known);
}

async function readQuestions(c: Context): Promise<Result<Target[], AppError>> {
  const parameters = checkLookupParameters(c, ["lang"]);
  if (!parameters.ok) return parameters;
  const type = c.req.header("content-type") ?? "";
  if (!/^application\/(?:[\w.-]+\+)?json\b/i.test(type))
    return err({ code: "unsupported_media_type", given: type, wanted: "application/json" });
  const body = await readBody(c.req.raw, LOOKUP_BODY_BYTES_MAX);
  if (!body.ok) return body;
  const queries = parseBatch(body.value);
  if (!queries.ok) return queries;
  const targets: Target[] = [];
  for (const query of queries.value) {
    const target = parseTarget(query);
    if (!target.ok) return target;
    targets.push(target.value);
  }
  return ok(targets);
}

function parseBatch(bytes: Uint8Array): Result<readonly LookupQuery[], AppError> {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes));
  } catch {
    return err({ code: "bad_json", problem: "The body is not JSON in UTF-8." });
  }
  const parsed = lookupBatch.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.join(".") || "body";
    return err({
      code: "bad_json",
      problem: `${where}: expected {"queries": [{"domain": "…"}, …]}, each with exactly one of ${KINDS.join(", ")}.`,
    });
  }
  const queries = Array.isArray(parsed.data) ? parsed.data : parsed.data.queries;
  if (queries.length > LOOKUP_BATCH_MAX) return err({ code: "too_many_queries", count: queries.length });
  return ok(queries);
}

/**
 *   {"domain": "a.evil.top"}          => evil.top and what is below it    {"domain": "co.jp"}  => error
 *   {"host": "日本語.jp"}             => xn--wgv71a119e.jp                {"host": "a..b"}     => error
 *   {"url": "http://evil.top/x"}      => the URL, its prefixes, the host  {"url": "evil.top"}  => error
 *   {"ip": "[2001:DB8::1]"}           => 2001:db8::1                      {"ip": "evil.top"}   => error
 */
export function parseTarget(query: LookupQuery): Result<Target, AppError> {
  const [entry] = Object.entries(query) as [(typeof KINDS)[number], string][];
  if (entry === undefined) return err({ code: "missing_parameter", known: KINDS });
  const [kind, value] = entry;
  const bad = err({ code: "not_a_domain" as const, value, kind: KIND_NAMES[kind] });
  if (kind === "url") {
    const url = parseUrl(value);
    return url === null ? bad : ok({ query, host: url.host, keys: keysForLookup(url) });
  }
  const host = canonicalHost(value.trim());
  if (host === null) return bad;
  if (kind === "ip" && !isIpAddress(host)) return bad;
  if (kind === "domain" && registrableDomain(host) === null) return bad;
  return ok({ query, host, keys: keysForLookup(host) });
}

const KIND_NAMES = { domain: "domain", host: "host", url: "http or https URL", ip: "IP address" } as const;
