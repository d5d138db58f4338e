import { canonicalHost } from "../domain/hostname.ts";
import type { Hop } from "../domain/sighting.ts";
import type { EpochSeconds } from "../domain/time.ts";

/**
 * One Received header => who handed the mail over, and to whom (RFC 5321 section 4.4, and the ways in
 * which servers depart from it).
 *
 *   from helo (rdns [ip]) by mx               Postfix, sendmail, Gmail, Amazon SES, iCloud, docomo
 *   from helo (unknown [ip]) by mx            the same without reverse DNS     => rdns null
 *   from rdns ([ip] helo=name) by mx          Exim; without "helo=" both names are the same
 *   from rdns (HELO name) (ident@ip) by mx    qmail, Yahoo (EHLO), Zimbra (LHLO)
 *   from helo (ip) by mx (ip) with Microsoft  Exchange, Outlook.com, Cloudflare => rdns null
 *   by 2002:a05:... with SMTP id              an inner hand-over              => ip, helo, rdns null
 *   from mail pickup service by ...           no client at all                => helo null
 *
 * Never believes a header: which ones can be believed is decided in trust.ts. Pure, linear.
 */
export type ReceivedFields = Omit<Hop, "isTrusted"> & {
  /** The receiving server looked the reverse name up forwards again, so its owner agreed to it. */
  readonly isRdnsConfirmed: boolean;
  /** There is a `from` clause, readable or not. */
  readonly hasClient: boolean;
};

/** `null` when the value holds neither a client, nor a server, nor a date. */
export function parseReceived(value: string): ReceivedFields | null {
  const { clauses, tail } = splitClauses(value.slice(0, RECEIVED_CHARS_MAX));
  const from = clauses.get("from");
  const client = from ? readClient(from, isQmailForm(clauses), value) : NO_CLIENT;
  const by = readBy(clauses.get("by"));
  const at = parseHopDate(tail);
  if (!from && by === null && at === null) return null;
  return { ...client, by, at, hasClient: from !== undefined };
}

/** Far above the longest seen (1.2 KB); more is padding. */
const RECEIVED_CHARS_MAX = 4_096;

interface Clause {
  readonly words: string[];
  readonly comments: string[];
}

type Client = Pick<ReceivedFields, "ip" | "helo" | "rdns" | "isRdnsConfirmed">;
const NO_CLIENT: Client = { ip: null, helo: null, rdns: null, isRdnsConfirmed: false };

/**
 * Cuts the value into clauses at the key words that stand outside comments. The first of each name
 * counts: XMail and IBM write a second `from`, the envelope sender, after `for`.
 */
function splitClauses(value: string): { clauses: Map<string, Clause>; tail: string } {
  const clauses = new Map<string, Clause>();
  let current: Clause = { words: [], comments: [] };
  let tail = "";
  for (const { text, kind, end } of tokens(value)) {
    if (kind === "comment") current.comments.push(text);
    else if (kind === "semicolon") {
      tail = value.slice(end);
      current = { words: [], comments: [] }; // the date is no part of the clause before it
    } else if (/^(?:from|by|with|id|for|via)$/iu.test(text)) {
      const name = text.toLowerCase();
      current = { words: [], comments: [] };
      if (!clauses.has(name) && (name !== "from" || clauses.size === 0)) clauses.set(name, current);
    } else current.words.push(text);
  }
  return { clauses, tail: tail || value };
}

interface Token {
  readonly text: string;
  readonly kind: "word" | "comment" | "semicolon";
  readonly end: number;
}

function* tokens(value: string): Generator<Token> {
  let i = 0;
  while (i < value.length) {
    const c = value[i] as string;
    if (/\s/u.test(c)) i++;
    else if (c === ";") yield { text: c, kind: "semicolon", end: ++i };
    else if (c === "(") {
      const start = i + 1;
      i = commentEnd(value, i);
      yield { text: value.slice(start, i - 1).trim(), kind: "comment", end: i };
    } else {
      const start = i;
      while (i < value.length && !/[\s;(]/u.test(value[i] as string)) i++;
      yield { text: value.slice(start, i), kind: "word", end: i };
    }
  }
}

/** Index after the bracket that closes the comment opened at `start`; comments nest (RFC 5322 3.2.2). */
function commentEnd(value: string, start: number): number {
  let depth = 0;
  for (let i = start; i < value.length; i++) {
    if (value[i] === "\\") i++;
    else if (value[i] === "(") depth++;
    else if (value[i] === ")" && --depth === 0) return i + 1;
  }
  return value.length + 1;
}

/**
 * qmail and its kin print `with SMTP` and no version comment after `by`; CriticalPath prints its version
 * alone, `(7.0.028)`. Both write the reverse name first and HELO only where it differs.
 */
function isQmailForm(clauses: ReadonlyMap<string, Clause>): boolean {
  const by = clauses.get("by");
  if (!by) return false;
  if (by.comments.some((c) => /^\d\.\d\.\d{3}/u.test(c))) return true;
  const how = clauses.get("with")?.words ?? [];
  const isPlain = how.length === 1 && /^(?:E?SMTPA?|LMTP)$/iu.test(how[0] as string) && !clauses.has("id");
  return isPlain && by.comments.every((c) => /qmail/iu.test(c));
}

/** A server's name; `localhost` (amavis, MXG) is replaced by the name in its comment. */
function readBy(clause: Clause | undefined): string | null {
  const word = clause?.words[0];
  if (!clause || word === undefined) return null;
  const name = word.replace(/[,.]+$/u, "").toLowerCase();
  if (name !== "localhost") return cleanIp(name) ?? name;
  const named = clause.comments
    .map((c) => /^([a-z0-9-]+(?:\.[a-z0-9-]+)+)\s+\[/iu.exec(c)?.[1])
    .find(Boolean);
  return named?.toLowerCase() ?? name;
}

/** Reads the `from` clause: its first word, then what the comments say of address, rDNS and HELO. */
function readClient(clause: Clause, isQmail: boolean, value: string): Client {
  const claimed = /,\s*claiming to be "([^"]*)"/u.exec(value)?.[1];
  const [word, next] = clause.words;
  // fetchmail writes the address as a word: `from localhost [127.0.0.1] by localhost`.
  const isAddressNext = clause.words.length === 2 && next?.startsWith("[") === true;
  const hasOneName = clause.words.length === 1 || isAddressNext || claimed !== undefined;
  const first = hasOneName ? readName(word) : null;
  const said = readComments(isAddressNext ? [next as string, ...clause.comments] : clause.comments);
  const literal = first === null ? null : cleanIp(first);
  const ip = said.ip ?? literal;
  if (ip === null) return { ...NO_CLIENT, helo: literal === null ? first : null };
  const helo = claimed ?? said.helo;
  const isFirstRdns = helo !== null || said.isVerified || (!said.hasNameWord && (isQmail || isExim(value)));
  const rdns = said.rdns ?? (isFirstRdns && literal === null ? first : null);
  return {
    ip,
    helo: helo ?? (literal !== null && said.ip === null ? null : first),
    rdns: rdns !== null && isHostName(rdns) ? rdns.toLowerCase() : null,
    isRdnsConfirmed: said.rdns !== null ? !said.isForged : isExim(value) || said.isVerified,
  };
}

/** Exim prints a name outside the brackets only after it looked it up both ways. */
function isExim(value: string): boolean {
  return /\(.{0,40}\bExim\b/u.test(value);
}

const NOT_SAID = {
  ip: null,
  rdns: null,
  helo: null,
  hasNameWord: false,
  isForged: false,
  isVerified: false,
} as const;

interface Said {
  readonly ip: string | null;
  readonly rdns: string | null;
  readonly helo: string | null;
  /** A word stood where the reverse name goes, be it only "unknown". */
  readonly hasNameWord: boolean;
  readonly isForged: boolean;
  readonly isVerified: boolean;
}

/**
 * The last comment of an address form wins: the client writes its HELO name first, and one that
 * contains `([192.0.2.1])` must not stand for the address that the server saw.
 */
function readComments(comments: readonly string[]): Said {
  let said: Said = NOT_SAID;
  for (const comment of comments) {
    const helo = /^(?:account \S+ )?(?:HELO|EHLO|LHLO)\b\s*(.*)$/iu.exec(comment);
    if (helo) said = { ...said, helo: readName(helo[1]) };
    const eximHelo = /(?:^|\s)helo=(\S+)/u.exec(comment)?.[1];
    if (eximHelo !== undefined && !helo) said = { ...said, helo: eximHelo };
    const seen = helo ? null : readAddress(comment);
    if (seen) said = { ...seen, helo: said.helo };
  }
  return said;
}

const BRACKETED = /^(?:(\S{1,255})\s+)?\[(?:IPv6:)?([0-9a-f:.]{2,60})\](?::\d{1,5})?(?:\s+(\S+))?/iu;
const BARE = /^(?:\S{1,255}@)?(?:IPv6:)?([0-9a-f:.]{2,60})$/iu;

function readAddress(comment: string): Omit<Said, "helo"> | null {
  const bracketed = BRACKETED.exec(comment);
  if (bracketed) {
    const [, before, address, after] = bracketed;
    const ip = cleanIp(address as string);
    const name = before?.replace(/^.*@/u, "") ?? (after?.includes("=") ? undefined : after);
    const rdns = name === undefined ? null : name.replace(/\.$/u, "").toLowerCase();
    return ip === null
      ? null
      : {
          ip,
          rdns: rdns !== null && isHostName(rdns) ? rdns : null,
          hasNameWord: name !== undefined && name !== "verified",
          isForged: comment.includes("may be forged"),
          isVerified: after === "verified",
        };
  }
  const ip = cleanIp(BARE.exec(comment)?.[1] ?? "");
  return ip === null ? null : { ...NOT_SAID, ip };
}

/** `[81.64.159.45]` stays in its brackets: RFC 5321 4.1.3 writes an address literal so. */
function readName(word: string | undefined): string | null {
  if (word === undefined || word === "" || /^<.*>$/u.test(word) || word.includes("@")) return null;
  return word.replace(/[.,]$/u, "");
}

/** "unknown", "softdnserr" and the like say that there was no name. */
function isHostName(text: string): boolean {
  return text === "localhost" || (/^[a-z0-9_-]+(?:\.[a-z0-9_-]+)+$/iu.test(text) && cleanIp(text) === null);
}

/**
 * An address in its normal form, without brackets, port and IPv4-mapping; `null`: it is none. Four
 * decimal numbers only: the short and octal forms of URLs mean nothing here.
 */
function cleanIp(text: string): string | null {
  const bare = text.replace(/^\[?(?:IPv6:)?(?:::ffff:(?=\d+\.))?/iu, "").replace(/\]?,?$/u, "");
  const v4 = /^(\d{1,3}(?:\.\d{1,3}){3})(?:[.:]\d{1,5})?$/u.exec(bare)?.[1];
  if (v4 !== undefined)
    return v4.split(".").every((n) => Number(n) <= 255 && String(Number(n)) === n) ? v4 : null;
  if (!/^[0-9a-f]*:[0-9a-f:.]*$/iu.test(bare)) return null;
  return canonicalHost(`[${bare}]`);
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const HOP_DATE =
  /(?<d>\d{1,2})[\s-]+(?<mon>[A-Z][a-z]{2})[\s-]+(?<y>\d{4})\s+(?<h>\d{1,2}):(?<m>\d\d)(?::(?<s>\d\d))?\s*(?<zone>[+-]\d{4}|[A-Z]{1,5})?/u;
const ISO_DATE =
  /(?<y>\d{4})-(?<n>\d\d)-(?<d>\d\d)[ T](?<h>\d\d):(?<m>\d\d):(?<s>\d\d)(?:\.\d+)?\s*(?<zone>[+-]\d{4}|[A-Z]{1,5})/u;
/** Minutes east of UTC; RFC 5322 4.3. Any other name of a zone is not guessed. */
const ZONE_MINUTES: Readonly<Record<string, number>> = {
  UT: 0, UTC: 0, GMT: 0, Z: 0, EST: -300, EDT: -240, CST: -360, CDT: -300, MST: -420, MDT: -360,
  PST: -480, PDT: -420, JST: 540,
}; // biome-ignore format: one row is read at a glance

function parseHopDate(text: string): EpochSeconds | null {
  const g = (HOP_DATE.exec(text) ?? ISO_DATE.exec(text))?.groups;
  if (!g) return null;
  const month = g.n === undefined ? MONTHS.indexOf((g.mon ?? "").toLowerCase()) : Number(g.n) - 1;
  const zone = zoneMinutes(g.zone);
  if (month < 0 || month > 11 || zone === null) return null;
  const ms = Date.UTC(Number(g.y), month, Number(g.d), Number(g.h), Number(g.m), Number(g.s ?? 0));
  return Number.isNaN(ms) ? null : ms / 1000 - zone * 60;
}

function zoneMinutes(zone: string | undefined): number | null {
  const digits = /^([+-])(\d\d)(\d\d)$/u.exec(zone ?? "");
  if (digits) return (digits[1] === "-" ? -1 : 1) * (Number(digits[2]) * 60 + Number(digits[3]));
  return ZONE_MINUTES[zone ?? ""] ?? null;
}
