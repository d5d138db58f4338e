import { html } from "hono/html";
import { parseRfc3339 } from "../../domain/time.ts";
import { brandById } from "../../score/brand-domains.ts";
import { brandName } from "../report/brand-text.ts";
import { shownKey } from "../report/facts.ts";
import { formatTime, toZone, type Zone } from "../report/time-text.ts";
import type { Lang } from "../schemas.ts";
import type { CampaignAnswer } from "../schemas-people.ts";
import { type Html, page, wordsOf } from "./layout.ts";

interface CampaignPage {
  readonly lang: Lang;
  readonly campaign: CampaignAnswer;
  readonly isSimulated: boolean;
}

/** A campaign as a page: what is shared, the hosts, when they appeared. Every name is defanged. */
export function campaignPage({ lang, campaign, isSimulated }: CampaignPage): Html {
  const words = wordsOf(lang);
  const w = words.campaign;
  const zone = toZone(null, lang);
  const shared = Object.entries(campaign.shared).map(
    ([name, value]) =>
      html`<div><dt>${w.shared[name] ?? name}</dt><dd class="small"><code>${shownValue(name, value, lang)}</code></dd></div>`,
  );
  const title = w.title[campaign.kind];
  return page({ lang, title, isSimulated, path: `/campaigns/${campaign.id}` }, [
    html`<h1>${title}</h1><p class="lead">${w.lead[campaign.kind]}</p>
<dl class="figures">${shared}
<div><dt>${w.hosts}</dt><dd>${campaign.hosts.length}</dd></div>
<div><dt>${w.mails}</dt><dd>${campaign.mails}</dd></div></dl>
<p class="hint">${w.others(campaign.hosts_total - campaign.hosts.length)}</p>`,
    hostsSection(campaign, lang, zone),
    timelineSection(campaign, lang),
    campaign.reports.length === 0
      ? html``
      : html`<section><h2>${w.reports}</h2><ul class="plain">${campaign.reports.map(
          (url) =>
            html`<li><a href="${new URL(url).pathname}?lang=${lang}"><code>${url.slice(-32)}</code></a></li>`,
        )}</ul></section>`,
    html`<p class="formats"><a href="/campaigns/${campaign.id}.json">JSON</a></p>`,
  ]);
}

function shownValue(name: string, value: string, lang: Lang): string {
  if (name === "brand") return nameOf(value, lang);
  return name === "nameservers" ? shownKey(value) : value;
}

function nameOf(id: string, lang: Lang): string {
  const brand = brandById(id);
  return brand ? brandName(brand, lang) : id;
}

const shownTime = (text: string, zone: Zone): string => formatTime(parseRfc3339(text) ?? 0, zone);

function hostsSection({ hosts }: CampaignAnswer, lang: Lang, zone: Zone): Html {
  const words = wordsOf(lang);
  const w = words.campaign;
  const rows = hosts.map(
    (h) => html`<tr><td><code>${shownKey(h.key)}</code></td><td>${w.status[h.status]}</td>
<td>${h.brand === null ? "–" : nameOf(h.brand, lang)}</td><td>${shownTime(h.first_at, zone)}</td><td>${h.mails}</td></tr>`,
  );
  return html`<section><h2>${w.hosts}</h2><div class="scroll"><table>
<thead><tr><th>${w.host}</th><th>${w.state}</th><th>${w.brand}</th><th>${w.firstSeen}</th><th>${w.mails}</th></tr></thead>
<tbody>${rows}</tbody></table></div></section>`;
}

const WIDTH_PIXELS = 200;

function timelineSection({ timeline }: CampaignAnswer, lang: Lang): Html {
  const w = wordsOf(lang).campaign;
  const most = Math.max(1, ...timeline.map((t) => t.hosts));
  const rows = timeline.map(
    ({ day, hosts }) =>
      html`<tr><td>${day}</td><td class="weight"><svg class="bar" viewBox="0 0 ${WIDTH_PIXELS} 12" aria-hidden="true"><rect class="against" x="1" y="2" width="${((hosts / most) * (WIDTH_PIXELS - 2)).toFixed(1)}" height="8" rx="1.5"/></svg><span>${hosts}</span></td></tr>`,
  );
  return html`<section><h2>${w.timeline}</h2><div class="scroll"><table class="reasons">
<thead><tr><th>${w.day}</th><th class="weight">${w.newHosts}</th></tr></thead><tbody>${rows}</tbody></table></div></section>`;
}
