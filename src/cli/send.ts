import { parseArgs } from "node:util";
import { readInputs } from "./inputs.ts";
import { ask, serverOf } from "./server.ts";

/** Posts each mail to POST /mails and prints one line a mail: the report's address, or what went wrong. */
export async function send(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { server: { type: "string" } },
  });
  if (positionals.length === 0) throw new Error("name at least one mail, folder, or - for standard input");
  const token = process.env.FRESHCATCH_TOKEN;
  if (!token) throw new Error("FRESHCATCH_TOKEN is not set: POST /mails needs the instance's token");
  let failed = 0;
  for (const { file, bytes } of readInputs(positionals)) {
    const response = await ask(serverOf(values.server), "/mails", {
      method: "POST",
      headers: { "content-type": "message/rfc822", authorization: `Bearer ${token}` },
      body: new Uint8Array(bytes),
    });
    const answer = (await response.json()) as { report_url?: string; code?: string; detail?: string };
    if (response.ok) process.stdout.write(`${file}\t${answer.report_url}\n`);
    else {
      failed += 1;
      process.stderr.write(`${file}\t${response.status} ${answer.code ?? ""}: ${answer.detail ?? ""}\n`);
    }
  }
  return failed > 0 ? 1 : 0;
}
