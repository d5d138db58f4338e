// Goal: a name asked in capitals is found, over real sockets. `AS13335.asn.cymru.com` is asked that way.
import { expect, it } from "vitest";
import { makeDnsSource } from "../../src/recheck/sources/dns-over-https.ts";
import { makeLimitedFetch } from "../../src/recheck/sources/limited-fetch.ts";
import { makeRequestBudget, makeRequestGate } from "../../src/recheck/sources/request-gate.ts";
import { makeServiceGuard } from "../../src/recheck/sources/service-guard.ts";
import { startInternet } from "../internet/start.ts";

it("makeDnsSource() compares names without case (RFC 4343)", async () => {
  const internet = await startInternet();
  const fetchLimited = makeLimitedFetch(fetch, makeRequestGate(makeRequestBudget(10)));
  const urls = internet.vars.DOH_URLS?.split(",") ?? [];
  const dns = makeDnsSource({ fetch: fetchLimited, guard: makeServiceGuard(), urls, isFull: false });
  const answer = await dns.fetchTxt("AS64500.ASN.Cymru.com", 1_000);
  await internet.close();
  expect(answer).toMatchObject({ state: "found", value: [expect.stringContaining("SIMULATED-HK-HOSTING")] });
});
