/**
 * The simulated internet: DNS over HTTPS, RDAP with its bootstrap, CDN ranges and a popularity list on one
 * loopback HTTP port, WHOIS on another, and a trap on a third that nobody should ever visit. Answers come
 * from fixture files (README.md here). Nothing leaves the machine and no name is resolved.
 */
import path from "node:path";
import { type Control, controlAnswer } from "./control.ts";
import type { Holds } from "./deliver.ts";
import { createFaultTable } from "./faults.ts";
import { openFixtures } from "./fixtures.ts";
import { createHttpServer, type HttpQuestion, whole } from "./http.ts";
import { createListeners, findClosedOrigin } from "./listeners.ts";
import { createRecorder, type RecordedRequest } from "./recorder.ts";
import { applyFault, type Exchange, type Outcome, type Trap } from "./reply.ts";
import { routeHttp } from "./router.ts";
import { CDN_FILES } from "./tables.ts";
import { createLineServer, createTrap } from "./tcp.ts";
import { whoisExchange } from "./whois.ts";

export type { Fault, FaultKind } from "./faults.ts";
export type { RecordedRequest } from "./recorder.ts";

export interface InternetOptions {
  /** Default 0: any free port. */
  readonly port?: number;
  readonly whoisPort?: number;
  /** Folder of the answers; default `test/fixtures/internet`. */
  readonly fixtures?: string;
  /** One line a question; default none. */
  readonly log?: (line: string) => void;
  /** The program's time, in recorded requests and `{{now}}`; default the machine's. */
  readonly now?: () => Date;
}

export interface Internet extends Control {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** `127.0.0.1:PORT` */
  readonly whois: string;
  readonly trap: Trap;
  /** An origin on which nobody listens: a true ECONNREFUSED, where `refused` is a reset before any byte. */
  readonly closedOrigin: string;
  /** Environment variables that point the Worker at this program. */
  readonly vars: Readonly<Record<string, string>>;
  /** The next question to a service (`rdap`, `dns-1`; default any): how a test waits without a clock. */
  nextRequest(service?: string): Promise<RecordedRequest>;
  close(): Promise<void>;
}

const FIXTURES = path.join(import.meta.dirname, "../fixtures/internet");

/** Starts all listeners; rejects when a wanted port is taken. Close it, or the process stays up. */
export async function startInternet(options: InternetOptions = {}): Promise<Internet> {
  const now = options.now ?? (() => new Date());
  const { requests, record, nextRequest } = createRecorder(now, options.log ?? (() => undefined));
  let origin = "";
  const fixtures = openFixtures(options.fixtures ?? FIXTURES, () => ({ origin, now: toSecond(now()) }));
  const faults = createFaultTable();
  const holds: Holds = new Set();
  const control: Control = {
    requests,
    get scene() {
      return fixtures.scene;
    },
    scenes: fixtures.scenes,
    setScene: fixtures.setScene,
    setFault: faults.set,
    clearFaults: faults.clear,
    release: () => {
      for (const letGo of [...holds]) letGo();
    },
  };

  const answer = (exchange: Exchange, where: string): Outcome => {
    record(exchange.services[0] as string, exchange.question);
    return applyFault(exchange, faults.find(exchange), trap, where);
  };
  const answerHttp = (request: HttpQuestion): Outcome => {
    if (request.url.pathname.startsWith("/control/")) return controlAnswer(control, request);
    if (request.url.pathname === "/") return whole(200, describe(origin, whois, fixtures.scene));
    const found = routeHttp(fixtures, request);
    if (!("question" in found)) return found;
    return answer(found, `${request.url.pathname}${request.url.search}`);
  };

  const listeners = createListeners();
  const trapHost = await listeners.open(
    createTrap(() => record("trap", "connected")),
    0,
  );
  const trap: Trap = { origin: `http://${trapHost}`, host: trapHost };
  const answerWhois = (line: string) => answer(whoisExchange(fixtures, line, whois), "");
  const whois = await listeners.open(createLineServer(answerWhois, holds), options.whoisPort ?? 0);
  origin = `http://${await listeners.open(createHttpServer(answerHttp, holds), options.port ?? 0)}`;
  const closedOrigin = await findClosedOrigin();
  const vars = toVars(origin, whois);
  return Object.assign(control, {
    origin,
    whois,
    trap,
    closedOrigin,
    vars,
    nextRequest,
    close: listeners.close,
  });
}

function toVars(origin: string, whois: string): Record<string, string> {
  const ranges = Object.entries(CDN_FILES).map(([provider, files]) => [
    provider,
    files.map((file) => `${origin}/cdn/${provider}/${file}`),
  ]);
  return {
    DOH_URLS: `${origin}/dns-query,${origin}/dns-query-2`,
    RDAP_BOOTSTRAP_URL: `${origin}/rdap/dns.json`,
    WHOIS_OVERRIDE: whois,
    CDN_RANGE_URLS: JSON.stringify(Object.fromEntries(ranges)),
    POPULARITY_URL: `${origin}/popularity/top-1m.csv`,
    SIMULATED: "1",
  };
}

function describe(origin: string, whois: string, scene: string): string {
  const vars = Object.entries(toVars(origin, whois)).map(([name, value]) => `${name}=${value}\n`);
  return `Simulated internet, scene "${scene}".\n\n${vars.join("")}`;
}

function toSecond(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
