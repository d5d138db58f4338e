import { type PhoneNumber, parsePhoneNumberFromString } from "libphonenumber-js/core";
import { PHONE_METADATA } from "../data/phone-metadata.ts";
import type { Phone } from "../domain/sighting.ts";
import { PHONES_MAX } from "../limits.ts";

/**
 * Phone numbers in text, most of all Japanese ones, which the field's tools do not find.
 *
 *   0120-959-684  (0120)959-684  ０１２０－９５９－６８４  TEL:0120959684  => +81120959684, toll_free
 *   03(1234)5678  050-3123-4567  090 1234 5678  0570-012-345            => fixed, ip, mobile, navi
 *   +81-(0)3-1234-5678   +1 (206) 922-0880   1-888-280-4331             => E.164
 *   〒153-0063  2026-02-10  令和8年  1,000円  123-4567890-1234567        => nothing
 *   4980 0123 4567 8901 (card)  10.0.0.1  https://x.example/0120959684  => nothing
 *   注文番号 0312345678                                                  => nothing: a bare number of something else
 *
 * Every hit is checked against the numbering plan. At most PHONES_MAX, each once. Pure, linear.
 */
export function findPhones(text: string): Phone[] {
  const folded = maskLinks(fold(text));
  const found = new Map<string, Phone>();
  const tried = new Set<string>();
  for (const candidate of candidates(folded)) {
    if (found.size >= PHONES_MAX || tried.size >= CANDIDATES_MAX) break;
    const digits = candidate.text.replace(/[^\d+]/gu, "");
    if (tried.has(digits)) continue;
    const phone = toPhone(candidate);
    // Only a bare number can be something else in one place and a phone number in another.
    if (phone !== null || candidate.isSeparated) tried.add(digits);
    if (phone !== null && !found.has(phone.e164 ?? digits)) found.set(phone.e164 ?? digits, phone);
  }
  return [...found.values()];
}

/** Checking one costs about 20 µs; real mails have under 20, a mail of nothing but numbers 70,000. */
const CANDIDATES_MAX = 1_000;

const DASHES = /[\u2010-\u2015\u2212\u30fc\uff0d\uff70]/gu;

/** Full-width letters, digits and signs to ASCII, all dashes to one; positions stay the same. */
function fold(text: string): string {
  return text
    .replace(/[\uff01-\uff0c\uff0e-\uff5e]/gu, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[\u3000\u00a0\t]/gu, " ")
    .replace(DASHES, "-");
}

/** Digits in links and addresses are no phone numbers: they are blotted out by letters. */
function maskLinks(text: string): string {
  return text
    .replace(/(?:https?:\/\/|www\.)[!#-;=?-~]+/giu, (link) => "x".repeat(link.length))
    .replace(/(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,255}/gu, (address) => "x".repeat(address.length));
}

interface Candidate {
  readonly text: string;
  readonly form: "japanese" | "international" | "american";
  readonly isSeparated: boolean;
  /** What stands just before it, at most CONTEXT_CHARS characters. */
  readonly before: string;
}

/** `注文番号：` and a few spaces. */
const CONTEXT_CHARS = 16;

const GAP = String.raw`\)? {0,2}[-.]? {0,2}\(?`;
/** No digit, letter or joined number before it, except a word for telephone written right before. */
const START = String.raw`(?:(?<=tel|fax|phone|call)|(?<![\w#@=&%+])(?<!\d[.,/:])(?<![A-Za-z\d]-))`;
/** No digit, and no joined number, after it. */
const END = String.raw`(?!\d|[-.,/]\d|[A-Za-z_@])`;

const JAPANESE = String.raw`\(?0\d{1,4}${GAP}\d{1,4}${GAP}\d{3,4}|\(?0\d{1,4}${GAP}\d{6,8}|0\d{9,10}`;
const INTERNATIONAL = String.raw`\+ ?[1-9]\d{0,2}(?:${GAP}\d{1,12}){1,6}`;
const AMERICAN = String.raw`(?:1[-. ]{1,2})?\(?[2-9]\d\d\)?[-. ]{1,2}\d{3}[-. ]\d{4}`;

function* candidates(text: string): Generator<Candidate> {
  const pattern = new RegExp(
    `(?<international>${INTERNATIONAL})${END}|${START}(?:(?<japanese>${JAPANESE})|(?<american>${AMERICAN}))${END}`,
    "giu",
  );
  for (const match of text.matchAll(pattern)) {
    const [raw] = match;
    const end = match.index + raw.length;
    const isSeparated = /\d\D+\d/u.test(raw);
    // Groups of digits with spaces before or after are one longer number: a card, a parcel.
    const isPartOfRow =
      /\d \d/u.test(raw) &&
      (/\d $/u.test(text.slice(match.index - 2, match.index)) || /^ \d/u.test(text.slice(end, end + 2)));
    const form = match.groups?.international
      ? "international"
      : match.groups?.japanese
        ? "japanese"
        : "american";
    if (form !== "international" && isPartOfRow) continue;
    yield {
      text: raw,
      form,
      isSeparated,
      before: text.slice(Math.max(0, match.index - CONTEXT_CHARS), match.index),
    };
  }
}

const PHONE_WORD =
  /(?:電話|℡|☎|☏|📞|tel|fax|phone|call|ダイヤル|ダイアル|コールセンター|窓口|連絡先|問い?合わ?せ先?|携帯|mobile|dial)\D{0,12}$/iu;
const OTHER_NUMBER =
  /(?:(?:注文|受付|会員|伝票|追跡|送り状|お客様|顧客|管理|契約|口座|照会|整理|取引|問い?合わ?せ|問合)(?:番号|id|no\.?)|口座|カード|〒|order|tracking|invoice|account|member|ref(?:erence)?|code|コード|no\.?|#|id|番号)\s*[:：]?\s*$/iu;

function isOtherNumber(before: string): boolean {
  return (
    OTHER_NUMBER.test(before) &&
    !/電話番号\s*[:：]?\s*$|(?:phone|tel)\s*(?:no\.?|number)\s*[:：]?\s*$/iu.test(before)
  );
}

function toPhone(candidate: Candidate): Phone | null {
  if (isOtherNumber(candidate.before)) return null;
  if (candidate.form === "international") return fromInternational(candidate.text);
  return candidate.form === "japanese" ? fromJapanese(candidate) : fromAmerican(candidate);
}

/** Digits that follow after a space may belong to the next word: groups are dropped from the end. */
function fromInternational(text: string): Phone | null {
  for (let rest = text; rest.replace(/\D/gu, "").length >= 7; rest = rest.replace(/[^\d]+\d+\)?$/u, "")) {
    const number = parse(rest.replace(/\(0\)/u, ""));
    if (number) return describe(rest, number);
    if (!/\d[^\d]+\d+\)?$/u.test(rest)) return null;
  }
  return null;
}

function fromJapanese({ text, isSeparated, before }: Candidate): Phone | null {
  const digits = text.replace(/\D/gu, "");
  if (digits.length !== 10 && digits.length !== 11) return null;
  const isService = /^0(?:120|570|990|180|800)/u.test(digits);
  // Subscriber numbers end in four digits; only service numbers are also written 0120-959-684.
  if (isSeparated && !isService && !/\d{4}$/u.test(text)) return null;
  const number = parse(digits);
  if (!number) return null;
  const isPlainFixed = !isSeparated && number.getType() === "FIXED_LINE";
  return isPlainFixed && !PHONE_WORD.test(before) ? null : describe(text, number);
}

/** Without a country code only toll-free codes, or a word for telephone, tell that it is one. */
function fromAmerican({ text, before }: Candidate): Phone | null {
  const digits = text.replace(/\D/gu, "").replace(/^1(?=\d{10}$)/u, "");
  const isTollFree = /^8(?:00|33|44|55|66|77|88)/u.test(digits);
  if (!isTollFree && !PHONE_WORD.test(before)) return null;
  const number = parse(`+1${digits}`);
  return number && describe(text, number);
}

/** A number without "+" is read as Japanese. `null`: the numbering plan has no such number. */
function parse(text: string): PhoneNumber | null {
  const number = parsePhoneNumberFromString(text, "JP", PHONE_METADATA);
  return number?.isValid() === true ? number : null;
}

function describe(text: string, number: PhoneNumber): Phone {
  return { text: text.trim(), e164: number.number, country: number.country ?? null, kind: kindOf(number) };
}

function kindOf(number: PhoneNumber): Phone["kind"] {
  switch (number.getType()) {
    case "TOLL_FREE":
      return "toll_free";
    case "UAN":
      return "navi";
    case "VOIP":
      return "ip";
    case "MOBILE":
      return "mobile";
    case "FIXED_LINE":
      return "fixed";
    case "PREMIUM_RATE":
      return "premium";
    default:
      return "unknown";
  }
}
