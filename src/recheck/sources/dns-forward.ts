import { DNS_BYTES_MAX, DNS_TIMEOUT_MS } from "../../limits.ts";
import { type LimitedFetch, mediaTypeOf } from "./limited-fetch.ts";

/** RFC 8484 section 6. */
const DNS_MESSAGE = "application/dns-message";

/**
 * Hands a DNS message to the resolvers, one after the other, and gives back the first answer as it came. `null`: none
 * of them answered. The query is the asker's own bytes: nothing of the asker is added to it.
 */
export function makeDnsForwarder(deps: {
  readonly fetch: LimitedFetch;
  readonly urls: readonly string[];
}): (query: Uint8Array) => Promise<Uint8Array | null> {
  return async (query) => {
    for (const endpoint of deps.urls) {
      const outcome = await deps.fetch({
        url: endpoint,
        method: "POST",
        headers: { accept: DNS_MESSAGE, "content-type": DNS_MESSAGE },
        body: Uint8Array.from(query),
        timeoutMs: DNS_TIMEOUT_MS,
        bytesMax: DNS_BYTES_MAX,
      });
      if (outcome.ok && outcome.status === 200 && mediaTypeOf(outcome.headers) === DNS_MESSAGE)
        return outcome.bytes;
    }
    return null;
  };
}
