import type { Context } from "hono";
import { err, ok, type Result } from "../domain/result.ts";
import type { Scope } from "../domain/sighting.ts";
import type { FeedFormat, FeedSelection } from "../publish/feed-format.ts";
import type { AppError } from "./errors.ts";
import { checkParameters } from "./respond.ts";

/**
 * The parameters of a feed, the same for each.
 *
 *   ?min_probability=0.99   entries at least so probable       1.5, "high"          => error
 *   ?scope=registrable      or several with a comma            scope=url on a list of names => error
 *   ?limit=1000             the strongest by evidence, as many 0, -1, 1e3           => error
 */
export const SELECTION_PARAMETERS = ["min_probability", "scope", "limit"] as const;

const WHOLE_NUMBER = /^[1-9]\d{0,8}$/;
const SHARE = /^(?:0(?:\.\d{1,6})?|1(?:\.0{1,6})?)$/;

export function readSelection(c: Context, format: FeedFormat): Result<FeedSelection, AppError> {
  const known = checkParameters(c, SELECTION_PARAMETERS);
  if (!known.ok) return known;
  const twice = SELECTION_PARAMETERS.find((name) => (c.req.queries(name)?.length ?? 0) > 1);
  if (twice !== undefined) return err({ code: "bad_parameter", name: twice, problem: "may stand once" });
  const [least, scope, limit] = SELECTION_PARAMETERS.map((name) => c.req.query(name));
  if (least !== undefined && !SHARE.test(least))
    return err({ code: "bad_parameter", name: "min_probability", problem: "must be a number from 0 to 1" });
  if (limit !== undefined && !WHOLE_NUMBER.test(limit))
    return err({ code: "bad_parameter", name: "limit", problem: "must be a whole number from 1" });
  const scopes = scope?.split(",") ?? [];
  if (scopes.some((s) => !format.scopes.includes(s as Scope)))
    return err({
      code: "bad_parameter",
      name: "scope",
      problem: `must be of ${format.scopes.join(", ") || "none"} here`,
    });
  return ok({
    ...(least === undefined ? {} : { probabilityMin: Number(least) }),
    ...(scope === undefined ? {} : { scopes: scopes as Scope[] }),
    ...(limit === undefined ? {} : { countMax: Number(limit) }),
  });
}

/** Equal for two ways to ask for the same entries; "" for all of them. Part of the ETag. */
export function selectionKey(
  format: FeedFormat,
  { probabilityMin, scopes, countMax }: FeedSelection,
): string {
  const wanted = format.scopes.filter((s) => scopes?.includes(s) ?? true);
  return [
    probabilityMin ? `p${probabilityMin}` : "",
    wanted.length === format.scopes.length ? "" : wanted.join("+"),
    countMax === undefined ? "" : `n${countMax}`,
  ]
    .filter(Boolean)
    .map((part) => `-${part}`)
    .join("");
}
