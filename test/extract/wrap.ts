/** Writers of wrapped links, from the published formats: the other direction of src/extract/wrappers. */

const RUN_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const base64Url = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
const base64 = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
const enc = encodeURIComponent;

/** Everything but letters, digits and `:/.?=&-` goes out as bytes: one alone is `*`, 2 to 65 are `**` and a letter. */
function proofpointV3(url: string): string {
  const bytes: number[] = [];
  const text = url.replace(/[^A-Za-z0-9:/.?=&-]{1,20}/gu, (run) => {
    const coded = new TextEncoder().encode(run);
    bytes.push(...coded);
    return coded.length === 1 ? "*" : `**${RUN_LETTERS[coded.length - 2]}`;
  });
  return `https://urldefense.com/v3/__${text}__;${base64Url(Uint8Array.from(bytes))}!!Abc!def$`;
}

const proofpointV2 = (url: string) =>
  `https://urldefense.proofpoint.com/v2/url?u=${enc(url).replaceAll("-", "%2D").replaceAll("_", "%5F").replaceAll("%2F", "_").replaceAll("%", "-")}&d=DwMF&c=x`;

function translateProxy(url: string): string | null {
  const { hostname, pathname, search, port } = new URL(url);
  if (port !== "" || hostname.length > 50 || /^[\d.]+$|xn--/.test(hostname)) return null;
  const label = hostname.replaceAll("-", "--").replaceAll(".", "-");
  return `https://${label}.translate.goog${pathname}${search === "" ? "?" : `${search}&`}_x_tr_sl=auto&_x_tr_sch=${new URL(url).protocol.slice(0, -1)}`;
}

/** `null`: this family cannot carry that URL. */
export const WRAP: Readonly<Record<string, (url: string) => string | null>> = {
  "proofpoint-v1": (u) => `https://urldefense.proofpoint.com/v1/url?u=${enc(u)}&k=a%0A`,
  "proofpoint-v2": proofpointV2,
  "proofpoint-v3": proofpointV3,
  safelinks: (u) => `https://eur04.safelinks.protection.outlook.com/?url=${enc(u)}&data=05%7C01&reserved=0`,
  barracuda: (u) => `https://linkprotect.cudasvc.com/url?a=${enc(u)}&c=E,1,abc&typo=1`,
  "trend-micro": (u) =>
    `https://ddec1-0-en-ctp.trendmicro.com:443/wis/clicktime/v1/query?url=${enc(u)}&umid=1&auth=2`,
  fireeye: (u) => `https://protect2.fireeye.com/v1/url?k=1-2&q=1&e=3&u=${enc(u)}`,
  symantec: (u) => `https://clicktime.symantec.com/15xVSdMrXnLovyYq5pZa2?h=ab=&u=${enc(u)}`,
  sophos: (u) =>
    `https://eu-west-1.protection.sophos.com?d=${new URL(u).hostname}&u=${enc(base64(u))}&i=1&t=2&h=3`,
  checkpoint: (u) =>
    u.includes("___") ? null : `https://protect.checkpoint.com/v2/r01/___${u}___.YzJ1Ong6YQ`,
  cisco: (u) => `https://secure-web.cisco.com/1Ab-_c/${enc(u)}`,
  google: (u) => `https://www.google.co.jp/url?sa=D&q=${enc(u)}&usg=a`,
  amp: (u) => (u.startsWith("https://") ? `https://www.google.com/amp/s/${u.slice(8)}` : null),
  "google-ads": (u) => `https://adclick.g.doubleclick.net/pcs/click?xai=1&adurl=${enc(u)}`,
  "google-translate": translateProxy,
  bing: (u) => `https://www.bing.com/ck/a?!&&p=1&u=a1${base64Url(new TextEncoder().encode(u))}&ntb=1`,
  yahoo: (u) => `https://r.search.yahoo.com/_ylt=A/RV=2/RE=1/RO=10/RU=${enc(u)}/RK=2/RS=x-`,
  facebook: (u) => `https://l.facebook.com/l.php?u=${enc(u)}&h=AT0`,
  linkedin: (u) => `https://www.linkedin.com/redir/redirect?url=${enc(u)}&urlhash=x`,
  youtube: (u) => `https://www.youtube.com/redirect?event=x&q=${enc(u)}`,
  duckduckgo: (u) => `https://duckduckgo.com/l/?uddg=${enc(u)}&rut=1`,
  "amazon-ses": (u) => `https://a1.r.us-east-1.awstrack.me/L0/${enc(u)}/1/0100-abc/x=1`,
  generic: (u) => `https://shop.example/go.php?id=7&url=${enc(enc(u))}`,
};
