import * as z from "zod";

/** The contract of what people decide: the operator's doors, corrections, campaigns. */

const time = z.iso.datetime();
const band = z.enum(["malicious", "suspicious", "unclear", "benign"]);
const status = z.enum(["listed", "watched", "cleared"]);

/** Reasons and notes are sentences, not essays. */
const REASON_CHARS_MAX = 500;
const NAME_CHARS_MAX = 60;
const KEY_CHARS_MAX = 2_048;

export const personOrder = z
  .strictObject({
    key: z
      .string()
      .min(1)
      .max(KEY_CHARS_MAX)
      .meta({ description: "A domain, host, address or URL", example: "fresh-login.example" }),
    reason: z
      .string()
      .trim()
      .min(1)
      .max(REASON_CHARS_MAX)
      .meta({ description: "Shown in public, in the history and among the corrections" }),
    by: z
      .string()
      .trim()
      .min(1)
      .max(NAME_CHARS_MAX)
      .optional()
      .meta({ description: "Who decides, as the history tells it; `operator` by default" }),
  })
  .meta({ id: "PersonOrder" });

export const personAnswer = z
  .object({
    key: z
      .string()
      .meta({ description: "The entry that was decided on: its scope may be wider than the name" }),
    scope: z.enum(["registrable", "host", "url"]),
    status,
    band: band.nullable(),
    status_before: status,
  })
  .meta({ id: "PersonAnswer" });

export const reportOrder = z
  .strictObject({ id: z.string().regex(/^[0-9a-f]{32}$/, "is not 32 hex digits") })
  .meta({ id: "ReportOrder" });
export const reportState = z
  .object({ id: z.string(), public: z.boolean(), report_url: z.string() })
  .meta({ id: "ReportState" });

const hash = z.string().regex(/^[0-9a-f]{16}$/, "is not 16 hex digits");
const trust = { trusted: z.boolean(), note: z.string().trim().max(NAME_CHARS_MAX).nullable().optional() };
export const reporterOrder = z
  .union([z.strictObject({ hash, ...trust }), z.strictObject({ address: z.email(), ...trust })])
  .meta({
    id: "ReporterOrder",
    description: "An address is hashed at once and not kept",
  });
export const reporterState = z
  .object({ hash: z.string(), trusted: z.boolean() })
  .meta({ id: "ReporterState" });

export const reporterList = z
  .object({
    whole: z.boolean().meta({ description: "false: there are more names than were looked at" }),
    reporters: z.array(
      z.object({
        hash: z.string(),
        entries: z.number().meta({ description: "Names that it reported and that are still kept" }),
        last_at: time.nullable(),
        trusted: z.boolean(),
        note: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: "Reporters" });

const bands = z.record(z.string(), z.number());
export const rescored = z
  .object({
    rules_version: z.string(),
    examined: z.number(),
    next_cursor: z.string().nullable().meta({ description: "null: done" }),
    bands_before: bands,
    bands_after: bands,
    changed: z.array(
      z.object({
        key: z.string(),
        band_before: band.nullable(),
        band_after: band,
        status_before: status,
        status_after: status,
        listing: z.enum(["list", "delist"]).nullable(),
        why: z.string(),
      }),
    ),
  })
  .meta({ id: "Rescored", description: "One piece; ask again with its cursor" });
export type RescoredAnswer = z.infer<typeof rescored>;

export const corrections = z
  .object({
    corrections: z.array(
      z.object({
        serial: z.number(),
        key: z.string(),
        listed_at: time.nullable(),
        taken_off_at: time,
        by: z.enum(["person", "machine"]),
        why: z.string(),
      }),
    ),
  })
  .meta({ id: "Corrections", description: "Newest first" });

export const campaign = z
  .object({
    id: z.string(),
    kind: z.enum(["kit", "registration", "phone"]),
    shared: z.record(z.string(), z.string()).meta({ description: "What its hosts have in common" }),
    first_at: time,
    last_at: time,
    hosts_total: z.number().meta({ description: "Listed or not, as far as was counted" }),
    hosts: z
      .array(
        z.object({
          key: z.string(),
          status,
          first_at: time,
          last_at: time,
          mails: z.number(),
          brand: z.string().nullable(),
        }),
      )
      .meta({ description: "Those that are or were listed; others are counted only" }),
    mails: z.number(),
    brands: z.record(z.string(), z.number()).meta({ description: "Hosts by the brand that was claimed" }),
    timeline: z.array(z.object({ day: z.string(), hosts: z.number() })),
    reports: z.array(z.string()).meta({ description: "Published reports" }),
  })
  .meta({ id: "Campaign" });
export type CampaignAnswer = z.infer<typeof campaign>;
