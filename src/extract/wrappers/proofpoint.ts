import type { CanonicalUrl } from "../../domain/url.ts";
import { decodeBase64Bytes } from "../base64.ts";
import { percentDecodeText } from "../data-url.ts";
import { type Family, isHostOf, parameter, rawPathOf, tailOf } from "./family.ts";

/**
 * Proofpoint URL Defense, the three published formats:
 *
 *   v1  /v1/url?u=http%3A%2F%2Fx.example%2F&k=...                 percent-encoded
 *   v2  /v2/url?u=http-3A__x.example_a&d=...                      `-` stands for `%`, `_` for `/`
 *   v3  /v3/__https://x.example/*a__;Iw!!token$                   `*` stands for a byte of the base64 text,
 *                                                                  `**B` for a run of three of them
 */
const HOSTS = ["urldefense.proofpoint.com", "urldefense.com", "urldefense.us"];

const isProofpoint = (url: CanonicalUrl): boolean => HOSTS.some((host) => isHostOf(url.host, host));

export const proofpointV1: Family = {
  name: "proofpoint-v1",
  role: "wrapper",
  read(url) {
    if (!isProofpoint(url) || !rawPathOf(url).startsWith("/v1/")) return null;
    const value = parameter(url, "u");
    return value === null ? null : { target: value };
  },
};

export const proofpointV2: Family = {
  name: "proofpoint-v2",
  role: "wrapper",
  read(url) {
    if (!isProofpoint(url) || !rawPathOf(url).startsWith("/v2/")) return null;
    const value = parameter(url, "u");
    if (value === null) return null;
    return { target: percentDecodeText(value.replaceAll("-", "%").replaceAll("_", "/")) };
  },
};

export const proofpointV3: Family = {
  name: "proofpoint-v3",
  role: "wrapper",
  read(url) {
    if (!isProofpoint(url)) return null;
    const tail = tailOf(url).replace(/^\/v3\/(?:__|%5f%5f)/i, "");
    if (tail === tailOf(url)) return null;
    const end = tail.indexOf("__;");
    // A link that was cut on its way still names its host.
    if (end < 0) return { target: tail };
    const bytes = decodeBase64Bytes(/^[\w-]*/.exec(tail.slice(end + 3))?.[0] ?? "") ?? new Uint8Array();
    return { target: fillIn(tail.slice(0, end), bytes) };
  },
};

/** Run lengths 2 to 65, in the order of base64url's letters. */
const RUN_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

function fillIn(text: string, bytes: Uint8Array): string {
  let used = 0;
  let out = "";
  let run: number[] = [];
  const flush = (): void => {
    out += new TextDecoder().decode(Uint8Array.from(run));
    run = [];
  };
  for (let at = 0; at < text.length; at++) {
    if (text[at] !== "*") {
      flush();
      out += text[at];
      continue;
    }
    const length = text[at + 1] === "*" ? RUN_LETTERS.indexOf(text[at + 2] ?? "?") + 2 : 1;
    if (text[at + 1] === "*" && length > 1) at += 2;
    // One character may be spread over several runs: bytes are decoded together.
    run.push(...bytes.subarray(used, used + length));
    used += length;
  }
  flush();
  return out;
}
