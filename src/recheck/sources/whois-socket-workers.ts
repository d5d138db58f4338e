import { connect } from "cloudflare:sockets";
import { connectionFailure, readCapped } from "./limited-fetch.ts";
import type { SocketExchange, SocketOutcome } from "./whois.ts";

/** SocketExchange on workerd's TCP sockets. */
export const exchangeOverWorkersSocket: SocketExchange = async (to, query, { timeoutMs, bytesMax }) => {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const late = new Promise<SocketOutcome>((resolve) => {
    timer = setTimeout(
      () => resolve({ ok: false, reason: "timeout", detail: `No full answer within ${timeoutMs} ms` }),
      timeoutMs,
    );
  });
  const socket = connect({ hostname: to.host, port: to.port });
  const answer = (async (): Promise<SocketOutcome> => {
    try {
      const writer = socket.writable.getWriter();
      await writer.write(query);
      writer.releaseLock();
      const bytes = await readCapped(socket.readable, bytesMax);
      if (bytes === null)
        return { ok: false, reason: "too_large", detail: `The answer is longer than ${bytesMax} bytes` };
      return { ok: true, bytes };
    } catch (error) {
      return { ok: false, reason: connectionFailure(error), detail: String(error).slice(0, 200) };
    }
  })();
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
    // Closing a socket that is already broken rejects; the outcome is known by now.
    socket.close().catch(() => undefined);
    socket.closed.catch(() => undefined);
  }
};
