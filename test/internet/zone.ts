/**
 * What the DNS of the simulated internet holds. One file a name, `dns/<name>.txt`, a record a line:
 *
 *   A 104.21.24.167                     MX 10 mail.shop.example
 *   CNAME target.example                TXT "v=spf1 -all"
 *   RCODE SERVFAIL                      the name answers with this code instead
 *   TTL 60                              for the lines below it (300 before the first)
 *
 * A name without a file does not exist (NXDOMAIN), unless a name below it does (RFC 8020) or
 * `dns/_wildcard.<parent>.txt` stands for it.
 */
import { type DnsQuestion, type DnsRecord, type Rcode, TYPES, toTypeNumber } from "./dns-wire.ts";
import { isMadeUpName } from "./faults.ts";
import type { Fixtures } from "./fixtures.ts";

export interface ZoneAnswer {
  readonly rcode: Rcode;
  readonly answer: readonly DnsRecord[];
  readonly authority: readonly DnsRecord[];
}

type Node = { readonly rcode: Rcode; readonly records: readonly DnsRecord[] };

const TTL_SECONDS = 300;
const CHAIN_LENGTH_MAX = 8;

/** Answers as a resolver does: CNAMEs followed to their end, an SOA in the authority of every "no". */
export function resolve(fixtures: Fixtures, question: DnsQuestion): ZoneAnswer {
  const answer: DnsRecord[] = [];
  let name = question.name;
  for (let links = 0; links <= CHAIN_LENGTH_MAX; links++) {
    const node = readNode(fixtures, name);
    if (node === null) return { rcode: "NXDOMAIN", answer, authority: [soaOf(fixtures, name)] };
    if (node.rcode !== "NOERROR") return { rcode: node.rcode, answer: [], authority: [] };
    const found = node.records.filter((record) => record.type === question.type);
    const alias = node.records.find((record) => record.type === TYPES.CNAME);
    if (found.length > 0 || !alias) {
      answer.push(...found);
      return { rcode: "NOERROR", answer, authority: found.length > 0 ? [] : [soaOf(fixtures, name)] };
    }
    answer.push(alias);
    name = alias.data;
  }
  return { rcode: "SERVFAIL", answer: [], authority: [] };
}

/** `null`: NXDOMAIN. A node without records is NODATA. Owner names keep the spelling of the question. */
function readNode(fixtures: Fixtures, asked: string): Node | null {
  const name = asked.toLowerCase();
  const text = fixtures.readText(`dns/${name}.txt`) ?? readWildcard(fixtures, name);
  if (text !== null) return parseNode(text, asked);
  if (isMadeUpName(name)) return parseNode(fixtures.readText("dns/_any.test.txt") ?? "", asked);
  const isParent = fixtures
    .list("dns")
    .some((file) => file.endsWith(`.${name}.txt`) && !file.startsWith("_"));
  return isParent ? { rcode: "NOERROR", records: [] } : null;
}

function readWildcard(fixtures: Fixtures, name: string): string | null {
  const parent = name.split(".").slice(1).join(".");
  return parent === "" ? null : fixtures.readText(`dns/_wildcard.${parent}.txt`);
}

function parseNode(text: string, name: string): Node {
  let rcode: Rcode = "NOERROR";
  let ttl = TTL_SECONDS;
  const records: DnsRecord[] = [];
  for (const line of text.split("\n").map((each) => each.replace(/\s+#.*$|^#.*$/, "").trim())) {
    if (line === "") continue;
    const [word = "", data = ""] = line.split(/\s+(.*)/s);
    const type = toTypeNumber(word);
    if (word === "RCODE") rcode = data as Rcode;
    else if (word === "TTL") ttl = Number(data);
    else if (type === null) throw new Error(`Cannot read the line "${line}" of the zone file of "${name}"`);
    else records.push({ name, type, ttl, data: data.replace(/^"(.*)"$/, "$1").replace(/\.$/, "") });
  }
  return { rcode, records };
}

/** Of the registered zone, or of the TLD when there is none; clients read its negative TTL. */
function soaOf(fixtures: Fixtures, name: string): DnsRecord {
  const labels = name.toLowerCase().split(".");
  const registered = labels.slice(-2).join(".");
  const zone = readNode(fixtures, registered) === null ? labels.slice(-1).join(".") : registered;
  const data = `ns.simulated.example hostmaster.simulated.example 2026021101 3600 900 604800 ${TTL_SECONDS}`;
  return { name: zone, type: TYPES.SOA, ttl: TTL_SECONDS, data };
}
