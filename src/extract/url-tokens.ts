/**
 * Tokens in URLs that tell one victim from another. What names the page stays.
 *
 *   /jp/login.php  /sign-in  /a1b2c3  ?id=20260211  ?lang=ja-JP          => kept
 *   /0f8fad5b-d9cb-469f-a165-70867728950e/  ?u=9f86d081884c7d659a2f      => ~token~
 *   ?t=eyJhbGciOi…  /c/AbC12xYz89QwErTy45uI                             => ~token~
 *   ?sid=k3jd82ma                                                        => ~token~, by its key
 *   docs.google.com/forms/d/e/1FAIpQLSd…/viewform                        => kept: it names the page
 *
 * Pure, linear. Called by redact.ts with what follows the host.
 */
export const TOKEN_MARK = "~token~";

/** `host` lower case, `tail` = path, query and fragment. Keeps every other character. */
export function redactTokens(host: string, tail: string): string {
  const page = pageIdRange(host, tail);
  return tail
    .replace(JWT, TOKEN_MARK)
    .replace(PIECE, (piece, offset: number) =>
      page !== null && offset >= page.start && offset < page.end
        ? piece
        : isToken(piece) || isKeyed(tail, offset, piece)
          ? TOKEN_MARK
          : piece,
    );
}

const JWT = /eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/gu;
/** A run of base64url; `+`, `/` and `=` of plain base64 only when percent-encoded, since they separate. */
const PIECE = /(?:[A-Za-z0-9_-]|%2[bBfF]|%3[dD])+/gu;

const UUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/iu;

function isToken(piece: string): boolean {
  if (piece.length < 16) return false;
  if (UUID.test(piece) || isHexToken(piece)) return true;
  // Long numbers identify; dates with times have at most 14 digits, milliseconds 13.
  if (/^\d{16,}$/u.test(piece)) return true;
  return piece.length >= 20 && !isPhrase(piece) && isRandom(piece);
}

function isHexToken(piece: string): boolean {
  return /^(?:[0-9a-f]{16,}|[0-9A-F]{16,})$/u.test(piece) && /\d/u.test(piece) && /[a-f]/iu.test(piece);
}

/** Words joined by hyphens or underscores: `how-to-reset-your-password-2026`. */
function isPhrase(piece: string): boolean {
  const words = piece.split(/[-_]+/u).filter((w) => w !== "");
  const plain = words.filter((w) => /^(?:[A-Z]?[a-z]+|[A-Z]+|\d{1,8})$/u.test(w) && w.length <= 16);
  return words.length >= 2 && plain.length * 3 >= words.length * 2;
}

/** Letters of both cases and digits take turns in chance text; in words and camelCase they come in rows. */
function isRandom(piece: string): boolean {
  let [turns, digits, last] = [0, 0, ""];
  for (const c of piece) {
    const kind = c <= "9" && c >= "0" ? "digit" : c <= "Z" && c >= "A" ? "upper" : "lower";
    if (kind === "digit") digits++;
    if (last !== "" && kind !== last) turns++;
    last = kind;
  }
  return digits === 0 ? turns >= piece.length * 0.35 : digits >= 2 && turns >= piece.length * 0.2;
}

/** Keys whose value tells who clicked, however short it is. */
const KEY =
  /[?&#;](?:(?:user|client|customer|member|victim|session|track(?:ing)?|recipient|subscriber|contact|mail)[_-]?(?:id|key|hash)|uid|sid|cid|rid|tid|token|tkn|auth|hash|sig|signature|session|key|jwt|utm_id|e?mail|rcpt)=$/iu;

function isKeyed(tail: string, offset: number, piece: string): boolean {
  if (piece.length < 8 || !/\d/u.test(piece) || !/[A-Za-z]/u.test(piece)) return false;
  return KEY.test(tail.slice(Math.max(0, offset - 24), offset));
}

/**
 * Services where a long id in the path names the page itself, seen by every visitor. Source: the public
 * URL forms of each service, 2026-11.
 */
const PAGE_IDS: readonly (readonly [host: RegExp, before: RegExp])[] = [
  [/(?:^|\.)google\.com$/u, /\/d\/(?:e\/)?|\/folders\/|\/view\//u],
  [/(?:^|\.)(?:dropbox|dropboxusercontent)\.com$/u, /\/(?:s|scl\/fi|scl\/fo|sh)\//u],
  [/(?:^|\.)(?:office|microsoft)\.com$/u, /\/(?:r|Pages\/ResponsePage\.aspx\?id=)\/?/u],
  [/(?:^|\.)notion\.(?:site|so)$/u, /\//u],
  [/(?:^|\.)(?:canva|figma|miro)\.com$/u, /\/(?:design|file|proto|board)\//u],
  [/(?:^|\.)(?:gist\.github|githubusercontent)\.com$/u, /\/[\w-]+\//u],
  [/(?:^|\.)(?:firebasestorage|storage)\.googleapis\.com$/u, /\/(?:v0\/b\/)?/u],
  [/^/u, /\/ip[fn]s\//u], // a content identifier on any gateway
];

function pageIdRange(host: string, tail: string): { readonly start: number; readonly end: number } | null {
  const path = tail.slice(0, 512);
  for (const [owner, before] of PAGE_IDS) {
    const match = owner.test(host) ? before.exec(path) : null;
    if (!match) continue;
    const start = match.index + match[0].length;
    return { start, end: start + (/^[^/?#&]*/u.exec(tail.slice(start))?.[0].length ?? 0) };
  }
  return null;
}
