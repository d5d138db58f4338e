import type { EpochSeconds } from "./time.ts";

/**
 * What one source said. `absent`: the authority says there is none. `failed`: we could not find out.
 * `pending`: not asked yet. Never one folded into another (invariant 5).
 */
export type Evidence<T> =
  | {
      readonly state: "found";
      readonly value: T;
      readonly source: string;
      readonly observedAt: EpochSeconds;
      readonly lastFailure?: LookFailure;
    }
  | {
      readonly state: "absent";
      readonly source: string;
      readonly observedAt: EpochSeconds;
      readonly lastFailure?: LookFailure;
    }
  | {
      readonly state: "failed";
      readonly reason: FailureReason;
      readonly source: string;
      readonly observedAt: EpochSeconds;
      /** The service asked us to stay away until then (Retry-After). */
      readonly retryAt?: EpochSeconds;
      /** What exactly went wrong, for logs and the evidence page; never mail text. */
      readonly detail?: string;
    }
  | { readonly state: "pending" };

export type FailureReason =
  | "timeout"
  | "refused"
  | "reset"
  | "rate_limited"
  | "server_error"
  | "too_large"
  | "bad_answer"
  | "wrong_answer"
  | "ambiguous"
  | "redirected"
  | "no_source"
  | "budget";

/** A later look that failed. What was known before stands, and this says that it could not be renewed. */
export interface LookFailure {
  readonly reason: FailureReason;
  readonly source: string;
  readonly observedAt: EpochSeconds;
  readonly retryAt?: EpochSeconds;
}

export const PENDING = { state: "pending" } as const;

/** Registration data of a registrable domain. Every field but the state may be missing. */
export interface Registration {
  readonly registeredAt: EpochSeconds | null;
  /** Date of the registration before it, where the name was registered anew while we looked. */
  readonly earlierAt?: EpochSeconds;
  /** The registry gives a day without a time: the instant is its midnight in the registry's zone. */
  readonly isDayOnly: boolean;
  readonly changedAt: EpochSeconds | null;
  readonly expiresAt: EpochSeconds | null;
  readonly registrar: string | null;
  readonly registrarIanaId: string | null;
  readonly abuseContact: string | null;
  /** EPP status in RFC 8056 words or as the registry writes them, lower case: `client hold`. */
  readonly status: readonly string[];
  readonly nameservers: readonly string[];
}

/** A registration of which nothing is known: what somebody does know is laid over it. */
export const BARE_REGISTRATION: Registration = {
  registeredAt: null,
  isDayOnly: false,
  changedAt: null,
  expiresAt: null,
  registrar: null,
  registrarIanaId: null,
  abuseContact: null,
  status: [],
  nameservers: [],
};

export interface DnsFacts {
  readonly a: readonly string[];
  readonly aaaa: readonly string[];
  readonly cname: readonly string[];
  readonly ns: readonly string[];
  readonly mx: readonly string[];
  /** Every name beside the host exists too. Missing: nobody asked. */
  readonly isWildcard?: boolean;
}

/** Where an address belongs. `cdn`: the address is shared by thousands of sites and hides the origin. */
export interface Network {
  readonly ip: string;
  readonly asn: number | null;
  readonly org: string | null;
  /** ISO 3166-1 alpha-2 of the allocation, not of the server's place. */
  readonly country: string | null;
  readonly cdn: string | null;
}

export type Life = "unknown" | "active" | "parked" | "held" | "dead" | "revived";

/** All that the world says of one indicator. */
export interface Facts {
  readonly registration: Evidence<Registration>;
  /** Second try when RDAP fails or does not exist; kept apart so that each failure is visible. */
  readonly whois: Evidence<Registration>;
  readonly dns: Evidence<DnsFacts>;
  readonly network: Evidence<readonly Network[]>;
  readonly life: Life;
}

export const NO_FACTS: Facts = {
  registration: PENDING,
  whois: PENDING,
  dns: PENDING,
  network: PENDING,
  life: "unknown",
};

/**
 * The registration under which the name stood at an instant: of a name that was registered anew since, the earlier
 * one. A mail is not judged by what became of the name after it. `null`: no date.
 */
export function registeredAtFor(registration: Registration, at: EpochSeconds): EpochSeconds | null {
  const { registeredAt, earlierAt } = registration;
  return registeredAt !== null && earlierAt !== undefined && registeredAt > at ? earlierAt : registeredAt;
}

/** The registration that counts: RDAP's, or WHOIS's where RDAP has none. `null`: nobody knows. */
export function knownRegistration(facts: Facts): (Evidence<Registration> & { state: "found" }) | null {
  for (const e of [facts.registration, facts.whois])
    if (e.state === "found" && e.value.registeredAt !== null) return e;
  for (const e of [facts.registration, facts.whois]) if (e.state === "found") return e;
  return null;
}
