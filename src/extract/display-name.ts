import { canonicalHost, hasListedSuffix, registrableDomain } from "../domain/hostname.ts";
import type { Mailbox } from "../domain/message.ts";

/**
 * What the display name of a From line says beyond a name. Mail programs show it in place of the address.
 *
 *   "support@amazon.co.jp" <x@evil.cn>  => address support@amazon.co.jp, domain amazon.co.jp
 *   "Amazon.co.jp" <x@evil.cn>          => domain amazon.co.jp
 *   "news@shop.jp" <news@shop.jp>       => nothing: the name only repeats the address
 *   "Taro via Dev List" <dev@lists.jp>  => viaList "Dev List"
 *   "山田（株式会社A.B）" <y@a.jp>         => nothing: no registrable domain
 */
export interface NameSays {
  /** Lower case; `null` when there is none, or only the address behind the name. */
  readonly address: string | null;
  /** Registrable domain of the name's address or of a domain in the name. */
  readonly domain: string | null;
  readonly viaList: string | null;
}

export function readDisplayName(mailbox: Mailbox): NameSays {
  const name = mailbox.name.slice(0, NAME_CHARS_MAX).normalize("NFKC").replace(INVISIBLE, "");
  const address = addressIn(name);
  const isRepeated = address !== null && address === mailbox.address.trim().toLowerCase();
  return {
    address: isRepeated ? null : address,
    domain: isRepeated
      ? null
      : address !== null
        ? orgOf(address.slice(address.indexOf("@") + 1))
        : domainIn(name),
    viaList: /^.{1,150}?\svia\s(.{1,100})$/u.exec(name.replace(/["']/gu, ""))?.[1]?.trim() ?? null,
  };
}

/** Longer names are padding; the longest seen in real mail had 110 characters. */
const NAME_CHARS_MAX = 300;
/** Zero-width, bidi and soft-hyphen characters, put between letters to hide a name from filters. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/gu;

function addressIn(name: string): string | null {
  const match = /[a-z0-9._%+-]{1,64}@((?:[a-z0-9-]{1,63}\.){1,8}[a-z0-9-]{2,63})/iu.exec(name);
  return match && orgOf(match[1] as string) !== null ? match[0].toLowerCase() : null;
}

/**
 * The first word that is a domain: letters, dots and a real suffix, not part of a longer word. Nobody's
 * domain is an initial: `Craig R.Hughes`, and .hughes is a suffix.
 */
function domainIn(name: string): string | null {
  for (const [, host] of name.matchAll(/(?<![\w.@-])((?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24})(?![\w@-])/giu)) {
    const domain = orgOf(host as string);
    if (domain !== null && !/^.\./u.test(domain)) return domain;
  }
  return null;
}

/** A listed suffix is asked for: `Node.js` and `A.B` are names, not domains. */
function orgOf(host: string): string | null {
  const canonical = canonicalHost(host);
  return canonical === null || !hasListedSuffix(canonical) ? null : registrableDomain(canonical);
}
