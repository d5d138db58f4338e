import { connect } from "node:net";
import { connectionFailure } from "../recheck/sources/limited-fetch.ts";
import type { SocketExchange, SocketOutcome } from "../recheck/sources/whois.ts";

/** SocketExchange on node:net, for the command line. */
export const exchangeOverNodeSocket: SocketExchange = (to, query, { timeoutMs, bytesMax }) =>
  new Promise<SocketOutcome>((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const socket = connect({ host: to.host, port: to.port });
    const timer = setTimeout(
      () => finish({ ok: false, reason: "timeout", detail: `No full answer within ${timeoutMs} ms` }),
      timeoutMs,
    );
    const finish = (outcome: SocketOutcome) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(outcome);
    };
    socket.on("connect", () => socket.write(query));
    socket.on("data", (chunk: Buffer) => {
      length += chunk.length;
      chunks.push(chunk);
      if (length > bytesMax)
        finish({ ok: false, reason: "too_large", detail: `The answer is longer than ${bytesMax} bytes` });
    });
    socket.on("end", () => finish({ ok: true, bytes: new Uint8Array(Buffer.concat(chunks)) }));
    socket.on("error", (error: NodeJS.ErrnoException) =>
      finish({
        ok: false,
        reason: connectionFailure(new Error(`${error.code} ${error.message}`)),
        detail: error.message.slice(0, 200),
      }),
    );
  });
