import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { findInText } from "../../src/extract/from-text.ts";
import { refang } from "../../src/extract/refang.ts";

/** Public vectors for links in text. Each passes or stands in a table of deliberate differences. */
const DATA = path.resolve(import.meta.dirname, "../../../shared/data/links");
const load = (file: string) => JSON.parse(readFileSync(path.join(DATA, file), "utf8"));

function report(
  name: string,
  total: number,
  failed: readonly string[],
  known: Readonly<Record<string, RegExp>>,
) {
  const counts = Object.fromEntries(
    Object.entries(known).map(([why, inputs]) => [why, failed.filter((input) => inputs.test(input)).length]),
  );
  console.log(`${name}: ${total - failed.length} of ${total} pass`, counts);
  expect(failed.filter((input) => !Object.values(known).some((inputs) => inputs.test(input)))).toEqual([]);
  expect(total - failed.length).toBeGreaterThan(total / 2);
}

describe.skipIf(!existsSync(DATA))("public text vectors", () => {
  test("linkify-it links: the first link as written", () => {
    const cases: { input: string; expected: string[] }[] = load("linkify-it-links.json");
    const failed = cases
      .filter((c) => findInText(c.input).links[0]?.raw !== c.expected[0])
      .map((c) => c.input);
    report("linkify-it links", cases.length, failed, {
      // A mail address is no web link: the sender stage reads those.
      "mail address": /^[^/]*@(?:bar|domain|example|gmail|google)|^mailto:|^MAILTO:/,
      // A path in letters without spaces cannot be told from the sentence behind it; the host is the same.
      "Han in a path": /䨹/,
      // No public suffix, so nothing that anybody could be led to.
      "two slashes before a local name": /^\/\/(?:localhost|test\.123)/,
      // Without a scheme a bare address is a number with dots.
      "bare address": /^4\.4\.4\.4$/,
      // A quote ends a URL in mail far more often than it is part of one.
      quotes: /(?:double|single)quoted/,
    });
  });

  test("linkify-it not-links: nothing is found", () => {
    const cases: { input: string }[] = load("linkify-it-not-links.json");
    const failed = cases.filter((c) => findInText(c.input).links.length > 0).map((c) => c.input);
    report("linkify-it not-links", cases.length, failed, {
      // Underscores are Markdown's emphasis: the link inside them can be clicked.
      "underscore beside a URL": /^_http:|com_$/,
    });
  });

  test("SpamAssassin uri_text: what must be found is, what must not is not", () => {
    const cases: { input: string; found: string[]; not_found: string[] }[] = load(
      "spamassassin-uri-text.json",
    );
    const failed = cases
      .filter((c) => {
        const uris = findInText(c.input).links.flatMap(({ raw, url }) => [
          raw,
          `${url.scheme}://${raw}`,
          url.href,
        ]);
        const has = (pattern: string) => uris.some((uri) => new RegExp(pattern, "i").test(uri));
        return !c.found.every(has) || c.not_found.some(has);
      })
      .map((c) => c.input);
    report("spamassassin uri_text", cases.length, failed, {
      "mail address": /@(?:dsj|verper|quo6puyo|thaihe4d|delimtest20)/i,
      // `ftp.` in front does not tell the scheme any more.
      "ftp guessed from a name": /^ftp\.yeinaix3/,
      // `raw` is as written; the canonical path has one slash.
      "escaped slash in a path": /%2Fetc/,
      "port left of the end": /puahi9si2/,
    });
  });

  test("url-suspect: the host that the trick leads to", () => {
    const cases: { input: string; form: string; expected: string | null }[] = load("url-suspect.json");
    const hosts = (input: string) => [...new Set(findInText(input).links.map((link) => link.url.host))];
    const wanted: Readonly<Record<string, RegExp>> = {
      "long-user-part": /^phishing\.com$/,
      "very-long-user-part": /^phishing\.com$/,
      "user-part": /^phishing\.com$/,
      "multiple-at": /^phishing\.com$/,
      "numeric-ip": /^203\.0\.113\.42$/,
      "numeric-ip-with-user": /^203\.0\.113\.42$/,
      "suspicious-tld": /^phishing\.tk$/,
      "several-urls-in-query": /^wrap\.com$/,
      "obfuscated-text": /^(?:malicious-site\.com|example\.com|secure-login\.net|evil-site\.com)$/,
      none: /^(?:|wrap\.com|www\.example\.com)$/,
    };
    const failed = cases
      .filter((c) => !(wanted[c.expected ?? "none"] as RegExp).test(hosts(c.input).join()))
      .map((c) => c.input);
    report("url-suspect", cases.length, failed, {});
  });

  test("defang: the readable form comes back", () => {
    const cases: { input: string; expected: string }[] = load("defang.json");
    const failed = cases.filter((c) => refang(c.input).text !== c.expected).map((c) => c.input);
    report("defang", cases.length, failed, {
      // Marks with no name beside them are no link; in program text they mean something else.
      "marks alone": /^(?:\[at\]\(at\)\[at\]|\[:\]\[:\])$/,
    });
  });
});
