/**
 * What it takes to get a page below a shared name, and who mostly does.
 *
 * Source: the platforms' own public sign-up pages and pricing, general knowledge of 2026-11. Rates behind the
 * weights in score/tenancy.ts: a suffix of the Public Suffix List's private part held 15.5 % of the hosts that JPCERT/CC's reports named in
 * 2024-25 and about two fifths of those of a worldwide feed in 2026, and hardly any popular site; of the web page
 * set of Hannousse and Yahiouche 2021 it held 110 of 975 phishing and 3 of 1,025 legitimate pages (blogs, shops and
 * portals apart: 60 and 57).
 */
export type HostingClass = "anonymous" | "builder" | "home" | "store";

/** Blogs, shops, help desks, companies' portals, edge networks of customers: mostly honest, or paid by name. */
const HOME = `
wordpress.com tumblr.com hatenablog.com hatenablog.jp hatenadiary.jp livedoor.blog seesaa.net fc2.com
readthedocs.io readthedocs-hosted.com myshopify.com thebase.in base.shop base.ec official.ec theshop.jp stores.jp shopselect.net buyshop.jp shopinfo.jp
zendesk.com freshdesk.com atlassian.net sharepoint.com dynamics.com monday.com squarespace.com substack.com
teachable.com ghost.io sakura.ne.jp xsrv.jp lolipop.jp goope.jp peraichi.com akamaized.net akamaihd.net akamai.net
edgesuite.net edgekey.net cloudfront.net fastly.net fastlylb.net cdn77.org kxcdn.com gcdn.co hwcdn.net llnwd.net
azureedge.net azurefd.net egnyte.com slab.com document360.io altervista.org altervista.com over-blog.com
canalblog.com typepad.com livejournal.com onlyoffice.com blogspot.com retool.com kinsta.cloud wpenginepowered.com
googleapis.com googleusercontent.com usercontent.goog withgoogle.com force.com salesforce.com site.com
dreamwidth.org pantheonsite.io cloudwaysapps.com instawp.xyz ac-page.com
`;
/** Made with a person's or a firm's account: many honest project pages and small firms, and many copies of log-in pages. */
const BUILDER = `
github.io gitlab.io codeberg.page weebly.com wixsite.com notion.site carrd.co my.canva.site jimdo.com jimdofree.com jimdosite.com
jimdoweb.com square.site typeform.com wufoo.com webnode.jp studio.site format.com splashthat.com clickfunnels.com
systeme.io myportfolio.com ko-fi.com itch.io bandcamp.com tilda.ws hubspotpagebuilder.com hs-sites.com mailchimpsites.com
`;
/** Object stores and gateways: a document that somebody put there, without a site around it. */
const STORE = `
aliyuncs.com amazonaws.com backblazeb2.com digitaloceanspaces.com myqcloud.com storage.googleapis.com
firebasestorage.googleapis.com windows.net appdomain.cloud cloudflarestorage.com contabostorage.com linodeobjects.com
oraclecloud.com customer-oci.com scw.cloud vultrobjects.com wasabisys.com ipfs.io dweb.link gateway.pinata.cloud
cloudflare-ipfs.com cf-ipfs.com ipfs.fleek.co infura-ipfs.io w3s.link nftstorage.link hardbin.com ipfs.cyou
ipfs.jbb.one 4everland.io arweave.net trustless-gateway.link ipfs-gateway.cloud flk-ipfs.xyz
`;

const rows = (table: string, name: HostingClass): (readonly [string, HostingClass])[] =>
  table
    .trim()
    .split(/\s+/)
    .map((domain) => [domain, name] as const);

/** By the platform's name; what is missing here and free to anybody is `anonymous`. */
export const HOSTING_CLASSES: ReadonlyMap<string, HostingClass> = new Map([
  ...rows(HOME, "home"),
  ...rows(BUILDER, "builder"),
  ...rows(STORE, "store"),
]);
