/**
 * Which RDAP server answers for a TLD: IANA's bootstrap file (RFC 9224), the committed table or a newer one.
 * A file that cannot be read, or that has shrunk to a fragment, is refused: the caller keeps its old copy.
 * Pure. Called by sources/rdap.ts and by the weekly refresh.
 */
import * as z from "zod";
import { BASE_OF_TLDS, TLDS_BY_BASE, TLDS_BY_PATTERN } from "../data/rdap-bootstrap.ts";
import { err, ok, type Result } from "../domain/result.ts";

/** TLD (A-label, lower case) to base URL, ending in a slash. */
export type Bootstrap = ReadonlyMap<string, string>;

export type BootstrapError = { readonly reason: "malformed" | "shrunk"; readonly detail: string };

const File = z.object({
  publication: z.string(),
  services: z.array(z.tuple([z.array(z.string()).max(5_000), z.array(z.string()).max(20)])).max(10_000),
});

/** IANA listed 1,198 TLDs in March 2026; a file with under 800 is cut or forged. */
export const BOOTSTRAP_TLDS_MIN = 800;

/** @param tldsMin fewer usable entries than this are refused; tests and a simulated internet pass less. */
export function parseBootstrap(
  json: unknown,
  tldsMin = BOOTSTRAP_TLDS_MIN,
): Result<Bootstrap, BootstrapError> {
  const parsed = File.safeParse(json);
  if (!parsed.success)
    return err({ reason: "malformed", detail: parsed.error.issues[0]?.message ?? "not a bootstrap file" });
  const bases = new Map<string, string>();
  for (const [tlds, urls] of parsed.data.services) {
    // RFC 9224 section 3: HTTPS is to be preferred where both are given.
    const base = urls.find((url) => isBase(url, "https:")) ?? urls.find((url) => isBase(url, "http:"));
    if (base) for (const tld of tlds) bases.set(tld.toLowerCase(), base.endsWith("/") ? base : `${base}/`);
  }
  if (bases.size < tldsMin)
    return err({ reason: "shrunk", detail: `${bases.size} TLDs, at least ${tldsMin} expected` });
  return ok(bases);
}

function isBase(url: string, protocol: string): boolean {
  const parsed = /%(?![0-9a-f]{2})/i.test(url) ? null : URL.parse(url);
  return (
    parsed?.protocol === protocol && parsed.username === "" && parsed.search === "" && parsed.hash === ""
  );
}

/** Share, 0..1, of the TLDs in both tables whose server is on another host than before. */
export function movedShare(before: Bootstrap, after: Bootstrap): number {
  const shared = [...after].filter(([tld]) => before.has(tld));
  const moved = shared.filter(
    ([tld, base]) => new URL(base).host !== new URL(before.get(tld) as string).host,
  );
  return shared.length === 0 ? 0 : moved.length / shared.length;
}

/** The committed table, unfolded: about 1,200 entries. */
export function seedBootstrap(): Bootstrap {
  const bases = new Map<string, string>();
  for (const [pattern, tlds] of TLDS_BY_PATTERN)
    for (const tld of tlds.split(" ")) bases.set(tld, pattern.replaceAll("{}", tld));
  for (const [base, tlds] of TLDS_BY_BASE) for (const tld of tlds.split(" ")) bases.set(tld, base);
  for (const [tld, base] of Object.entries(BASE_OF_TLDS)) bases.set(tld, base);
  return bases;
}

/** The base URL for a domain by the longest matching entry (RFC 9224 section 4); `null`: no RDAP there. */
export function rdapBaseOf(bootstrap: Bootstrap, domain: string): string | null {
  for (let from = 0; ; ) {
    const base = bootstrap.get(domain.slice(from));
    if (base !== undefined) return base;
    const dot = domain.indexOf(".", from);
    if (dot < 0) return null;
    from = dot + 1;
  }
}
