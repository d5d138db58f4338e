import type { Facts } from "./evidence.ts";
import type { PersonDecision } from "./person.ts";
import type { Scope } from "./sighting.ts";
import type { EpochSeconds } from "./time.ts";
import type { Verdict } from "./verdict.ts";

/** What the mails around a link say about it: enough to score again without the mails themselves. */
export interface LinkContext {
  /** Id of the brand that the mail claims to come from; `null`: none. */
  readonly brand: string | null;
  /** The link's domain belongs to that brand. */
  readonly isBrandDomain: boolean;
  /** DMARC of a trusted server passed for a domain of that brand: the claim is true. Missing: not known. */
  readonly isBrandSender?: boolean;
  /** Foot of a mailing list, unsubscribe link, the sending list's own host: no part of the claim. */
  readonly isFooter?: boolean;
  readonly hasUrgency: boolean;
  readonly hasCallToAction: boolean;
  /** A phone number in the mail that is not among the brand's published ones. */
  readonly phoneMismatch: string | null;
  /** The link's visible text names another domain than its target. */
  readonly textMismatch: string | null;
  /** Displayed sender domain when it is not the true one. */
  readonly senderMismatch: { readonly displayed: string; readonly actual: string } | null;
  readonly dmarc: "pass" | "fail" | "unknown";
  readonly language: string;
  /** Normalised path of the link, for kits: `/jp/login.php`. */
  readonly path: string;
  /** Address of the relay that brought the mail; missing or `null`: not known. */
  readonly relayIp?: string | null;
  /** The relay's network country where it differs from the brand's; ISO code, `null`: not known, or it does not. */
  readonly relayCountry: string | null;
  readonly isHidden: boolean;
  /** By the mail's own headers, which its writer can date back. */
  readonly receivedAt: EpochSeconds;
  /** Whoever handed it in vouches for that date. Missing: a stranger sent it. */
  readonly isDateProven?: boolean;
}

export type Status = "listed" | "watched" | "cleared";

export interface ListingInfo {
  /** Position in the listing log; only grows. */
  readonly serial: number;
  readonly listedAt: EpochSeconds;
  readonly expiresAt: EpochSeconds;
}

/** One thing that can be listed: a registrable domain, a host, or a URL. The key says which. */
export interface Indicator {
  /** `evil.top`, `x.pages.dev`, or `https://sites.google.com/view/x`. */
  readonly key: string;
  readonly scope: Scope;
  readonly host: string;
  readonly domain: string | null;
  readonly firstSeenAt: EpochSeconds;
  readonly lastSeenAt: EpochSeconds;
  readonly mails: number;
  /** Keyed hashes of reporters, at most REPORTERS_PER_INDICATOR_MAX. */
  readonly reporters: readonly string[];
  /** Ids of the newest mails, at most MAILS_PER_INDICATOR_MAX. */
  readonly mailIds: readonly string[];
  readonly context: LinkContext | null;
  readonly facts: Facts;
  readonly verdict: Verdict | null;
  readonly status: Status;
  /** `null` unless `status` is `listed`, or was until the listing expired. */
  readonly listing: ListingInfo | null;
  /** How often its facts were looked up to the end. */
  readonly checks: number;
  readonly checkedAt: EpochSeconds | null;
  /** `null`: off the schedule. */
  readonly nextCheckAt: EpochSeconds | null;
  /** Missing: no person has decided. */
  readonly person?: PersonDecision;
}

/** A line of a feed. */
export interface Listing extends ListingInfo {
  readonly key: string;
  readonly scope: Scope;
  readonly probability: number;
  /** Rule ids, strongest first. */
  readonly reasons: readonly string[];
  readonly firstSeenAt: EpochSeconds;
}

/** A change of what we say about an indicator or of what the world says about it; never rewritten. */
export interface HistoryEntry {
  readonly key: string;
  readonly at: EpochSeconds;
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
  /** `machine`, or the operator's name. */
  readonly who: string;
  readonly why: string | null;
}
