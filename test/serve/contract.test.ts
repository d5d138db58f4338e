// Goal: /openapi.json says what is so. Method: every door is asked for every answer that the document promises; status,
// media type and body are held against the served document itself.
import { afterAll, describe, expect, it } from "vitest";
import { encodeDns } from "../../src/domain/dns-wire.ts";
import { keyHash } from "../../src/domain/key-hash.ts";
import { StoreError } from "../../src/ports.ts";
import { FEED_FORMATS } from "../../src/publish/formats/registry.ts";
import type { ServeDeps } from "../../src/serve/app.ts";
import { PEOPLE_PATHS } from "../../src/serve/openapi-people.ts";
import { type Schema, schemaErrors } from "../support/json-schema.ts";
import { modelApp, SCAM, type TestApp, TOKEN, testApp } from "./support.ts";

interface Operation {
  readonly responses: Record<string, { content?: Record<string, { schema: Schema }>; description: string }>;
}
interface Document {
  readonly paths: Record<string, Record<string, Operation>>;
}

const forwardDns: NonNullable<ServeDeps["forwardDns"]> = async () => null;
const open = await modelApp();
const document = (await (await open.request("/openapi.json")).json()) as Document;

const asked = new Set<string>();
const answeredCodes = new Set<string>();

const ownPaths = () => Object.entries(document.paths).filter(([path]) => !(path in PEOPLE_PATHS));

/** `get /lookup 400 not_a_domain`: from the descriptions of the error answers. */
const promisedCodes = (): string[] =>
  ownPaths().flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, { responses }]) =>
      Object.entries(responses).flatMap(([status, { description }]) =>
        (/^code: (.*)/.exec(description)?.[1]?.split(", ") ?? []).map(
          (code) => `${method} ${path} ${status} ${code}`,
        ),
      ),
    ),
  );

async function expectContract(
  path: string,
  request: string,
  init: RequestInit,
  app: TestApp = open,
): Promise<number> {
  const method = (init.method ?? "GET").toLowerCase();
  const operation = document.paths[path]?.[method];
  const response = await app.request(request, init);
  const where = `${method} ${path} ${response.status}`;
  const promised = operation?.responses[String(response.status)];
  expect(promised, `${where} (${request}) is documented`).toBeDefined();
  asked.add(where);
  if (response.status === 304) return 304;
  const type = response.headers.get("content-type")?.split(";", 1)[0] ?? "";
  const content = promised?.content?.[type];
  expect(content, `${where} may be ${type}`).toBeDefined();
  const text = await response.text();
  const body: unknown = /json$/.test(type) ? JSON.parse(text) : text;
  const resolve = (ref: string) => {
    const schema = ref
      .split("/")
      .slice(1)
      .reduce<unknown>((node, step) => (node as Record<string, unknown>)[step], document);
    return { schema: schema as Schema, at: "" };
  };
  expect(schemaErrors(content?.schema ?? false, body, resolve), `${where} ${request}`).toEqual([]);
  if (response.status >= 400 && type === "application/problem+json") {
    const { code } = body as { code: string };
    expect(promised?.description.replace("code: ", "").split(", "), where).toContain(code);
    answeredCodes.add(`${where} ${code}`);
  }
  return response.status;
}

const json = (body: unknown): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: typeof body === "string" ? body : JSON.stringify(body),
});
const mail = (body: BodyInit, headers: Record<string, string> = {}): RequestInit => ({
  method: "POST",
  headers: { authorization: `Bearer ${TOKEN}`, "content-type": "message/rfc822", ...headers },
  body,
});
const query = encodeDns({
  id: 0,
  isResponse: false,
  rcode: 0,
  question: { name: "a.example", type: 1 },
  answers: [],
});
const dns = (body: BodyInit, type = "application/dns-message"): RequestInit => ({
  method: "POST",
  headers: { "content-type": type },
  body,
});
const withDns = testApp({ forwardDns });
const q = Buffer.from(query).toString("base64url");

describe("answers of every door", () => {
  it.each<[path: string, request: string, init: RequestInit]>([
    ["/", "/", {}],
    ["/docs", "/docs", {}],
    ["/openapi.json", "/openapi.json", {}],
    ["/healthz", "/healthz", {}],
    ["/search", `/search?q=${SCAM}`, {}],
    ["/lookup", `/lookup?domain=${SCAM}`, {}],
    ["/lookup", "/lookup?domain=日本語.jp&lang=ja", {}],
    ["/lookup", "/lookup?ip=203.0.113.7", {}],
    ["/lookup", "/lookup?url=https://www.amazon.co.jp/x", {}],
    ["/lookup", "/lookup?domain=a.example&domian=x", {}],
    ["/lookup", "/lookup", {}],
    ["/lookup", "/lookup?domain=a.example&lang=fr", {}],
    ["/lookup", "/lookup?domain=a..b", {}],
    ["/lookup", "/lookup", json({ queries: [{ domain: SCAM }, { ip: "203.0.113.7" }] })],
    ["/lookup", "/lookup", json("{")],
    ["/lookup", "/lookup", json(Array(101).fill({ domain: "a.example" }))],
    ["/lookup", "/lookup", json([{ domain: "a..b" }])],
    ["/lookup", "/lookup", json("")],
    ["/lookup", "/lookup", json(" ".repeat(513 * 1024))],
    ["/lookup", "/lookup", { method: "POST", body: "x", headers: { "content-type": "text/plain" } }],
    ["/lookup", "/lookup?x=1", json([])],
    ["/lookup", "/lookup?lang=fr", json([])],
    ["/mails", "/mails", mail("From: a@a.example\r\nSubject: x\r\n\r\nhttps://b.example/\r\n")],
    ["/mails", "/mails", mail("x", { authorization: "" })],
    ["/mails", "/mails", mail("x", { authorization: "Bearer wrong" })],
    ["/mails", "/mails", mail("")],
    ["/mails", "/mails", mail(new Uint8Array(26 * 1024 * 1024))],
    ["/mails", "/mails", mail("x", { "content-type": "text/html" })],
    ["/reports/{id}", `/reports/${open.id}`, {}],
    ["/reports/{id}", `/reports/${"0".repeat(32)}`, {}],
    ["/reports/{id}", `/reports/${open.id}?x=1`, {}],
    ["/reports/{id}", `/reports/${open.id}?lang=fr`, {}],
    ["/reports/{id}.json", `/reports/${open.id}.json`, {}],
    ["/reports/{id}.json", `/reports/${open.id}.json?x=1`, {}],
    ["/reports/{id}.json", `/reports/${open.id}.json?lang=fr`, {}],
    ["/reports/{id}.json", `/reports/${"0".repeat(32)}.json`, {}],
    ["/reports/{id}.md", `/reports/${open.id}.md`, {}],
    ["/reports/{id}.md", `/reports/${open.id}.md?x=1`, {}],
    ["/reports/{id}.md", `/reports/${open.id}.md?lang=fr`, {}],
    ["/reports/{id}.md", `/reports/${"0".repeat(32)}.md`, {}],
    ["/search", "/search?q=a..b", {}],
    ["/search", "/search?q=a.example&x=1", {}],
    ["/search", "/search?q=a.example&lang=fr", {}],
    ["/feed/", "/feed/", {}],
    ["/feed/", "/feed/", { headers: { accept: "text/html" } }],
    ["/feed/", "/feed/?x=1", {}],
    ["/feed/", "/feed/?lang=fr", {}],
    ["/feed/index.json", "/feed/index.json", {}],
    ["/feed/index.json", "/feed/index.json?x=1", {}],
    ...FEED_FORMATS.map((f): [string, string, RequestInit] => ["/feed/{name}", `/feed/${f.name}`, {}]),
    ["/feed/{name}", "/feed/domains.txt", { headers: { "if-none-match": "*" } }],
    ["/feed/{name}", "/feed/nothing", {}],
    ["/feed/{name}", "/feed/domains.txt?x=1", {}],
    ["/feed/{name}", "/feed/domains.txt?limit=0", {}],
    ["/feed/misp/{name}", "/feed/misp/manifest.json", {}],
    ["/feed/misp/{name}", "/feed/misp/hashes.csv", {}],
    ["/feed/misp/{name}", "/feed/misp/hashes.csv", { headers: { "if-none-match": "*" } }],
    ["/feed/misp/{name}", "/feed/misp/nothing.json", {}],
    ["/feed/misp/{name}", "/feed/misp/manifest.json?x=1", {}],
    ["/feed/misp/{name}", "/feed/misp/manifest.json?limit=0", {}],
    ["/feed/changes.json", "/feed/changes.json?since=0", {}],
    ["/feed/changes.json", "/feed/changes.json?since=0", { headers: { "if-none-match": "*" } }],
    ["/feed/changes.json", "/feed/changes.json", {}],
    ["/feed/changes.json", "/feed/changes.json?since=0&x=1", {}],
    ["/feed/changes.json", "/feed/changes.json?since=999", {}],
    ["/feed/false-positives.json", "/feed/false-positives.json", {}],
    ["/feed/false-positives.json", "/feed/false-positives.json", { headers: { "if-none-match": "*" } }],
    ["/feed/false-positives.json", "/feed/false-positives.json?x=1", {}],
    ["/hashes/{prefix}", `/hashes/${keyHash(SCAM).slice(0, 6)}`, {}],
    ["/hashes/{prefix}", "/hashes/xyz", {}],
    ["/hashes/{prefix}", "/hashes/0123?x=1", {}],
    ["/dns-query", `/dns-query?dns=${q}`, {}],
    ["/dns-query", "/dns-query", dns(query)],
  ])("%s: %s", async (path, request, init) => {
    await expectContract(path, request, init);
  });

  it.each<[string, RequestInit]>([
    [`/dns-query?dns=${q}`, {}],
    ["/dns-query?dns=!", {}],
    [`/dns-query?dns=${q}&x=1`, {}],
    ["/dns-query", dns(query)],
    ["/dns-query", dns("")],
    ["/dns-query", dns("x")],
    ["/dns-query?x=1", dns(query)],
    ["/dns-query", dns(new Uint8Array(2_000))],
    ["/dns-query", dns(query, "text/plain")],
  ])("%s with protective DNS", async (request, init) => {
    await expectContract("/dns-query", request, init, withDns);
  });

  it("a mail that policy refuses", async () => {
    const refusing = testApp({
      receiveMail: async () => ({ kind: "refused", error: { reason: "not_a_mail" } }),
    });
    expect(await expectContract("/mails", "/mails", mail("x"), refusing)).toBe(422);
  });

  it("the door for mails is shut without a token", async () => {
    expect(await expectContract("/mails", "/mails", mail("x"), testApp({}, { ingestToken: null }))).toBe(403);
  });

  it("429 where the rate limit says no", async () => {
    const limited = testApp({ rateLimit: async () => false });
    for (const [path, request, init] of [
      ["/lookup", "/lookup?domain=a.example", {}],
      ["/lookup", "/lookup", json([])],
      ["/mails", "/mails", mail("x")],
      ["/search", "/search?q=a.example", {}],
      ["/hashes/{prefix}", "/hashes/0123", {}],
    ] as const)
      expect(await expectContract(path, request, init, limited)).toBe(429);
  });

  it("503 while the store is down", async () => {
    const down = testApp();
    down.store.failWith(new StoreError("transient", null));
    for (const [path, request, init] of [
      ["/lookup", "/lookup?domain=a.example", {}],
      ["/lookup", "/lookup", json([{ domain: "a.example" }])],
      ["/mails", "/mails", mail("From: a@a.example\r\nSubject: x\r\n\r\nx\r\n")],
      ["/search", "/search?q=a.example", {}],
      ["/reports/{id}", `/reports/${open.id}`, {}],
      ["/reports/{id}.json", `/reports/${open.id}.json`, {}],
      ["/reports/{id}.md", `/reports/${open.id}.md`, {}],
      ["/feed/", "/feed/", {}],
      ["/feed/index.json", "/feed/index.json", {}],
      ["/feed/{name}", "/feed/domains.txt", {}],
      ["/feed/misp/{name}", "/feed/misp/manifest.json", {}],
      ["/feed/changes.json", "/feed/changes.json?since=0", {}],
      ["/feed/false-positives.json", "/feed/false-positives.json", {}],
      ["/hashes/{prefix}", "/hashes/0123", {}],
      ["/healthz", "/healthz", {}],
    ] as const)
      expect(await expectContract(path, request, init, down)).toBe(503);
  });

  afterAll(() => {
    const promised = ownPaths().flatMap(([path, item]) =>
      Object.entries(item).flatMap(([method, { responses }]) =>
        Object.keys(responses).map((status) => `${method} ${path} ${status}`),
      ),
    );
    expect(promised.filter((p) => !asked.has(p))).toEqual([]);
    expect(promisedCodes().filter((p) => !answeredCodes.has(p))).toEqual([]);
  });
});
