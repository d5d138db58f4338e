import { isIpAddress } from "../domain/hostname.ts";
import { brandOf, ownerOf } from "./brand-domains.ts";
import {
  LONG_BY_PIECE,
  LONG_BY_TAIL,
  PIECE_CHARS,
  SUBSTRING_CHARS_MIN,
  TOKEN_BY_KEY,
  TOKEN_BY_TEXT,
  type Token,
} from "./brand-tokens.ts";
import { hostKey } from "./fold.ts";
import { hostParts } from "./host-parts.ts";

/** How a foreign host borrows a brand's name. */
export interface BorrowedName {
  readonly brand: string;
  /** The brand's token as it is compared: `amazon`. */
  readonly token: string;
  readonly kind: BorrowKind;
}

/**
 * `token`      amazon-login.example, myamazon.example  the name beside other words
 * `bait`       amazon-security.example                 the name beside a word that asks for trust
 * `subdomain`  amazon.evil.example, amazon.co.jp.evil.example
 * `lookalike`  amaz0n.example, arnazon.example         letters that look alike
 * `misspelt`   micorsoft.example                       one letter off, long names only
 */
export type BorrowKind = "token" | "bait" | "subdomain" | "lookalike" | "misspelt";

/** One letter off is a coincidence among shorter names. */
const MISSPELT_CHARS_MIN = 8;
const HOST_CHARS_MAX = 253;

const BAIT =
  /^(?:log-?in|sign-?in|secure|security|account|accounts|verify|verification|update|support|service|services|card|cards|bank|banking|member|members|membership|info|infomation|net|web|app|online|auth|id|ids|pay|payment|billing|client|customer|help|center|co|jp|com|cojp|co-jp|www|my|user|users|mail|email|safe|confirm|unlock|alert|recovery|portal|access|authen|point|points|kk|cn|top|us|uk|tokyo|japan|nihon|mobile|smart|direct|shop|store|buy|prime|ec|page|home|site|group|corp|inc|team|notice|refund|tax|delivery|track|tracking|post|express|parcel|package)+\d{0,4}$/;

/**
 * The brand whose name a foreign host borrows. `null`: none, or the host is official itself.
 * `host` is canonical; labels `xn--` are compared by the text that a reader sees (`shown`).
 */
export function findBorrowedName(host: string, shown: string = host): BorrowedName | null {
  const key = shown === host ? host : `${host} ${shown}`;
  const known = KNOWN.get(key);
  if (known !== undefined) return known;
  const found = borrowedBy(host, shown);
  // Asked when a mail's brand is looked for, and again for each of its links' verdicts.
  if (KNOWN.size >= KNOWN_MAX) KNOWN.clear();
  KNOWN.set(key, found);
  return found;
}

/** Answers for the hosts of the mail at hand; what is kept changes the time alone. */
const KNOWN = new Map<string, BorrowedName | null>();
const KNOWN_MAX = 500;

function borrowedBy(host: string, shown: string): BorrowedName | null {
  if (host.length > HOST_CHARS_MAX || isIpAddress(host) || ownerOf(host) !== null) return null;
  const { suffix } = hostParts(host);
  const labels = shown.split(".").slice(0, -suffix.split(".").length);
  for (let i = labels.length - 1; i >= 0; i--) {
    const isRegistrable = i === labels.length - 1;
    const found = inLabel(labels[i] as string, isRegistrable);
    if (found !== null) return isRegistrable ? found : { ...found, kind: "subdomain" };
  }
  return officialInFront(labels.slice(0, -1));
}

/** A whole official domain put in front: `apple.com.evil.cn`, `line.me.evil.top`. */
function officialInFront(subdomains: readonly string[]): BorrowedName | null {
  for (let end = subdomains.length; end >= 2; end--) {
    const name = subdomains.slice(0, end).join(".");
    const brand = brandOf(name);
    if (brand !== null) return { brand: brand.id, token: name, kind: "subdomain" };
  }
  return null;
}

function inLabel(label: string, isRegistrable: boolean): BorrowedName | null {
  const compact = label.replaceAll("-", "");
  const whole = wholeWord(label, compact, isRegistrable);
  if (whole !== null) return whole;
  const token = tokenInside(compact, (t) => t.text);
  if (token !== null) {
    const at = compact.indexOf(token.text);
    const rest = compact.slice(0, at) + compact.slice(at + token.text.length);
    return borrowed(token, rest === "" ? "subdomain" : isBait(rest) ? "bait" : "token");
  }
  return lookalike(label, compact);
}

function wholeWord(label: string, compact: string, isRegistrable: boolean): BorrowedName | null {
  const exact = TOKEN_BY_TEXT.get(compact);
  // `jcb.example` and `aplus.example` may be anybody's; a long name under a foreign suffix is not.
  if (exact !== undefined && (!isRegistrable || isTelling(exact)))
    return borrowed(exact, isRegistrable ? "token" : "subdomain");
  const words = label.split("-");
  if (words.length < 2) return null;
  for (const word of words) {
    const token = TOKEN_BY_TEXT.get(word);
    if (token === undefined) continue;
    const others = words.filter((w) => w !== word);
    if (others.some(isBait)) return borrowed(token, "bait");
    if (isTelling(token)) return borrowed(token, "token");
  }
  return null;
}

function isTelling(token: Token): boolean {
  return token.text.length >= SUBSTRING_CHARS_MIN && !token.isOrdinaryWord;
}

function isBait(word: string): boolean {
  return word.length <= BAIT_CHARS_MAX && BAIT.test(word);
}
const BAIT_CHARS_MAX = 24;

function lookalike(label: string, compact: string): BorrowedName | null {
  for (const part of [compact, ...label.split("-")]) {
    const token = TOKEN_BY_KEY.get(hostKey(part));
    if (token !== undefined && token.text !== part && token.text.length >= 5 && !token.isOrdinaryWord)
      return borrowed(token, "lookalike");
  }
  const key = hostKey(compact);
  const inside = key === compact ? null : tokenInside(key, (t) => t.key);
  if (inside !== null) return borrowed(inside, "lookalike");
  const near = misspeltToken(compact);
  return near === null ? null : borrowed(near, "misspelt");
}

/** The longest token that stands inside the label. */
function tokenInside(text: string, spell: (token: Token) => string): Token | null {
  let best: Token | null = null;
  for (let at = 0; at + PIECE_CHARS <= text.length; at++)
    for (const token of LONG_BY_PIECE.get(text.slice(at, at + PIECE_CHARS)) ?? [])
      if (text.startsWith(spell(token), at) && token.text.length > (best?.text.length ?? 0)) best = token;
  return best;
}

/** One edit in eight letters or more leaves the first or the last four as they are. */
function misspeltToken(text: string): Token | null {
  const candidates = [
    ...(LONG_BY_PIECE.get(text.slice(0, PIECE_CHARS)) ?? []),
    ...(LONG_BY_TAIL.get(text.slice(-PIECE_CHARS)) ?? []),
  ];
  return candidates.find((t) => t.text.length >= MISSPELT_CHARS_MIN && isOneOff(text, t.text)) ?? null;
}

function borrowed(token: Token, kind: BorrowKind): BorrowedName {
  return { brand: token.brand, token: token.text, kind };
}

/** Optimal string alignment distance of exactly one: a letter added, lost, changed, or two swapped. */
export function isOneOff(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  let j = 0;
  while (j < Math.min(a.length, b.length) - i && a[a.length - 1 - j] === b[b.length - 1 - j]) j++;
  const left = a.length - i - j;
  const right = b.length - i - j;
  if (left <= 1 && right <= 1) return true;
  return left === 2 && right === 2 && a[i] === b[i + 1] && a[i + 1] === b[i];
}
