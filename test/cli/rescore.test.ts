// Goal: `freshcatch rescore` asks until the instance is done and prints what changed.
import { afterEach, describe, expect, it, vi } from "vitest";
import { rescore } from "../../src/cli/rescore.ts";
import { ADMIN_TOKEN, modelApp, SCAM, type TestApp } from "../serve/support.ts";

let written = "";
async function run(app: TestApp, token: string): Promise<{ code: number; out: string }> {
  written = "";
  const write = (text: string | Uint8Array): boolean => {
    written += String(text);
    return true;
  };
  vi.spyOn(process.stdout, "write").mockImplementation(write);
  vi.spyOn(process.stderr, "write").mockImplementation(write);
  vi.stubEnv("FRESHCATCH_ADMIN_TOKEN", token);
  let calls = 0;
  vi.stubGlobal("fetch", (url: string, init: RequestInit) => {
    calls += 1;
    const { pathname, search } = new URL(url);
    if (calls === 1) return new Response("{}", { status: 429, headers: { "retry-after": "0" } });
    return app.request(`${pathname}${search}`, init);
  });
  const code = await rescore(["--server", "https://catch.example"]);
  return { code, out: written };
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

describe("freshcatch rescore", () => {
  it("goes on from piece to piece, waits when it is told to, and prints each changed entry and the bands", async () => {
    const app = await modelApp();
    const stored = (await app.store.findIndicators([SCAM])).get(SCAM);
    if (!stored?.verdict) throw new Error("the model's name has no verdict");
    const verdict = { ...stored.verdict, band: "unclear" as const, rulesVersion: "old" };
    for (let n = 0; n < 45; n++) {
      const key = `n${String(n).padStart(2, "0")}-${SCAM}`;
      app.store.putIndicator({
        ...stored,
        key,
        host: key,
        domain: key,
        status: "watched",
        listing: null,
        verdict,
      });
    }
    const { code, out } = await run(app, ADMIN_TOKEN);
    expect(code).toBe(0);
    expect(out.match(/^n\d\d-\S+\tunclear > malicious\twatched > listed\tlisted$/gm)).toHaveLength(45);
    expect(out).toMatch(
      /45 entries judged again, 45 listed, 0 taken off\nmalicious\t0 > 45\nunclear\t45 > 0\n$/,
    );
  });

  it("says what stopped it", async () => {
    const { code, out } = await run(await modelApp(), "not-the-token-of-the-instance");
    expect(code).toBe(1);
    expect(out).toContain("401 token_wrong");
  });
});
