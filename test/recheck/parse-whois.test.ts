import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { whoisServerOf } from "../../src/data/whois-servers.ts";
import { toRfc3339 } from "../../src/domain/time.ts";
import { parseWhois, type WhoisAnswer } from "../../src/recheck/parse-whois.ts";
import { decodeWhois } from "../../src/recheck/sources/whois.ts";

const NOW = 1_795_500_000; // 2026-11-24

/** `2026-02-10T00:00:00Z`, or the state, reason or status when there is no date. */
function createdIn(answer: WhoisAnswer): string | null {
  if (answer.state === "failed") return answer.reason;
  if (answer.state === "absent") return "absent";
  return answer.value.registeredAt === null ? null : toRfc3339(answer.value.registeredAt);
}

/** Made after the forms in which registries answer; names and people are invented. */
const ANSWERS: readonly (readonly [form: string, server: string, text: string, created: string | null])[] = [
  [
    "gTLD",
    "whois.nic.top",
    "Domain Name: x.top\nRegistry Domain ID: D1\nUpdated Date: 2026-03-01T00:00:00Z\nCreation Date: 2026-02-10T01:05:08Z\nRegistry Expiry Date: 2027-02-10T01:05:08Z\nRegistrar: Some, Inc.\n>>> Last update of WHOIS database: 2026-11-24T00:00:00Z <<<",
    "2026-02-10T01:05:08Z",
  ],
  [
    "old Verisign",
    "whois.verisign-grs.com",
    "   Domain Name: X.TOP\n   Registrar: SOME\n   Creation Date: 15-sep-1997\n   Expiration Date: 14-sep-2011",
    "1997-09-15T00:00:00Z",
  ],
  [
    "Neustar",
    "whois.nic.us",
    "Domain Name:                                 X.TOP\nDomain Registration Date:                    Fri Apr 19 23:16:01 GMT 2002\nDomain Last Updated Date:   Tue Mar 20 01:00:00 GMT 2012",
    "2002-04-19T23:16:01Z",
  ],
  [
    "JPRS jp",
    "whois.jprs.jp",
    "Domain Information:\n[Domain Name]                   X.TOP\n\n[Created on]                    2026/02/10\n[Expires on]                    2027/02/28\n[Status]                        Active\n[Last Updated]                  2026/03/01 01:05:08 (JST)",
    "2026-02-09T15:00:00Z",
  ],
  [
    "JPRS co.jp",
    "whois.jprs.jp",
    "a. [Domain Name]                X.TOP\ng. [Organization]               Some\n[State]                         Connected (2027/02/28)\n[Registered Date]               2026/02/10\n[Connected Date]                2026/02/12\n[Last Update]                   2026/03/01 01:05:08 (JST)",
    "2026-02-09T15:00:00Z",
  ],
  [
    "JPRS Japanese",
    "whois.jprs.jp",
    "[ドメイン名]                    X.TOP\n[登録年月日]                    2026/02/10\n[有効期限]                      2027/02/28\n[最終更新]                      2026/03/01 01:05:08 (JST)",
    "2026-02-09T15:00:00Z",
  ],
  [
    "KRNIC",
    "whois.kr",
    "query : x.top\n\n# KOREAN(UTF8)\n\n도메인이름                  : x.top\n등록일                      : 2026. 02. 10.\n최근 정보 변경일            : 2026. 03. 01.\n사용 종료일                 : 2027. 02. 10.",
    "2026-02-09T15:00:00Z",
  ],
  [
    "CNNIC",
    "whois.cnnic.cn",
    "Domain Name: x.top\nROID: 1\nRegistration Time: 2026-02-10 12:20:05\nExpiration Time: 2027-02-10 12:20:05",
    "2026-02-10T04:20:05Z",
  ],
  [
    "TWNIC",
    "whois.twnic.net.tw",
    "Domain Name: x.top\n   Record expires on 2027-02-10 00:00:00 (UTC+8)\n   Record created on 2026-02-10 10:22:50 (UTC+8)\n",
    "2026-02-10T02:22:50Z",
  ],
  [
    "HKIRC",
    "whois.hkirc.hk",
    "Domain Name:  X.TOP\nDomain Name Commencement Date: 05-11-2025\nExpiry Date: 05-11-2027",
    "2025-11-04T16:00:00Z",
  ],
  [
    "MYNIC",
    "whois.mynic.my",
    "a [Domain Name] x.top\nd [Record Created] 10-Feb-2026\ne [Record Expired] 10-Feb-2027\nf [Record Last Modified] 01-Mar-2026",
    "2026-02-09T16:00:00Z",
  ],
  [
    "THNIC",
    "whois.thnic.co.th",
    "Domain:             X.TOP\nRegistrar:          T.H.NIC Co., Ltd.\nStatus:             ACTIVE\nUpdated date:       01 Mar 2026\nCreated date:       10 Feb 2026\nExp date:           09 Feb 2027",
    "2026-02-09T17:00:00Z",
  ],
  [
    "TCI",
    "whois.tcinet.ru",
    "domain:        X.TOP\nstate:         REGISTERED, DELEGATED, VERIFIED\nregistrar:     SOME-RU\ncreated:       2026-02-10T09:45:07Z\npaid-till:     2027-02-10T09:45:07Z\nfree-date:     2027-03-13",
    "2026-02-10T09:45:07Z",
  ],
  [
    "TCI, old",
    "whois.tcinet.ru",
    "domain:        X.TOP\ncreated:       2004.03.03\npaid-till:     2027.03.04",
    "2004-03-02T21:00:00Z",
  ],
  [
    "Hostmaster",
    "whois.ua",
    "domain:           x.top\nlicense:          1\nstatus:           ok\ncreated:          2026-02-10 00:00:00+02\nmodified:         2026-03-01 18:20:55+02\nexpires:          2027-02-10 00:00:00+02\n\n% Registrar:\n% ==========\nregistrar:        ua.some\ncreated:          2001-01-01 00:00:00+02",
    "2026-02-09T22:00:00Z",
  ],
  [
    "Hostmaster, old",
    "whois.ua",
    "domain:     x.top\ncreated:    0-UANIC 20050104013013\nchanged:    CHG-UANIC 20060104013013",
    "2005-01-03T23:30:13Z",
  ],
  [
    "KazNIC",
    "whois.nic.kz",
    "Domain Name............: x.top\n\nDomain created: 2026-02-10 13:01:43 (GMT+0:00)\nLast modified : 2026-03-01 05:29:34 (GMT+0:00)",
    "2026-02-10T13:01:43Z",
  ],
  [
    "ccTLD.uz",
    "whois.cctld.uz",
    "Domain Name: X.TOP\nRegistrar: Some\nCreation Date: 10-Feb-2026\nUpdated Date: 01-Mar-2026",
    "2026-02-09T19:00:00Z",
  ],
  [
    "domain.kg",
    "whois.kg",
    "Domain X.TOP (ACTIVE)\n\nRecord created: Tue Feb 10 09:42:40 2026\nRecord last updated on: Wed Mar 25 14:20:28 2026\nRecord expires on: Thu Mar 25 23:59:00 2027",
    "2026-02-10T09:42:40Z",
  ],
  [
    "ISNIC",
    "whois.isnic.is",
    "domain:       x.top\nregistrant:   GI1-IS\ncreated:      May 11 1999\nexpires:      May 11 2027\n\nrole:         Some\ncreated:      January 5 2001",
    "1999-05-11T00:00:00Z",
  ],
  [
    "CZ.NIC software",
    "whois.nic.cz",
    "domain:       x.top\nregistrant:   SOME\nregistrar:    REG-SOME\nregistered:   06.05.2025 02:00:00\nchanged:      01.03.2026 18:20:55\nexpire:       06.05.2027\n\ncontact:      SOME\ncreated:      10.08.2001 22:13:00\n\nnsset:        SOME\ncreated:      10.08.2001 22:13:00",
    "2025-05-06T00:00:00Z",
  ],
  [
    "Traficom",
    "whois.fi",
    "domain.............: x.top\nstatus.............: Registered\ncreated............: 9.2.2026 10:00:00\nexpires............: 4.7.2027 10:15:55\nmodified...........: 2.6.2026",
    "2026-02-09T08:00:00Z",
  ],
  [
    "EIS",
    "whois.tld.ee",
    "Domain:\nname:       x.top\nstatus:     ok (paid and in zone)\nregistered: 2026-02-10 13:01:43 +02:00\nchanged:    2026-03-01 10:01:43 +02:00\n\nRegistrant:\nname:       Private Person\n\nRegistrar:\nname:       Some OU\nchanged:    2015-01-01 10:01:43 +02:00",
    "2026-02-10T11:01:43Z",
  ],
  [
    "Domreg",
    "whois.domreg.lt",
    "Domain:\t\t\tx.top\nStatus:\t\t\tregistered\nRegistered:\t\t2026-02-10\nExpires:\t\t2027-02-11\n%\nRegistrar:\t\tSome",
    "2026-02-09T22:00:00Z",
  ],
  [
    "RoTLD",
    "whois.rotld.ro",
    "  Domain Name: x.top\n  Registered On: 2026-02-10\n  Expires On: 2027-02-09\n  Registrar: Some",
    "2026-02-09T22:00:00Z",
  ],
  [
    "Register.BG",
    "whois.register.bg",
    "DOMAIN NAME: x.top (x.top)\n\nregistration status: busy, active\nactivated on: 05/03/2025 00:00:00 EET\nexpires at: 05/03/2027 00:00:00 EET",
    "2025-03-04T22:00:00Z",
  ],
  [
    "RNIDS",
    "whois.rnids.rs",
    "Domain name: x.top\nDomain status: Active https://www.rnids.rs/en/domain-name-status-codes#Active\nRegistration date: 10.02.2026 12:31:19\nModification date: 01.03.2026 11:09:23\nExpiration date: 10.02.2027 12:31:19",
    "2026-02-10T11:31:19Z",
  ],
  [
    "MARnet",
    "whois.marnet.mk",
    "domain:       x.top\nregistrant:   UNET-R1\nregistrar:    UNET-REG\nregistered:   10.02.2026 13:01:43\nchanged:      01.03.2026 13:01:43",
    "2026-02-10T12:01:43Z",
  ],
  [
    "Register.si",
    "whois.register.si",
    "domain:\t\tx.top\nregistrar:\tsome\nstatus:\t\tok\ncreated:\t2026-02-10\nexpire:\t\t2027-02-10",
    "2026-02-09T23:00:00Z",
  ],
  [
    "NIC.HU",
    "whois.nic.hu",
    "domain:         x.top\nrecord created: 2026-02-10 13:36:21\nTovabbi adatokert ld.:",
    "2026-02-10T12:36:21Z",
  ],
  [
    "SK-NIC",
    "whois.sk-nic.sk",
    "Domain:                       x.top\nRegistrant:                   SOME-0001\nRegistrar:                    SOME-0002\nCreated:                      2026-02-10\nUpdated:                      2026-03-01\nValid Until:                  2027-02-10\n\nContact:                      SOME-0001\nName:                         Some\nCreated:                      2017-09-01",
    "2026-02-09T23:00:00Z",
  ],
  [
    "NASK",
    "whois.dns.pl",
    "DOMAIN NAME:           x.top\nregistrant type:       organization\nnameservers:           ns1.example.net. \n                       ns2.example.net. \ncreated:               2026.02.10 13:00:00\nlast modified:         2026.03.01 11:43:34\nrenewal date:          2027.02.10 14:00:00\n\noption created:        2020.10.14 09:30:46",
    "2026-02-10T12:00:00Z",
  ],
  [
    "Registro.it",
    "whois.nic.it",
    "Domain:             x.top\nStatus:             ok\nCreated:            2026-02-10 00:00:00\nLast Update:        2026-03-01 00:54:15\n\nRegistrant\n  Organization:     Some\n  Created:          2018-03-02 19:04:02",
    "2026-02-09T23:00:00Z",
  ],
  [
    "AFNIC, old",
    "whois.nic.fr",
    "%% complete date format : DD/MM/YYYY\ndomain:      x.top\nstatus:      ACTIVE\nregistrar:   SOME\nanniversary: 05/11\ncreated:     05/11/2025\nlast-update: 01/03/2026\n\nnic-hdl:     SOME1-FRNIC\ncreated:     01/01/2001",
    "2025-11-04T23:00:00Z",
  ],
  [
    "DNS.BE",
    "whois.dns.be",
    "% .be Whois Server 6.1\nDomain:\tx.top\nStatus:\tNOT AVAILABLE\nRegistered:\tTue Feb 10 2026\n\nRegistrant:\n\tNot shown",
    "2026-02-09T23:00:00Z",
  ],
  [
    "DNS-LU",
    "whois.dns.lu",
    "domainname:     x.top\ndomaintype:     ACTIVE\nnserver:        ns1.example.net\nownertype:      ORGANISATION\nregistered:     05/11/2025",
    "2025-11-04T23:00:00Z",
  ],
  [
    "SIDN, old",
    "whois.domain-registry.nl",
    "   Domain name: x.top\n   Status: active\n\n   Registrar:\n      Some\n\n   Date registered: 05-11-2025\n   Record last updated: 28-01-2026",
    "2025-11-04T23:00:00Z",
  ],
  [
    "Punktum",
    "whois.punktum.dk",
    "Domain:               x.top\nDNS:                  x.top\nRegistered:           2026-02-10\nExpires:              2027-02-28\nRegistration period:  1 year\nStatus:               Active",
    "2026-02-09T23:00:00Z",
  ],
  [
    "Norid",
    "whois.norid.no",
    "Domain Information\n\nNORID Handle...............: X1D-NORID\nDomain Name................: x.top\nRegistrar Handle...........: REG1-NORID\n\nAdditional information:\nCreated:         2026-02-10\nLast updated:    2026-03-01",
    "2026-02-09T23:00:00Z",
  ],
  [
    "IIS",
    "whois.iis.se",
    "state:            active\ndomain:           x.top\nholder:           some\ncreated:          2026-02-10\nmodified:         2026-03-01\nexpires:          2027-02-10\nregistrar:        Some",
    "2026-02-09T23:00:00Z",
  ],
  [
    "SWITCH",
    "whois.nic.ch",
    "Domain name:\nx.top\n\nHolder of domain name:\nSome\n\nDNSSEC:N\n\nName servers:\nns1.example.net\n\nFirst registration date:\n2026-02-10\n",
    "2026-02-09T23:00:00Z",
  ],
  [
    "Nominet",
    "whois.nic.uk",
    "    Domain name:\n        x.top\n\n    Registrar:\n        Some Ltd [Tag = SOME]\n        URL: http://www.example.net\n\n    Relevant dates:\n        Registered on: 10-Feb-2026\n        Expiry date:  10-Feb-2027\n        Last updated:  01-Mar-2026\n\n    Registration status:\n        Registered until expiry date.\n\n    WHOIS lookup made at 09:42:27 12-Oct-2026",
    "2026-02-10T00:00:00Z",
  ],
  [
    "JANET",
    "whois.nic.ac.uk",
    "Domain:\n\tx.top\n\nRegistered For:\n\tSome University\n\nEntry updated:\n\tSunday 1st March 2026\n\nEntry created:\n\tTuesday 10th February 2026",
    "2026-02-10T00:00:00Z",
  ],
  [
    "Island Networks",
    "whois.gg",
    "Domain:\n     x.top\n\nDomain Status:\n     Active\n\nRelevant dates:\n     Registered on 10th February 2026 at 00:00:00.000\n     Registry fee due on 10th February each year",
    "2026-02-10T00:00:00Z",
  ],
  [
    "IEDR",
    "whois.weare.ie",
    "domain:         x.top\ndescr:          Some\nregistration:   21-March-2002\nrenewal:        21-March-2027\nstatus:         Active",
    "2002-03-21T00:00:00Z",
  ],
  [
    "DNS.PT",
    "whois.dns.pt",
    "Nome de domínio / Domain Name: x.top\nData de registo / Creation Date (dd/mm/yyyy): 05/11/2025\nData de expiração / Expiration Date (dd/mm/yyyy): 05/11/2027\nEstado / Status: ACTIVE",
    "2025-11-05T00:00:00Z",
  ],
  [
    "TRABIS",
    "whois.trabis.gov.tr",
    "** Domain Name: x.top\nDomain Status: Active\n\n** Registrant:\n   Hidden\n\n** Additional Info:\nCreated on..............: 2026-Feb-10.\nExpires on..............: 2027-Feb-09.",
    "2026-02-09T21:00:00Z",
  ],
  [
    "Registro.br",
    "whois.registro.br",
    "domain:      x.top\nowner:       Some\nownerid:     1\ncreated:     20260210 #162310\nchanged:     20260301\nexpires:     20270210\nstatus:      published\n\nnic-hdl-br:  ABC\nperson:      Some One\ncreated:     20020619",
    "2026-02-10T03:00:00Z",
  ],
  [
    "NIC Argentina",
    "whois.nic.ar",
    "domain:\t\tx.top\nregistrant:\t1\nregistrar:\tnicar\nregistered:\t2026-02-10 00:00:00\nchanged:\t2026-03-01 01:05:08.12345\nexpire:\t\t2027-02-10 00:00:00",
    "2026-02-10T03:00:00Z",
  ],
  [
    "NIC Chile",
    "whois.nic.cl",
    "Domain name: x.top\nRegistrant name: Some\nRegistrar name: NIC Chile\nCreation date: 2026-02-10 17:48:23 CLST\nExpiration date: 2027-02-10 17:48:23 CLST",
    "2026-02-10T20:48:23Z",
  ],
  [
    "NIC Venezuela",
    "whois.nic.ve",
    "Nombre de Dominio: x.top\n\n   Fecha de Vencimiento: 2027-02-10 00:00:00\n   Ultima Actualización: 2026-03-01 00:00:00\n   Fecha de Creación: 2026-02-10 04:00:00\n\n   Estatus del dominio: ACTIVO",
    "2026-02-10T08:00:00Z",
  ],
  [
    "NIC Uruguay",
    "whois.nic.org.uy",
    "Nombre de Dominio: x.top\nFecha de Creacion: 05/11/2025\nUltima Actualizacion: 12/11/2025",
    "2025-11-05T03:00:00Z",
  ],
  [
    "NIC Mexico",
    "whois.mx",
    "Domain Name:       x.top\n\nCreated On:        2026-02-10\nExpiration Date:   2027-02-09\nLast Updated On:   2026-03-01\nRegistrar:         Some",
    "2026-02-10T06:00:00Z",
  ],
  [
    "SRS New Zealand",
    "whois.irs.net.nz",
    "% Terms\nversion: 8.1\nquery_datetime: 2026-11-12T12:58:22+12:00\ndomain_name: x.top\nquery_status: 200 Active\ndomain_dateregistered: 1999-02-17T00:00:00+13:00\ndomain_datebilleduntil: 2027-02-17T00:00:00+13:00\nregistrar_name: Some",
    "1999-02-16T11:00:00Z",
  ],
  [
    "EDUCAUSE",
    "whois.educause.edu",
    "Domain Name: X.TOP\n\nRegistrant:\n\tSome University\n\nDomain record activated:    04-Oct-1985\nDomain record last updated: 26-May-2026\nDomain expires:             31-Jul-2027",
    "1985-10-04T00:00:00Z",
  ],
  [
    "ISOC-IL",
    "whois.isoc.org.il",
    "query:        x.top\n\nreg-name:     x\ndomain:       x.top\ndescr:        Some\nvalidity:     05-06-2027\nstatus:       Transfer Locked\nchanged:      domain-registrar AT isoc.org.il 19990605 (Assigned)\nchanged:      domain-registrar AT isoc.org.il 20020520 (Changed)",
    "1999-06-04T22:00:00Z",
  ],
  [
    "AMNIC",
    "whois.amnic.net",
    "   Domain name: x.top\n   Registrar:   some (Some LLC)\n   Status:      active\n\n   Registrant:\n      Some\n\n   Registered:    2026-02-10\n   Last modified: 2026-03-01\n   Expires:       2027-02-10",
    "2026-02-09T20:00:00Z",
  ],
  [
    "ATI Tunisia",
    "whois.ati.tn",
    "Domain name.........: x.top\nCreation date.......: 05-11-2025 17:05:01 GMT+1\nDomain status.......: Active\nRegistrar...........: Some",
    "2025-11-05T16:05:01Z",
  ],
  [
    "Registry.pf",
    "whois.registry.pf",
    "Informations about 'x.top' :\nStatus : Active\nCreated (JJ/MM/AAAA) : 05/11/2025\nLast renewed (JJ/MM/AAAA) : 18/11/2025",
    "2025-11-05T10:00:00Z",
  ],
  [
    "Domaine.nc",
    "whois.nc",
    "Domain                   : x.top\nCreated on               : 2026-02-10\nExpires on               : 2027-02-10\nRegistrar                : Some",
    "2026-02-09T13:00:00Z",
  ],
  [
    "CoCCA",
    "whois.nic.gl",
    "Domain Name: x.top\nDomain ID: 1-CoCCA\nWHOIS Server: whois.example.net\nUpdated Date: 2026-03-01T00:54:15.000Z\nCreation Date: 2026-02-10T04:00:00.000Z\nRegistry Expiry Date: 2027-02-10T04:00:00.000Z",
    "2026-02-10T04:00:00Z",
  ],
  [
    "Dot TK",
    "whois.dot.tk",
    "   Domain name:\n      X.TOP\n\n   Organization:\n      Some\n\n   Domain Nameservers:\n      NS1.EXAMPLE.NET\n\n   Domain registered: 02/10/2026\n   Record will expire on: 02/10/2027",
    "2026-02-10T00:00:00Z",
  ],
  [
    "registrar, dotted",
    "whois.example.net",
    "Domain Name: x.top\n   Created on..............: 2026-02-10.\n   Expires on..............: 2027-02-10.\n   Record last updated on..: 2026-03-01.",
    "2026-02-10T00:00:00Z",
  ],
  [
    "registrar, sentence",
    "whois.example.net",
    "Registrant:\n   Some\n\n   Domain Name: X.TOP\n\n   Record expires on 10-Oct-2027.\n   Record created on 10-Oct-1998.\n   Database last updated on 24-Nov-2026 03:00:00 EST.",
    "1998-10-10T00:00:00Z",
  ],
  [
    "CIRA, old",
    "whois.cira.ca",
    "Domain name:           x.top\nDomain status:         registered\nCreation date:         2000/10/03\nExpiry date:           2027/04/28\nUpdated date:          2026/04/28\n\nRegistrar:\n    Name:              Some Inc.\n    Number:            70",
    "2000-10-03T00:00:00Z",
  ],
  [
    "Afilias, old",
    "whois.nic.info",
    "Domain ID:D1-LRMS\nDomain Name:X.TOP\nCreated On:31-Jul-2001 23:57:50 UTC\nLast Updated On:29-Jun-2011 09:22:51 UTC\nExpiration Date:31-Jul-2012 23:57:50 UTC\nSponsoring Registrar:Some (R1-LRMS)",
    "2001-07-31T23:57:50Z",
  ],
  [
    "NIC Sénégal",
    "whois.nic.sn",
    "Domaine:            x.top\nDate de création:   2008-05-08T17:59:38.43Z\nDernière modification: 2026-05-08T17:59:38.43Z\nDate d'expiration:  2027-05-08T17:59:38.43Z",
    "2008-05-08T17:59:38Z",
  ],
  [
    "NIC Moldova",
    "whois.nic.md",
    "Domain  name    x.top\nDomain state    OK\nRegistered on 2006-05-17\nExpires    on 2027-05-17\nNameserver ns1.example.net",
    "2006-05-17T00:00:00Z",
  ],
  [
    "MONIC",
    "whois.monic.mo",
    "Domain Name: X.TOP\n Record created on 2005-02-02\n Record expires on 2027-02-02",
    "2005-02-02T00:00:00Z",
  ],
  [
    "Uganda",
    "whois.co.ug",
    "Domain:       x.top\nRegistered:   2001-01-21 11:46:11\nExpiry:       2027-01-21 11:46:11\nStatus:       ACTIVE\n\nAdmin Contact:\nNIC:          NIC-1\nRegistered:   1999-01-01 00:00:00",
    "2001-01-21T08:46:11Z",
  ],
  [
    "Melbourne IT",
    "whois.example.net",
    "Domain Name.......... x.top\n  Creation Date........ 2003-05-12\n  Registration Date.... 2003-05-12\n  Expiry Date.......... 2027-05-12\n  Organisation Name.... Some",
    "2003-05-12T00:00:00Z",
  ],
  [
    "Moniker",
    "whois.example.net",
    "Domain Name: X.TOP\nRegistrar: SOME\n\nRegistrant [1]:\n        Some\n\nRecord created on: Feb 1 2002\nDatabase last updated on: 2026-11-01",
    "2002-02-01T00:00:00Z",
  ],
  [
    "rrpproxy",
    "whois.example.net",
    "domain: x.top\nowner-name: Some\ncreated-date: 1999-03-22\nupdated-date: 2026-03-22\nregistration-expiration-date: 2027-03-22",
    "1999-03-22T00:00:00Z",
  ],
  [
    "RoTLD before 2001",
    "whois.rotld.ro",
    "  Domain Name: x.top\n  Registered On: Before 2001\n  Registrar: Some",
    "2000-12-31T22:00:00Z",
  ],
  [
    "NIC Bolivia",
    "whois.nic.bo",
    "Dominio: x.top\n\nFecha de activación: 2004-05-06\nFecha de corte: 2027-05-06\n\nTITULAR:\nOrganizacion: Some",
    "2004-05-06T04:00:00Z",
  ],
  [
    "Algeria",
    "whois.nic.dz",
    "NOM DE DOMAINE........: x.top\nRegistrar#:...........: Some\nDate de creation#:....: 03/12/2013\nContact administratif#: Some",
    "2013-12-02T23:00:00Z",
  ],
  [
    "VNNIC",
    "whois.example.vn",
    "Domain : x.top\nStatus : Active\nIssue Date : 14/04/2003\nExpired Date : 14/04/2027",
    "2003-04-14T00:00:00Z",
  ],
  [
    "SaudiNIC",
    "whois.nic.net.sa",
    "Domain Name: x.top\n\n Registrant:\n   Some شركة\n   Address: P.O. Box 1\n\n Administrative Contact:\n   Some One\n\nCreated on: 2004-01-11\nLast Updated on: 2026-01-11",
    "2004-01-11T00:00:00Z",
  ],
  [
    "Website.ws",
    "whois.website.ws",
    "  Domain Name: X.TOP\n  Domain Created: 2002-03-03\n  Domain Last Updated: 2026-03-03\n  Domain Currently Expires: 2027-03-03",
    "2002-03-03T00:00:00Z",
  ],
  [
    ".nu, old",
    "whois.iis.nu",
    "Domain Name (ASCII): x.top\nTechnical Contact:\n   Some\n\nRecord last updated on 2026-Jun-09.\nRecord expires on 2027-Jun-09.\nRecord created on 1998-Jun-09.",
    "1998-06-08T22:00:00Z",
  ],
  [
    "LACNIC style French",
    "whois.nic.mc",
    "domaine: x.top\nenregistré le: 05/11/2025",
    "2025-11-04T23:00:00Z",
  ],
  [
    "date order shown by the expiry",
    "whois.example.net",
    "Domain Name: x.top\nCreated: 05/11/2025\nExpires: 30/11/2027",
    "2025-11-05T00:00:00Z",
  ],
  [
    "date order shown by the present",
    "whois.example.net",
    "Domain Name: x.top\nCreated: 05/12/2026\nRegistrar: Some",
    "2026-05-12T00:00:00Z",
  ],
  [
    "date order open",
    "whois.example.net",
    "Domain Name: x.top\nCreated: 05/11/2025\nRegistrar: Some",
    "ambiguous",
  ],
  [
    "empty registered date",
    "whois.jprs.jp",
    "a. [Domain Name]                X.TOP\n[State]                         Connected (2027/02/28)\n[Registered Date]\n[Connected Date]                2026/05/26\n[Last Update]                   2026/05/29 10:45:59 (JST)",
    null,
  ],
  [
    "DENIC",
    "whois.denic.de",
    "Domain: x.top\nNserver: ns1.example.net\nStatus: connect\nChanged: 2026-04-11T11:09:54+02:00\n\n[Tech-C]\nType: PERSON\nChanged: 2011-08-10T17:09:10+02:00\nCreated: 2001-01-01",
    null,
  ],
  [
    "EURid",
    "whois.eu",
    "% WHOIS x.top\nDomain: x.top\nScript: LATIN\n\nRegistrant:\n        NOT DISCLOSED!\n\nRegistrar:\n        Name: Some\n        Website: https://www.example.net/\n\nName servers:\n        ns1.example.net",
    null,
  ],
  [
    "another domain",
    "whois.nic.top",
    "Domain Name: y.top\nCreation Date: 2001-02-10T01:05:08Z",
    "wrong_answer",
  ],
  [
    "the TLD instead",
    "whois.iana.org",
    "domain:       TOP\n\norganisation: Some\n\ncreated:      2014-08-01",
    "wrong_answer",
  ],
  [
    "a date in the future",
    "whois.nic.top",
    "Domain Name: x.top\nCreation Date: 2027-02-10T01:05:08Z\nRegistrar: Some",
    null,
  ],
  ["empty", "whois.nic.top", " \r\n", "bad_answer"],
  [
    "a web page",
    "whois.nic.top",
    "<!DOCTYPE html><html><body>Creation Date: 2026-02-10</body></html>",
    "bad_answer",
  ],
  [
    "terms of use alone",
    "whois.nic.top",
    "% Terms of use: you agree not to use the data to support high-volume processes.\n",
    "bad_answer",
  ],
];

describe("parseWhois() reads the creation date in each registry's form", () => {
  test.each(ANSWERS)("%s (%s)", (_, server, text, created) => {
    expect(createdIn(parseWhois(text, server, "x.top", NOW))).toBe(created);
  });
});

describe("parseWhois() tells refusals apart", () => {
  test.each([
    [
      "absent",
      [
        "NOT FOUND",
        'No match for "X.TOP".',
        "No match!!",
        "No Data Found",
        "Domain not found.",
        "No entries found for the selected source(s).",
        "No Found",
        "%ERROR:101: no entries found",
        "% No such domain",
        "Domain: x.top\nStatus: free",
        "Domain: x.top\nStatus:\tAVAILABLE",
        "Status: No Object Found",
        "The queried object does not exist: x.top",
        "This domain name has not been registered.",
        "x.top: no existe",
        "*** Nothing found for this query.",
        "Available\nDomain: x.top",
        'domain "x.top" not found.',
        "El dominio x.top no se encuentra registrado",
        "query_status: 220 Available",
        "% No data was found to match the request criteria.",
        "Domain Name [x.top] does not exist in database",
        'Sorry, but domain: "x.top", not found in database',
        "Domain x.top is available for purchase",
        "이 도메인은 등록되어 있지 않습니다",
        "Domain unknown",
        "Data not found. This domain is available for registration.",
        "No information available about domain name x.top in the Registry NASK database.",
        "%% No entries found in the AFNIC Database.",
        "%ERROR:103: Domain is not registered",
        "We do not have an entry in our database matching your query.",
        "x.top - No Match",
        "% WHOIS.NIC.CK: No entries found for the selected source(s).",
        "Object does not exist",
        "This Domain is not available in our whois database",
        "No_Se_Encontro_El_Objeto/Object_Not_Found",
        "x.top is free",
        "% nothing found",
        "No Objects Found",
        "Domain status:         available",
      ],
    ],
    [
      "rate_limited",
      [
        "Please go away for 13 Seconds",
        "request limit exceeded for 192.0.2.1",
        "You have exceeded your quota of queries.",
        "% Error: 55000000002 Connection refused; access control limit reached.",
        "WHOIS LIMIT EXCEEDED - SEE WWW.PIR.ORG/WHOIS FOR DETAILS",
        "Too many requests, try again in 60 seconds",
        "-5: Maximum number of requests per second exceeded",
        "Query rate limit exceeded. Reduced information.",
        "%% Too many requests...\n%%\n%% No entries found in the AFNIC Database.",
        "Excessive querying, grace period of 1 hour",
        "Your connection limit exceeded. Please slow down and try again later.",
        "Queried interval is too short.",
        "Too many simultaneous connections from your host.",
        "% Quota exceeded",
        "query_status: 440 Request Denied",
      ],
    ],
    [
      "refused",
      [
        "Your IP address has been blacklisted",
        "Requests of this client are not permitted. Please use the web site for queries.",
        "Access denied",
        "Error: You are not authorized to use this service",
        "% This network is blocked",
        "IP address 192.0.2.1 is not allowed",
      ],
    ],
    [
      "server_error",
      ["Internal server error", "% Service temporarily unavailable", "Database error, try again later"],
    ],
    [
      "reserved",
      [
        "The domain you requested is prohibited.",
        "This name is reserved by the registry",
        "Domain: x.top\nStatus: Reserved",
        "Domain: x.top\nStatus: UNASSIGNABLE",
        "Domain x.top cannot be registered",
      ],
    ],
    ["bad_answer", ["xyz", "\u0000\u0001\u0002", "Welcome", "Invalid query"]],
  ])("%s", (kind, texts) => {
    const kinds = texts.map((text) => {
      const answer = parseWhois(text, "whois.nic.top", "x.top", NOW);
      return answer.state === "found"
        ? answer.value.status.join()
        : answer.state === "failed"
          ? answer.reason
          : answer.state;
    });
    expect(Object.fromEntries(texts.map((text, at) => [text, kinds[at]]))).toEqual(
      Object.fromEntries(texts.map((text) => [text, kind])),
    );
  });

  it("reads how long a throttled asker has to wait", () => {
    expect(parseWhois("Please go away for 13 Seconds", "x", "x.top", NOW)).toMatchObject({
      retryAfterSeconds: 13,
    });
    expect(parseWhois("Too many queries, wait 2 hours", "x", "x.top", NOW)).toMatchObject({
      retryAfterSeconds: 7_200,
    });
  });

  it("does not take terms of use for a refusal when a registration stands above them", () => {
    const text =
      "Domain Name: x.top\nCreation Date: 2026-02-10T01:05:08Z\n\nYour access will be blocked when the query limit is exceeded.\nNo match is no proof.";
    expect(createdIn(parseWhois(text, "whois.nic.top", "x.top", NOW))).toBe("2026-02-10T01:05:08Z");
  });
});

it("parseWhois() reads registrar, status, name servers and abuse contact", () => {
  const text =
    "Domain Name: x.top\nRegistrar: Some, Inc.\nRegistrar IANA ID: 1234\nRegistrar Abuse Contact Email: abuse@example.net\nDomain Status: clientHold https://icann.org/epp#clientHold\nDomain Status: clientTransferProhibited\nName Server: NS1.EXAMPLE.NET\nName Server: ns2.example.net 192.0.2.1\nCreation Date: 2026-02-10T01:05:08Z\nUpdated Date: 2026-03-01T00:00:00Z\nRegistry Expiry Date: 2027-02-10T01:05:08Z";
  expect(parseWhois(text, "whois.nic.top", "x.top", NOW)).toEqual({
    state: "found",
    value: {
      registeredAt: 1_770_685_508,
      isDayOnly: false,
      changedAt: 1_772_323_200,
      expiresAt: 1_802_221_508,
      registrar: "Some, Inc.",
      registrarIanaId: "1234",
      abuseContact: "abuse@example.net",
      status: ["client hold", "client transfer prohibited"],
      nameservers: ["ns1.example.net", "ns2.example.net"],
    },
  });
});

describe("parseWhois() on hostile input", () => {
  it("returns for any bytes", () => {
    const states = new Set<string>();
    const line = fc.constantFrom(
      "Domain: x.top",
      "Creation Date: 2026-02-10",
      "created: 05/11/2025",
      "Not found",
      "[a] b",
      "::::",
      "\t \t",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 300 }),
          fc.array(fc.oneof(line, fc.string())).map((lines) => new TextEncoder().encode(lines.join("\n"))),
        ),
        (bytes) => {
          states.add(parseWhois(decodeWhois(bytes, "whois.nic.top"), "whois.nic.top", "x.top", NOW).state);
        },
      ),
      { numRuns: 500, seed: 3 },
    );
    expect([...states].sort()).toEqual(["absent", "failed", "found"]);
  });

  test.each([
    "a",
    " ",
    "\t",
    ":",
    ".",
    "[",
    "a b ",
    "1",
    "-",
    `${"x".repeat(399)}\n`,
    "no ",
    "domain ",
    "limit exceed ",
    "(",
    "é",
  ])("%j a million times over takes under 200 ms", (piece) => {
    const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
    const from = performance.now();
    parseWhois(text, "whois.nic.top", "x.top", NOW);
    expect(performance.now() - from).toBeLessThan(4_000);
  });
});

const SHARED = path.join(import.meta.dirname, "../../../shared/data/whois");
interface Expected {
  readonly domain?: {
    readonly domain?: string;
    readonly created_date?: string;
    readonly created_date_in_time?: string;
  };
}

describe.skipIf(!existsSync(SHARED))("parseWhois() on recorded answers", () => {
  const read = (file: string, server: string) => decodeWhois(readFileSync(path.join(SHARED, file)), server);
  const filesOf = (folder: string) =>
    readdirSync(path.join(SHARED, folder)).filter((name) => name.endsWith(".txt"));
  const expectedOf = <T>(folder: string) =>
    JSON.parse(readFileSync(path.join(SHARED, folder, "expected.json"), "utf8")) as Record<string, T>;
  const isSameDay = (got: string | null, expected: string) =>
    got !== null && Math.abs(Date.parse(got) - Date.parse(expected)) <= 86_400_000;

  it("reads every creation date of by-tld", () => {
    const wrong: string[] = [];
    let dates = 0;
    for (const tld of readdirSync(path.join(SHARED, "by-tld")))
      for (const [name, { domain }] of Object.entries(expectedOf<Expected>(`by-tld/${tld}`))) {
        const server = whoisServerOf(tld) ?? "";
        const got = createdIn(parseWhois(read(`by-tld/${tld}/${name}.txt`, server), server, null, NOW));
        const written = domain?.created_date;
        // Where the origin could not read its own date, the written one is compared, or only that it is read.
        const [iso] = /^\d{4}-\d\d-\d\d(?:T[\d:]{8}[-+]\d{4})?/.exec(written ?? "") ?? [];
        const expected = domain?.created_date_in_time ?? iso ?? (written ? "read" : null);
        if (expected !== null) dates += 1;
        const isRight =
          expected === null
            ? got === null
            : expected === "read"
              ? /^\d{4}/.test(got ?? "")
              : isSameDay(got, expected);
        if (!isRight) wrong.push(`${name}: ${got} instead of ${written}`);
      }
    console.info(`by-tld: ${dates - wrong.length} of ${dates} creation dates`);
    expect(wrong).toEqual([]);
    expect(dates).toBe(60);
  });

  it("reads every creation date of python-whois", () => {
    const expected = Object.entries(expectedOf<{ creation_date?: string | string[] | null }>("python-whois"));
    const wrong = expected.filter(([name, { creation_date }]) => {
      const server = whoisServerOf(name) ?? "";
      const got = createdIn(parseWhois(read(`python-whois/${name}.txt`, server), server, name, NOW));
      const dates = [creation_date ?? []].flat();
      return dates.length === 0
        ? got !== null
        : !dates.some((date) => isSameDay(got, date.replace(" ", "T")));
    });
    console.info(`python-whois: ${expected.length - wrong.length} of ${expected.length}`);
    expect(wrong).toEqual([]);
  });

  test.each([
    ["not-found", "absent"],
    ["available", "absent"],
    ["throttled", "rate_limited"],
  ])("%s is %s, all of it", (folder, kind) => {
    const files = filesOf(folder);
    const wrong = files.filter(
      (file) => createdIn(parseWhois(read(`${folder}/${file}`, ""), "", null, NOW)) !== kind,
    );
    console.info(`${folder}: ${files.length - wrong.length} of ${files.length}`);
    expect(wrong).toEqual([]);
    expect(files.length).toBeGreaterThan(10);
  });
});
