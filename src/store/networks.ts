import { DAY_SECONDS, type EpochSeconds } from "../domain/time.ts";
import type { NetworkOwner } from "../ports.ts";
import { d1 } from "./d1.ts";

/** Networks change hands seldom; an older answer is asked again. */
const OWNER_SECONDS_MAX = 90 * DAY_SECONDS;

export async function findNetworkOwner(
  db: D1Database,
  network: string,
  now: EpochSeconds,
): Promise<NetworkOwner | null> {
  return d1(() =>
    db
      .prepare("SELECT asn, org, country FROM networks WHERE network = ?1 AND seen_at > ?2")
      .bind(network, now - OWNER_SECONDS_MAX)
      .first<NetworkOwner>(),
  );
}

export async function saveNetworkOwner(
  db: D1Database,
  network: string,
  { asn, org, country }: NetworkOwner,
  now: EpochSeconds,
): Promise<void> {
  await d1(() =>
    db
      .prepare(
        `INSERT INTO networks (network, asn, org, country, seen_at) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (network) DO UPDATE SET asn = excluded.asn, org = excluded.org,
                country = excluded.country, seen_at = excluded.seen_at`,
      )
      .bind(network, asn, org, country, now)
      .run(),
  );
}
