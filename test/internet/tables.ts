/**
 * Lists that the Worker fetches now and then: address ranges of CDNs, each in its provider's own format
 * (`/cdn/<provider>/<file>`), and a popularity list (`/popularity/<name>.csv`, lines `rank,domain`).
 */
import { toFault } from "./faults.ts";
import type { Fixtures } from "./fixtures.ts";
import type { HttpQuestion } from "./http.ts";
import { type Exchange, OTHER_NAME, type Reply } from "./reply.ts";

/** Longer than the 10,000 rows that a client should keep, so that it has to stop reading by itself. */
const POPULAR_ROWS = 12_000;
const NOT_FOUND: Reply = { status: 404, type: "text/plain", body: Buffer.from("404\n") };
const IPV4_PREFIX = /\d+\.\d+\.\d+\.\d+\/\d+/;

/** Where each provider's list is found below the origin; a provider may have several files. */
export const CDN_FILES: Readonly<Record<string, readonly string[]>> = {
  cloudflare: ["ips-v4", "ips-v6"],
  fastly: ["public-ip-list.json"],
  cloudfront: ["ip-ranges.json"],
  bunny: ["edgeserverlist.json", "edgeserverlist-ipv6.json"],
};

/** `null`: a path that is no list, to be answered with 404. */
export function cdnExchange(fixtures: Fixtures, request: HttpQuestion): Exchange | null {
  const match = /^\/cdn\/([\w-]+)\/([\w.-]+)$/.exec(request.url.pathname);
  if (!match) return null;
  const [, provider = "", file = ""] = match;
  // `/cdn/slow/ips-v4` is Cloudflare's list under the fault of that name.
  const read = (from: string) =>
    fileReply(fixtures.readText(`cdn/${toFault(from) ? "cloudflare" : from}/${file}`), file);
  const good = () => read(provider);
  return {
    services: ["cdn"],
    question: `${provider}/${file}`,
    subject: provider,
    good,
    absent: () => NOT_FOUND,
    wrongDomain: () => fileReply("192.0.2.0/24\n198.51.100.0/24\n", "ips-v4"),
    // A range that makes every address of the world a CDN's.
    poisoned: () => ({
      ...good(),
      body: Buffer.from(good().body.toString().replace(IPV4_PREFIX, "0.0.0.0/0")),
    }),
  };
}

export function popularityExchange(fixtures: Fixtures, request: HttpQuestion): Exchange | null {
  const name = /^\/popularity\/([\w-]+)\.csv$/.exec(request.url.pathname)?.[1];
  if (name === undefined) return null;
  const rows = fixtures.readText(`popularity/${toFault(name) ? "top-1m" : name}.csv`);
  const good = () => (rows === null ? NOT_FOUND : csvReply(`${rows}${fillerRows(rows)}`));
  return {
    services: ["popularity"],
    question: name,
    subject: name,
    good,
    absent: () => NOT_FOUND,
    wrongDomain: () => csvReply(`1,${OTHER_NAME}\n`),
    // Public suffixes as popular domains: believed, they would shield every scam below them.
    poisoned: () => csvReply(`1,com\n2,co.jp\n3,example\n4,127.0.0.1\n${rows ?? ""}`),
  };
}

function fillerRows(rows: string): string {
  const first = rows.trim().split("\n").length + 1;
  const count = Math.max(0, POPULAR_ROWS - first + 1);
  return Array.from(
    { length: count },
    (_, i) => `${first + i},popular-${String(first + i).padStart(6, "0")}.example\n`,
  ).join("");
}

function fileReply(text: string | null, file: string): Reply {
  if (text === null) return NOT_FOUND;
  const type = file.endsWith(".json") ? "application/json" : "text/plain; charset=utf-8";
  return { status: 200, type, body: Buffer.from(text), filler: "\n" };
}

function csvReply(text: string): Reply {
  return { status: 200, type: "text/csv; charset=utf-8", body: Buffer.from(text), filler: "\n" };
}
