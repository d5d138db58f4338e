/**
 * Team Cymru's IP-to-AS answers over DNS, from `network/prefixes.txt`, a network a line:
 *
 *   104.21.16.0/20 | 13335 | US | arin | 2014-03-28 | CLOUDFLARENET
 *   198.51.100.1/32 | !slow                                  this address is asked in vain
 *
 *   167.24.21.104.origin.asn.cymru.com TXT  => "13335 | 104.21.16.0/20 | US | arin | 2014-03-28"
 *   (32 nibbles).origin6.asn.cymru.com TXT  => the same for IPv6
 *   AS13335.asn.cymru.com TXT               => "13335 | US | arin | 2014-03-28 | CLOUDFLARENET, US"
 */
import { type DnsQuestion, type DnsRecord, expandIpv6, TYPES } from "./dns-wire.ts";
import { type Fault, toFault } from "./faults.ts";
import type { Fixtures } from "./fixtures.ts";
import type { ZoneAnswer } from "./zone.ts";

const SUFFIX = ".asn.cymru.com";
const TTL_SECONDS = 14_400;

interface Row {
  readonly prefix: string;
  readonly bits: string;
  readonly asn: string;
  readonly country: string;
  readonly registry: string;
  readonly date: string;
  readonly org: string;
}

/** Questions of this shape go to this file and not to the zone files. */
export function isAsnQuestion(name: string): boolean {
  return name.toLowerCase().endsWith(SUFFIX);
}

/** The fault that the row of the asked address stands for; `null`: none. */
export function asnFault(fixtures: Fixtures, name: string): Fault | null {
  const row = findByAddress(readRows(fixtures), name.toLowerCase());
  return row?.asn.startsWith("!") ? toFault(row.asn.slice(1)) : null;
}

export function resolveAsn(fixtures: Fixtures, question: DnsQuestion): ZoneAnswer {
  const name = question.name.toLowerCase();
  const rows = readRows(fixtures);
  const text = /^as\d+\./.test(name) ? describeAs(rows, name) : describeAddress(rows, name);
  if (text === null) return { rcode: "NXDOMAIN", answer: [], authority: [] };
  const record: DnsRecord = { name: question.name, type: TYPES.TXT, ttl: TTL_SECONDS, data: text };
  return { rcode: "NOERROR", answer: question.type === TYPES.TXT ? [record] : [], authority: [] };
}

function describeAs(rows: readonly Row[], name: string): string | null {
  const asn = /^as(\d+)\./.exec(name)?.[1];
  const row = rows.find((each) => each.asn.split(" ").includes(asn ?? ""));
  return row ? `${asn} | ${row.country} | ${row.registry} | ${row.date} | ${row.org}, ${row.country}` : null;
}

function describeAddress(rows: readonly Row[], name: string): string | null {
  const row = findByAddress(rows, name);
  return row ? `${row.asn} | ${row.prefix} | ${row.country} | ${row.registry} | ${row.date}` : null;
}

/** The longest prefix that holds the address of the question. */
function findByAddress(rows: readonly Row[], name: string): Row | null {
  const match = /^([\d.]+)\.origin\.asn|^([\da-f.]+)\.origin6\.asn/.exec(name);
  const labels = (match?.[1] ?? match?.[2] ?? "").split(".").reverse();
  const bits = match?.[1]
    ? toBits(labels.map(Number), 8)
    : toBits(
        labels.map((nibble) => Number.parseInt(nibble, 16)),
        4,
      ).padEnd(128, "0");
  if (!match) return null;
  const length = match[1] ? 32 : 128;
  const holding = rows.filter(
    (row) => row.prefix.includes(":") === (length === 128) && bits.startsWith(row.bits),
  );
  return holding.sort((a, b) => b.bits.length - a.bits.length)[0] ?? null;
}

function readRows(fixtures: Fixtures): Row[] {
  const lines = (fixtures.readText("network/prefixes.txt") ?? "").split("\n");
  return lines
    .filter((line) => line.includes("|") && !line.startsWith("#"))
    .map((line) => line.split("|").map((field) => field.trim()))
    .map(([prefix = "", asn = "", country = "", registry = "", date = "", org = ""]) => {
      const [address = "", length] = prefix.split("/");
      const bits = address.includes(":")
        ? toBits(expandIpv6(address), 16)
        : toBits(address.split(".").map(Number), 8);
      return { prefix, bits: bits.slice(0, Number(length)), asn, country, registry, date, org };
    });
}

function toBits(numbers: readonly number[], width: number): string {
  return numbers.map((number) => number.toString(2).padStart(width, "0")).join("");
}
