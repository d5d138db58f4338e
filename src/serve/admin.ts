import type { Context } from "hono";
import type * as z from "zod";
import type { Indicator } from "../domain/indicator.ts";
import { assertNever, err, ok, type Result } from "../domain/result.ts";
import { toRfc3339 } from "../domain/time.ts";
import type { RescoredPiece } from "../ports.ts";
import type { ServeDeps } from "./app.ts";
import { readBody } from "./body.ts";
import type { AppError } from "./errors.ts";
import { CACHE, checkParameters, originOf, sendError } from "./respond.ts";
import { personOrder, type RescoredAnswer, reporterOrder, reportOrder } from "./schemas-people.ts";
import { checkToken } from "./token.ts";

/** The operator's doors. Each checks the token before it reads anything else. */

/** An order is a name and a sentence. */
const BODY_BYTES_MAX = 16 * 1024;
const REPORTERS_MAX = 200;

type Work = (c: Context, deps: ServeDeps) => Promise<Result<object, AppError>>;

/** Token, parameters, work, answer: the same way for every door. */
const door =
  (parameters: readonly string[], work: Work) =>
  async (c: Context, deps: ServeDeps): Promise<Response> => {
    const token = await checkToken(c.req.header("authorization"), deps.config.adminToken, "ADMIN_TOKEN");
    if (!token.ok) return sendError(c, deps, token.error);
    const known = checkParameters(c, parameters);
    if (!known.ok) return sendError(c, deps, known.error);
    const done = await work(c, deps);
    if (!done.ok) return sendError(c, deps, done.error);
    return c.json(done.value, 200, { "cache-control": CACHE.never });
  };

async function readOrder<T>(c: Context, schema: z.ZodType<T>): Promise<Result<T, AppError>> {
  const type = c.req.header("content-type") ?? "";
  if (!/^application\/json\b/i.test(type))
    return err({ code: "unsupported_media_type", given: type, wanted: "application/json" });
  const body = await readBody(c.req.raw, BODY_BYTES_MAX);
  if (!body.ok) return body;
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(body.value));
  } catch {
    return err({ code: "bad_json", problem: "The body is not JSON in UTF-8." });
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  return err({ code: "bad_json", problem: `${issue?.path.join(".") || "body"}: ${issue?.message}.` });
}

const decideDoor =
  (action: "list" | "clear"): Work =>
  async (c, deps) => {
    const order = await readOrder(c, personOrder);
    if (!order.ok) return order;
    const { key, reason, by = "operator" } = order.value;
    const now = deps.clock.now();
    const change = await deps.desk.decide({ key, action, who: by, why: reason }, now);
    if (!change.ok) {
      const { error } = change;
      if (error.reason === "gate") return err({ code: "gate_refused", why: error.why });
      if (error.reason === "not_a_name")
        return err({ code: "not_a_domain", value: key, kind: "domain, host, address or URL" });
      return assertNever(error);
    }
    const { indicator, history } = change.value;
    const before = history.find((h) => h.field === "status")?.before ?? indicator.status;
    deps.log.info("admin.decided", { key: indicator.key, action });
    return ok({
      key: indicator.key,
      scope: indicator.scope,
      status: indicator.status,
      band: indicator.verdict?.band ?? null,
      status_before: before,
    });
  };

const publishDoor =
  (isPublic: boolean): Work =>
  async (c, deps) => {
    const order = await readOrder(c, reportOrder);
    if (!order.ok) return order;
    const { id } = order.value;
    if (!(await deps.store.setMailPublic(id, isPublic)))
      return err({ code: "not_found", what: "report of that id" });
    deps.log.info("admin.report", { id, public: isPublic });
    return ok({ id, public: isPublic, report_url: `${originOf(c, deps)}/reports/${id}` });
  };

const listReporters: Work = async (_, deps) => {
  const { reporters, isWhole } = await deps.store.listReporters(REPORTERS_MAX);
  return ok({
    whole: isWhole,
    reporters: reporters.map((r) => ({
      hash: r.hash,
      entries: r.indicators,
      last_at: r.lastSeenAt === null ? null : toRfc3339(r.lastSeenAt),
      trusted: r.isTrusted,
      note: r.note,
    })),
  });
};

const trustReporter: Work = async (c, deps) => {
  const order = await readOrder(c, reporterOrder);
  if (!order.ok) return order;
  const { trusted, note = null } = order.value;
  const hash = "hash" in order.value ? order.value.hash : await deps.desk.hashReporter(order.value.address);
  if (hash === null) return err({ code: "bad_json", problem: "address: is empty." });
  await deps.store.trustReporter(hash, trusted, note, deps.clock.now());
  deps.log.info("admin.reporter", { hash, trusted });
  return ok({ hash, trusted });
};

const rescoreDoor: Work = async (c, deps) =>
  ok(toAnswer(await deps.desk.rescore(c.req.query("cursor") ?? "", deps.clock.now())));

function toAnswer({ rulesVersion, next, pairs }: RescoredPiece): RescoredAnswer {
  const changed = pairs.flatMap(({ before, change }) => {
    const { indicator: after, listing } = change;
    const [from, to] = [before.verdict?.band ?? null, after.verdict?.band];
    if (to === undefined || (from === to && before.status === after.status && listing === null)) return [];
    return [
      {
        key: after.key,
        band_before: from,
        band_after: to,
        status_before: before.status,
        status_after: after.status,
        listing: listing?.action ?? null,
        why: listing?.why ?? change.history[0]?.why ?? "",
      },
    ];
  });
  return {
    rules_version: rulesVersion,
    examined: pairs.length,
    next_cursor: next,
    bands_before: countBands(pairs.map(({ before }) => before)),
    bands_after: countBands(pairs.map(({ change }) => change.indicator)),
    changed,
  };
}

function countBands(indicators: readonly Indicator[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { verdict } of indicators) if (verdict) counts[verdict.band] = (counts[verdict.band] ?? 0) + 1;
  return counts;
}

const post = (path: string, parameters: readonly string[], work: Work) =>
  ({ method: "POST", path, isLimited: true, door: door(parameters, work) }) as const;

export const ADMIN_DOORS = [
  post("/admin/list", [], decideDoor("list")),
  post("/admin/clear", [], decideDoor("clear")),
  post("/admin/publish", [], publishDoor(true)),
  post("/admin/withdraw", [], publishDoor(false)),
  { method: "GET", path: "/admin/reporters", isLimited: true, door: door([], listReporters) } as const,
  post("/admin/reporters", [], trustReporter),
  post("/admin/rescore", ["cursor"], rescoreDoor),
];
