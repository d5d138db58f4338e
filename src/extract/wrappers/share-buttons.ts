import type { CanonicalUrl } from "../../domain/url.ts";
import { isHostOf, rawPathOf } from "./family.ts";

/**
 * Links that carry a URL without leading to it: buttons that share, save or check a page. The page
 * in the parameter is the sender's own and the reader ends at the social site, so nothing is unwrapped.
 *
 *   https://www.facebook.com/sharer.php?u=https://x.example/      => no redirector
 *   https://twitter.com/intent/tweet?url=https://x.example/       => no redirector
 *   https://l.facebook.com/l.php?u=https://x.example/             => a redirector (known site)
 */
const SHARING_PATH = /\/(?:sharer?(?:\.php|\.html)?|share-offsite|sharearticle|oembed)\/?$/i;

/** Buttons of one site. */
const SHARING_PLACES: readonly (readonly [host: string, path: RegExp])[] = [
  ["facebook.com", /^\/(?:v\d+\.\d+\/)?(?:sharer|share|dialog|plugins)(?:[/.]|$)/],
  ["twitter.com", /^\/(?:intent|share|home)(?:\/|$)/],
  ["x.com", /^\/(?:intent|share|home)(?:\/|$)/],
  ["linkedin.com", /^\/(?:sharing|sharearticle|cws)/i],
  ["pinterest.com", /^\/pin\/create/],
  ["pinterest.jp", /^\/pin\/create/],
  ["reddit.com", /^\/(?:r\/[^/]+\/)?submit/],
  ["tumblr.com", /^\/(?:share|widgets)/],
  ["vk.com", /^\/share/],
  ["weibo.com", /^\/share/],
  ["weibo.cn", /^\/share/],
  ["news.ycombinator.com", /^\/submitlink/],
  ["threads.net", /^\/intent/],
  ["line.me", /^\/(?:r\/|lineit|social-plugin)/i],
  ["note.com", /^\/intent/],
  ["mixi.jp", /^\/share/],
  ["google.com", /^\/(?:bookmarks|share|calendar)/],
];

/** Sites whose every link with a URL in it is such a button, or that show or check a page without going there. */
// biome-ignore format: a table
const SHARING_HOSTS = [
  "addtoany.com", "addthis.com", "sharethis.com", "getpocket.com", "pocket.co", "buffer.com", "bufferapp.com",
  "instapaper.com", "evernote.com", "api.whatsapp.com", "web.whatsapp.com", "wa.me", "t.me", "telegram.me",
  "b.hatena.ne.jp", "social-plugins.line.me", "validator.w3.org", "urlscan.io", "virustotal.com", "calendar.google.com",
  "mail.google.com", "outlook.live.com", "outlook.office.com", "images.weserv.nl",
];

/** True when a URL inside this one is not where it leads. */
export function isShareButton(url: CanonicalUrl): boolean {
  const path = rawPathOf(url);
  return (
    SHARING_HOSTS.some((host) => isHostOf(url.host, host)) ||
    SHARING_PATH.test(path) ||
    SHARING_PLACES.some(([host, pattern]) => isHostOf(url.host, host) && pattern.test(path))
  );
}
