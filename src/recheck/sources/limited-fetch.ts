/**
 * The only `fetch`: every request has a timeout that runs until the last byte, a cap on its bytes, no
 * redirect followed by itself, and a place in the invocation's gate. Outcomes are values; it never throws.
 */
import type { FailureReason } from "../../domain/evidence.ts";
import type { RequestGate } from "./request-gate.ts";

export interface FetchRequest {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: "GET" | "POST";
  readonly body?: Uint8Array<ArrayBuffer>;
  readonly timeoutMs: number;
  readonly bytesMax: number;
  /** The beginning is all that is wanted: at the cap reading stops, and what came is the answer. */
  readonly isPrefixEnough?: boolean;
}

export type FetchOutcome =
  | { readonly ok: true; readonly status: number; readonly headers: Headers; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly reason: FailureReason; readonly detail: string };

export type LimitedFetch = (request: FetchRequest) => Promise<FetchOutcome>;

export function makeLimitedFetch(fetchImpl: typeof fetch, gate: RequestGate): LimitedFetch {
  return async (request) => {
    const outcome = await gate.run(() => fetchOnce(fetchImpl, request));
    return outcome === "budget"
      ? failed("budget", "No external request is left in this invocation")
      : outcome;
  };
}

const failed = (reason: FailureReason, detail: string): FetchOutcome => ({ ok: false, reason, detail });

async function fetchOnce(fetchImpl: typeof fetch, request: FetchRequest): Promise<FetchOutcome> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), request.timeoutMs);
  try {
    const response = await fetchImpl(request.url, {
      method: request.method ?? "GET",
      headers: { ...request.headers },
      ...(request.body ? { body: request.body } : {}),
      redirect: "manual",
      signal: abort.signal,
    });
    const bytes = await readCapped(response.body, request.bytesMax, request.isPrefixEnough);
    if (bytes === null) {
      abort.abort();
      return failed("too_large", `The answer is longer than ${request.bytesMax} bytes`);
    }
    return { ok: true, status: response.status, headers: response.headers, bytes };
  } catch (error) {
    if (abort.signal.aborted) return failed("timeout", `No full answer within ${request.timeoutMs} ms`);
    return failed(connectionFailure(error), describe(error));
  } finally {
    clearTimeout(timer);
  }
}

/** Type and subtype, lower case; "": none given (RFC 9110 section 8.3). */
export function mediaTypeOf(headers: Headers): string {
  return (headers.get("content-type") ?? "").split(";", 1)[0]?.trim().toLowerCase().slice(0, 80) ?? "";
}

/** All bytes of the stream. When there are more than `bytesMax`: the first ones if these are enough, else `null`. */
export async function readCapped(
  stream: ReadableStream<Uint8Array> | null,
  bytesMax: number,
  isPrefixEnough = false,
): Promise<Uint8Array | null> {
  if (stream === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.byteLength;
    if (length > bytesMax) {
      // The stream may already be broken; that it is too long is the answer either way.
      await reader.cancel().catch(() => undefined);
      if (!isPrefixEnough) return null;
      chunks.push(value.subarray(0, value.byteLength - (length - bytesMax)));
      return concatenate(chunks, bytesMax);
    }
    chunks.push(value);
  }
  return concatenate(chunks, length);
}

function concatenate(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.byteLength;
  }
  return all;
}

/** Node names the cause by its code, workerd in words. Whatever broke off after the start is a reset. */
export function connectionFailure(error: unknown): FailureReason {
  const text = describe(error);
  if (
    /ECONNREFUSED|ENOTFOUND|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|refused|cannot connect|could not be (?:established|resolved)|dns/i.test(
      text,
    )
  )
    return "refused";
  return /ETIMEDOUT|UND_ERR_\w*TIMEOUT|timed? ?out/i.test(text) ? "timeout" : "reset";
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error).slice(0, 200);
  const cause =
    error.cause instanceof Error
      ? ` (${(error.cause as { code?: string }).code ?? ""} ${error.cause.message})`
      : "";
  return `${error.message}${cause}`.slice(0, 200);
}
