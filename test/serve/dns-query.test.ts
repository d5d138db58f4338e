// Goal: the door /dns-query: listed names do not exist, everything else comes from the resolver, off by default.
import { describe, expect, it } from "vitest";
import { decodeDns, encodeDns, RCODE } from "../../src/domain/dns-wire.ts";
import { StoreError } from "../../src/ports.ts";
import { problem } from "../../src/serve/schemas.ts";
import { NOW, testApp } from "./support.ts";

const message = (
  name: string,
  answers: Parameters<typeof encodeDns>[0]["answers"] = [],
  isResponse = false,
) => encodeDns({ id: 0, isResponse, rcode: 0, question: { name, type: 1 }, answers });
const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");

function dnsApp(forward?: (query: Uint8Array) => Promise<Uint8Array | null>) {
  const asked: string[] = [];
  const app = testApp({
    forwardDns: async (query) => {
      const decoded = decodeDns(query);
      const name = decoded.ok ? decoded.value.question.name : "?";
      asked.push(name);
      if (forward) return forward(query);
      return message(name, [{ name, type: "A", ttl: 77, data: "192.0.2.7" }], true);
    },
  });
  app.store.putListing({
    key: "evil.example",
    scope: "registrable",
    serial: 1,
    probability: 0.99,
    reasons: [],
    firstSeenAt: NOW,
    listedAt: NOW,
    expiresAt: NOW,
  });
  const get = (name: string) => app.request(`/dns-query?dns=${base64url(message(name))}`);
  const post = (body: BodyInit, type = "application/dns-message") =>
    app.request("/dns-query", { method: "POST", body, headers: { "content-type": type } });
  return { ...app, asked, get, post };
}

const read = async (response: Response) => {
  const decoded = decodeDns(new Uint8Array(await response.arrayBuffer()));
  if (!decoded.ok) throw new Error(decoded.error.detail);
  return decoded.value;
};

describe("/dns-query", () => {
  it.each(["evil.example", "login.evil.example", "_dmarc.a.b.EVIL.example"])(
    "%s does not exist",
    async (name) => {
      const app = dnsApp();
      for (const response of [await app.get(name), await app.post(message(name))]) {
        expect(response.status).toBe(200);
        expect(response.headers.get("content-type")).toBe("application/dns-message");
        expect(response.headers.get("cache-control")).toBe("max-age=60");
        expect(await read(response)).toMatchObject({ isResponse: true, rcode: RCODE.NXDOMAIN, answers: [] });
      }
      expect(app.asked).toEqual([]);
    },
  );

  it.each(["notevil.example", "example", "evil.example.org"])(
    "%s comes from the resolver with its TTL",
    async (name) => {
      const app = dnsApp();
      for (const response of [await app.get(name), await app.post(message(name))]) {
        expect(response.headers.get("cache-control")).toBe("max-age=77");
        expect((await read(response)).answers).toEqual([{ name, type: "A", ttl: 77, data: "192.0.2.7" }]);
      }
      expect(app.asked).toEqual([name, name]);
    },
  );

  it("is SERVFAIL and kept by nobody when no resolver answers, or one answers another question", async () => {
    for (const forward of [async () => null, async () => message("other.example", [], true)]) {
      const response = await dnsApp(forward).get("fine.example");
      expect(response.headers.get("cache-control")).toBe("no-store");
      expect(await read(response)).toMatchObject({ rcode: RCODE.SERVFAIL });
    }
  });

  it("goes on resolving while the store is down", async () => {
    const app = dnsApp();
    app.store.failWith(new StoreError("transient", null));
    expect(await read(await app.get("evil.example"))).toMatchObject({ rcode: RCODE.NOERROR });
  });

  it("refuses what is no DNS query, each with its code", async () => {
    const app = dnsApp();
    const cases = [
      [await app.request("/dns-query"), 400, "bad_parameter"],
      [await app.request("/dns-query?dns=%21"), 400, "bad_parameter"],
      [await app.request(`/dns-query?dns=${"A".repeat(2_000)}`), 400, "bad_parameter"],
      [await app.request("/dns-query?dns=AAAA&x=1"), 400, "unknown_parameter"],
      [await app.post(message("a.example", [], true)), 400, "bad_parameter"],
      [await app.post(""), 400, "body_empty"],
      [await app.post(new Uint8Array(1_025)), 413, "body_too_large"],
      [await app.post(message("a.example"), "text/plain"), 415, "unsupported_media_type"],
    ] as const;
    for (const [response, status, code] of cases) {
      expect(response.status).toBe(status);
      expect(problem.parse(await response.json()).code).toBe(code);
    }
  });

  it("is shut unless it is turned on", async () => {
    const response = await testApp().request(`/dns-query?dns=${base64url(message("a.example"))}`);
    expect([response.status, problem.parse(await response.json()).code]).toEqual([403, "door_shut"]);
  });
});
