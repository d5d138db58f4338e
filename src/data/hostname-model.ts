/**
 * Weights of the host-name model in decibans. Made by scripts/fit.ts; do not edit by hand.
 *
 * Source: logistic regression, both classes weighing the same, on aggregated counts of: JPCERT/CC phishurl-list, rows of
 * 2023-01..08 (8503, snapshot 2025-11-18); popular names of the Tranco list of 2026-08-01 (1872, bare and with a
 * subdomain); web page phishing set of Hannousse and Yahiouche 2021 (572 phishing, 627 legitimate). No name of
 * those sets stands here: features are properties, and letter triples seen in at least 4 names.
 */

/** Bits of each letter pair among honest labels, one base-36 digit a pair: see score/letter-cost.ts. */
export const PAIR_COST =
  "7544865759644375934465575686c3366838683a838636a45748875a68a4377437834b4576379554587b7b87b44676366738866346b54667697886b3454556776a845466a33476556776c34686459839846739936448696966943767376548846548a455478a6877a3378628773a8766368555576a6a67a44644565888545246854465a68797b4365546883868683668453848688885365639673865665696455698698692366537683b745736b75558785986b42566286839a75835a94659985977a44754374748658647993467886886b36555765767544344934446667787b43756379549647734a44658998a76a3777777774775777777551777777773365537683a565536a65455775887b34755468449676854874358696974b2376638743a766647b455566a6887b35554576857754374833497a767a9a4496628772957864696778789786794386837763898863597268779797794575565844876757488546464586682455555666776554596346968977692366538863885653668564668656883666688788769668696686999881691454465564774455595356659773999344455555665455485446556776ccb555555555555555555555555555555";

export const NAME_BIAS_DB = -8.3;

/** By the ids of score/host-features.ts. */
export const FEATURE_DB: Readonly<Record<string, number>> = {
  borrowed_bait: 6.8,
  borrowed_lookalike: 5.7,
  borrowed_misspelt: 5.9,
  borrowed_subdomain: 14.6,
  borrowed_token: 0,
  hosting_free: 15.7,
  hosting_sites: 1.4,
  label_consonants: 0.6,
  label_digits: 4.3,
  label_hyphens: 0.8,
  label_long: 4.9,
  label_short: -4.1,
  label_unlike: 6.3,
  numeric: 18.1,
  path_blog_engine: 21.2,
  path_hex: 12.8,
  path_jp: 20.5,
  path_login: 15.9,
  path_script: 13.5,
  pretended_suffix: 15.6,
  query_token: 5.5,
  sub_bait: 20.9,
  sub_long: 7.7,
  sub_many: 1.5,
  sub_mixed: 12.6,
  sub_unlike: 8.6,
  tld_cn: 12.5,
  tld_country: -1.5,
  tld_new: 5.8,
  tld_rate: 13.9,
};

/** Weight in decibans, and the letter triples that have it, written without gaps. */
export const GRAM_DB: readonly (readonly [db: number, grams: string])[] = [
  [16, "^jp"],
  [15, "ait"],
  [14, "engjpo"],
  [13, "bod"],
  [12, "llbnmaou$"],
  [11, "huiray"],
  [10, "-inaisanuaosaxoembetugi$i-mishjapkunmteoentedtetxe$"],
  [
    9,
    "0er^ae^bi^ek^km^m0^wr^yta-0ay-azzbuidsveg$elmgebgshhadhaxhf0huoiahiecjp$kabki-kmmlemmm0ndwngbntynz$odyomyonzoosoozowippermartrsdtshrsw$tivtsmtssuckvioww0ya$yacyanyvizma",
  ],
  [
    8,
    "-0$-su00e^0d^bo^cc^mn^pp^qo^xc^zhae$aguahdakoanxaozapcar-ascat0axtay0aypbahbd$bitbjbcauccaccocoicoudandetdrvdt$dysebeecien0etaetpevoeyaffugirgowgsagzyhe0heihemhicidfigrilaillimhinwjppkddktekurledmaumeen-en00nbangynienmenoenoooelolepaupecpl$pouppipu$qiaqomqudry-sd$smbsoesussuztasthctoatpatpltuotuptweubbufavemwawwhoxieyaiyidyroyssyuaz-jzazzho",
  ],
  [
    7,
    "-ac-ja-jp00k00u0dr0e00x$^bc^cf^cz^dg^dk^ds^dw^dx^et^hf^ls^md^qa^qd^qw^rr^sd^ym^ysaleaomaraasoasuavaayaayraznbciboxbyecaecaicdfcoacogcohcotcsjctocumcutdaddimdv$e-0ecsed-eeiefsehaeiyemyeoiernerxesbesnetgeuneykfaffitgb$gdagecgewggsgougupgyohaihg0hirhotiagid0idiikein-inbinninziouiowipuir0isajidjupkenklikohkoyksmkutl0$lcllfflfilokmbcmegmhamkjmpomydmznmzoneknfanggngznkuntzoalocqocuoeaoerojpoppotrowepalpaypc0ph$r0$reprewrgirizrolrpprtmrv$rx$ryqs00sadsgisgoshusoyss0sshteetiatiptjgto-toitsgttrtultysuchuk$uliuloumouxiuxsuytuz$vitvoiwenwp$wsaxiaxinxjixpcxptxuryfryinyl$yogypayquyutyydzaczdazhazxs",
  ],
  [
    6,
    "-am-di-et-lo0a$0be0c00ic0jf0lo0sd0tn^0b^0x^ai^ay^bv^cx^ef^eo^ez^gd^gg^h0^hj^hn^ku^kw^lc^lw^nk^oi^oo^pm^qx^tl^ua^uq^wz^xp^zx^zya-jaaaabtaccacsaeoaf$agfaiaaicaieajualaambao0aocaolaprarjasbassaviaxuaynb0tbbubi0brybu$c-mcarcazcbacc$cpbcuiczoda0dabdagdcodfgdgbdj$dmadondotdrcdsgdslduye-mefgefoegoejiekoem0enmeoneqiescesmeteetsezafa0feiferfg$fh$fiefihfx$gaugcbgclgeagghgiagp$gsbgu$hchhedhezhizhoehrbhuai00ia-idaiedierieuifaiidijwikdinainfinxioeit0itaiteitmivfiweiz$izajerjo$kackaykc0kiskkiklakshkumkw$ladlavlevlhelivlizlukmaamadmazmbsmccmirmlimn$mutmwin-jnaeneynfenftnionlanonnsunt$nuonyeoaioguoheohsonconsosuoucouzov$owmpeipiepmmposprtptgraprehrikrkerl$rlorndrtdrucruprwos-csarsbusegsh0sicsiysltsmcsnosoasomsopss-ssdsthstisunszht-rtaotgythitirtsbttlttytyfublukuunjuraurlutauxbuyauziuzovadvalvc$ve$vfavipvomw0-w00wefwsfwslxioxm0xonxpmxy$xydy0$ycnycoye$yezykiylcym$yp$ysiyukyurzhuzjozomzyx",
  ],
  [
    5,
    "-en-mo-na-ne-on-pa-so0-s00v0ap0ev0fa0hr0li0mg0mm0ok0p$0s$0ss0vi^0e^0i^0m^ah^ao^bz^ca^cs^dt^fe^gp^gq^gv^gx^gz^hu^iq^jr^kx^lf^li^mb^of^q0^qc^qk^qn^rk^rz^sn^su^sz^tk^ts^tt^uj^uo^us^va^vs^xi^xj^xr^xu^yc^yh^zjabgacraenahiai-aigaluan0anbaofaojaoyarlaruasdataawyaysayuaz$barbbabcabfdbgubk$bmabrubw$bz$cdgchncitckscnacq$csbcsocupderdfadfldg$dh$dindmydp0dyiebzec$edcedueg0ei0eileireisemuen-enleoaeoverdeszeveew0ewjfa$fl$fsnfurgapgaygdegdrgepggigheghuglagligodgs0gwegz$gzdha0halhbchcohekhinhishmeholhythz$iaoicuicvieligsihuim$imtinhio0irdissitbiv0iwaiy$iyeiyuiyyja0jetjgfjiajosjoyjrejulkakkcekdakn0ko0kogkonktikyalallasle-lehlenleulexli$lielkulmolnqlorlsmltomakmehmf$mh$milmismprmy-n-onaunbyncanegng0ngingsnhunjinpinsansjnsrnvinwunxinyuoamoanob$obuoceocnodioeoofaoffoi$okoom0omeomzonbonwooeooqop$otsouspaspbtpm0pp0pt$ptcqoeqw$rdarfsrisrlyrocrsartsrubsa$sassdysf$sffsg$sirsixsq$sr$ssbssrsubsurswasxxszata$tdatdztevtgiti-tittk0tmmtostrbtrftrgtw$uaiuayub-ug$uicuiguiouleunmuonupbupourtus-usduttuxuuy$uzduzuva$vhsvncwcawceweiweowgtwiwwscwt$wyexbcxdixtpxu$xuexw$xyay0lychyetyg$yhsyijyikyppytsyugyusyx$yzszc$zf$zhizhszk$zuzzy$zzozzu",
  ],
  [
    4,
    "-co-vi-wi00f00g00h00l0br0bu0by0fd0ga0gg0ke0la0m$0wa0xi0yy^0j^ba^cb^dr^ed^ep^fj^he^hl^ie^iy^jn^ky^lb^lx^my^ox^rc^sw^ti^tx^wc^wm^xy^yg^yk^zu^zwa-iaawabcabdabyaceacladdae0aggahsaifaiyajeakyalgamoapaaptaseasmauiaygayiazwazxb0pbajbambbzbe$bijbkibp$btrburbvgbxgc00ca$camcapccbcezcgschdchucnmcosctactecz$dchdd$ddndebdendffdgddgjdgldi$diednudsedsfdxtdyze-ieb0ecoee-eeleevefdejaekielyeneepoereermesaesweuzew$ewcexaezvfanfc$fegfesfffficfrgfshg00gangbtgelgingj$gjigmcgmogpsgt$guoguzgxigyih00hebhelhewhiphobht$htsi-jibbieaieeifuigeigfikaileimsiodiooiphipiiriiruixiiyoizhjd$jiejinjk$jstju$k0$kankatkbnkeskfdki0kj$korkroks$kual-jlakldfldllfllw$lxym0wmb$mihminmoimphmplmuamucnejnevnf$ngkngungxnm$nnansonurnyinzenzzoa-oetoicoinokcom-omfomsonuopbopuorcormorwos$ostouaounox$oxxoy$ozop-cpisppopsopsuptiptopubqp$qpoqunqweranratrc$rcordmrdsre-reorerrlerr$rskrwqrycsaosavsbasc$sdjsemsjbsjfskesm$smtsn$sohsowsrdsressvstrsulsv$szsszytaltavtbatbetcatemtintlitmctmetprtr$tretrktustzotzruanuaoueouhuulbuluuoauoguotuqwurruryusouteuyuvd$veuvz$wakwatwf$wiawr$wsxwurwwewz$xb$xbpxp$ya0yabyamyaoyaryddydyyedyfeyjuykuyspyv$yzhzdmzdnzdozh$zi$zszzuczut",
  ],
  [
    3,
    "-th-to^0f^hy^lk^vp^wfaerbf$bsaciscreefiempepufewfjyggrhaphashdphzxinskl$mommz$ndmndoneungdngjntio-cobbodmogioomploqg$refriorjoro$spusssszutchtrhugwumdvl$vv$xpry0u",
  ],
  [
    -3,
    "-ba0do0sa^bt^by^d0^ko^pw^wp^xm^zsaohceodhgeclergespethfuqio$iraisikhako$ksokufleblk$llulowlynmeimsoniintmntvoocopeopore0rnase0sedsprtertxluncxt$zlazzs",
  ],
  [
    -4,
    "-00-au-me00b0af0b$0b00cn0da0ed0im0ja0ne0or^a0^be^c0^co^db^dz^e0^eh^ex^fi^hm^hr^kd^me^mf^mm^ns^pd^pu^rg^rn^rs^ru^sr^sv^uh^up^vr^w0^wb^wt^wv^xd^yx^zpaa$abiacuad0adcadnaffaftagaagoainairalbalkallamsap0arnaryaspazpb0cbcdbeibgdbklbl$bo$br$brebusbyjcabcaccblcedckicmocnecopcorcrict-ctsctucurdafdaodddddodehditdordwidyde-ce-de00eageakeb$eboecaechecreeceeweglelpep$epseqterjetoeu$euseutevcexiezufdcfi$fizfm$fn$fsufusfwefy$gcdghtgmagmsgnagnegolgppgs$gsdgtoguigy0hbohd$henheyhgahhehilhmmhrohsfhtmhtthuci-ciapic-icoictiddidniduie0iffiglignihailoimdinkinqiolipaiprircirlirmirtis-ismitniubixajaljikjkajsokadkclke$ketkg$kihkipklekokkt$la0lb0lcelcsldalecloclpolscltalusm0ambgmd0mg0mimmmamptmpumssmuxmytn-nn-wnamnasncdncsne$nebneznfsni0nimniznjanksnscnswnszny$nypnziod$odlojuokmolcolton0onfonpookooooskot$otuoubozcperpesphypk$plipmjpoopplprepsapteputqi$qihqinqs$rafrarrborcerdere$reyrflrg$rkirkmrmorn$rncrokrpurtaruirusrv0rydryms0ascdscisdpshwsifsioso$spfspnssft0jtdeteiteotextgrthetiotkitl$tm$tmltufturtyhuadub$uewuf$ugaumiummunpurfuseuyevezvr$welwerwlewo$wolwonwowwswww$x00xahxicxisyisynazaazbgzedzei",
  ],
  [
    -5,
    "-im-si-we0-m0al0bb0mi0po0u$0z$^00^0t^ab^ap^av^bb^bf^bu^cv^eg^fh^fl^fm^fo^gn^ia^if^jq^js^kg^ll^na^ne^nj^ob^oh^po^ps^rp^sc^tr^ui^ut^vn^vua-cabbackadwaesagjalrameaplargathatlaveavtaweayhazaazibaebbrbiobuzcadcafcagcancasch$chgchhcicck$cl$crocrucswcvicwedbadbudc$dcadcddeedevdifdmido$dp$dssdswdu$dvieadeamebsedbedneeeef0efeefregeeinek$elaenjer0eshet$etwevaewvex$fd$fnafr$gadghqgicgonh0$h0ehavhdshikhiyhnlhsuhthhubhumiatic0ideiewiflig-ihoiifikoikuimain$ioripeiquir$irriusjs$js0k0bkifkiqksylauld$leilfsliflovlpdlstlt$luclunlytmaemahmdbmiemnimo$msumt$mtvmyin-an-dnalndhngcngtngvnhwnicnigniunjunk$nkenmsno0nopnt-ntenubnvenybobeociod0ofioflog$ogeogroh$ohuol0om$ondop0opsoraoreorsotmoudouyovepanpirpkgpkiplapn$porpstquerabrb$rdfrenrhurierlsrmyrnsroarodrorroyrrort$rtwrvrrwerxyryls-ls0kschscose$seysglsiksipsivskasoisposscsslssystbsu$svoswiswot-ct-ltagtaiteltiftiktmotnetowtputrltrstumtvitwouaruceucluebuidukiulmulsunhuppurdusbuthutlveyviivo$vodwalwegwetwfbwn$wsixhwxs0xwoxx0xybybrydayeoyicyipylayloyshyxi",
  ],
  [
    -6,
    "-a0-bi0av0to^0k^ir^jc^jt^jw^no^np^ri^rx^sa^sk^te^tn^wo^xa^xv^ya^yza-ma0baciadladmahoaivajoal-alcaldalnalsao$as-aueazebabbemberbk0bngbulc-sce0chochrchwci$cooct$cu$cuedavdb$defdeodepdf0diadibdladlidm0dn$dn0dnldnsdocdopdscedgef$eitejoel0enceo-epheplerkesseupeyleytez$ezeeznfb$fedfliflofomghrgiogivgloglugnignsgnugorgotgslgsxgtvhamhawhdfhdhheohfahlohrzia$iauibricridsifyig$igbilmilwipoipsirsitgixdizejamjdsjobka-kahkcdkitkiykjdl-llaolazlbaleplidliplixllwloaloylymlywmagmajmfomiumixmw0n0$na$nabnadnemnetnewng-niankcnmonownr$nw$o-oobsochocsohmojiolvolyonvooporforyosootnow$oycpeapedpexphipikpixpnoppnramrawrdurgariuro0rours-sagsbrsbxsdnsfrsofsotspksspswesxtsystaatattc$tcdtdote0thltlctlotmutnatnoto0toltotudhuffuinujiukeumburcurvutuvarvdovedvesvewvisweawfewhawidwirwm$wplws0wtzwunxadximxn$xxxyaayaeyatye0ykaymoyntytgytizamzebzoh",
  ],
  [
    -7,
    "-te0ji^a-^aa^af^aw^dd^gi^gr^gs^hp^is^kn^ni^op^sf^td^ug^vi^wi^xo^za^zeabeafeagnalpammanaaphar$asaatiawsbezblobpebstckccmdcnbda$de-deddfidm$dnadnxdowdpodtedubdundurdwadwedzeebaeegefuenbeo$esoetmeyefeafilfirfw$ga$gcaglbgo$gregstgtahethexhifhochoihowhoyhschwchy$icsidoiemienigvinminoio-iobiociopirbis$isuitdjavjcpjoujugkc$ke-kiaklukpakskkspkstktokujkvilcmleflegllplmilnelotlumlwilysm-wme-mesmexmicmosmp0mu$narndcndlnecneonflnlonnunpent0ntaodboesofooghoixolkomnoploroorpotbotioutp0mpadpazpcipmlps-psipunr-brbrrdprebredrgrrgyrhoriarlirsss-0s-asafsaysexshmsmysosspist$stlsv0swmt-ftabtautaxtdrthutohtouttotububeuenulaunnveivfdvg$vrewcdwikwoowsdxfoxh$xpexsoycayclyriywezarzirzq$zwt",
  ],
  [
    -8,
    "-bl-dn-ns-re-st-sy0ma^ey^hd^ht^ip^kl^nd^pe^rt^sy^tv^un^xn^zoaacablaboabpadpapiatfaudazuba-blrbokbunbytcgoclocodcs$d-sdbeddedhudn-e-tealebnebyecdeepegrelfeosesfesuexcexxfoxhephivhsii-oiexiktil$ilbilsimgip$isdix$jarji-joijwpkpolaylgslphlspmblmd$mdimeamgmmpemsfmtrnchndpnhoni-nlensvntontpnutnvaodaootoquosioujpf$pulrchrimriprtvrxisahsatsfisigssessisymta0tfothstmatnitpottetutuddvosworxamxchxhaxivxtryadyasyflzalzeezna",
  ],
  [
    -9,
    "-ad-cd-li-ms-of0mo^ad^cr^gu^lg^qu^xhadsadvakaaytbacboybrochtd-ddamdemdexdpre0reapel$enves-etyeweflufong-sgaggazgetgovguagvihtaiezilyimeinuix0knoktale0lgtlr$lrelshlurmapme0mg$mp-ms$mtongonodnosnponxtoadokkolxoo-ossownplepodpp-r-irdirsisfosl-stgtadtdntm-togtu$tv$ussvacvkuwpsxvixytzil",
  ],
  [-10, "^di^tu^uc^vkadtapkarcatcax$chsewofungemhoshtcikikomlmyordornowstepws$ytezelzsc"],
  [-11, "ifiitpok$rixth$"],
  [-12, "et0libnavpi$rotticvid"],
  [-13, "lisrel"],
  [-16, "cdn"],
];
