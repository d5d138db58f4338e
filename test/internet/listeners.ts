/** Loopback listeners that open together and close together. */
import type { Server as HttpServer } from "node:http";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";

export interface Listeners {
  /**
   * Listens on 127.0.0.1 (port 0: any free one) and gives `127.0.0.1:PORT`. Rejects when the port is taken,
   * and closes what was opened before: nothing would close it else.
   */
  open(server: Server | HttpServer, port: number): Promise<string>;
  /** Cuts open connections: closing waits for them, and a held or dripping one would never end. */
  close(): Promise<void>;
}

export function createListeners(): Listeners {
  const servers = new Set<Server | HttpServer>();
  const sockets = new Set<Socket>();
  const close = async () => {
    const closed = [...servers].map((server) => new Promise((resolve) => server.close(resolve)));
    for (const socket of sockets) socket.destroy();
    servers.clear();
    await Promise.all(closed);
  };
  return {
    close,
    open: async (server, port) => {
      server.on("connection", (socket: Socket) => {
        sockets.add(socket);
        socket.once("close", () => sockets.delete(socket));
      });
      try {
        await listen(server, port);
      } catch (error) {
        await close();
        throw error;
      }
      servers.add(server);
      return `127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
  };
}

/** A port that was free a moment ago and on which nobody listens. */
export async function findClosedOrigin(): Promise<string> {
  const listeners = createListeners();
  const host = await listeners.open(createServer(), 0);
  await listeners.close();
  return `http://${host}`;
}

function listen(server: Server | HttpServer, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve());
  });
}
