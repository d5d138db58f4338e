import { err, ok, type Result } from "../domain/result.ts";
import { DAY_SECONDS, type EpochSeconds, HOUR_SECONDS } from "../domain/time.ts";
import { POPULARITY_BYTES_MAX, TABLE_BYTES_MAX, TABLE_TIMEOUT_MS } from "../limits.ts";
import type { Log, Store } from "../ports.ts";
import type { RefreshedRanges } from "./cdn.ts";
import { CDN_PUBLICATIONS, type CdnPublication, readPublication } from "./cdn-publications.ts";
import { parsePopularity } from "./parse-popularity.ts";
import { type Bootstrap, movedShare, parseBootstrap, seedBootstrap } from "./rdap-bootstrap.ts";
import type { FetchOutcome, FetchRequest } from "./sources/limited-fetch.ts";

export interface RefreshDeps {
  readonly store: Pick<Store, "loadTableAges" | "loadTable" | "saveTable">;
  readonly fetch: (request: FetchRequest) => Promise<FetchOutcome>;
  readonly log: Log;
  readonly urls: {
    readonly bootstrap: string;
    /** Provider -> addresses, in the order of CDN_PUBLICATIONS; `null`: the providers' own. */
    readonly cdnRanges: Readonly<Record<string, readonly string[]>> | null;
    /** "": never refreshed. */
    readonly popularity: string;
  };
  /** A simulated internet publishes short tables. */
  readonly isSimulated: boolean;
}

interface Failure {
  readonly reason: string;
  readonly detail: string;
}

/** A table that is published by others and kept in D1; its committed seed serves until the first refresh. */
interface Table {
  readonly name: "rdap_bootstrap" | "cdn_ranges" | "popularity";
  readonly everySeconds: number;
  /** The text to keep, or why there is none: then the old copy stays. */
  load(deps: RefreshDeps): Promise<Result<string, Failure>>;
}

const TABLES: readonly Table[] = [
  { name: "rdap_bootstrap", everySeconds: 7 * DAY_SECONDS, load: loadBootstrapText },
  { name: "cdn_ranges", everySeconds: DAY_SECONDS, load: loadRangesText },
  { name: "popularity", everySeconds: 7 * DAY_SECONDS, load: loadPopularityText },
];

/** The largest move of a backend operator took some 20 % of all TLDs; a list in which half move is not IANA's. */
const MOVED_SHARE_MAX = 0.5;

/** After a failed attempt the next one waits, so that a broken publisher is not asked every minute. */
const ATTEMPT_SECONDS = HOUR_SECONDS;

/**
 * Refreshes at most one table a call, the first that is due: about eight requests, so that rechecks of the
 * same run keep the rest of the budget. Returns its name, `null` when none is due.
 */
export async function refreshTables(deps: RefreshDeps, now: EpochSeconds): Promise<string | null> {
  const ages = await deps.store.loadTableAges();
  const due = TABLES.find(
    ({ name, everySeconds }) =>
      now - (ages.get(name) ?? 0) >= everySeconds &&
      now - (ages.get(`${name}_attempt`) ?? 0) >= ATTEMPT_SECONDS,
  );
  if (!due || (due.name === "popularity" && deps.urls.popularity === "")) return null;
  const loaded = await due.load(deps);
  if (loaded.ok) await deps.store.saveTable(due.name, loaded.value, now);
  else {
    await deps.store.saveTable(`${due.name}_attempt`, loaded.error.reason, now);
    deps.log.error("table_not_refreshed", { table: due.name, ...loaded.error });
  }
  return due.name;
}

async function loadBootstrapText({ fetch, urls, store, isSimulated }: RefreshDeps) {
  const body = await fetchText(fetch, urls.bootstrap);
  if (!body.ok) return body;
  const parsed = parseBootstrap(parseJson(body.value), isSimulated ? 1 : undefined);
  if (!parsed.ok) return parsed;
  const before = (await loadBootstrap(store)) ?? (isSimulated ? null : seedBootstrap());
  const moved = before === null ? 0 : movedShare(before, parsed.value);
  if (moved > MOVED_SHARE_MAX)
    return err({ reason: "forged", detail: `${Math.round(moved * 100)} % of the TLDs changed their server` });
  return ok(JSON.stringify([...parsed.value]));
}

/** The kept copy; `null`: none was ever fetched, the committed seed serves. */
export async function loadBootstrap(store: Pick<Store, "loadTable">): Promise<Bootstrap | null> {
  const table = await store.loadTable("rdap_bootstrap");
  return table && new Map(JSON.parse(table.value) as [string, string][]);
}

/** A provider with several files is refreshed by all of them or not at all; the others are kept apart. */
async function loadRangesText({ fetch, urls, store, log }: RefreshDeps) {
  const ranges: Record<string, readonly string[]> = { ...(await loadRanges(store)) };
  const providers = Map.groupBy(CDN_PUBLICATIONS, (p) => p.cdn);
  let failure: Failure | null = null;
  for (const [cdn, publications] of providers) {
    const places = urls.cdnRanges ? (urls.cdnRanges[cdn] ?? []) : publications.map((p) => p.url);
    if (places.length !== publications.length) continue;
    const read = await Promise.all(publications.map((p, n) => fetchPrefixes(fetch, p, places[n] as string)));
    const failed = read.find((r) => !r.ok);
    if (failed && !failed.ok) {
      failure = failed.error;
      log.error("cdn_ranges_not_refreshed", { cdn, ...failed.error });
    } else ranges[cdn] = read.flatMap((r) => (r.ok ? r.value : []));
  }
  // What did come is worth keeping; a whole failure leaves the old copy and its age.
  if (failure && Object.keys(ranges).length === 0) return err(failure);
  return ok(JSON.stringify(ranges));
}

export async function loadRanges(store: Pick<Store, "loadTable">): Promise<RefreshedRanges> {
  const table = await store.loadTable("cdn_ranges");
  return table ? (JSON.parse(table.value) as RefreshedRanges) : {};
}

async function fetchPrefixes(fetch: RefreshDeps["fetch"], publication: CdnPublication, url: string) {
  const body = await fetchText(fetch, url);
  return body.ok ? readPublication(publication, body.value) : body;
}

async function loadPopularityText({ fetch, urls, isSimulated }: RefreshDeps) {
  const request = { url: urls.popularity, timeoutMs: TABLE_TIMEOUT_MS, bytesMax: POPULARITY_BYTES_MAX };
  const bytes = bytesOf(await fetch({ ...request, isPrefixEnough: true }));
  return bytes.ok ? parsePopularity(bytes.value, isSimulated ? 1 : undefined) : bytes;
}

async function fetchText(fetch: RefreshDeps["fetch"], url: string): Promise<Result<string, Failure>> {
  const bytes = bytesOf(await fetch({ url, timeoutMs: TABLE_TIMEOUT_MS, bytesMax: TABLE_BYTES_MAX }));
  return bytes.ok ? ok(new TextDecoder().decode(bytes.value)) : bytes;
}

function bytesOf(outcome: FetchOutcome): Result<Uint8Array, Failure> {
  if (!outcome.ok) return err({ reason: outcome.reason, detail: outcome.detail });
  if (outcome.status === 200) return ok(outcome.bytes);
  return err({ reason: "server_error", detail: `HTTP status ${outcome.status}` });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
