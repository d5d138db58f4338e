import type { CanonicalUrl } from "../../domain/url.ts";
import { absoluteUrlIn, base64UrlIn, type Family, parametersOf, rawPathOf, tailOf } from "./family.ts";
import { isShareButton } from "./share-buttons.ts";

/** Parameters that say where the click goes, on whatever site. */
// biome-ignore format: a table
const TARGET_NAMES: ReadonlySet<string> = new Set([
  "url", "urls", "u", "uri", "link", "lnk", "l", "href", "target", "targeturl", "target_url", "to", "tourl", "goto", "gotourl",
  "go", "dest", "dest_url", "desturl", "destination", "destination_url", "destinationurl", "redirect", "redirecturl",
  "redirect_url", "redirectto", "redirect_to", "redirecttourl", "redir", "redir_url", "redirurl", "redirect_link", "rurl",
  "r", "rd", "ru", "out", "outurl", "exit", "exiturl", "jump", "jumpurl", "away", "forward", "forwardurl", "forward_url",
  "fwd", "location", "loc", "pageurl", "page_url", "landing", "landing_url", "landingpage", "lp", "lpurl", "click",
  "clickurl", "click_url", "clicktag", "adurl", "murl", "ued", "vc_url", "a8ejpredirect", "pcurl", "deeplink", "deep_link",
  "deeplinkurl", "dl", "fallback", "fallback_url", "$fallback_url", "$desktop_url", "af_web_dp", "af_r", "adjust_redirect",
  "weburl", "web_url", "linkurl", "link_url", "externalurl", "external_url", "external", "extlink", "ext_url", "urllink",
  "navigate", "navigateto", "load", "login_url", "finalurl", "final_url", "actionurl", "action_url", "originalurl", "dst",
  "end_url", "pushurl", "trackurl", "longurl", "long_url",
]);

/** Parameters that lead back after a login; they count when they leave the site. */
// biome-ignore format: a table
const RETURN_NAMES: ReadonlySet<string> = new Set([
  "continue", "next", "return", "returnurl", "return_url", "returnto", "return_to", "back", "backurl", "callback",
  "success", "successurl", "success_url", "redirect_uri", "service", "relaystate", "followup", "goback", "done",
]);

/** Parameters that say where the reader comes from, or what is looked for. */
const NEVER =
  /^(?:utm_.*|ref|refer|referer|referrer|ref_url|source|src|origin|from|q|query|search|canonical|image|img|text|body|title|quote)$/;

/**
 * An open redirector that no table knows: a URL inside the URL. It may as well be the scam page itself
 * that passes an address on, so both places are told and the outer one never counts as harmless.
 *
 *   https://a.example/r?url=https%3A%2F%2Fb.example   => b.example     (also base64, also encoded twice)
 *   https://a.example/r?https://b.example/            => b.example
 *   https://a.example/out/https://b.example/          => b.example
 *   https://a.example/x/aHR0cHM6Ly9iLmV4YW1wbGUv      => b.example
 *   https://a.example/login?next=https://a.example/b  => none: stays on its site
 *   https://a.example/?utm_source=https://b.example   => none: says where the reader comes from
 */
export const generic: Family = {
  name: "generic",
  role: "redirector",
  read(url) {
    if (!/http|%[0-9a-f]{2}|aHR0/i.test(tailOf(url)) || isShareButton(url)) return null;
    const target = targetInParameters(url) ?? targetInTail(url);
    return target === null ? null : { target };
  },
};

/** A URL that somebody took the trouble to code in base64 counts under any name. */
function targetInParameters(url: CanonicalUrl): string | null {
  for (const { name, value } of parametersOf(url)) {
    if (NEVER.test(name)) continue;
    const isReturn = RETURN_NAMES.has(name);
    const plain = isReturn || TARGET_NAMES.has(name) ? absoluteUrlIn(value) : null;
    const target = plain ?? base64UrlIn(value);
    if (target !== null && !(isReturn && isSameSite(target, url))) return target;
  }
  return null;
}

/** In the path or as the whole query; the rest of the URL belongs to the target then. */
function targetInTail(url: CanonicalUrl): string | null {
  const tail = tailOf(url);
  const plain = /[/?#](https?(?::|%3a)(?:\/|%2f).*)$/i.exec(tail);
  if (plain && !isInParameter(tail, plain.index)) return plain[1] as string;
  for (const segment of rawPathOf(url).split("/")) {
    const target = segment.startsWith("aHR0") ? base64UrlIn(segment) : null;
    if (target !== null) return target;
  }
  return null;
}

/** `?ref=a/https://...` is a parameter of another name, not a place to go. */
function isInParameter(tail: string, index: number): boolean {
  const question = tail.indexOf("?");
  return question >= 0 && index > question;
}

function isSameSite(target: string, url: CanonicalUrl): boolean {
  const host = /^\s*https?:[\\/]+([^\\/?#:]+)/i.exec(target)?.[1]?.toLowerCase();
  return (
    host !== undefined && url.domain !== null && (host === url.domain || host.endsWith(`.${url.domain}`))
  );
}
