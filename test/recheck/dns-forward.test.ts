// Goal: protective DNS over a real resolver: a listed name does not exist, any other is answered as the resolver says,
// and the second resolver is asked when the first fails. Method: the door with the real forwarder on loopback.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decodeDns, encodeDns, RCODE } from "../../src/domain/dns-wire.ts";
import { makeDnsForwarder } from "../../src/recheck/sources/dns-forward.ts";
import { makeLimitedFetch } from "../../src/recheck/sources/limited-fetch.ts";
import { makeRequestBudget, makeRequestGate } from "../../src/recheck/sources/request-gate.ts";
import { startInternet } from "../internet/start.ts";
import { NOW, testApp } from "../serve/support.ts";

let internet: Awaited<ReturnType<typeof startInternet>>;
beforeAll(async () => {
  internet = await startInternet();
});
afterAll(() => internet.close());

const query = (name: string) =>
  encodeDns({ id: 0, isResponse: false, rcode: 0, question: { name, type: 1 }, answers: [] });

async function ask(name: string, urls: readonly string[]) {
  const app = testApp({
    forwardDns: makeDnsForwarder({
      fetch: makeLimitedFetch(fetch, makeRequestGate(makeRequestBudget(urls.length))),
      urls,
    }),
  });
  app.store.putListing({
    key: "signin-keiyaku.example",
    scope: "registrable",
    serial: 1,
    probability: 0.99,
    reasons: [],
    firstSeenAt: NOW,
    listedAt: NOW,
    expiresAt: NOW,
  });
  const response = await app.request("/dns-query", {
    method: "POST",
    headers: { "content-type": "application/dns-message" },
    body: query(name),
  });
  const decoded = decodeDns(new Uint8Array(await response.arrayBuffer()));
  if (!decoded.ok) throw new Error(decoded.error.detail);
  return { ...decoded.value, cache: response.headers.get("cache-control") };
}

describe("protective DNS with a real resolver", () => {
  const urls = () => (internet.vars.DOH_URLS ?? "").split(",");

  it("a listed name and what is below it do not exist", async () => {
    for (const name of ["signin-keiyaku.example", "www.signin-keiyaku.example"])
      expect(await ask(name, urls())).toMatchObject({ rcode: RCODE.NXDOMAIN, answers: [] });
  });

  it("any other name is answered as the resolver says, with its TTL", async () => {
    const answer = await ask("popular.example", urls());
    expect(answer.rcode).toBe(RCODE.NOERROR);
    expect(answer.answers.map((r) => r.type)).toContain("A");
    expect(answer.cache).toBe(`max-age=${Math.min(...answer.answers.map((r) => r.ttl))}`);
  });

  it("asks the next resolver when the first does not answer, and says SERVFAIL when none does", async () => {
    const dead = "http://127.0.0.1:9/dns-query";
    expect((await ask("popular.example", [dead, ...urls()])).rcode).toBe(RCODE.NOERROR);
    expect(await ask("popular.example", [dead])).toMatchObject({ rcode: RCODE.SERVFAIL, cache: "no-store" });
  });
});
