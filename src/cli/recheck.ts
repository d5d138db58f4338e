import { parseArgs } from "node:util";
import { type DnsFacts, type Facts, type Network, NO_FACTS } from "../domain/evidence.ts";
import { chooseScope } from "../domain/scope.ts";
import { parseUrl } from "../domain/url.ts";
import { variables } from "../env.ts";
import { PLAN_LIMITS, TABLE_BYTES_MAX, TABLE_TIMEOUT_MS } from "../limits.ts";
import { makeCdnTables } from "../recheck/cdn.ts";
import { examine } from "../recheck/examine.ts";
import { type Bootstrap, parseBootstrap, seedBootstrap } from "../recheck/rdap-bootstrap.ts";
import { parseJson } from "../recheck/sources/rdap.ts";
import { makeRequestBudget, makeRequestGate } from "../recheck/sources/request-gate.ts";
import { makeServiceGuard } from "../recheck/sources/service-guard.ts";
import { makeNodeSources } from "./node-sources.ts";
import { judgeOffline, verdictJson } from "./offline-verdict.ts";
import { evidenceJson, registrationJson } from "./registration-json.ts";
import { ask } from "./server.ts";
import { exchangeOverNodeSocket } from "./whois-socket-node.ts";

/**
 * Asks the world about one name and prints the evidence as JSON: registration, DNS, networks, life, and the verdict
 * of these facts alone. The name itself is not visited. `--simulated ORIGIN` asks a simulated internet in place of
 * the real one. Exit code 1: the registration or DNS could not be found out.
 */
export async function recheck(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { simulated: { type: "string" } },
  });
  const [name] = positionals;
  if (name === undefined || positionals.length > 1) throw new Error("name one domain, host or URL");
  const now = Math.floor(Date.now() / 1000);
  const subject = subjectOf(name);
  const budget = makeRequestBudget(PLAN_LIMITS.free.externalRequestsMax);
  const sources = makeNodeSources({
    ...(await worldOf(values.simulated)),
    cdns: makeCdnTables(),
    cache: new Map(),
    gate: makeRequestGate(budget),
    guard: makeServiceGuard(),
    fetch,
    exchange: exchangeOverNodeSocket,
    timeoutMsMax: TABLE_TIMEOUT_MS,
  });
  const facts = await examine(subject, NO_FACTS, sources, now);
  const { verdict, ...judged } = judgeOffline(subject, facts, { receivedAt: now });
  const answer = {
    ...subject,
    context: undefined,
    ...factsJson(facts),
    requests: budget.used,
    verdict: { ...verdictJson({ verdict, ...judged }), key: undefined },
  };
  process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
  return isOpen(facts) ? 1 : 0;
}

function subjectOf(name: string) {
  const url = parseUrl(name.includes("://") ? name : `http://${name}`);
  if (!url) throw new Error(`"${name}" names no host`);
  return { ...chooseScope(url), host: url.host, domain: url.domain, context: null };
}

/** Where to ask: the defaults of the product, or what a simulated internet says of itself at its front page. */
async function worldOf(simulated: string | undefined) {
  const shape = variables.pick({ DOH_URLS: true, WHOIS_OVERRIDE: true });
  if (simulated === undefined) {
    const { DOH_URLS } = shape.parse({});
    return { dohUrls: DOH_URLS, whoisOverride: null, loadBootstrap: seedBootstrap };
  }
  const page = await (await ask(simulated.replace(/\/+$/, ""), "/")).text();
  const vars = Object.fromEntries(Array.from(page.matchAll(/^([A-Z_]+)=(.*)$/gm), ([, key, v]) => [key, v]));
  const { DOH_URLS, WHOIS_OVERRIDE } = shape.parse(vars);
  if (WHOIS_OVERRIDE === undefined) throw new Error(`"${simulated}" is no simulated internet`);
  const loadBootstrap = () => fetchBootstrap(String(vars.RDAP_BOOTSTRAP_URL));
  return { dohUrls: DOH_URLS, whoisOverride: WHOIS_OVERRIDE, loadBootstrap };
}

async function fetchBootstrap(url: string): Promise<Bootstrap> {
  const { origin, pathname } = new URL(url);
  const bytes = new Uint8Array(await (await ask(origin, pathname)).arrayBuffer());
  const parsed = parseBootstrap(parseJson(bytes.subarray(0, TABLE_BYTES_MAX)), 1);
  if (!parsed.ok) throw new Error(`Cannot read "${url}": ${parsed.error.detail}`);
  return parsed.value;
}

function factsJson({ registration, whois, dns, network, life }: Facts) {
  return {
    registration: evidenceJson(registration, registrationJson),
    whois: evidenceJson(whois, registrationJson),
    dns: evidenceJson(dns, dnsJson),
    network: evidenceJson(network, (value: readonly Network[]) => ({ addresses: value })),
    life,
  };
}

const dnsJson = ({ isWildcard, ...records }: DnsFacts) => ({ ...records, is_wildcard: isWildcard });

function isOpen({ registration, whois, dns }: Facts): boolean {
  const isUnknown = [registration, whois].every(({ state }) => state === "failed" || state === "pending");
  return isUnknown || dns.state === "failed";
}
