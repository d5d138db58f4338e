import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import * as z from "zod";
import { parseRdap } from "../recheck/parse-rdap.ts";
import { parseJson, rdapStatusFailure } from "../recheck/sources/rdap.ts";
import { registrationJson } from "./registration-json.ts";

/** Reads saved RDAP answers and prints what the parser sees, one JSON object a file. */
export async function rdap(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { file: { type: "string", multiple: true }, domain: { type: "string" } },
  });
  const { file: files = [], domain = null } = values;
  if (files.length === 0) throw new Error("name at least one saved answer: --file PATH");
  for (const file of files)
    process.stdout.write(
      `${JSON.stringify({ file, ...readAnswer(readFileSync(file), domain?.toLowerCase() ?? null) })}\n`,
    );
  return 0;
}

/** The error object of RFC 9083 section 6 repeats the HTTP status, which a saved body no longer has. */
const ErrorBody = z.object({ errorCode: z.number() });

function readAnswer(bytes: Uint8Array, domain: string | null) {
  const body = parseJson(bytes);
  if (body === undefined)
    return { state: "failed", reason: "bad_answer", detail: "The answer is not JSON" } as const;
  const error = ErrorBody.safeParse(body);
  if (error.success && error.data.errorCode === 404) return { state: "absent" } as const;
  if (error.success) {
    const reason = rdapStatusFailure(error.data.errorCode);
    return { state: "failed", reason, detail: `RDAP error ${error.data.errorCode}` } as const;
  }
  const parsed = parseRdap(body, domain);
  return parsed.ok
    ? { state: "found" as const, ...registrationJson(parsed.value) }
    : { state: "failed" as const, ...parsed.error };
}
