import type { Facts } from "../../src/domain/evidence.ts";
import type { Indicator } from "../../src/domain/indicator.ts";
import type { EpochSeconds } from "../../src/domain/time.ts";
import { reporterHash } from "../../src/mail/identity.ts";
import { receiveMail } from "../../src/mail/receive.ts";
import { decide, rescore } from "../../src/recheck/desk.ts";
import { score } from "../../src/score/score.ts";
import { scoringInput } from "../../src/score/scoring-input.ts";
import { makeApp, type ServeDeps } from "../../src/serve/app.ts";
import { type MemoryStore, makeMemoryStore } from "../support/memory-store.ts";
import { MODEL_RECEIVED_AT } from "../support/records.ts";

/** The doors on a memory store, and the model mail as it stands after its first recheck. */

export const NOW = MODEL_RECEIVED_AT + 60;
export const ORIGIN = "https://catch.example";
export const TOKEN = "test-token-of-the-instance";
export const ADMIN_TOKEN = "admin-token-of-the-instance";
/** Reserved names are the world of these tests. */
const NEVER = { isCdnAddress: () => false, isSimulated: true };
export const SCAM = "keiyaku-update.example";

/** The model report's mail on reserved names; its own link is masked as it was published. */
export const MODEL_MAIL = `Received: from vmta139.sender.example (unknown [203.0.113.135])
\tby mx.reader.example with ESMTP id A1; Wed, 11 Feb 2026 21:35:00 +0900
Authentication-Results: mx.reader.example; spf=pass smtp.mailfrom=sender.example; dkim=none; dmarc=none
Return-Path: <bounce@sender.example>
From: "Amazon" <Amazon.co.jp>
To: victim@reader.example
Subject: =?UTF-8?B?W3NwYW1dIOOAkEFtYXpvbuOAkeOBiuaUr+aJleOBhOaWueazleOBq+WVj+mhjOOBjOOBguOCiuOBvuOBmQ==?=
Date: Wed, 11 Feb 2026 21:34:50 +0900
Message-ID: <model@sender.example>
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: 8bit

<html><body><p>Amazon.co.jp Amazonカスタマーサービス</p>
<p>お客様のAmazon Prime月会費(600円)の支払い処理が正常に完了できませんでした。</p>
<p>支払い問題が解決されない場合、24時間以内にAmazon Primeの特典へのアクセスが一時停止されます。</p>
<p><a href="https://${SCAM}/sign-in">お支払い方法を更新</a></p>
<p>ご不明な点は <a href="https://www.amazon.co.jp/help">Amazonヘルプページ</a> をご参照ください。</p>
<p>参考: htt*s://keiya*ensev.top/sign-in</p>
<p>アマゾン・ジャパン合同会社 お問い合わせ:0120-959-684</p></body></html>
`;

export const MODEL_FACTS: Facts = {
  registration: {
    state: "found",
    source: "rdap:example",
    observedAt: NOW,
    value: {
      registeredAt: Date.parse("2026-02-10T03:12:00Z") / 1000,
      isDayOnly: false,
      changedAt: null,
      expiresAt: null,
      registrar: "Example Registrar, Inc.",
      registrarIanaId: "9999",
      abuseContact: "abuse@registrar.example",
      status: ["add period"],
      nameservers: ["ns1.example.net"],
    },
  },
  whois: { state: "pending" },
  dns: {
    state: "found",
    source: "doh:example",
    observedAt: NOW,
    value: { a: ["104.21.24.167"], aaaa: [], cname: [], ns: ["ns1.example.net"], mx: [] },
  },
  network: {
    state: "found",
    source: "cymru",
    observedAt: NOW,
    value: [{ ip: "104.21.24.167", asn: 13335, org: "CLOUDFLARENET", country: "US", cdn: "cloudflare" }],
  },
  life: "active",
};

export interface TestApp {
  readonly store: MemoryStore;
  readonly deps: ServeDeps;
  request(path: string, init?: RequestInit): Promise<Response>;
}

export function testApp(over: Partial<ServeDeps> = {}, config: Partial<ServeDeps["config"]> = {}): TestApp {
  const clock = { now: () => NOW };
  const store = makeMemoryStore(clock);
  const options = {
    trustedAuthservIds: ["mx.reader.example"],
    retentionDays: 90,
    reporterHashKey: "key-of-sixteen-chars",
  };
  const deps: ServeDeps = {
    store,
    clock,
    log: { info: () => undefined, error: () => undefined },
    config: { origin: ORIGIN, ingestToken: TOKEN, adminToken: ADMIN_TOKEN, isSimulated: false, ...config },
    receiveMail: (bytes, door, now) =>
      receiveMail({ bytes, door, from: "reporter@reader.example" }, store, options, now),
    desk: {
      decide: (order, now) => decide({ store, never: NEVER }, order, now),
      rescore: (after, now) => rescore({ store, never: NEVER }, after, now),
      hashReporter: (address) => reporterHash(address, options.reporterHashKey),
    },
    ...over,
  };
  const app = makeApp(deps);
  return { store, deps, request: async (path, init) => app.request(path, init) };
}

/** Hands the mail in by the door and returns its id. */
export async function sendMail(app: TestApp, mail: string = MODEL_MAIL): Promise<string> {
  const response = await app.request("/mails", {
    method: "POST",
    headers: { authorization: `Bearer ${TOKEN}`, "content-type": "message/rfc822" },
    body: mail,
  });
  const { id } = (await response.json()) as { id: string };
  return id;
}

/** What a recheck would have made of the indicator. */
export async function judge(
  app: TestApp,
  key: string,
  facts: Facts,
  at: EpochSeconds = NOW,
): Promise<Indicator> {
  const indicator = (await app.store.findIndicators([key])).get(key);
  if (!indicator) throw new Error(`no indicator ${key}`);
  const verdict = score(scoringInput(indicator, facts));
  const listing = { serial: 481, listedAt: at, expiresAt: at + 30 * 86_400 };
  const isListed = verdict.band === "malicious";
  const judged: Indicator = {
    ...indicator,
    facts,
    verdict,
    status: isListed ? "listed" : "watched",
    listing: isListed ? listing : null,
    checks: 1,
    checkedAt: at,
    nextCheckAt: at + 3600,
  };
  app.store.putIndicator(judged);
  if (isListed) {
    const reasons = verdict.reasons.map((r) => r.id);
    app.store.putListing({
      ...listing,
      key,
      scope: judged.scope,
      probability: verdict.probability,
      reasons,
      firstSeenAt: judged.firstSeenAt,
    });
    app.store.putHistory({
      key,
      at,
      field: "status",
      before: "watched",
      after: "listed",
      who: "machine",
      why: null,
    });
  }
  return judged;
}

/** The model mail, received and rechecked. */
export async function modelApp(config: Partial<ServeDeps["config"]> = {}): Promise<TestApp & { id: string }> {
  const app = testApp({}, config);
  const id = await sendMail(app);
  await judge(app, SCAM, MODEL_FACTS);
  return { ...app, id };
}
