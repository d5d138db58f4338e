// The whole product on this machine: the Worker on workerd with a local D1, a simulated internet around it,
// mails through the real email() door, one run of the cron. Stays up until Ctrl-C; `--once` ends by itself.
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { type Internet, startInternet } from "../test/internet/start.ts";

const root = path.join(import.meta.dirname, "..");
const mails = path.join(root, "test/fixtures/mail/demo");
const state = path.join(root, ".wrangler/demo");
const TOKEN = "demo-token-of-this-machine";
const START_TIMEOUT_MS = 90_000;
const PROBE_TIMEOUT_MS = 2_000;

/** A port that is free now: two demos may run side by side. */
async function freePort(wish: number): Promise<number> {
  for (const port of [wish, 0]) {
    const server = net.createServer();
    const listening = await new Promise<boolean>((done) => {
      server.once("error", () => done(false));
      server.listen(port, "127.0.0.1", () => done(true));
    });
    if (!listening) continue;
    const { port: free } = server.address() as net.AddressInfo;
    await new Promise((done) => server.close(done));
    return free;
  }
  throw new Error("Cannot find a free port");
}

function wrangler(args: string[], stdio: "ignore" | "pipe"): ChildProcess {
  const env = {
    ...process.env,
    CI: "true",
    WRANGLER_SEND_METRICS: "false",
    CLOUDFLARE_CF_FETCH_ENABLED: "false",
    NO_COLOR: "1",
  };
  const bin = path.join(root, "node_modules/wrangler/bin/wrangler.js");
  return spawn(process.execPath, [bin, ...args], { cwd: root, env, stdio: ["ignore", stdio, stdio] });
}

async function finish(child: ChildProcess, what: string): Promise<void> {
  let output = "";
  child.stdout?.on("data", (d) => (output += d));
  child.stderr?.on("data", (d) => (output += d));
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`${what} ended with ${code}:\n${output}`);
}

async function untilUp(origin: string, child: ChildProcess): Promise<void> {
  let output = "";
  child.stdout?.on("data", (d) => (output += d));
  child.stderr?.on("data", (d) => (output += d));
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`wrangler dev ended with ${child.exitCode}:\n${output}`);
    // While a bundle does not build, wrangler takes the connection and holds it.
    const signal = AbortSignal.timeout(PROBE_TIMEOUT_MS);
    const answer = await fetch(`${origin}/healthz`, { signal }).catch(() => null);
    if (answer?.ok) return;
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error(`wrangler dev did not answer within ${START_TIMEOUT_MS} ms:\n${output}`);
}

/** Ends a child and waits for it. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill("SIGTERM");
  await Promise.race([once(child, "exit"), new Promise((done) => setTimeout(done, 5_000).unref())]);
  if (child.exitCode === null) child.kill("SIGKILL");
}

/** Hands a raw mail to the Worker's email() handler, as Email Routing does. */
async function mailIn(origin: string, file: string): Promise<string> {
  const url = new URL("/cdn-cgi/local/email", origin);
  // One reporter forwards all but the mail that shows a second, independent report.
  const from = file.includes("second") ? "hanako@reporter-two.example" : "taro@reporter.example";
  url.search = new URLSearchParams({ from, to: "catch@catch.example", format: "json" }).toString();
  const answer = await fetch(url, { method: "POST", body: readFileSync(path.join(mails, file)) });
  const text = await answer.text();
  if (!answer.ok) return `refused before the Worker: ${text.trim()}`;
  const result = JSON.parse(text) as { outcome: string; rejectReason?: string };
  return result.rejectReason ? `rejected: ${result.rejectReason}` : result.outcome;
}

async function text(url: string, init?: RequestInit): Promise<string> {
  const answer = await fetch(url, init);
  const body = await answer.text();
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${body}`);
  return body;
}

/** The cron never fires by itself locally. Its time is the Worker's now: a later one moves the plan on. */
async function cron(origin: string, laterHours = 0): Promise<void> {
  const time = Date.now() + laterHours * 3_600_000;
  await text(`${origin}/cdn-cgi/local/scheduled?cron=*+*+*+*+*&time=${time}`);
}

/** What becomes of the parcel scam's domain: a scene of the simulated internet, and the hours at which the plan looks. */
const LIFE: readonly { readonly scene: string; readonly afterHours: readonly number[] }[] = [
  { scene: "parcel-held", afterHours: [7] },
  { scene: "parcel-dead", afterHours: [27, 80] },
  { scene: "parcel-revived", afterHours: [190] },
];

async function liveOn(origin: string, internet: Internet): Promise<void> {
  for (const { scene, afterHours } of LIFE) {
    internet.setScene(scene);
    for (const hours of afterHours) await cron(origin, hours);
  }
  const report = await text(`${await reportUrl(origin, "03-parcel-gmail-inline.eml")}.md?lang=en`);
  say("\nThe parcel scam's domain over eight days, as its report tells it:");
  for (const line of report.split("## History")[1]?.split("\n---")[0]?.trim().split("\n") ?? [])
    say(`  ${line}`);
}

const say = (line = ""): void => {
  process.stdout.write(`${line}\n`);
};

async function show(origin: string): Promise<void> {
  const lookup = JSON.parse(await text(`${origin}/lookup?domain=signin-keiyaku.example`));
  say(`\nGET ${origin}/lookup?domain=signin-keiyaku.example\n${JSON.stringify(lookup, null, 2)}`);
  say(`\nGET ${origin}/feed/domains.txt\n${await text(`${origin}/feed/domains.txt`)}`);
}

/** The same mail again answers the same id: this door tells the report's address. */
async function reportUrl(origin: string, file: string): Promise<string> {
  const answer = await fetch(`${origin}/mails`, {
    method: "POST",
    headers: { authorization: `Bearer ${TOKEN}`, "content-type": "message/rfc822" },
    body: readFileSync(path.join(mails, file)),
  });
  const body = (await answer.json()) as { report_url?: string; detail?: string };
  return body.report_url ?? `${answer.status} ${body.detail ?? ""}`;
}

async function main(): Promise<void> {
  const isOnce = process.argv.includes("--once");
  rmSync(state, { recursive: true, force: true });
  say("Simulated internet: starting");
  const internet = await startInternet();
  say("Local D1: migrating");
  await finish(
    wrangler(["d1", "migrations", "apply", "DB", "--local", "--persist-to", state], "pipe"),
    "d1 migrations apply",
  );
  say("Worker: starting on workerd");
  const port = await freePort(8787);
  const origin = `http://127.0.0.1:${port}`;
  const vars = {
    ...internet.vars,
    INGEST_TOKEN: TOKEN,
    REPORTER_HASH_KEY: randomBytes(24).toString("hex"),
    PUBLIC_ORIGIN: origin,
  };
  const flags = Object.entries(vars).flatMap(([name, value]) => ["--var", `${name}:${value}`]);
  const inspector = String(await freePort(0));
  const worker = wrangler(
    [
      "dev",
      "--ip",
      "127.0.0.1",
      "--port",
      String(port),
      "--inspector-port",
      inspector,
      "--persist-to",
      state,
      ...flags,
    ],
    "pipe",
  );
  const end = async (): Promise<void> => {
    await stop(worker);
    await internet.close();
  };
  try {
    await untilUp(origin, worker);
    await walk(origin);
    await liveOn(origin, internet);
    say(`\nHome     ${origin}/`);
    say(`Feeds    ${origin}/feed/`);
    say(`Docs     ${origin}/docs`);
    if (isOnce) return;
    say("\nUp until Ctrl-C. Every fact on these pages comes from the simulated internet and says so.");
    await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM"), once(worker, "exit")]);
  } finally {
    await end();
  }
}

async function walk(origin: string): Promise<void> {
  await cron(origin); // tables first: CDN ranges, registries, popular names
  const files = readdirSync(mails)
    .filter((f) => f.endsWith(".eml"))
    .sort();
  say("\nMails through the email() door:");
  for (const file of files) say(`  ${file}: ${await mailIn(origin, file)}`);
  await cron(origin);
  say("\nReports:");
  for (const file of files) say(`  ${file}: ${await reportUrl(origin, file)}`);
  await show(origin);
}

await main();
