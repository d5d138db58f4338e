/**
 * Words with which scam addresses ask for trust or promise a gain, in the languages of the mails.
 *
 * Source: general knowledge of phishing addresses, written by hand 2026-11; no list was copied. Long words count
 * wherever they stand in a label, short ones only between hyphens.
 */
const LONG = `
verify verifi verif1 secure securit login logon signin authent account wallet airdrop reward tracking deliver parcel
invoice webmail mailbox unlock suspend recover confirm password billing payment refund customs document support
helpdesk validat reactivat restore rectif synchron connect upgrade renew activat notice billpay onlinebank netbank
ebanking mybank cloudmail owa-mail roundcube cpanel zimbra dapps walletfix claimnow giveaway presale staking bridge
migrat mintnow tokenclaim exchange crypto
compte connexion securite livraison colis facture remboursement impot amende antai vitale
verifica acceso cuenta seguro cliente entrega paquete factura multa banca sucursal bancanet portalweb
fatura boleto cadastro premio resgate pedagio conta-
accedi sicurezza consegna pacco fattura rimborso conto-
anmeld konto- sicherheit kunden paket sendung zustell rechnung aktualisier
platnosc dostawa przesyl logowani zaloguj aktualiz oplata podatek doplata
giris hesap kargo odeme basvuru kampanya
undian hadiah pembayaran rekening layanan
kakunin koushin henkou jushin meisai ninsho touroku haitatsu saihaitatsu nimotsu seikyu tetsuduki tesuryo henkin
xacminh nganhang`;
const SHORT = `
auth sso otp kyc pay bank banking gov tax irs toll post mail email card claim docs file files shared voice swap stake
dapp defi nft web3 mint token bonus gift promo vip prize win free help care app live secure id update track ship
package express colis bpost aide ident sms mfa 2fa owa olx drop wap dana login hr payroll`;
/** Names of services that are ordinary words in a registered name, but no accident on a free place. */
const SERVICES = `
trezor ledger telegram whatsapp outlook office365 office onedrive sharepoint microsoft steam kraken dropbox adobe
shopify discord xfinity comcast verizon telekom netflix facebook instagram meta roblox usps fedex orange wechat
docusign godaddy yahoo gmail google icloud apple amazon paypal att-mail attmail currently spectrum optimum sbcglobal
bigpond btinternet virginmedia ezpass e-zpass fastrak sunpass coinbase metamask uniswap phantom exodus binance bitget`;

const words = (table: string): readonly string[] => table.trim().split(/\s+/);

export const LURE_PARTS: readonly string[] = words(LONG);
export const LURE_WORDS: ReadonlySet<string> = new Set(words(SHORT));
export const SERVICE_PARTS: readonly string[] = words(SERVICES);
