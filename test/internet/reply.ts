/**
 * A service's answer before it is sent, and what each kind of fault makes of it. A service knows its own
 * format (what "no", "go away" or "of another name" look like); transport faults are the same for all.
 */
import type { Asked, Fault } from "./faults.ts";

export interface Reply {
  /** Of no meaning to WHOIS. */
  readonly status: number;
  readonly type: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Sent over and over after the body by the `oversize` fault: what the format ignores. */
  readonly filler?: string;
}

/** How the bytes go out; `reset` after the first half of them. */
export type Delivery =
  | { readonly mode: "whole" | "hold" | "drop" | "reset" }
  | { readonly mode: "drip"; readonly everyMs: number }
  | { readonly mode: "flood"; readonly bytes: number };

export interface Outcome {
  readonly reply: Reply;
  readonly delivery: Delivery;
}

/** One question to one service, with the answers that only the service can write. */
export interface Exchange extends Asked {
  good(): Reply;
  absent(): Reply;
  /** About `OTHER_NAME` in place of the name asked. */
  wrongDomain(): Reply;
  poisoned(trap: Trap): Reply;
  /** The service's own words for "too many questions"; `null`: HTTP 429 says it. */
  throttled?(): Reply;
  /** The same for a breakdown on the other side. */
  broken?(): Reply;
  reserved?(): Reply;
  /** WHOIS has no redirects: its referral line. `null` location: to itself. */
  redirected?(location: string | null): Reply;
}

/** Where a client lands that follows what an answer says. */
export interface Trap {
  readonly origin: string;
  /** `127.0.0.1:PORT` */
  readonly host: string;
}

export const OTHER_NAME = "another-name.example";
const DRIP_EVERY_MS = 100;
const FLOOD_BYTES = 8 * 1024 * 1024;
const GARBAGE = Buffer.from(Array.from({ length: 512 }, (_, i) => (i * 197 + 91) % 256));
const HTML_PAGE =
  "<!doctype html><html><head><title>Service notice</title></head><body><h1>We will be back soon</h1></body></html>\n";

export const WHOLE: Delivery = { mode: "whole" };

/** What is sent for a question under a fault; `path` is the URL that a redirect loop points back to. */
export function applyFault(exchange: Exchange, fault: Fault | null, trap: Trap, path: string): Outcome {
  switch (fault?.kind) {
    case "slow":
      return { reply: exchange.good(), delivery: { mode: "hold" } };
    case "drip":
      return { reply: exchange.good(), delivery: { mode: "drip", everyMs: fault.everyMs ?? DRIP_EVERY_MS } };
    case "refused":
      return { reply: exchange.good(), delivery: { mode: "drop" } };
    case "reset":
      return { reply: exchange.good(), delivery: { mode: "reset" } };
    case "oversize":
      return { reply: exchange.good(), delivery: { mode: "flood", bytes: fault.bytes ?? FLOOD_BYTES } };
    default:
      return { reply: fault ? spoil(exchange, fault, trap, path) : exchange.good(), delivery: WHOLE };
  }
}

/** Faults that change what is said, not how the bytes travel. */
function spoil(exchange: Exchange, fault: Fault, trap: Trap, path: string): Reply {
  const good = exchange.good();
  switch (fault.kind) {
    case "rate-limited":
      return exchange.throttled?.() ?? statusReply(429, fault.retryAfter);
    case "server-error":
      return exchange.broken?.() ?? statusReply(fault.status ?? 500);
    case "truncated":
      return { ...good, body: good.body.subarray(0, Math.floor(good.body.length / 2)) };
    case "wrong-type":
      return { ...good, type: "text/html; charset=utf-8" };
    case "garbage":
      return { ...good, status: 200, body: GARBAGE };
    case "html-page":
      return { status: 200, type: "text/html; charset=utf-8", body: Buffer.from(HTML_PAGE) };
    case "redirect-loop":
      return exchange.redirected?.(null) ?? redirect(path);
    case "redirect-elsewhere":
      return exchange.redirected?.(trap.host) ?? redirect(`${trap.origin}${path}`);
    case "wrong-domain":
      return exchange.wrongDomain();
    case "poisoned-referral":
      return exchange.poisoned(trap);
    case "reserved":
      return exchange.reserved?.() ?? exchange.absent();
    default:
      return exchange.absent();
  }
}

function statusReply(status: number, retryAfter?: string): Reply {
  const headers: Record<string, string> = retryAfter === undefined ? {} : { "retry-after": retryAfter };
  return { status, type: "text/plain", headers, body: Buffer.from(`${status}\n`) };
}

function redirect(location: string): Reply {
  return { status: 302, type: "text/plain", headers: { location }, body: Buffer.alloc(0) };
}
