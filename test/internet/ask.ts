/** Clients of the simulated internet for tests: plain sockets and fetch, none of the product's code. */
import { connect } from "node:net";
import { type DnsMessage, decodeMessage, encodeMessage, TYPES } from "./dns-wire.ts";
import type { Internet } from "./start.ts";

export type Provider = "dns-query" | "dns-query-2";

/** One question in wire format by POST. */
export async function askDns(
  internet: Pick<Internet, "origin">,
  name: string,
  type: keyof typeof TYPES = "A",
  provider: Provider = "dns-query",
): Promise<DnsMessage> {
  const response = await fetch(`${internet.origin}/${provider}`, {
    method: "POST",
    headers: { "content-type": "application/dns-message" },
    body: new Uint8Array(toQuery(name, type)),
  });
  return decodeMessage(new Uint8Array(await response.arrayBuffer()));
}

export function toQuery(name: string, type: keyof typeof TYPES): Buffer {
  const question = { name, type: TYPES[type] };
  const nothing = {
    answer: [],
    authority: [],
    additional: [],
    isAnswer: false,
    isTruncated: false,
    rcode: 0,
  };
  return encodeMessage({ id: 0x1234, question, ...nothing });
}

/** What came until the connection ended; rejects when it was reset. */
export function askWhois(internet: Pick<Internet, "whois">, line: string): Promise<Buffer> {
  const [host, port] = internet.whois.split(":") as [string, string];
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), host, () => socket.write(`${line}\r\n`));
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.once("error", reject);
    socket.once("end", () => {
      socket.end();
      resolve(Buffer.concat(chunks));
    });
  });
}

/** Data of the answer section, in order. */
export function dataOf(message: DnsMessage): string[] {
  return message.answer.map((record) => record.data);
}
