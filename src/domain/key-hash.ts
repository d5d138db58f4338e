import { sha256 } from "./digests.ts";
import { toHex } from "./uuid.ts";

/**
 * Private lookup: what is hashed is the entry's key, byte for byte as it stands in `feed.json`, in UTF-8.
 *
 *   evil.top                         registrable domain: ASCII, lower case, A-labels, no dot at the end
 *   evil.weebly.com, 203.0.113.7     host or address (IPv6 as RFC 5952 writes it, no brackets)
 *   https://sites.google.com/view/x  URL: always https, no port, no fragment, no slash at the end
 * An asker hashes each key that would cover the name (`keysForLookup`) and asks for the first digits only.
 */
export const keyHash = (key: string): string => toHex(sha256(new TextEncoder().encode(key)));

/** Digits of a bucket, and the fewest that may be asked for: 65,536 buckets. */
export const HASH_PREFIX_DIGITS_MIN = 4;
/** More digits would name the key itself. */
export const HASH_PREFIX_DIGITS_MAX = 8;
