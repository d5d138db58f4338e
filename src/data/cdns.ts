/**
 * CDNs and hosting fronts, and what gives them away besides their address ranges: the suffix of the name that a
 * CNAME leads to, the number of the origin AS, the suffix of their name servers. Source: general knowledge
 * of the providers' documentation, written down 2026-11, not checked again against the registries. AS numbers that carry other business as well
 * are left out: an address there is not by that fact the CDN's.
 */
export interface CdnFacts {
  readonly cdn: string;
  readonly name: string;
  /** The site's true origin stays hidden behind it; `false`: it hosts the site itself. */
  readonly hidesOrigin: boolean;
  readonly cnames: readonly string[];
  /** AS numbers that announce nothing but the CDN's edge. */
  readonly asns: readonly number[];
  readonly nameservers: readonly string[];
  /** Facts of addresses in its published ranges, so that nobody needs to be asked. `null`: they differ. */
  readonly network: { readonly asn: number; readonly org: string; readonly country: string } | null;
}

const words = (text: string): readonly string[] => (text === "" ? [] : text.split(" "));

function cdn(
  id: string,
  name: string,
  hidesOrigin: boolean,
  cnames: string,
  asns: readonly number[] = [],
  nameservers = "",
  network: CdnFacts["network"] = null,
): CdnFacts {
  return {
    cdn: id,
    name,
    hidesOrigin,
    cnames: words(cnames),
    asns,
    nameservers: words(nameservers),
    network,
  };
}

export const CDNS: readonly CdnFacts[] = [
  cdn(
    "cloudflare",
    "Cloudflare",
    true,
    "cdn.cloudflare.net cloudflare.net pages.dev workers.dev",
    [13335, 209242, 132892, 202623],
    "",
    { asn: 13335, org: "CLOUDFLARENET", country: "US" },
  ),
  cdn("fastly", "Fastly", true, "fastly.net fastlylb.net global.ssl.fastly.net", [54113], "", {
    asn: 54113,
    org: "FASTLY",
    country: "US",
  }),
  cdn("cloudfront", "Amazon CloudFront", true, "cloudfront.net cloudfront.cn", [], "", {
    asn: 16509,
    org: "AMAZON-02",
    country: "US",
  }),
  cdn(
    "akamai",
    "Akamai",
    true,
    "edgekey.net edgesuite.net akamaiedge.net akamai.net akamaized.net akamaihd.net akamaitechnologies.com edgekey-staging.net akadns.net srip.net",
    [16625, 32787, 21342, 21399],
    "akam.net",
  ),
  cdn("bunny", "Bunny", true, "b-cdn.net bunnycdn.com bunny.run", [200325], "bunny.net bunnydns.net"),
  cdn(
    "google",
    "Google Cloud CDN, Firebase",
    true,
    "ghs.googlehosted.com googlehosted.com web.app firebaseapp.com c.storage.googleapis.com",
    [],
    "",
  ),
  cdn(
    "azure-front-door",
    "Azure Front Door",
    true,
    "azurefd.net azureedge.net t-msedge.net a-msedge.net trafficmanager.net",
    [8068],
    "",
  ),
  cdn(
    "gcore",
    "Gcore",
    true,
    "gcdn.co gcorelabs.net cdn.gcore.com",
    [199524, 202422],
    "gcorelabs.net gcdn.services",
  ),
  cdn(
    "cdnetworks",
    "CDNetworks",
    true,
    "cdngc.net gccdn.net panthercdn.com cdnetworks.net cdnga.net cdngd.net",
    [36408, 38107],
    "cdnetdns.net",
  ),
  cdn(
    "wangsu",
    "Wangsu (ChinaNetCenter)",
    true,
    "wscdns.com wswebcdn.com wswebpic.com wsdvs.com wsglb0.com wscloudcdn.com lxdns.com cdn20.com cdn30.com chinanetcenter.com ourwebcdn.com qtlcdn.com ourwebpic.com",
    [],
  ),
  cdn(
    "tencent",
    "Tencent Cloud CDN, EdgeOne",
    true,
    "cdn.dnsv1.com cdn.dnsv1.com.cn dnsv1.com tdnsv5.com tdnsv6.com tencdns.net cdntip.com eo.dnse0.com eo.dnse1.com eo.dnse2.com eo.dnse4.com eo.dnse5.com edgeone.app qcloudwaf.com",
    [],
    "edgeonedns.com",
  ),
  cdn(
    "alibaba",
    "Alibaba Cloud CDN, ESA",
    true,
    "kunlunaq.com kunlunar.com kunlunca.com kunluncan.com kunlunea.com kunlunhuf.com kunlunle.com kunlunli.com kunlunno.com kunlunpi.com kunlunra.com kunlunsa.com kunlunsl.com kunlunso.com kunlunta.com kunlunvi.com kunlunwe.com alikunlun.com alikunlun.net cdngslb.com aliyunddos0001.com alicloudwaf.com yundunwaf1.com yundunwaf2.com yundunwaf3.com yundunwaf4.com yundunwaf5.com queniuaa.com queniuck.com",
    [],
    "alidnscdn.com atrustdns.com",
  ),
  cdn(
    "huawei",
    "Huawei Cloud CDN",
    true,
    "cdnhwc1.com cdnhwc2.com cdnhwc3.com cdnhwcggk.com hwcdn.net huaweicloudwaf.com",
    [],
  ),
  cdn(
    "baidu",
    "Baidu Cloud acceleration",
    true,
    "yunjiasu-cdn.net jomodns.com bdydns.com bdydns.net",
    [],
    "yunjiasu.com",
  ),
  cdn("qiniu", "Qiniu", true, "qiniudns.com qbox.me clouddn.com", []),
  cdn("upyun", "UPYUN", true, "aicdn.com upcdn.net upaiyun.com", []),
  cdn("imperva", "Imperva", true, "incapdns.net impervadns.net", [19551], "incapdns.net"),
  cdn("sucuri", "Sucuri", true, "sucuri.net", [30148], "sucuridns.com"),
  cdn("ddos-guard", "DDoS-Guard", true, "ddos-guard.net", [57724], "ddos-guard.net"),
  cdn("stormwall", "StormWall", true, "stormwall.pro stormwall.network", [59796]),
  cdn("qrator", "Qrator", true, "qrator.net", [200449, 197068]),
  cdn("ngenix", "NGENIX", true, "ngenix.net", [34879]),
  cdn(
    "vercel",
    "Vercel",
    false,
    "vercel-dns.com vercel.app now.sh vercel-dns-016.com vercel-dns-017.com",
    [],
    "vercel-dns.com",
  ),
  cdn("netlify", "Netlify", false, "netlify.app netlify.com netlifyglobalcdn.com", [], ""),
  cdn("github-pages", "GitHub Pages", false, "github.io", []),
  cdn("keycdn", "KeyCDN", true, "kxcdn.com", []),
  cdn("cdn77", "CDN77", true, "cdn77.org cdn77.net rsc.cdn77.org", [60068]),
  cdn(
    "edgio",
    "Edgio (Limelight, Edgecast)",
    true,
    "edgecastcdn.net llnwd.net lldns.net systemcdn.net alphacdn.net edgio.net",
    [15133, 22822],
  ),
  cdn(
    "stackpath",
    "StackPath",
    true,
    "stackpathcdn.com stackpathdns.com netdna-cdn.com netdna-ssl.com",
    [33438, 12989],
  ),
  cdn("cachefly", "CacheFly", true, "cachefly.net", []),
  cdn("section", "Section.io", true, "section.io squixa.net", []),
  cdn(
    "arvancloud",
    "ArvanCloud",
    true,
    "arvancdn.ir arvancdn.com arvancloud.ir",
    [205585],
    "arvancdn.ir arvancdn.com",
  ),
  cdn("medianova", "Medianova", true, "mncdn.com mncdn.net mncdn.org", [47524]),
  cdn("leaseweb", "Leaseweb CDN", true, "lswcdn.net lswcdn.eu", []),
  cdn("yandex", "Yandex Cloud CDN", true, "yccdn.cloud.yandex.net topology.gslb.yccdn.ru", []),
  cdn("selectel", "Selectel CDN", true, "selcdn.ru selcdn.net selcdn.com", []),
  cdn("belugacdn", "BelugaCDN", true, "belugacdn.com", []),
  cdn("kinx", "KINX", true, "kinxcdn.com kinxzone.com", []),
  cdn("gocache", "GoCache", true, "gocache.net cdn.gocache.net", [], "gocache.com.br"),
  cdn(
    "azion",
    "Azion",
    true,
    "azioncdn.net azionedge.net map.azionedge.net",
    [52580],
    "aziondns.net aziondns.com",
  ),
  cdn("cdnsun", "CDNsun", true, "cdnsun.net", []),
  cdn("jsdelivr", "jsDelivr", true, "jsdelivr.net", []),
  cdn("shopify", "Shopify", false, "shops.myshopify.com myshopify.com", []),
  cdn("squarespace", "Squarespace", false, "ext-cust.squarespace.com squarespace.com", []),
  cdn("wix", "Wix", false, "wixdns.net", [], "wixdns.net"),
];
