import { analyze } from "./analyze.ts";
import { assess } from "./assess.ts";
import { lookup } from "./lookup.ts";
import { rdap } from "./rdap.ts";
import { recheck } from "./recheck.ts";
import { rescore } from "./rescore.ts";
import { send } from "./send.ts";
import { whois } from "./whois.ts";

const USAGE = `freshcatch: the evidence in scam mails

  freshcatch analyze [--json] PATH…       read mails offline: files, folders, mbox, - for standard input
  freshcatch assess --json                score lines {"url"|"domain", "seen_at"?, "registered_at"?, …} of standard input
  freshcatch send [--server URL] PATH…    post mails to an instance (token in FRESHCATCH_TOKEN)
  freshcatch lookup [--server URL] NAME…  ask an instance about domains, hosts, URLs or addresses
  freshcatch lookup --private NAME…       the same without telling it the names: listed or not
  freshcatch rescore [--server URL]       after a change of rules: an instance judges again what it has stored
                                          (token in FRESHCATCH_ADMIN_TOKEN)
  freshcatch recheck [--simulated ORIGIN] NAME
                                          ask registries and DNS about one name and print the evidence
  freshcatch whois --server HOST --file PATH [--file PATH…] [--domain NAME]
  freshcatch rdap --file PATH [--file PATH…] [--domain NAME]
                                          read saved answers: one JSON object a file

The server is --server, or FRESHCATCH_SERVER, or http://localhost:8787.
`;

const COMMANDS: Readonly<Record<string, (args: string[]) => Promise<number>>> = {
  analyze,
  assess,
  send,
  lookup,
  recheck,
  rescore,
  whois,
  rdap,
};

/** Exit codes: 0 done, 1 some of the work failed (each said on its own line), 2 the call is wrong. */
async function main(argv: string[]): Promise<number> {
  const [name, ...args] = argv;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    process.stdout.write(USAGE);
    return name === undefined ? 2 : 0;
  }
  const command = COMMANDS[name];
  if (!command) {
    process.stderr.write(`freshcatch: there is no command "${name}"\n\n${USAGE}`);
    return 2;
  }
  try {
    return await command(args);
  } catch (error) {
    process.stderr.write(`freshcatch ${name}: ${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
}

process.exitCode = await main(process.argv.slice(2));
