import { type Family, isHostOf, parameter, rawPathOf } from "./family.ts";

/** Gateways that keep the target on their server and at most name its domain. */
interface OpaqueGateway {
  readonly name: string;
  readonly hosts: readonly string[];
  readonly path: RegExp;
}

// biome-ignore format: a table
const OPAQUE: readonly OpaqueGateway[] = [
  { name: "mimecast", hosts: ["mimecast.com", "mimecastprotect.com", "mimecast-offshore.com"], path: /^\/(?:s|r|redirect|ttpwp|u)\// },
  { name: "inky", hosts: ["inky.com", "inkyphishfence.com"], path: /^\/link/ },
  { name: "hornetsecurity", hosts: ["hornetsecurity.com"], path: /^\/(?:index\.php|v\d|link)/ },
  { name: "intermedia", hosts: ["url.emailprotection.link"], path: /^\// },
  { name: "mailinblack", hosts: ["mailinblack.com"], path: /^\/securelink|^\/link/ },
];

export const opaqueGateways: readonly Family[] = OPAQUE.map((gateway) => ({
  name: gateway.name,
  role: "wrapper",
  read(url) {
    if (!gateway.hosts.some((host) => isHostOf(url.host, host)) || !gateway.path.test(rawPathOf(url)))
      return null;
    const domain = parameter(url, "domain", "d");
    return { tells: domain === null ? {} : { domain: domain } };
  },
}));
