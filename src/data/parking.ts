/**
 * Parking services and registrars' holding pages: a domain that points there shows advertisements or a notice, not its
 * owner's site. Source: the MISP warning lists "parking domain" (CC0; addresses
 * 2024-04-22, name servers 2022-10-24) and general knowledge; registrars whose customers' live sites use the same names are left out.
 */

/** Suffixes of name servers. */
export const PARKING_NAMESERVERS: ReadonlySet<string> = new Set(
  (
    "above.com afternic.com alter.com bodis.com brainydns.com brandbucket.com cashparking.com chookdns.com cnomy.com dan.com " +
    "dingodns.com dnsnuts.com dnsspark.com domain-for-sale.at domain-for-sale.se domainmarket.com domainparking.ru domainprofi.de " +
    "dsredirection.com dsredirects.com eftydns.com fabulous.com fastpark.net hastydns.com ibspark.com koaladns.com magpiedns.com " +
    "mytrafficmanagement.com namefind.com ndsplitter.com park.do parkingcrew.net parkingpage.namecheap.com parklogic.com " +
    "rookdns.com sedoparking.com smartname.com torresdns.com trafficz.com undeveloped.com uniregistrymarket.link voodoo.com ztomy.com " +
    "parkingspa.com parked.com parking-page.net hugedomains.com namedrive.com skenzo.com"
  ).split(" "),
);

/** Name servers that a registrar sets when it stops a domain: unpaid, unverified or abused. */
export const HOLDING_NAMESERVERS: ReadonlySet<string> = new Set(
  (
    "failed-whois-verification.namecheap.com verify-contact-details.namecheap.com expired.uniregistry-dns.com " +
    "domainhasexpired.com expirationwarning.net emailverification.info pending-renewal-domain.com suspended-domain.com " +
    "domainrecover.com expiereddnsmanager.com renewyourname.net unverified-domain.com abuse-suspended.com"
  ).split(" "),
);

/** Addresses of parking pages; those of clouds and CDNs, which others use too, are left out. */
export const PARKING_RANGES: readonly string[] = (
  "103.224.182.0/23 103.224.212.0/23 185.53.176.0/22 199.59.240.0/22 204.11.56.0/23 208.91.196.0/23 " +
  "209.99.64.0/24 192.64.147.0/24 198.54.117.192/26 199.191.50.0/24 91.195.240.0/23 64.190.62.0/23 52.128.23.153 141.8.224.195 " +
  "194.58.112.165 194.58.112.174 213.171.195.105 216.40.34.41 217.70.184.38 217.70.184.50 31.31.205.163 37.97.254.27"
).split(" ");
