import * as z from "zod";
import { scope, time } from "./schemas.ts";

/** The public contract of the list: its index, feeds in JSON, hashes. */

export const feedIndex = z
  .object({
    serial: z.number(),
    changed_at: time.nullable(),
    entries: z.number(),
    feeds: z.array(
      z.object({
        name: z.string(),
        url: z.string(),
        content_type: z.string(),
        about: z.string(),
        scopes: z.array(scope),
        etag: z.string().nullable().meta({ description: "null: it depends on a parameter" }),
        sha256: z
          .string()
          .nullable()
          .meta({ description: "Of the whole feed without parameters; null: too long to be read for it" }),
      }),
    ),
  })
  .meta({ id: "FeedIndex" });

export const hashBucket = z
  .object({
    prefix: z.string().meta({ example: "9f86" }),
    hashes: z
      .array(z.string())
      .meta({ description: "SHA-256 of the listed keys that begin with the prefix, in hex, unordered" }),
  })
  .meta({ id: "HashBucket" });

const feedEntry = z
  .object({
    key: z.string(),
    scope,
    serial: z.number(),
    probability: z.number(),
    reasons: z.array(z.string()),
    first_seen: time,
    listed_at: time,
    expires: time,
  })
  .meta({ id: "FeedEntry" });

export const feedJson = z
  .object({
    serial: z.number(),
    changed_at: time,
    entries_listed: z.number(),
    instance: z.string(),
    entries: z.array(feedEntry),
  })
  .meta({ id: "Feed" });

export const feedChanges = z
  .object({
    since: z.number(),
    serial: z.number().meta({ description: "Where these changes lead to: the next `since`" }),
    more: z.boolean().meta({ description: "The log goes on: ask again at once" }),
    changed_at: time.nullable(),
    changes: z.array(
      z.union([
        z.object({ action: z.literal("list"), entry: feedEntry }),
        z.object({
          action: z.literal("delist"),
          key: z.string(),
          serial: z.number(),
          at: time,
          why: z.string(),
        }),
      ]),
    ),
  })
  .meta({ id: "FeedChanges", description: "In order; put or drop each by its key" });

export const feedCorrections = z
  .object({
    serial: z.number(),
    changed_at: time.nullable(),
    entries: z.array(z.object({ key: z.string(), serial: z.number(), delisted_at: time, why: z.string() })),
  })
  .meta({ id: "FeedCorrections", description: "Newest first" });
