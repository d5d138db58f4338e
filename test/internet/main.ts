/**
 * Runs the simulated internet by itself: `node test/internet/main.ts [--port N] [--whois-port N]`.
 * Prints the variables that point a Worker at it, then a line for every question, until Ctrl-C.
 */
import { parseArgs } from "node:util";
import { startInternet } from "./start.ts";

const { values } = parseArgs({ options: { port: { type: "string" }, "whois-port": { type: "string" } } });
const internet = await startInternet({
  port: toPort("port", values.port),
  whoisPort: toPort("whois-port", values["whois-port"]),
  log: (line) => console.log(line),
});
for (const [name, value] of Object.entries(internet.vars)) console.log(`${name}=${value}`);
console.log(`Simulated internet at ${internet.origin}, WHOIS at ${internet.whois}. Ctrl-C ends it.`);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void internet.close());

function toPort(name: string, text = "0"): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--${name} "${text}" is no port`);
  return port;
}
