import type { Pressure } from "../domain/mail-record.ts";
import type { Extraction, Link } from "../domain/sighting.ts";
import { isBrandDomain } from "./brand-domains.ts";

/** Phrases shown in the report; the first ones of the mail are enough. */
const PHRASES_MAX = 8;

/**
 * Deadlines and threats, as scam mails write them. Bounded repeats only: the text is hostile.
 *
 * good: 24時間以内に, 至急, アカウントを停止, within 24 hours, your account has been suspended
 * bad:  24時間営業, 停止中の工事, "24 hours a day", "suspended ceiling"
 */
const PHRASES: readonly RegExp[] = [
  /[0-90-9一二三四五六七八九十]{1,3}\s?(?:時間|日|営業日)以内(?:に|で)?/g,
  /(?:至急|大至急|緊急(?:の|連絡|通知|対応)|今すぐ(?:ご)?(?:確認|手続き|更新|対応|クリック)|直ちに|速やかに|お早めに|本日中に?|期限(?:が|まで|切れ|内に))/g,
  /(?:アカウント|口座|カード|サービス|ご利用|お取引|取引|会員資格|機能|アクセス)(?:の(?:一部)?(?:ご)?(?:利用)?)?(?:を|が|は)?(?:一時的?に?)?(?:ご)?(?:利用)?(?:停止|制限|凍結|ロック|解約|無効|失効|閉鎖|削除)/g,
  /(?:不正(?:な)?(?:利用|アクセス|ログイン|取引)|異常な?(?:ログイン|アクセス|取引|活動)|第三者(?:による|に)|身に覚え(?:の|が)ない|本人確認)/g,
  /(?:支払い|お支払い|決済|更新|引き落とし)(?:方法)?(?:が|に|は|の)?(?:失敗|問題|確認できません|できませんでした|承認されません)/g,
  /\b(?:within|in the next|next)\s(?:the\s)?(?:next\s)?\d{1,3}\s?(?:hours?|hrs?|days?|business days)\b/gi,
  /\b(?:immediately|urgent(?:ly)?|as soon as possible|final (?:notice|warning|reminder)|last (?:notice|warning|reminder)|act now|action required)\b/gi,
  /\b(?:account|access|service|mailbox|card|membership|profile)\s(?:has been|will be|is|was|have been)\s(?:\w{1,15}\s)?(?:suspended|limited|locked|restricted|disabled|deactivated|terminated|closed|blocked|on hold)\b/gi,
  /\b(?:unusual|suspicious|unauthori[sz]ed)\s(?:sign-?in|login|activity|access|transaction|charge)s?\b/gi,
  /\b(?:verify|confirm|update|validate)\s(?:your|the)\s(?:\w{1,15}\s)?(?:account|identity|information|details|payment|billing|password|mailbox)\b/gi,
];

/** How the mail pushes its reader. `claimedBrand`: its own links never are the call to action. */
export function findPressure(extraction: Extraction, claimedBrand: string | null = null): Pressure {
  const text = `${extraction.subject}\n${extraction.body}`.normalize("NFKC");
  const found: { readonly at: number; readonly phrase: string }[] = [];
  for (const pattern of PHRASES)
    for (const match of text.matchAll(pattern)) {
      found.push({ at: match.index, phrase: match[0].trim() });
      if (found.length > PHRASES_MAX * PHRASES.length) break;
    }
  found.sort((a, b) => a.at - b.at);
  const urgency = [...new Set(found.map((f) => f.phrase))].slice(0, PHRASES_MAX);
  return { urgency, callToAction: callToAction(extraction.links, claimedBrand)?.text?.trim() || null };
}

const ACTION =
  /(?:こちら|確認|更新|ログイン|サインイン|手続き|お支払い|解除|認証|再開|クリック|登録|申請|受け取|変更|確定|照会|追跡|再配達)|\b(?:click|log ?in|sign ?in|verify|confirm|update|pay|unlock|restore|review|continue|track|claim|activate|secure|view)\b/i;

/** The link that the reader is asked to press: its words ask for an act, and it is not the brand's own. */
export function callToAction(links: readonly Link[], claimedBrand: string | null): Link | null {
  const foreign = links.filter(
    (l) =>
      l.role === "target" && !l.isHidden && !(claimedBrand !== null && isBrandDomain(claimedBrand, l.host)),
  );
  const asking = foreign.filter(
    (l) => l.text !== null && ACTION.test(l.text.normalize("NFKC")) && !FOOTER.test(l.text),
  );
  return asking[0] ?? null;
}

const FOOTER =
  /配信(?:停止|解除)|購読|メルマガ|プライバシ|利用規約|特定商取引|unsubscribe|privacy|preferences|terms|view (?:this|in|it)|browser/i;
