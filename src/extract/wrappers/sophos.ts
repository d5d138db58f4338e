import { absoluteUrlIn, base64UrlIn, type Family, isHostOf, parameter } from "./family.ts";

/** https://eu-west-1.protection.sophos.com/?d=x.example&u=<base64 of the URL>&i=... `d` names its domain. */
export const sophos: Family = {
  name: "sophos",
  role: "wrapper",
  read(url) {
    if (!isHostOf(url.host, "protection.sophos.com")) return null;
    const value = parameter(url, "u");
    const target = value === null ? null : (base64UrlIn(value) ?? absoluteUrlIn(value));
    if (target !== null) return { target };
    const domain = parameter(url, "d");
    return domain === null ? null : { tells: { domain: domain } };
  },
};
