import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defang } from "../../src/domain/url.ts";
import { findInText } from "../../src/extract/from-text.ts";

/** Many runs on a machine that has other work too. */
const PROPERTY_TIMEOUT_MS = 60_000;

const hostLabel = fc.stringMatching(/^[a-z][a-z0-9]{2,9}$/);
const host = fc
  .tuple(
    fc.array(hostLabel, { minLength: 1, maxLength: 3 }),
    fc.constantFrom("top", "com", "co.jp", "cn", "pages.dev"),
  )
  .map(([labels, suffix]) => `${labels.join(".")}.${suffix}`);
const path = fc.constantFrom(
  "",
  "/",
  "/login",
  "/a/b.html",
  "/x?a=1&b=2",
  "/view#top",
  "/a_(b)",
  "/%E3%81%82",
);
const url = fc
  .tuple(fc.constantFrom("http", "https"), host, path)
  .map(([scheme, name, tail]) => ({ href: `${scheme}://${name}${tail}`, host: name }));

const JAPANESE = "、。，．「」『』（）【】〈〉《》・：；？！…‥〜～―※★●■→⇒　こちらをご確認ください次へ";
const ASCII = " \t\n()[]<>{}\"'.,;:!?|`";
const around = fc.string({ unit: fc.constantFrom(...JAPANESE, ...ASCII), maxLength: 6 });
/** Marks beside a dot hide letters (`evil★.top`, `amazon.co.●`); everything else ends the URL. */
const behind = fc
  .string({ unit: fc.constantFrom(...JAPANESE, ...ASCII), maxLength: 6 })
  .filter((text) => !/[※★●■].*[.．。]|[.．。][※★●■]/s.test(text));

describe("findInText() properties", () => {
  test(
    "every planted URL is found between any punctuation, and no other host",
    () => {
      let found = 0;
      fc.assert(
        fc.property(fc.array(fc.tuple(around, url, behind), { minLength: 1, maxLength: 4 }), (parts) => {
          const text = parts.map(([before, { href }, after]) => `${before}${href}${after}\n`).join("");
          const hosts = findInText(text).links.map((link) => link.url.host);
          expect(hosts, JSON.stringify(text)).toEqual(parts.map(([, planted]) => planted.host));
          found += hosts.length;
        }),
        { numRuns: 400 },
      );
      expect(found).toBeGreaterThan(400);
    },
    PROPERTY_TIMEOUT_MS,
  );

  test(
    "refanging a defanged URL finds it again, in any mix of full width and invisible characters",
    () => {
      const disguise = fc.constantFrom<(text: string) => string>(
        (text) => text,
        (text) => text.replaceAll("[.]", "(dot)"),
        (text) => text.replaceAll("[.]", " [.] "),
        (text) => text.replaceAll("[.]", "{.}").replace("://", "[:]//"),
        (text) => text.replace("hxx", "h**"),
        (text) => text.replace(/[a-z0-9:/]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0)),
        (text) => text.split("").join("\u200b"),
      );
      fc.assert(
        fc.property(url, disguise, ({ href }, change) => {
          const [wanted] = findInText(href).links;
          const written = change(defang(href));
          const { links } = findInText(`前 ${written} 後`);
          expect(
            links.map((link) => link.url.href),
            written,
          ).toEqual([wanted?.url.href]);
          expect(links[0]?.raw).toBe(written);
          expect(links[0]?.wasDefanged).toBe(true);
        }),
        { numRuns: 300 },
      );
    },
    PROPERTY_TIMEOUT_MS,
  );

  test(
    "raw is the source's own text and findings are in order without overlaps",
    () => {
      const noise = fc.string({
        unit: fc.constantFrom(..."ab.@/:[]()<>=*\n 。あ●ｈt\u200bhxps?&"),
        maxLength: 60,
      });
      let links = 0;
      fc.assert(
        fc.property(noise, url, noise, (before, { href }, after) => {
          const text = `${before} ${href}\n${after}`;
          let last = 0;
          for (const link of findInText(text).links) {
            expect(text.slice(link.start, link.end)).toBe(link.raw);
            expect(link.start).toBeGreaterThanOrEqual(last);
            last = link.end;
            links++;
          }
        }),
        { numRuns: 300 },
      );
      expect(links).toBeGreaterThan(250);
    },
    PROPERTY_TIMEOUT_MS,
  );

  test(
    "never throws on any text",
    () => {
      fc.assert(
        fc.property(
          fc.oneof(fc.string({ unit: "binary", maxLength: 200 }), fc.string({ maxLength: 200 })),
          (text) => {
            expect(findInText(text).links.length).toBeGreaterThanOrEqual(0);
            expect(findInText(`https://${text}`).masked.length).toBeGreaterThanOrEqual(0);
          },
        ),
        { numRuns: 300 },
      );
    },
    PROPERTY_TIMEOUT_MS,
  );
});
