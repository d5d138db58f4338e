import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judgeOffline } from "../../src/cli/offline-verdict.ts";
import { PAIR_COST } from "../../src/data/hostname-model.ts";
import { NO_FACTS } from "../../src/domain/evidence.ts";
import { chooseScope } from "../../src/domain/scope.ts";
import { type CanonicalUrl, parseUrl } from "../../src/domain/url.ts";
import { normalisePath } from "../../src/score/context.ts";
import { score } from "../../src/score/score.ts";
import { scoringInput } from "../../src/score/scoring-input.ts";
import { isMadeUp, lureCount, tenancyOf } from "../../src/score/tenancy.ts";
import { contextWith } from "./support.ts";

function urlOf(text: string): CanonicalUrl {
  return parseUrl(text.includes("://") ? text : `https://${text}`) as CanonicalUrl;
}

function byUrlAlone(text: string) {
  const url = urlOf(text);
  const { key, scope } = chooseScope(url);
  const subject = { key, scope, host: url.host, domain: url.domain, context: null };
  return score(scoringInput(subject, NO_FACTS, { path: normalisePath(url.href) }));
}

describe("tenancyOf: a stranger's place on a platform", () => {
  test.each([
    ["evil.pages.dev", "pages.dev", "anonymous", "evil"],
    ["a.evil.workers.dev", "workers.dev", "anonymous", "evil"],
    ["evil.glitch.me", "glitch.me", "anonymous", "evil"],
    ["evil.godaddysites.com", "godaddysites.com", "anonymous", "evil"],
    ["evil.github.io", "github.io", "builder", "evil"],
    ["evil.weebly.com", "weebly.com", "builder", "evil"],
    ["evil.blogspot.com", "blogspot.com", "home", "evil"],
    ["evil.zendesk.com", "zendesk.com", "home", "evil"],
    ["bucket.s3.amazonaws.com", "s3.amazonaws.com", "store", "bucket"],
    ["bafy.ipfs.dweb.link", "ipfs.dweb.link", "store", "bafy"],
    ["x.oss-cn-hongkong.aliyuncs.com", "aliyuncs.com", "store", ""],
  ] as const)("%s is on %s, %s, tenant %s", (host, platform, hosting, label) => {
    expect(tenancyOf(host, "/x")).toEqual({ platform, hosting, label });
  });

  test.each([
    "evil.top",
    "203.0.113.9",
    "pages.dev",
    "www.weebly.com",
    "weebly.com",
    "digitaloceanspaces.com",
    "storage.googleapis.com",
    "t.co",
    "bit.ly",
    "click.sendgrid.net",
    "shop.uk.com",
    "rpn.gov.ru",
    "tetrapolis.spb.ru",
    "x.eu.org",
    "sites.google.com",
  ])("%s is nobody's rented place", (host) => {
    expect(tenancyOf(host, "/")).toBeNull();
  });

  test("a document in a store is a tenant's, the store's own page is not", () => {
    expect(tenancyOf("storage.googleapis.com", "/bucket/x.html")?.hosting).toBe("store");
  });
});

describe("lureCount and isMadeUp", () => {
  test.each([
    ["secure-login-verify", true, 3],
    ["tanaka-garden", true, 0],
    ["my-outlook-page", true, 1],
    ["my-outlook-page", false, 0],
    ["suivi-colis-livraison", true, 2],
    ["accountancy-smith", false, 1],
  ])("%s (tenant: %s) has %i lure words", (label, isTenant, count) => {
    expect(lureCount(label, isTenant)).toBe(count);
  });

  test.each([
    ["a8f3k2x9", true],
    ["pub-3f9a1c2e7b", true],
    ["837462", true],
    ["xkqzvwtr", true],
    ["tanaka-garden", false],
    ["web2", false],
    ["photography", false],
    ["class-of-2026", false],
    ["xn--bcher-kva", false],
  ])("%s made up: %s", (label, expected) => {
    expect(isMadeUp(label, PAIR_COST)).toBe(expected);
  });

  test("linear on hostile labels", () => {
    const label = "secure-a1b2-".repeat(90_000);
    const start = performance.now();
    lureCount(label, true);
    isMadeUp(label, PAIR_COST);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});

/** One row a shape that worldwide phishing of 2025-26 has; every name is made up. */
const SHAPES: readonly (readonly [string, string])[] = [
  ["wallet, documentation host", "metamask-en-login.gitbook.io/us"],
  ["wallet, site builder", "trezor-suite-start.webflow.io"],
  ["wallet, app host", "ledgerlive-recover.vercel.app"],
  ["wallet fix page", "dapps-rectify-node.netlify.app"],
  ["airdrop", "uniswap-airdrop-claim.pages.dev"],
  ["mailbox", "webmail-roundcube-8f2a1.weebly.com"],
  ["mailbox, carrier", "att-mail-verify-2026.weeblysite.com"],
  ["mailbox, site builder", "currently-att-login.square.site"],
  ["office copy on a worker", "office365-secure.a8d2k1x9.workers.dev"],
  ["office copy in a bucket", "pub-3f9a1c2e7b8d4f60a1c2.r2.dev/outlook/index.html"],
  ["parcel", "usps-tracking-update.web.app"],
  ["parcel, shop sale", "olx-dostawa-platnosc.replit.app"],
  ["post of Switzerland", "swisspost-paket-zustellung.lovable.app"],
  ["post of Spain", "correos-envio-pago.framer.website"],
  ["social network", "facebook-meta-business-appeal.firebaseapp.com"],
  ["chat", "telegram-web-vote.netlify.app"],
  ["game", "roblox-free-robux.onrender.com"],
  ["game, repository page", "lionel99x.github.io/steam-login/"],
  ["streaming", "netflix-billing.godaddysites.com"],
  ["film clone", "rahul-dev.github.io/netflix/"],
  ["random tenant", "a8f3k2x9q.pages.dev"],
  ["random tenant, dynamic DNS", "xk29fj3.duckdns.org"],
  ["toll", "ezpass-toll-payment.azurewebsites.net"],
  ["tax", "ato-mygov-refund.azurestaticapps.net"],
  ["bank", "bbva-verifica-cuenta.wixstudio.com/acceso"],
  ["IPFS gateway", "ipfs.io/ipfs/QmXo9a8s7d6f5g4h3j2k1/login.html"],
  ["tunnel", "quiet-river-login-mail.trycloudflare.com"],
  ["number for a host", "203.0.113.77/paypal/login.php"],
  ["toll under a cheap TLD", "ezpass-paytollxq.top/us"],
  ["brand beside a lure", "paypal-secure-login.com/signin"],
  ["brand in front", "paypal.com.account-verify-id.top/signin"],
  ["hacked site, blog engine", "gardenclub-smith.org/wp-content/uploads/netflix/login.php"],
];

describe("by the URL alone: shapes of worldwide phishing", () => {
  /** 0.1 % of popular names have more; see scripts/evaluate.ts. */
  const POPULAR_TAIL_DB = 14;

  test.each(SHAPES)("%s: %s stands above the tail of popular names", (_, text) => {
    expect(byUrlAlone(text).evidenceDb).toBeGreaterThan(POPULAR_TAIL_DB);
  });

  test.each([
    "octocat-notes.github.io",
    "tanaka-garden.pages.dev",
    "biology-lessons.weebly.com/cells.html",
    "grandmas-recipes.blogspot.com/2015/04/apple-pie.html",
    "small-village-choir.wixsite.com/home",
    "acme.zendesk.com/hc/en-us/articles/360001",
    "acme.atlassian.net/browse/AC-1",
    "someone.substack.com/p/on-amazon-and-apple",
    "maria-design.framer.website",
    "flights-map.vercel.app",
    "docs.google.com/forms/d/e/abc/viewform",
    "shop-hanako.base.shop/items/1",
    "acme.circle.so/c/welcome",
    "www.eventbrite.com/e/meetup-tickets-1",
    "d111111abcdef8.cloudfront.net/a.js",
  ])("%s alone is not suspicious", (text) => {
    expect(["unclear", "benign"]).toContain(byUrlAlone(text).band);
  });

  test("ten thousand forged mails list no small site on a free host", () => {
    let malicious = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(
          "tanaka-garden.pages.dev",
          "octocat-notes.github.io",
          "village.weebly.com",
          "a8f3k2x9.vercel.app",
        ),
        fc.constantFrom("amazon", "jcb", "paypal"),
        fc.constantFrom("/", "/login.php", "/jp/signin"),
        fc.boolean(),
        (host, brand, path, hasUrgency) => {
          const url = urlOf(`${host}${path}`);
          const { key, scope } = chooseScope(url);
          const context = contextWith({
            brand,
            path,
            hasUrgency,
            hasCallToAction: true,
            dmarc: "fail",
            textMismatch: "amazon.co.jp",
            senderMismatch: { displayed: "amazon.co.jp", actual: "evil.top" },
          });
          const subject = { key, scope, host: url.host, domain: url.domain, context };
          const { verdict, isListed } = judgeOffline(subject, NO_FACTS, { mails: 10_000, reporters: 9 });
          if (verdict.band === "malicious") malicious += 1;
          expect(isListed).toBe(false);
        },
      ),
    );
    expect(malicious).toBeGreaterThan(10);
  });
});
