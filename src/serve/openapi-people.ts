import * as z from "zod";
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from "zod-openapi";
import type { ErrorCode } from "./errors.ts";
import { json, problems } from "./openapi-parts.ts";
import { lang } from "./schemas.ts";
import * as people from "./schemas-people.ts";

/** Doors of campaigns, corrections and the operator. */

const langQuery = z.object({ lang: lang.optional().meta({ description: "Else by Accept-Language" }) });

const page = (summary: string, ...codes: ErrorCode[]): ZodOpenApiOperationObject => ({
  summary,
  requestParams: { query: langQuery },
  responses: {
    "200": { description: "The page", content: { "text/html": { schema: z.string() } } },
    ...problems("unknown_parameter", "bad_parameter", "unavailable", ...codes),
  },
});

const TOKEN_CODES: readonly ErrorCode[] = [
  "token_missing",
  "token_wrong",
  "door_shut",
  "rate_limited",
  "unavailable",
];

const order = (
  summary: string,
  body: z.ZodType,
  answer: z.ZodType,
  ...codes: ErrorCode[]
): ZodOpenApiOperationObject => ({
  summary,
  security: [{ token: [] }],
  requestBody: { required: true, content: json(body) },
  responses: {
    "200": { description: "Done", content: json(answer) },
    ...problems(
      "bad_json",
      "body_empty",
      "body_too_large",
      "unsupported_media_type",
      ...codes,
      ...TOKEN_CODES,
    ),
  },
});

export const PEOPLE_PATHS: ZodOpenApiPathsObject = {
  "/campaigns/{name}": {
    get: {
      summary: "A campaign: fresh names that share a kit, a registration or a phone number",
      description:
        "The id as a page, `id.json` as JSON. Reports link to it. Only what is listed or was is named; nothing of reporters stands here.",
      requestParams: {
        path: z.object({ name: z.string().meta({ description: "id, or id.json" }) }),
        query: langQuery,
      },
      responses: {
        "200": { description: "The campaign", content: json(people.campaign) },
        ...problems("not_found", "unknown_parameter", "bad_parameter", "unavailable"),
      },
    },
  },
  "/corrections": { get: page("What was listed in error, as a page") },
  "/corrections.json": {
    get: {
      summary: "What was listed in error: when it was taken off, by whom and why",
      responses: {
        "200": { description: "Newest first", content: json(people.corrections) },
        ...problems("unknown_parameter", "unavailable"),
      },
    },
  },
  "/admin/list": {
    post: order(
      "List an entry by a person's word",
      people.personOrder,
      people.personAnswer,
      "not_a_domain",
      "gate_refused",
    ),
  },
  "/admin/clear": {
    post: order(
      "Take an entry off, and keep it off, by a person's word",
      people.personOrder,
      people.personAnswer,
      "not_a_domain",
    ),
  },
  "/admin/publish": { post: order("Publish a report", people.reportOrder, people.reportState, "not_found") },
  "/admin/withdraw": {
    post: order("Withdraw a published report", people.reportOrder, people.reportState, "not_found"),
  },
  "/admin/reporters": {
    get: {
      summary: "Reporters as keyed hashes, most active first",
      security: [{ token: [] }],
      responses: {
        "200": { description: "The reporters", content: json(people.reporterList) },
        ...problems("unknown_parameter", ...TOKEN_CODES),
      },
    },
    post: order("Trust a reporter, or no more", people.reporterOrder, people.reporterState),
  },
  "/admin/rescore": {
    post: {
      summary: "Judge stored evidence again after a change of rules, one piece a call",
      description:
        "Answers with the next cursor until it is null. Entries that have the rules of today are left out.",
      security: [{ token: [] }],
      requestParams: {
        query: z.object({
          cursor: z.string().optional().meta({ description: "`next_cursor` of the last piece" }),
        }),
      },
      responses: {
        "200": { description: "What changed", content: json(people.rescored) },
        ...problems("unknown_parameter", ...TOKEN_CODES),
      },
    },
  },
};
