import { type Context, Hono } from "hono";
import type { EpochSeconds } from "../domain/time.ts";
import { type Clock, type Log, type ReceiveOutcome, type Store, StoreError } from "../ports.ts";
import { getDocs, getOpenApi } from "./docs.ts";
import { getFeed, getFeedIndex } from "./feed.ts";
import { getHealth } from "./health.ts";
import { getHome } from "./home.ts";
import { postMail } from "./ingest.ts";
import { getLookup, postLookup } from "./lookup.ts";
import { callerKey } from "./rate-key.ts";
import { getReport } from "./report.ts";
import { sendError } from "./respond.ts";
import { getSearch } from "./search.ts";
import { secure } from "./security.ts";

/** What the HTTP side needs. */
export interface ServeDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly config: {
    /** The instance's own address; `null`: taken from the request. */
    readonly origin: string | null;
    /** `null`: POST /mails is shut. */
    readonly ingestToken: string | null;
    readonly isSimulated: boolean;
  };
  receiveMail(bytes: Uint8Array, door: "http", now: EpochSeconds): Promise<ReceiveOutcome>;
  /** `false`: this caller asked too often. Missing: no limit. */
  rateLimit?(key: string): Promise<boolean>;
}

type Door = (c: Context, deps: ServeDeps) => Response | Promise<Response>;

/** Method and path of every door; the documentation is checked against this table. */
export const DOORS: readonly {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly isLimited: boolean;
  readonly door: Door;
}[] = [
  { method: "GET", path: "/", isLimited: false, door: getHome },
  { method: "GET", path: "/search", isLimited: true, door: getSearch },
  { method: "GET", path: "/lookup", isLimited: true, door: getLookup },
  { method: "POST", path: "/lookup", isLimited: true, door: postLookup },
  { method: "POST", path: "/mails", isLimited: true, door: postMail },
  {
    method: "GET",
    path: "/reports/:name",
    isLimited: false,
    door: (c, deps) => getReport(c, deps, c.req.param("name") ?? ""),
  },
  { method: "GET", path: "/feed/", isLimited: false, door: (c, deps) => getFeedIndex(c, deps, false) },
  {
    method: "GET",
    path: "/feed/index.json",
    isLimited: false,
    door: (c, deps) => getFeedIndex(c, deps, true),
  },
  {
    method: "GET",
    path: "/feed/:name",
    isLimited: false,
    door: (c, deps) => getFeed(c, deps, c.req.param("name") ?? ""),
  },
  { method: "GET", path: "/healthz", isLimited: false, door: getHealth },
  { method: "GET", path: "/openapi.json", isLimited: false, door: getOpenApi },
  { method: "GET", path: "/docs", isLimited: false, door: getDocs },
];

/** Wiring only: headers, limits, doors, errors. */
export function makeApp(deps: ServeDeps): Hono {
  const app = new Hono();
  app.use(secure);
  for (const { method, path, isLimited, door } of DOORS)
    app.on(method, path, async (c) => {
      if (isLimited && deps.rateLimit && !(await deps.rateLimit(await callerKey(c))))
        return sendError(c, deps, { code: "rate_limited" });
      return door(c, deps);
    });
  app.get("/feed", (c) => c.redirect("/feed/", 308));
  for (const [path, allow] of allowedMethods())
    app.all(path, (c) => sendError(c, deps, { code: "method_not_allowed", allow }));
  app.notFound((c) => sendError(c, deps, { code: "not_found", what: "page" }));
  app.onError((error, c) => {
    if (error instanceof StoreError) {
      deps.log.error("serve.store", { kind: error.kind, path: c.req.routePath });
      return sendError(c, deps, { code: "unavailable" });
    }
    deps.log.error("serve.bug", { error: String(error), path: c.req.routePath });
    return sendError(c, deps, { code: "internal" });
  });
  return app;
}

function allowedMethods(): Map<string, string> {
  const byPath = new Map<string, string>();
  for (const { method, path } of DOORS) {
    const more = method === "GET" ? "GET, HEAD" : method;
    byPath.set(path, [byPath.get(path), more].filter(Boolean).join(", "));
  }
  return byPath;
}
