import { type Context, Hono } from "hono";
import type { DecisionRefusal, PersonOrder } from "../domain/person.ts";
import type { Result } from "../domain/result.ts";
import type { EpochSeconds } from "../domain/time.ts";
import {
  type Clock,
  type FeedObjects,
  type IndicatorChange,
  type Log,
  type ReceiveOutcome,
  type RescoredPiece,
  type Store,
  StoreError,
} from "../ports.ts";
import { ADMIN_DOORS } from "./admin.ts";
import { getCampaign } from "./campaign.ts";
import { getCorrectionsJson, getCorrectionsPage } from "./corrections.ts";
import { getDnsQuery, postDnsQuery } from "./dns-query.ts";
import { getDocs, getOpenApi } from "./docs.ts";
import { getFeed } from "./feed.ts";
import { getFeedIndex } from "./feed-index.ts";
import { getChanges, getCorrections } from "./feed-log.ts";
import { getHashes } from "./hashes.ts";
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
    /** `null`: /admin/* is shut. */
    readonly adminToken: string | null;
    readonly isSimulated: boolean;
    /** Where the bucket is public; `null`: its objects are served from here. */
    readonly feedsPublicUrl?: string | null;
  };
  /** What the operator's doors do; they only read the request and write the answer. */
  readonly desk: {
    decide(order: PersonOrder, now: EpochSeconds): Promise<Result<IndicatorChange, DecisionRefusal>>;
    rescore(after: string, now: EpochSeconds): Promise<RescoredPiece>;
    /** `null`: no address. */
    hashReporter(address: string): Promise<string | null>;
  };
  receiveMail(bytes: Uint8Array, door: "http", now: EpochSeconds): Promise<ReceiveOutcome>;
  /** Told of a stored mail; what it starts goes on after the answer through `waitUntil`. */
  onStored?(id: string, now: EpochSeconds, waitUntil: (work: Promise<void>) => void): void;
  /** Feeds that were published as objects. Missing: no bucket is bound. */
  readonly feedObjects?: FeedObjects;
  /** Asks the configured resolvers; `null`: none answered. Missing: protective DNS is off. */
  forwardDns?(query: Uint8Array): Promise<Uint8Array | null>;
  /** `false`: this caller asked too often. Missing: no limit. */
  rateLimit?(key: string): Promise<boolean>;
}

export type Door = (c: Context, deps: ServeDeps) => Response | Promise<Response>;

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
  { method: "GET", path: "/feed/changes.json", isLimited: false, door: getChanges },
  { method: "GET", path: "/feed/false-positives.json", isLimited: false, door: getCorrections },
  {
    method: "GET",
    path: "/feed/:name",
    isLimited: false,
    door: (c, deps) => getFeed(c, deps, c.req.param("name") ?? ""),
  },
  {
    method: "GET",
    path: "/feed/misp/:name",
    isLimited: false,
    door: (c, deps) => getFeed(c, deps, `misp/${c.req.param("name") ?? ""}`),
  },
  {
    method: "GET",
    path: "/hashes/:prefix",
    isLimited: true,
    door: (c, deps) => getHashes(c, deps, c.req.param("prefix") ?? ""),
  },
  {
    method: "GET",
    path: "/campaigns/:name",
    isLimited: true,
    door: (c, deps) => getCampaign(c, deps, c.req.param("name") ?? ""),
  },
  { method: "GET", path: "/corrections", isLimited: false, door: getCorrectionsPage },
  { method: "GET", path: "/corrections.json", isLimited: false, door: getCorrectionsJson },
  ...ADMIN_DOORS,
  { method: "GET", path: "/dns-query", isLimited: false, door: getDnsQuery },
  { method: "POST", path: "/dns-query", isLimited: false, door: postDnsQuery },
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
