/**
 * Names that everybody knows to be busy and honest sites. Source: general knowledge, written by hand 2026-11: search, mail, shops, news,
 * banks' portals, schools, developers, Japanese sites. They guard an instance that has not fetched its first
 * weekly list yet, so the choice is by "an outage of this would hurt", not by rank. Hosting platforms stand in
 * shared-hosts.ts, brands in brands.ts.
 */
const NAMES = `
google.com youtube.com gmail.com bing.com duckduckgo.com baidu.com yandex.ru yahoo.com ask.com ecosia.org startpage.com
wikipedia.org wikimedia.org wiktionary.org archive.org reddit.com quora.com stackoverflow.com stackexchange.com medium.com
facebook.com instagram.com whatsapp.com twitter.com x.com linkedin.com pinterest.com tiktok.com snapchat.com tumblr.com
discord.com telegram.org signal.org vk.com weibo.com qq.com wechat.com bilibili.com zhihu.com douban.com threads.net bsky.app
apple.com icloud.com microsoft.com office.com live.com outlook.com windows.com skype.com xbox.com msn.com azure.com
amazon.com amazon.co.jp amazon.co.uk amazon.de ebay.com etsy.com walmart.com target.com costco.com ikea.com bestbuy.com homedepot.com
aliexpress.com alibaba.com taobao.com tmall.com jd.com shopee.com lazada.com mercadolibre.com flipkart.com
netflix.com spotify.com twitch.tv vimeo.com soundcloud.com hulu.com disneyplus.com primevideo.com imdb.com steampowered.com
playstation.com nintendo.com roblox.com epicgames.com ea.com ubisoft.com minecraft.net blizzard.com
paypal.com stripe.com visa.com mastercard.com americanexpress.com wise.com revolut.com coinbase.com binance.com
chase.com bankofamerica.com wellsfargo.com citi.com capitalone.com hsbc.com barclays.co.uk santander.com ing.com
github.com gitlab.com bitbucket.org npmjs.com pypi.org rust-lang.org python.org nodejs.org golang.org kernel.org gnu.org apache.org
mozilla.org debian.org ubuntu.com redhat.com docker.com kubernetes.io jetbrains.com atlassian.com slack.com zoom.us notion.so
adobe.com autodesk.com salesforce.com oracle.com sap.com ibm.com intel.com amd.com nvidia.com cisco.com dell.com hp.com lenovo.com
samsung.com sony.com lg.com huawei.com xiaomi.com asus.com canon.com epson.com panasonic.com
dropbox.com box.com wetransfer.com evernote.com trello.com asana.com canva.com figma.com miro.com
cloudflare.com akamai.com fastly.com digitalocean.com godaddy.com namecheap.com letsencrypt.org icann.org iana.org ietf.org w3.org
nytimes.com washingtonpost.com wsj.com theguardian.com bbc.com bbc.co.uk cnn.com reuters.com bloomberg.com ft.com economist.com
forbes.com businessinsider.com cnbc.com npr.org apnews.com aljazeera.com lemonde.fr lefigaro.fr spiegel.de zeit.de elpais.com corriere.it
theverge.com arstechnica.com wired.com techcrunch.com cnet.com zdnet.com engadget.com slashdot.org ycombinator.com
nature.com science.org sciencedirect.com springer.com ieee.org acm.org arxiv.org jstor.org researchgate.net academia.edu
harvard.edu mit.edu stanford.edu berkeley.edu ox.ac.uk cam.ac.uk ethz.ch u-tokyo.ac.jp kyoto-u.ac.jp keio.ac.jp waseda.jp
nasa.gov nih.gov cdc.gov irs.gov usps.com who.int un.org europa.eu gov.uk canada.ca
booking.com airbnb.com expedia.com tripadvisor.com agoda.com trivago.com uber.com lyft.com delta.com united.com
fedex.com ups.com dhl.com royalmail.com auspost.com.au canadapost.ca
weather.com accuweather.com espn.com nba.com fifa.com nfl.com mlb.com
substack.com mailchimp.com sendgrid.com hubspot.com zendesk.com intercom.com surveymonkey.com eventbrite.com meetup.com
wordpress.com wordpress.org wix.com squarespace.com shopify.com weebly.com blogger.com patreon.com kickstarter.com change.org
duolingo.com coursera.org udemy.com khanacademy.org edx.org ted.com goodreads.com
webmd.com mayoclinic.org healthline.com indeed.com glassdoor.com monster.com zillow.com craigslist.org yelp.com
yahoo.co.jp line.me rakuten.co.jp mercari.com yodobashi.com biccamera.com kakaku.com zozo.jp uniqlo.com nitori-net.jp muji.com
ameblo.jp ameba.jp hatena.ne.jp hatenablog.com note.com qiita.com zenn.dev livedoor.com goo.ne.jp excite.co.jp nifty.com biglobe.ne.jp
nicovideo.jp pixiv.net dmm.com dlsite.com abema.tv tver.jp radiko.jp cookpad.com kurashiru.com delishkitchen.tv tabelog.com hotpepper.jp
gnavi.co.jp retty.me jalan.net ikyu.com rurubu.jp jorudan.co.jp ekitan.com navitime.co.jp mapion.co.jp jreast.co.jp eki-net.com
westjr.co.jp jr-central.co.jp jrkyushu.co.jp ana.co.jp jal.co.jp tokyometro.jp odakyu.jp tokyu.co.jp
nhk.or.jp asahi.com yomiuri.co.jp mainichi.jp nikkei.com sankei.com tokyo-np.co.jp jiji.com kyodonews.jp itmedia.co.jp impress.co.jp
watch.impress.co.jp ascii.jp gigazine.net mynavi.jp rikunabi.com doda.jp en-japan.com type.jp wantedly.com
smbc.co.jp mufg.jp mizuhobank.co.jp resonabank.co.jp jp-bank.japanpost.jp japanpost.jp smbc-card.com jcb.co.jp saisoncard.co.jp
aeon.co.jp aeon.com eposcard.co.jp rakuten-card.co.jp rakuten-sec.co.jp sbisec.co.jp monex.co.jp nomura.co.jp daiwa.jp matsui.co.jp
docomo.ne.jp au.com softbank.jp ntt.com ntt-east.co.jp ntt-west.co.jp kddi.com iij.ad.jp sakura.ad.jp xserver.ne.jp
kuronekoyamato.co.jp sagawa-exp.co.jp tepco.co.jp tokyo-gas.co.jp kepco.co.jp osakagas.co.jp chuden.co.jp
go.jp nta.go.jp mhlw.go.jp soumu.go.jp meti.go.jp mext.go.jp mofa.go.jp moj.go.jp env.go.jp cao.go.jp digital.go.jp npa.go.jp jma.go.jp
metro.tokyo.lg.jp pref.osaka.lg.jp city.yokohama.lg.jp city.osaka.lg.jp jpcert.or.jp ipa.go.jp antiphishing.jp dekyo.or.jp nic.ad.jp jprs.jp
toyota.jp honda.co.jp nissan.co.jp mazda.co.jp subaru.jp suzuki.co.jp yamaha.com sony.jp panasonic.jp sharp.co.jp fujitsu.com nec.com hitachi.co.jp
square-enix.com bandainamco.co.jp konami.com capcom.co.jp sega.jp nintendo.co.jp toho.co.jp shueisha.co.jp kodansha.co.jp kadokawa.co.jp
5ch.net togetter.com chiebukuro.yahoo.co.jp weathernews.jp tenki.jp jocr.jp suumo.jp homes.co.jp athome.co.jp
`;

/** Registrable domains, or hosts below one, that no feed may ever carry at domain scope. */
export const POPULAR_SEED: ReadonlySet<string> = new Set(NAMES.trim().split(/\s+/));
