import type { Context } from "hono";
import { toRfc3339 } from "../domain/time.ts";
import type { ServeDeps } from "./app.ts";
import { correctionsPage } from "./pages/corrections.ts";
import { CACHE, checkParameters, chooseLang, sendError } from "./respond.ts";

/** The doors /corrections and /corrections.json: what was listed in error. */
const CORRECTIONS_MAX = 200;

export async function getCorrectionsJson(c: Context, deps: ServeDeps): Promise<Response> {
  const parameters = checkParameters(c, []);
  if (!parameters.ok) return sendError(c, deps, parameters.error);
  const corrections = (await deps.store.listCorrections(CORRECTIONS_MAX)).map((one) => ({
    serial: one.serial,
    key: one.key,
    listed_at: one.listedAt === null ? null : toRfc3339(one.listedAt),
    taken_off_at: toRfc3339(one.at),
    by: one.by,
    why: one.why,
  }));
  return c.json({ corrections }, 200, { "cache-control": CACHE.answer });
}

export async function getCorrectionsPage(c: Context, deps: ServeDeps): Promise<Response> {
  const parameters = checkParameters(c, ["lang"]);
  if (!parameters.ok) return sendError(c, deps, parameters.error);
  const lang = chooseLang(c);
  if (!lang.ok) return sendError(c, deps, lang.error);
  const corrections = await deps.store.listCorrections(CORRECTIONS_MAX);
  c.header("cache-control", CACHE.answer);
  c.header("vary", "Accept-Language");
  return c.html(correctionsPage({ lang: lang.value, corrections, isSimulated: deps.config.isSimulated }));
}
