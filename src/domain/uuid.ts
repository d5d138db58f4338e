import { sha1 } from "./digests.ts";

/** Of everything that Freshcatch names; drawn once at random. */
export const UUID_NAMESPACE = "0d5b8f0a-6c1e-4b7d-9a43-2f7e5c918b64";

/**
 * UUID version 5 (RFC 9562 section 5.5): the same name in the same namespace gives the same id on every machine.
 * For `www.example.com` in the DNS namespace: 2ed6657d-e927-568b-95e1-2665a8aea6a2 (RFC 9562, appendix A.4).
 */
export function uuidV5(name: string, namespace: string = UUID_NAMESPACE): string {
  const space = Uint8Array.from(namespace.replaceAll("-", "").match(/../g) ?? [], (hex) =>
    Number.parseInt(hex, 16),
  );
  const bytes = sha1(Uint8Array.of(...space, ...new TextEncoder().encode(name))).subarray(0, 16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  return toHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** Lower-case hex digits. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
