/** Sends an outcome over a socket, in one piece or as badly as the fault wants. HTTP and WHOIS alike. */
import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Delivery, Outcome, Reply } from "./reply.ts";

/** Answers that are held back: call one to let it go. */
export type Holds = Set<() => void>;

const RESET_DELAY_MS = 20;
const FLOOD_CHUNK_BYTES = 64 * 1024;

export function deliverHttp(response: ServerResponse, { reply, delivery }: Outcome, holds: Holds): void {
  const socket = response.socket as Socket;
  const send = (mode: Delivery) => {
    // Without a length Node sends chunks: a flood does not announce itself.
    const length = mode.mode === "flood" ? {} : { "content-length": reply.body.length };
    if (mode.mode !== "drop")
      response.writeHead(reply.status, { "content-type": reply.type, ...length, ...reply.headers });
    deliver(response, socket, reply, mode);
  };
  hold(response, delivery, holds, send);
}

export function deliverText(socket: Socket, { reply, delivery }: Outcome, holds: Holds): void {
  hold(socket, delivery, holds, (mode) => deliver(socket, socket, reply, mode));
}

type Sink = ServerResponse | Socket;

function hold(sink: Sink, delivery: Delivery, holds: Holds, send: (delivery: Delivery) => void): void {
  if (delivery.mode !== "hold") {
    send(delivery);
    return;
  }
  const letGo = () => {
    holds.delete(letGo);
    if (!sink.destroyed) send({ mode: "whole" });
  };
  holds.add(letGo);
  sink.once("close", () => holds.delete(letGo));
}

function deliver(sink: Sink, socket: Socket, reply: Reply, delivery: Delivery): void {
  switch (delivery.mode) {
    case "drop":
      socket.resetAndDestroy();
      return;
    case "reset":
      sink.write(reply.body.subarray(0, Math.ceil(reply.body.length / 2)), () => resetLater(socket));
      return;
    case "drip":
      drip(sink, reply.body, delivery.everyMs);
      return;
    case "flood":
      flood(sink, reply, delivery.bytes);
      return;
    default:
      sink.end(reply.body);
  }
}

/**
 * Resets once the first half was surely read: when both are there in one look, libuv (and so any client in
 * Node) tells of an end in place of the reset. The immediate gives a client in this very process its turn.
 */
function resetLater(socket: Socket): void {
  setTimeout(() => setImmediate(() => socket.resetAndDestroy()), RESET_DELAY_MS);
}

function drip(sink: Sink, body: Buffer, everyMs: number): void {
  let at = 0;
  const timer = setInterval(() => {
    sink.write(body.subarray(at, ++at));
    if (at < body.length) return;
    clearInterval(timer);
    sink.end();
  }, everyMs);
  sink.once("close", () => clearInterval(timer));
}

function flood(sink: Sink, { body, filler = " " }: Reply, bytes: number): void {
  const chunk = Buffer.alloc(FLOOD_CHUNK_BYTES, filler);
  let left = bytes - body.length;
  const pour = () => {
    while (left > 0 && !sink.destroyed) {
      left -= chunk.length;
      if (!sink.write(chunk)) {
        sink.once("drain", pour);
        return;
      }
    }
    sink.end();
  };
  sink.write(body);
  pour();
}
