/**
 * Every fault at every service, seen by a plain client over real sockets. Method: one table of what a client
 * sees (`Seen`), nothing waits for a clock: that an answer is held is known by its question being recorded.
 */
import { connect } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { askWhois, toQuery } from "./ask.ts";
import { decodeMessage } from "./dns-wire.ts";
import { createFaultTable, FAULT_KINDS, type FaultKind } from "./faults.ts";
import { type Internet, startInternet } from "./start.ts";

let internet: Internet;
beforeAll(async () => {
  // A fixed time: answers that show it are compared byte by byte.
  internet = await startInternet({ now: () => new Date("2026-02-11T12:40:00Z") });
});
afterEach(() => {
  internet.clearFaults();
  internet.release();
});
afterAll(() => internet.close());

/** What came over HTTP; `null` when the connection broke. */
interface Seen {
  readonly status: number;
  readonly type: string | null;
  readonly location: string | null;
  readonly retryAfter: string | null;
  readonly body: Buffer;
}

async function see(path: string, signal?: AbortSignal): Promise<Seen | null> {
  try {
    const response = await fetch(`${internet.origin}${path}`, {
      redirect: "manual",
      ...(signal && { signal }),
    });
    const header = (name: string) => response.headers.get(name);
    return {
      status: response.status,
      type: header("content-type"),
      location: header("location"),
      retryAfter: header("retry-after"),
      body: Buffer.from(await response.arrayBuffer()),
    };
  } catch (error) {
    if (error instanceof TypeError || (error as Error).name === "AbortError") return null;
    throw error;
  }
}

const NAME = "popular.example";
const SERVICES = [
  {
    service: "dns",
    path: `/dns-query?dns=${toQuery(NAME, "A").toString("base64url")}`,
    type: "application/dns-message",
  },
  { service: "dns-2", path: `/dns-query-2?name=${NAME}&type=A`, type: "application/dns-json" },
  {
    service: "asn",
    path: "/dns-query?name=1.113.0.203.origin.asn.cymru.com&type=TXT",
    type: "application/dns-json",
  },
  { service: "rdap", path: `/rdap/example/domain/${NAME}`, type: "application/rdap+json" },
  { service: "rdap-bootstrap", path: "/rdap/dns.json", type: "application/json" },
  { service: "cdn", path: "/cdn/cloudflare/ips-v4", type: "text/plain; charset=utf-8" },
  { service: "popularity", path: "/popularity/top-1m.csv", type: "text/csv; charset=utf-8" },
] as const;

describe.each(SERVICES)("$service", ({ service, path, type }) => {
  /** The good answer and the answer under a fault. */
  const both = async (kind: FaultKind) => {
    internet.clearFaults();
    const good = await see(path);
    internet.setFault(service, { kind });
    return { good: good as Seen, bad: await see(path) };
  };

  it("answers well without a fault", async () => {
    expect(await see(path)).toMatchObject({ status: 200, type, location: null });
  });

  it.each(["refused", "reset"] as const)("%s breaks the connection", async (kind) => {
    const { bad } = await both(kind);
    expect(bad).toBeNull();
  });

  it("slow holds the answer until it is released", async () => {
    const { good } = await both("absent");
    internet.setFault(service, { kind: "slow" });
    const asked = internet.nextRequest();
    const answer = see(path);
    await asked;
    internet.release();
    expect(await answer).toEqual(good);
  });

  it("slow lets a client give up", async () => {
    internet.setFault(service, { kind: "slow" });
    const client = new AbortController();
    const asked = internet.nextRequest();
    const answer = see(path, client.signal);
    await asked;
    client.abort();
    expect(await answer).toBeNull();
  });

  it("rate-limited is 429, with Retry-After only when asked for", async () => {
    expect((await both("rate-limited")).bad).toMatchObject({ status: 429, retryAfter: null });
    internet.setFault(service, { kind: "rate-limited", retryAfter: "120" });
    expect(await see(path)).toMatchObject({ status: 429, retryAfter: "120" });
  });

  it("server-error is 500, or the status that was asked for", async () => {
    expect((await both("server-error")).bad?.status).toBe(500);
    internet.setFault(service, { kind: "server-error", status: 503 });
    expect((await see(path))?.status).toBe(503);
  });

  it("truncated, oversize, wrong-type, garbage and html-page arrive as whole answers", async () => {
    const { good, bad } = await both("truncated");
    expect(good.body.subarray(0, bad?.body.length)).toEqual(bad?.body);
    expect(bad?.body.length).toBe(Math.floor(good.body.length / 2));
    const flood = (await both("oversize")).bad as Seen;
    expect(flood.body.length).toBeGreaterThanOrEqual(8 * 1024 * 1024);
    expect(flood.body.subarray(0, good.body.length).equals(good.body)).toBe(true);
    expect((await both("wrong-type")).bad).toEqual({ ...good, type: "text/html; charset=utf-8" });
    const garbage = (await both("garbage")).bad;
    expect(garbage).toMatchObject({ status: 200, type });
    expect(garbage?.body.equals(good.body)).toBe(false);
    expect((await both("html-page")).bad).toMatchObject({ status: 200, type: "text/html; charset=utf-8" });
  });

  it("redirects lead to itself, or to the trap", async () => {
    expect((await both("redirect-loop")).bad).toMatchObject({ status: 302, location: path });
    expect((await both("redirect-elsewhere")).bad?.location).toBe(`${internet.trap.origin}${path}`);
  });

  it("absent, wrong-domain and poisoned-referral are readable and not the good answer", async () => {
    const { good, bad } = await both("absent");
    for (const answer of [bad, (await both("wrong-domain")).bad, (await both("poisoned-referral")).bad]) {
      expect(answer?.body.length).toBeGreaterThan(0);
      if (!type.startsWith("application/dns-message") && type.startsWith("application/"))
        expect(() => JSON.parse(answer?.body.toString() ?? "")).not.toThrow();
      if (type === "application/dns-message")
        expect(() => decodeMessage(answer?.body ?? Buffer.alloc(0))).not.toThrow();
    }
    expect(bad?.body.equals(good.body)).toBe(false);
  });

  it("drip sends the whole answer, a byte at a time", async () => {
    // The popularity list is long: its drip is left before its end.
    const { good } = await both("absent");
    internet.setFault(service, { kind: "drip", everyMs: 0 });
    const response = await fetch(`${internet.origin}${path}`);
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    const first = await reader.read();
    expect(first.value?.length).toBeLessThan(good.body.length);
    await reader.cancel();
  });
});

describe("faults that each format writes in its own way", () => {
  const text = async (path: string) => (await see(path))?.body.toString() ?? "";

  it("RDAP: another domain, and a related link to the trap", async () => {
    internet.setFault("rdap", { kind: "wrong-domain" });
    expect(JSON.parse(await text(`/rdap/example/domain/${NAME}`)).ldhName).toBe("another-name.example");
    internet.setFault("rdap", { kind: "poisoned-referral" });
    const { ldhName, links } = JSON.parse(await text(`/rdap/example/domain/${NAME}`));
    expect(ldhName).toBe(NAME);
    expect(links[0]).toMatchObject({ rel: "related", href: `${internet.trap.origin}/domain/${NAME}` });
  });

  it("DNS: another name in question and answer, and a stranger's address beside the true one", async () => {
    internet.setFault("dns-1", { kind: "wrong-domain" });
    const ask = async () => decodeMessage((await see(SERVICES[0].path))?.body ?? Buffer.alloc(0));
    expect(await ask()).toMatchObject({
      question: { name: "another-name.example" },
      answer: [{ name: "another-name.example", data: "198.51.100.30" }],
    });
    internet.setFault("dns-1", { kind: "poisoned-referral" });
    expect((await ask()).additional).toMatchObject([{ name: "www.popular.example", data: "127.0.0.1" }]);
  });

  it("ranges: the whole world; popularity: public suffixes; bootstrap: the trap", async () => {
    for (const service of ["cdn", "popularity", "rdap-bootstrap"])
      internet.setFault(service, { kind: "poisoned-referral" });
    expect(await text("/cdn/cloudflare/ips-v4")).toMatch(/^0\.0\.0\.0\/0\n103/);
    expect(await text("/popularity/top-1m.csv")).toMatch(/^1,com\n2,co\.jp\n/);
    expect(JSON.parse(await text("/rdap/dns.json")).services[0]).toEqual([
      ["example"],
      [`${internet.trap.origin}/example/`],
    ]);
  });
});

describe("WHOIS", () => {
  const ask = async (line = "bmcw.cn") => (await askWhois(internet, line)).toString("latin1");

  it("every fault that is a text", async () => {
    const good = await ask();
    const seen = async (kind: FaultKind) => {
      internet.setFault("whois", { kind });
      return ask();
    };
    expect(await seen("absent")).toBe("No matching record.\r\n");
    expect(await seen("truncated")).toBe(good.slice(0, Math.floor(good.length / 2)));
    expect(await seen("server-error")).toBe("%ERROR:100: internal software error\r\n");
    expect(await seen("garbage")).not.toMatch(/bmcw/);
    expect(await seen("html-page")).toMatch(/^<!doctype html>/);
    expect(await seen("wrong-domain")).toMatch(/^Domain Name: another-name\.example\r\n/);
    expect(await seen("redirect-loop")).toMatch(`Whois Server: ${internet.whois}\r\n`);
    expect(await seen("redirect-elsewhere")).toMatch(`Whois Server: ${internet.trap.host}\r\n`);
    expect(await seen("poisoned-referral")).toBe(
      `${good}Whois Server: ${internet.trap.host}\r\nRegistrar WHOIS Server: ${internet.trap.host}\r\nrefer: ${internet.trap.host}\r\n`,
    );
    const flood = await seen("oversize");
    expect(flood.startsWith(good)).toBe(true);
    expect(flood.length).toBeGreaterThan(8_000_000);
    internet.setFault("whois", { kind: "drip", everyMs: 0 });
    expect(await ask()).toBe(good);
  });

  it.each(["refused", "reset"] as const)("%s breaks the connection", async (kind) => {
    internet.setFault("whois", { kind });
    await expect(ask()).rejects.toThrow(/ECONNRESET/);
  });

  it("slow holds the answer until it is released, and outlives a client that left", async () => {
    internet.setFault("whois", { kind: "slow" });
    const [host = "", port] = internet.whois.split(":");
    const firstAsked = internet.nextRequest("whois");
    const leaver = connect(Number(port), host, () => leaver.write("bmcw.cn\r\n"));
    await firstAsked;
    const secondAsked = internet.nextRequest("whois");
    const answer = ask();
    await secondAsked;
    leaver.resetAndDestroy();
    internet.release();
    expect(await answer).toMatch(/Registration Time/);
  });

  it("a line without an end gets no answer", async () => {
    const [host = "", port] = internet.whois.split(":");
    const closed = new Promise((resolve) => {
      const socket = connect(Number(port), host, () => socket.write("x".repeat(2_000)));
      socket.once("close", resolve).once("error", () => socket.destroy());
    });
    await closed;
  });
});

describe("which fault applies", () => {
  it.each([
    ["slow.test", "slow"],
    ["www.slow.test", "slow"],
    ["broken.test", "garbage"],
    ["slow-dns.test", "slow"],
    ["slow-rdap.test", null],
    ["slowly.test", null],
    ["slow.example", null],
  ] as const)("the name %s at DNS stands for %s", (subject, kind) => {
    const fault = createFaultTable().find({ services: ["dns-1", "dns"], question: `${subject} A`, subject });
    expect(fault?.kind ?? null).toBe(kind);
  });

  it("the narrowest target wins, and any of them over the name", () => {
    const table = createFaultTable();
    const asked = { services: ["dns-1", "dns"], question: "slow.test A", subject: "slow.test" };
    const order = [
      "dns",
      "dns-1",
      "slow.test",
      "slow.test A",
      "dns:slow.test",
      "dns-1:slow.test",
      "dns-1:slow.test A",
    ];
    order.forEach((target, i) => {
      table.set(target, { kind: "server-error", status: 500 + i });
      if (target !== "dns:slow.test")
        expect(table.find(asked), target).toEqual({ kind: "server-error", status: 500 + i });
    });
    table.clear();
    expect(table.find(asked)).toEqual({ kind: "slow" });
  });

  it("every kind is a name that RDAP, WHOIS and DNS know", async () => {
    internet.setFault("rdap", { kind: "wrong-type" });
    for (const kind of FAULT_KINDS) {
      const seen = await see(`/rdap/test/domain/${kind}.test`);
      expect(JSON.parse(seen?.body.toString() ?? "").ldhName, kind).toBe(`${kind}.test`);
    }
  });

  it("addresses, range files and lists have the four variants as names too", async () => {
    const cymru = (n: number) => `/dns-query?name=${n}.2.0.192.origin.asn.cymru.com&type=TXT`;
    expect((await see(cymru(3)))?.status).toBe(429);
    expect(JSON.parse((await see(cymru(200)))?.body.toString() ?? "").Status).toBe(3);
    expect((await see(cymru(2)))?.body.toString()).not.toMatch(/Status/);
    for (const path of ["/cdn/{}/ips-v4", "/popularity/{}.csv", "/rdap/{}.json"]) {
      const seen = (name: string) => see(path.replace("{}", name));
      expect((await seen("absent"))?.status, path).toBe(404);
      expect((await seen("rate-limited"))?.status, path).toBe(429);
      expect((await seen("broken"))?.body.length, path).toBe(512);
    }
  });
});

describe("trap and closed port", () => {
  it("the trap answers in both languages and records the visit", async () => {
    const visits = () => internet.requests.filter(({ service }) => service === "trap").length;
    const before = visits();
    expect(await (await fetch(`${internet.trap.origin}/domain/x.example`)).json()).toMatchObject({
      ldhName: "trapped.example",
    });
    expect((await askWhois({ whois: internet.trap.host }, "x.example")).toString()).toMatch(/1990-01-01/);
    expect(visits()).toBe(before + 2);
  });

  it("nobody listens at closedOrigin", async () => {
    await expect(fetch(internet.closedOrigin)).rejects.toMatchObject({ cause: { code: "ECONNREFUSED" } });
  });
});

describe("startInternet()", () => {
  it("listens on loopback alone and close() cuts what is still open", async () => {
    const other = await startInternet();
    other.setFault("rdap", { kind: "slow" });
    const asked = other.nextRequest("rdap");
    const held = fetch(`${other.origin}/rdap/example/domain/${NAME}`).catch(() => "cut");
    await asked;
    await other.close();
    expect(await held).toBe("cut");
    expect(new URL(other.origin).hostname).toBe("127.0.0.1");
    await expect(fetch(other.origin)).rejects.toThrow();
  });

  it("rejects when its port is taken", async () => {
    await expect(startInternet({ port: Number(new URL(internet.origin).port) })).rejects.toMatchObject({
      code: "EADDRINUSE",
    });
  });
});
