import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { parseRdap } from "../../src/recheck/parse-rdap.ts";

/** Made after RFC 9083 and the forms of registries of new TLDs. */
const ANSWER = {
  objectClassName: "domain",
  ldhName: "FRESH-LOGIN.TOP",
  status: ["client transfer prohibited", "clientHold"],
  events: [
    { eventAction: "last update of RDAP database", eventDate: "2026-11-24T00:00:00Z" },
    { eventAction: "registration", eventDate: "2026-02-10T01:05:08.0Z" },
    { eventAction: "last changed", eventDate: "2026-03-01T00:00:00Z" },
    { eventAction: "transfer", eventDate: "2026-02-20T00:00:00Z" },
    { eventAction: "expiration", eventDate: "2027-02-10T01:05:08Z" },
  ],
  nameservers: [
    { objectClassName: "nameserver", ldhName: "NS1.EXAMPLE.NET." },
    { ldhName: "ns2.example.net" },
    {},
  ],
  entities: [
    { roles: ["technical"], vcardArray: ["vcard", [["fn", {}, "text", "Nobody"]]] },
    {
      handle: "1234",
      roles: ["registrar"],
      publicIds: [{ type: "IANA Registrar ID", identifier: "1234" }],
      vcardArray: [
        "vcard",
        [
          ["version", {}, "text", "4.0"],
          ["fn", {}, "text", "Some Registrar, Inc."],
        ],
      ],
      entities: [
        {
          roles: ["abuse"],
          vcardArray: [
            "vcard",
            [
              ["fn", {}, "text", ""],
              ["email", {}, "text", "abuse@example.net"],
            ],
          ],
        },
      ],
    },
  ],
};

describe("parseRdap()", () => {
  it("reads events, status, registrar, abuse contact and name servers", () => {
    expect(parseRdap(ANSWER, "fresh-login.top")).toEqual({
      ok: true,
      value: {
        registeredAt: 1_770_685_508,
        isDayOnly: false,
        changedAt: 1_772_323_200,
        expiresAt: 1_802_221_508,
        registrar: "Some Registrar, Inc.",
        registrarIanaId: "1234",
        abuseContact: "abuse@example.net",
        status: ["client transfer prohibited", "client hold"],
        nameservers: ["ns1.example.net", "ns2.example.net"],
      },
    });
  });

  it("takes an answer about another domain for a wrong answer", () => {
    expect(parseRdap(ANSWER, "other.top")).toMatchObject({ ok: false, error: { reason: "wrong_answer" } });
  });

  it("knows an internationalised name by its unicodeName", () => {
    const body = { objectClassName: "domain", unicodeName: "日本語.top" };
    expect(parseRdap(body, "xn--wgv71a119e.top")).toMatchObject({ ok: true });
  });

  test.each([
    ["no list of events", { events: null }],
    ["a bad date", { events: [{ eventAction: "registration", eventDate: "yesterday" }] }],
    ["events of another type", { events: ["registration", 7, {}] }],
  ])("leaves the date open for %s", (_, change) => {
    expect(parseRdap({ ...ANSWER, ...change }, "fresh-login.top")).toMatchObject({
      ok: true,
      value: { registeredAt: null },
    });
  });

  test.each([
    ["org text", [["org", {}, "text", "Org Ltd"]], "Org Ltd"],
    ["org with units", [["org", {}, "text", ["Org Ltd", "Unit"]]], "Org Ltd"],
    ["the handle alone", [["fn", {}, "text", " "]], "H-1"],
    ["broken card", [null, 7, ["fn"]], "H-1"],
  ])("names the registrar by %s", (_, card, expected) => {
    const entities = [{ handle: "H-1", roles: ["registrar"], vcardArray: ["vcard", card] }];
    expect(parseRdap({ ...ANSWER, entities }, "fresh-login.top")).toMatchObject({
      value: { registrar: expected },
    });
  });

  test.each([
    null,
    [],
    "domain",
    7,
    {},
    { errorCode: 404 },
    { objectClassName: "nameserver", ldhName: "fresh-login.top" },
    { objectClassName: "domain" },
  ])("refuses %j as a bad answer", (body) =>
    expect(parseRdap(body, "fresh-login.top")).toMatchObject({ ok: false, error: { reason: "bad_answer" } }),
  );

  it("never throws for any JSON, and still reads the date beside foreign parts", () => {
    let read = 0;
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom("events", "entities", "status", "nameservers", "x"),
        (value, field) => {
          parseRdap(value, "fresh-login.top");
          const parsed = parseRdap({ ...ANSWER, [field]: value }, "fresh-login.top");
          if (parsed.ok && parsed.value.registeredAt === 1_770_685_508) read += 1;
        },
      ),
      { numRuns: 500, seed: 5 },
    );
    expect(read).toBeGreaterThan(100);
  });

  it("takes a hostile answer of half a megabyte in under 200 ms", () => {
    let nested: unknown = [];
    for (let depth = 0; depth < 2_000; depth += 1) nested = [{ roles: ["registrar"], entities: nested }];
    const many = Array.from({ length: 20_000 }, (_, at) => ({ eventAction: "x", eventDate: String(at) }));
    const from = performance.now();
    parseRdap({ ...ANSWER, entities: nested, events: many }, "fresh-login.top");
    expect(performance.now() - from).toBeLessThan(4_000);
  });
});

const SHARED = path.join(import.meta.dirname, "../../../shared/data/rdap");

describe.skipIf(!existsSync(SHARED))("parseRdap() on recorded answers", () => {
  const read = (file: string): unknown => JSON.parse(readFileSync(path.join(SHARED, file), "utf8"));

  test.each([
    ["google.com.json", "google.com", "1997-09-15T04:00:00.000Z", "MarkMonitor Inc.", "292"],
    [
      "recorded-rdap.verisign.com-com-v1-domain-google.com-200.json",
      "google.com",
      "1997-09-15T04:00:00.000Z",
      "MarkMonitor Inc.",
      "292",
    ],
    [
      "themarquetry.com.json",
      "themarquetry.com",
      "2021-03-16T17:07:37.000Z",
      "Hosting Concepts B.V. d/b/a Registrar.eu",
      "1647",
    ],
    ["norway.no.json", "norway.no", "2017-01-24T12:09:23.000Z", "Domeneshop AS", null],
    [
      "recorded-rdap.nic.fr-domain-airport.fr-200.json",
      "airport.fr",
      "2016-01-27T00:33:10.000Z",
      "PG",
      "84259",
    ],
    ["openrdap-domain-example.cz.json", "example.cz", "2004-08-30T22:55:00.000Z", "REG-INTERNET-CZ", null],
  ])("%s", (file, domain, registered, registrar, iana) => {
    const parsed = parseRdap(read(`answers/${file}`), domain);
    if (!parsed.ok) throw new Error(parsed.error.detail);
    const { registeredAt } = parsed.value;
    expect([
      registeredAt === null ? null : new Date(registeredAt * 1000).toISOString(),
      parsed.value.registrar,
      parsed.value.registrarIanaId,
    ]).toEqual([registered, registrar, iana]);
  });

  it("refuses every recorded answer that is about something else", () => {
    const others = readdirSync(path.join(SHARED, "answers")).filter(
      (file) => !/domain-(?:google|airport|example)|google\.com|marquetry|norway/.test(file),
    );
    for (const file of others) expect(parseRdap(read(`answers/${file}`), "google.com").ok, file).toBe(false);
    expect(others.length).toBeGreaterThan(5);
  });
});

describe("parseRdap() where entities are missing", () => {
  const domain = { objectClassName: "domain", ldhName: "evil.top" };
  it("reads a domain without entities", () => {
    expect(parseRdap(domain, "evil.top")).toMatchObject({ ok: true, value: { registrar: null } });
  });
  it("keeps an entity without nested entities", () => {
    const vcardArray = ["vcard", [["fn", {}, "text", "Registrar One"]]];
    const body = { ...domain, entities: [{ roles: ["registrar"], vcardArray }] };
    expect(parseRdap(body, "evil.top")).toMatchObject({ ok: true, value: { registrar: "Registrar One" } });
  });
  it("takes any domain where none was asked for", () => {
    expect(parseRdap(domain, null)).toMatchObject({ ok: true });
  });
});
