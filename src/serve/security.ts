import type { MiddlewareHandler } from "hono";

/**
 * Headers of every answer. Scripts and styles come from this origin's own files only, so that nothing of a mail
 * could run even if it were not escaped. Lookups and feeds may be read from other sites: they are public.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

const HEADERS: readonly (readonly [name: string, value: string])[] = [
  ["content-security-policy", CONTENT_SECURITY_POLICY],
  ["x-content-type-options", "nosniff"],
  ["referrer-policy", "no-referrer"],
  ["cross-origin-opener-policy", "same-origin"],
  ["permissions-policy", "camera=(), geolocation=(), microphone=(), payment=()"],
];

const OPEN_TO_OTHER_SITES = /^\/(?:lookup$|feed\/|hashes\/)/;

export const secure: MiddlewareHandler = async (c, next) => {
  await next();
  for (const [name, value] of HEADERS) c.header(name, value);
  if (new URL(c.req.url).protocol === "https:") c.header("strict-transport-security", "max-age=31536000");
  if (OPEN_TO_OTHER_SITES.test(c.req.path)) c.header("access-control-allow-origin", "*");
};
