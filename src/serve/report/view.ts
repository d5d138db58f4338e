import type { Status } from "../../domain/indicator.ts";
import type { Scope } from "../../domain/sighting.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import type { Band, Group } from "../../domain/verdict.ts";
import type { Lang } from "../schemas.ts";
import type { Words } from "../words.en.ts";

/**
 * The report of one mail as data, in the reader's language: the three renderers only lay it out. Everything
 * in it is plain text, defanged where it is an address; renderers escape, they never decide.
 */

export type RowId = keyof Words["report"]["rows"];

/** `lost`: the way of forwarding dropped it. `none`: there is none in this mail. The rest as in Evidence. */
export type FactState = "found" | "absent" | "failed" | "pending" | "lost" | "none";

/** One statement of a row. A state other than `found` says in `text` why there is no value. */
export interface Fact {
  readonly state: FactState;
  /** What `text` is, when the row holds several: "shown", "truly sent by". */
  readonly label: string | null;
  readonly text: string;
  readonly notes: readonly string[];
  /** Copied from the mail or from an authority: shown in a fixed-width face. */
  readonly isVerbatim: boolean;
  /** A page of our own tables that a reader may open; `null` for everything else, above all for the mail's. */
  readonly href: string | null;
  /** Speaks against the mail. */
  readonly isWarning: boolean;
  /** `rdap:example`; `null`: the mail itself. */
  readonly source: string | null;
  readonly observedAt: EpochSeconds | null;
}

export interface Row {
  readonly id: RowId;
  readonly label: string;
  /** Never empty. */
  readonly facts: readonly Fact[];
}

/** A place that a link leads to: the rows of its server, registration and name. */
export interface Destination {
  readonly key: string;
  /** Defanged. */
  readonly shown: string;
  readonly scope: Scope;
  readonly status: Status | null;
  readonly band: Band | null;
  readonly probability: number | null;
  readonly isInnocent: boolean;
  readonly nextCheckAt: EpochSeconds | null;
  readonly rows: readonly Row[];
}

/** Colour and word of the verdict; each tone has its own sentence. */
export type Tone = Band | "pending" | "nolinks" | "unreadable";

export interface ReasonLine {
  readonly id: string;
  readonly group: Group;
  readonly groupName: string;
  readonly db: number;
  readonly text: string;
  readonly source: string;
  readonly observedAt: EpochSeconds | null;
  readonly isWritersText: boolean;
}

export interface Headline {
  readonly tone: Tone;
  readonly tag: string;
  readonly sentence: string;
  /** Whom it pretends to be and where it leads instead; `null`: no known brand, or nothing against it. */
  readonly pretends: string | null;
  /** The strongest reason, or why the mail could not be read, as a sentence; `null`: none yet. */
  readonly because: string | null;
  readonly probability: number | null;
  readonly evidenceDb: number | null;
  readonly rulesVersion: string | null;
  /** The destination whose verdict stands for the mail's, defanged. */
  readonly judged: string | null;
}

export interface Draft {
  readonly id: "council" | "antispam" | "registrar" | "cdn" | "brand";
  readonly title: string;
  /** Mail address or page of the recipient; `null`: not known. */
  readonly to: string | null;
  readonly toKind: "mail" | "page";
  readonly hint: string | null;
  readonly texts: readonly { readonly lang: Lang; readonly text: string }[];
}

export interface ReportView {
  readonly id: string;
  readonly lang: Lang;
  readonly isSimulated: boolean;
  readonly isPublic: boolean;
  readonly receivedAt: EpochSeconds;
  readonly headline: Headline;
  readonly reasons: readonly ReasonLine[];
  /** Subject to links, in the order of the model report. */
  readonly rows: readonly Row[];
  readonly destinations: readonly Destination[];
  /** Campaigns of its listed destinations, each with a page of its own. */
  readonly campaigns: readonly { readonly text: string; readonly path: string }[];
  readonly official: Row;
  readonly unchecked: readonly string[];
  readonly timeline: readonly { readonly at: EpochSeconds; readonly text: string }[];
  readonly advice: readonly string[];
  /** Asks for a better way of forwarding; `null`: nothing was lost. */
  readonly resend: string | null;
  readonly drafts: readonly Draft[];
}
