import type { Extraction } from "../domain/sighting.ts";
import { DAY_SECONDS, type EpochSeconds } from "../domain/time.ts";
import { extract } from "../extract/extract.ts";
import { LEASE_SECONDS } from "../limits.ts";
import type { ReceiveOutcome, Store } from "../ports.ts";
import { mailId, reporterHash } from "./identity.ts";
import { parseMail, readAttachedMail } from "./parse-mail.ts";
import { readSightings } from "./sightings.ts";

export interface ReceiveOptions {
  readonly trustedAuthservIds: readonly string[];
  readonly retentionDays: number;
  readonly reporterHashKey: string;
  /** In a simulated internet the mails' time is the world's. */
  readonly isSimulated?: boolean;
}

export interface Delivery {
  readonly bytes: Uint8Array;
  readonly door: "email" | "http";
  /** Envelope sender; "" for a bounce or an unknown one. Leaves this function only as a keyed hash. */
  readonly from: string;
}

/**
 * One mail, through either door, to stored sightings. Stored exactly once however often it is delivered;
 * what cannot be read is stored as unreadable with its error; StoreError passes through, so that the
 * sender of the mail tries again. Called by the email() handler and by POST /mails.
 */
export async function receiveMail(
  delivery: Delivery,
  store: Pick<Store, "saveMail">,
  options: ReceiveOptions,
  now: EpochSeconds,
): Promise<ReceiveOutcome> {
  const parsed = parseMail(delivery.bytes);
  if (!parsed.ok && (parsed.error.reason === "empty" || parsed.error.reason === "too_large"))
    return { kind: "refused", error: parsed.error };
  const base = {
    id: await mailId(delivery.bytes, parsed.ok ? parsed.value.outer : null),
    receivedAt: now,
    expiresAt: now + options.retentionDays * DAY_SECONDS,
    door: delivery.door,
    reporter: await reporterHash(delivery.from, options.reporterHashKey),
    isPublic: false,
  };
  if (!parsed.ok) {
    const empty = { claim: null, pressure: { urgency: [], callToAction: null }, keys: [] };
    const record = {
      ...base,
      forwarded: "none" as const,
      lost: [],
      extraction: null,
      error: parsed.error,
      ...empty,
    };
    await store.saveMail(record, []);
    return { kind: "unreadable", id: base.id, error: parsed.error };
  }
  const { forwarded, lost } = parsed.value;
  const extraction = extract(parsed.value, { ...options, readMail: readAttachedMail });
  // The door's own first look has until then; the cron takes over when it died.
  const checkAt = now + LEASE_SECONDS;
  const { claim, pressure, sightings } = readSightings(extraction, receivedAtOf(extraction, now), checkAt);
  const keys = sightings.map((s) => s.key);
  const record = { ...base, forwarded, lost, extraction, error: null, claim, pressure, keys };
  // The token's holder hands in what he received; to the catch address anybody can write.
  const isDateProven = delivery.door === "http" || options.isSimulated === true;
  const dated = sightings.map((s) => ({ ...s, context: { ...s.context, isDateProven } }));
  const kind = await store.saveMail(record, dated);
  return { kind, id: base.id };
}

/**
 * When the victim received the mail: the trusted relay's time, else the mail's own date, never later than
 * now. Ages are counted from here, since a report may come days after the mail.
 */
export function receivedAtOf(extraction: Extraction, now: EpochSeconds): EpochSeconds {
  const at = extraction.sender.relay?.at ?? extraction.sentAt ?? now;
  return Math.min(at, now);
}
