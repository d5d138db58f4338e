// A small world for the attack tests: mails as bytes through the real receiver, the real store, and registries and
// networks that answer what a test says.
import { env } from "cloudflare:workers";
import type { DnsFacts, Evidence, Registration } from "../../src/domain/evidence.ts";
import type { Indicator } from "../../src/domain/indicator.ts";
import { DAY_SECONDS, type EpochSeconds } from "../../src/domain/time.ts";
import { receiveMail } from "../../src/mail/receive.ts";
import { decide } from "../../src/recheck/desk.ts";
import { type RunDeps, runDue, runFirstLook } from "../../src/recheck/run.ts";
import { makeD1Store } from "../../src/store/d1-store.ts";

export const T = 1_770_813_300; // 2026-02-11T12:35:00Z
export const KEY = "key-of-the-attack-tests";

let now: EpochSeconds = T;
export const clock = { now: () => now };
export const store = makeD1Store(env.DB, clock);
export const setNow = (at: EpochSeconds): void => {
  now = at;
};

/** Registration dates by domain; a domain without one is asked in vain. */
export const registeredAt = new Map<string, EpochSeconds>();
export const statusOf = new Map<string, readonly string[]>();

async function fetchRegistration(domain: string, at: EpochSeconds): Promise<Evidence<Registration>> {
  const since = registeredAt.get(domain);
  if (since === undefined) return { state: "absent", source: "rdap:test", observedAt: at };
  const value: Registration = {
    registeredAt: since,
    isDayOnly: false,
    changedAt: null,
    expiresAt: null,
    registrar: "Registrar",
    registrarIanaId: null,
    abuseContact: null,
    status: statusOf.get(domain) ?? ["active"],
    nameservers: [`ns1.${domain}`, `ns2.${domain}`],
  };
  return { state: "found", value, source: "rdap:test", observedAt: at };
}

const dnsFacts: DnsFacts = { a: ["203.0.113.9"], aaaa: [], cname: [], ns: [], mx: [] };
const deps: RunDeps = {
  store,
  sources: {
    rdap: { fetchRegistration },
    whois: { fetchRegistration },
    dns: {
      // A hold takes the name out of its zone.
      fetchFacts: async (host, at) =>
        statusOf.has(host)
          ? { state: "absent", source: "dns:test", observedAt: at }
          : { state: "found", value: dnsFacts, source: "dns:test", observedAt: at },
      fetchWildcard: async (_, at) => ({ state: "found", value: false, source: "dns:test", observedAt: at }),
      fetchTxt: async (_, at) => ({ state: "absent", source: "dns:test", observedAt: at }),
    },
    network: {
      fetchNetwork: async (ip, at) => ({
        state: "found",
        value: { ip, asn: 64500, org: "TEST", country: "HK", cdn: null },
        source: "asn:test",
        observedAt: at,
      }),
    },
  },
  never: { isCdnAddress: () => false },
  log: { info: () => undefined, error: () => undefined },
  domainsMax: 50,
  endRun: async () => undefined,
};

export interface Forgery {
  readonly link: string;
  readonly n?: number;
  readonly from?: string;
  readonly date?: EpochSeconds;
  readonly brand?: "amazon" | "apple";
}

const SUBJECTS = {
  amazon: "Amazonお支払い方法に問題があります",
  apple: "Apple ID アカウントを確認してください",
};
const NAMES = { amazon: "Amazon.co.jp", apple: "Apple" };

/** All that a forger can write: the claim, the pressure, the button, the false sender. */
export function forged({ link, n = 0, date = now, brand = "amazon" }: Forgery): Uint8Array {
  const text = `Return-Path: <bounce${n}@bmcw.cn>
From: "${NAMES[brand]}" <no-reply@bmcw.cn>
To: victim@reader.example
Subject: ${SUBJECTS[brand]}
Date: ${new Date(date * 1000).toUTCString()}
Message-ID: <forged-${n}@bmcw.cn>
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8

<p>${NAMES[brand]} 24時間以内にお支払い方法を更新しない場合、アカウントは停止されます。</p>
<p><a href="${link}">お支払い方法を更新</a></p>
`;
  return new TextEncoder().encode(text);
}

const options = { trustedAuthservIds: ["mx.cloudflare.net"], retentionDays: 90, reporterHashKey: KEY };

/** To the catch address, by whom the envelope says; then the first look of the same invocation. */
export async function deliver(forgery: Forgery): Promise<string> {
  const { from = `stranger${forgery.n ?? 0}@reporter.example` } = forgery;
  const delivery = { bytes: forged(forgery), door: "email" as const, from };
  const outcome = await receiveMail(delivery, store, options, now);
  if (outcome.kind === "refused") throw new Error("refused");
  const mail = await store.loadMail(outcome.id);
  if (outcome.kind === "stored" && mail?.extraction) await runFirstLook(deps, mail, now);
  return outcome.id;
}

/** Every minute's work until nothing is due. */
export async function settle(): Promise<void> {
  for (let n = 0; n < 20; n++) if ((await runDue(deps, now, `run-${n}`)) === 0) return;
}

/** Each step of the plan is looked at. */
export async function liveThrough(days: number): Promise<void> {
  const end = now + days * DAY_SECONDS;
  while (now < end) {
    now += DAY_SECONDS / 4;
    await settle();
  }
}

export async function find(key: string): Promise<Indicator> {
  const found = (await store.findIndicators([key])).get(key);
  if (!found) throw new Error(`no row for ${key}`);
  return found;
}

export const order = (key: string, action: "list" | "clear", why: string) =>
  decide({ store, never: deps.never }, { key, action, who: "operator", why }, now);

export const listedKeys = async (): Promise<string[]> =>
  (await env.DB.prepare("SELECT key FROM listings ORDER BY key").all<{ key: string }>()).results.map(
    (r) => r.key,
  );

export async function wipe(): Promise<void> {
  const tables = [
    "mails",
    "indicators",
    "history",
    "listings",
    "listing_log",
    "leases",
    "campaign_hosts",
    "reporters",
  ];
  for (const table of [...tables, "hash_buckets"]) await env.DB.exec(`DELETE FROM ${table}`);
  await env.DB.exec(
    "UPDATE feed_state SET serial = 0, changed_at = 0, entries = 0, peak_entries = 0, peak_at = 0",
  );
  registeredAt.clear();
  statusOf.clear();
  now = T;
}
