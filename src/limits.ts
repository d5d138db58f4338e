/**
 * Every limit of the product, unit last, with its reason. Reaching one is told in the result
 * (`truncated`), never silent. Plans differ only where PLAN_LIMITS says so.
 */

/** Larger mail is refused, never cut: a cut MIME part can hide the one link that matters. */
export const MAIL_BYTES_MAX = 25 * 1024 * 1024; // Cloudflare's own inbound cap is 25 MiB.
/** Beyond this many MIME parts the rest is not decoded: 20,000 tiny parts cost 0.6 s. */
export const MIME_PARTS_MAX = 1_000;
/** message/rfc822 inside message/rfc822; deeper ones are searched as raw text. */
export const NESTED_MAILS_MAX = 8;
/** Text of one part that is searched; the longest real part seen was under 1 MB. */
export const PART_CHARS_MAX = 2_000_000;
/** Bytes of one attachment that a reader (PDF, QR, ZIP ...) looks at. */
export const ATTACHMENT_BYTES_MAX = 8 * 1024 * 1024;
export const ATTACHMENTS_MAX = 50;
/** Inflated bytes over all archives and streams of a mail: a 200 KB bomb gives 200 MB. */
export const INFLATED_BYTES_MAX = 8 * 1024 * 1024;
/** Width times height of an image looked at for QR codes: 4 MP as RGBA is 16 MB of 128. */
export const IMAGE_PIXELS_MAX = 4_000_000;
export const IMAGES_MAX = 8;
/** Distinct links of one mail; a newsletter has about 60. */
export const LINKS_MAX = 500;
export const URL_CHARS_MAX = 8_192;
export const LINK_TEXT_CHARS_MAX = 200;
/** Wrapper in wrapper in wrapper: three is the deepest seen in real mail. */
export const UNWRAP_DEPTH_MAX = 8;
export const PHONES_MAX = 20;
export const HOPS_MAX = 50;
/** The body that is kept for the report. */
export const BODY_CHARS_MAX = 20_000;

/** Kept for 90 days unless the operator says otherwise. */
export const MAIL_RETENTION_DAYS = 90;
/** A name that nobody has seen for so long is forgotten: the reports that speak of it have expired. */
export const INDICATOR_RETENTION_DAYS = 90;
/** A listing ends 30 days after the last sighting: 97 % of hosts are reported on one day only. */
export const LISTING_DAYS = 30;
export const REPORTERS_PER_INDICATOR_MAX = 16;
export const MAILS_PER_INDICATOR_MAX = 10;
/** Keys of one POST /lookup. */
export const LOOKUP_BATCH_MAX = 100;
export const LOOKUP_BODY_BYTES_MAX = 512 * 1024;

/** Names judged again by one call of POST /admin/rescore: about 4 ms of the Free plan's 10. */
export const RESCORE_TOGETHER = 20;

/** Cloudflare lets six connections wait for headers; the seventh queues with its timer running. */
export const REQUESTS_IN_FLIGHT_MAX = 6;
export const RDAP_TIMEOUT_MS = 8_000;
export const RDAP_BYTES_MAX = 512 * 1024;
export const WHOIS_TIMEOUT_MS = 8_000;
export const WHOIS_BYTES_MAX = 64 * 1024;
export const DNS_TIMEOUT_MS = 4_000;
export const DNS_BYTES_MAX = 64 * 1024;
/** A question with its padding is under 512 bytes (RFC 8467 pads to 128); a longer one is no question. */
export const DNS_QUERY_BYTES_MAX = 1_024;
export const TABLE_TIMEOUT_MS = 15_000;
export const TABLE_BYTES_MAX = 4 * 1024 * 1024;

/** The first 10,000 lines of a popularity list are about 200 KB, zipped less: reading stops here. */
export const POPULARITY_BYTES_MAX = 512 * 1024;

export type Plan = "free" | "paid";

/** Budgets of one invocation. Free: 50 external requests and 10 ms of CPU. */
export const PLAN_LIMITS: Readonly<
  Record<Plan, { readonly externalRequestsMax: number; readonly domainsPerTickMax: number }>
> = {
  free: { externalRequestsMax: 48, domainsPerTickMax: 10 },
  paid: { externalRequestsMax: 2_000, domainsPerTickMax: 300 },
};

/** An expiry that the gate held back is asked for again after this: each time costs a look at the name. */
export const GATE_HOLD_SECONDS = 6 * 60 * 60;

/** A run that died gives its domains back after this. Longer than a tick can last. */
export const LEASE_SECONDS = 120;
