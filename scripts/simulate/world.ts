// A world of made domains that answers the real sources in their own protocols, in process: RDAP, WHOIS, DNS over
// HTTPS, Team Cymru's TXT. Who a domain is follows from its number alone, so every run is the same.
import {
  type DnsRecord,
  decodeDns,
  encodeDns,
  RCODE,
  RECORD_TYPES,
  type RecordType,
} from "../../src/domain/dns-wire.ts";
import type { SocketExchange } from "../../src/recheck/sources/whois.ts";

const DAY = 86_400;

/** What becomes of a domain. One in five is fresh and stays on the schedule; the rest is settled by the first look. */
export interface Fate {
  readonly domain: string;
  readonly host: string;
  readonly isFresh: boolean;
  readonly registeredAt: number;
  /** `null`: it stays up. */
  readonly heldAt: number | null;
  readonly addresses: { readonly a: readonly string[]; readonly aaaa: readonly string[] };
}

/** Evenly spread, from 0 to 1, and always the same for the same words. */
export function chance(...words: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const char of words.join(" ")) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}

/** Six in seven TLDs of reported domains have RDAP; .cn stands for those that have none. */
const FRESH_TLDS = ["top", "com", "xyz", "shop", "com", "top", "cn"];
const letters = (n: number): string =>
  n.toString(26).replace(/[0-9a-p]/g, (d) => "etaoinshrdlcumwfgypbvkxjqz"[Number.parseInt(d, 26)] ?? "e");

export function fateOf(n: number, seenAt: number): Fate {
  const isFresh = n % 5 === 0;
  const domain = isFresh
    ? `secure-login-${n}.${FRESH_TLDS[n % FRESH_TLDS.length]}`
    : `garden${letters(n)}.com`;
  const registeredAt = isFresh
    ? seenAt - Math.floor(chance("age", n) * 6 * DAY)
    : seenAt - Math.floor((2.2 + chance("age", n) * 12) * 365 * DAY);
  const isHeld = isFresh && chance("held", n) < 0.4;
  return {
    domain,
    host: isFresh && chance("host", n) < 0.5 ? `login-${n}.${domain}` : domain,
    isFresh,
    registeredAt,
    heldAt: isHeld ? seenAt + Math.floor(chance("when", n) * 5 * DAY) : null,
    addresses: addressesOf(n),
  };
}

/** Over half stand behind a CDN with published ranges; the rest at some 300 networks of hosting companies. */
function addressesOf(n: number): Fate["addresses"] {
  const byte = Math.floor(chance("ip", n) * 254) + 1;
  if (chance("cdn", n) < 0.55)
    return { a: [`104.21.${byte % 95}.${byte}`, `172.67.${byte % 200}.${byte}`], aaaa: [] };
  const network = Math.floor(chance("net", n) ** 2 * 300);
  const a = [`154.${network % 100}.${Math.floor(network / 100)}.${byte}`];
  return { a, aaaa: chance("v6", n) < 0.3 ? [`2a0${network % 10}:${(network % 90) + 10}00::${byte}`] : [] };
}

export interface World {
  readonly fetch: typeof fetch;
  readonly exchange: SocketExchange;
  add(fate: Fate): void;
}

/** One request in 100 is not answered, one in 200 throttled; a registry is down for six hours on the tenth day. */
const LOST_SHARE = 0.01;
const THROTTLED_SHARE = 0.005;
const OUTAGE = { tld: "top", fromDay: 9, hours: 6 };

/** @param now the virtual time; @param start when the simulation began; @param isCalm nothing fails, and no name is held. */
export function makeWorld(now: () => number, start: number, isCalm = false): World {
  const fates = new Map<string, Fate>();
  let asked = 0;
  const hasLuck = (share: number): boolean => !isCalm && chance("luck", ++asked) < share;
  const isDown = (tld: string): boolean => {
    const since = now() - start - OUTAGE.fromDay * DAY;
    return !isCalm && tld === OUTAGE.tld && since >= 0 && since < OUTAGE.hours * 3_600;
  };
  return {
    add: (known) => {
      const fate = isCalm ? { ...known, heldAt: null } : known;
      fates.set(fate.domain, fate);
      fates.set(fate.host, fate);
    },
    fetch: async (input) => {
      const url = new URL(String(input));
      const tld = url.hostname.split(".").at(-2) ?? "";
      if (hasLuck(LOST_SHARE) || (url.hostname.startsWith("rdap.") && isDown(tld)))
        throw new TypeError("fetch failed", {
          cause: Object.assign(new Error("late"), { code: "ETIMEDOUT" }),
        });
      if (url.hostname.startsWith("rdap.")) {
        if (hasLuck(THROTTLED_SHARE))
          return new Response("", { status: 429, headers: { "retry-after": "120" } });
        return rdapAnswer(fates.get(url.pathname.split("/").at(-1) ?? ""), now());
      }
      return dnsAnswer(url, fates, now());
    },
    exchange: async (_to, query) => {
      if (hasLuck(LOST_SHARE)) return { ok: false, reason: "timeout", detail: "late" };
      const fate = fates.get(new TextDecoder().decode(query).trim());
      const at = new Date(((fate?.registeredAt ?? 0) + 8 * 3_600) * 1000).toISOString();
      const text = fate
        ? `Domain Name: ${fate.domain}\r\nDomain Status: ${isHeld(fate, now()) ? "clientHold" : "ok"}\r\n` +
          `Sponsoring Registrar: R\r\nRegistration Time: ${at.slice(0, 19).replace("T", " ")}\r\n`
        : "No matching record.\r\n";
      return { ok: true, bytes: new TextEncoder().encode(text) };
    },
  };
}

const isHeld = ({ heldAt }: Fate, now: number): boolean => heldAt !== null && now >= heldAt;

function rdapAnswer(fate: Fate | undefined, now: number): Response {
  const headers = { "content-type": "application/rdap+json" };
  if (!fate) return new Response("{}", { status: 404, headers });
  const body = {
    objectClassName: "domain",
    ldhName: fate.domain,
    status: [isHeld(fate, now) ? "client hold" : "active"],
    events: [{ eventAction: "registration", eventDate: new Date(fate.registeredAt * 1000).toISOString() }],
    entities: [{ roles: ["registrar"], vcardArray: ["vcard", [["fn", {}, "text", "Registrar One"]]] }],
    nameservers: [{ ldhName: "ns1.dns-host.com" }, { ldhName: "ns2.dns-host.com" }],
  };
  return new Response(JSON.stringify(body), { headers });
}

function dnsAnswer(url: URL, fates: ReadonlyMap<string, Fate>, now: number): Response {
  const query = decodeDns(new Uint8Array(Buffer.from(url.searchParams.get("dns") ?? "", "base64url")));
  if (!query.ok) return new Response("", { status: 400 });
  const { question } = query.value;
  const { name } = question;
  const texts = cymruTexts(name);
  const fate = fates.get(name);
  const isUp = texts.length > 0 || (fate !== undefined && !isHeld(fate, now));
  const records = (type: RecordType, values: readonly string[]): DnsRecord[] =>
    question.type === RECORD_TYPES[type] ? values.map((data) => ({ name, type, ttl: 300, data })) : [];
  const answers = isUp
    ? [
        ...records("A", fate?.addresses.a ?? []),
        ...records("AAAA", fate?.addresses.aaaa ?? []),
        ...records("TXT", texts),
      ]
    : [];
  const rcode = isUp ? RCODE.NOERROR : RCODE.NXDOMAIN;
  const bytes = encodeDns({ id: 0, isResponse: true, rcode, question, answers });
  return new Response(bytes as Uint8Array<ArrayBuffer>, {
    headers: { "content-type": "application/dns-message" },
  });
}

function cymruTexts(name: string): string[] {
  const as = /^as(\d+)\.asn\.cymru\.com$/.exec(name)?.[1];
  if (as !== undefined) return [`${as} | HK | apnic | 2013-08-01 | HOSTING-${as}, HK`];
  const labels = /^(.*)\.origin6?\.asn\.cymru\.com$/.exec(name)?.[1];
  if (labels === undefined) return [];
  const asn = 200_000 + Math.floor(chance("asn", labels.split(".").slice(-3).join(".")) * 120);
  return [`${asn} | 154.0.0.0/16 | HK | apnic | 2013-08-01`];
}
