/**
 * Brands that scam mail claims to be: what they are called and which domains are truly theirs.
 *
 * Source of the choice: the most reported names in JPCERT/CC's phishurl-list (counts only, snapshot 2025-11-18) and
 * the brands most often abused worldwide. Source of names and domains: general knowledge of the brands' own sites,
 * 2026-11; bank domains compared with v2fly/domain-list-community `category-bank-jp` (MIT, 2026-08-19).
 * A fact that was not certain is left out: an empty field means "not known here", never "there is none".
 *
 * Columns: id | country | Japanese names | other names | official domains | flags
 * A domain stands for itself and everything below it. Flags: `w` the name is also an ordinary word, so that
 * the name alone proves nothing; `t:x` an extra token that hosts of its impostors carry.
 */
const ROWS = `
amazon|JP|アマゾン,アマゾンジャパン,アマゾンプライム|Amazon,Amazon.co.jp,Amazon Prime,Prime Video|amazon.co.jp,amazon.com,amazon.jp,amazon.co.uk,amazon.de,amazon.fr,amazon.it,amazon.es,amazon.ca,amazon.in,amazon.com.au,amazon.com.br,amazon.com.mx,amazon.nl,amazon.se,amazon.pl,amazon.sg,amazon.ae,amazonpay.com,primevideo.com,media-amazon.com,ssl-images-amazon.com,a.co,amzn.asia,amzn.to,amazonses.com,aboutamazon.jp,aboutamazon.com|
smbc-card|JP|三井住友カード,三井住友ＶＩＳＡカード,ブイパス|Vpass,SMBC Card,SMBC VISA|smbc-card.com,vpass.ne.jp,vpass.jp|
apple|US|アップル,アイクラウド|Apple,Apple ID,AppleID,Apple Account,iCloud,iTunes,App Store,Apple Pay|apple.com,icloud.com,me.com,mac.com,itunes.com,apple.co,mzstatic.com,cdn-apple.com|w,t:icloud,t:appleid
eki-net|JP|えきねっと,エキネット|Eki-net,Ekinet|eki-net.com,eki-net.jp|
au|JP|ＫＤＤＩ,エーユー,ａｕかんたん決済|au,KDDI,au PAY,au ID,UQ mobile|au.com,kddi.com,auone.jp,kddi.jp,uqwimax.jp,aupay.jp,ezweb.ne.jp,auone-net.jp|w,t:kddi
aeon-card|JP|イオンカード,イオンクレジット,イオンフィナンシャルサービス,暮らしのマネーサイト|AEON CARD,AEON Credit|aeon.co.jp,aeoncredit.co.jp,aeonfinancial.co.jp|
aeon|JP|イオン,イオン株式会社,アイイオン|AEON,iAEON,WAON|aeon.info,aeon.com,aeon.jp,waon.com,waon.net,aeonsquare.net,aeonretail.com,aeonretail.jp|w,t:aeon,t:waon
aeon-bank|JP|イオン銀行|AEON Bank|aeonbank.co.jp|
mercari|JP|メルカリ,メルペイ|Mercari,Merpay|mercari.com,mercari.jp,merpay.com,mercdn.net|
saison|JP|クレディセゾン,セゾンカード,セゾン,セゾンネットアンサー,ネットアンサー|SAISON CARD,Credit Saison,SAISON|saisoncard.co.jp,a-q-f.com,saison-card.co.jp|t:saison
epos|JP|エポスカード,エポスネット|EPOS CARD,EPOS Net|eposcard.co.jp,01epos.jp|t:epos
jcb|JP|ジェーシービー,ＪＣＢカード|JCB,MyJCB,JCB CARD|jcb.co.jp,jcb.jp,jcb.com,global.jcb|
etc-meisai|JP|ＥＴＣ利用照会サービス,ＥＴＣ利用照会,イーティーシー利用照会|ETC Meisai|etc-meisai.jp,etc-user.jp|t:etcmeisai
mufg-nicos|JP|三菱ＵＦＪニコス,ＭＵＦＧカード,ＤＣカード,ニコスカード|MUFG NICOS,MUFG CARD,NICOS|cr.mufg.jp,nicos.co.jp,mufgcard.com|t:nicos
rakuten|JP|楽天,楽天市場,楽天グループ,楽天ペイ,楽天モバイル|Rakuten,Rakuten Ichiba,Rakuten Pay|rakuten.co.jp,rakuten.com,rakuten.jp,rakuten.ne.jp,r10s.jp,rmp.rakuten.co.jp,r10s.com,rakuten-pay.co.jp|
rakuten-card|JP|楽天カード,楽天ｅ－ＮＡＶＩ|Rakuten Card,Rakuten e-NAVI|rakuten-card.co.jp|
rakuten-bank|JP|楽天銀行|Rakuten Bank|rakuten-bank.co.jp,rakuten-bank.com|
rakuten-sec|JP|楽天証券|Rakuten Securities|rakuten-sec.co.jp|
softbank|JP|ソフトバンク,ワイモバイル|SoftBank,Y!mobile,Ymobile|softbank.jp,softbank.co.jp,softbank.ne.jp,ymobile.jp,mb.softbank.jp|
yamato|JP|ヤマト運輸,クロネコヤマト,クロネコメンバーズ,宅急便|Yamato Transport,Kuroneko Yamato,KURONEKO|kuronekoyamato.co.jp,yamato-hd.co.jp|t:kuroneko
ja-bank|JP|ＪＡバンク,ＪＡネットバンク,農林中央金庫|JA Bank,JANetBank|jabank.jp,jabank.org,ja-bank.jp,nochubank.or.jp|t:jabank
soumu|JP|総務省|Ministry of Internal Affairs and Communications|soumu.go.jp|
tepco|JP|東京電力,東京電力エナジーパートナー,くらしＴＥＰＣＯ|TEPCO|tepco.co.jp,tepco.ne.jp|
nta|JP|国税庁,国税局,税務署,イータックス|e-Tax,National Tax Agency|nta.go.jp|t:etax,t:nta-go
docomo|JP|ドコモ,ＮＴＴドコモ,ｄアカウント,ｄポイント,ｄ払い,ｄカード|NTT docomo,docomo,d account,d CARD|docomo.ne.jp,nttdocomo.co.jp,dcard.docomo.ne.jp,d-card.jp,docomo.co.jp,dpoint.jp,smt.docomo.ne.jp|
sbi-sec|JP|ＳＢＩ証券|SBI SECURITIES,SBI Sec|sbisec.co.jp|t:sbisec
sbi-bank|JP|住信ＳＢＩネット銀行,ドコモＳＭＴＢネット銀行|SBI Net Bank,NEOBANK|netbk.co.jp|t:netbk
sbi-shinsei|JP|ＳＢＩ新生銀行,新生銀行|SBI Shinsei Bank,Shinsei Bank|sbishinseibank.co.jp,shinseibank.com|t:shinsei
ts-cubic|JP|ティーエスキュービックカード,トヨタファイナンス,マイティーエススリー|TS CUBIC CARD,TS CUBIC,MY TS3,TS3|tscubic.com,ts3card.com,toyota-finance.co.jp|t:tscubic,t:ts3card
viewcard|JP|ビューカード,ビュースネット,ＶＩＥＷカード|View Card,Viewcard,VIEW's NET|viewsnet.jp,jreast.co.jp,jrepoint.jp,jre-vts.com|t:viewcard,t:viewsnet
suica|JP|モバイルスイカ,スイカ,ＪＲ東日本|Mobile Suica,Suica,JR East|mobilesuica.com,jreast-app.jp,suica.jp|
mufg-bank|JP|三菱ＵＦＪ銀行,三菱東京ＵＦＪ銀行,三菱ＵＦＪダイレクト|MUFG,MUFG Bank,Mitsubishi UFJ|mufg.jp,bk.mufg.jp,mufg.com,bk.mufg.com|
mufg-sec|JP|三菱ＵＦＪモルガン・スタンレー証券,三菱ＵＦＪｅスマート証券,ａｕカブコム証券|au Kabucom Securities|sc.mufg.jp,kabu.com|
biglobe|JP|ビッグローブ|BIGLOBE|biglobe.ne.jp,biglobe.co.jp|
micard|JP|エムアイカード|MICARD,MI CARD|micard.co.jp|
monex|JP|マネックス証券|Monex,Monex Securities|monex.co.jp,monexgroup.jp|
microsoft|US|マイクロソフト|Microsoft,Office 365,Office365,Microsoft 365,OneDrive,Outlook,Outlook Web App,SharePoint,Hotmail|microsoft.com,microsoftonline.com,office.com,office365.com,live.com,outlook.com,sharepoint.com,msn.com,onedrive.com,hotmail.com,windows.com,azure.com,1drv.ms,microsoft365.com,skype.com,xbox.com,bing.com,aka.ms,msftauth.net,office.net,windows.net|t:office365,t:microsoftonline
amex|US|アメリカン・エキスプレス,アメリカンエキスプレス,アメックス|American Express,AMEX|americanexpress.com,americanexpress.co.jp,aexp-static.com,amex.com,amex.co.jp|t:amex
smbc|JP|三井住友銀行,ＳＭＢＣダイレクト,三井住友フィナンシャルグループ|SMBC,Sumitomo Mitsui Banking,SMBC Direct|smbc.co.jp,smfg.co.jp|
smbc-nikko|JP|ＳＭＢＣ日興証券|SMBC Nikko|smbcnikko.co.jp|
smbc-mobit|JP|ＳＭＢＣモビット,モビット|SMBC Mobit|mobit.ne.jp|
smtb|JP|三井住友信託銀行|Sumitomo Mitsui Trust|smtb.jp|
mizuho|JP|みずほ銀行,みずほダイレクト,みずほフィナンシャルグループ|Mizuho Bank,Mizuho|mizuhobank.co.jp,mizuho-fg.co.jp,mizuho-fg.com,mizuhobank.com|
mizuho-sec|JP|みずほ証券|Mizuho Securities|mizuho-sc.com|
uc-card|JP|ＵＣカード,ユーシーカード|UC Card|uccard.co.jp|
yodobashi|JP|ヨドバシカメラ,ヨドバシ・ドット・コム|Yodobashi,Yodobashi Camera|yodobashi.com|
orico|JP|オリコ,オリエントコーポレーション,オリコカード|Orico,eOrico|orico.co.jp|
aplus|JP|アプラス,アプラスカード|APLUS|aplus.co.jp|w,t:aplus
paypay|JP|ペイペイ|PayPay|paypay.ne.jp,paypay.co.jp,paypay-corp.co.jp|
paypay-bank|JP|ＰａｙＰａｙ銀行,ジャパンネット銀行|PayPay Bank,Japan Net Bank|paypay-bank.co.jp,japannetbank.co.jp|
paypay-card|JP|ＰａｙＰａｙカード,ヤフーカード|PayPay Card|paypay-card.co.jp|
japan-post|JP|日本郵便,郵便局,日本郵便株式会社,日本郵政,ゆうパック|Japan Post,JP POST|japanpost.jp,post.japanpost.jp|t:japanpost,t:jppost
yucho|JP|ゆうちょ銀行,ゆうちょダイレクト,ゆうちょ|Japan Post Bank,JP Bank|jp-bank.japanpost.jp,yucho-moneyguide.jp|t:yucho,t:jpbank
daiwa-sec|JP|大和証券|Daiwa Securities|daiwa.jp,daiwa.co.jp|
daiwa-next|JP|大和ネクスト銀行|Daiwa Next Bank|bank-daiwa.co.jp|
nhk|JP|日本放送協会,ＮＨＫプラス,ＮＨＫ受信料|NHK,NHK Plus|nhk.or.jp,nhk.jp,nhk-cs.jp|
jaccs|JP|ジャックス,ジャックスカード|JACCS|jaccs.co.jp|
mistore|JP|三越伊勢丹,三越,伊勢丹|Isetan Mitsukoshi,Mitsukoshi,Isetan|mistore.jp,imhds.co.jp,mitsukoshi.co.jp,isetan.co.jp|
plala|JP|ぷらら,ひかりＴＶ|plala|plala.or.jp,plala.jp|
chase|US|チェース銀行|JPMorgan Chase,Chase Bank,JPMorgan,Chase|chase.com,jpmorgan.com,jpmorganchase.com|w,t:jpmorgan
mastercard|US|マスターカード|Mastercard|mastercard.com,mastercard.co.jp,mastercard.us,mastercard.co.uk|w,t:mastercard
gmo-aozora|JP|ＧＭＯあおぞらネット銀行|GMO Aozora Net Bank|gmo-aozora.com|
aozora|JP|あおぞら銀行|Aozora Bank|aozorabank.co.jp|
pocketcard|JP|ポケットカード|Pocket Card|pocketcard.co.jp|
netflix|US|ネットフリックス|Netflix|netflix.com,netflix.net,nflxso.net,nflximg.net,nflxext.com|
lifecard|JP|ライフカード|LIFE CARD|lifecard.co.jp|
matsui|JP|松井証券|Matsui Securities|matsui.co.jp|
nomura|JP|野村證券,野村証券|Nomura Securities,Nomura|nomura.co.jp,nomura.com,nomuraholdings.com|
iwaicosmo|JP|岩井コスモ証券|Iwai Cosmo Securities|iwaicosmo.co.jp|
moomoo|JP|ムームー証券|moomoo|moomoo.com|
yokohama-bank|JP|横浜銀行,はまぎん|Bank of Yokohama|boy.co.jp|
line|JP|ＬＩＮＥ株式会社,ラインペイ,ＬＩＮＥヤフー|LINE,LINE Pay,LINE Corporation|line.me,linecorp.com,line-scdn.net,lycorp.co.jp,line.biz,lin.ee|w
paypal|US|ペイパル|PayPal|paypal.com,paypal.me,paypalobjects.com,paypal.jp,paypal-corp.com,paypal-communication.com|
yahoo-jp|JP|ヤフー,Ｙａｈｏｏ！ＪＡＰＡＮ,ヤフオク,Ｙａｈｏｏ！ショッピング|Yahoo! JAPAN,Yahoo Japan|yahoo.co.jp,yahoo.ne.jp,yimg.jp,yahoo-net.jp|t:yahoojp
yahoo|US||Yahoo,Yahoo Mail|yahoo.com,ymail.com,yimg.com,aol.com|w,t:yahoo
aiful|JP|アイフル|AIFUL|aiful.co.jp|
promise|JP|プロミス,ＳＭＢＣコンシューマーファイナンス|Promise|promise.co.jp,cyber.promise.co.jp|w
acom|JP|アコム|ACOM|acom.co.jp|w
lake|JP|レイク,新生フィナンシャル|Lake|lakealsa.com|w
rokin|JP|労働金庫,ろうきん,全国労働金庫協会|Rokin,Labour Bank|rokin.or.jp,rokinbank.or.jp,rokin.jp,all.rokin.or.jp|t:rokin
shinkin|JP|信用金庫,全国信用金庫協会|Shinkin Bank|shinkin.co.jp,shinkin.org|t:shinkin
visa|US|ビザカード,ビザ・ワールドワイド|VISA,Visa Card|visa.com,visa.co.jp,visa.co.uk,visa.ca|w
diners|JP|ダイナースクラブ|Diners Club|diners.co.jp,dinersclub.com|t:diners
resona|JP|りそな銀行,埼玉りそな銀行,りそなグループ|Resona Bank,Resona|resonabank.co.jp,resona-gr.co.jp,saitamaresona.co.jp|t:resona
resona-card|JP|りそなカード|Resona Card|resonacard.co.jp|
jibun-bank|JP|じぶん銀行,ａｕじぶん銀行|au Jibun Bank,Jibun Bank|jibunbank.co.jp|
seven-bank|JP|セブン銀行|Seven Bank|sevenbank.co.jp|
seven-card|JP|セブンカード,ナナコ|Seven Card,nanaco|7card.co.jp,nanaco-net.jp,omni7.jp,sej.co.jp,7andi.com|
lawson-bank|JP|ローソン銀行,ローソン|Lawson Bank,Lawson|lawsonbank.jp,lawson.co.jp|
familymart|JP|ファミリーマート,ファミペイ|FamilyMart,FamiPay|family.co.jp|t:famipay
ana|JP|全日本空輸,全日空,ＡＮＡマイレージクラブ|ANA,All Nippon Airways|ana.co.jp,anahd.co.jp,astyle.jp,ana-g.com|w
jal|JP|日本航空,ＪＡＬマイレージバンク,ＪＡＬカード|JAL,Japan Airlines|jal.co.jp,jal.com,jalcard.co.jp|w
dhl|DE||DHL,DHL Express|dhl.com,dhl.de,dhl.co.jp,dpdhl.com,dhl.co.uk,dhl.fr|w,t:dhl
wells-fargo|US||Wells Fargo|wellsfargo.com|
bank-of-hokkaido|JP|北海道銀行|Hokkaido Bank|hokkaidobank.co.jp|
hokuyo|JP|北洋銀行|North Pacific Bank,Hokuyo Bank|hokuyobank.co.jp|
linkedin|US|リンクトイン|LinkedIn|linkedin.com,lnkd.in,licdn.com|
sagawa|JP|佐川急便|Sagawa Express,Sagawa|sagawa-exp.co.jp,sg-hldgs.co.jp|t:sagawa
boj|JP|日本銀行|Bank of Japan|boj.or.jp|
nenkin|JP|日本年金機構,ねんきんネット|Japan Pension Service|nenkin.go.jp|
facebook|US|フェイスブック|Facebook,Meta for Business,Meta Business|facebook.com,fb.com,fb.me,meta.com,facebookmail.com,fbcdn.net,messenger.com|
xserver|JP|エックスサーバー|Xserver|xserver.co.jp,xserver.ne.jp,xserver.jp|t:xserver
jcom|JP|ジェイコム,ＪＣＯＭ株式会社|J:COM,JCOM|jcom.co.jp,jcom.net,jcom.zaq.ne.jp,zaq.ne.jp|
biccamera|JP|ビックカメラ|BicCamera,Bic Camera|biccamera.com,biccamera.co.jp|
mhlw|JP|厚生労働省|Ministry of Health Labour and Welfare|mhlw.go.jp|
digital-agency|JP|デジタル庁,マイナポータル,マイナポイント事務局|Mynaportal|digital.go.jp,myna.go.jp,mynumbercard.point.soumu.go.jp|t:mynaportal
tokyo-gas|JP|東京ガス,ｍｙＴＯＫＹＯＧＡＳ|Tokyo Gas|tokyo-gas.co.jp|
osaka-gas|JP|大阪ガス|Osaka Gas|osakagas.co.jp|
kansai-electric|JP|関西電力,はぴｅみる電|Kansai Electric Power,KEPCO|kepco.co.jp|
jwest|JP|ＪＲ西日本,クラブジェイウエスト,ｅ５４８９|Club J-WEST,J-WEST,JR West|jr-odekake.net,westjr.co.jp|t:jwest
smart-ex|JP|スマートＥＸ,エクスプレス予約,ＪＲ東海|smartEX,EX-IC|expy.jp,jr-central.co.jp|t:smartex
sony-bank|JP|ソニー銀行|Sony Bank|sonybank.jp,moneykit.net|
wakwak|JP|ワクワク|WAKWAK|wakwak.com,wakwak.jp|w,t:wakwak
govuk|GB||GOV.UK,HMRC,DVLA|gov.uk|t:hmrc
shopify|CA||Shopify|shopify.com,myshopify.com,shop.app,shopifyemail.com|
adobe|US|アドビ|Adobe,Adobe Sign,Acrobat Sign|adobe.com,adobesign.com,acrobat.com,echosign.com|
pikara|JP|ピカラ,お仕事ピカラウェブメール,ＳＴＮｅｔ|Pikara|pikara.jp,pikara.ne.jp,stnet.co.jp|
square-enix|JP|スクウェア・エニックス,スクエニ|SQUARE ENIX|square-enix.com,square-enix-games.com,finalfantasyxiv.com|t:squareenix
td-bank|CA||TD Bank,TD Canada Trust|td.com,tdbank.com|t:tdbank
cibc|CA||CIBC|cibc.com|
rbc|CA||RBC Royal Bank,Royal Bank of Canada,RBC|rbc.com,rbcroyalbank.com|w,t:rbcroyalbank
desjardins|CA||Desjardins|desjardins.com|
scotiabank|CA||Scotiabank,Banque Scotia|scotiabank.com|
canada-post|CA||Canada Post,Postes Canada|canadapost.ca,canadapost-postescanada.ca|
cra|CA||Canada Revenue Agency|canada.ca,cra-arc.gc.ca|
uber|US|ウーバー|Uber,Uber Eats|uber.com,ubereats.com|w,t:ubereats
myetherwallet|US||MyEtherWallet|myetherwallet.com|
metamask|US||MetaMask|metamask.io|
trustwallet|US||Trust Wallet|trustwallet.com|
ledger|FR||Ledger Live,Ledger|ledger.com|w,t:ledgerlive
coinbase|US||Coinbase|coinbase.com|
binance|MT||Binance|binance.com,binance.us|
kraken|US||Kraken|kraken.com|w
monster-strike|JP|モンスターストライク,モンスト|Monster Strike|monster-strike.com,xflag.com,mixi.co.jp|
citic|CN|中信銀行|China CITIC Bank|citicbank.com|
bitflyer|JP|ビットフライヤー|bitFlyer|bitflyer.com,bitflyer.jp|
coincheck|JP|コインチェック|Coincheck|coincheck.com|
gmo-coin|JP|ＧＭＯコイン|GMO Coin|coin.z.com|t:gmocoin
gmo-click|JP|ＧＭＯクリック証券|GMO CLICK|click-sec.com|t:gmoclick
dmm|JP|ディーエムエム|DMM,DMM.com|dmm.com,dmm.co.jp|
suidou-tokyo|JP|東京都水道局|Tokyo Waterworks|waterworks.metro.tokyo.lg.jp,waterworks.metro.tokyo.jp|
telegram|AE|テレグラム|Telegram|telegram.org,t.me,telegram.me|w,t:telegram
megaegg|JP|メガ・エッグ,メガエッグ|MEGA EGG,Mega Egg|megaegg.jp,megaegg.ne.jp|
asahi-net|JP|アサヒネット,ＡＳＡＨＩネット|ASAHI Net|asahi-net.or.jp,asahi-net.jp|
ocn|JP||OCN,OCN Mail|ocn.ne.jp,ocn.jp|
nifty|JP|アット・ニフティ,ニフティ|@nifty|nifty.com,nifty.ne.jp,nifty.co.jp|
so-net|JP|ソネット|So-net|so-net.ne.jp,so-net.net,sonynetwork.co.jp|t:so-net
bdo|PH||BDO Unibank|bdo.com.ph|
nishinippon-city|JP|西日本シティ銀行|Nishi-Nippon City Bank|ncbank.co.jp|t:ncbank
sakura-internet|JP|さくらインターネット,さくらのレンタルサーバ|SAKURA internet|sakura.ad.jp,sakura.ne.jp|t:sakurainternet
lolipop|JP|ロリポップ,ＧＭＯペパボ|Lolipop|lolipop.jp,pepabo.com|
onamae|JP|お名前．ｃｏｍ|Onamae.com|onamae.com|
santander|ES||Santander|santander.com,santander.co.uk,santander.com.br,santander.es,santander.com.mx|
bank-of-america|US||Bank of America|bankofamerica.com,bofa.com|
ucs|JP|ＵＣＳカード|UCS Card|ucscard.co.jp|
nintendo|JP|任天堂,ニンテンドー|Nintendo|nintendo.com,nintendo.co.jp,nintendo.net|
id-payment|JP|ドコモのｉＤ|iD Payment|id-credit.com|
npa|JP|警視庁,警察庁|National Police Agency|npa.go.jp,keishicho.metro.tokyo.lg.jp,keishicho.metro.tokyo.jp|
caixa|BR||Caixa Econômica Federal,Caixa|caixa.gov.br|w
caixabank|ES||CaixaBank|caixabank.es,caixabank.com|
royal-mail|GB||Royal Mail|royalmail.com|
evri|GB||Evri|evri.com|
smbc-fs|JP|ＳＭＢＣファイナンスサービス,セディナ|SMBC Finance Service,Cedyna|smbc-fs.co.jp,cedyna.co.jp|t:cedyna
usps|US||USPS,United States Postal Service|usps.com|
chiba-bank|JP|千葉銀行|Chiba Bank|chibabank.co.jp|
workday|US||Workday|workday.com,myworkday.com,myworkdayjobs.com|w,t:workday
shizuoka-bank|JP|静岡銀行,しずおか焼津信用金庫|Shizuoka Bank|shizuokabank.co.jp|
ing|NL||ING Bank,ING|ing.com,ing.nl,ing.de,ing.es,ing.be|w
bnp|FR||BNP Paribas|bnpparibas.com,bnpparibas.net,mabanque.bnpparibas|
australia-post|AU||Australia Post,AusPost|auspost.com.au|
paidy|JP|ペイディ|Paidy|paidy.com|
tiktok|CN|ティックトック|TikTok|tiktok.com,tiktokv.com|
yamaha|JP|ヤマハ|YAMAHA|yamaha.com|w
wetransfer|NL||WeTransfer|wetransfer.com,we.tl|
kyoto-bank|JP|京都銀行|Bank of Kyoto|kyotobank.co.jp|
fukuoka-bank|JP|福岡銀行|Fukuoka Bank|fukuokabank.co.jp|
joyo|JP|常陽銀行|Joyo Bank|joyobank.co.jp|
gunma|JP|群馬銀行|Gunma Bank|gunmabank.co.jp|
hiroshima-bank|JP|広島銀行|Hiroshima Bank|hirogin.co.jp,hiroshimabank.co.jp|
82bank|JP|八十二銀行|Hachijuni Bank|82bank.co.jp|
114bank|JP|百十四銀行|Hyakujushi Bank|114bank.co.jp|
77bank|JP|七十七銀行|77 Bank|77bank.co.jp|
ashikaga|JP|足利銀行|Ashikaga Bank|ashikagabank.co.jp|
iyo|JP|伊予銀行|Iyo Bank|iyobank.co.jp|
juroku|JP|十六銀行|Juroku Bank|juroku.co.jp|
kiyo|JP|紀陽銀行|Kiyo Bank|kiyobank.co.jp|
ikeda-senshu|JP|池田泉州銀行|Senshu Ikeda Bank|sihd-bk.jp,ikedasenshubank.co.jp|
toho-bank|JP|東邦銀行|Toho Bank|tohobank.co.jp|
hokuriku-bank|JP|北陸銀行|Hokuriku Bank|hokugin.co.jp|
suruga|JP|スルガ銀行|Suruga Bank|surugabank.co.jp|
higo|JP|肥後銀行|Higo Bank|higobank.co.jp|
uniqlo|JP|ユニクロ|UNIQLO|uniqlo.com,fastretailing.com|
costco|US|コストコ|Costco|costco.com,costco.co.jp|
mynavi|JP|マイナビ|Mynavi|mynavi.jp|
webmoney|JP|ウェブマネー|WebMoney|webmoney.jp,webmoney.ne.jp|
zozo|JP|ゾゾタウン|ZOZOTOWN|zozo.jp,zozo.com|
recruit|JP|リクルート,ホットペッパー,じゃらん|Recruit ID,Jalan|recruit.co.jp,jalan.net,hotpepper.jp|
ponta|JP|ポンタカード,ロイヤリティ マーケティング|Ponta|ponta.jp|
vpoint|JP|Ｖポイント,Ｔポイント|V Point|vpoint.jp,tsite.jp,cccmkhd.co.jp|
jr-kyushu|JP|ＪＲ九州|JR Kyushu|jrkyushu.co.jp|
tokyu-card|JP|東急カード|Tokyu Card|topcard.co.jp|
toyota-wallet|JP|トヨタ自動車|Toyota|toyota.jp,toyota.com,toyota.co.jp|w
booking|NL|ブッキングドットコム|Booking.com|booking.com,bstatic.com|t:bookingcom
airbnb|US||Airbnb|airbnb.com,airbnb.jp,airbnb.co.uk|
expedia|US|エクスペディア|Expedia|expedia.com,expedia.co.jp,hotels.com|
google|US|グーグル|Google,Gmail,Google Drive,Google Pay,Google Play|google.com,tel.meet,gmail.com,google.co.jp,youtube.com,googlemail.com,goo.gl,g.co,gstatic.com,googleapis.com,googleusercontent.com,accounts.google.com,google.co.uk,google.de,google.fr|t:gmail
instagram|US|インスタグラム|Instagram|instagram.com,cdninstagram.com|
whatsapp|US||WhatsApp|whatsapp.com,wa.me|
x-twitter|US|ツイッター|Twitter|twitter.com,x.com,t.co,twimg.com|w,t:twitter
discord|US|ディスコード|Discord|discord.com,discord.gg,discordapp.com|w,t:discordnitro
steam|US|スチーム|Steam,Steam Community|steampowered.com,steamcommunity.com,valvesoftware.com|w,t:steamcommunity
roblox|US||Roblox|roblox.com|
spotify|SE||Spotify|spotify.com,scdn.co|
disney-plus|US|ディズニープラス|Disney+,Disney Plus|disneyplus.com,disney.com,go.com,disney.co.jp|t:disneyplus
dropbox|US||Dropbox,Dropbox Sign|dropbox.com,dropboxmail.com,hellosign.com|
docusign|US||DocuSign|docusign.com,docusign.net|
ebay|US||eBay|ebay.com,ebay.co.uk,ebay.de,ebay.com.au|w,t:ebay
stripe|US||Stripe|stripe.com|w
wise|GB||Wise,TransferWise|wise.com,transferwise.com|w,t:transferwise
revolut|GB||Revolut|revolut.com|
klarna|SE||Klarna|klarna.com|
venmo|US||Venmo|venmo.com|
cashapp|US||Cash App|cash.app|t:cashapp
zelle|US||Zelle|zellepay.com|
zoom|US||Zoom|zoom.us,zoom.com|w
slack|US||Slack|slack.com|w
github|US||GitHub|github.com,githubusercontent.com|
norton|US|ノートン|Norton,NortonLifeLock,Norton LifeLock|norton.com,nortonlifelock.com,lifelock.com|t:norton
mcafee|US|マカフィー|McAfee|mcafee.com|
geek-squad|US||Geek Squad,Best Buy|geeksquad.com,bestbuy.com|t:geeksquad
walmart|US||Walmart|walmart.com|
fedex|US|フェデックス|FedEx|fedex.com|
ups|US||UPS,United Parcel Service|ups.com|w
irs|US||IRS,Internal Revenue Service|irs.gov|w
social-security|US||Social Security Administration|ssa.gov|
citi|US|シティバンク|Citibank,Citi|citi.com,citibank.com|w,t:citibank
capital-one|US||Capital One|capitalone.com|
us-bank|US||U.S. Bank,US Bank|usbank.com|
pnc|US||PNC Bank|pnc.com|
truist|US||Truist|truist.com|
att|US||AT&T|att.com,att.net|t:attnet
verizon|US||Verizon|verizon.com,verizonwireless.com|
t-mobile|US||T-Mobile|t-mobile.com|
xfinity|US||Xfinity,Comcast|xfinity.com,comcast.net,comcast.com|
ezdrive|US||E-ZPass,EZPass|ezpassma.com,e-zpassny.com|t:ezpass
hsbc|GB||HSBC|hsbc.com,hsbc.co.uk,hsbc.com.hk,us.hsbc.com|
barclays|GB||Barclays|barclays.co.uk,barclays.com|
lloyds|GB||Lloyds Bank|lloydsbank.com,lloydsbank.co.uk|
natwest|GB||NatWest|natwest.com|
nationwide|GB||Nationwide Building Society|nationwide.co.uk|
nhs|GB||NHS|nhs.uk|w
dpd|FR||DPD|dpd.com,dpd.co.uk,dpd.de|w
la-poste|FR||La Poste,Colissimo,Chronopost|laposte.fr,laposte.net,colissimo.fr,chronopost.fr|t:laposte,t:colissimo,t:chronopost
ameli|FR||Ameli,Assurance Maladie|ameli.fr|
impots|FR||Impots.gouv|impots.gouv.fr|t:impots
orange|FR||Orange|orange.fr,orange.com|w
free-fr|FR||Free Mobile|free.fr|w
credit-agricole|FR||Crédit Agricole|credit-agricole.fr|t:creditagricole
societe-generale|FR||Société Générale|societegenerale.fr,societegenerale.com|
la-banque-postale|FR||La Banque Postale|labanquepostale.fr|
ovh|FR||OVH,OVHcloud|ovh.com,ovhcloud.com|w,t:ovhcloud
deutsche-bank|DE||Deutsche Bank|deutsche-bank.de,db.com|
sparkasse|DE||Sparkasse|sparkasse.de|
commerzbank|DE||Commerzbank|commerzbank.de|
postbank|DE||Postbank|postbank.de|
telekom|DE||Deutsche Telekom,Telekom|telekom.de,t-online.de,telekom.com|w
ionos|DE||IONOS|ionos.com,ionos.de|
poste-italiane|IT||Poste Italiane|poste.it,posteitaliane.it|
intesa|IT||Intesa Sanpaolo|intesasanpaolo.com|
unicredit|IT||UniCredit|unicredit.it,unicreditgroup.eu|
correos|ES||Correos|correos.es|w,t:correos
bbva|ES||BBVA|bbva.com,bbva.es,bbva.mx|
itau|BR||Itaú,Banco Itaú|itau.com.br|
bradesco|BR||Bradesco|bradesco.com.br|
mercado-libre|AR||Mercado Libre,Mercado Livre,Mercado Pago|mercadolibre.com,mercadolivre.com.br,mercadopago.com|t:mercadolibre,t:mercadopago
postnl|NL||PostNL|postnl.nl,postnl.com|
rabobank|NL||Rabobank|rabobank.nl,rabobank.com|
abn-amro|NL||ABN AMRO|abnamro.nl,abnamro.com|
bpost|BE||bpost|bpost.be|
kbc|BE||KBC Bank|kbc.be,kbc.com|
swiss-post|CH||Swiss Post,Die Schweizerische Post|post.ch,swisspost.ch|t:swisspost
swisscom|CH||Swisscom|swisscom.ch,swisscom.com|
ubs|CH||UBS|ubs.com|w
post-at|AT||Österreichische Post|post.at|
an-post|IE||An Post|anpost.com,anpost.ie|
aib|IE||Allied Irish Banks|aib.ie|
mygov-au|AU||myGov|my.gov.au|
ato|AU||Australian Taxation Office|ato.gov.au|
commbank|AU||CommBank,Commonwealth Bank|commbank.com.au|
anz|AU||ANZ Bank|anz.com.au,anz.com|
westpac|AU||Westpac|westpac.com.au|
nab|AU||National Australia Bank|nab.com.au|
telstra|AU||Telstra|telstra.com,telstra.com.au,bigpond.com|
dbs|SG||DBS Bank,POSB|dbs.com,dbs.com.sg|
ocbc|SG||OCBC|ocbc.com|
singpost|SG||SingPost|singpost.com|
maybank|MY||Maybank|maybank2u.com.my,maybank.com|
sbi-india|IN||State Bank of India|sbi.co.in,onlinesbi.sbi|
hdfc|IN||HDFC Bank|hdfcbank.com|
icici|IN||ICICI Bank|icicibank.com|
alibaba|CN||Alibaba,AliExpress|alibaba.com,aliexpress.com|
alipay|CN||Alipay|alipay.com,alipay.hk|
wechat|CN||WeChat Pay,WeChat|wechat.com,weixin.qq.com|
icbc|CN||ICBC|icbc.com.cn|
naver|KR||Naver|naver.com,naver.net|
kakao|KR||Kakao,KakaoTalk|kakao.com,kakaocorp.com|
samsung|KR||Samsung|samsung.com|w
zendesk|US||Zendesk|zendesk.com|
salesforce|US||Salesforce|salesforce.com|
intuit|US||Intuit,QuickBooks,TurboTax|intuit.com|
godaddy|US||GoDaddy|godaddy.com,secureserver.net|
cloudflare|US||Cloudflare|cloudflare.com|
okta|US||Okta|okta.com|
trezor|CZ||Trezor|trezor.io|t:trezor
uniswap|US||Uniswap|uniswap.org|
phantom|US||Phantom Wallet,Phantom|phantom.com,phantom.app|w,t:phantomwallet
opensea|US||OpenSea|opensea.io|
pancakeswap|SG||PancakeSwap|pancakeswap.finance|
walletconnect|US||WalletConnect|walletconnect.com,walletconnect.network,reown.com|
exodus|US||Exodus Wallet,Exodus|exodus.com|w,t:exoduswallet
bybit|AE||Bybit|bybit.com|
okx|SC||OKX|okx.com|
kucoin|SC||KuCoin|kucoin.com|
bitget|SC||Bitget|bitget.com|
gemini|US||Gemini Exchange|gemini.com|
crypto-com|SG||Crypto.com|crypto.com|
blockchain-com|LU||Blockchain.com|blockchain.com|
allegro|PL||Allegro|allegro.pl|w,t:allegropl
olx|NL||OLX|olx.pl,olx.com,olx.ua,olx.ro,olx.pt,olx.bg|
vinted|LT||Vinted|vinted.com,vinted.fr,vinted.pl,vinted.de,vinted.co.uk|
inpost|PL||InPost|inpost.pl,inpost.eu,inpost.co.uk|
pko|PL||PKO Bank Polski|pkobp.pl|
mbank|PL||mBank|mbank.pl,mbank.com|
sunpass|US||SunPass|sunpass.com|
fastrak|US||FasTrak,Bay Area FasTrak|bayareafastrak.org,thetollroads.com|t:fastrak
optus|AU||Optus|optus.com.au|
linkt|AU||Linkt|linkt.com.au|
rogers|CA||Rogers|rogers.com|w
interac|CA||Interac,Interac e-Transfer|interac.ca|
gls|NL||GLS|gls-group.com,gls-group.eu|w
mondial-relay|FR||Mondial Relay|mondialrelay.fr,mondialrelay.com|
leboncoin|FR||Leboncoin|leboncoin.fr|
sfr|FR||SFR|sfr.fr|
caisse-epargne|FR||Caisse d'Epargne|caisse-epargne.fr|t:caisseepargne
epic-games|US||Epic Games,Fortnite|epicgames.com,fortnite.com|
twitch|US||Twitch|twitch.tv|w
vodafone|GB||Vodafone|vodafone.com,vodafone.co.uk,vodafone.de,vodafone.it,vodafone.es|
tesco|GB||Tesco|tesco.com|w
bt|GB||BT Group,BT Internet|bt.com,btinternet.com|t:btinternet
correios|BR||Correios|correios.com.br|
nubank|BR||Nubank|nubank.com.br|
ctt|PT||CTT Correios|ctt.pt|w
postnord|SE||PostNord|postnord.com,postnord.se,postnord.dk|
swedbank|SE||Swedbank|swedbank.se,swedbank.com|
nordea|FI||Nordea|nordea.com,nordea.fi,nordea.se,nordea.dk,nordea.no|
n26|DE||N26|n26.com|
dkb|DE||DKB|dkb.de|w
gmx|DE||GMX|gmx.net,gmx.de,gmx.com|w
web-de|DE||WEB.DE|web.de|
strato|DE||STRATO|strato.de,strato.com|w
volksbank|DE||Volksbank,Volksbanken Raiffeisenbanken|vr.de,volksbank.de|
bitpanda|AT||Bitpanda|bitpanda.com|
zimbra|US||Zimbra|zimbra.com|
rackspace|US||Rackspace|rackspace.com|
temu|US||Temu|temu.com|
shein|SG||SHEIN|shein.com|
shopee|SG||Shopee|shopee.com,shopee.sg,shopee.co.id,shopee.tw,shopee.com.br|
bca|ID||Bank Central Asia,BCA|bca.co.id,klikbca.com|w
bri|ID||Bank Rakyat Indonesia|bri.co.id|
mandiri|ID||Bank Mandiri|bankmandiri.co.id|
fifth-third|US||Fifth Third Bank|53.com|
keybank|US||KeyBank|key.com|
navy-federal|US||Navy Federal Credit Union|navyfederal.org|
robinhood|US||Robinhood|robinhood.com|w
fidelity|US||Fidelity Investments|fidelity.com|
schwab|US||Charles Schwab|schwab.com|
spectrum|US||Spectrum|spectrum.net,spectrum.com|w
`;

/** Published telephone numbers, E.164. Only numbers printed on the brand's own pages for years. */
const PHONES: Readonly<Record<string, readonly string[]>> = {
  amazon: ["+81120999373", "+81120899543"],
  apple: ["+81120277535"],
  docomo: ["+81120800000"],
  "japan-post": ["+81120232886"],
  mizuho: ["+81120324286"],
  "mufg-bank": ["+81120860777"],
  netflix: ["+81120996012"],
  nhk: ["+81120151515", "+81570077077"],
  paypal: ["+81120271888"],
  paypay: ["+81120990634"],
  smbc: ["+81120563143"],
  softbank: ["+818009190157"],
  yamato: ["+81120019625"],
  yucho: ["+81120108420"],
};

/** The brand's own notice on false mails in its name. */
const WARNING_PAGES: Readonly<Record<string, string>> = {
  amazon: "https://www.amazon.co.jp/gp/help/customer/display.html?nodeId=G4YFYCCNUSENA23B",
  apple: "https://support.apple.com/ja-jp/102568",
  dhl: "https://www.dhl.com/global-en/home/footer/fraud-awareness.html",
  fedex: "https://www.fedex.com/en-us/trust-center/report-fraud.html",
  google: "https://support.google.com/mail/answer/8253",
  netflix: "https://help.netflix.com/ja/node/65674",
  paypal: "https://www.paypal.com/us/security/report-suspicious-messages",
};

export interface Brand {
  readonly id: string;
  /** ISO 3166-1 alpha-2 of the part of the brand that is abused: `JP` for amazon.co.jp. */
  readonly country: string;
  readonly names: { readonly ja: readonly string[]; readonly en: readonly string[] };
  /** Each stands for itself and everything below it. */
  readonly domains: readonly string[];
  /** E.164; empty: none known here. */
  readonly phones: readonly string[];
  /** `null`: no official notice is known here. */
  readonly warningPage: string | null;
  /** The name is also an ordinary word (`Apple`, `LINE`, `au`): a bare mention proves nothing. */
  readonly isOrdinaryWord: boolean;
  /** Tokens that hosts of impostors carry besides the names: `kuroneko`. */
  readonly tokens: readonly string[];
}

/** Where the facts of this file come from. */
export const BRANDS_SOURCE = "brands 2026-11; names by JPCERT/CC phishurl-list counts of 2025-11-18";

export const BRANDS: readonly Brand[] = ROWS.trim().split("\n").map(parseRow);

function parseRow(row: string): Brand {
  const [id = "", country = "", ja = "", en = "", domains = "", flags = ""] = row.split("|");
  const flagList = list(flags);
  return {
    id,
    country,
    names: { ja: list(ja), en: list(en) },
    domains: list(domains),
    phones: PHONES[id] ?? [],
    warningPage: WARNING_PAGES[id] ?? null,
    isOrdinaryWord: flagList.includes("w"),
    tokens: flagList.filter((f) => f.startsWith("t:")).map((f) => f.slice(2)),
  };
}

function list(cell: string): readonly string[] {
  return cell === "" ? [] : cell.split(",");
}
