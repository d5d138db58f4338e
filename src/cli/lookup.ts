import { parseArgs } from "node:util";
import { LOOKUP_BATCH_MAX } from "../limits.ts";
import { lookupPrivately } from "./private-lookup.ts";
import { ask, serverOf } from "./server.ts";

/**
 * Asks an instance about each name and prints one JSON object a line, in the order of the names. `--private` sends
 * prefixes of hashes instead of names.
 */
export async function lookup(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { server: { type: "string" }, private: { type: "boolean" } },
  });
  if (positionals.length === 0) throw new Error("name at least one domain, host, URL or address");
  if (values.private) {
    for (const answer of await lookupPrivately(serverOf(values.server), positionals)) print(answer);
    return 0;
  }
  let failed = 0;
  for (let n = 0; n < positionals.length; n += LOOKUP_BATCH_MAX) {
    const queries = positionals.slice(n, n + LOOKUP_BATCH_MAX).map(toQuery);
    const response = await ask(serverOf(values.server), "/lookup", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ queries }),
    });
    const answer = (await response.json()) as { answers?: unknown[]; code?: string; detail?: string };
    if (response.ok) for (const one of answer.answers ?? []) print(one);
    else {
      failed += 1;
      process.stderr.write(`${response.status} ${answer.code ?? ""}: ${answer.detail ?? ""}\n`);
    }
  }
  return failed > 0 ? 1 : 0;
}

const print = (answer: unknown): void => void process.stdout.write(`${JSON.stringify(answer)}\n`);

/** What kind of name it is, by its look: a URL has a scheme, an address is digits and dots or has colons. */
function toQuery(name: string): Record<string, string> {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(name)) return { url: name };
  if (/^[\d.]+$/.test(name) || name.includes(":")) return { ip: name };
  return { domain: name };
}
