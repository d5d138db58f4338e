import type { Context } from "hono";
import { brandOf } from "../score/brand-domains.ts";
import { matchTarget } from "./answer.ts";
import type { ServeDeps } from "./app.ts";
import { parseTarget } from "./lookup.ts";
import { searchPage } from "./pages/search.ts";
import { CACHE, checkParameters, chooseLang, sendError } from "./respond.ts";
import type { LookupQuery } from "./schemas.ts";

/** The door /search: the home page's box, for people. */
export async function getSearch(c: Context, deps: ServeDeps): Promise<Response> {
  const parameters = checkParameters(c, ["q", "lang"]);
  if (!parameters.ok) return sendError(c, deps, parameters.error);
  const lang = chooseLang(c);
  if (!lang.ok) return sendError(c, deps, lang.error);
  const q = c.req.query("q") ?? "";
  const query = toQuery(q);
  const target = parseTarget(query);
  c.header("cache-control", CACHE.private);
  c.header("vary", "Accept-Language");
  const common = { lang: lang.value, q, isSimulated: deps.config.isSimulated };
  if (!target.ok) return c.html(searchPage({ ...common, answer: null }), 400);
  const indicator = matchTarget(target.value, await deps.store.findIndicators(target.value.keys));
  const jsonPath = `/lookup?${new URLSearchParams({ ...query, lang: lang.value })}`;
  const answer = { indicator, officialOf: brandOf(target.value.host), jsonPath };
  return c.html(searchPage({ ...common, answer }));
}

/**
 * What a person pastes, defanged or not:
 *
 *   hxxps://evil[.]top/a => {url: "https://evil.top/a"}    evil.top/a => {url: "http://evil.top/a"}
 *   evil[.]top           => {host: "evil.top"}
 */
export function toQuery(typed: string): LookupQuery {
  const text = typed
    .trim()
    .replace(/\[([.:])\]/g, "$1")
    .replace(/^(h)xx(ps?:)/i, "$1tt$2");
  if (/^[a-z]+:\/\//i.test(text)) return { url: text };
  return /[/?]/.test(text) ? { url: `http://${text}` } : { host: text };
}
