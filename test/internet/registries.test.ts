/** RDAP, WHOIS, range files, popularity list, scenes and the control door over real sockets. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { askDns, askWhois, dataOf } from "./ask.ts";
import { RCODES } from "./dns-wire.ts";
import { type Internet, startInternet } from "./start.ts";

/** The members of all the JSON answers that are looked at here. */
interface Answer {
  readonly services: [string[], string[]][];
  readonly version: string;
  readonly events?: { eventAction: string; eventDate: string }[];
  readonly notices: { title: string }[];
  readonly links: { rel: string; href: string }[];
  readonly status?: string[];
  readonly ldhName: string;
  readonly prefixes: object[];
  readonly error: string;
}

const NOW = new Date("2026-02-11T12:40:00Z");
let internet: Internet;
beforeEach(async () => {
  internet = await startInternet({ now: () => NOW });
});
afterEach(() => internet.close());

const getJson = async (path: string) => {
  const response = await fetch(new URL(path, internet.origin));
  return {
    status: response.status,
    type: response.headers.get("content-type"),
    json: (await response.json()) as Answer,
  };
};
const rdap = (name: string) => getJson(`/rdap/example/domain/${name}`);

describe("RDAP", () => {
  it("lists itself as the registry of its TLDs in the bootstrap file", async () => {
    const { json } = await getJson(internet.vars.RDAP_BOOTSTRAP_URL as string);
    expect(json.services).toContainEqual([["example"], [`${internet.origin}/rdap/example/`]]);
    expect(json.version).toBe("1.0");
    expect(json.services.flatMap(([tlds]) => tlds).length).toBeGreaterThan(1_198);
  });

  it("answers a domain in RFC 9083's form with the model's dates", async () => {
    const { status, type, json } = await rdap("SIGNIN-Keiyaku.example");
    expect([status, type]).toEqual([200, "application/rdap+json"]);
    expect(json.events).toContainEqual({ eventAction: "registration", eventDate: "2026-02-10T08:21:37Z" });
    expect(json.events).toContainEqual({
      eventAction: "last update of RDAP database",
      eventDate: "2026-02-11T12:40:00Z",
    });
    expect(json.notices[0]?.title).toBe("Simulated");
    const referral = json.links.find((link) => link.rel === "related");
    expect((await getJson(referral?.href ?? "")).json.ldhName).toBe("signin-keiyaku.example");
  });

  it("says 404 with an RFC 9083 error body for a name that nobody registered", async () => {
    const { status, type, json } = await rdap("never-registered.example");
    expect([status, type]).toEqual([404, "application/rdap+json"]);
    expect(json).toMatchObject({ errorCode: 404, title: expect.any(String) });
  });

  it("never reads a file outside its folder", async () => {
    expect((await rdap("..%2f..%2fdns")).status).toBe(404);
  });
});

describe("WHOIS", () => {
  const ask = async (line: string) => (await askWhois(internet, line)).toString();

  it.each([
    ["bmcw.cn", /^Domain Name: bmcw\.cn\r\n[\s\S]*Registration Time: 2025-12-03 11:42:18\r\n/],
    ["amazon.co.jp/e", /\[Registered Date\] +2002\/11\/21\r\n/],
    ["domain signin-keiyaku.example", /Creation Date: 2026-02-10T08:21:37Z\r\n/],
    ["never-registered.example", /^Domain not found: never-registered\.example\r\n/],
    ["zz--none.jp/e", /No match!!/],
    ["zz--none.cn", /^No matching record\.\r\n$/],
    ["-T dn,ace zz--none.de", /^Domain: zz--none\.de\r\nStatus: free\r\n$/],
    ["=zz--none.com", /^No match for "ZZ--NONE\.COM"\.\r\n/],
    ["zz--none.zz", /^No match for "ZZ--NONE\.ZZ"\.\r\n/],
  ])("%s", async (line, expected) => {
    expect(await ask(line)).toMatch(expected);
    expect(internet.requests.at(-1)).toEqual({ service: "whois", question: line.toLowerCase(), at: NOW });
  });

  it("answers in Japanese without /e, in ISO-2022-JP", async () => {
    const bytes = await askWhois(internet, "amazon.co.jp");
    expect(new TextDecoder("iso-2022-jp").decode(bytes)).toMatch(/\[登録年月日\] +2002\/11\/21/);
  });

  it("has each registry's words for too many questions and for reserved names", async () => {
    internet.setFault("whois", { kind: "rate-limited" });
    expect(await ask("bmcw.cn")).toBe("Queried interval is too short.\r\n");
    expect(await ask("zz--none.de")).toMatch(/access control limit reached/);
    internet.setFault("whois", { kind: "reserved" });
    expect(await ask("bmcw.cn")).toBe("The domain you requested is prohibited.\r\n");
    expect(await ask("zz--none.jp/e")).toMatch(/Reserved/);
  });

  it("answers a client that closes its sending half after the question", async () => {
    const { connect } = await import("node:net");
    const [host, port] = internet.whois.split(":");
    const text = await new Promise<string>((resolve) => {
      const socket = connect({ port: Number(port), host, allowHalfOpen: true }, () =>
        socket.end("bmcw.cn\r\n"),
      );
      let all = "";
      socket.on("data", (chunk) => {
        all += chunk;
      });
      socket.on("end", () => resolve(all));
    });
    expect(text).toMatch(/Registration Time/);
  });
});

describe("lists", () => {
  it("gives every range file that the variables name, in its provider's format", async () => {
    const urls = JSON.parse(internet.vars.CDN_RANGE_URLS as string) as Record<string, string[]>;
    const texts = await Promise.all(
      Object.entries(urls).flatMap(([provider, files]) =>
        files.map(async (url) => ({ provider, response: await fetch(url) })),
      ),
    );
    expect(texts.every(({ response }) => response.status === 200)).toBe(true);
    expect(Object.keys(urls)).toEqual(
      expect.arrayContaining(["cloudflare", "fastly", "cloudfront", "bunny"]),
    );
    const [v4] = texts;
    expect((await v4?.response.text())?.split("\n")).toContain("104.16.0.0/13");
    const { json } = await getJson("/cdn/cloudfront/ip-ranges.json");
    expect(json.prefixes[1]).toMatchObject({ ip_prefix: "13.224.0.0/14", service: "CLOUDFRONT" });
  });

  it("gives a popularity list that is longer than a client should keep", async () => {
    const lines = (await (await fetch(internet.vars.POPULARITY_URL as string)).text()).trim().split("\n");
    expect(lines).toHaveLength(12_000);
    expect(lines[0]).toBe("1,google.com");
    expect(lines.every((line, i) => line.startsWith(`${i + 1},`))).toBe(true);
    expect(lines.some((line) => line.endsWith(",popular.example"))).toBe(true);
  });
});

describe("scenes", () => {
  const NAME = "signin-keiyaku.example";
  const look = async () => {
    const { status, json } = await rdap(NAME);
    const dns = await askDns(internet, NAME);
    const registered = json.events?.find(
      (each: { eventAction: string }) => each.eventAction === "registration",
    );
    const whois = (await askWhois(internet, NAME)).toString();
    return {
      status,
      hold: json.status?.includes("client hold") ?? false,
      rcode: dns.rcode,
      a: dataOf(dns),
      registered: registered?.eventDate,
      whois,
    };
  };

  it("take a domain from active to held, dead and revived, in every source", async () => {
    expect(internet.scenes).toEqual([
      "base",
      "dead",
      "held",
      "parcel-dead",
      "parcel-held",
      "parcel-revived",
      "revived",
    ]);
    expect(await look()).toMatchObject({ status: 200, hold: false, a: ["104.21.24.167"] });
    internet.setScene("held");
    expect(await look()).toMatchObject({
      status: 200,
      hold: true,
      rcode: RCODES.NXDOMAIN,
      whois: expect.stringContaining("clientHold"),
    });
    internet.setScene("dead");
    expect(await look()).toMatchObject({
      status: 404,
      rcode: RCODES.NXDOMAIN,
      whois: expect.stringContaining("not found"),
    });
    internet.setScene("revived");
    expect(await look()).toMatchObject({
      status: 200,
      hold: false,
      a: ["203.0.113.99"],
      registered: "2026-04-20T22:47:05Z",
    });
    internet.setScene("base");
    expect(await look()).toMatchObject({ registered: "2026-02-10T08:21:37Z" });
  });

  it("refuse a name that is no scene and keep the old one", () => {
    internet.setScene("held");
    expect(() => internet.setScene("heldd")).toThrow(/No scene "heldd": there are base/);
    expect(internet.scene).toBe("held");
  });
});

describe("control door", () => {
  const post = (action: string, body: unknown) =>
    fetch(`${internet.origin}/control/${action}`, { method: "POST", body: JSON.stringify(body) });

  it("switches scenes and faults for another process", async () => {
    expect((await post("scene", { scene: "held" })).status).toBe(200);
    expect(internet.scene).toBe("held");
    await post("fault", { target: "rdap", fault: { kind: "server-error", status: 503 } });
    expect((await fetch(`${internet.origin}/rdap/example/domain/popular.example`)).status).toBe(503);
    await post("clear", {});
    expect((await getJson("/control/requests")).json).toHaveLength(1);
    expect((await rdap("popular.example")).status).toBe(200);
    expect(internet.requests.map((each) => each.question)).toEqual([
      "domain/popular.example",
      "domain/popular.example",
    ]);
  });

  it("refuses what it does not know with 400 and a reason", async () => {
    for (const [action, body] of [
      ["scene", { scene: "nope" }],
      ["fault", { target: "rdap", fault: { kind: "sluggish" } }],
      ["fault", {}],
      ["dance", {}],
    ] as const) {
      const response = await post(action, body);
      expect(response.status, action).toBe(400);
      expect(((await response.json()) as Answer).error, action).toMatch(/^No /);
    }
  });
});
