// Goal: the command line as a user calls it: real processes, real files, a real server on loopback.

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = path.join(import.meta.dirname, "../..");
const demo = path.join(root, "test/fixtures/mail/demo");
const folder = mkdtempSync(path.join(os.tmpdir(), "freshcatch-cli-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function freshcatch(
  args: string[],
  input: string | Buffer = "",
  env: Record<string, string> = {},
): Promise<Run> {
  const child = spawn(process.execPath, [path.join(root, "bin/freshcatch.mjs"), ...args], {
    env: { ...process.env, ...env },
  });
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (d) => (out += d));
  child.stderr.setEncoding("utf8").on("data", (d) => (err += d));
  child.stdin.end(input);
  return new Promise((done) => child.on("close", (code) => done({ code, out, err })));
}

const lines = (text: string): Record<string, never>[] =>
  text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));

describe("freshcatch analyze", () => {
  it("writes one object a file in name order, with the form of the contract", async () => {
    const { code, out, err } = await freshcatch(["analyze", "--json", demo]);
    expect(code).toBe(0);
    const results = lines(out);
    expect(results).toHaveLength(9);
    expect(results.map((r) => r.file)).toEqual([...results.map((r) => r.file)].sort());
    expect(results[1]).toMatchObject({
      ok: true,
      message: {
        subject: "【Amazon】お支払い方法に問題があります",
        from: { name: "Amazon", address: "Amazon.co.jp" },
        date: expect.stringMatching(/^2026-02-11T12:35:\d\dZ$/),
        forwarded: "attachment",
        lost: [],
      },
      phones: [expect.objectContaining({ e164: "+81120959684" })],
      sender: { relay_ip: "154.223.230.135", relay_host: "vmta139.bmcw.cn", domain: "bmcw.cn" },
      brand: { id: "amazon" },
      verdict: { band: expect.stringMatching(/^(suspicious|malicious)$/) },
    });
    expect(results[1]?.links).toContainEqual(
      expect.objectContaining({
        host: "signin-keiyaku.example",
        domain: "signin-keiyaku.example",
        scope: "registrable",
        found_in: expect.arrayContaining(["html-href"]),
        via: [],
      }),
    );
    expect(results[0]?.verdict).toBeNull();
    expect(results[0]?.masked).toContainEqual(
      expect.objectContaining({ text: expect.stringContaining("keiya*ensev") }),
    );
    expect(err).toMatch(/9 files, 1 unreadable, time a mail: median [\d.]+ ms, 99th percentile [\d.]+ ms/);
  });

  it("says of a file that cannot be read why, and goes on", async () => {
    const { out, code } = await freshcatch([
      "analyze",
      "--json",
      path.join(demo, "08-binary-rubbish.eml"),
      path.join(demo, "05-newsletter.eml"),
    ]);
    expect(code).toBe(0);
    expect(lines(out)).toMatchObject([{ ok: false, error: { reason: "not_a_mail" } }, { ok: true }]);
  });

  it("reads standard input, and an mbox mail by mail", async () => {
    const mail = readFileSync(path.join(demo, "04-sms-defanged.eml"));
    const one = await freshcatch(["analyze", "--json", "-"], mail);
    expect(lines(one.out)).toMatchObject([{ file: "-", ok: true }]);
    const mbox = path.join(folder, "two.mbox");
    const from = "From a@b.example Wed Feb 11 21:35:00 2026\r\n";
    writeFileSync(mbox, Buffer.concat([Buffer.from(from), mail, Buffer.from(`\r\n\r\n${from}`), mail]));
    const two = await freshcatch(["analyze", "--json", mbox]);
    expect(lines(two.out).map((r) => [r.file, r.ok])).toEqual([
      [`${mbox}#1`, true],
      [`${mbox}#2`, true],
    ]);
  });

  it("tells a person one line a mail without --json", async () => {
    const { out } = await freshcatch(["analyze", path.join(demo, "02-model-link.eml")]);
    expect(out).toMatch(
      /02-model-link\.eml\t(suspicious|malicious) [\d.]+% signin-keiyaku\.example\tbrand amazon/,
    );
  });

  it("leaves no reporter or recipient in its output", async () => {
    const { out } = await freshcatch(["analyze", "--json", demo]);
    expect(out).not.toMatch(/taro@|hanako@|reporter\.example/i);
  });
});

describe("freshcatch assess", () => {
  it("answers a verdict a line, and a bad line with its error", async () => {
    const input = [
      {
        url: "https://signin.fresh-keiyaku.top/sign-in",
        seen_at: "2026-02-11T12:35:00Z",
        registered_at: "2026-02-10",
        brand: "Amazon",
        ips: ["104.21.24.167"],
      },
      { domain: "amazon.co.jp" },
      { domain: "." },
      { neither: 1 },
    ];
    const { code, out } = await freshcatch(
      ["assess", "--json"],
      `${input.map((l) => JSON.stringify(l)).join("\n")}\n{\n`,
    );
    expect(code).toBe(1);
    const [fresh, official, ...bad] = lines(out);
    expect(fresh).toMatchObject({ ok: true, key: "fresh-keiyaku.top", band: "malicious", listed: true });
    expect(official).toMatchObject({ ok: true, band: "benign", listed: false });
    expect(bad).toMatchObject([
      { ok: false, error: { reason: "bad_name" } },
      { ok: false, error: { reason: "bad_line" } },
      { ok: false, error: { reason: "bad_line" } },
    ]);
  });
});

describe("freshcatch send and lookup", () => {
  const hashes = ["evil.example", "xn--wgv71a119e.example", "https://sites.google.com/view/x"].map((key) =>
    createHash("sha256").update(key).digest("hex"),
  );
  const seen: { path: string; auth: string | undefined; body: string }[] = [];
  const server = http.createServer((request, response) => {
    let body = "";
    request.setEncoding("latin1").on("data", (d) => (body += d));
    request.on("end", () => {
      seen.push({ path: request.url ?? "", auth: request.headers.authorization, body });
      response.setHeader("content-type", "application/json");
      if (request.url === "/lookup") response.end(JSON.stringify({ answers: JSON.parse(body).queries }));
      else if (request.url?.startsWith("/hashes/")) response.end(JSON.stringify({ hashes }));
      else response.writeHead(202).end(JSON.stringify({ id: "1", report_url: "http://x.example/reports/1" }));
    });
  });
  let origin = "";
  beforeAll(async () => {
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  it("posts the bytes with the token and prints the report's address", async () => {
    const file = path.join(demo, "02-model-link.eml");
    const { code, out } = await freshcatch(["send", "--server", origin, file], "", {
      FRESHCATCH_TOKEN: "a-token",
    });
    expect(code).toBe(0);
    expect(out).toBe(`${file}\thttp://x.example/reports/1\n`);
    expect(seen.at(-1)).toMatchObject({
      path: "/mails",
      auth: "Bearer a-token",
      body: readFileSync(file, "latin1"),
    });
  });

  it("asks for each name by its kind", async () => {
    const { out } = await freshcatch(
      ["lookup", "a.example", "https://a.example/x", "192.0.2.1", "2001:db8::1"],
      "",
      {
        FRESHCATCH_SERVER: origin,
      },
    );
    expect(lines(out)).toEqual([
      { domain: "a.example" },
      { url: "https://a.example/x" },
      { ip: "192.0.2.1" },
      { ip: "2001:db8::1" },
    ]);
  });

  it("--private sends prefixes of hashes only, and compares here", async () => {
    seen.length = 0;
    const names = [
      "a.b.evil.example",
      "日本語.example",
      "https://sites.google.com/view/x/home",
      "fine.example",
    ];
    const { code, out } = await freshcatch(["lookup", "--private", "--server", origin, ...names]);
    expect(code).toBe(0);
    expect(lines(out)).toEqual([
      { query: names[0], status: "listed", match: { key: "evil.example" } },
      { query: names[1], status: "listed", match: { key: "xn--wgv71a119e.example" } },
      { query: names[2], status: "listed", match: { key: "https://sites.google.com/view/x" } },
      { query: names[3], status: "not_listed", match: null },
    ]);
    const paths = seen.map((s) => s.path);
    for (const path of paths) expect(path).toMatch(/^\/hashes\/[0-9a-f]{4}$/);
    expect(new Set(paths).size).toBe(paths.length);
    expect(await freshcatch(["lookup", "--private", "--server", origin, "no name"])).toMatchObject({
      code: 2,
    });
  });

  it("says what is wrong with the call", async () => {
    expect(await freshcatch(["send", "x"], "", { FRESHCATCH_TOKEN: "" })).toMatchObject({
      code: 2,
      err: expect.stringContaining("FRESHCATCH_TOKEN"),
    });
    expect(await freshcatch(["lookup", "--server", "http://127.0.0.1:1", "a.example"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("Cannot reach"),
    });
    expect(await freshcatch(["nonsense"])).toMatchObject({
      code: 2,
      err: expect.stringContaining('no command "nonsense"'),
    });
    expect(await freshcatch(["analyze", path.join(folder, "missing.eml")])).toMatchObject({
      code: 2,
      err: expect.stringContaining("missing.eml"),
    });
  });
});

describe("shared data", () => {
  const shared = path.join(root, "../shared/data/mail");
  it.skipIf(!existsSync(shared))(
    "analyze reads every mail of the shared data, one line a file, without a crash",
    async () => {
      const { code, out, err } = await freshcatch(["analyze", "--json", shared]);
      expect(code).toBe(0);
      expect(lines(out).length).toBe(Number(/^(\d+) files/m.exec(err)?.[1]));
      expect(lines(out).length).toBeGreaterThan(300);
    },
    60_000,
  );
});
