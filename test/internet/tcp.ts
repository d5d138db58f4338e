/** The two plain TCP ports: one line in, one text out (WHOIS), and the trap. */
import { createServer, type Server, type Socket } from "node:net";
import { deliverText, type Holds } from "./deliver.ts";
import type { Outcome } from "./reply.ts";

/** RFC 3912 sets no limit; a name and its options are far below this. */
const LINE_BYTES_MAX = 1_024;

/** What a trapped client would believe: the oldest and most innocent domain there is. */
const TRAP_RDAP = JSON.stringify({
  objectClassName: "domain",
  ldhName: "trapped.example",
  events: [{ eventAction: "registration", eventDate: "1990-01-01T00:00:00Z" }],
});
const TRAP_HTTP = `HTTP/1.1 200 OK\r\ncontent-type: application/rdap+json\r\ncontent-length: ${TRAP_RDAP.length}\r\nconnection: close\r\n\r\n${TRAP_RDAP}`;
const TRAP_WHOIS = "Domain Name: TRAPPED.EXAMPLE\r\nCreation Date: 1990-01-01T00:00:00Z\r\n";

export function createLineServer(answer: (line: string) => Outcome, holds: Holds): Server {
  // A client may close its sending half after the line; the answer still has to go out.
  return createServer({ allowHalfOpen: true }, (socket) => {
    readLine(socket, (line) => {
      try {
        deliverText(socket, answer(line), holds);
      } catch (error) {
        socket.end(`Simulated internet: ${error}\r\n`); // A mistake in a fixture: seen by whoever asked.
      }
    });
  });
}

/** Answers everybody, in HTTP or WHOIS, with a lie; `onVisit` is called for every connection. */
export function createTrap(onVisit: () => void): Server {
  return createServer((socket) => {
    onVisit();
    readLine(socket, (line) => socket.end(/^(GET|POST|HEAD) /.test(line) ? TRAP_HTTP : TRAP_WHOIS));
  });
}

function readLine(socket: Socket, onLine: (line: string) => void): void {
  let text = "";
  // The other side going away early is what many of the faults are about.
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk) => {
    const wasWhole = text.includes("\n");
    text = (text + chunk.toString("latin1")).slice(0, LINE_BYTES_MAX);
    if (wasWhole) return;
    if (text.includes("\n")) onLine(text.slice(0, text.indexOf("\n")));
    else if (text.length === LINE_BYTES_MAX) socket.destroy();
  });
  socket.once("end", () => {
    if (!text.includes("\n")) socket.destroy();
  });
}
