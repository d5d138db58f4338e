import { campaignId, campaignKind } from "../../domain/campaign.ts";
import type { Reader } from "./facts.ts";
import type { ReportView } from "./view.ts";

/** A host alone is no campaign. */
const HOSTS_MIN = 2;
/** The store counts no further: then the figure is a lower bound. */
const COUNTED_MAX = 32;

export function campaignLinks(
  hosts: ReadonlyMap<string, readonly string[]>,
  { words }: Reader,
): ReportView["campaigns"] {
  const w = words.campaign;
  const says = { kit: w.linkKit, registration: w.linkRegistration, phone: w.linkPhone };
  return [...hosts]
    .filter(([, keys]) => keys.length >= HOSTS_MIN)
    .map(([key, { length }]) => {
      const count = length < COUNTED_MAX ? String(length) : `${COUNTED_MAX}+`;
      return { text: says[campaignKind(key)](count), path: `/campaigns/${campaignId(key)}` };
    });
}
