import type { Brand } from "../../data/brands.ts";
import { CDN_ABUSE } from "../../data/cdn-abuse.ts";
import { knownRegistration, registeredAtFor } from "../../domain/evidence.ts";
import type { Indicator } from "../../domain/indicator.ts";
import type { MailRecord } from "../../domain/mail-record.ts";
import { toRfc3339 } from "../../domain/time.ts";
import type { Lang } from "../schemas.ts";
import { brandName } from "./brand-text.ts";
import { defangText, type Reader, shownKey } from "./facts.ts";
import { isBad } from "./headline.ts";
import { receivedAt } from "./mail-rows.ts";
import type { Draft } from "./view.ts";

/** 報告窓口, www.antiphishing.jp; 2026-11. */
const COUNCIL_ADDRESS = "info@antiphishing.jp";
/** 迷惑メール相談センター, www.dekyo.or.jp/soudan; 2026-11. Wants the whole mail with its headers. */
const ANTISPAM_ADDRESS = "meiwaku@dekyo.or.jp";

/** Who to report the mail to, each with a text ready to be copied. Empty when no link is suspected. */
export function drafts(
  record: MailRecord,
  judged: Indicator | null,
  brand: Brand | null,
  reader: Reader,
): Draft[] {
  if (judged === null || !isBad(judged.verdict)) return [];
  const w = reader.words.report.drafts;
  const registration = knownRegistration(judged.facts)?.value ?? null;
  const cdn =
    judged.facts.network.state === "found" ? judged.facts.network.value.find((n) => n.cdn)?.cdn : null;
  const text = (request: Record<Lang, string>) => texts(record, judged, brand, request, reader.lang);
  const list: Draft[] = [
    {
      id: "council",
      title: w.council,
      to: COUNCIL_ADDRESS,
      toKind: "mail",
      hint: null,
      texts: text(REQUESTS.council),
    },
    {
      id: "antispam",
      title: w.antispam,
      to: ANTISPAM_ADDRESS,
      toKind: "mail",
      hint: w.antispamHint,
      texts: text(REQUESTS.antispam),
    },
  ];
  if (registration) {
    const to = registration.abuseContact;
    const title = w.registrar(registration.registrar ?? "");
    const hint = to === null ? w.noContact : null;
    list.push({ id: "registrar", title, to, toKind: "mail", hint, texts: text(REQUESTS.registrar) });
  }
  if (cdn) {
    const contact = CDN_ABUSE[cdn] ?? null;
    const hint = contact === null ? w.noContact : null;
    const toKind = contact?.startsWith("https://") ? "page" : "mail";
    list.push({ id: "cdn", title: w.cdn(cdn), to: contact, toKind, hint, texts: text(REQUESTS.cdn) });
  }
  if (brand) {
    const title = w.brand(brandName(brand, reader.lang));
    const hint = brand.warningPage === null ? w.noContact : null;
    list.push({
      id: "brand",
      title,
      to: brand.warningPage,
      toKind: "page",
      hint,
      texts: text(REQUESTS.brand),
    });
  }
  return list;
}

const REQUESTS: Readonly<Record<Draft["id"], Record<Lang, string>>> = {
  council: {
    ja: "フィッシングと思われるメールを受け取りましたので、情報を提供します。",
    en: "I received what appears to be a phishing mail and pass on what is known about it.",
  },
  antispam: {
    ja: "迷惑メールを受け取りましたので、ヘッダーを含むメール本体を添付して情報を提供します。",
    en: "I received an unsolicited scam mail; the mail itself with its headers is attached.",
  },
  registrar: {
    ja: "貴社で登録されたドメインがフィッシングに使われています。調査のうえ、利用停止をお願いします。",
    en: "A domain registered through you is being used for phishing. Please investigate and suspend it.",
  },
  cdn: {
    ja: "貴社のネットワークを経由するサイトがフィッシングに使われています。調査のうえ、配信の停止と、ホスティング事業者への連絡をお願いします。",
    en: "A site behind your network is being used for phishing. Please investigate, stop serving it and inform its hosting provider.",
  },
  brand: {
    ja: "貴社を名乗るフィッシングメールを受け取りましたので、情報を提供します。",
    en: "I received a phishing mail in your name and pass on what is known about it.",
  },
};

type Labels = Readonly<
  Record<"subject" | "sender" | "relay" | "received" | "link" | "registered" | "brand" | "basis", string>
>;

const LABELS: Readonly<Record<Lang, Labels>> = {
  ja: {
    subject: "件名",
    sender: "表示された差出人",
    relay: "送信サーバー",
    received: "受信日時 (UTC)",
    link: "リンク",
    registered: "ドメイン取得日時 (UTC)",
    brand: "詐称された名前",
    basis: "メール本体と公開情報 (登録情報・DNS) によるもので、リンク先は開いていません。",
  },
  en: {
    subject: "Subject",
    sender: "Displayed sender",
    relay: "Sending server",
    received: "Received (UTC)",
    link: "Link",
    registered: "Domain registered (UTC)",
    brand: "Name that was abused",
    basis: "From the mail itself and public data (registration, DNS); the link was not opened.",
  },
};

/** The reader's language first. */
function texts(
  record: MailRecord,
  judged: Indicator,
  brand: Brand | null,
  request: Record<Lang, string>,
  first: Lang,
): Draft["texts"] {
  const order: readonly Lang[] = first === "ja" ? ["ja", "en"] : ["en", "ja"];
  return order.map((lang) => ({ lang, text: letter(record, judged, brand, request[lang], lang) }));
}

function letter(
  record: MailRecord,
  judged: Indicator,
  brand: Brand | null,
  request: string,
  lang: Lang,
): string {
  const l = LABELS[lang];
  const e = record.extraction;
  const sender = e?.sender.displayed;
  const relay = e?.sender.relay;
  const known = knownRegistration(judged.facts);
  const registeredAt = known ? registeredAtFor(known.value, receivedAt(record)) : null;
  const links = e?.links.filter((k) => [k.url, k.host, k.domain].includes(judged.key)) ?? [];
  const shown = links.length > 0 ? links.map((k) => k.url) : [judged.key];
  const lines: (string | null)[] = [
    request,
    "",
    e ? `${l.subject}: ${defangText(e.subject)}` : null,
    sender ? `${l.sender}: "${sender.name}" <${sender.address}>` : null,
    relay?.ip ? `${l.relay}: ${relay.ip}${relay.helo ? ` (${relay.helo})` : ""}` : null,
    `${l.received}: ${toRfc3339(receivedAt(record))}`,
    ...shown.map((url) => `${l.link}: ${shownKey(url)}`),
    registeredAt === null ? null : `${l.registered}: ${toRfc3339(registeredAt)}`,
    brand ? `${l.brand}: ${brandName(brand, lang)}` : null,
    "",
    l.basis,
  ];
  return lines.filter((line) => line !== null).join("\n");
}
