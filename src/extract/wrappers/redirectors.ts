import { OPAQUE_REDIRECTORS, REDIRECTORS, SHORTENERS } from "../../data/redirectors.ts";
import { decodeBase64 } from "../base64.ts";
import { absoluteUrlIn, base64UrlIn, type Family, isHostOf, parameter, rawPathOf, tailOf } from "./family.ts";

/** The sites of data/redirectors.ts that carry their target in a parameter. */
export const knownRedirectors: readonly Family[] = REDIRECTORS.map((site) => ({
  name: site.name,
  role: "redirector",
  read(url) {
    if (!site.hosts.some((host) => isHostOf(url.host, host))) return null;
    if (site.path !== undefined && !site.path.test(rawPathOf(url))) return null;
    const value = parameter(url, ...site.parameters);
    return value === null ? null : { target: value };
  },
}));

/** https://www.bing.com/ck/a?!&&p=...&u=a1<base64url of the URL>&ntb=1 */
export const bing: Family = {
  name: "bing",
  role: "redirector",
  read(url) {
    if (!isHostOf(url.host, "bing.com") || !rawPathOf(url).startsWith("/ck/")) return null;
    const value = parameter(url, "u");
    const target = value === null ? null : (base64UrlIn(value.replace(/^a\d/, "")) ?? absoluteUrlIn(value));
    return target === null ? { tells: {} } : { target };
  },
};

/**
 *   https://r.search.yahoo.com/_ylt=.../RV=2/RE=.../RO=10/RU=https%3a%2f%2fx.example%2f/RK=2/RS=...
 *   https://us.rd.yahoo.com/a/b/*http://x.example/
 */
export const yahoo: Family = {
  name: "yahoo",
  role: "redirector",
  read(url) {
    if (!/(?:^|\.)yahoo\.(?:com|co\.jp|co\.[a-z]{2}|com\.[a-z]{2})$/.test(url.host)) return null;
    const tail = tailOf(url);
    const inPath = /\/RU=([^/]+)/.exec(tail) ?? /[/*]\*{1,2}(https?(?::|%3a).*)$/i.exec(tail);
    return inPath ? { target: inPath[1] as string } : null;
  },
};

/** Amazon SES: https://x.r.us-east-1.awstrack.me/L0/https:%2F%2Fx.example%2Fa/1/... */
export const amazonSes: Family = {
  name: "amazon-ses",
  role: "redirector",
  read(url) {
    if (!isHostOf(url.host, "awstrack.me")) return null;
    const match = /^\/L\d\/([^/]+)/.exec(rawPathOf(url));
    return match ? { target: match[1] as string } : null;
  },
};

/** Mandrill's `p=` and Substack's `/redirect/2/...` hold base64 of JSON with the URL in it. */
export const jsonTrackers: Family = {
  name: "json-tracker",
  role: "redirector",
  read(url) {
    const isMandrill = isHostOf(url.host, "mandrillapp.com");
    if (!isMandrill && !isHostOf(url.host, "substack.com")) return null;
    const packed = isMandrill ? parameter(url, "p") : /^\/redirect\/\d+\/([\w-]+)/.exec(rawPathOf(url))?.[1];
    const json = packed ? decodeBase64(packed) : null;
    const found = /https?:\/\/[^"]+/i.exec((json ?? "").replaceAll("\\", ""));
    return found ? { target: found[0] } : null;
  },
};

/** Sites that keep the target to themselves: link shorteners, baidu, click counters of mail senders. */
export const shorteners: Family = {
  name: "shortener",
  role: "redirector",
  read(url) {
    const hosts = [url.host, url.domain ?? url.host];
    const isBare = rawPathOf(url) === "/";
    return !isBare && hosts.some((host) => SHORTENERS.has(host)) ? { tells: {} } : null;
  },
};

export const opaqueRedirectors: readonly Family[] = OPAQUE_REDIRECTORS.map((site) => ({
  name: site.name,
  role: "redirector",
  read(url) {
    const isHere = site.hosts.some((host) => isHostOf(url.host, host)) && site.path.test(rawPathOf(url));
    return isHere ? { tells: {} } : null;
  },
}));
