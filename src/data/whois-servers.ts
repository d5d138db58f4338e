/**
 * WHOIS servers (RFC 3912) by TLD, and how each wants to be asked and read. Source: TLD and
 * server as facts of the public list tld_serv_list of 2026-02-16; forms, zones and date orders from registries' answers in
 * public parser test sets and general knowledge. Not checked again against IANA's root database. A server that is not here is never connected to, whatever an answer says.
 */
import type { DateOrder, Zone } from "../recheck/whois-dates.ts";

/** Server of each TLD named after it: whois.nic.<TLD>. */
const OWN_NIC_HOST = `
ac accountant af ag agency ai ar art asia at autos aw bar beauty berlin best bh bid biz bj blog blue bo
boats bond buzz cash cat cd center cfd ch chat ci cl click cloud club company coop cr credit cricket cx
cyou cz date design digital do download dz ec email expert faith finance fit fm fo fr fun fyi ga games
gdn ge gh gl gov gp group gs guru hair help hn homes host ht hu icu im info ink io ir it jobs ki kim kn
kw kz la li life link live lk loan lol london ls ltd lv ly makeup mc md me media men mg ml mn mobi money
monster motorcycles mr ms mu museum mw mz nagoya name network news nf ninja nyc okinawa one online ooo
page party pink pm pr press pro pub pw quest racing re red ren rest review rocks run sbs sc science
services sh shop site skin sl sm so social solutions space st store stream studio support tc td team
tech tel tf tg tips tj tl tm today tokyo top trade travel tv uk uno us ve vg vip wang webcam website wf
wiki win work world wtf xyz yachts yokohama yt za zone`;

const TLDS_BY_SERVER: Readonly<Record<string, string>> = {
  "ccwhois.verisign-grs.com": "cc",
  "kero.yachay.pe": "pe",
  "whois.aeda.net.ae": "ae xn--mgbaam7a8h",
  "whois.aero": "aero",
  "whois.amnic.net": "am xn--y9a3aq",
  "whois.ande.gov.gn": "gn",
  "whois.ati.tn": "tn xn--pgbs0dh",
  "whois.auda.org.au": "au",
  "whois.ax": "ax",
  "whois.bnnic.bn": "bn",
  "whois.cctld.by": "by xn--90ais",
  "whois.cctld.uz": "uz",
  "whois.cira.ca": "ca",
  "whois.cmc.iq": "iq xn--mgbtx2b",
  "whois.cnnic.cn": "cn xn--fiqs8s xn--fiqz9s",
  "whois.co.ug": "ug",
  "whois.denic.de": "de",
  "whois.dmdomains.dm": "dm",
  "whois.dnrs.vu": "vu",
  "whois.dns.be": "be",
  "whois.dns.hr": "hr",
  "whois.dns.lu": "lu",
  "whois.dns.pl": "pl",
  "whois.dns.pt": "pt",
  "whois.domain-registry.nl": "nl",
  "whois.dominio.gq": "gq",
  "whois.domreg.lt": "lt",
  "whois.dot.cf": "cf",
  "whois.dot.tk": "tk",
  "whois.dotmasr.eg": "xn--wgbh1c",
  "whois.dotukr.com": "xn--j1amh",
  "whois.educause.edu": "edu",
  "whois.eu": "eu xn--e1a4c xn--qxa6a",
  "whois.fi": "fi",
  "whois.gg": "gg",
  "whois.hkirc.hk": "hk xn--j6w193g",
  "whois.iana.org": "arpa int",
  "whois.id": "id",
  "whois.identitydigital.services": "bz gi lc vc",
  "whois.iis.nu": "nu",
  "whois.iis.se": "se",
  "whois.imena.bg": "xn--90ae",
  "whois.irs.net.nz": "nz",
  "whois.isnic.is": "is",
  "whois.isoc.org.il": "il xn--4dbrk0ce",
  "whois.je": "je",
  "whois.jprs.jp": "jp",
  "whois.kenic.or.ke": "ke",
  "whois.kg": "kg",
  "whois.kr": "kr xn--3e0b707e",
  "whois.lbdr.org.lb": "lb",
  "whois.marnet.mk": "mk xn--d1alf",
  "whois.mediaserv.net": "gf mq",
  "whois.mn": "xn--l1acc",
  "whois.mx": "mx",
  "whois.mynic.my": "my xn--mgbx4cd0ab",
  "whois.na-nic.com.na": "na",
  "whois.nc": "nc",
  "whois.netcom.cm": "cm",
  "whois.nic.dz": "xn--lgbbat1ad8j",
  "whois.nic.ir": "xn--mgba3a4f16a",
  "whois.nic.kz": "xn--80ao21a",
  "whois.nic.la": "xn--q7ce6a",
  "whois.nic.lk": "xn--fzc2c9e2c xn--xkc2al3hye2a",
  "whois.nic.mr": "xn--mgbah1a3hjkrd",
  "whois.nic.net.bw": "bw",
  "whois.nic.net.ng": "ng",
  "whois.nic.net.sa": "sa xn--mgberp4a5d4ar",
  "whois.nic.net.sb": "sb",
  "whois.nic.org.mt": "mt",
  "whois.nic.org.uy": "uy",
  "whois.nixiregistry.in":
    "xn--2scrj9c xn--3hcrj9c xn--45br5cyl xn--45brj9c xn--fpcrj9c3d xn--gecrj9c xn--h2breg3eve xn--h2brj9c xn--h2brj9c8c xn--mgbbh1a xn--mgbbh1a71e xn--mgbgu82a xn--rvc1e0am3e xn--s9brj9c xn--xkc2dl3a5ee0h in",
  "whois.norid.no": "no",
  "whois.pknic.net.pk": "pk",
  "whois.pnina.ps": "ps",
  "whois.publicinterestregistry.org": "org",
  "whois.punktum.dk": "dk",
  "whois.register.bg": "bg",
  "whois.register.si": "si",
  "whois.registre.bf": "bf",
  "whois.registre.ma": "ma",
  "whois.registro.br": "br",
  "whois.registry.co": "co",
  "whois.registry.gov.mm": "mm",
  "whois.registry.gy": "gy",
  "whois.registry.hm": "hm",
  "whois.registry.om": "om xn--mgb9awbf",
  "whois.registry.pf": "pf",
  "whois.registry.qa": "qa xn--wgbl6a",
  "whois.ricta.org.rw": "rw",
  "whois.rnids.rs": "rs xn--90a3ac",
  "whois.rotld.ro": "ro",
  "whois.sgnic.sg": "sg",
  "whois.sk-nic.sk": "sk",
  "whois.sx": "sx",
  "whois.tcinet.ru": "ru su xn--p1ai",
  "whois.thnic.co.th": "th",
  "whois.tld.ee": "ee",
  "whois.tld.sy": "sy xn--ogbpf8fl",
  "whois.tonic.to": "to",
  "whois.trabis.gov.tr": "tr",
  "whois.twnic.net.tw": "xn--kprw13d tw",
  "whois.tznic.or.tz": "tz",
  "whois.ua": "ua",
  "whois.verisign-grs.com": "com net",
  "whois.weare.ie": "ie",
  "whois.website.ws": "ws",
  "whois1.nic.bi": "bi",
};

const SERVER_BY_TLD: ReadonlyMap<string, string> = new Map([
  ...OWN_NIC_HOST.trim()
    .split(/\s+/)
    .map((tld): [string, string] => [tld, `whois.nic.${tld}`]),
  ...Object.entries(TLDS_BY_SERVER).flatMap(([server, tlds]) =>
    tlds.split(" ").map((tld): [string, string] => [tld, server]),
  ),
]);

/** Registries which sell below a label of their own and run a server for that zone alone. */
const SERVER_BY_SUFFIX: ReadonlyMap<string, string> = new Map([
  ["co.za", "coza-whois.registry.net.za"],
  ["net.za", "net-whois.registry.net.za"],
  ["org.za", "org-whois.registry.net.za"],
  ["web.za", "web-whois.registry.net.za"],
  ["ac.uk", "whois.nic.ac.uk"],
  ["gov.uk", "whois.gov.uk"],
  ["eu.org", "whois.eu.org"],
  ["co.ca", "whois.co.ca"],
  ["com.ua", "whois.ua"],
  ["in.ua", "whois.in.ua"],
  ["priv.at", "whois.nic.priv.at"],
  ...["br", "cn", "de", "eu", "gb", "gr", "jpn", "mex", "ru", "sa", "uk", "us", "za"].map(
    (label): [string, string] => [`${label}.com`, "whois.centralnic.com"],
  ),
]);

/** The server to ask about a registrable domain; `null`: none is known. */
export function whoisServerOf(domain: string): string | null {
  const labels = domain.split(".");
  return (
    SERVER_BY_SUFFIX.get(labels.slice(-2).join(".")) ?? SERVER_BY_TLD.get(labels.at(-1) as string) ?? null
  );
}

const hours = (h: number, summer: "eu" | null = null): Zone => ({ minutes: h * 60, summer });
const CENTRAL_EUROPE = hours(1, "eu");
const EASTERN_EUROPE = hours(2, "eu");

export interface ServerForm {
  /** Zone of times and days that are written without one. Default UTC. */
  readonly zone?: Zone;
  /** Order of `05/11/2026`. Default: not known. */
  readonly order?: DateOrder;
  /** The query, `%s` being the domain; default the domain alone. */
  readonly query?: string;
  /** WHATWG label; default UTF-8, and windows-1252 when the bytes are none. */
  readonly charset?: string;
}

const DAY_FIRST: ServerForm = { order: "day-first" };

/** Only what differs from the default. */
export const SERVER_FORMS: Readonly<Record<string, ServerForm>> = {
  "whois.jprs.jp": { zone: hours(9), query: "%s/e", charset: "iso-2022-jp" },
  "whois.kr": { zone: hours(9) },
  "whois.cnnic.cn": { zone: hours(8) },
  "whois.twnic.net.tw": { zone: hours(8) },
  "whois.hkirc.hk": { zone: hours(8), order: "day-first" },
  "whois.sgnic.sg": { zone: hours(8) },
  "whois.mynic.my": { zone: hours(8) },
  "whois.thnic.co.th": { zone: hours(7) },
  "whois.denic.de": { zone: CENTRAL_EUROPE, query: "-T dn,ace %s" },
  "whois.punktum.dk": { zone: CENTRAL_EUROPE, query: "--charset=utf-8 --show-handles %s" },
  "whois.dk-hostmaster.dk": { zone: CENTRAL_EUROPE, query: "--charset=utf-8 --show-handles %s" },
  "whois.verisign-grs.com": { query: "domain %s" },
  "ccwhois.verisign-grs.com": { query: "domain %s" },
  "whois.nic.it": { zone: CENTRAL_EUROPE },
  "whois.nic.fr": { zone: CENTRAL_EUROPE, order: "day-first" },
  "whois.nic.re": { zone: CENTRAL_EUROPE, order: "day-first" },
  "whois.nic.pm": { zone: CENTRAL_EUROPE, order: "day-first" },
  "whois.nic.tf": { zone: CENTRAL_EUROPE, order: "day-first" },
  "whois.nic.wf": { zone: CENTRAL_EUROPE, order: "day-first" },
  "whois.nic.yt": { zone: CENTRAL_EUROPE, order: "day-first" },
  "whois.nic.cz": { zone: CENTRAL_EUROPE },
  "whois.dns.pl": { zone: CENTRAL_EUROPE },
  "whois.nic.hu": { zone: CENTRAL_EUROPE },
  "whois.nic.ch": { zone: CENTRAL_EUROPE },
  "whois.nic.li": { zone: CENTRAL_EUROPE },
  "whois.nic.at": { zone: CENTRAL_EUROPE },
  "whois.dns.be": { zone: CENTRAL_EUROPE },
  "whois.dns.lu": { zone: CENTRAL_EUROPE, order: "day-first" },
  "whois.domain-registry.nl": { zone: CENTRAL_EUROPE, order: "day-first" },
  "whois.rnids.rs": { zone: CENTRAL_EUROPE },
  "whois.register.si": { zone: CENTRAL_EUROPE },
  "whois.norid.no": { zone: CENTRAL_EUROPE },
  "whois.iis.se": { zone: CENTRAL_EUROPE },
  "whois.iis.nu": { zone: CENTRAL_EUROPE },
  "whois.marnet.mk": { zone: CENTRAL_EUROPE },
  "whois.dns.hr": { zone: CENTRAL_EUROPE },
  "whois.sk-nic.sk": { zone: CENTRAL_EUROPE },
  "whois.nic.sm": { zone: CENTRAL_EUROPE, order: "day-first" },
  "whois.nic.mc": { zone: CENTRAL_EUROPE, order: "day-first" },
  "whois.fi": { zone: EASTERN_EUROPE },
  "whois.tld.ee": { zone: EASTERN_EUROPE },
  "whois.domreg.lt": { zone: EASTERN_EUROPE },
  "whois.rotld.ro": { zone: EASTERN_EUROPE },
  "whois.register.bg": { zone: EASTERN_EUROPE, order: "day-first" },
  "whois.ua": { zone: EASTERN_EUROPE },
  "whois.dns.pt": { zone: hours(0, "eu"), order: "day-first", charset: "windows-1252" },
  "whois.nic.uk": { zone: hours(0, "eu") },
  "whois.weare.ie": { zone: hours(0, "eu") },
  "whois.domainregistry.ie": { zone: hours(0, "eu") },
  "whois.gg": { zone: hours(0, "eu") },
  "whois.je": { zone: hours(0, "eu") },
  "whois.nic.im": { zone: hours(0, "eu"), order: "day-first" },
  "whois.tcinet.ru": { zone: hours(3) },
  "whois.ripn.net": { zone: hours(3) },
  "whois.cctld.by": { zone: hours(3) },
  "whois.trabis.gov.tr": { zone: hours(3) },
  "whois.nic.tr": { zone: hours(3) },
  "whois.cctld.uz": { zone: hours(5) },
  "whois.amnic.net": { zone: hours(4) },
  "whois.nic.ge": { zone: hours(4) },
  "whois.registro.br": { zone: hours(-3), charset: "windows-1252" },
  "whois.nic.ar": { zone: hours(-3), order: "day-first" },
  "whois.nic.org.uy": { zone: hours(-3), order: "day-first" },
  "whois.nic.ve": { zone: hours(-4), order: "day-first" },
  "whois.nic.bo": { zone: hours(-4), order: "day-first" },
  "whois.nic.ec": DAY_FIRST,
  "whois.mx": { zone: hours(-6) },
  "whois.isoc.org.il": { zone: hours(2) },
  "whois.tznic.or.tz": { zone: hours(3) },
  "whois.co.ug": { zone: hours(3) },
  "whois.ati.tn": { zone: hours(1), order: "day-first" },
  "whois.registre.ma": { zone: hours(1), order: "day-first" },
  "whois.nic.dz": { zone: hours(1), order: "day-first" },
  "whois.registry.pf": { zone: hours(-10), order: "day-first" },
  "whois.nc": { zone: hours(11) },
  "whois.mediaserv.net": DAY_FIRST,
  "whois.registre.bf": DAY_FIRST,
  "whois.dot.tk": { order: "month-first" },
  "whois.dot.ml": { order: "month-first" },
  "whois.dot.cf": { order: "month-first" },
  "whois.my.ga": { order: "month-first" },
  "whois.dominio.gq": { order: "month-first" },
};
