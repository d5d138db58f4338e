import type { Evidence, Registration } from "../domain/evidence.ts";
import { type EpochSeconds, toRfc3339 } from "../domain/time.ts";

const time = (at: EpochSeconds | null): string | undefined => (at === null ? undefined : toRfc3339(at));
const list = (values: readonly string[]): readonly string[] | undefined =>
  values.length === 0 ? undefined : values;

/** A registration as the command line prints it. What the answer does not say is left out. */
export function registrationJson(value: Registration) {
  return {
    registered_at: time(value.registeredAt),
    is_day_only: value.registeredAt === null ? undefined : value.isDayOnly,
    changed_at: time(value.changedAt),
    expires_at: time(value.expiresAt),
    registrar: value.registrar ?? undefined,
    registrar_iana_id: value.registrarIanaId ?? undefined,
    abuse_contact: value.abuseContact ?? undefined,
    status: list(value.status),
    nameservers: list(value.nameservers),
  };
}

/** One source's word as the command line prints it: state, where and when, then what it found or why it failed. */
export function evidenceJson<T>(evidence: Evidence<T>, toJson: (value: T) => object) {
  if (evidence.state === "pending") return { state: evidence.state };
  const base = {
    state: evidence.state,
    source: evidence.source,
    observed_at: toRfc3339(evidence.observedAt),
  };
  if (evidence.state === "found") return { ...base, ...toJson(evidence.value) };
  if (evidence.state === "absent") return base;
  return {
    ...base,
    reason: evidence.reason,
    detail: evidence.detail,
    retry_at: evidence.retryAt === undefined ? undefined : toRfc3339(evidence.retryAt),
  };
}
