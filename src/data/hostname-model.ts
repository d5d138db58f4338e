/**
 * Weights of the host-name model in decibans. Made by scripts/fit.ts; do not edit by hand.
 *
 * Source: logistic regression, both classes weighing the same, on aggregated counts of: JPCERT/CC phishurl-list, rows of
 * 2023-01..08 (5736, snapshot 2025-11-18); popular names of the Tranco list of 2026-08-01 (1872, bare and with a
 * subdomain); web page phishing set of Hannousse and Yahiouche 2021 (465 phishing, 595 legitimate). No name of
 * those sets stands here, and no place on shared hosting was fitted: features are properties, and letter triples seen in at least 4 names.
 */

/** Bits of each letter pair among honest labels, one base-36 digit a pair: see score/letter-cost.ts. */
export const PAIR_COST =
  "7544865759644375934465575686c3366838683a848636a45748875a68a4377437834b4566369554587b7b87b44676366738866346b54667697876b34545567869845456933476556876c34686459839846739936449696966943767376548846548a455478a6877a3378628773a8766368555576a6a67a44644565888545246854465a68797b4365546883868683668453848688885365639673865665696455698698692366537683b745736b75558785987b42566286839a75835a94659985977a44754374748658647983467886887b36555765767544344934446667787b43756379549647634a44658998a76a3777777774775777777551777777773365537683a565536a65455775987b35755468549676854874358696974b2376638743a766647b455566a6887b35554576857754374833487a767a8a4496628662957864696668789686794386837763898863597268779797794575565844876757488546464586682455555666776554596346968977692366538863885653668564668656883666688788769668696687999881691454465574774555595356659773999344455555665455485446556776ccb555555555555555555555555555555";

export const NAME_BIAS_DB = -6.9;

/** By the ids of score/host-features.ts. */
export const FEATURE_DB: Readonly<Record<string, number>> = {
  borrowed_bait: 8.3,
  borrowed_lookalike: 7.7,
  borrowed_misspelt: 5.5,
  borrowed_subdomain: 12.4,
  borrowed_token: 0,
  label_consonants: 0.3,
  label_digits: 3.9,
  label_hyphens: 0.7,
  label_long: 5.1,
  label_short: -3.9,
  label_unlike: 6.1,
  numeric: 17.3,
  path_blog_engine: 19.9,
  path_brand: 13.4,
  path_home: 6.4,
  path_jp: 20.3,
  path_login: 12.5,
  path_lure: 4.6,
  path_page: 5.7,
  path_script: 13.4,
  pretended_suffix: 15.3,
  sub_bait: 20.9,
  sub_long: 7.5,
  sub_many: 1.2,
  sub_mixed: 14.5,
  sub_unlike: 8.8,
  tld_cn: 13.2,
  tld_country: -1.3,
  tld_new: 6.7,
  tld_rate: 16.1,
};

/** Weight in decibans, and the letter triples that have it, written without gaps. */
export const GRAM_DB: readonly (readonly [db: number, grams: string])[] = [
  [16, "^jp"],
  [14, "aiteng"],
  [13, "bodjpo"],
  [12, "llbnmaou$rtr"],
  [11, "huiray"],
  [10, "aosetugi$hadishmtermatettsm"],
  [
    9,
    "00e^ek^km^qw^yta-0aisanuaxoay-azzcouen0he0hf0i-miahjapjp$kmmktekunlalmeen00ndwntyodyoenomyoosowippiqomsd$sdttedvipxe$xiayacyan",
  ],
  [
    8,
    "-in-su0a$0er^ae^bi^bo^cc^cz^dg^et^md^oo^q0^wr^xc^zhaguahdakoaozapcar-ascbd$bitdanddidetdsvdt$ebeeciefseg$ehaelmembernfafgowgsagshhaxhemhuoi00igrikeilaillimhjppki-ledlemmakmaumkjmm0n-enbangbnggngynienmenoontinz$oleonzoozpaypecpl$pouppepu$rupry-s00shrshusmbthctoatpatsstulubbuchuckufauloviowatwawww0xinya$yogyroyssyuayviz-jzho",
  ],
  [
    7,
    "-ja-jp00k0c00dr0sd0tn^0d^ao^dk^ds^gv^hf^hn^ls^pm^pp^qd^rr^sd^ysae$ajualaaleanxaocaraasoay0ayaaynaypayraznbuibyecaecaicaucc$ccaccocdfchncoacogcohcoicsjcutdaddfadimdindrvdsgdv$e-aecsed-eeieiyem0emyeoierxesbeyaeykffufg$fitgasgb$gdagecggsgiagougyogyrgzyhaiheihg0hichn$hoehothytiagiaoicaidiinbinwinziowjerjupkddkenkeskohkoyksmkurl0$lfflfimegmhampomzonekngznhinoentznwanxiocqoeaoeloheojpoppotrousowepauph$posqiaqudrewrolrppryqsicsoesshsthsuztaotevtiptivtjgtoitplttytuptw$tweubluliumouxbvemw00whowsaxiexu$xuryabyaiyfryg$yidyinyquyydzaczhazhszuczxs",
  ],
  [
    6,
    "-ac-di-en-na-vi00g00h0hr0lo0p0^0b^0e^0i^0x^ai^ay^bv^cf^ez^gd^h0^hj^iq^lc^m0^nk^qa^qx^rf^ua^wk^wz^xi^xj^xp^yh^zxa-jabgabtacsaeoagfambaolaprarjarmassataavaaz$bbubi0boxbrubvgbz$c-mco-co0csbcsoctocuidagdfgdondotdrcefgegoejiekoenmeoneqiesneteetpeuneveezafa$feiferfx$gaugaygclgdegewgghggighegsbgt$gupgz$ha0halhinhirholhrbhuaia-id0iedieuifaiidikdinainfinninxioeiouipuisaitaiteivfiwaiweizajgfjiajidjo$kackaykisklaklikuakutkw$ladlavlevlivlukmaamazmbcmirmommpln-jneynfanftnonnsansunuonyeoaioeroguoncosuoucouzpalpbtpeipm0pmmprtptgraprgirkerl$rlortmrtsrv$rworx$s-csarsassh0siysmcsnosoyss0stisunsv$sw$thitiatirtrftrgtsbtsgtshttlttrtuotzouaiuhuunjuraurlutauxiuxsuy$uyauytuz$uziuzovalvc$ve$vitvoivomwefweiwenwsfxm0xpmxptxy$y0$ycnycoye$yhyyifykiyl$ylcym$yp$ypaysiytsyukyv$zhu",
  ],
  [
    5,
    "-am-lo-mo-pa-so0-s00f00l00r00x00z0ab0br0e00fa0jf0m$0p$^0f^0j^0m^0w^bc^bz^cs^ef^fd^fe^gg^gp^gx^gz^hu^jn^jr^ku^mb^mn^od^of^qc^sz^tl^ts^tt^uj^vs^yc^zja-iaccaf$aiaaicaieaixaiyak$amoan-an0anmao0aofaojaoyapoaptasdawyaxuayiaysbaibcabfdbu$carcdgchucitcnacq$ctecupdcodg$dh$dmadq$dyie-meb0ec$edcedueelei0eileisemueoaeoverdescesmeuzezvfa0fddfewffffiefl$frgfurg00g0sgdrgeaghuglagu$guzgwegxigzdh00haphbchchhcohebhezhmehsshz$icuidaielierihuimtin-inhirdiruit$itbiveixiiy$iyeiyujosjoyjrejulk00kdakn0konktilasle-lexli$lielosmccmehmh$mprmy-naenauncanegnejnfengingsngungxnionjinlanvinyuoamocnodioffoi$omeomzonhooqop$os$oteov$ox$pp0ptcqp$ranrikrocrsarscrthrucsadsbasbusdjsdysegsemsf$sg$sr$ss-ssbssrsursvisxxt0$ta$tbatdatdzti-tittk0tmcto-tostrbug$uiouleuluuo$uteuttuzdva$vcxvfavncw0-wanweowt$wyewz$xbcxdixiuxm$xuexw$xyaychyikykuytfyx$zazzf$zhizy$zyx",
  ],
  [
    4,
    "00t0a00d$0d00ku0li0mm0pp0ss0uy0w00we0x00xi0y$^ca^cb^dx^ed^eo^ev^he^ie^iy^kt^lb^lx^my^qk^qs^rc^sn^su^sw^ti^tx^uo^us^va^x0^xu^zu^zwa00aawabcabdabyactaenafoaggai-aluanbanoanwar0arlaseasmatuauiavibambasbe$bfgbgubijbmabp$brybsabtrbuybxgca$capcezcgschdckbckscosctacundchdenderdffdgldiedmydosdsedsfdx$dxtdyzedtee-eevefdefoehtejaekielcenlepiepuereermeryesaetseviewafbpfc$fesficfwkgc$gelgepghagingj$gl$godgpsguogyihedhewhiphnbhnohs$ht$hzxi-jieaigeileimsiodiooiphipiitoiyoiyyiz$izhjd$jiek-pk0$kankatkbnkeeki$ki0kj$kroks$kuslakldfldllenleulewlg$lizlkulorlsmltolxylyama-macmadmilmucmz$nainbrnevng0ngdngjngnnhuniknm$nnannenolnpinsjntsnyinzeo0$ob$oetoicolaom-omfonbonsopuorcostotsou0ounoy$p-cpaspgapiepinpispngpsupubq00qg$qwerc$rdardsre-reorerrgsrgurlerlyrskrutrwqrycsbdsc$scpsefsffsixsjfskesq$susszstaltastintlitmmtoptprtretrytsetudtusu00uanuaouayueoui$uicumdunmuoguonupourruryus-uyuvd$vhswcawcewr$xc0xp$yamyaoyarydyyhsyjuyneyspyzhzc$zdnzh$zi$zk$zszzuzzzo",
  ],
  [
    3,
    "-co-ne-sh-wi00000v00y0bu0dd0f00g$0hh0i00m00o00s$0s00wu0yy0zz^df^dr^ep^hy^it^l0^li^mw^qi^sl^st^sx^vb^vp^wm^wx^xy^yua-dadoaeralgalyanlantarias$aygazxbadbbabbzbf$burcamcatcieclecnmda-dgddv0e-secoedaefieicem$empeneerferueszetaewcexafeefshgalgangapgduggrgitgjhgjigo0goohb$hc$hf$hi-hidhsjhtshunibbigiinsinyitmitrj00ja$jasjinju$kerkiol-jlaglc$likllollsmepmvinahnc$nconehnernsontbo-coa-oanoceogioksolfomsonjonyoo$oomorwosaoseoxxozop-epitplopocppapsoptiptoqq$qr$rcordgrdmrdorefrfsrjorkdrmiro$rynsa$sclseesm$sohsomsowspusressssubsulszyte-thathotlatmetmitodtrhts$ualuj$ulbuoauotupsuu$uwevolvv$xb$xbpxloxprxtoybnyumzxd",
  ],
  [
    -3,
    "-ma-ti-us00a00d0c$^00^0a^bt^cn^co^eb^es^fn^mh^nc^nh^nn^or^ot^pr^y0acdacuaihailainairam-amranqaq$arearfarvasjauoayfbazbesbgdbo$brebs$byscdecebcricrocybd-pdepdgedicdirdledneds$duseadecaeeweineldelkeluenienzetcev$exiextezifasfe$g0$gatgcdgcoge$ggmgrihgrhp$hsai0$iabib$ibaibuic$ic-icridniefih$iltilviniinlirnithitvji$karkimkinkipksolcaldaldwle$lebleilinlmelsolteltrmebmeimiemikmovmp$msemytnamniinitnlonomnqinsenshntcnyaocsod$odcodooduojeolconaondoneonpoonoptot$pa$panpapperpespo$polpoppplps$pusquaraircerclretreuribrojronrtbrtiruns0$sboscmsessi$silsinsplsprsyntaftakteltiotngudeue$uirul$undurbuykv0$vcmvilvtrvtuwegwonxssxxvyalyheyouyunzlazo$",
  ],
  [
    -4,
    "-ba-im-me00b0da0ne^0n^0s^by^c0^cm^db^eu^fi^fl^hr^ib^ii^in^iu^jk^kd^ks^lp^mp^pd^pl^pu^rg^rn^rs^rw^sc^sh^si^sv^up^ve^vr^wb^wo^xm^zsaa$abaackacyad-adnaedaffaftagaalkallameao$aonapsaryatiaw$bcdbe-bihbusbyjcb$chocmocn$cnecorctucurdcddddddydiidmidmmdordu$dwie-ce-de00eageakebleboecueeaeeeeemegleideikek$ep$eqter-erbet-eutezufdagf$ghtgicglognagolgppgsdgthguigumhathgahhehibhmmhrahrohsfhsthtmiapicoictideie0ikuimainkinqintiprircirmirtis-ismittiubiuiiusixaje$jecjimjsokaskclkhakidkihkokla0ldcldnleclk$ll$llcllyloulowlynm0$mmampumynn-dn-nn-wnasncdndeng-ni0nifnjanjunk$nksnpanq$ns$nscntvnuxnx$ny$nziodlogeol$oocookopeopooreosoouypcophypk$pp$priputqi$qinrafrbprd$rdereyridrkirncrodrogrokroororrovrtarulryms-dsamsauscishashwsj$sofssfsu$t-ctaiteiteoterthetiktimtkitm$tmltoltottrstruturtwouewugaum$umiummunpupeurfuseuv$uzzvatvenvezvisvnevr$wb$witwswww$xf$xt$ydnyisyleyloytazzs",
  ],
  [
    -5,
    "-00-si-we0-00b$0k$0r$^ab^dd^dz^eh^fh^gn^ia^jq^jw^ll^me^mm^na^nj^oc^oh^sk^sr^te^tr^ui^vn^w0^wt^xd^xxadcadradwamsanaargarnav$aveaweazaby$cabcadcafcagch$chhcicckicp$crudaodcadeodevdladm0do$dssdyneb$eclef0er0esseu$ex$faqfd$fi$flofn$fnafusfy$ghqgiogmagnegs$gy0havhbohdsheoheyhighochq$hsuhthhubhuchumi-ciatiflig-ihaihoilminminoio$iolipeiquir$irairris0itgitnjaljkake$kg$kiqklekt$lceleplifloclotlsclytmaemahmatmbgmfomg0micmizmnimo$msamssnd-ndhnebneznfsngcnhwnimniunopns0ntentmnubnw$o-oochociogroh$oltom$on0onfonionvoooop0oskotmphipirplipn$pooqihqs$ramrarrb$rbordpre$redrflrhurierlsrmormyrn$rnsroyruirvrrweryls-lscdschscosdnsglsifskaso$soisscssystmswit-lt-stdetexthltl$tmotneto$towtrltsatuftviuadub$ucludhuf$uidulsuncurdursusbutluyevecvedveiveyviivn$walwelwetwfbwidwlewolwowws0wsixahxhwxisxs0xwoxxxyeoygtyipyla",
  ],
  [
    -6,
    "-bi00-0al0po0z$^0t^av^bb^bf^d0^e0^if^jc^js^jt^kg^ne^np^po^ps^ru^sa^tc^ty^uh^ut^xs^zaa-mabbadladsaesagoahoalsaspaueawsayhazeazibabbbrbemberbiobl$bngbrobulc-scaccancascedchgchrchwck$cl$coocopcswdavdbadbudc$diadibdlidn$dn0dnldp$dpodscdswdvie0$ebsedneegefregeeheel0elaenceo$eo-eosepheplergeshet$etoetweuseweewveytezeeznfb$fedflyghrglugnignugonguah0$h0ehamhdfhexhiyhrzia$ic0iddidsiemiffigbiifiloin$inuioripoipsixdizejamjdsjobjs$jugkcdkedkitkjdl-llaolaulazld$lfslidliplixllwloaloylr$lt$luclunlymmagmiumixmsumyin-ana$nabnalnecnemngtngvnianignkcnkenownrent-nt0ntantpnybobeobsoesofiog$ohmol0olvolyoopootopsorporyotiotnouroveow$oycpadpcipeapexpixpkipnoppnpsarabrdfrenriarours-rt$rtwryds-0sagsbxse$sigsiksivslispksspstlswmswosx$sxtsystaatabtagtdrthutlotmutnatnotouuebujiukeulmungunhurvvdovesvewvo$vodwfewm$wn$worwplwsdxadyatydayicykaymoynayntytgytizamzarzeb",
  ],
  [
    -7,
    "-cd-sy-te0b00to0u$^a-^aa^af^aw^be^dn^fo^gs^ir^kn^no^pe^rt^sf^td^tn^tv^xa^xo^yzaciadmafeagnaivakaalbalcaldalrammaphapiaplar$as-asaathatlba$betbezblobpebstbuzce0ci$ckccloct$cu$dbeddede-defdnadnxdocdopdowdtedundwadwedzeebaebcedbedgef$eitenberketmeupeylez$feafilfirfoxfr$fw$ga$gcaglbgo$gotgregstgsxgtvhawhdhhethifhlohoihschsihwciauibricsidoig$igvilbio-iobiopip$irbisujarjavjoijoukahke-klukskkstlbalcmleglmilovlsplumlwim-wmajmblme-mesmexmosmp0mu$mw0n0$narndcndlneonetnewnflno0npeodaodboghojiolkoraorfotboudoujoutpazpedplapoiporps-psir-brbrrgys-asafsahsayshmsipsmysossotspisrvsv0swetautaxtc$tcdte0thstiftmatohtoytuttypuarubeukiulauppur$urcutuvarvfdwcdweawhawirwtzx00xfoxh$ximxpexsoyaayaeyclyriywezirzohzq$",
  ],
  [
    -8,
    "-bl-li-ns0ma^ap^gi^gr^hd^hp^ip^is^lg^nd^ni^op^ri^sy^ug^xv^ya^zeaacabladpadvalpatfaudax$azubuncgocmdcnbd-dd-sda$db$deddfidhudm$dn-dree-tealebnecdeepefuegrel$elfesfesoesuexxeyeflifomg-sgorgtahowhoyhy$i-oieniexiezifyil$ilsiocirsisditdix$jcpji-jwpknokspkvileflgsllplnelurlysmapmd$mdimgmmpenadndpnhoni-nicnsvnswntonutnveomnoploquordoroossownp0mplepodpunquer-irchrdurebrgrrimriprlirotrtvrxisatsbrsfississlst$t-ftadtattfotnitpottettotubuenunnussvg$woowpsxamxivxtryasycazalzee",
  ],
  [
    -9,
    "-ad-dn-ms-re-st^cr^ey^gu^ht^kl^qu^tu^un^vi^xn^zoabeabpaytba-bacbokboybytcodcs$demdoudpre0reapecrenvespetyexcflufungaggazgovhepiduilyimgis$ix0kiakpoktalayle0lgtlphlpome0meamp-ms$msfmtomtrnchngonlenodnponxtoadobaoixokkolxoo-ornosiowspf$pp-pulrdirhorsisl-ssestgsymta0tdntogtu$uddvkuvrews$xchxhaxytyadyflzilzna",
  ],
  [
    -10,
    "-of0mo^ad^uc^wi^xhapkchschtdamdexes-et0ewofongemgtogvihtahtciktimelmylrelshmg$nosrgasexsfotictm-ubaumbvacxviytezelzsc",
  ],
  [-11, "^di^vkadtarcatcdnsgethivifiikiitpkomok$rixtepth$tv$wik"],
  [-12, "abohoslibnavpi$"],
  [-13, "lisrelvid"],
  [-16, "cdn"],
];
