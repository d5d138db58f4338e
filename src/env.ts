import type { D1Database, Fetcher, R2Bucket, RateLimit } from "@cloudflare/workers-types";
import * as z from "zod";
import { err, ok, type Result } from "./domain/result.ts";
import { MAIL_RETENTION_DAYS, type Plan } from "./limits.ts";

/** The bindings that Cloudflare hands over. Checked for presence only: they are objects of the platform. */
export interface Bindings {
  readonly DB: D1Database;
  readonly ASSETS: Fetcher;
  readonly LOOKUP_LIMIT?: RateLimit;
  /** Feeds are published here as objects. */
  readonly FEEDS?: R2Bucket;
}

const flag = z
  .enum(["0", "1"])
  .default("0")
  .transform((v) => v === "1");
const urlList = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((v) =>
      v
        .split(",")
        .map((u) => u.trim())
        .filter(Boolean),
    )
    .pipe(z.array(z.url()).min(1));
const hostPort = z
  .string()
  .regex(/^[^:\s]+:\d{1,5}$/, "is not host:port")
  .transform((v) => {
    const at = v.lastIndexOf(":");
    return { host: v.slice(0, at), port: Number(v.slice(at + 1)) };
  });
const urlsByProvider = z
  .string()
  .transform((v, issue): unknown => {
    try {
      return JSON.parse(v);
    } catch {
      issue.addIssue({ code: "custom", message: "is not JSON" });
      return z.NEVER;
    }
  })
  .pipe(z.record(z.string(), z.array(z.url())));

/** Every variable and secret, with its default. CONFIGURATION in the README is checked against these names. */
export const variables = z.object({
  PLAN: z.enum(["free", "paid"]).default("free"),
  /** The instance's own address; without it links are made from the request. */
  PUBLIC_ORIGIN: z.url().optional(),
  /** Bearer token of POST /mails. Unset: that door is shut. */
  INGEST_TOKEN: z.string().min(16, "must have 16 characters or more").optional(),
  /** Bearer token of /admin/*. Unset: those doors are shut. */
  ADMIN_TOKEN: z.string().min(16, "must have 16 characters or more").optional(),
  /** Key of the hash that stands for a reporter's address. Changing it makes all reporters new. */
  REPORTER_HASH_KEY: z.string().min(16, "must have 16 characters or more"),
  /** authserv-ids whose Authentication-Results on the outermost mail are believed. */
  TRUSTED_AUTHSERV_IDS: z.string().default("mx.cloudflare.net"),
  MAIL_RETENTION_DAYS: z.coerce.number().int().min(1).max(3650).default(MAIL_RETENTION_DAYS),
  DOH_URLS: urlList("https://cloudflare-dns.com/dns-query,https://dns.google/dns-query"),
  RDAP_BOOTSTRAP_URL: z.url().default("https://data.iana.org/rdap/dns.json"),
  /** host:port that stands in for every WHOIS server; for the simulated internet. */
  WHOIS_OVERRIDE: hostPort.optional(),
  /** JSON of provider -> URLs of its published ranges; unset: the providers' own addresses. */
  CDN_RANGE_URLS: urlsByProvider.optional(),
  /** Ranked `rank,domain` lines, plain or zipped; only the first 10,000 are read. Empty string: no refresh. */
  POPULARITY_URL: z.union([z.literal(""), z.url()]).default("https://tranco-list.eu/top-1m.csv.zip"),
  /** Answers DNS over HTTPS at /dns-query: listed names do not exist, the rest is asked at DOH_URLS. */
  PROTECTIVE_DNS: flag,
  /** Public address of the bucket FEEDS: feeds are answered with a redirect to it. */
  FEEDS_PUBLIC_URL: z.url().optional(),
  /** Facts come from a simulated internet: pages say so, and reserved names are looked up like others. */
  SIMULATED: flag,
});

export type Variables = z.infer<typeof variables>;
export type Config = Variables & { readonly PLAN: Plan };

export interface ConfigError {
  readonly reason: "bad_config";
  /** One sentence a variable: `REPORTER_HASH_KEY: must have 16 characters or more`. Values are not shown. */
  readonly problems: readonly string[];
}

/** Fails closed: an instance with a wrong variable answers 500 and says which, instead of guessing. */
export function parseConfig(env: Readonly<Record<string, unknown>>): Result<Config, ConfigError> {
  const given = Object.fromEntries(Object.keys(variables.shape).map((name) => [name, env[name]]));
  const parsed = variables.safeParse(given);
  if (parsed.success) return ok(parsed.data);
  const problems = parsed.error.issues.map((i) => `${i.path.join(".") || "environment"}: ${i.message}`);
  return err({ reason: "bad_config", problems });
}
