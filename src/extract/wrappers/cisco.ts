import { type Family, isHostOf, tailOf } from "./family.ts";

/** https://secure-web.cisco.com/<token>/<percent-encoded URL> */
export const cisco: Family = {
  name: "cisco",
  role: "wrapper",
  read(url) {
    if (!isHostOf(url.host, "secure-web.cisco.com")) return null;
    const start = /\/(?=https?(?:%3a|:))/i.exec(tailOf(url));
    return start ? { target: tailOf(url).slice(start.index + 1) } : { tells: {} };
  },
};
