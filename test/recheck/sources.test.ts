import { createServer, type RequestListener, type Server } from "node:http";
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Socket,
  type Server as TcpServer,
} from "node:net";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { exchangeOverNodeSocket } from "../../src/cli/whois-socket-node.ts";
import { type DnsRecord, decodeDns, encodeDns } from "../../src/domain/dns-wire.ts";
import { makeCdnTables } from "../../src/recheck/cdn.ts";
import { makeDnsSource } from "../../src/recheck/sources/dns-over-https.ts";
import { makeLimitedFetch } from "../../src/recheck/sources/limited-fetch.ts";
import {
  CYMRU_ZONES,
  makeNetworkSource,
  originName,
  readAsName,
  readOrigin,
} from "../../src/recheck/sources/network.ts";
import { makeRdapSource } from "../../src/recheck/sources/rdap.ts";
import { makeRequestBudget, makeRequestGate } from "../../src/recheck/sources/request-gate.ts";
import { readRetryAfter } from "../../src/recheck/sources/retry-after.ts";
import { makeServiceGuard } from "../../src/recheck/sources/service-guard.ts";
import { decodeWhois, makeWhoisSource, whoisQuery } from "../../src/recheck/sources/whois.ts";

const NOW = 1_770_800_000;
const ZONES = CYMRU_ZONES;

let server: Server;
let origin = "";
let answer: RequestListener = (_, response) => response.end();
let tcp: TcpServer;
let onQuery: (socket: Socket, query: string) => void = (socket) => socket.end();
let inFlight = 0;
let inFlightMax = 0;

beforeAll(async () => {
  server = createServer((request, response) => {
    inFlight += 1;
    inFlightMax = Math.max(inFlightMax, inFlight);
    response.on("close", () => {
      inFlight -= 1;
    });
    answer(request, response);
  });
  tcp = createTcpServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.on("data", (chunk) => onQuery(socket, chunk.toString("latin1")));
  });
  await Promise.all(
    [server, tcp].map((one) => new Promise<void>((resolve) => one.listen(0, "127.0.0.1", resolve))),
  );
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  tcp.close();
});

const gateOf = (requests = 50) => {
  const budget = makeRequestBudget(requests);
  return { budget, gate: makeRequestGate(budget) };
};
const limitedFetch = (requests = 50) => makeLimitedFetch(fetch, gateOf(requests).gate);

describe("makeLimitedFetch()", () => {
  const ask = (change: object = {}) =>
    limitedFetch()({ url: `${origin}/x`, timeoutMs: 2_000, bytesMax: 1_000, ...change });

  it("gives status, headers and bytes, whatever the status", async () => {
    answer = (_, response) => response.writeHead(429, { "retry-after": "7" }).end("slow");
    expect(await ask()).toMatchObject({ ok: true, status: 429, bytes: new TextEncoder().encode("slow") });
  });

  it("follows no redirect", async () => {
    answer = (request, response) =>
      response.writeHead(request.url === "/x" ? 302 : 200, { location: "/y" }).end();
    expect(await ask()).toMatchObject({ ok: true, status: 302 });
  });

  it("stops reading at the cap", async () => {
    answer = (_, response) => response.end("x".repeat(100_000));
    expect(await ask()).toMatchObject({ ok: false, reason: "too_large" });
    const prefix = await ask({ isPrefixEnough: true });
    expect(prefix.ok && prefix.bytes.byteLength).toBe(1_000);
  });

  it("gives up on silence and on a slow drip", async () => {
    answer = () => undefined;
    expect(await ask({ timeoutMs: 40 })).toMatchObject({ ok: false, reason: "timeout" });
    answer = (_, response) => {
      const drip = setInterval(() => response.write("x"), 10);
      response.on("close", () => clearInterval(drip));
    };
    expect(await ask({ timeoutMs: 80 })).toMatchObject({ ok: false, reason: "timeout" });
  });

  it("tells a refused connection from a broken one and from a cut body", async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    expect(await ask({ url: `http://127.0.0.1:${port}/` })).toMatchObject({ ok: false, reason: "refused" });
    answer = (request) => request.socket.destroy();
    expect(await ask()).toMatchObject({ ok: false, reason: "reset" });
    answer = (_, response) => {
      response.writeHead(200, { "content-length": "500" });
      response.write("half");
      response.socket?.destroySoon();
    };
    expect(await ask()).toMatchObject({ ok: false, reason: "reset" });
  });

  it("keeps six in flight, arms each timeout when its request is sent, and stops when the budget is spent", async () => {
    answer = (_, response) => void setTimeout(() => response.end("ok"), 30);
    inFlightMax = 0;
    const { budget, gate } = gateOf(20);
    const limited = makeLimitedFetch(fetch, gate);
    const outcomes = await Promise.all(
      Array.from({ length: 23 }, () => limited({ url: origin, timeoutMs: 1_500, bytesMax: 10 })),
    );
    expect(inFlightMax).toBe(6);
    expect(outcomes.filter(({ ok }) => ok).length).toBe(20);
    expect(outcomes.filter((outcome) => !outcome.ok && outcome.reason === "budget").length).toBe(3);
    expect(budget.used).toBe(20);
  });
});

describe("readRetryAfter()", () => {
  test.each([
    ["120", NOW + 120],
    ["Wed, 11 Feb 2026 09:20:00 GMT", 1_770_801_600],
    ["99999999", NOW + 7 * 86_400],
    ["Wed, 21 Oct 2015 07:28:00 GMT", null],
    ["soon", null],
    ["-5", null],
  ])("%s", (value, at) => expect(readRetryAfter(new Headers({ "retry-after": value }), NOW)).toBe(at));
});

describe("makeRdapSource()", () => {
  const ask = (domain = "evil.top") =>
    makeRdapSource({
      fetch: limitedFetch(),
      guard: makeServiceGuard(),
      loadBootstrap: () => new Map([["top", `${origin}/top/`]]),
    }).fetchRegistration(domain, NOW);
  const body = (name: string) =>
    JSON.stringify({
      objectClassName: "domain",
      ldhName: name,
      events: [{ eventAction: "registration", eventDate: "2026-02-10T00:00:00Z" }],
    });

  it("asks the server of the TLD for the domain", async () => {
    const asked: unknown[] = [];
    answer = (request, response) => {
      asked.push(request.url, request.headers.accept);
      response.setHeader("content-type", "application/rdap+json; charset=utf-8").end(body("evil.top"));
    };
    expect(await ask()).toMatchObject({
      state: "found",
      value: { registeredAt: 1_770_681_600 },
      source: `rdap:${new URL(origin).host}`,
    });
    expect(asked).toEqual(["/top/domain/evil.top", expect.stringContaining("application/rdap+json")]);
    expect(await ask("evil.example")).toMatchObject({ state: "failed", reason: "no_source" });
  });

  test.each([
    [404, "", { state: "absent" }],
    [429, "", { state: "failed", reason: "rate_limited", retryAt: NOW + 60 }],
    [500, "", { state: "failed", reason: "server_error", retryAt: NOW + 60 }],
    [503, "", { state: "failed", reason: "server_error" }],
    [403, "", { state: "failed", reason: "refused" }],
    [400, "", { state: "failed", reason: "bad_answer" }],
    [200, "<html>", { state: "failed", reason: "bad_answer" }],
    [200, "{", { state: "failed", reason: "bad_answer" }],
    [200, body("other.top"), { state: "failed", reason: "wrong_answer" }],
    [200, " ".repeat(600_000), { state: "failed", reason: "too_large" }],
  ])("HTTP %s %.20s", async (status, text, expected) => {
    const headers = { "retry-after": "60", "content-type": "application/rdap+json" };
    answer = (_, response) => response.writeHead(status, headers).end(text);
    expect(await ask()).toMatchObject(expected);
  });

  test.each(["text/html", "text/plain", "application/jsonx", ""])(
    "an answer of type %j is none, whatever it holds",
    async (type) => {
      answer = (_, response) =>
        (type === "" ? response : response.setHeader("content-type", type)).end(body("evil.top"));
      expect(await ask()).toMatchObject({ state: "failed", reason: "bad_answer" });
    },
  );

  it("follows a redirect to a published host, and to no other, nor in a circle", async () => {
    answer = (request, response) =>
      request.url?.startsWith("/new")
        ? response.setHeader("content-type", "application/json").end(body("evil.top"))
        : response.writeHead(302, { location: "/new/domain/evil.top" }).end();
    expect(await ask()).toMatchObject({ state: "found" });
    for (const location of [
      "http://192.0.2.1/x",
      "https://evil.top/domain/evil.top",
      "//evil.top/",
      "file:///etc/passwd",
      "/top/domain/evil.top",
      "",
    ]) {
      answer = (_, response) => response.writeHead(302, { location }).end();
      expect(await ask(), location).toMatchObject({ state: "failed", reason: "redirected" });
    }
    answer = (request, response) => response.writeHead(302, { location: `${request.url}a` }).end();
    expect(await ask()).toMatchObject({ state: "failed", reason: "redirected" });
  });
});

describe("makeWhoisSource()", () => {
  const ask = (domain = "evil.cn", timeoutMs = 2_000) => {
    const port = (tcp.address() as AddressInfo).port;
    const exchange: typeof exchangeOverNodeSocket = (to, query, limits) =>
      exchangeOverNodeSocket(to, query, { ...limits, timeoutMs });
    return makeWhoisSource({
      exchange,
      gate: gateOf().gate,
      guard: makeServiceGuard(),
      override: () => ({ host: "127.0.0.1", port }),
    }).fetchRegistration(domain, NOW);
  };

  it("asks in the server's form and reads the answer", async () => {
    const asked: string[] = [];
    onQuery = (socket, query) => {
      asked.push(query);
      socket.write("Domain Name: evil.cn\r\n");
      socket.end("Registration Time: 2026-02-10 12:00:00\r\n");
    };
    expect(await ask()).toMatchObject({
      state: "found",
      value: { registeredAt: 1_770_696_000 },
      source: "whois:whois.cnnic.cn",
    });
    expect(asked).toEqual(["evil.cn\r\n"]);
  });

  test.each([
    ["silence", () => undefined, "timeout"],
    ["a slow drip", (socket: Socket) => void setInterval(() => socket.write("."), 10).unref(), "timeout"],
    ["an empty answer", (socket: Socket) => void socket.end(), "bad_answer"],
    ["a reset", (socket: Socket) => void socket.resetAndDestroy(), "reset"],
    ["too much", (socket: Socket) => void socket.end("x".repeat(100_000)), "too_large"],
    [
      "another domain",
      (socket: Socket) => void socket.end("Domain Name: other.cn\nRegistration Time: 2026-02-10 12:00:00\n"),
      "wrong_answer",
    ],
    [
      "a throttle",
      (socket: Socket) => void socket.end("Queried too frequently, go away for 30 seconds"),
      "rate_limited",
    ],
  ])("%s is failed", async (_, act, reason) => {
    onQuery = act;
    expect(await ask("evil.cn", 150)).toMatchObject({ state: "failed", reason });
  });

  it("tells not registered, throttled for how long, an unknown TLD and a name that is none", async () => {
    onQuery = (socket) => void socket.end("No matching record.");
    expect(await ask()).toMatchObject({ state: "absent" });
    onQuery = (socket) => void socket.end("Please go away for 13 Seconds");
    expect(await ask()).toMatchObject({ state: "failed", retryAt: NOW + 13 });
    expect(await ask("evil.unknown-tld")).toMatchObject({ state: "failed", reason: "no_source" });
    expect(await ask("evil.cn\r\nhelp")).toMatchObject({ state: "failed", reason: "no_source" });
  });

  it("connects to no host that an answer names", async () => {
    let connections = 0;
    onQuery = (socket) => {
      connections += 1;
      socket.end(
        "Domain Name: evil.com\nWhois Server: 127.0.0.1\nRegistrar WHOIS Server: whois.evil.top\nReferralServer: whois://evil.top\nCreation Date: 2026-02-10T00:00:00Z\n",
      );
    };
    expect(await ask("evil.com")).toMatchObject({ state: "found" });
    expect(connections).toBe(1);
  });

  test.each([
    ["whois.jprs.jp", "evil.jp", "evil.jp/e\r\n"],
    ["whois.denic.de", "evil.de", "-T dn,ace evil.de\r\n"],
    ["whois.verisign-grs.com", "evil.com", "domain evil.com\r\n"],
    ["whois.cnnic.cn", "evil.cn", "evil.cn\r\n"],
  ])("whoisQuery() for %s", (host, domain, line) =>
    expect(new TextDecoder().decode(whoisQuery(host, domain))).toBe(line),
  );

  it("decodeWhois() reads the server's charset, UTF-8, and windows-1252 where bytes are none", () => {
    expect(decodeWhois(Uint8Array.of(0x1b, 0x24, 0x42, 0x46, 0x7c, 0x1b, 0x28, 0x42), "whois.jprs.jp")).toBe(
      "日",
    );
    expect(decodeWhois(new TextEncoder().encode("é"), "whois.dns.pt")).toBe("é");
    expect(decodeWhois(Uint8Array.of(0xe9), "whois.nic.fr")).toBe("é");
  });
});

describe("makeDnsSource()", () => {
  interface Zone {
    readonly rcode?: number;
    readonly records?: readonly DnsRecord[];
  }
  const record = (name: string, type: DnsRecord["type"], data: string): DnsRecord => ({
    name,
    type,
    ttl: 60,
    data,
  });
  /** Answers by path and type: `/a/1` is provider a asked for A. */
  const serve = (zones: Record<string, Zone | "broken" | "down">) => {
    const asked: string[] = [];
    answer = (request, response) => {
      const url = new URL(request.url ?? "", origin);
      const query = decodeDns(Uint8Array.from(Buffer.from(url.searchParams.get("dns") ?? "", "base64url")));
      if (!query.ok) return void response.writeHead(400).end();
      const key = `${url.pathname}/${query.value.question.type}`;
      asked.push(key);
      response.setHeader("content-type", "application/dns-message");
      const zone = zones[key] ?? {};
      if (zone === "down") return void response.writeHead(503).end();
      if (zone === "broken") return void response.end("rubbish");
      response.end(
        encodeDns({ ...query.value, isResponse: true, rcode: zone.rcode ?? 0, answers: zone.records ?? [] }),
      );
    };
    return asked;
  };
  const source = (isFull = false) =>
    makeDnsSource({
      fetch: limitedFetch(),
      guard: makeServiceGuard(),
      urls: [`${origin}/a`, `${origin}/b`],
      isFull,
    });

  it("reads addresses and the CNAME chain in two requests, and no record of another owner", async () => {
    const asked = serve({
      "/a/1": {
        records: [
          record("www.evil.top", "CNAME", "cdn.evil.top"),
          record("cdn.evil.top", "A", "192.0.2.2"),
          record("cdn.evil.top", "A", "192.0.2.1"),
          record("other.top", "A", "192.0.2.9"),
        ],
      },
      "/a/28": {
        records: [
          record("www.evil.top", "CNAME", "cdn.evil.top"),
          record("cdn.evil.top", "AAAA", "2001:db8::1"),
        ],
      },
    });
    expect(await source().fetchFacts("www.evil.top", NOW)).toMatchObject({
      state: "found",
      value: {
        a: ["192.0.2.1", "192.0.2.2"],
        aaaa: ["2001:db8::1"],
        cname: ["cdn.evil.top"],
        ns: [],
        mx: [],
      },
    });
    expect(asked).toEqual(["/a/1", "/a/28"]);
  });

  it("asks for NS and MX as well where that is wanted", async () => {
    serve({
      "/a/2": { records: [record("evil.top", "NS", "ns1.evil.top")] },
      "/a/15": { records: [record("evil.top", "MX", "mx.evil.top")] },
    });
    expect(await source(true).fetchFacts("evil.top", NOW)).toMatchObject({
      value: { ns: ["ns1.evil.top"], mx: ["mx.evil.top"] },
    });
  });

  it("tells NXDOMAIN, NODATA and SERVFAIL apart", async () => {
    serve({ "/a/1": { rcode: 3 } });
    expect(await source().fetchFacts("evil.top", NOW)).toMatchObject({ state: "absent" });
    serve({});
    expect(await source().fetchFacts("evil.top", NOW)).toMatchObject({
      state: "found",
      value: { a: [], aaaa: [] },
    });
    serve({ "/a/1": { rcode: 2 }, "/b/1": { rcode: 2 } });
    expect(await source().fetchFacts("evil.top", NOW)).toMatchObject({
      state: "failed",
      reason: "server_error",
    });
  });

  it.each(["down", "broken", { rcode: 2 }] as const)(
    "asks the second provider when the first is %j",
    async (fault) => {
      const asked = serve({ "/a/1": fault, "/b/1": { records: [record("evil.top", "A", "192.0.2.1")] } });
      expect(await source().fetchFacts("evil.top", NOW)).toMatchObject({
        state: "found",
        value: { a: ["192.0.2.1"] },
      });
      expect(asked).toEqual(["/a/1", "/b/1", "/a/28"]);
    },
  );

  it("keeps the address of a zone that knows no AAAA, but not over a failure on our own side", async () => {
    const a = { records: [record("evil.top", "A", "192.0.2.1")] };
    serve({ "/a/1": a, "/a/28": { rcode: 2 }, "/b/28": { rcode: 2 } });
    expect(await source().fetchFacts("evil.top", NOW)).toMatchObject({
      state: "found",
      value: { a: ["192.0.2.1"], aaaa: [] },
    });
    serve({ "/a/1": a, "/a/28": "broken", "/b/28": "broken" });
    expect(await source().fetchFacts("evil.top", NOW)).toMatchObject({
      state: "failed",
      reason: "bad_answer",
    });
  });

  it("refuses an answer to another question, and a name that fits no message", async () => {
    answer = (_, response) =>
      response.setHeader("content-type", "application/dns-message").end(
        encodeDns({
          id: 0,
          isResponse: true,
          rcode: 0,
          question: { name: "other.top", type: 1 },
          answers: [],
        }),
      );
    expect(await source().fetchFacts("evil.top", NOW)).toMatchObject({
      state: "failed",
      reason: "wrong_answer",
    });
    expect(await source().fetchFacts(`${"a".repeat(64)}.top`, NOW)).toMatchObject({
      state: "failed",
      reason: "bad_answer",
    });
  });

  it("fetchWildcard() asks for one name beside the host", async () => {
    const asked = serve({});
    expect(await source().fetchWildcard("login.evil.top", NOW)).toMatchObject({
      state: "found",
      value: false,
    });
    expect(asked).toEqual(["/a/1"]);
    serve({ "/a/1": { rcode: 3 } });
    expect(await source().fetchWildcard("login.evil.top", NOW)).toMatchObject({
      state: "found",
      value: false,
    });
    let sibling = "";
    answer = (request, response) => {
      const query = decodeDns(
        Uint8Array.from(
          Buffer.from(new URL(request.url ?? "", origin).searchParams.get("dns") ?? "", "base64url"),
        ),
      );
      if (!query.ok) throw new Error("no query");
      sibling = query.value.question.name;
      const answers = [record(sibling, "A", "192.0.2.1")];
      response
        .setHeader("content-type", "application/dns-message")
        .end(encodeDns({ ...query.value, isResponse: true, rcode: 0, answers }));
    };
    expect(await source().fetchWildcard("login.evil.top", NOW)).toMatchObject({
      state: "found",
      value: true,
    });
    expect(sibling).toMatch(/^x[0-9a-f]{8}\.evil\.top$/);
    serve({ "/a/1": "down", "/b/1": "down" });
    expect(await source().fetchWildcard("login.evil.top", NOW)).toMatchObject({ state: "failed" });
  });

  test.each(["text/html", "application/dns-json", ""])("an answer of type %j is none", async (type) => {
    answer = (request, response) => {
      const query = new URL(request.url ?? "", origin).searchParams.get("dns") ?? "";
      (type === "" ? response : response.setHeader("content-type", type)).end(
        Buffer.from(query, "base64url"),
      );
    };
    expect(await source().fetchFacts("evil.top", NOW)).toMatchObject({
      state: "failed",
      reason: "bad_answer",
    });
  });

  it("fetchTxt() gives the strings", async () => {
    serve({ "/a/16": { records: [record("evil.top", "TXT", "one two")] } });
    expect(await source().fetchTxt("evil.top", NOW)).toMatchObject({ state: "found", value: ["one two"] });
  });
});

describe("makeNetworkSource()", () => {
  const makeSource = (zone: Record<string, readonly string[]>) => {
    const asked: string[] = [];
    const dns = {
      fetchTxt: (name: string) => {
        asked.push(name);
        const value = zone[name];
        const at = { source: "dns:d", observedAt: NOW };
        return Promise.resolve(
          value ? ({ state: "found", value, ...at } as const) : ({ state: "absent", ...at } as const),
        );
      },
    };
    return {
      asked,
      source: makeNetworkSource({ dns, cdns: makeCdnTables(), cache: new Map(), zones: ZONES }),
    };
  };

  it("knows a CDN's address without asking anybody", async () => {
    const { asked, source } = makeSource({});
    expect(await source.fetchNetwork("104.21.24.167", NOW)).toMatchObject({
      state: "found",
      value: { asn: 13_335, org: "CLOUDFLARENET", country: "US", cdn: "cloudflare" },
    });
    expect(asked).toEqual([]);
  });

  it("asks for origin and AS name, then no more for the same network or AS", async () => {
    const { asked, source } = makeSource({
      "135.230.223.154.origin.asn.cymru.com": ["64496 | 154.223.230.0/24 | HK | afrinic | 2006-05-18"],
      "1.231.223.154.origin.asn.cymru.com": ["64496 | 154.223.231.0/24 | HK | afrinic | 2006-05-18"],
      "AS64496.asn.cymru.com": ["64496 | HK | apnic | 2010-07-14 | SOMENET - Some Network, HK"],
    });
    const expected = { asn: 64_496, org: "SOMENET - Some Network", country: "HK", cdn: null };
    expect(await source.fetchNetwork("154.223.230.135", NOW)).toMatchObject({
      state: "found",
      value: expected,
    });
    expect(await source.fetchNetwork("154.223.230.9", NOW)).toMatchObject({
      state: "found",
      value: expected,
    });
    expect(await source.fetchNetwork("154.223.231.1", NOW)).toMatchObject({
      state: "found",
      value: expected,
    });
    expect(asked).toEqual([
      "135.230.223.154.origin.asn.cymru.com",
      "AS64496.asn.cymru.com",
      "1.231.223.154.origin.asn.cymru.com",
    ]);
  });

  it("says absent for an unannounced or special address, failed for an answer of another form", async () => {
    const { source } = makeSource({ "1.230.223.154.origin.asn.cymru.com": ["rubbish"] });
    expect(await source.fetchNetwork("154.223.229.1", NOW)).toMatchObject({ state: "absent" });
    expect(await source.fetchNetwork("127.0.0.1", NOW)).toMatchObject({ state: "absent", source: "address" });
    expect(await source.fetchNetwork("nonsense", NOW)).toMatchObject({ state: "absent" });
    expect(await source.fetchNetwork("154.223.230.1", NOW)).toMatchObject({
      state: "failed",
      reason: "bad_answer",
    });
  });

  test.each([
    ["104.21.24.167", "167.24.21.104.origin.asn.cymru.com"],
    ["2001:db8::1", `1.${"0.".repeat(23)}8.b.d.0.1.0.0.2.origin6.asn.cymru.com`],
  ])("originName(%s)", (ip, name) => expect(originName(ip, ZONES)).toBe(name));

  test.each([
    [["13335 | 104.16.0.0/12 | US | arin | 2014-03-28"], { asn: 13_335, country: "US" }],
    [["64496 64497 | 192.0.2.0/24 | JP | apnic |"], { asn: 64_496, country: "JP" }],
    [["1 | 10.0.0.0/8 | US | arin |", "2 | 10.1.0.0/16 | CN | apnic |"], { asn: 2, country: "CN" }],
    [["1 | 10.0.0.0/8 |  | arin |"], { asn: 1, country: null }],
    [["NA | x"], null],
    [[], null],
  ])("readOrigin(%j)", (texts, expected) => expect(readOrigin(texts)).toEqual(expected));

  test.each([
    ["13335 | US | arin | 2010-07-14 | CLOUDFLARENET, US", { org: "CLOUDFLARENET", country: "US" }],
    ["1 | | arin | | NAME - Long, Inc., US", { org: "NAME - Long, Inc.", country: null }],
    ["rubbish", null],
  ])("readAsName(%s)", (text, expected) => expect(readAsName([text])).toEqual(expected));
});
