// Goal: whole mails, as people get them, end in the right band. Method: made-up mails with real structure go
// through parsing, extraction, brands and scoring; hosts of scams are invented.
import { describe, expect, test } from "vitest";
import { judgeOffline } from "../../src/cli/offline-verdict.ts";
import { NO_FACTS } from "../../src/domain/evidence.ts";
import { extract } from "../../src/extract/extract.ts";
import { parseMail, readAttachedMail } from "../../src/mail/parse-mail.ts";
import { readSightings } from "../../src/mail/sightings.ts";
import { NOW, registeredDaysAgo } from "./support.ts";

interface Written {
  readonly from: string;
  readonly subject: string;
  readonly html: string;
  readonly dmarc?: "pass" | "fail" | "none";
}

/** Through all pure stages; facts: what the world says of every place that the mail names. */
function read({ from, subject, html, dmarc = "none" }: Written, facts = NO_FACTS) {
  const domain = /@([^>\s]+)/.exec(from)?.[1] ?? "";
  const text = [
    `Return-Path: <bounce@${domain}>`,
    `Authentication-Results: mx.cloudflare.net; dmarc=${dmarc} header.from=${domain}`,
    `From: ${from}`,
    "To: <reader@example.org>",
    `Subject: ${subject}`,
    "Date: Wed, 11 Feb 2026 17:53:20 +0900",
    "Message-ID: <1@mail.example>",
    "MIME-Version: 1.0",
    "Content-Type: text/html; charset=UTF-8",
    "Content-Transfer-Encoding: 8bit",
    "",
    `<html><body>${html}</body></html>`,
  ].join("\r\n");
  const parsed = parseMail(new TextEncoder().encode(text));
  if (!parsed.ok) throw new Error("the mail of the test cannot be read");
  const reading = readSightings(
    extract(parsed.value, { trustedAuthservIds: ["mx.cloudflare.net"], readMail: readAttachedMail }),
    NOW,
    NOW,
  );
  const judged = reading.sightings.map((s) => judgeOffline(s, facts));
  return { claim: reading.claim?.brand ?? null, judged };
}

const isBad = (band: string): boolean => band === "suspicious" || band === "malicious";

function bandOf(mail: Written, host: string, facts = NO_FACTS): string | undefined {
  return read(mail, facts).judged.find((j) => j.key.includes(host))?.verdict.band;
}

const a = (url: string, text: string): string => `<a href="${url}">${text}</a>`;

type Scam = readonly [name: string, brand: string, host: string, mail: Written];
const SCAMS: readonly Scam[] = [
  [
    "card: use stopped",
    "smbc-card",
    "kx8vtq2.cn",
    {
      from: '"三井住友カード" <info@kx8vtq2.cn>',
      subject: "【重要】三井住友カード ご利用制限のお知らせ",
      html: `いつも三井住友カードをご利用いただきありがとうございます。第三者による不正利用の可能性があるため、カードのご利用を一時停止しました。<br>${a("https://kx8vtq2.cn/login/", "ご利用確認はこちら")}<br>${a("https://www.smbc-card.com/", "三井住友カード株式会社")}`,
    },
  ],
  [
    "card: statement",
    "saison",
    "netanswer-check.shop",
    {
      from: '"セゾンカード" <mail@ncdrkq.com>',
      subject: "セゾンカード ご請求金額確定のご案内",
      html: `Netアンサーで明細をご確認ください。24時間以内にご確認いただけない場合、アカウントを停止いたします。${a("http://netanswer-check.shop/jp", "Netアンサーにログイン")}`,
    },
  ],
  [
    "card: points",
    "epos",
    "eposnet.club",
    {
      from: '"エポスカード" <no-reply@eposcard.co.jp>',
      subject: "【エポスカード】ポイント失効のお知らせ",
      dmarc: "fail",
      html: `エポスカード会員の皆様へ。ポイントの有効期限が本日中となっております。${a("https://eposnet.club/p", "交換手続きはこちら")}`,
    },
  ],
  [
    "card: JCB",
    "jcb",
    "my.jcb.co.jp.vkdq.top",
    {
      from: '"MyJCB" <myjcb@vkdq.top>',
      subject: "MyJCBご本人確認のお願い",
      html: `JCBカードをご利用いただきありがとうございます。本人確認が必要です。${a("https://my.jcb.co.jp.vkdq.top/", "https://my.jcb.co.jp/")}`,
    },
  ],
  [
    "bank: transfer stopped",
    "mufg-bank",
    "tanaka-kensetu.com",
    {
      from: '"三菱ＵＦＪ銀行" <direct@mail-bk.work>',
      subject: "【三菱ＵＦＪ銀行】お取引の制限について",
      html: `三菱ＵＦＪ銀行のお客様へ。お取引を一時的に制限させていただきました。至急お手続きください。${a("https://tanaka-kensetu.com/wp-content/b/", "制限を解除する")}`,
    },
  ],
  [
    "bank: online bank",
    "sbi-bank",
    "netbk.evilkzq.com",
    {
      from: '"住信SBIネット銀行" <post@evilkzq.com>',
      subject: "住信SBIネット銀行 重要なお知らせ",
      html: `お客様の口座に異常なログインがありました。${a("https://netbk.evilkzq.com/", "ログインして確認")}`,
    },
  ],
  [
    "bank: disguised letters",
    "smbc",
    "smbcdirect.xyz",
    {
      from: '"三丼住友銀行" <a@smbcdirect.xyz>',
      subject: "SMBCダイレクト ご利用停止",
      html: `口座の利用を停止しました。48時間以内に確認してください。${a("https://smbcdirect.xyz/", "こちら")}`,
    },
  ],
  [
    "bank: post",
    "yucho",
    "yucho-bank.icu",
    {
      from: '"ゆうちょ銀行" <info@yucho-bank.icu>',
      subject: "【ゆうちょ銀行】本人認証サービス",
      html: `ゆうちょダイレクトをご利用のお客様へ。口座を凍結いたしました。${a("https://yucho-bank.icu/", "凍結を解除")}`,
    },
  ],
  [
    "broker",
    "monex",
    "monex-auth.vip",
    {
      from: '"マネックス証券" <no-reply@zxq1.com>',
      subject: "【マネックス証券】多要素認証の必須化",
      html: `お客様のお取引を制限いたしました。本日中に設定してください。${a("https://monex-auth.vip/sign", "設定する")}`,
    },
  ],
  [
    "shop: payment failed",
    "amazon",
    "keiyakqnzv.top",
    {
      from: '"Amazon" <Amazon.co.jp@bmcw.cn>',
      subject: "【Amazon】お支払い方法に問題があります",
      html: `Amazonプライムをご利用いただきありがとうございます。お支払い方法が承認されませんでした。24時間以内に更新してください。${a("https://keiyakqnzv.top/sign-in", "お支払い方法を更新")} ${a("https://www.amazon.co.jp/help", "ヘルプ")}`,
    },
  ],
  [
    "shop: flea market",
    "mercari",
    "mercari-jp.lol",
    {
      from: '"メルカリ" <no-reply@mercari-jp.lol>',
      subject: "メルカリ アカウント利用制限",
      html: `メルカリ事務局です。アカウントの利用を制限しました。${a("https://mercari-jp.lol/", "制限解除はこちら")}`,
    },
  ],
  [
    "shop: mall",
    "rakuten",
    "r-kuten.pages.dev",
    {
      from: '"楽天市場" <order@rkt-mail.cfd>',
      subject: "【楽天市場】注文内容ご確認(自動配信メール)",
      html: `楽天市場をご利用いただきありがとうございます。身に覚えのない場合は至急キャンセルしてください。${a("https://r-kuten.pages.dev/", "キャンセル手続き")}`,
    },
  ],
  [
    "parcel: missed",
    "yamato",
    "kuronekoyamatq.com",
    {
      from: '"ヤマト運輸" <mail@kuronekoyamatq.com>',
      subject: "【ヤマト運輸】お届け不在のお知らせ",
      html: `ヤマト運輸株式会社です。ご不在のため荷物を持ち帰りました。${a("https://kuronekoyamatq.com/", "再配達のお申し込み")}`,
    },
  ],
  [
    "parcel: customs",
    "japan-post",
    "jppost-kaq.duckdns.org",
    {
      from: '"日本郵便" <info@d1.jp-post.work>',
      subject: "【日本郵便】お荷物の住所確認",
      html: `日本郵便をご利用いただきありがとうございます。住所不備のため配達できません。期限内にご確認ください。${a("http://jppost-kaq.duckdns.org/", "配送状況を確認")}`,
    },
  ],
  [
    "tax",
    "nta",
    "e-tax-kokuzei.info",
    {
      from: '"国税庁" <e-tax@lfqz.cn>',
      subject: "【国税庁】未払い税金のお知らせ",
      html: `国税庁からの重要なお知らせです。納付期限が過ぎています。納付がない場合は差押えとなります。${a("https://e-tax-kokuzei.info/", "納付手続きはこちら")}`,
    },
  ],
  [
    "railway",
    "eki-net",
    "eki-net.vkxq.cn",
    {
      from: '"えきねっと" <info@eki-net.com>',
      subject: "【えきねっと】アカウントの自動退会処理について",
      dmarc: "fail",
      html: `えきねっとをご利用いただきありがとうございます。最終ログインから2年以上経過したため自動退会となります。${a("https://eki-net.vkxq.cn/", "ログインはこちら")}`,
    },
  ],
  [
    "toll",
    "etc-meisai",
    "etc-meisai.kxq.cn",
    {
      from: '"ETC利用照会サービス" <etc@kxq.cn>',
      subject: "【ETC利用照会サービス】解約予告のお知らせ",
      html: `ETC利用照会サービス事務局です。450日間ログインがないためアカウントを停止します。${a("https://etc-meisai.kxq.cn/", "ログイン")}`,
    },
  ],
  [
    "carrier",
    "docomo",
    "dpay-kqz.com",
    {
      from: '"NTTドコモ" <d@dpay-kqz.com>',
      subject: "【NTTドコモ】dアカウント利用停止",
      html: `ドコモからの重要なお知らせ。料金の支払いが確認できません。${a("https://dpay-kqz.com/", "お支払い手続き")}`,
    },
  ],
  [
    "device account",
    "apple",
    "appleid.apple.com-verify.kq8z.top",
    {
      from: '"Apple サポート" <noreply@kq8z.top>',
      subject: "Apple IDのお支払い情報を更新してください",
      html: `お使いのApple IDに問題があります。Apple IDはロックされました。${a("https://appleid.apple.com-verify.kq8z.top/", "更新する")}`,
    },
  ],
  [
    "power",
    "tepco",
    "tepco-pay.top",
    {
      from: '"東京電力エナジーパートナー" <info@tepco-pay.top>',
      subject: "【東京電力】電気料金未払いのお知らせ",
      html: `東京電力エナジーパートナー株式会社です。本日中にお支払いがない場合、送電を停止します。${a("https://tepco-pay.top/", "お支払いはこちら")}`,
    },
  ],
  [
    "parcel, English",
    "usps",
    "usps-redelivery.sbs",
    {
      from: '"USPS" <track@usps-redelivery.sbs>',
      subject: "USPS: your package could not be delivered",
      html: `Your package is on hold. Confirm your address within 24 hours. ${a("https://usps-redelivery.sbs/t", "Confirm address")}`,
    },
  ],
  [
    "streaming, English",
    "netflix",
    "nfx-billing.web.app",
    {
      from: '"Netflix" <info@mail-nfx.co>',
      subject: "Your Netflix membership has been suspended",
      html: `Dear Netflix customer, your account has been suspended. Update your payment within 48 hours. ${a("https://nfx-billing.web.app/", "Update payment")} <br>© 2026 Netflix, Inc.`,
    },
  ],
  [
    "mailbox, English",
    "microsoft",
    "outlook-quota.a8d2k1x9.workers.dev",
    {
      from: '"Microsoft 365 Team" <it@quota-mail.net>',
      subject: "Microsoft 365 password expires today",
      html: `Your Microsoft 365 password will expire. Act now. ${a("https://outlook-quota.a8d2k1x9.workers.dev/", "Keep password")}`,
    },
  ],
  [
    "pay service, English",
    "paypal",
    "paypaI-service.com",
    {
      from: '"PayPal Service" <service@paypai-service.com>',
      subject: "Unusual activity on your PayPal account",
      html: `Dear PayPal customer, we noticed unusual activity. ${a("https://paypai-service.com/", "Verify your account")}`,
    },
  ],
];

describe("scam mails", () => {
  test.each(SCAMS)(
    "%s (%s): suspicious by the mail alone, malicious when the name is a day old",
    (_, brand, given, mail) => {
      const host = given.toLowerCase();
      expect(read(mail).claim).toBe(brand);
      expect(
        isBad(bandOf(mail, new URL(`https://${host}`).hostname.split(".").slice(-2).join(".")) ?? ""),
      ).toBe(true);
      expect(bandOf(mail, host.split(".").slice(-2).join("."), registeredDaysAgo(1))).toBe("malicious");
    },
  );

  test.each(SCAMS)("%s: official links in it are never bad, whatever their age", (_, __, host, mail) => {
    const tail = host.toLowerCase().split(".").slice(-2).join(".");
    for (const j of read(mail, registeredDaysAgo(1)).judged.filter((j) => !j.key.includes(tail)))
      expect(isBad(j.verdict.band), j.key).toBe(false);
  });
});

const footer = `${a("https://lists.example.net/mailman/listinfo/users", "list")} ${a("https://groups.example.org/archives/list/users/", "archive")}`;
const HONEST: readonly (readonly [string, Written])[] = [
  [
    "card: statement by the brand",
    {
      from: '"三井住友カード" <statement@vpass.ne.jp>',
      dmarc: "pass",
      subject: "【三井住友カード】お支払い金額のお知らせ",
      html: `いつも三井住友カードをご利用いただきありがとうございます。${a("https://www.smbc-card.com/mem/index.jsp", "Vpassで明細を確認")} ${a("https://www.kaiin-campaign.jp/", "キャンペーン")} ${a("https://click.cuenote.jp/c/abc", "配信停止")}`,
    },
  ],
  [
    "shop: order by the brand",
    {
      from: '"Amazon.co.jp" <auto-confirm@amazon.co.jp>',
      dmarc: "pass",
      subject: "Amazon.co.jpでのご注文",
      html: `Amazon.co.jpをご利用いただき、ありがとうございます。${a("https://www.amazon.co.jp/your-orders", "注文を確認する")} ${a("https://www.maker-shop-tanaka.jp/item", "出品者")}`,
    },
  ],
  [
    "parcel by the brand",
    {
      from: '"ヤマト運輸" <mail@kuronekoyamato.co.jp>',
      dmarc: "pass",
      subject: "お届け予定のお知らせ",
      html: `クロネコヤマトの宅急便をご利用いただきありがとうございます。${a("https://member.kms.kuronekoyamato.co.jp/parcel", "お届け日時の変更")}`,
    },
  ],
  [
    "railway by the brand",
    {
      from: '"えきねっと" <info@eki-net.com>',
      dmarc: "pass",
      subject: "【えきねっと】お申込完了のお知らせ",
      html: `えきねっとをご利用いただきありがとうございます。期限までにお受け取りください。${a("https://www.eki-net.com/personal/", "確認")} ${a("https://www.hotel-sakurakan.co.jp/", "ホテル")}`,
    },
  ],
  [
    "bank's warning of scams",
    {
      from: '"みずほ銀行" <mizuho@mizuhobank.co.jp>',
      dmarc: "pass",
      subject: "【みずほ銀行】不審なメールにご注意ください",
      html: `みずほ銀行をご利用のお客様へ。不正利用が増えています。本人確認を求めるメールに記載のリンクは開かないでください。${a("https://www.mizuhobank.co.jp/crime/", "詳しくは")} ${a("https://www.antiphishing.jp/", "フィッシング対策協議会")} ${a("https://www.keishicho.metro.tokyo.lg.jp/", "警視庁")}`,
    },
  ],
  [
    "newsletter naming brands",
    {
      from: '"技術ニュース" <news@tech-letter-weekly.com>',
      dmarc: "pass",
      subject: "今週の話題: Amazonの新製品とAppleの決算",
      html: `Amazonが新しい端末を発表しました。楽天市場でも購入できます。${a("https://tech-letter-weekly.com/2026/amazon", "続きを読む")} ${a("https://blog.gadget-fan-blog.net/apple", "Appleの決算")} ${a("https://notes.pages.dev/", "資料")} ${a("https://click.mlsend.com/link/c/abc", "配信停止")}`,
    },
  ],
  [
    "newsletter: cards accepted",
    {
      from: '"花の店" <shop@hana-mise-shop.jp>',
      dmarc: "pass",
      subject: "母の日ギフト 期限は本日中",
      html: `お支払いはVISA、JCB、PayPayがご利用いただけます。お早めに。${a("https://hana-mise-shop.jp/gift", "ギフトを見る")} ${a("https://hana.base.shop/items/1", "BASE店")}`,
    },
  ],
  [
    "newsletter: store badges",
    {
      from: '"レシピ" <hello@recipe-box-app.com>',
      dmarc: "pass",
      subject: "アプリを更新しました",
      html: `App StoreまたはGoogle Playで手に入れよう。${a("https://apps.apple.com/jp/app/id1", "App Store")} ${a("https://recipe-box-app.com/app", "アプリを更新")} ${a("https://recipe-box.vercel.app/", "試作版")}`,
    },
  ],
  [
    "point site about shops",
    {
      from: '"ポイ活" <mail@poikatsu-note.com>',
      dmarc: "pass",
      subject: "楽天カード入会で8,000ポイント",
      html: `楽天カード、イオンカード、エポスカードの比較です。${a("https://poikatsu-note.com/r/1", "詳細を確認")} ${a("https://px.a8.net/svt/ejp?a8mat=1", "申し込む")}`,
    },
  ],
  [
    "developer newsletter",
    {
      from: '"Edge Weekly" <hi@edge-weekly.dev>',
      dmarc: "pass",
      subject: "Workers tips, act now for early tickets",
      html: `${a("https://demo.someone.workers.dev/", "Demo")} ${a("https://octocat.github.io/notes/", "Notes")} ${a("https://edge-demo.pages.dev/login", "Login demo")} ${a("https://github.com/octocat/x", "GitHub")} ${a("https://www.eventbrite.com/e/1", "Tickets")}`,
    },
  ],
  [
    "mailing list on a brand's product",
    {
      from: '"T. Sato" <sato@univ-of-somewhere.ac.jp>',
      subject: "[users 1234] Outlookの設定",
      html: `Outlookでの設定方法です。${a("https://www.univ-of-somewhere.ac.jp/~sato/outlook.html", "手順")} ${footer}`,
    },
  ],
  [
    "forum on a wallet",
    {
      from: '"Forum" <noreply@hardware-forum.org>',
      dmarc: "pass",
      subject: "New reply: MetaMask and Ledger",
      html: `A member replied about MetaMask. ${a("https://hardware-forum.org/t/metamask/1", "View topic")} ${a("https://hardware-forum.org/unsubscribe", "unsubscribe")}`,
    },
  ],
  [
    "help desk naming a brand",
    {
      from: '"Acme Support" <support@acme.zendesk.com>',
      dmarc: "pass",
      subject: "[Request 42] Your Amazon order",
      html: `Thank you for contacting Acme about your Amazon order. Please reply within 3 days. ${a("https://acme.zendesk.com/hc/requests/42", "View request")}`,
    },
  ],
  [
    "community platform",
    {
      from: '"Acme Community" <community@mail.circle.so>',
      dmarc: "pass",
      subject: "Weekly digest: PayPal payouts",
      html: `Members talk about PayPal and Stripe. ${a("https://acme.circle.so/c/payouts", "Read")} ${a("https://login.circle.so/sign_in", "Sign in")}`,
    },
  ],
  [
    "code host",
    {
      from: '"GitHub" <noreply@github.com>',
      dmarc: "pass",
      subject: "[acme/app] Update Amazon SDK (#12)",
      html: `${a("https://github.com/acme/app/pull/12", "View it on GitHub")} ${a("https://app-git-update-acme.vercel.app/", "Preview")}`,
    },
  ],
  [
    "tickets",
    {
      from: '"Eventbrite" <noreply@event.eventbrite.com>',
      dmarc: "pass",
      subject: "Your tickets for Google Developers meetup",
      html: `${a("https://www.eventbrite.com/e/2", "View tickets")} ${a("https://www.gdg-somewhere.org/", "Organiser")}`,
    },
  ],
  [
    "invoice by a billing service",
    {
      from: '"Acme Inc. via Stripe" <invoice+statements@stripe.com>',
      dmarc: "pass",
      subject: "Your receipt from Acme Inc. #1",
      html: `Payment method: Visa ending 1234. ${a("https://invoice.stripe.com/i/acct_1", "View invoice")} ${a("https://acme-incorporated.com/", "acme-incorporated.com")}`,
    },
  ],
  [
    "invoice by a bookkeeping service",
    {
      from: '"田中商事 (freee)" <noreply@freee.co.jp>',
      dmarc: "pass",
      subject: "田中商事より請求書が届いています",
      html: `お支払い期限までにお振込ください。みずほ銀行 本店。${a("https://invoice.secure.freee.co.jp/d/1", "請求書を確認")} ${a("https://tanaka-shoji.co.jp/", "田中商事")}`,
    },
  ],
  [
    "file by a share service",
    {
      from: '"Dropbox" <no-reply@dropbox.com>',
      dmarc: "pass",
      subject: "Sato shared a file with you",
      html: `${a("https://www.dropbox.com/scl/fi/1", "View file")}`,
    },
  ],
];

describe("honest mails", () => {
  test.each(HONEST)("%s: nothing in it is suspicious or listed, even where a name is new", (_, mail) => {
    const { judged } = read(mail);
    expect(judged.length).toBeGreaterThan(0);
    expect(judged.filter((j) => isBad(j.verdict.band)).map((j) => j.key)).toEqual([]);
    const listed = read(mail, registeredDaysAgo(200)).judged.filter((j) => j.isListed);
    expect(listed.map((j) => j.key)).toEqual([]);
  });
});
