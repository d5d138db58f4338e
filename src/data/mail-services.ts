/**
 * Services that send or receive mail for others, as facts about which domains are theirs.
 * Source: each provider's own public documentation of its mail hosts and signing domains, as known in
 * 2026-11; written by hand, one row an owner.
 */

/**
 * Services that sign or bounce mail in their own name for their customers: their domain under DKIM or
 * SPF says which machine sent a mail, not whose it is.
 */
export const SENDING_SERVICES: ReadonlySet<string> = new Set([
  "sendgrid.net", // Twilio SendGrid
  "amazonses.com", // Amazon SES
  "mailgun.org", // Sinch Mailgun
  "mailgun.net",
  "mandrillapp.com", // Mailchimp Transactional
  "mcsv.net", // Mailchimp
  "mcdlv.net",
  "rsgsv.net",
  "mailchimpapp.net",
  "sparkpostmail.com", // SparkPost (Bird)
  "mtasv.net", // Postmark
  "postmarkapp.com",
  "exacttarget.com", // Salesforce Marketing Cloud
  "salesforce.com",
  "sendinblue.com", // Brevo
  "brevosend.com",
  "hubspotemail.net", // HubSpot
  "constantcontact.com",
  "ccsend.com",
  "mktomail.com", // Adobe Marketo
  "responsys.net", // Oracle Responsys
  "bronto.com",
  "createsend.com", // Campaign Monitor
  "cmail19.com",
  "cmail20.com",
  "klaviyomail.com",
  "zendesk.com",
  "mailjet.com",
  "emarsys.net",
  "cuenote.jp", // Cuenote FC (Yumail)
  "benchmarkemail.com",
  "blastengine.jp", // Rakus
  "onmicrosoft.com", // Microsoft 365 tenants without a signing domain of their own
  "gappssmtp.com", // Google Workspace, the same
  "pphosted.com", // Proofpoint, outbound gateway of its customers
  "ppe-hosted.com",
  "mimecast.com",
  "iphmx.com", // Cisco
  "messagelabs.com", // Broadcom
  "barracudanetworks.com",
  "antispamcloud.com", // N-able
  "trendmicro.eu",
  "psmtp.com", // Postini
]);

/**
 * Providers whose servers carry several registrable domains: all of one row are the same side, when a
 * reader's mail passes from one to the other.
 */
export const PROVIDER_FAMILIES: readonly (readonly string[])[] = [
  ["google.com", "gmail.com", "googlemail.com", "1e100.net"],
  ["outlook.com", "office365.com", "microsoft.com", "hotmail.com", "live.com", "msn.com"],
  ["icloud.com", "apple.com", "me.com", "mac.com"],
  ["yahoo.com", "yahoodns.net", "aol.com"],
  ["yahoo.co.jp", "ymail.ne.jp", "yahoo.ne.jp"],
  ["docomo.ne.jp", "docomo.com"],
  ["softbank.jp", "softbank.ne.jp", "vodafone.ne.jp", "disney.ne.jp"],
  ["au.com", "ezweb.ne.jp", "auone-net.jp", "dion.ne.jp", "kddi.com"],
  ["nifty.com", "nifty.ne.jp"],
  ["biglobe.ne.jp", "mesh.ad.jp"],
  ["ocn.ne.jp", "ocn.ad.jp"],
  ["so-net.ne.jp", "so-net.jp"],
  ["sakura.ne.jp", "sakura.ad.jp"],
  ["xserver.jp", "xsrv.jp"],
  ["lolipop.jp", "heteml.jp", "pepabo.com"],
  ["cloudflare-email.net", "cloudflare.net", "cloudflare.com"],
  ["messagingengine.com", "fastmail.com"],
];

/**
 * Prefixes in which only the provider's own servers speak to each other, though they are public
 * addresses: `2603:1000::/24` is Microsoft's, and Exchange Online hands mail on inside it.
 */
export const INNER_PREFIXES: readonly { readonly owner: string; readonly pattern: RegExp }[] = [
  { owner: "outlook.com", pattern: /^2603:10[0-9a-f]{2}:/u },
];
