/**
 * DNS of the simulated internet over real HTTP: both wire methods, JSON of both providers, every kind of
 * "no", CNAME chains, and Cymru's answers. Method: fetch against a started program, own expected values.
 */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askDns, dataOf, toQuery } from "./ask.ts";
import { decodeMessage, encodeMessage, expandIpv6, RCODES, TYPES } from "./dns-wire.ts";
import { type Internet, startInternet } from "./start.ts";

let internet: Internet;
beforeAll(async () => {
  internet = await startInternet();
});
afterAll(() => internet.close());

describe("RFC 8484", () => {
  it("answers POST and GET with the same bytes", async () => {
    const query = toQuery("signin-keiyaku.example", "A");
    const response = await fetch(`${internet.origin}/dns-query?dns=${query.toString("base64url")}`);
    expect(response.headers.get("content-type")).toBe("application/dns-message");
    const byGet = decodeMessage(new Uint8Array(await response.arrayBuffer()));
    expect(byGet).toEqual(await askDns(internet, "signin-keiyaku.example"));
    expect(byGet).toMatchObject({ id: 0x1234, isAnswer: true, rcode: RCODES.NOERROR });
    expect(dataOf(byGet)).toEqual(["104.21.24.167"]);
  });

  it("refuses what is no DNS message with 400, as the public resolvers do", async () => {
    for (const query of ["?dns=AAAA", "?dns=", "", "?name=a.example&type=NONSENSE"])
      expect((await fetch(`${internet.origin}/dns-query${query}`)).status, query).toBe(400);
  });

  it.each([
    ["signin-keiyaku.example", "AAAA", "NOERROR", ["2606:4700:3035:0:0:0:6815:18a7"]],
    ["signin-keiyaku.example", "NS", "NOERROR", ["ada.ns.cloudflare.com", "bob.ns.cloudflare.com"]],
    ["sagawa-otodoke.example", "MX", "NOERROR", ["10 mail.sagawa-otodoke.example"]],
    ["sagawa-otodoke.example", "TXT", "NOERROR", ["v=spf1 -all"]],
    ["alias.example", "A", "NOERROR", ["alias-2.example", "signin-keiyaku.example", "104.21.24.167"]],
    ["alias.example", "CNAME", "NOERROR", ["alias-2.example"]],
    ["dangling.example", "A", "NXDOMAIN", ["nowhere.example"]],
    ["never-registered.example", "A", "NXDOMAIN", []],
    ["nodata.example", "A", "NOERROR", []],
    ["servfail.example", "A", "SERVFAIL", []],
    ["refused.example", "A", "REFUSED", []],
    ["loop.example", "A", "SERVFAIL", []],
    ["k3j9.wild.example", "A", "NOERROR", ["203.0.113.60"]],
    [
      "_freshcatch.popular.example",
      "TXT",
      "NOERROR",
      ["freshcatch-verification=0123456789abcdef0123456789abcdef"],
    ],
    ["any-0001.test", "A", "NOERROR", ["203.0.113.10"]],
    ["unknown.test", "A", "NXDOMAIN", []],
  ] as const)("%s %s is %s", async (name, type, rcode, data) => {
    const answer = await askDns(internet, name, type);
    expect(answer.rcode).toBe(RCODES[rcode]);
    expect(dataOf(answer)).toEqual(data);
  });

  it("says in an SOA how long a missing name may be remembered", async () => {
    const zoneOf = async (name: string) => (await askDns(internet, name)).authority;
    expect(await zoneOf("never-registered.example")).toMatchObject([
      { type: TYPES.SOA, name: "example", ttl: 300 },
    ]);
    expect(await zoneOf("www.nodata.example")).toMatchObject([{ type: TYPES.SOA, name: "nodata.example" }]);
    expect(await zoneOf("nodata.example")).toMatchObject([{ type: TYPES.SOA, name: "nodata.example" }]);
  });

  it("keeps the letter case of the question in the answer", async () => {
    const { question, answer } = await askDns(internet, "SignIn-Keiyaku.EXAMPLE");
    expect(question?.name).toBe("SignIn-Keiyaku.EXAMPLE");
    expect(answer[0]?.name).toBe("SignIn-Keiyaku.EXAMPLE");
  });

  it("joins a TXT of several strings", async () => {
    const [text = ""] = dataOf(await askDns(internet, "long-text.example", "TXT"));
    expect(text.length).toBeGreaterThan(300);
    expect(text).toMatch(/^(v=long )+$/);
  });
});

describe("JSON form", () => {
  const ask = async (query: string, path = "dns-query") => {
    const response = await fetch(`${internet.origin}/${path}?${query}`, {
      headers: { accept: "application/dns-json" },
    });
    expect(response.headers.get("content-type")).toBe("application/dns-json");
    return response.json();
  };

  it("writes names without a final dot and TXT in quotes at the first provider", async () => {
    expect(await ask("name=sagawa-otodoke.example&type=TXT")).toMatchObject({
      Status: 0,
      Question: [{ name: "sagawa-otodoke.example", type: 16 }],
      Answer: [{ name: "sagawa-otodoke.example", type: 16, TTL: 300, data: '"v=spf1 -all"' }],
    });
  });

  it("writes final dots and bare TXT at the second", async () => {
    const answer = await ask("name=sagawa-otodoke.example.&type=16", "dns-query-2");
    expect(answer).toMatchObject({ Answer: [{ name: "sagawa-otodoke.example.", data: "v=spf1 -all" }] });
    expect(await ask("name=alias.example&type=A", "dns-query-2")).toMatchObject({
      Answer: [{ data: "alias-2.example." }, { data: "signin-keiyaku.example." }, { data: "104.21.24.167" }],
    });
  });

  it("has no Answer for NXDOMAIN and for NODATA", async () => {
    const missing = await ask("name=never-registered.example&type=A");
    expect(missing).toMatchObject({ Status: 3, Authority: [{ type: 6 }] });
    expect(missing).not.toHaveProperty("Answer");
    expect(await ask("name=nodata.example&type=A")).toMatchObject({ Status: 0 });
  });
});

describe("origin AS", () => {
  const v6 = "2606:4700:3035::6815:18a7";
  const nibbles = expandIpv6(v6).flatMap((group) => [...group.toString(16).padStart(4, "0")]);
  it.each([
    ["167.24.21.104.origin.asn.cymru.com", ["13335 | 104.21.16.0/20 | US | arin | 2014-03-28"]],
    ["135.230.223.154.origin.asn.cymru.com", ["64500 | 154.223.230.0/24 | HK | afrinic | 2013-08-01"]],
    [
      `${nibbles.reverse().join(".")}.origin6.asn.cymru.com`,
      ["13335 | 2606:4700::/32 | US | arin | 2011-11-01"],
    ],
    ["9.2.0.192.origin.asn.cymru.com", ["64503 64504 | 192.0.2.0/25 | DE | ripencc | 2010-01-01"]],
    ["AS13335.asn.cymru.com", ["13335 | US | arin | 2014-03-28 | CLOUDFLARENET, US"]],
    ["AS64500.asn.cymru.com", ["64500 | HK | afrinic | 2013-08-01 | SIMULATED-HK-HOSTING, HK"]],
    ["200.2.0.192.origin.asn.cymru.com", []],
    ["AS64511.asn.cymru.com", []],
    ["x.asn.cymru.com", []],
  ])("%s", async (name, data) => {
    const answer = await askDns(internet, name, "TXT");
    expect(answer.rcode).toBe(data.length > 0 ? RCODES.NOERROR : RCODES.NXDOMAIN);
    expect(dataOf(answer)).toEqual(data);
  });
});

describe("encodeMessage() and decodeMessage()", () => {
  const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/);
  const name = fc.array(label, { minLength: 1, maxLength: 5 }).map((labels) => labels.join("."));
  const record = fc.oneof(
    fc.record({ name, type: fc.constant(TYPES.CNAME), ttl: fc.nat(), data: name }),
    fc.record({ name, type: fc.constant(TYPES.A), ttl: fc.nat(), data: fc.ipV4() }),
    fc.record({
      name,
      type: fc.constant(TYPES.TXT),
      ttl: fc.nat(),
      data: fc.string({ unit: "binary", maxLength: 600 }),
    }),
    fc.record({ name, type: fc.constant(TYPES.MX), ttl: fc.nat(), data: name.map((host) => `10 ${host}`) }),
  );

  it("are each other's inverse, compressed names included", () => {
    let compressed = 0;
    fc.assert(
      fc.property(name, fc.array(record, { maxLength: 6 }), fc.nat(0xffff), (asked, answer, id) => {
        const question = { name: asked, type: TYPES.A };
        const rest = { authority: [], additional: [], isAnswer: true, isTruncated: false, rcode: 0 };
        const owned = answer.map((each) => ({ ...each, name: asked }));
        const bytes = encodeMessage({ id, question, answer: owned, ...rest });
        if (bytes.includes(0xc0)) compressed++;
        expect(decodeMessage(bytes)).toEqual({ id, question, answer: owned, ...rest });
      }),
    );
    expect(compressed).toBeGreaterThan(20);
  });

  it("decodeMessage() throws on a name that points at itself", () => {
    const bytes = Buffer.from([0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0xc0, 12, 0, 1, 0, 1]);
    expect(() => decodeMessage(bytes)).toThrow(/circle/);
  });
});
