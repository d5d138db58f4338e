/**
 * Where a CDN takes abuse reports, by the provider name that `Network.cdn` uses. Source: the providers' own pages
 * (Cloudflare: "generally unable to process complaints submitted to us by email") and their ARIN abuse contacts,
 * 2026-11. A provider that is missing here has no contact known to us.
 */
export const CDN_ABUSE: Readonly<Record<string, string>> = {
  cloudflare: "https://www.cloudflare.com/abuse/",
  fastly: "abuse@fastly.com",
  akamai: "abuse@akamai.com",
};
