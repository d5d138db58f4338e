import type { Message } from "../domain/message.ts";

/**
 * What identifies a mail whatever way it was delivered. Routing adds headers on top that may differ from one
 * attempt to the next, so only the writer's own headers and the body count. The body is part of it: a sender
 * who puts the same Message-ID on every mail must not hide the second behind the first.
 */
const IDENTITY_HEADERS = ["message-id", "from", "date", "subject"];

/** 32 hex digits of SHA-256. `message` is `null` for a mail that could not be read: then every byte counts. */
export async function mailId(bytes: Uint8Array, message: Message | null): Promise<string> {
  const headers = (message?.headers ?? [])
    .filter((h) => IDENTITY_HEADERS.includes(h.name))
    .map((h) => `${h.name}:${h.value}\n`)
    .sort();
  const head = new TextEncoder().encode(headers.join(""));
  const body = message && headers.length > 0 ? bytes.subarray(bodyStart(bytes)) : bytes;
  const all = new Uint8Array(head.length + body.length);
  all.set(head);
  all.set(body, head.length);
  return hex(await crypto.subtle.digest("SHA-256", all)).slice(0, 32);
}

/** HMAC-SHA-256 of the reporter's address, 16 hex digits: counts independent reporters, names nobody. */
export async function reporterHash(address: string, key: string): Promise<string | null> {
  const text = address.trim().toLowerCase();
  if (text === "") return null;
  const encoder = new TextEncoder();
  const hmac = await crypto.subtle.importKey(
    "raw",
    encoder.encode(key),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  return hex(await crypto.subtle.sign("HMAC", hmac, encoder.encode(text))).slice(0, 16);
}

/** Index after the first empty line; the whole length when there is none. */
function bodyStart(bytes: Uint8Array): number {
  const LF = 10;
  const CR = 13;
  for (let i = bytes.indexOf(LF); i >= 0; i = bytes.indexOf(LF, i + 1)) {
    if (bytes[i + 1] === LF) return i + 2;
    if (bytes[i + 1] === CR && bytes[i + 2] === LF) return i + 3;
  }
  return bytes.length;
}

function hex(digest: ArrayBuffer): string {
  return Array.from(new Uint8Array(digest), (b) => b.toString(16).padStart(2, "0")).join("");
}
