import type { Brand } from "../data/brands.ts";
import type { BrandClaim } from "../domain/mail-record.ts";
import type { Extraction } from "../domain/sighting.ts";
import { brandOf, brandById as brandOfId, isBrandDomain, senderBrandOf } from "./brand-domains.ts";
import { findBrandNames, type NameHit } from "./brand-names.ts";
import { foldText } from "./fold.ts";
import { findBorrowedName } from "./lookalike.ts";

export { brandById, brandOf, isBrandDomain } from "./brand-domains.ts";

type Place = BrandClaim["saidIn"][number];

/** What a place is worth when several brands are named: who the mail says it is stands before what it is about. */
const WORTH: Readonly<Record<Place, number>> = {
  "display-name": 16,
  subject: 6,
  body: 4,
  "link-text": 3,
  host: 2,
};
const BODY_CLAIMS_MAX = 3;

/**
 * Which brand a mail claims to come from. `null`: it claims none. A brand that is only mentioned is no claim:
 *
 * claims:   From "Amazon"; 【楽天カード】ご利用確認; …をご利用いただき; © 2026 Amazon.com; "Dear PayPal customer"
 * mentions: "Amazon's new phone" in a newsletter; VISA, PayPal accepted; App Storeで手に入れよう; "follow us on Facebook"
 */
export function claimBrand(extraction: Extraction): BrandClaim | null {
  const tally = new Tally();
  claimsOfSender(extraction, tally);
  claimsOfSubject(extraction.subject, tally);
  claimsOfBody(extraction.body, tally);
  if (tally.isEmpty) claimsOfSigns(extraction, tally);
  claimsOfLinks(extraction, tally);
  return tally.best();
}

class Tally {
  readonly #brands = new Map<string, { worth: number; readonly places: Set<Place>; name: number }>();

  add(brand: Brand, place: Place, nameChars: number): void {
    const entry = this.#brands.get(brand.id) ?? { worth: 0, places: new Set<Place>(), name: 0 };
    const isRepeat = entry.places.has(place);
    if (!isRepeat || place === "body") entry.worth += isRepeat ? 1 : WORTH[place];
    entry.places.add(place);
    entry.name = Math.max(entry.name, nameChars);
    this.#brands.set(brand.id, entry);
  }

  get isEmpty(): boolean {
    return this.#brands.size === 0;
  }

  has(brand: string): boolean {
    return this.#brands.has(brand);
  }

  /** The most worth; the longer name when equal (楽天カード before 楽天). */
  best(): BrandClaim | null {
    const ranked = [...this.#brands].sort(([, a], [, b]) => b.worth - a.worth || b.name - a.name);
    const first = ranked[0];
    if (first === undefined) return null;
    return { brand: first[0], saidIn: PLACES.filter((p) => first[1].places.has(p)) };
  }
}

const PLACES: readonly Place[] = ["display-name", "subject", "body", "link-text", "host"];

function claimsOfSender({ sender }: Extraction, tally: Tally): void {
  const name = foldText(sender.displayed?.name ?? "")
    .replace(/["'“”]/g, "")
    .trim();
  for (const hit of findBrandNames(name))
    if (!hit.isOrdinaryWord || isWholeOrService(name, hit))
      tally.add(hit.brand, "display-name", hit.end - hit.start);
  const host = sender.displayed?.address.split("@").pop()?.toLowerCase() ?? "";
  const owner = MAILBOX_DOMAIN.test(sender.displayedDomain ?? host) ? null : senderBrandOf(host);
  if (owner !== null) tally.add(owner, "display-name", 0);
}

/** A person's mailbox at a provider is no claim to be the provider. */
const MAILBOX_DOMAIN =
  /^(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|aol|icloud|me|mac|att|comcast|naver|t-online|laposte|orange|free|bigpond|verizon|qq|nifty|jcom|zaq|ocn|docomo|ezweb|softbank|biglobe|plala|so-net|asahi-net|wakwak|pikara|sakura)\.(?:[a-z]{2,3})(?:\.[a-z]{2})?$/;

/** `apple`, `apple support`, `lineカスタマー`: not `chase miller`. */
function isWholeOrService(text: string, hit: NameHit): boolean {
  const rest = `${text.slice(0, hit.start)} ${text.slice(hit.end)}`.replace(SERVICE, "");
  return !/[a-z\u3041-\u30ff\u4e00-\u9fff]/.test(rest);
}
const SERVICE =
  /support|service|services|team|security|account|accounts|customer|care|center|centre|card|bank|id|pay|japan|jp|inc|corp|online|info|noreply|no-reply|notification|alert|株式会社|カスタマー|サポート|サービス|センター|カード|銀行|事務局|運営|公式|お客様|会員|セキュリティ|チーム|部|お知らせ|通知|ジャパン|日本/g;

const ACCOUNT_WORDS =
  /アカウント|支払|決済|利用|確認|本人|会員|停止|制限|更新|認証|ログイン|届け|配達|荷物|口座|取引|セキュリティ|請求|重要|緊急|異常|不正|暗証|パスワード|返金|還付|未納|納付|情報|account|payment|verif|suspend|invoice|security|deliver|package|parcel|billing|log-?in|password|sign-?in|confirm|refund|unusual|limited|locked|update/;

function claimsOfSubject(subject: string, tally: Tally): void {
  const text = foldText(subject);
  const hits = findBrandNames(text);
  for (const hit of hits) {
    const isBracketed =
      /[【[「《〔(]\s*$/.test(text.slice(0, hit.start)) && isClosedSoon(text.slice(hit.end));
    const isSentence =
      ACCOUNT_WORDS.test(text) && !/^(?:で|と|が|も|や|、|,)/.test(text.slice(hit.end)) && hits.length <= 2;
    if (isBracketed || (isSentence && !hit.isOrdinaryWord) || (isSentence && isFirstWord(text, hit)))
      tally.add(hit.brand, "subject", hit.end - hit.start);
  }
}

function isClosedSoon(after: string): boolean {
  return /^[^】\])」》〕]{0,12}[】\])」》〕]/.test(after);
}

/** Right at the start, or right after bracketed words: 「【重要】LINE…」. */
function isFirstWord(text: string, hit: NameHit): boolean {
  return hit.start === 0 || /[】\]」:：]\s*$/.test(text.slice(0, hit.start));
}

/** Before a name: 株式会社, ©, Copyright 2026, Dear. After: をご利用いただき, カスタマーサービス, customer. */
const CLAIM_BEFORE =
  /(?:株式会社|合同会社|©|\(c\)|copyright|dear|発行者?:|送信者:|配信元:|発行元:|運営会社:)\s*(?:(?:19|20)\d\d(?:\s?-\s?(?:19|20)\d\d)?)?\s*$/;
const CLAIM_AFTER =
  /^(?:株式会社|合同会社|カード|サービス|会員|アカウント|id|ネット|ダイレクト|の|\.co\.jp|\.com|、|を|に|は|」|』|\s){0,4}(?:ご利用(?:いただ|頂|ありがと|の(?:お客様|皆様))|お使い|ご愛顧|お客様(?:へ|各位|センター)|会員(?:の皆様|様|各位)|カスタマー(?:サービス|サポート|センター)|サポートセンター|セキュリティ(?:チーム|センター|システム|部)|事務局|運営事務局|インフォメーションセンター|より(?:の|重要な)?(?:お知らせ|ご連絡|ご案内|お荷物|荷物|お届け)|でございます|から(?:の|重要な)|アカウント(?:の|が|を|は|に)|株式会社|合同会社)/;
const CLAIM_AFTER_EN =
  /^(?:'s|®|™|\.com|,)?\s?(?:security team|support team|account team|service team|customer (?:service|support|care) team|account (?:has|was|will|is) )/;
const WINDOW_CHARS = 40;
/** A mail that names brands more often is a catalogue; its first names tell. */
const BODY_HITS_MAX = 100;

function claimsOfBody(body: string, tally: Tally): void {
  const text = foldText(body);
  let claims = 0;
  for (const hit of findBrandNames(text, BODY_HITS_MAX)) {
    const before = text.slice(Math.max(0, hit.start - WINDOW_CHARS), hit.start);
    const after = text.slice(hit.end, hit.end + WINDOW_CHARS);
    const isClaim = CLAIM_BEFORE.test(before) || CLAIM_AFTER.test(after) || CLAIM_AFTER_EN.test(after);
    if (!isClaim) continue;
    tally.add(hit.brand, "body", hit.end - hit.start);
    if (++claims > BODY_CLAIMS_MAX * 4) return;
  }
}

/** A mail that claims nothing in words may still sign with a brand's name on a line of its own. */
function claimsOfSigns({ body }: Extraction, tally: Tally): void {
  for (const raw of body.split("\n").slice(0, SIGN_LINES_MAX)) {
    if (raw.length > SIGN_CHARS_MAX) continue;
    const line = foldText(raw)
      .replace(/[-=_*■◆●▼━─\s]/g, " ")
      .trim();
    const hits = findBrandNames(line);
    const hit = hits[0];
    if (hits.length === 1 && hit !== undefined && hit.end - hit.start === line.length && !hit.isOrdinaryWord)
      tally.add(hit.brand, "body", hit.end - hit.start);
  }
}
const SIGN_LINES_MAX = 400;
const SIGN_CHARS_MAX = 40;

function claimsOfLinks({ links }: Extraction, tally: Tally): void {
  for (const link of links) {
    if (link.role !== "target") continue;
    const said = brandInLinkText(link.text);
    if (said !== null && tally.has(said.id) && !isBrandDomain(said.id, link.host))
      tally.add(said, "link-text", 0);
    const borrowed = findBorrowedName(link.host);
    const brand = borrowed === null ? null : brandOfId(borrowed.brand);
    if (brand !== null && (tally.has(brand.id) || (tally.isEmpty && borrowed?.kind !== "token")))
      tally.add(brand, "host", 0);
  }
}

/** The brand whose address stands as the visible text of a link. */
function brandInLinkText(text: string | null): Brand | null {
  const match = /(?:https?:\/\/|^|\s)((?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24})/i.exec(text ?? "");
  return match === null ? null : brandOf((match[1] as string).toLowerCase());
}
