import type { LimitReached, Mailbox } from "./message.ts";
import type { EpochSeconds } from "./time.ts";

/** Where in the mail a link stood. A link seen in several places lists each once. */
export type FoundIn =
  | "html-href"
  | "html-area"
  | "form-action"
  | "meta-refresh"
  | "iframe"
  | "html-script"
  | "html-text"
  | "text"
  | "subject"
  | "header"
  | "html-attachment"
  | "qr"
  | "pdf"
  | "ics"
  | "vcf"
  | "office"
  | "zip"
  | "msg";

/** How much of a place an entry names; chosen by the Public Suffix List and the shared-host table. */
export type Scope = "registrable" | "host" | "url";

/** The part a link plays in a chain such as SafeLinks -> google /url -> target. */
export type LinkRole = "target" | "wrapper" | "redirector";

/** One link that a person could be led to. */
export interface Link {
  /** Canonical and redacted: no recipient address, no per-victim token, no userinfo. */
  readonly url: string;
  /** Canonical host: ASCII lower case, an IP literal in its normal form (IPv6 without brackets). */
  readonly host: string;
  /** Registrable domain by the PSL with its private part; `null` for an IP or a bare suffix. */
  readonly domain: string | null;
  readonly scope: Scope;
  readonly role: LinkRole;
  /** Which rewriting a wrapper or redirector is (`proofpoint-v2`, `google`, `generic`); missing on a target. */
  readonly family?: string;
  readonly foundIn: readonly FoundIn[];
  /** Hosts of wrappers and redirectors that carried it, outermost first. */
  readonly via: readonly string[];
  /** The visible text of the anchor, at most LINK_TEXT_CHARS_MAX; `null` when it had none. */
  readonly text: string | null;
  /** Text that a reader cannot see (CSS, zero size) held it. */
  readonly isHidden: boolean;
  /** A wrapper whose target cannot be read offline (Mimecast codes, shorteners). */
  readonly isOpaque: boolean;
  /** What an opaque wrapper says of its target all the same (`domain: evil.example`); missing: nothing. */
  readonly tells?: Readonly<Record<string, string>>;
}

/** Not a link: an image, style or font that the mail program would load by itself. */
export interface Resource {
  readonly url: string;
  readonly host: string;
}

/** A link whose letters the writer masked (`htt*s://keiya*ensev.top/x`): shown, never stored as a name. */
export interface MaskedLink {
  readonly text: string;
  readonly foundIn: FoundIn;
}

export interface Phone {
  /** As written, full-width digits folded. */
  readonly text: string;
  /** E.164 (`+81120959684`), or `null` when the country is not known. */
  readonly e164: string | null;
  readonly country: string | null;
  readonly kind: "toll_free" | "navi" | "ip" | "mobile" | "fixed" | "premium" | "unknown";
}

/** One hop of the Received chain, topmost (nearest to the reader) first. */
export interface Hop {
  readonly ip: string | null;
  /** The name that the client gave in HELO. */
  readonly helo: string | null;
  /** The name that reverse DNS gave to the receiving server; `null`: the server wrote "unknown" or nothing. */
  readonly rdns: string | null;
  readonly by: string | null;
  readonly at: EpochSeconds | null;
  /** Written by a server of the reader's own side, so its IP can be believed. */
  readonly isTrusted: boolean;
}

export type AuthResult =
  | "pass"
  | "fail"
  | "softfail"
  | "neutral"
  | "none"
  | "temperror"
  | "permerror"
  | "unknown";

export interface Authentication {
  readonly spf: AuthResult;
  readonly spfDomain: string | null;
  readonly dkim: AuthResult;
  readonly dkimDomain: string | null;
  readonly dmarc: AuthResult;
  /** Who says so; `null`: no Authentication-Results header. */
  readonly authservId: string | null;
  /** The server that wrote it is on the trusted list; else it is only claimed. */
  readonly isTrusted: boolean;
}

export interface SenderEvidence {
  readonly displayed: Mailbox | null;
  readonly replyTo: Mailbox | null;
  /** Registrable domain of the displayed address, or of a domain written in its place or in the name. */
  readonly displayedDomain: string | null;
  /** Domain that truly sent it, by the best evidence there is. */
  readonly trueDomain: string | null;
  readonly trueDomainSource: "dkim" | "spf" | "return-path" | "helo" | "from" | null;
  /** Displayed and true domain belong to different owners (registrable domains differ). `null`: not known. */
  readonly isMismatch: boolean | null;
  /** An address inside the display name that is not the address behind it. */
  readonly addressInName: string | null;
  /** "Brand via List": the address is a mailing list's rewriting. */
  readonly viaList: string | null;
  /** The hop that brought the mail to the reader's side. */
  readonly relay: Hop | null;
  readonly hops: readonly Hop[];
  readonly auth: Authentication;
}

/** A file that was not read, or not wholly: `encrypted`, `unreadable`, `cut` ... Its name may hold containers. */
export interface UnreadFile {
  readonly attachment: string;
  readonly note: "encrypted" | "unreadable" | "cut" | "skipped_too_large" | "unsupported_format";
}

/** Everything that was read out of one original message. Redacted: fit to be stored. */
export interface Extraction {
  /** Without the filter's tag. */
  readonly subject: string;
  /** `[spam]`, `***SPAM***`, `[迷惑メール]` ...; `null`: none. */
  readonly subjectTag: string | null;
  readonly sender: SenderEvidence;
  readonly sentAt: EpochSeconds | null;
  /** The visible body as plain text, redacted, at most BODY_CHARS_MAX. */
  readonly body: string;
  /** BCP 47 primary tag by script: "ja", "zh", "ko", "en" or "und". */
  readonly language: string;
  readonly links: readonly Link[];
  readonly resources: readonly Resource[];
  readonly masked: readonly MaskedLink[];
  readonly phones: readonly Phone[];
  /** Missing in records that are older than this field. */
  readonly unread?: readonly UnreadFile[];
  readonly truncated: readonly LimitReached[];
}
