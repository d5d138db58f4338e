/**
 * What can go wrong with an answer, as data. A fault is chosen by the test (`setFault`), or by the name that
 * is asked: every kind is also a name, so `slow.test` is slow everywhere and `slow-rdap.test` at RDAP alone.
 */

export type Fault =
  /** The authority says that there is no such thing: NXDOMAIN, 404, "no match". */
  | { readonly kind: "absent" }
  /** Nothing is sent until release(), close(), or until the client leaves. */
  | { readonly kind: "slow" }
  /** One byte each `everyMs`: longer than any client should wait. */
  | { readonly kind: "drip"; readonly everyMs?: number }
  /** The connection is torn down before the first byte. */
  | { readonly kind: "refused" }
  /** The connection is torn down in the middle of the answer. */
  | { readonly kind: "reset" }
  /** 429, with Retry-After when it is given (seconds or an HTTP date); the registry's own words at WHOIS. */
  | { readonly kind: "rate-limited"; readonly retryAfter?: string }
  | { readonly kind: "server-error"; readonly status?: number }
  /** The first half of the answer, delivered as if it were whole. */
  | { readonly kind: "truncated" }
  /** The right answer and then more and more, still well-formed where the format allows. */
  | { readonly kind: "oversize"; readonly bytes?: number }
  /** The right bytes under another media type. */
  | { readonly kind: "wrong-type" }
  /** Bytes that mean nothing, under the right media type. */
  | { readonly kind: "garbage" }
  /** A page for people with status 200, as captive portals and maintenance pages send. */
  | { readonly kind: "html-page" }
  | { readonly kind: "redirect-loop" }
  /** A redirect to the trap: a server on no list, which records whoever comes. */
  | { readonly kind: "redirect-elsewhere" }
  /** A well-formed answer about another name. */
  | { readonly kind: "wrong-domain" }
  /** A true answer that also names the trap, or claims things outside its bailiwick. */
  | { readonly kind: "poisoned-referral" }
  /** The registry will not have the name registered. WHOIS only; elsewhere the same as absent. */
  | { readonly kind: "reserved" };

export type FaultKind = Fault["kind"];

export const FAULT_KINDS: readonly FaultKind[] = [
  "absent",
  "slow",
  "drip",
  "refused",
  "reset",
  "rate-limited",
  "server-error",
  "truncated",
  "oversize",
  "wrong-type",
  "garbage",
  "html-page",
  "redirect-loop",
  "redirect-elsewhere",
  "wrong-domain",
  "poisoned-referral",
  "reserved",
];

/** The name `broken` stands for an answer that cannot be read. */
const FAULT_WORDS = new Map<string, FaultKind>([
  ...FAULT_KINDS.map((kind) => [kind, kind] as const),
  ["broken", "garbage"],
]);

/** A question as the fault table sees it. */
export interface Asked {
  /** Narrow name first: `dns-1`, `dns`. */
  readonly services: readonly string[];
  /** Whole question: `slow.test A`, `domain/slow.test`. */
  readonly question: string;
  /** What it is about: `slow.test`, or the provider of a range file. */
  readonly subject: string;
  /** Fault that the fixture itself asks for (a row of network/prefixes.txt); used when none was set. */
  readonly fixtureFault?: Fault | null;
}

export interface FaultTable {
  set(target: string, fault: Fault | null): void;
  clear(): void;
  /** `null`: answer well. */
  find(asked: Asked): Fault | null;
}

/**
 * A target is `service`, `question`, `subject`, or `service:question` / `service:subject`; the narrowest
 * one that was set wins, and any of them wins over the name.
 */
export function createFaultTable(): FaultTable {
  const faults = new Map<string, Fault>();
  return {
    set: (target, fault) => {
      if (fault) faults.set(target, fault);
      else faults.delete(target);
    },
    clear: () => faults.clear(),
    find: (asked) => {
      const abouts = [asked.question, asked.subject];
      const narrow = abouts.flatMap((about) => asked.services.map((service) => `${service}:${about}`));
      const target = [...narrow, ...abouts, ...asked.services].find((key) => faults.has(key));
      if (target !== undefined) return faults.get(target) ?? null;
      return asked.fixtureFault ?? faultByName(asked);
    },
  };
}

/**
 * Fault that the asked name itself stands for.
 *
 *   slow.test, www.slow.test, slow.csv => slow          slow-dns.test at RDAP => null
 *   broken.test => garbage                              slow.example, slowly.test => null
 */
function faultByName({ subject, services }: Asked): Fault | null {
  const word = subject.replace(/\.test$/, "").replace(/^.*\./, "");
  if (!subject.endsWith(".test") && subject.includes(".")) return null;
  const fault = toFault(word);
  if (fault) return fault;
  const service = services.find((each) => word.endsWith(`-${each}`));
  return service === undefined ? null : toFault(word.slice(0, -service.length - 1));
}

/** `null` when the word is no kind of fault. */
export function toFault(word: string): Fault | null {
  const kind = FAULT_WORDS.get(word);
  return kind ? { kind } : null;
}

/** Names that have no file of their own but are answered from `_any.test`: fault names and `any-…`. */
export function isMadeUpName(name: string): boolean {
  const label = /(?:^|\.)([\w-]+)\.test$/.exec(name)?.[1];
  if (label === undefined) return false;
  if (label.startsWith("any-")) return true;
  return [...FAULT_WORDS.keys()].some((word) => label === word || label.startsWith(`${word}-`));
}
