/**
 * DNS over HTTPS: RFC 8484 (GET `?dns=`, POST `application/dns-message`) and the JSON form of the public
 * resolvers (`?name=&type=` with `accept: application/dns-json`). The first provider writes JSON as
 * Cloudflare does (names without final dot, TXT in quotes), the second as Google does (final dot, no quotes).
 */
import { asnFault, isAsnQuestion, resolveAsn } from "./asn.ts";
import {
  type DnsMessage,
  type DnsQuestion,
  type DnsRecord,
  decodeMessage,
  encodeMessage,
  RCODES,
  TYPES,
  toTypeName,
  toTypeNumber,
} from "./dns-wire.ts";
import type { Fixtures } from "./fixtures.ts";
import type { HttpQuestion } from "./http.ts";
import { type Exchange, OTHER_NAME, type Reply } from "./reply.ts";
import { resolve, type ZoneAnswer } from "./zone.ts";

interface Query {
  readonly id: number;
  readonly question: DnsQuestion;
  readonly isJson: boolean;
}

const NO_SUCH_NAME: ZoneAnswer = { rcode: "NXDOMAIN", answer: [], authority: [] };

/** `null`: no readable question, to be answered with 400 as the public resolvers do. */
export function dohExchange(fixtures: Fixtures, request: HttpQuestion, provider: 1 | 2): Exchange | null {
  const query = readQuery(request);
  if (query === null) return null;
  const { name, type } = query.question;
  const isAsn = isAsnQuestion(name);
  const service = isAsn ? "asn" : "dns";
  const answer = () => (isAsn ? resolveAsn(fixtures, query.question) : resolve(fixtures, query.question));
  const write = (said: ZoneAnswer, question = query.question, additional: readonly DnsRecord[] = []) =>
    writeReply({ ...query, question }, said, additional, provider);
  return {
    services: [`${service}-${provider}`, service],
    question: `${name.toLowerCase()} ${toTypeName(type)}`,
    subject: name.toLowerCase(),
    fixtureFault: isAsn ? asnFault(fixtures, name) : null,
    good: () => write(answer()),
    absent: () => write(NO_SUCH_NAME),
    wrongDomain: () => write(rename(answer(), name), { name: OTHER_NAME, type }),
    // Records of a stranger's name in the additional section: the classic poisoning of a cache.
    poisoned: () => write(answer(), query.question, [aRecord("www.popular.example", "127.0.0.1")]),
  };
}

function readQuery(request: HttpQuestion): Query | null {
  const params = request.url.searchParams;
  const name = params.get("name");
  if (name !== null) {
    const type = toTypeNumber(params.get("type") ?? "A");
    const isName = name.length <= 255 && /^[^\s]*$/.test(name);
    return type === null || !isName
      ? null
      : { id: 0, question: { name: name.replace(/\.$/, ""), type }, isJson: true };
  }
  const bytes = request.method === "POST" ? request.body : Buffer.from(params.get("dns") ?? "", "base64url");
  if (request.method === "POST" && request.headers["content-type"] !== "application/dns-message") return null;
  try {
    const { id, question } = decodeMessage(bytes);
    return question === null ? null : { id, question, isJson: false };
  } catch {
    return null; // Not a DNS message: the caller says so with 400.
  }
}

function writeReply(
  query: Query,
  said: ZoneAnswer,
  additional: readonly DnsRecord[],
  provider: 1 | 2,
): Reply {
  return query.isJson
    ? jsonReply(query.question, said, additional, provider)
    : wireReply(query, said, additional);
}

function wireReply({ id, question }: Query, said: ZoneAnswer, additional: readonly DnsRecord[]): Reply {
  const message: DnsMessage = {
    id,
    isAnswer: true,
    isTruncated: false,
    rcode: RCODES[said.rcode],
    question,
    answer: said.answer,
    authority: said.authority,
    additional,
  };
  return { status: 200, type: "application/dns-message", body: encodeMessage(message), filler: "\0" };
}

function jsonReply(
  question: DnsQuestion,
  said: ZoneAnswer,
  additional: readonly DnsRecord[],
  provider: 1 | 2,
): Reply {
  const dot = (name: string) => (provider === 2 ? `${name}.` : name);
  const data = ({ type, data }: DnsRecord) => {
    if (type === TYPES.TXT) return provider === 1 ? JSON.stringify(data) : data;
    return type === TYPES.A || type === TYPES.AAAA ? data : `${data}.`;
  };
  const section = (records: readonly DnsRecord[]) =>
    records.map((each) => ({ name: dot(each.name), type: each.type, TTL: each.ttl, data: data(each) }));
  const body = {
    Status: RCODES[said.rcode],
    TC: false,
    RD: true,
    RA: true,
    AD: false,
    CD: false,
    Question: [{ name: dot(question.name), type: question.type }],
    ...(said.answer.length > 0 && { Answer: section(said.answer) }),
    ...(said.authority.length > 0 && { Authority: section(said.authority) }),
    ...(additional.length > 0 && { Additional: section(additional) }),
  };
  return { status: 200, type: "application/dns-json", body: Buffer.from(JSON.stringify(body)), filler: " " };
}

function rename(said: ZoneAnswer, name: string): ZoneAnswer {
  const answer = said.answer.map((record) =>
    record.name === name ? { ...record, name: OTHER_NAME } : record,
  );
  return { ...said, answer };
}

function aRecord(name: string, data: string): DnsRecord {
  return { name, type: TYPES.A, ttl: 300, data };
}
