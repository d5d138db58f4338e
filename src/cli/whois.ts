import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { EpochSeconds } from "../domain/time.ts";
import { parseWhois } from "../recheck/parse-whois.ts";
import { decodeWhois } from "../recheck/sources/whois.ts";
import { registrationJson } from "./registration-json.ts";

/** Reads saved answers of one WHOIS server and prints what the parser sees, one JSON object a file. */
export async function whois(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      server: { type: "string" },
      file: { type: "string", multiple: true },
      domain: { type: "string" },
    },
  });
  const { server, file: files = [], domain = null } = values;
  if (server === undefined) throw new Error("name the server that answered: --server HOST");
  if (files.length === 0) throw new Error("name at least one saved answer: --file PATH");
  const now = Math.floor(Date.now() / 1000);
  for (const file of files)
    process.stdout.write(
      `${JSON.stringify({ file, ...readAnswer(readFileSync(file), server.toLowerCase(), domain, now) })}\n`,
    );
  return 0;
}

function readAnswer(bytes: Uint8Array, server: string, domain: string | null, now: EpochSeconds) {
  const answer = parseWhois(decodeWhois(bytes, server), server, domain?.toLowerCase() ?? null, now);
  if (answer.state === "found") return { state: answer.state, ...registrationJson(answer.value) };
  if (answer.state === "absent") return { state: answer.state };
  const { state, reason, detail, retryAfterSeconds } = answer;
  return { state, reason, detail, retry_after_seconds: retryAfterSeconds };
}
