import { md5, sha1, sha256 } from "../domain/digests.ts";
import type { Mailbox } from "../domain/message.ts";
import { type Form, type FormMatcher, literal, makeFormMatcher, toLower } from "./form-matcher.ts";

/**
 * What a recipient looks like in a mail, as regular expressions made of literals only.
 *
 *   taro.yamada@example.com   also taro.yamada=example.com (VERP), taro.yamadaexample.com (glued),
 *                             reversed, ROT13, hex, base64 at each of its three alignments,
 *                             MD5, SHA-1 and SHA-256 as hex and base64
 *   taro.yamada               alone, being distinctive; `info` and `amazon` are not
 *   山田 太郎                  anywhere; 山田 only in a greeting: 山田様
 *
 * Encodings that a layer of decoding undoes (percent, QP, entities, nested base64) are the business of
 * decoded-views.ts.
 */
export interface RecipientPatterns {
  /** Any letter case. */
  readonly folded: FormMatcher | null;
  /** Base64: letter case counts. */
  readonly exact: FormMatcher | null;
}

/** Everyone on the reader's side. Hashing them costs more than all else, and few texts have room for a hash. */
export interface Recipients {
  /** What can be in the text: hashes only where a run is long enough. */
  patternsFor(text: string): RecipientPatterns;
}

/** MD5, the shortest, has 21 characters of base64 that depend on it alone, and 32 of hex. */
const HASH_RUN = /[A-Za-z0-9+/_-]{21}/u;

/**
 * Beyond it building the patterns costs more than reading the mail: then every address in it is redacted,
 * plain or encoded, and only hashes and shifted base64 of the later ones stay.
 */
const RECIPIENTS_MAX = 20;

export function findableForms(recipients: readonly Mailbox[], extra: readonly string[]): Recipients {
  const addresses = new Set<string>();
  for (const text of [...recipients.map((r) => r.address), ...extra]) {
    const address = text.trim().replace(/^<|>$/gu, "");
    if (address.length <= ADDRESS_CHARS_MAX && /^[^\s@]+@[^\s@]+$/u.test(address)) addresses.add(address);
  }
  const folded: Form[] = [];
  const exact: Form[] = [];
  const known = [...addresses].slice(0, RECIPIENTS_MAX);
  for (const address of known) {
    addressForms(address, folded, exact);
    folded.push(...localForms(address));
  }
  for (const { name } of recipients.slice(0, RECIPIENTS_MAX)) folded.push(...nameForms(name));
  const every = addresses.size > RECIPIENTS_MAX ? ANY_ADDRESS : null;
  const patterns = (): RecipientPatterns => ({
    folded: makeFormMatcher(folded, true, every),
    exact: makeFormMatcher(exact, false, null),
  });
  const unhashed = patterns();
  let hashed: RecipientPatterns | null = null;
  const withHashes = (): RecipientPatterns => {
    for (const address of known) hashForms(address, folded, exact);
    return patterns();
  };
  return {
    patternsFor(text) {
      if (known.length === 0 || !HASH_RUN.test(text)) return unhashed;
      hashed ??= withHashes();
      return hashed;
    },
  };
}

/** RFC 5321 4.5.3.1: 64 for the local part, 255 for the domain. Nothing longer was ever delivered to. */
const ADDRESS_CHARS_MAX = 320;

const ANY_ADDRESS = String.raw`(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}`;

const plain = (lead: string): Form => ({ lead, endAt: null });

/** The text alone, where what stands on its two sides allows. */
function beside(lead: string, isAt: (text: string, start: number, end: number) => boolean): Form {
  return { lead, endAt: (text, _, start, end) => (isAt(text, start, end) ? end : -1) };
}

function addressForms(address: string, folded: Form[], exact: Form[]): void {
  const at = address.lastIndexOf("@");
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)];
  folded.push(maskable(address), plain(`${local}=${domain}`));
  if (local.length >= 4) folded.push(plain(local + domain));
  folded.push(plain([...address].reverse().join("")), plain(address.replace(/[a-z]/giu, rot13)));
  for (const written of new Set([address, address.toLowerCase(), address.toUpperCase()])) {
    const bytes = new TextEncoder().encode(written);
    folded.push(plain(hex(bytes)));
    for (let shift = 0; shift < 3; shift++) exact.push(...base64Core(bytes, shift).map(plain));
  }
}

function hashForms(address: string, folded: Form[], exact: Form[]): void {
  for (const written of new Set([address, address.toLowerCase()])) {
    const bytes = new TextEncoder().encode(written);
    for (const digest of [md5(bytes), sha1(bytes), sha256(bytes)]) {
      folded.push(plain(hex(digest)));
      exact.push(...base64Core(digest, 0).map(plain));
    }
  }
}

/**
 * Also as people mask an address: `taro[at]example[.]com`. Compared piece by piece: an expression of its own for
 * each recipient takes 0.2 ms to compile. Not one made of dots, which costs seconds.
 */
function maskable(address: string): Form {
  if (address.split(".").length > 8) return plain(address);
  const [lead = "", ...pieces] = toLower(address).split(/([.@])/u);
  const endAt: Form["endAt"] = (text, compared, _, end) => {
    let at = end;
    for (const piece of pieces) {
      at = piece === "." || piece === "@" ? endOfSign(text, at, piece) : endOfText(compared, at, piece);
      if (at < 0) return -1;
    }
    return at;
  };
  return { lead, endAt };
}

const MASKED_AT = /\s?[([{]\s?(?:at|@)\s?[)\]}]\s?/iuy;
const MASKED_DOT = /\s?[([{]\s?(?:dot|\.)\s?[)\]}]\s?/iuy;

function endOfSign(text: string, at: number, sign: "." | "@"): number {
  if (text[at] === sign) return at + 1;
  const masked = sign === "@" ? MASKED_AT : MASKED_DOT;
  masked.lastIndex = at;
  return masked.test(text) ? masked.lastIndex : -1;
}

function endOfText(compared: string, at: number, piece: string): number {
  return compared.startsWith(piece, at) ? at + piece.length : -1;
}

function rot13(letter: string): string {
  const code = letter.charCodeAt(0);
  return String.fromCharCode((code & 31) <= 13 ? code + 13 : code - 13);
}

function hex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += (byte < 16 ? "0" : "") + byte.toString(16);
  return text;
}

/** The characters that depend on these bytes alone when they begin `shift` bytes into a base64 group. */
function base64Core(bytes: Uint8Array, shift: number): string[] {
  const group = String.fromCharCode(...new Uint8Array(shift), ...bytes);
  const core = btoa(group).slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
  return [...new Set([core, core.replaceAll("+", "-").replaceAll("/", "_")])];
}

/** Names of roles (RFC 2142 and usage), and words that would make a text unreadable if they were cut out. */
const COMMON_WORDS: ReadonlySet<string> = new Set(
  (
    "info information support admin administrator sales contact contacts mail email user users hello noreply no-reply " +
    "donotreply postmaster hostmaster webmaster abuse security office service services customer customers member members " +
    "account accounts billing payment payments order orders news newsletter marketing recipient recipients redacted token " +
    "undisclosed undisclosed-recipients unknown undefined reception inquiry general support-jp お客様 ユーザー 会員 各位 関係者 担当者 管理者 受信者 利用者"
  ).split(" "),
);

/**
 * The local part alone. With a digit or a separator it is a handle and goes wherever it stands as a word;
 * plain letters may be a word or a brand, so they go only where somebody is addressed or identified.
 */
function localForms(address: string): Form[] {
  const local = address.slice(0, address.lastIndexOf("@")).toLowerCase();
  const untagged = local.replace(/\+.*$/u, "");
  return [...new Set([local, untagged])].flatMap((part) => {
    if (COMMON_WORDS.has(part)) return [];
    if (part.length >= 5 && /[a-z]/u.test(part) && /[\d._+-]/u.test(part)) return [word(part)];
    if (part.length < 4) return [];
    return [beside(part, isValue), ...greeted(part)];
  });
}

const isValue = (text: string, start: number, end: number): boolean =>
  /[=:]/u.test(text[start - 1] ?? "") && !/[a-z0-9.@-]/iu.test(text[end] ?? "");

/** Standing alone, not inside a longer word. */
function word(text: string): Form {
  return beside(
    text,
    (whole, start, end) => !isAlphanumeric(whole[start - 1]) && !isAlphanumeric(whole[end]),
  );
}

const isAlphanumeric = (char: string | undefined): boolean => /[a-z0-9]/iu.test(char ?? "");

/** The display name: whole wherever it stands if it is long enough, its parts in greetings. */
function nameForms(name: string): Form[] {
  const words = name
    .normalize("NFKC")
    .replace(/["'<>()（）]/gu, " ")
    .trim()
    .slice(0, NAME_CHARS_MAX)
    .split(/[\s,、]+/u)
    .filter((w) => w !== "" && !COMMON_WORDS.has(w.toLowerCase()));
  const whole = words.join("");
  if (words.length === 0 || whole.includes("@") || ORGANISATION.test(name)) return [];
  const isHan = JAPANESE_NAME.test(whole);
  const parts = new Set([...words, whole].filter(isNamePart));
  // Family names are mostly two characters, seldom three; a name without a space hides where it ends.
  if (isHan && words.length === 1 && whole.length >= 4) for (const n of [2, 3]) parts.add(whole.slice(0, n));
  const forms = [...parts].flatMap(greeted);
  const isDistinctive = isHan ? whole.length >= 4 : words.length >= 2 && whole.length >= 6;
  if (isDistinctive)
    for (const order of [words, [...words].reverse()]) forms.push(...wholeName(order, isHan));
  return forms;
}

/** The sender writes To as well: a "name" such as 三井住友カード would cut the brand out of the evidence. */
const ORGANISATION =
  /株式|銀行|会社|カード|証券|公庫|センター|サポート|サービス|公式|事務局|ポイント|ストア|ショップ|通知|\b(?:card|bank|support|service|services|center|centre|team|online|store|shop|inc|corp|ltd|co|prime|pay|notice|list)\b/iu;

/** A display name is cut there: it is compared whole, and real ones are far shorter. */
const NAME_CHARS_MAX = 100;
const JAPANESE_NAME = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々]{2,}$/u;

/** With or without spaces; for Japanese also what percent- or base64-decoding gives for it, byte by byte. */
function wholeName(order: readonly string[], isHan: boolean): Form[] {
  const [lead = "", ...others] = order;
  const gap = String.raw`[\s,、]{0,3}`;
  const rest = others.map((w) => gap + literal(w)).join("");
  if (!isHan) return [expression(lead, `${rest}(?<![a-z0-9]${literal(lead)}${rest})(?![a-z0-9])`)];
  const bytes = String.fromCharCode(...new TextEncoder().encode(order.join("")));
  return [expression(lead, rest), plain(bytes)];
}

/** Made when the lead is found: compiling costs more than reading most texts. */
function expression(lead: string, rest: string): Form {
  let compiled: RegExp | null = null;
  const endAt: Form["endAt"] = (text, _, start) => {
    compiled ??= new RegExp(literal(lead) + rest, "iuy");
    compiled.lastIndex = start;
    return compiled.test(text) ? compiled.lastIndex : -1;
  };
  return { lead, endAt };
}

function isNamePart(text: string): boolean {
  return JAPANESE_NAME.test(text) || text.length >= 4;
}

/** The same for everybody, so that no recipient costs an expression. */
function greeted(name: string): Form[] {
  return [
    beside(name, (text, start, end) => {
      if (
        !isHonoured(text, end) &&
        (!HAIL.test(text.slice(Math.max(0, start - HAIL_CHARS_MAX), start)) || isInWord(text, end))
      )
        return false;
      return !ENDS_IN_WORD.test(text.slice(Math.max(0, start - 2), start));
    }),
  ];
}

const HAIL = /(?:dear|hi|hello|hey|bonjour|hallo|hola)[\s,]{1,3}(?:m[rs]s?\.?\s)?$/iu;
/** `bonjour`, three separators, `mrs. `. */
const HAIL_CHARS_MAX = 15;
const ENDS_IN_WORD = /[\p{L}\d]$/u;
const IN_WORD = /[\p{L}\d]/uy;
const HONORIFIC = /[\s　]{0,3}(?:様|さま|さん|殿|先生|님)/uy;

function isInWord(text: string, at: number): boolean {
  IN_WORD.lastIndex = at;
  return IN_WORD.test(text);
}

function isHonoured(text: string, at: number): boolean {
  HONORIFIC.lastIndex = at;
  return HONORIFIC.test(text);
}
