import type { CanonicalUrl } from "../../domain/url.ts";
import { type Family, isHostOf, parameter, rawPathOf, tailOf } from "./family.ts";

/**
 * Check Point Harmony Email, formerly Avanan, also under SonicWall's name:
 *
 *   v1  https://checkpoint.url-protection.com/v1/r07/url?o=https%3A//x.example/&g=...
 *   v2  https://protect.checkpoint.com/v2/r01/___https://x.example/?a=b___.YzJ1On...
 *
 * v2 leaves the target plain, half percent-encoded, or with `*3A` for `%3A`; the path may have lost a
 * slash (`___https:/x.example`).
 */
const HOSTS = ["url-protection.com", "protect.checkpoint.com", "avanan.click", "protect.avanan.net"];

export const checkpoint: Family = {
  name: "checkpoint",
  role: "wrapper",
  read(url) {
    if (!HOSTS.some((host) => isHostOf(url.host, host))) return null;
    const marked = markedTarget(url);
    if (marked !== null) return { target: marked };
    const value = parameter(url, "o", "u", "url");
    return value === null || !rawPathOf(url).startsWith("/v") ? null : { target: value };
  },
};

function markedTarget(url: CanonicalUrl): string | null {
  const tail = tailOf(url);
  const start = tail.indexOf("/___");
  if (start < 0) return null;
  const rest = tail.slice(start + 4);
  const end = rest.indexOf("___");
  const target = end < 0 ? rest : rest.slice(0, end);
  return /^https?\*3a/i.test(target) ? target.replace(/\*(?=[0-9a-f]{2})/gi, "%") : target;
}
