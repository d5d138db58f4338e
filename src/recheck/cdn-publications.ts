/**
 * The providers' own publications of their ranges, read for the daily refresh. Each reader takes the body and
 * gives the prefixes, or refuses it: a page in HTML, a file that has shrunk to a fragment, a prefix so wide that
 * it would swallow the internet. The caller keeps its old ranges then. Pure.
 */
import * as z from "zod";
import { err, ok, type Result } from "../domain/result.ts";
import { parsePrefix } from "./cidr.ts";

export interface CdnPublication {
  readonly cdn: string;
  readonly url: string;
  /** Fewer prefixes than half of those of 2026-08 are refused. */
  readonly prefixesMin: number;
  readonly read: (body: string) => readonly string[] | null;
}

export type PublicationError = {
  readonly reason: "malformed" | "shrunk" | "too_wide";
  readonly detail: string;
};

const PREFIXES_MAX = 20_000;
/** CloudFront's widest is a /14, Google's IPv6 a /32. */
const V4_BITS_MIN = 10;
const V6_BITS_MIN = 24;

const lines = (body: string): readonly string[] | null =>
  /^\s*[\d a-f.:/\r\n]+$/i.test(body) ? body.trim().split(/\s+/) : null;

/** Reads JSON by a schema and picks the prefixes; `null`: not such a file. */
function json<T extends z.ZodType>(schema: T, pick: (data: z.output<T>) => readonly string[]) {
  return (body: string): readonly string[] | null => {
    const parsed = schema.safeParse(parseJson(body));
    return parsed.success ? pick(parsed.data) : null;
  };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

const Fastly = z.object({ addresses: z.array(z.string()), ipv6_addresses: z.array(z.string()) });
const Aws = z.object({
  prefixes: z.array(z.object({ ip_prefix: z.string(), service: z.string() })),
  ipv6_prefixes: z.array(z.object({ ipv6_prefix: z.string(), service: z.string() })),
});
/** Bunny writes a JSON list of addresses. */
const Bunny = z.array(z.string());

export const CDN_PUBLICATIONS: readonly CdnPublication[] = [
  { cdn: "cloudflare", url: "https://www.cloudflare.com/ips-v4", prefixesMin: 8, read: lines },
  { cdn: "cloudflare", url: "https://www.cloudflare.com/ips-v6", prefixesMin: 4, read: lines },
  {
    cdn: "fastly",
    url: "https://api.fastly.com/public-ip-list",
    prefixesMin: 10,
    read: json(Fastly, (data) => [...data.addresses, ...data.ipv6_addresses]),
  },
  {
    cdn: "cloudfront",
    url: "https://ip-ranges.amazonaws.com/ip-ranges.json",
    prefixesMin: 60,
    read: json(Aws, (data) => [
      ...data.prefixes.filter(({ service }) => service === "CLOUDFRONT").map(({ ip_prefix }) => ip_prefix),
      ...data.ipv6_prefixes
        .filter(({ service }) => service === "CLOUDFRONT")
        .map(({ ipv6_prefix }) => ipv6_prefix),
    ]),
  },
  {
    cdn: "bunny",
    url: "https://bunnycdn.com/api/system/edgeserverlist",
    prefixesMin: 200,
    read: json(Bunny, (data) => data),
  },
  {
    cdn: "bunny",
    url: "https://bunnycdn.com/api/system/edgeserverlist/IPv6",
    prefixesMin: 50,
    read: json(Bunny, (data) => data),
  },
];

/** The prefixes of a publication, each one checked. One that is no prefix spoils the file: it is not what it should be. */
export function readPublication(
  publication: CdnPublication,
  body: string,
): Result<readonly string[], PublicationError> {
  const prefixes = publication.read(body)?.slice(0, PREFIXES_MAX) ?? null;
  if (prefixes === null) return err({ reason: "malformed", detail: `Not the form of ${publication.url}` });
  const bad = prefixes.find((prefix) => parsePrefix(prefix) === null);
  if (bad !== undefined) return err({ reason: "malformed", detail: `"${bad.slice(0, 60)}" is no prefix` });
  const wide = prefixes.find(
    (prefix) => Number(prefix.split("/")[1] ?? 128) < (prefix.includes(":") ? V6_BITS_MIN : V4_BITS_MIN),
  );
  if (wide !== undefined)
    return err({ reason: "too_wide", detail: `"${wide}" is wider than any CDN's range` });
  if (prefixes.length < publication.prefixesMin)
    return err({
      reason: "shrunk",
      detail: `${prefixes.length} prefixes, at least ${publication.prefixesMin} expected`,
    });
  return ok(prefixes);
}
