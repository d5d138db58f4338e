import { type Family, parameter, rawPathOf } from "./family.ts";

/** A mail gateway that writes the target into one parameter, percent-encoded or plain. */
interface Gateway {
  readonly name: string;
  readonly host: RegExp;
  readonly path?: RegExp;
  readonly parameters: readonly string[];
}

/** As seen in mail of public archives up to 2026-11. Trend Micro's name carries region and product. */
// biome-ignore format: a table
const GATEWAYS: readonly Gateway[] = [
  { name: "safelinks", host: /(?:^|\.)safelinks\.protection\.(?:partner\.)?(?:outlook|office365)\.(?:com|us|cn)$/, parameters: ["url"] },
  { name: "safelinks", host: /(?:^|\.)safelinks?\.emails\.azure\.net$/, parameters: ["destination", "url"] },
  { name: "safelinks", host: /^statics[a-z]*\.teams\.(?:cdn\.office\.net|microsoft\.com|cdn\.live\.net)$/, path: /\/safelinks\//, parameters: ["url"] },
  { name: "barracuda", host: /(?:^|\.)linkprotect\.cudasvc\.com$/, parameters: ["a", "url"] },
  { name: "trend-micro", host: /(?:^|[.-])ctp\.trendmicro\.(?:com|eu|co\.jp)$/, parameters: ["url"] },
  { name: "trend-micro", host: /(?:^|\.)check\.trendmicro\.com$/, parameters: ["url"] },
  { name: "trend-micro", host: /./, path: /^\/wis\/clicktime\//, parameters: ["url"] },
  { name: "fireeye", host: /(?:^|\.)protect\d?\.(?:fireeye|trellix)\.(?:com|us)$/, parameters: ["u"] },
  { name: "symantec", host: /(?:^|\.)clicktime\.(?:symantec\.com|cloud\.postoffice\.net)$/, parameters: ["u"] },
  { name: "vade", host: /(?:^|\.)antiphishing\.vadesecure\.com$/, parameters: ["u"] },
  { name: "trustwave", host: /(?:^|\.)scanmail\.trustwave\.com$/, parameters: ["u"] },
  { name: "esva", host: /(?:^|\.)urlsand\.(?:esvalabs\.)?com$/, parameters: ["u"] },
  { name: "titanhq", host: /(?:^|\.)linklock\.titanhq\.com$/, parameters: ["url"] },
  { name: "edgepilot", host: /(?:^|\.)link\.edgepilot\.com$/, parameters: ["u"] },
  { name: "zix", host: /(?:^|\.)link\.zixcentral\.com$/, parameters: ["u"] },
  { name: "fortimail", host: /./, path: /^\/fmlurlsvc\//, parameters: ["url"] },
];

/** One family a name; its rows are tried in order. */
export const gateways: readonly Family[] = GATEWAYS.map((gateway) => ({
  name: gateway.name,
  role: "wrapper",
  read(url) {
    if (!gateway.host.test(url.host) || gateway.path?.test(rawPathOf(url)) === false) return null;
    const value = parameter(url, ...gateway.parameters);
    return value === null ? null : { target: value };
  },
}));
