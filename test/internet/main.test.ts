/** The program as a person starts it: addresses on the screen, answers until it is told to stop. */
import { spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { expect, it } from "vitest";

const MAIN = path.join(import.meta.dirname, "main.ts");

function start(...args: string[]) {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  return { child, ended, lines: createInterface(child.stdout)[Symbol.asyncIterator]() };
}

it("main.ts prints its variables, answers, logs each question, and ends on an interrupt", {
  timeout: 30_000,
}, async () => {
  const { child, ended, lines } = start();
  const vars = new Map<string, string>();
  let origin: string | undefined;
  while (origin === undefined) {
    const { value, done } = await lines.next();
    if (done) throw new Error("main.ts ended before it was ready");
    const [, name, text] = /^([A-Z_]+)=(.*)$/.exec(value) ?? [];
    if (name !== undefined && text !== undefined) vars.set(name, text);
    origin = /^Simulated internet at (http:\S+),/.exec(value)?.[1];
  }
  expect([...vars.keys()]).toEqual([
    "DOH_URLS",
    "RDAP_BOOTSTRAP_URL",
    "WHOIS_OVERRIDE",
    "CDN_RANGE_URLS",
    "POPULARITY_URL",
    "SIMULATED",
  ]);
  expect(await (await fetch(origin)).text()).toContain(`DOH_URLS=${vars.get("DOH_URLS")}`);
  await fetch(vars.get("RDAP_BOOTSTRAP_URL") ?? "");
  expect((await lines.next()).value).toBe("rdap-bootstrap bootstrap/dns");
  child.kill("SIGINT");
  expect(await ended).toBe(0);
});

it("main.ts refuses a port that is none", { timeout: 30_000 }, async () => {
  const { child, ended } = start("--port", "eighty");
  let errors = "";
  child.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  expect(await ended).toBe(1);
  expect(errors).toContain('--port "eighty" is no port');
});
