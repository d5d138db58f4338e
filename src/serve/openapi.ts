import * as z from "zod";
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from "zod-openapi";
import { LOOKUP_BATCH_MAX, MAIL_BYTES_MAX } from "../limits.ts";
import { FEED_PATHS } from "./openapi-feeds.ts";
import { json, langQuery, problems } from "./openapi-parts.ts";
import { PEOPLE_PATHS } from "./openapi-people.ts";
import * as schemas from "./schemas.ts";

/** The contract as OpenAPI 3.1, from the schemas that the doors use. Pure. */

const reportPath = z.object({
  id: z.string().meta({ description: "32 hex digits, from POST /mails or the mail's reply" }),
});
const report = (summary: string, type: string, schema: z.ZodType): ZodOpenApiOperationObject => ({
  summary,
  requestParams: { path: reportPath, query: langQuery },
  responses: {
    "200": { description: "The report", content: { [type]: { schema } } },
    ...problems("not_found", "unknown_parameter", "bad_parameter", "unavailable"),
  },
});

const paths: ZodOpenApiPathsObject = {
  "/lookup": {
    get: {
      summary: "Is this domain, host, URL or address known from scam mail?",
      description:
        "Exactly one of domain, host, url, ip. An entry covers the names below it. `unknown` means never seen here, which is not the same as safe; a state of `failed` means that we could not find out.",
      requestParams: { query: schemas.lookupParameters },
      responses: {
        "200": { description: "What is known and what is not", content: json(schemas.lookupAnswer) },
        ...problems(
          "unknown_parameter",
          "missing_parameter",
          "bad_parameter",
          "not_a_domain",
          "rate_limited",
          "unavailable",
        ),
      },
    },
    post: {
      summary: `Up to ${LOOKUP_BATCH_MAX} lookups in one call`,
      requestParams: { query: z.object({ lang: schemas.lang.optional() }) },
      requestBody: { required: true, content: json(schemas.lookupBatch) },
      responses: {
        "200": { description: "Answers in the order of the queries", content: json(schemas.lookupAnswers) },
        ...problems(
          "unknown_parameter",
          "bad_parameter",
          "bad_json",
          "too_many_queries",
          "not_a_domain",
          "body_empty",
          "body_too_large",
          "unsupported_media_type",
          "rate_limited",
          "unavailable",
        ),
      },
    },
  },
  "/mails": {
    post: {
      summary: "Hand in a mail",
      description: `The raw message (.eml), at most ${MAIL_BYTES_MAX} bytes. The same mail again gets the same id. A mail that cannot be read is kept all the same, with \`state: "unreadable"\`.`,
      security: [{ token: [] }],
      requestBody: {
        required: true,
        content: { "message/rfc822": { schema: z.string().meta({ description: "RFC 5322" }) } },
      },
      responses: {
        "202": {
          description: "Accepted; the report fills up within a minute",
          content: json(schemas.mailReceipt),
        },
        ...problems(
          "token_missing",
          "token_wrong",
          "door_shut",
          "body_empty",
          "body_too_large",
          "unsupported_media_type",
          "mail_refused",
          "rate_limited",
          "unavailable",
        ),
      },
    },
  },
  "/reports/{id}": { get: report("The evidence report as a page", "text/html", z.string()) },
  "/reports/{id}.json": {
    get: report("The evidence report as JSON", "application/json", schemas.reportAnswer),
  },
  "/reports/{id}.md": { get: report("The evidence report as Markdown", "text/markdown", z.string()) },
  ...FEED_PATHS,
  ...PEOPLE_PATHS,
  "/healthz": {
    get: {
      summary: "Is it up, and how fresh are the feeds?",
      responses: {
        "200": { description: "Reads work", content: json(schemas.health) },
        "503": { description: "The store does not answer", content: json(schemas.health) },
      },
    },
  },
  "/search": {
    get: {
      summary: "A lookup for people, as a page",
      requestParams: {
        query: z.object({
          q: z.string().meta({ description: "Domain, link or address, also defanged" }),
          lang: schemas.lang.optional(),
        }),
      },
      responses: {
        "200": { description: "The answer", content: { "text/html": { schema: z.string() } } },
        // A person who typed no name gets a page.
        "400": {
          description: "code: unknown_parameter, bad_parameter",
          content: {
            "application/problem+json": { schema: schemas.problem },
            "text/html": { schema: z.string() },
          },
        },
        ...problems("rate_limited", "unavailable"),
      },
    },
  },
  "/": {
    get: {
      summary: "Home page",
      responses: {
        "200": {
          description: "Search, drop zone, figures",
          content: { "text/html": { schema: z.string() } },
        },
      },
    },
  },
  "/docs": {
    get: {
      summary: "This documentation",
      responses: {
        "200": { description: "Made from this document", content: { "text/html": { schema: z.string() } } },
      },
    },
  },
  "/openapi.json": {
    get: {
      summary: "This contract",
      responses: {
        "200": { description: "OpenAPI 3.1", content: { "application/json": { schema: z.looseObject({}) } } },
      },
    },
  },
};

export const makeOpenApi = (origin: string) =>
  createDocument({
    openapi: "3.1.0",
    info: {
      title: "Freshcatch",
      version: "1",
      description:
        "Scam mail in, evidence out. Times are RFC 3339 in UTC, JSON is snake_case, errors are RFC 9457 with a stable `code`.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: origin }],
    components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
    paths,
  });

export type OpenApi = ReturnType<typeof makeOpenApi>;
