import type { CanonicalUrl } from "../../domain/url.ts";
import { percentDecodeText } from "../data-url.ts";
import { type Family, isHostOf, parameter, parametersOf, rawPathOf, tailOf } from "./family.ts";

const isGoogle = (host: string): boolean => /(?:^|\.)google\.(?:[a-z]{2,3}|com?\.[a-z]{2})$/.test(host);

/** Paths of google.* that send on, and the parameters that say where to. */
const PATHS: readonly (readonly [path: RegExp, ...parameters: string[]])[] = [
  [/^\/(?:url|local_url)$/, "q", "url"],
  [/^\/(?:pagead\/)?aclk$/, "adurl"],
  [/^\/imgres$/, "imgrefurl"],
  [/^\/interstitial$/, "url"],
  [/^\/travel\/clk/, "pcurl"],
  [/^\/translate(?:_[ct])?$/, "u"],
];

export const google: Family = {
  name: "google",
  role: "redirector",
  read(url) {
    if (!isGoogle(url.host)) return null;
    const path = rawPathOf(url);
    for (const [pattern, ...names] of PATHS) {
      const value = pattern.test(path) ? parameter(url, ...names) : null;
      if (value !== null) return { target: value };
    }
    return null;
  },
};

/** https://www.google.com/amp/s/x.example/a, https://x-example.cdn.ampproject.org/c/s/x.example/a; `s/` means https. */
export const amp: Family = {
  name: "amp",
  role: "redirector",
  read(url) {
    const isViewer = isGoogle(url.host);
    if (!isViewer && !isHostOf(url.host, "cdn.ampproject.org")) return null;
    const pattern = isViewer ? /^\/amp\/(s\/)?(?=[^/])/ : /^\/[civrw](?:\/[civrw])*\/(s\/)?(?=[^/])/;
    const match = pattern.exec(tailOf(url));
    if (!match) return null;
    const rest = percentDecodeHost(tailOf(url).slice(match[0].length));
    return { target: /^https?:/i.test(rest) ? rest : `${match[1] ? "https" : "http"}://${rest}` };
  },
};

/** The viewer escapes the slashes of the target as well when it stands in one segment. */
const percentDecodeHost = (text: string): string =>
  /^[^/]*%2f/i.test(text) ? percentDecodeText(text) : text;

const ADVERTS = ["googleadservices.com", "doubleclick.net", "googlesyndication.com"];

/** `adurl=`, or the last absolute URL of the older `/clk;...;?https://x.example/`. */
export const googleAds: Family = {
  name: "google-ads",
  role: "redirector",
  read(url) {
    if (!ADVERTS.some((host) => isHostOf(url.host, host))) return null;
    const value = parameter(url, "adurl", "ds_dest_url", "ds_url");
    if (value !== null) return { target: value };
    const old = /[?;](https?:\/\/.*)$/i.exec(tailOf(url));
    return old ? { target: old[1] as string } : null;
  },
};

/**
 * The translation proxy. Dots of the host become hyphens, hyphens are doubled; `_x_tr_hp` holds the
 * start of a host that was too long, `_x_tr_enc` says that a prefix `0-` stands for an IDN (Google Cloud,
 * "Identify the original hostname").
 *
 *   https://my--shop-example-com.translate.goog/a?_x_tr_sl=auto  => https://my-shop.example.com/a
 */
export const translateProxy: Family = {
  name: "google-translate",
  role: "redirector",
  read(url) {
    if (!url.host.endsWith(".translate.goog")) return null;
    const label = url.host.slice(0, -".translate.goog".length);
    if (label.includes(".") || label === "") return null;
    const scheme = parameter(url, "_x_tr_sch") === "http" ? "http" : "https";
    return { target: `${scheme}://${proxiedHost(label, url)}${withoutProxyParameters(url)}` };
  },
};

function proxiedHost(label: string, url: CanonicalUrl): string {
  const codings = (parameter(url, "_x_tr_enc") ?? "").split(",");
  let name = `${parameter(url, "_x_tr_hp") ?? ""}${label}`;
  if (codings.includes("1") && name.startsWith("1-")) name = name.slice(2);
  const isIdn = codings.includes("0") && name.startsWith("0-");
  if (isIdn) name = name.slice(2);
  const host = name.replace(/-+/g, (run) => (run.length === 1 ? "." : "-".repeat(Math.ceil(run.length / 2))));
  return isIdn ? `xn--${host}` : host;
}

function withoutProxyParameters(url: CanonicalUrl): string {
  const kept = parametersOf(url).filter((p) => !p.name.startsWith("_x_tr_"));
  const query = kept.map((p) => `${p.name}=${p.raw}`).join("&");
  return query === "" ? rawPathOf(url) : `${rawPathOf(url)}?${query}`;
}
