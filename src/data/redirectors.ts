/**
 * Sites that send a click on. Facts only: host, path, and the parameter that holds the target.
 *
 * Source, 2026-11-24: the sites' own link formats as general knowledge and public code have them;
 * for shorteners, hosts that at least two of these lists name (MISP warning lists "url-shortener", version 27
 * of 2026-08-20, CC0; Sublime Security static files of 2026-08-21, MIT; rspamd redirectors of 2026-08-21,
 * Apache-2.0), less sites that have other uses, and some 60 more that one list names or that are in wide use,
 * most of all in Japan (lin.ee, x.gd, s.yam.com, ur0.link).
 */
export interface Redirector {
  readonly name: string;
  readonly hosts: readonly string[];
  readonly path?: RegExp;
  readonly parameters: readonly string[];
}

// biome-ignore format: a table
export const REDIRECTORS: readonly Redirector[] = [
  { name: "facebook", hosts: ["facebook.com", "messenger.com", "instagram.com", "threads.net", "threads.com", "workplace.com"], path: /^\/(?:l\.php|flx\/warn\/?|si\/ajax\/l\/render\/?)?$/, parameters: ["u"] },
  { name: "linkedin", hosts: ["linkedin.com"], path: /^\/(?:redir\/|safety\/go|authwall)/, parameters: ["url"] },
  { name: "youtube", hosts: ["youtube.com"], path: /^\/redirect/, parameters: ["q"] },
  { name: "vk", hosts: ["vk.com", "vk.ru"], path: /^\/away/, parameters: ["to"] },
  { name: "steam", hosts: ["steamcommunity.com"], path: /^\/linkfilter/, parameters: ["u", "url"] },
  { name: "duckduckgo", hosts: ["duckduckgo.com"], path: /^\/l\//, parameters: ["uddg"] },
  { name: "yandex", hosts: ["yandex.ru", "yandex.com", "ya.ru"], path: /^\/(?:clck|redir|turbo)/, parameters: ["url", "text"] },
  { name: "baidu", hosts: ["baidu.com"], path: /^\/(?:link|baidu\.php|safecheck)/, parameters: ["to", "url"] },
  { name: "tumblr", hosts: ["t.umblr.com", "tumblr.com"], path: /^\/redirect/, parameters: ["z"] },
  { name: "reddit", hosts: ["out.reddit.com"], parameters: ["url"] },
  { name: "slack", hosts: ["slack-redir.net"], path: /^\/link/, parameters: ["url"] },
  { name: "pinterest", hosts: ["pinterest.com"], path: /^\/offsite/, parameters: ["url"] },
  { name: "disqus", hosts: ["disq.us"], path: /^\/url/, parameters: ["url"] },
  { name: "medium", hosts: ["medium.com"], path: /^\/r\//, parameters: ["url"] },
  { name: "zhihu", hosts: ["link.zhihu.com", "link.juejin.cn", "link.csdn.net"], parameters: ["target"] },
  { name: "weibo", hosts: ["weibo.cn", "weibo.com"], path: /^\/(?:sinaurl|u)/, parameters: ["u", "toasturl"] },
  { name: "viglink", hosts: ["redirect.viglink.com", "redirectingat.com", "go.skimresources.com"], parameters: ["u", "url"] },
  { name: "linksynergy", hosts: ["linksynergy.com"], parameters: ["murl", "rd_url"] },
  { name: "awin", hosts: ["awin1.com", "zenaps.com"], parameters: ["ued", "p"] },
  { name: "shareasale", hosts: ["shareasale.com"], parameters: ["urllink"] },
  { name: "cj", hosts: ["anrdoezrs.net", "jdoqocy.com", "kqzyfj.com", "tkqlhce.com", "dpbolvw.net"], parameters: ["url"] },
  { name: "rakuten-afl", hosts: ["hb.afl.rakuten.co.jp"], parameters: ["pc", "m"] },
  { name: "valuecommerce", hosts: ["valuecommerce.com", "valuecommerce.ne.jp"], parameters: ["vc_url"] },
  { name: "a8", hosts: ["a8.net"], parameters: ["a8ejpredirect"] },
  { name: "moshimo", hosts: ["af.moshimo.com"], parameters: ["url"] },
  { name: "adjust", hosts: ["adjust.com", "adj.st"], parameters: ["redirect", "adjust_redirect", "adjust_fallback", "fallback"] },
  { name: "appsflyer", hosts: ["onelink.me"], parameters: ["af_r", "af_web_dp", "af_android_url", "af_ios_url"] },
  { name: "firebase", hosts: ["page.link"], parameters: ["link", "ofl", "afl", "ifl"] },
  { name: "branch", hosts: ["app.link", "bnc.lt"], parameters: ["$fallback_url", "$desktop_url", "$canonical_url"] },
  { name: "salesforce", hosts: ["exct.net", "exacttarget.com"], parameters: ["url"] },
  { name: "microsoft", hosts: ["login.microsoftonline.com", "nam.delve.office.com", "go.microsoft.com"], parameters: ["redirect_url", "url"] },
];

/** Sites whose link tells nothing of its target. */
export interface OpaqueRedirector {
  readonly name: string;
  readonly hosts: readonly string[];
  readonly path: RegExp;
}

// biome-ignore format: a table
export const OPAQUE_REDIRECTORS: readonly OpaqueRedirector[] = [
  { name: "linkedin", hosts: ["linkedin.com"], path: /^\/(?:slink|comm\/slink)/ },
  { name: "baidu", hosts: ["baidu.com"], path: /^\/(?:link|baidu\.php)/ },
  { name: "sogou", hosts: ["sogou.com"], path: /^\/link/ },
  { name: "sendgrid", hosts: ["sendgrid.net"], path: /^\/(?:uni\/)?(?:ls|wf|ss)\/(?:click|c)/ },
  { name: "mailchimp", hosts: ["list-manage.com", "list-manage1.com", "list-manage2.com"], path: /^\/track\/click/ },
  { name: "constant-contact", hosts: ["rs6.net"], path: /^\/(?:tn\.jsp|on\.jsp)/ },
  { name: "mailerlite", hosts: ["mlsend.com", "ml.mailersend.com"], path: /^\/(?:link|c|tl)\// },
  { name: "hubspot", hosts: ["hubspotlinks.com", "hs-sales-engage.com", "hubspotemail.net", "hsms06.com"], path: /^\/(?:ctc|e3t|events|hubfs)/i },
  { name: "brevo", hosts: ["sendibm1.com", "sendibm2.com", "sendibm3.com", "sendibt2.com", "sendibt3.com"], path: /^\/(?:mk\/)?(?:cl|mr|mc|tr)\// },
  { name: "klaviyo", hosts: ["klclick.com", "klclick1.com", "klclick2.com", "klclick3.com"], path: /^\/(?:ls|f)\// },
  { name: "beehiiv", hosts: ["link.mail.beehiiv.com"], path: /^\/(?:ss|v1)\/c/ },
  { name: "yahoo-japan", hosts: ["ard.yahoo.co.jp", "rdr.mail.yahoo.co.jp"], path: /^\/./ },
];

// biome-ignore format: a table
export const SHORTENERS: ReadonlySet<string> = new Set([
  "00m.in", "0rz.tw", "1link.in", "1url.com", "2big.at", "2h.ae", "2ly.link", "2no.co", "2tu.us", "4url.cc",
  "6url.com", "a.co", "a.gg", "a.nf", "abre.ai", "acesse.dev", "acesse.one", "adf.ly", "adjix.com", "aka.ms",
  "alturl.com", "amzn.asia", "amzn.to", "app.goo.gl", "artist.link", "atu.ca", "b23.ru", "bacn.me", "bit.do",
  "bit.ly", "bitly.com", "bitly.lc", "bitly.ws", "bl.ink", "bloat.me", "bom.so", "budurl.com", "buff.ly",
  "cektkp.com", "chilp.it", "clck.ru", "cli.gs", "conta.cc", "cort.as", "cut.by", "cutt.ly", "cutt.us", "cuty.io",
  "decenturl.com", "dft.ba", "digbig.com", "doiop.com", "dub.co", "dub.sh", "dwz.cn", "dwz.mk", "e.vg",
  "easyuri.com", "easyurl.net", "eepurl.com", "encr.pw", "encurtador.com.br", "encurtador.dev", "fb.me", "ff.im",
  "fff.to", "firsturl.de", "flowto.it", "fly2.ws", "fon.gs", "fwd4.me", "g.co", "gl.am", "go.9nl.com", "go.ly",
  "goo.by", "goo.gd", "goo.gl", "goo.su", "goshrink.com", "grabify.link", "gurl.es", "han.gl", "hex.io", "ht.ly",
  "htxt.it", "hubs.ly", "hurl.me", "hurl.ws", "hyp.ae", "icanhaz.com", "idek.net", "inlnk.co", "iplogger.com",
  "iplogger.org", "is.gd", "j.mp", "jijr.com", "kl.am", "klck.me", "korta.nu", "krunchd.com", "kurzlinks.de",
  "kutt.it", "l.ead.me", "l1nk.dev", "l1nq.com", "lc.cx", "lihi.cc", "liip.to", "liltext.com", "lin.ee",
  "linkbee.com", "linkbun.ch", "linkly.link", "liurl.cn", "ln-s.net", "ln-s.ru", "ln.run", "lnk.co", "lnk.gd",
  "lnk.in", "lnk.ink", "lnk.sk", "lnkd.in", "lru.jp", "lt.tl", "lurl.no", "lytl.io", "maps.app.goo.gl", "me-qr.com",
  "me2.do", "merky.de", "metamark.net", "migre.me", "miniurl.com", "minurl.fr", "mjt.lu", "moourl.com",
  "myqrcode.mobi", "myurl.in", "n9.cl", "ne1.net", "nn.nf", "notlong.com", "nsfw.in", "o-x.fr", "om.ly",
  "onelink.to", "ow.ly", "p.tl", "pnt.me", "postly.link", "ppt.cc", "q-r.to", "qlnk.net", "qr-codes.io", "qr.ae",
  "qr.net", "qr.paps.jp", "qr1.be", "qrco.de", "qrkit.co", "rb.gy", "rb6.me", "rebrand.ly", "redirx.com",
  "replug.link", "reurl.cc", "ri.ms", "riz.gd", "ru.ly", "rubyurl.com", "s.gy", "s.id", "s.yam.com", "s7y.us",
  "safe.mn", "scnv.io", "share.google", "shorl.com", "short.gy", "short.ie", "short.to", "shorten.ee", "shorten.is",
  "shorten.tv", "shorter.me", "shortlinks.co.uk", "shorturl.ae", "shorturl.asia", "shorturl.at", "shorturl.com",
  "shrinkify.com", "shrinkrl.com", "shrt.st", "shrtcnl.com", "shrten.com", "shrunkin.com", "simurl.com", "sl8.in",
  "sn.im", "snip.ly", "snipr.com", "snipurl.com", "snurl.com", "sp2.ro", "spedr.com", "spoo.me", "srink.co",
  "starturl.com", "su.pr", "surl.li", "t.cn", "t.co", "t.ly", "t1p.de", "t2m.io", "tcrn.ch", "tg.pe", "tighturl.com",
  "tiny.cc", "tiny.pl", "tinyarro.ws", "tinyuri.ca", "tinyurl.com", "tinyurl.mobi", "tnij.org", "tny.im", "to.ly",
  "togoto.us", "tr.ee", "tr.im", "trib.al", "tweez.me", "twirl.at", "twiturl.de", "twixar.me", "twurl.cc",
  "twurl.nl", "tyny.to", "u.nu", "u.to", "u6e.de", "ub0.cc", "ur0.link", "ur0.work", "ur1.ca", "url.cn", "url.co.uk",
  "url.ie", "url4.eu", "urlbrief.com", "urlcover.com", "urlcut.com", "urlenco.de", "urlot.com", "urlr.me", "urls.fr",
  "urlx.ie", "urlz.fr", "urlzen.com", "ux.nu", "v.gd", "v.ht", "vl.am", "vo.la", "w3t.org", "wa.link",
  "wapurl.co.uk", "wipi.es", "wp.me", "x.gd", "xgd.io", "xr.com", "xrl.in", "xrl.us", "xurl.jp", "yep.it", "zi.ma",
  "zipmyurl.com", "zpr.io", "zz.gd",
]);
