import { err, ok, type Result } from "../domain/result.ts";
import type { AppError } from "./errors.ts";

/**
 * The body as bytes, never more than `max`. The announced length is refused before a byte is read; without one,
 * or with a false one, reading stops at the limit.
 */
export async function readBody(request: Request, max: number): Promise<Result<Uint8Array, AppError>> {
  const announced = Number(request.headers.get("content-length") ?? "0");
  if (announced > max) return err({ code: "body_too_large", max });
  if (request.body === null) return err({ code: "body_empty" });
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.byteLength;
    if (bytes > max) {
      await reader.cancel();
      return err({ code: "body_too_large", max });
    }
    chunks.push(value);
  }
  return bytes === 0 ? err({ code: "body_empty" }) : ok(joined(chunks, bytes));
}

function joined(chunks: readonly Uint8Array[], bytes: number): Uint8Array {
  if (chunks.length === 1) return chunks[0] as Uint8Array;
  const all = new Uint8Array(bytes);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.byteLength;
  }
  return all;
}
