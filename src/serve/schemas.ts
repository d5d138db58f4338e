import * as z from "zod";
import { LOOKUP_BATCH_MAX } from "../limits.ts";

/**
 * The public contract: what requests may say and what answers hold. The OpenAPI document and the documentation
 * page are made from these, and a test parses live answers with them.
 */

export const time = z.iso.datetime().meta({ description: "RFC 3339, UTC", example: "2026-02-10T00:00:00Z" });
export const scope = z.enum(["registrable", "host", "url"]);

export const lang = z.enum(["ja", "en"]).meta({ description: "Language of the sentences" });
export type Lang = z.infer<typeof lang>;

/** One question: exactly one of the four. Strict, so that a misspelt member is an error and not a wrong answer. */
const one = { domain: z.string(), host: z.string(), url: z.string(), ip: z.string() };
export const lookupQuery = z
  .union([
    z.strictObject({ domain: one.domain }),
    z.strictObject({ host: one.host }),
    z.strictObject({ url: one.url }),
    z.strictObject({ ip: one.ip }),
  ])
  .meta({
    id: "LookupQuery",
    description: "Exactly one of domain, host, url, ip",
    example: { domain: "fresh-login.example" },
  });
export type LookupQuery = z.infer<typeof lookupQuery>;

export const lookupParameters = z.object({
  domain: one.domain
    .optional()
    .meta({ description: "A domain; entries of its parents match too", example: "fresh-login.example" }),
  host: one.host.optional().meta({ description: "A host name or an address" }),
  url: one.url.optional().meta({ description: "A URL; percent-encode it" }),
  ip: one.ip.optional().meta({ description: "An IPv4 or IPv6 address" }),
  lang: lang.optional().meta({ description: "Language of the reasons; English by default" }),
});

export const lookupBatch = z
  .union([z.strictObject({ queries: z.array(lookupQuery) }), z.array(lookupQuery)])
  .meta({ id: "LookupBatch", description: `Up to ${LOOKUP_BATCH_MAX} questions` });

const reason = z
  .object({
    id: z.string().meta({ description: "Rule", example: "REGISTERED_WITHIN_A_DAY" }),
    group: z.string(),
    db: z.number().meta({ description: "Weight in decibans, 10·log10 of the likelihood ratio" }),
    text: z.string(),
    source: z.string(),
    observed_at: time.nullable(),
  })
  .meta({ id: "Reason" });

const verdict = z
  .object({
    band: z.enum(["malicious", "suspicious", "unclear", "benign"]),
    probability: z.number(),
    evidence_db: z.number(),
    reasons: z.array(reason),
    rules_version: z.string(),
  })
  .meta({ id: "Verdict" });

const registration = z
  .object({
    state: z.enum(["found", "absent", "failed", "pending"]),
    registered_at: time.nullable(),
    age_at_first_sighting_hours: z.number().nullable(),
    registrar: z.string().nullable(),
    source: z.string().nullable(),
    reason: z.string().nullable().meta({ description: "Why it failed" }),
  })
  .meta({ id: "Registration" });

const network = z
  .object({
    ip: z.string(),
    asn: z.number().nullable(),
    org: z.string().nullable(),
    country: z.string().nullable(),
    cdn: z
      .string()
      .nullable()
      .meta({ description: "The address is a CDN's: shared, and it hides the origin" }),
  })
  .meta({ id: "Network" });

const checks = z
  .object({
    done: z.array(z.string()),
    failed: z.array(z.object({ source: z.string(), reason: z.string() })),
    pending: z.array(z.string()),
    next_at: time.nullable(),
  })
  .meta({ id: "Checks" });

export const lookupAnswer = z
  .object({
    query: z.record(z.string(), z.string()),
    host: z
      .object({ ascii: z.string(), unicode: z.string() })
      .meta({ description: "The host that was asked about, in both spellings; keys are in ASCII" }),
    status: z
      .enum(["listed", "watched", "cleared", "unknown"])
      .meta({ description: "`unknown`: never seen here, which is not the same as safe" }),
    suspected: z.boolean().nullable().meta({ description: "null: we cannot say" }),
    note: z.string().nullable(),
    known: z
      .string()
      .nullable()
      .meta({ description: "What is known without a sighting: a brand's own domain" }),
    match: z.object({ key: z.string(), scope }).nullable(),
    verdict: verdict.nullable(),
    registration: registration.nullable(),
    network: z.array(network),
    sightings: z
      .object({ first_at: time, last_at: time, mails: z.number(), reporters: z.number() })
      .nullable(),
    checks: checks.nullable(),
    listing: z.object({ serial: z.number(), listed_at: time, expires_at: time }).nullable(),
  })
  .meta({ id: "LookupAnswer" });
export type LookupAnswer = z.infer<typeof lookupAnswer>;

export const lookupAnswers = z
  .object({ answers: z.array(lookupAnswer) })
  .meta({ id: "LookupAnswers", description: "In the order of the queries" });

export const mailReceipt = z
  .object({
    id: z.string(),
    report_url: z.string(),
    state: z.enum(["stored", "known", "unreadable"]),
    error: z
      .string()
      .nullable()
      .meta({ description: "Why the mail could not be read; it is kept all the same" }),
  })
  .meta({ id: "MailReceipt" });

export const health = z
  .object({
    status: z.enum(["ok", "degraded", "down"]),
    schema_version: z.number().nullable(),
    backlog: z.number().nullable().meta({ description: "Indicators whose next check is due" }),
    oldest_due_at: time.nullable(),
    feed: z
      .object({
        serial: z.number(),
        changed_at: time.nullable(),
        age_seconds: z.number().nullable(),
        entries: z.number(),
      })
      .nullable(),
    gate_failure: z.object({ at: time, why: z.string() }).nullable(),
    simulated: z.boolean(),
  })
  .meta({ id: "Health" });

export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    detail: z.string(),
    code: z.string().meta({ description: "Stable; listed on the documentation page" }),
  })
  .meta({ id: "Problem", description: "RFC 9457" });

const row = z.object({
  id: z.string(),
  label: z.string(),
  facts: z.array(
    z.object({
      state: z.enum(["found", "absent", "failed", "pending", "lost", "none"]),
      label: z.string().nullable(),
      text: z.string(),
      notes: z.array(z.string()),
      warning: z.boolean(),
      source: z.string().nullable(),
      observed_at: time.nullable(),
    }),
  ),
});

export const reportAnswer = z
  .object({
    id: z.string(),
    lang,
    simulated: z.boolean(),
    received_at: time,
    verdict: z.object({
      band: z.enum(["malicious", "suspicious", "unclear", "benign", "pending", "nolinks", "unreadable"]),
      sentence: z.string(),
      probability: z.number().nullable(),
      evidence_db: z.number().nullable(),
      judged_by: z
        .string()
        .nullable()
        .meta({ description: "The entry whose verdict stands for the mail's, defanged" }),
      rules_version: z.string().nullable(),
      reasons: z.array(reason.extend({ from_writers_text: z.boolean() })),
    }),
    rows: z.array(row),
    destinations: z.array(
      z.object({
        key: z.string(),
        scope,
        status: z.enum(["listed", "watched", "cleared"]).nullable(),
        band: z.enum(["malicious", "suspicious", "unclear", "benign"]).nullable(),
        probability: z.number().nullable(),
        official_or_unsuspected: z.boolean(),
        next_check_at: time.nullable(),
        rows: z.array(row),
      }),
    ),
    campaigns: z
      .array(z.object({ text: z.string(), path: z.string() }))
      .meta({ description: "Campaigns of its listed destinations" }),
    official: row,
    unchecked: z.array(z.string()),
    timeline: z.array(z.object({ at: time, text: z.string() })),
    report_to: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        to: z.string().nullable(),
        texts: z.array(z.object({ lang, text: z.string() })),
      }),
    ),
  })
  .meta({ id: "Report" });
export type ReportAnswer = z.infer<typeof reportAnswer>;
