import * as z from "zod";
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from "zod-openapi";
import type { FeedFormat } from "../publish/feed-format.ts";
import { FEED_FORMATS } from "../publish/formats/registry.ts";
import type { ErrorCode } from "./errors.ts";
import { json, langQuery, problems } from "./openapi-parts.ts";
import * as schemas from "./schemas-feeds.ts";

/** Doors of the list: feeds, private lookup, protective DNS. */

const mediaType = ({ contentType }: FeedFormat): string => contentType.split(";", 1)[0] as string;
const schemaOf = ({ name }: FeedFormat): z.ZodType =>
  name === "feed.json" ? schemas.feedJson : name.endsWith(".json") ? z.looseObject({}) : z.string();

const selection = z.object({
  min_probability: z.string().optional().meta({ description: "Entries at least so probable, 0 to 1" }),
  scope: z
    .string()
    .optional()
    .meta({ description: "registrable, host, url, or several with a comma; only what the feed can hold" }),
  limit: z.string().optional().meta({ description: "The strongest entries by evidence, as many" }),
});

const feed = (
  summary: string,
  name: z.ZodType,
  content: Record<string, { schema: z.ZodType }>,
): ZodOpenApiOperationObject => ({
  summary,
  description:
    "Ask with If-None-Match or If-Modified-Since: an unchanged feed is answered 304. The serial only grows and stands in X-Feed-Serial. Every set of parameters has its own ETag.",
  requestParams: { path: z.object({ name }), query: selection },
  responses: {
    "200": { description: "The feed", content },
    "304": { description: "Unchanged" },
    ...problems("not_found", "unknown_parameter", "bad_parameter", "unavailable"),
  },
});

const dnsMessage = {
  "application/dns-message": { schema: z.string().meta({ description: "RFC 1035 wire form" }) },
};
const dnsResponses = (...codes: ErrorCode[]): ZodOpenApiOperationObject["responses"] => ({
  "200": { description: "The answer; Cache-Control is its smallest TTL", content: dnsMessage },
  ...problems(...codes),
});

export const FEED_PATHS: ZodOpenApiPathsObject = {
  "/feed/": {
    get: {
      summary: "All feeds, as a page or as JSON by Accept",
      requestParams: { query: langQuery },
      responses: {
        "200": {
          description: "The index",
          content: { ...json(schemas.feedIndex), "text/html": { schema: z.string() } },
        },
        ...problems("unknown_parameter", "bad_parameter", "unavailable"),
      },
    },
  },
  "/feed/index.json": {
    get: {
      summary: "All feeds, as JSON",
      responses: {
        "200": { description: "The index", content: json(schemas.feedIndex) },
        ...problems("unknown_parameter", "unavailable"),
      },
    },
  },
  "/feed/{name}": {
    get: feed(
      "One feed",
      z.enum(FEED_FORMATS.map((f) => f.name)).meta({ description: "Feed" }),
      Object.fromEntries(FEED_FORMATS.map((f) => [mediaType(f), { schema: schemaOf(f) }])),
    ),
  },
  "/feed/misp/{name}": {
    get: feed(
      "MISP feed: give MISP the address of this folder",
      z
        .string()
        .meta({ description: "manifest.json, hashes.csv, or the event file that the manifest names" }),
      { "application/json": { schema: z.looseObject({}) }, "text/csv": { schema: z.string() } },
    ),
  },
  "/feed/changes.json": {
    get: {
      summary: "What changed in the list since a serial",
      description:
        "Start from feed.json and its serial, then ask with the serial of the last answer. `list` puts an entry, `delist` drops its key; the result is the newest feed.json exactly. 410 when the log does not go back so far.",
      requestParams: {
        query: z.object({
          since: z.string().meta({ description: "Serial; 0 for everything", example: "481" }),
        }),
      },
      responses: {
        "200": { description: "Entries and tombstones, in order", content: json(schemas.feedChanges) },
        "304": { description: "Unchanged" },
        ...problems("bad_parameter", "unknown_parameter", "serial_gone", "unavailable"),
      },
    },
  },
  "/feed/false-positives.json": {
    get: {
      summary: "Keys that should not have been listed",
      description:
        "Taken off by evidence for them or by a person, and not listed again. Expired entries are not here.",
      responses: {
        "200": { description: "The newest corrections", content: json(schemas.feedCorrections) },
        "304": { description: "Unchanged" },
        ...problems("unknown_parameter", "unavailable"),
      },
    },
  },
  "/hashes/{prefix}": {
    get: {
      summary: "Private lookup: hashes of listed keys under a prefix",
      description:
        "SHA-256 of each listed key that begins with the prefix. The asker hashes the keys that would cover its name, asks for the first digits, and compares: the name stays with the asker.",
      requestParams: {
        path: z.object({
          prefix: z
            .string()
            .regex(/^[0-9a-fA-F]{4,8}$/)
            .meta({ description: "The first 4 to 8 hex digits of the hash", example: "9f86" }),
        }),
      },
      responses: {
        "200": { description: "All hashes under the prefix; often none", content: json(schemas.hashBucket) },
        ...problems("bad_parameter", "unknown_parameter", "rate_limited", "unavailable"),
      },
    },
  },
  "/dns-query": {
    get: {
      summary: "Protective DNS (RFC 8484): listed names do not exist",
      description:
        "Off unless the operator turns it on. A listed name and everything below it is answered NXDOMAIN, with an Extended DNS Error (RFC 8914, 15 Blocked) that says why; all else comes from the operator's resolver.",
      requestParams: {
        query: z.object({ dns: z.string().meta({ description: "A DNS message in base64url" }) }),
      },
      responses: dnsResponses("bad_parameter", "unknown_parameter", "door_shut"),
    },
    post: {
      summary: "Protective DNS, the question as the body",
      requestBody: { required: true, content: dnsMessage },
      responses: dnsResponses(
        "bad_parameter",
        "unknown_parameter",
        "body_empty",
        "body_too_large",
        "unsupported_media_type",
        "door_shut",
      ),
    },
  },
};
