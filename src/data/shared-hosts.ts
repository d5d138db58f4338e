/**
 * Hosts that many strangers share and that the Public Suffix List does not (wholly) cover. Whoever lists
 * such a name lists all of its tenants, so an entry needs a narrower scope.
 *
 * Source: facts from Sublime Security static files (MIT, 2026-08-21: free subdomain hosts, file hosts,
 * self-service platforms, shorteners), MISP warning lists (CC0, 2026-08-20: shorteners, link-in-bio, IPFS
 * gateways, dynamic DNS), rspamd redirectors (Apache-2.0, 2026-08-21); for Japanese services and mail
 * gateways what they publish themselves, as known in 2026-11. A choice of the much used ones. Names whose
 * tenants the Public Suffix List (2026-08-19) knows are mostly left out: it does that work.
 */
export type SharedHostKind = "host" | "url" | "shortener" | "redirector" | "tracker" | "cdn";

export interface SharedHost {
  readonly kind: SharedHostKind;
  /** The platform's own name; tenants are below it (`host`, `cdn`) or in its paths. */
  readonly name: string;
  /**
   * `host`, `cdn`: labels left of the name that make a tenant, 0: all there are, `null`: one.
   * Other kinds: path segments that make a tenant, `null`: the whole path.
   */
  readonly depth: number | null;
  /** Query parameter that names the tenant; `null`: the query says nothing. `*`: keep all of it. */
  readonly parameter: string | null;
}

/** `name`, `name/DEPTH`, `name?PARAMETER`, `name/DEPTH?PARAMETER`; each name covers the names below it. */
const TABLE: Readonly<Record<SharedHostKind, string>> = {
  // Site builders, hosting and free names: the tenant is the label left of the name.
  host: `
    000webhost.com 000webhostapp.com 18.lc ac-page.com afraid.org anschauen.in app.link atlassian.net
    axshare.com base.shop bloggersdelight.dk cloudclusters.net clickfunnels.com
    cloudwaysapps.com codesandbox.io creatium.site creatorlink.net deta.dev
     document360.io dropmark.com dynamics.com/2 easywp.com edgeone.app edgeone.dev
    egnyte.com enhancedsitebuilder.com fc2.com/2 fc2web.com filecloudonline.com format.com freshdesk.com
    ghost.io glide.page godaddysites.com goope.jp hatenablog.com hatenablog.jp hatenadiary.jp
    hstn.me hostingerapp.com iceiy.com infinityfree.com inmotionhosting.com instawp.xyz
    jimdo.com jimdofree.com jimdosite.com jimdoweb.com kinsta.cloud kinsta.page landbot.site
     livedoor.blog lolipop.jp lovable.dev monday.com mybluehost.me mybluemix.net
    mypreview.site myportfolio.com mystrikingly.com onepage.me onlyoffice.com
    pagecloud.com papershift.com peraichi.com powerappsportals.com retool.com rf.gd sakura.ne.jp
    seesaa.net sharepoint.com shopinfo.jp simple.ink sitesplaced.site sitew.us slab.com softr.app
    somee.com splashthat.com squarespace.com start.page studio.site supporthero.io systeme.io
    temporary.site teachable.com thebase.in base.ec official.ec theshop.jp shopselect.net buyshop.jp tilda.ws tiiny.site tumblr.com typeform.com unaux.com
    surge.sh glitch.me weeblysite.com gamma.site hostinger.site site123.me webnode.page webnode.com webador.com ukit.me hubside.fr
    durablesites.co builderallwppro.com wcomhost.com contaboserver.net serv00.net on.fleek.co fleek.cool 4everland.app
    webs.com yolasite.com zohosites.com mozellosite.com ucoz.net ucoz.com blogspot.jp blogspot.de blogspot.fr blogspot.ru
    blogspot.in blogspot.ca blogspot.co.uk blogspot.com.br blogspot.com.es blogspot.com.tr blogspot.co.id
    ct.ws free.nf kesug.com zya.me great-site.net is-great.net is-great.org is-best.net infinityfreeapp.com epizy.com 42web.io
    wuaze.com lovestoblog.com liveblog365.com 22web.org totalh.net likesyou.org fast-page.org nichesite.org gt.tc
    byethost3.com byethost4.com byethost5.com byethost6.com byethost7.com byethost8.com byethost9.com byethost10.com
    webcindario.com webnode.jp website.tk weebly.com wixsite.com wordpress.com wufoo.com
    xsrv.jp zendesk.com zoholandingpage.com
    devtunnels.ms/0 nip.io/0 sslip.io/0 localtunnel.me loca.lt run.place awsapprunner.com on.aws 
    run.app cloudworkstations.dev
    25u.com 2waky.com 4dq.com 4pu.com acmetoy.com almostmy.com authorizeddns.us changeip.biz changeip.us
    chickenkiller.com cleansite.us ddns.ms ddns.us dns-dns.com dns-report.com dns-stuff.com dns04.com dns05.com
    dns1.us dns2.us dnset.com dnsrd.com dsmtp.com dumb1.com dynamic-dns.net dyndns.dk dynssl.com ezua.com
    faqserv.com fartit.com freeddns.com freetcp.com gettrials.com got-game.org ignorelist.com ikwb.com
    instanthq.com isasecret.com itemdb.com itsaol.com jetos.com jkub.com jumpingcrab.com jungleheart.com
    justdied.com lflink.com lflinkup.com linkpc.net longmusic.com mefound.com misecure.com mrbasic.com
    mrbonus.com mrface.com mrslove.com my03.com myddns.com mylftv.com mynetav.com mysecondarydns.com myz.info
    net-style.com ns01.us ns02.us ocry.com onedumb.com onmypc.us organiccrap.com otzo.com ourhobby.com
    proxydns.com publicvm.com qhigh.com qpoe.com sendsmtp.com serveuser.com serveusers.com sexidude.com
    toshibanetcam.com toythieves.com twilightparadox.com vizvaz.com wikaba.com work.gd x24hr.com xxuz.com
    ydns.eu ygto.com youdontcare.com yourtrap.com zapto.org zyns.com zzux.com`,
  // The tenant is in the path, or is one document of a popular site. Object stores stand here because some
  // of their hosts are a bucket's and some a region's: the narrow reading is safe for both.
  url: `
    sites.google.com/2 docs.google.com/4?url drive.google.com/3?id script.google.com/3 forms.gle/1
    storage.googleapis.com/1 storage.cloud.google.com/1 firebasestorage.googleapis.com/3
    groups.google.com/3 calendar.google.com/3 lookerstudio.google.com/2 colab.research.google.com/2
    googleusercontent.com earthengine.google.com/2 play.google.com/3?id apps.apple.com/4
    forms.office.com/2?id forms.cloud.microsoft/2?id sway.office.com/1 sway.cloud.microsoft/1
    onedrive.live.com?resid 1drv.ms/3 customervoice.microsoft.com?id app.powerbi.com/1?r
    attachments.office.net/3 outlook.office365.com/4 outlook.office.com/4
    acrobat.adobe.com/4 indd.adobe.com/2 new.express.adobe.com/2 spark.adobe.com/2 behance.net/2
    dropbox.com/3 box.com/2 mega.nz/2 mediafire.com/2 wetransfer.com/2 we.tl/1 icloud.com/2 pcloud.com/2?code
    terabox.com/2 4shared.com/2 gofile.io/2 pixeldrain.com/2 transfernow.net/3 filemail.com/2 sendspace.com/2
    file.io/1 0x0.st/1 catbox.moe/1 anonfiles.com/1 firestorage.jp/2 gigafile.nu/1 xgf.nu/1 datadeliver.net/2
    ufile.io/1 hightail.com/2 jumpshare.com/2 drive.proton.me/2 files.fm/2 send-anywhere.com/2 limewire.com/2
    notion.so/1 notion.com/1 coda.io/2 quip.com/1 evernote.com/3 workflowy.com/2 scribehow.com/2 tana.pub/1
    airtable.com/2 canva.com/2 figma.com/3 gamma.app/2 padlet.com/2 miro.com/3 lucid.app/2 view.genially.com/1
    beautiful.ai/2 issuu.com/3 isu.pub/2 flipsnack.com/2 publuu.com/3 scribd.com/2 slideshare.net/2 archive.org/2
    archive.ph/1 frame.io/2 clickup.com/3 forms.clickup.com/3 smartsheet.com/3 public.app.basecamp.com/2
    jotform.com/1 surveymonkey.com/2 cognitoforms.com/2 formstack.com/2 forms.zohopublic.com/4 zohopublic.com/3
    share.hsforms.com/1 forms.yandex.com/2 tally.so/2 formrun.app/1 form.typeform.com/2 forms.monday.com/2 form.run/2 questant.jp/2 ssl.form-mailer.jp/2
    form-mailer.jp/2 form.jotform.com/1 aidaform.com/1 ws.formzu.net/2 formzu.net/2 app.getresponse.com/1
    linktr.ee/1 lit.link/1 beacons.ai/1 bio.link/1 bio.site/1 campsite.bio/1 heylink.me/1 hoo.be/1 linkbio.co/1
    linkin.bio/1 linkr.bio/1 linkpop.com/1 lnk.bio/1 lnk.at/1 magic.ly/1 many.link/1 mssg.me/1 profcard.info/2
    solo.to/1 taplink.cc/1 tap.bio/2 feed.link/1 milkshake.app/1 contactinbio.com/1 carrd.co/1
    telegra.ph/1 graph.org/1 teletype.in/2 pastelink.net/1 pastebin.com/1 rentry.co/1 rentry.org/1 paste.ee/2
    html.cafe/1 justpaste.it/1 hackmd.io/2 write.as/2 note.com/3 medium.com/2 ameblo.jp/1 plaza.rakuten.co.jp/1
    github.com/2 gist.github.com/2 raw.githubusercontent.com/2 gitlab.com/2 bitbucket.org/2 sourceforge.net/2
    codepen.io/3 jsfiddle.net/2 replit.com/2 glitch.com/2 stackblitz.com/2 huggingface.co/3 cdn.jsdelivr.net/3
    cdn.discordapp.com/3 media.discordapp.net/3 discord.gg/1 discord.com/2 slack-files.com/1
    facebook.com/2 m.me/1 instagram.com/2 threads.net/2 threads.com/2 x.com/3 twitter.com/3 tiktok.com/3
    youtube.com/2?v youtu.be/1 vimeo.com/1 dailymotion.com/2 linkedin.com/3 pinterest.com/2 reddit.com/4 vk.com/1
    t.me/1 telegram.me/1 wa.me/1 chat.whatsapp.com/1 api.whatsapp.com?phone line.me/4 lin.ee/1
    liff.line.me/1 page.line.me/1 open.spotify.com/2 eventbrite.com/2 peatix.com/2 docs.zoom.us/2 zoom.us/2
      buy.stripe.com/1 itch.io/1
    ipfs.io/2 dweb.link/2 gateway.ipfs.io/2 gateway.pinata.cloud/2 cloudflare-ipfs.com/2 cf-ipfs.com/2
    ipfs.fleek.co/2 infura-ipfs.io/2 w3s.link/2 nftstorage.link/2 hardbin.com/2 ipfs.cyou/2 ipfs.jbb.one/2
    arweave.net/1 4everland.io/2 trustless-gateway.link/2 ipfs-gateway.cloud/2 flk-ipfs.xyz/2
     mailchi.mp/2 substack.com/2 buymeacoffee.com/1 patreon.com/1 gumroad.com/2
    aliyuncs.com/1 appdomain.cloud/1 amazonaws.com/1 backblazeb2.com/2 cloudflarestorage.com/1 contabostorage.com/1
    customer-oci.com/4 digitaloceanspaces.com/1 linodeobjects.com/1 myqcloud.com/1 oraclecloud.com/4 scw.cloud/1
    vultrobjects.com/1 wasabisys.com/1 windows.net/1
    web.archive.org/5 share.articulate.com/1 app.flutterflow.io/2 appsheet.com/2
    `,
  // One short name, one target: the path decides.
  shortener: `
    0rz.tw/1 1url.com/1 2ly.link/1 2no.co/1 abre.ai/1 adf.ly/1 amzn.asia/2 amzn.to/1 b23.tv/1 bc.vc/1 bit.do/1
    bit.ly/1 bitly.com/1 bitly.cx/1 bitly.ws/1 bl.ink/1 buff.ly/1 clck.ru/1 conta.cc/1 cutt.ly/1 cutt.us/1
    cuty.io/1 db.tt/1 dub.co/1 dub.sh/1 e.vg/1 eepurl.com/1 encr.pw/1 encurtador.dev/1 fb.me/1 flowcode.com/2
    flowto.it/1 g.co/2 git.io/1 git.new/1 gg.gg/1 goo.by/1 goo.gl/2 goo.su/1 gourl.jp/1 grabify.link/1 han.gl/1
    hubs.ly/1 ift.tt/1 inlnk.co/1 iplogger.com/1 iplogger.org/1 is.gd/1 j.mp/1 kutt.it/1 kutt.to/1 l.ead.me/1
    lihi.cc/1 lihi1.com/1 linkly.link/1 ln.run/1 lnk.ink/1 lnkd.in/2 lnkiy.in/1 lurl.cc/1 mcaf.ee/1 me2.do/1
    me2.kr/1 myqrcode.mobi/1 n9.cl/1 nav.cx/1 onelink.to/1 onl.bz/1 onl.la/1 onl.sc/1 onl.tw/1 ouo.io/1 ow.ly/2
    p.tl/1 picsee.io/1 pse.is/1 postly.link/1 ppt.cc/1 q-r.to/1 qr-codes.io/1 qr.ae/1 qr.net/1 qr.paps.jp/1
    qrco.de/1 qrcodes.pro/1 qrkit.co/1 qrto.org/1 r10.to/1 rb.gy/1 rebrand.ly/1 relink.is/1 reurl.cc/1 s.ee/1
    s.gy/1 s.id/1 s.yam.com/1 s59.site/1 scan.page/2 scnv.io/1 short.gy/1 short.io/1 shorten.ee/1 shorten.is/1
    shorten.tv/1 shorter.me/1 shorturl.ac/1 shorturl.asia/1 shorturl.at/1 shrtcnl.com/1 smarturl.it/1 sn.rs/1
    snip.ly/1 soo.gd/1 spoo.me/1 su.pr/2 supr.link/1 surl.li/1 sl.bing.net/1 t.cn/1 t.co/1 t.ly/1 tiny.cc/1
    tiny.one/1 tinyurl.com/1 tinyurl.mobi/1 tny.im/1 tr.ee/1 tr.im/1 tyny.to/1 u.to/1 u.nu/1 ulvis.net/1 uqr.to/1
    ur0.link/1 url.cn/1 urlr.me/1 urls.fr/1 urlz.fr/1 urx.space/1 urx.blue/1 urx.red/1 utm.guru/1 ux.nu/1 v.gd/1
    v.ht/1 vk.cc/1 wa.link/1 wp.me/1 x.co/1 x.gd/1 xgd.io/1 xy2.eu/1 y2u.be/1 yourls.org/1 zpr.io/1 zurl.to/1
    zws.im/1 aka.ms/1 1lil.li/1 share.google/1 dwz.cn/1 dwz.mk/1 qlink.jp/1 00m.in/1 bre.is/1 abit.ly/1`,
  // The query, or a coded path, carries the target; mail gateways' rewritten links among them.
  redirector: `
    google.com?* google.co.jp?* google.co.uk?* google.de?* google.fr?* google.ca?* google.com.br?* google.co.in?*
    googleadservices.com?* doubleclick.net?* translate.goog?* ampproject.org?* bing.com?* msn.com?* baidu.com?*
    duckduckgo.com?* yahoo.com?* yahoo.co.jp?* yandex.ru?* yandex.com?* naver.com?*
    l.facebook.com?* lm.facebook.com?* l.instagram.com?* l.messenger.com?* l.threads.com?* out.reddit.com?*
    steamcommunity.com?* slack-redir.net?* href.li?* anonym.to?* hop.clickbank.net?* redirectingat.com?*
    viglink.com?* go.redirectingat.com?* shareasale.com?* anrdoezrs.net?* awin1.com?* valuecommerce.com?*
    a8.net?* af.moshimo.com?* hb.afl.rakuten.co.jp?* linksynergy.com?* app.adjust.com?* onelink.me?* page.link?*
    safelinks.protection.outlook.com?* urldefense.com?* urldefense.proofpoint.com?* urldefense.us?*
    mimecast.com?* mimecastprotect.com?* mimecast-offshore.com?* linkprotect.cudasvc.com?* cudasvc.com?*
    secure-web.cisco.com?* clicktime.symantec.com?* protection.sophos.com?* fireeye.com?* trendmicro.com?*
    url.emailprotection.link?* avanan.click?* cloudsend.checkpoint.com?* urlsand.esvalabs.com?*
    linkscan.io?* securelinks.cloud-security.net?* urlisolation.com?* hornetsecurity.com?* mailinblack.com?*
    vadesecure.com?* checkpoint.com?* scanmailx.com?* mailanyone.net?*`,
  // Click counters of mail services: every customer's links run through them.
  tracker: `
    sendgrid.net?* list-manage.com?* list-manage1.com?* list-manage2.com?* mandrillapp.com?* rs6.net?*
    constantcontact.com?* mjt.lu?* awstrack.me?* sendibm1.com?* sendibm2.com?* sendibm3.com?* sendibt2.com?*
    sendibt3.com?* createsend.com?* createsend1.com?* cmail19.com?* cmail20.com?* hubspotlinks.com?*
    hubspotlinksstarter.com?* hubspotemail.net?* hs-sales-engage.com?* hsblinks.com?* klclick.com?* klclick1.com?*
    klclick2.com?* klclick3.com?* exct.net?* exacttarget.com?* pstmrk.it?* customeriomail.com?* mailgun.org?*
    mg1.substack.com?* mg2.substack.com?* link.mail.beehiiv.com?* convertkit-mail.com?* convertkit-mail1.com?*
    convertkit-mail2.com?* convertkit-mail3.com?* convertkit-mail4.com?* convertkit-mail5.com?*
    convertkit-mail6.com?* acemlnb.com?* acemlna.com?* acemlnc.com?* activehosted.com?* emlnk.com?* emlnk9.com?*
    clicks.aweber.com?* benchurl.com?* click.mlsend.com?* mlsend.com?* mailersend.net?* sendpul.se?* stat-pulse.com?*
    elasticemail.com?* mktoweb.com?* pardot.com?* responsys.net?* rsys2.net?* rsys5.net?* cleverreach.com?*
    inxmail.com?* maillist-manage.com?* maillist-manage.in?* zcsend.net?* getresponse.com?* attentivemail.com?*
    pipedrive.email?* nylas.com?* streaklinks.com?* mailtrack.io?* spmailtechnol.com?* spmailtechnolo.com?*
    sparkpostmail.com?* musvc2.net?* voxmail.it?* ymlpsend9.net?* bme.jp?* cuenote.jp?* mpme.jp?* sendsay.ru?*
    cp20.com?* etrack01.com?* trk.emlbest.com?* emailpartners.net?* click.icptrack.com?* esclick.me?*`,
  // The tenant is the label left of the name; the address and certificate are the network's.
  cdn: `
    akamaized.net akamaihd.net akamai.net/0 edgesuite.net/0 edgekey.net/0 azureedge.net azurefd.net b-cdn.net
    cdn77.org cdngslb.com/0 cloudfront.net fastly.net/0 fastlylb.net/0 gcdn.co hwcdn.net/0 kxcdn.com kunlunsl.com/0
    llnwd.net/0 r2.dev stackpathcdn.com stackpathdns.com edgecastcdn.net/0`,
};

/** By name. The nearest name above a host counts. */
export const SHARED_HOSTS: ReadonlyMap<string, SharedHost> = new Map(
  (Object.keys(TABLE) as SharedHostKind[]).flatMap((kind) =>
    TABLE[kind]
      .trim()
      .split(/\s+/)
      .map((row) => {
        const [, name, depth, parameter] = /^([^/?]+)(?:\/(\d))?(?:\?(.+))?$/.exec(row) as RegExpExecArray;
        return [
          name as string,
          {
            kind,
            name: name as string,
            depth: depth === undefined ? null : Number(depth),
            parameter: parameter ?? null,
          },
        ];
      }),
  ),
);

/** Labels that platforms keep for themselves: `static1.squarespace.com` is nobody's own place. */
export const PLATFORM_LABELS: ReadonlySet<string> = new Set(
  "www www1 www2 app api static static1 static2 assets cdn media images img help docs blog forms form files status".split(
    " ",
  ),
);
