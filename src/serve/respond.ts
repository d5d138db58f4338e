import type { Context } from "hono";
import { err, ok, type Result } from "../domain/result.ts";
import type { ServeDeps } from "./app.ts";
import type { AppError } from "./errors.ts";
import { toProblem } from "./errors.ts";
import { notFoundPage } from "./pages/not-found.ts";
import { type Lang, lang as langSchema } from "./schemas.ts";

/** What every door does the same way: parameters, language, errors, cache headers. */

/** Cache-Control values; every dynamic response states one (Cloudflare caches what says nothing). */
export const CACHE = {
  never: "no-store",
  /** A lookup answer; the URL with its query is the key. */
  answer: "public, max-age=60",
  /** A feed: always asked again, answered 304 at the cost of one row. */
  feed: "public, max-age=60, must-revalidate",
  /** A report that is not published: nobody but the reader may keep it, and it is asked for again. */
  private: "private, no-cache",
  page: "public, max-age=300",
} as const;

/** The instance's address for absolute links: the configured one, else the one that was asked. */
export const originOf = (c: Context, deps: ServeDeps): string =>
  deps.config.origin ?? new URL(c.req.url).origin;

/** A misspelt parameter would silently be a different question, so each door names what it knows. */
export function checkParameters(c: Context, known: readonly string[]): Result<null, AppError> {
  const name = Object.keys(c.req.queries()).find((key) => !known.includes(key));
  return name === undefined ? ok(null) : err({ code: "unknown_parameter", name, known });
}

/** `?lang=` decides, then Accept-Language; a reader who says nothing is Japanese. */
export function chooseLang(c: Context): Result<Lang, AppError> {
  const given = c.req.query("lang");
  if (given !== undefined) {
    const parsed = langSchema.safeParse(given);
    return parsed.success
      ? ok(parsed.data)
      : err({ code: "bad_parameter", name: "lang", problem: "must be ja or en" });
  }
  return ok(acceptedLang(c.req.header("accept-language") ?? ""));
}

/** Tags by weight (RFC 9110 section 12.5.4); a language that we do not have is answered in English. */
function acceptedLang(header: string): Lang {
  const tags = header
    .slice(0, 500)
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
      const q = parameters.map((p) => /^\s*q=([\d.]+)$/.exec(p)?.[1]).find((v) => v !== undefined);
      return { tag: tag.split("-")[0] ?? "", weight: q === undefined ? 1 : Number(q) };
    })
    .filter((t) => t.tag !== "" && t.weight > 0)
    .sort((a, b) => b.weight - a.weight);
  if (tags.length === 0) return "ja";
  return tags.find((t) => t.tag === "ja" || t.tag === "en")?.tag === "ja" ? "ja" : "en";
}

/** The caller is a browser that shows pages, and has not asked for JSON first. */
export function wantsHtml(c: Context): boolean {
  const accept = c.req.header("accept") ?? "";
  const html = accept.indexOf("text/html");
  const json = accept.indexOf("application/json");
  return html >= 0 && (json < 0 || html < json);
}

/** RFC 9457; a person who follows a dead link gets a page instead. */
export function sendError(c: Context, deps: ServeDeps, error: AppError): Response | Promise<Response> {
  const { status, title, detail, headers = {} } = toProblem(error);
  for (const [name, value] of Object.entries(headers)) c.header(name, value);
  c.header("cache-control", CACHE.never);
  if (error.code === "not_found" && wantsHtml(c)) {
    const lang = chooseLang(c);
    return c.html(notFoundPage(lang.ok ? lang.value : "en", deps.config.isSimulated), status);
  }
  const type = `${originOf(c, deps)}/docs#${error.code}`;
  const problem = { type, title, status, detail, code: error.code };
  return c.body(JSON.stringify(problem), status, { "content-type": "application/problem+json" });
}
