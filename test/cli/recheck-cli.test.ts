// Goal: the commands that show the evidence of one name, as a user calls them: real processes and sockets.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Internet, startInternet } from "../internet/start.ts";

const root = path.join(import.meta.dirname, "../..");
const folder = mkdtempSync(path.join(os.tmpdir(), "freshcatch-recheck-"));
let internet: Internet;
beforeAll(async () => {
  internet = await startInternet();
});
afterAll(async () => {
  await internet.close();
  rmSync(folder, { recursive: true, force: true });
});

function freshcatch(args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [path.join(root, "bin/freshcatch.mjs"), ...args]);
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (d) => (out += d));
  child.stderr.setEncoding("utf8").on("data", (d) => (err += d));
  return new Promise((done) => child.on("close", (code) => done({ code, out, err })));
}

const lines = (text: string): Record<string, unknown>[] =>
  text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));

const save = (name: string, text: string): string => {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
};

describe("freshcatch recheck", () => {
  it("prints registration, DNS, network, life and verdict of a name from a simulated internet", async () => {
    const { code, out, err } = await freshcatch([
      "recheck",
      "signin-keiyaku.example",
      "--simulated",
      internet.origin,
    ]);
    expect(err).toBe("");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      key: "signin-keiyaku.example",
      scope: "registrable",
      registration: { state: "found", registered_at: expect.stringMatching(/^2026-02-10T/) },
      whois: { state: "pending" },
      dns: { state: "found", a: expect.arrayContaining(["104.21.24.167"]) },
      network: {
        state: "found",
        addresses: expect.arrayContaining([expect.objectContaining({ cdn: "cloudflare" })]),
      },
      life: "active",
      requests: expect.any(Number),
      verdict: { band: expect.any(String), reasons: expect.any(Array) },
    });
    expect(internet.requests.filter(({ service }) => service === "trap")).toEqual([]);
  });

  it("asks WHOIS where the TLD has no RDAP, and says of a failure what failed, with exit code 1", async () => {
    const cn = await freshcatch(["recheck", "bmcw.cn", "--simulated", `${internet.origin}/`]);
    expect(JSON.parse(cn.out)).toMatchObject({
      registration: { state: "failed", reason: "no_source" },
      whois: { state: "found", registered_at: "2025-12-03T03:42:18Z" },
    });
    const broken = await freshcatch(["recheck", "broken.test", "--simulated", internet.origin]);
    expect(broken.code).toBe(1);
    expect(JSON.parse(broken.out)).toMatchObject({ dns: { state: "failed", reason: "bad_answer" } });
  });

  it("refuses what names no host, two names, and an origin that is no simulated internet", async () => {
    expect((await freshcatch(["recheck", "http://"])).code).toBe(2);
    expect((await freshcatch(["recheck", "a.example", "b.example"])).code).toBe(2);
    const closed = await freshcatch(["recheck", "a.example", "--simulated", internet.closedOrigin]);
    expect(closed.code).toBe(2);
    expect(closed.err).toContain("Cannot reach");
  });
});

describe("freshcatch whois", () => {
  it("prints one object a file: found, absent, throttled, reserved, rubbish", async () => {
    const files = [
      save("a", "Domain Name: a.cn\nSponsoring Registrar: R\nRegistration Time: 2026-02-10 12:00:00\n"),
      save("b", "No matching record.\n"),
      save("c", "Queried interval is too short.\n"),
      save("d", "the domain you want to register is reserved.\n"),
      save("e", "<html>\n"),
    ];
    const { code, out } = await freshcatch([
      "whois",
      "--server",
      "whois.cnnic.cn",
      ...files.flatMap((file) => ["--file", file]),
    ]);
    expect(code).toBe(0);
    expect(lines(out)).toMatchObject([
      { file: files[0], state: "found", registered_at: "2026-02-10T04:00:00Z", registrar: "R" },
      { file: files[1], state: "absent" },
      { file: files[2], state: "failed", reason: "rate_limited" },
      { file: files[3], state: "found", status: ["reserved"] },
      { file: files[4], state: "failed", reason: "bad_answer" },
    ]);
  });

  it("says what is missing", async () => {
    expect(await freshcatch(["whois", "--file", "x"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("--server"),
    });
    expect((await freshcatch(["whois", "--server", "whois.cnnic.cn"])).code).toBe(2);
  });
});

describe("freshcatch rdap", () => {
  const body = {
    objectClassName: "domain",
    ldhName: "A.TOP",
    status: ["client hold"],
    events: [{ eventAction: "registration", eventDate: "2026-02-10T00:00:00Z" }],
    entities: [
      { roles: ["registrar"], handle: "R-1", vcardArray: ["vcard", [["fn", {}, "text", "Registrar One"]]] },
    ],
  };
  it("prints one object a file: found, absent, refusals, rubbish", async () => {
    const files = [
      save("a.json", JSON.stringify(body)),
      save("b.json", JSON.stringify({ errorCode: 404, title: "not found" })),
      save("c.json", JSON.stringify({ errorCode: 429 })),
      save("d.json", "<html>"),
    ];
    const { code, out } = await freshcatch(["rdap", ...files.flatMap((file) => ["--file", file])]);
    expect(code).toBe(0);
    expect(lines(out)).toMatchObject([
      {
        file: files[0],
        state: "found",
        registered_at: "2026-02-10T00:00:00Z",
        registrar: "Registrar One",
        status: ["client hold"],
      },
      { file: files[1], state: "absent" },
      { file: files[2], state: "failed", reason: "rate_limited" },
      { file: files[3], state: "failed", reason: "bad_answer" },
    ]);
  });

  const answers = path.join(root, "../shared/data/rdap/answers");
  it.skipIf(!existsSync(answers))("reads every recorded answer about a domain", async () => {
    const files = readdirSync(answers).filter((name) => /\.json$/.test(name));
    const args = files.flatMap((name) => ["--file", path.join(answers, name)]);
    const read = lines((await freshcatch(["rdap", ...args])).out);
    expect(read).toHaveLength(files.length);
    expect(read.filter(({ state }) => state === "found").length).toBeGreaterThan(5);
  });
});
