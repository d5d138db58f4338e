// Load over HTTP on kept connections: a fixed number of requests, so that it always ends.
import http from "node:http";

const CONNECTIONS = 8;

/** Requests a second. */
export async function load(
  origin: URL,
  host: string,
  pathOf: (n: number) => string,
  requests: number,
): Promise<number> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  let sent = 0;
  const started = performance.now();
  const worker = async (): Promise<void> => {
    while (sent < requests) await get(origin, host, pathOf(sent++), agent);
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  const seconds = (performance.now() - started) / 1000;
  agent.destroy();
  return requests / seconds;
}

export interface Answer {
  readonly status: number;
  readonly etag: string;
  readonly bytes: number;
}

/** Reads the whole answer and keeps none of it. */
export function get(
  origin: URL,
  host: string,
  path: string,
  agent?: http.Agent,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return new Promise((done, fail) => {
    const options = {
      host: origin.hostname,
      port: origin.port,
      path,
      headers: { host, ...headers },
      ...(agent ? { agent } : {}),
    };
    const request = http.get(options, (answer) => {
      let bytes = 0;
      answer.on("data", (chunk: Buffer) => (bytes += chunk.length));
      answer.on("end", () =>
        done({ status: answer.statusCode ?? 0, etag: String(answer.headers.etag ?? ""), bytes }),
      );
      answer.on("error", fail);
    });
    request.on("error", fail);
  });
}
