/**
 * RDAP (RFC 7480, 9082, 9083): `/rdap/<registry>/<class>/<name>` from the file of the same path plus `.json`,
 * and the bootstrap file in IANA's form (RFC 9224) at `/rdap/dns.json`.
 */
import { isMadeUpName, toFault } from "./faults.ts";
import type { Fixtures } from "./fixtures.ts";
import type { HttpQuestion } from "./http.ts";
import { type Exchange, OTHER_NAME, type Reply } from "./reply.ts";

const RDAP_TYPE = "application/rdap+json";

const FILLER_TLDS = 1_200;

/** RFC 9083 section 6: also a "no" is a JSON object. */
const NOT_FOUND = {
  rdapConformance: ["rdap_level_0"],
  errorCode: 404,
  title: "Object not found",
  description: ["The simulated registry has no object of this name."],
};

/** `null`: a path that RDAP does not have, to be answered with 400. */
export function rdapExchange(fixtures: Fixtures, request: HttpQuestion): Exchange | null {
  const match = /^\/rdap\/([\w-]+)\/(domain|ip|entity|nameserver)\/([^/]+)$/.exec(request.url.pathname);
  if (!match) return null;
  const [, registry = "", kind = "", rawName = ""] = match;
  const name = decodeURIComponent(rawName).toLowerCase().replace(/\.$/, "");
  const good = () => {
    const text = readObject(fixtures, registry, kind, name);
    return text === null ? absent() : jsonReply(200, text);
  };
  const absent = () => jsonReply(404, JSON.stringify(NOT_FOUND));
  return {
    services: ["rdap"],
    question: `${kind}/${name}`,
    subject: name,
    good,
    absent,
    wrongDomain: () => replaceIn(good(), name, OTHER_NAME),
    poisoned: (trap) => addReferral(good(), `${trap.origin}/domain/${name}`),
  };
}

export function bootstrapExchange(fixtures: Fixtures, file: string): Exchange {
  const good = () => {
    // `/rdap/slow.json` is the same list under the fault of that name.
    const text = fixtures.readText(`rdap/${toFault(file) ? "dns" : file}.json`);
    return text === null
      ? jsonReply(404, "{}")
      : { ...jsonReply(200, fillTlds(text)), type: "application/json" };
  };
  return {
    services: ["rdap-bootstrap"],
    question: `bootstrap/${file}`,
    subject: file,
    good,
    absent: () => jsonReply(404, "{}"),
    wrongDomain: () => replaceIn(good(), "example", "another"),
    // A list that sends whole TLDs to a stranger.
    poisoned: (trap) => {
      const reply = good();
      return {
        ...reply,
        body: Buffer.from(reply.body.toString().replace(/http:[^"]*\/rdap\//g, `${trap.origin}/`)),
      };
    },
  };
}

/** IANA's file has 1,200 TLDs: one with three would be taken for cut. The rest here are none that exist. */
function fillTlds(text: string): string {
  const file = JSON.parse(text) as { services: [string[], string[]][] };
  const invalid = file.services.find(([tlds]) => tlds.includes("invalid"));
  for (let i = 1; i <= FILLER_TLDS; i++) invalid?.[0].push(`simulated-${String(i).padStart(4, "0")}`);
  return JSON.stringify(file);
}

function readObject(fixtures: Fixtures, registry: string, kind: string, name: string): string | null {
  const values = { name, NAME: name.toUpperCase() };
  const text = fixtures.readText(`rdap/${registry}/${kind}/${name}.json`, values);
  if (text !== null || !isMadeUpName(name)) return text;
  return fixtures.readText(`rdap/${registry}/${kind}/_any.test.json`, values);
}

function addReferral(reply: Reply, href: string): Reply {
  const object = JSON.parse(reply.body.toString()) as { links?: object[] };
  const links = [{ rel: "related", href, type: RDAP_TYPE }, ...(object.links ?? [])];
  return jsonReply(reply.status, JSON.stringify({ ...object, links }));
}

function replaceIn(reply: Reply, from: string, to: string): Reply {
  const text = reply.body.toString().replaceAll(from, to).replaceAll(from.toUpperCase(), to.toUpperCase());
  return { ...reply, body: Buffer.from(text) };
}

function jsonReply(status: number, text: string): Reply {
  return { status, type: RDAP_TYPE, body: Buffer.from(text), filler: " " };
}
