import type { Evidence, Network } from "./evidence.ts";
import type { ForwardForm, Lost, MailError } from "./message.ts";
import type { Extraction } from "./sighting.ts";
import type { EpochSeconds } from "./time.ts";

/** Which brand a mail claims to come from, and where it says so. */
export interface BrandClaim {
  /** Id in data/brands.ts: `amazon`. */
  readonly brand: string;
  readonly saidIn: readonly ("display-name" | "subject" | "body" | "link-text" | "host")[];
}

/** Phrases of the mail that push the reader, as written. */
export interface Pressure {
  /** 「24時間以内に」, "within 24 hours". */
  readonly urgency: readonly string[];
  /** The words on the button that leads to the suspicious link. */
  readonly callToAction: string | null;
}

/** One accepted mail as it is stored: redacted, without the raw bytes. */
export interface MailRecord {
  /** 32 hex digits of SHA-256 over the mail's own identity: the same mail always gets the same id. */
  readonly id: string;
  readonly receivedAt: EpochSeconds;
  readonly expiresAt: EpochSeconds;
  readonly door: "email" | "http";
  /** Keyed hash of the reporter's address; `null` when there was none. */
  readonly reporter: string | null;
  readonly isPublic: boolean;
  readonly forwarded: ForwardForm;
  readonly lost: readonly Lost[];
  /** `null` for a mail that could not be read; then `error` says why. */
  readonly extraction: Extraction | null;
  readonly error: MailError | null;
  readonly claim: BrandClaim | null;
  readonly pressure: Pressure;
  /** Where the sending relay's address belongs; missing: nobody asked. */
  readonly relayNetwork?: Evidence<Network>;
  /** Indicator keys of its links, in the order of the links, without repeats. */
  readonly keys: readonly string[];
}
