import * as z from "zod";
import type { ZodOpenApiOperationObject } from "zod-openapi";
import { ERROR_EXAMPLES, type ErrorCode, toProblem } from "./errors.ts";
import { lang, problem } from "./schemas.ts";

/** Pieces of the OpenAPI document. */

/** 400 and the like, each with the codes that it stands for. */
export function problems(...codes: ErrorCode[]): ZodOpenApiOperationObject["responses"] {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codes) {
    const { status } = toProblem(ERROR_EXAMPLES[code]);
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, list]) => [
      String(status),
      {
        description: `code: ${list.join(", ")}`,
        content: { "application/problem+json": { schema: problem } },
      },
    ]),
  );
}

export const json = (schema: z.ZodType) => ({ "application/json": { schema } });

export const langQuery = z.object({
  lang: lang.optional().meta({ description: "Else by Accept-Language" }),
});
