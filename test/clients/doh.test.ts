// Goal: real DNS-over-HTTPS clients get NXDOMAIN with the reason for a listed name, and the truth for others.
// Method: the real bundle with PROTECTIVE_DNS=1 before the simulated internet; in front of it TLS, as at the edge.
import { execFile, execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import http from "node:http";
import http2 from "node:http2";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestHarness } from "wrangler";
import { startInternet } from "../internet/start.ts";
import { has } from "./programs.ts";

const LISTED = "listed-evil.example";
const OTHER = "popular.example";
const folder = mkdtempSync(path.join(os.tmpdir(), "freshcatch-doh-"));
const isHere = has("kdig", "curl", "openssl");

const internet = await startInternet();
const server = createTestHarness({
  workers: [
    {
      configPath: "./wrangler.toml",
      vars: { ...internet.vars, PROTECTIVE_DNS: "1", REPORTER_HASH_KEY: "key-of-the-doh-test" },
    },
  ],
});
let edge: http2.Http2SecureServer;
let port = 0;

/** A certificate for loopback, and HTTP/1.1 and HTTP/2 on top of it, handed on to the Worker. */
function startEdge(upstream: URL): http2.Http2SecureServer {
  const [key, cert] = ["key.pem", "cert.pem"].map((f) => path.join(folder, f)) as [string, string];
  const subject = [
    "-subj",
    "/CN=localhost",
    "-addext",
    "subjectAltName=DNS:localhost,IP:127.0.0.1",
    "-days",
    "2",
  ];
  const args = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, ...subject];
  execFileSync("openssl", args, { stdio: "ignore" });
  const options = { key: readFileSync(key), cert: readFileSync(cert), allowHTTP1: true };
  return http2.createSecureServer(options, (request, response) => {
    const headers = Object.entries(request.headers).filter(([name]) =>
      /^(?:accept|content-type)$/.test(name),
    );
    const target = new URL(request.url, upstream);
    const onward = http.request(
      target,
      { method: request.method, headers: Object.fromEntries(headers) },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, {
          "content-type": answer.headers["content-type"] ?? "",
        });
        answer.pipe(response as unknown as NodeJS.WritableStream);
      },
    );
    request.pipe(onward);
  });
}

beforeAll(async () => {
  if (!isHere) return;
  const { url } = await server.listen();
  await server.getWorker().applyD1Migrations("DB");
  const { DB } = await server.getWorker<{ DB: import("@cloudflare/workers-types").D1Database }>().getEnv();
  await DB.prepare(
    "INSERT INTO listings (key, scope, serial, probability_bp, reasons, first_seen_at, listed_at, expires_at) VALUES (?1, 'registrable', 1, 9990, '[]', 1, 1, 4102444800)",
  )
    .bind(LISTED)
    .run();
  edge = startEdge(url).listen(0, "127.0.0.1");
  await once(edge, "listening");
  port = (edge.address() as AddressInfo).port;
}, 120_000);

afterAll(async () => {
  edge?.close();
  await server.close();
  await internet.close();
  rmSync(folder, { recursive: true, force: true });
});

const ask = async (program: string, args: string[]): Promise<string> => {
  const { stdout, stderr } = await promisify(execFile)(program, args, { timeout: 30_000 }).catch((e) => e);
  return `${stdout}${stderr}`;
};

describe.skipIf(!isHere)("protective DNS", () => {
  const kdig = (name: string, method: string) =>
    ask("kdig", ["@127.0.0.1", "-p", String(port), `+https${method}=/dns-query`, "+edns", name, "A"]);

  it.each(["", "-get"])(
    "kdig over https%s is told that a listed name does not exist, and why",
    async (method) => {
      for (const name of [LISTED, `login.${LISTED}`]) {
        const answer = await kdig(name, method);
        expect(answer).toMatch(/status: NXDOMAIN/);
        expect(answer).toMatch(/Blocked/);
      }
    },
  );

  it("kdig gets the truth for another name", async () => {
    const answer = await kdig(OTHER, "");
    expect(answer).toMatch(/status: NOERROR/);
    expect(answer).toMatch(/\bA\s+\d+\.\d+\.\d+\.\d+/);
  });

  it("curl finds no host for a listed name and an address for another", async () => {
    const curl = (name: string) =>
      ask("curl", [
        "-sv",
        "--max-time",
        "5",
        "--connect-timeout",
        "2",
        "--doh-insecure",
        "--doh-url",
        `https://127.0.0.1:${port}/dns-query`,
        `http://${name}:9/`,
      ]);
    expect(await curl(LISTED)).toMatch(/Bad RCODE type A for listed-evil|Could not resolve host/i);
    expect(await curl(OTHER)).toMatch(/Trying \d+\.\d+\.\d+\.\d+:9|Failed to connect|timed out/i);
  });
});
