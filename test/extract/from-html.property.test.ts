import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readHtml } from "../../src/extract/from-html.ts";

/** Any UTF-16 unit, half surrogate pairs included. */
const anyUnit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));

const attr = (text: string) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
const numeric = (text: string) => [...text].map((c) => `&#${c.codePointAt(0)};`).join("");
const hexEntities = (text: string) =>
  [...text]
    .map((c) => `&#x${c.codePointAt(0)?.toString(16)}`)
    .join(";")
    .concat(";");
const split = (text: string) => [...text].map((c) => `'${c}'`).join("+");

/** Ways to plant a link. */
const PLANT: readonly ((href: string) => string)[] = [
  (u) => `<a href="${attr(u)}">x</a>`,
  (u) => `<A\n\tHREF = '${attr(u)}'\n>x`,
  (u) => `<a/href=${u}>x</a>`,
  (u) => `<a href="${numeric(u)}">`,
  (u) => `<a title=">" href='${hexEntities(u)}'>`,
  (u) => `<a href="  ${u.slice(0, 9)}\n${u.slice(9)} ">`,
  (u) => `<a href="https://first.example/" href="${attr(u)}">`,
  (u) => `<map><area href="${attr(u)}">`,
  (u) => `<form action="${attr(u)}">`,
  (u) => `<iframe src="${attr(u)}"></iframe>`,
  (u) => `<meta http-equiv="refresh" content="0;url=${attr(u)}">`,
  (u) => `<svg><a xlink:href="${attr(u)}"></svg>`,
  (u) => `<button onclick="location.href='${attr(u)}'">`,
  (u) => `<a href="javascript:location=${attr(split(u))}">`,
  (u) => `<a onclick="eval(atob('${btoa(`location='${u}'`)}'))">`,
];

/** Ways to put markup into other markup. */
const WRAP: readonly ((html: string) => string)[] = [
  (h) => h,
  (h) => `<noscript>${h}</noscript>`,
  (h) => `<!--[if mso]>${h}<![endif]-->`,
  (h) => `<!-- ${h} -->`,
  (h) => `<template><table><tr>${h}`,
  (h) => `<iframe srcdoc="${attr(h)}"></iframe>`,
  (h) => `<a href="data:text/html;base64,${btoa(h)}">d</a>`,
  (h) => `<div style="display:none"><b><i>${h}`,
  (h) => `<!><![if !x]>${h}<![endif]>`,
];

const host = fc.stringMatching(/^[a-z0-9]{2,10}\.(?:top|example|co\.jp)$/);
const href = fc
  .tuple(host, fc.stringMatching(/^[a-z0-9/?=&_.]{0,12}$/))
  .map(([h, tail]) => `https://${h}/${tail}`);
const pick = <T>(items: readonly T[]) => fc.constantFrom(...items);

describe("readHtml: properties", () => {
  it("finds every planted link in any mix of evasions, and no other host", () => {
    let planted = 0;
    void fc.assert(
      fc.property(
        fc.array(fc.tuple(href, pick(PLANT), pick(WRAP), pick(WRAP)), { maxLength: 5 }),
        (plants) => {
          const html = plants
            .map(([u, plant, inner, outer]) => outer(inner(plant(u))))
            .join("\n<p>text</p>\n");
          const found = readHtml(html);
          const hosts = new Set(found.links.map((link) => URL.parse(link.href)?.host));
          for (const [u] of plants) expect(hosts).toContain(new URL(u).host);
          const allowed = new Set(["first.example", ...plants.map(([u]) => new URL(u).host)]);
          for (const h of hosts) expect(allowed).toContain(h);
          planted += plants.length;
        },
      ),
      { numRuns: 300 },
    );
    expect(planted).toBeGreaterThan(300);
  }, 30_000);

  it("never throws on arbitrary text or markup", () => {
    const piece = fc.oneof(
      fc.string({ unit: anyUnit, maxLength: 20 }),
      fc.constantFrom(
        "<a href=",
        '"',
        "'",
        ">",
        "<!--",
        "-->",
        "<style>",
        "{",
        "}",
        "</",
        "&#",
        "<svg>",
        "<script>",
        "`",
        "${",
        "\\",
        "atob(",
        "onclick=",
        "srcdoc=",
      ),
    );
    let tags = 0;
    void fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const html = pieces.join("");
        if (html.includes("<a href=")) tags++;
        expect(readHtml(html).links.length).toBeLessThanOrEqual(html.length);
      }),
      { numRuns: 500 },
    );
    expect(tags).toBeGreaterThan(20);
  }, 30_000);
});

const MB = 1_000_000;
const fill = (text: string) => text.repeat(Math.ceil(MB / text.length));

describe("readHtml: a hostile megabyte", () => {
  // CPU time of this process, not the clock on the wall: other work on the machine does not count.
  const cpuMs = (work: () => void) => {
    const before = process.cpuUsage();
    work();
    return process.cpuUsage(before).user / 1000;
  };

  it.each([
    ["unclosed elements", fill("<div>")],
    ["closing tags without an opening", `${"<b>".repeat(99)}${fill("</i>")}`],
    ["paragraphs round lists", fill("<p><ul>")],
    ["tables in tables", fill("<table><tr><td>")],
    ["attributes", `<a ${fill("href=x ")}>`],
    ["attributes of an area", `<area alt=a ${fill("href=x ")}>`],
    ["attributes of a refresh", `<meta http-equiv=refresh ${fill("content=0 ")}>`],
    ["open quotes", fill('<a href="')],
    ["open comments", fill("<!--")],
    ["comments", fill("<!--<b-->")],
    ["open styles", fill("<style ")],
    ["media blocks", `<style>${fill("@media screen{")}`],
    ["media blocks and their ends", `<style>${"@media screen{".repeat(30_000)}${"}".repeat(500_000)}`],
    ["rules", `<style>${fill(".a{color:red}")}</style><p class=a>`],
    ["classes", `<style>.a{color:red}</style><p class="${fill("a ")}">`],
    ["angle brackets", fill("<")],
    ["ampersands", fill("&")],
    ["blanks", `<a href="${fill(" ")}x">`],
    ["CSS url()", `<p style='${fill("url(")}'>`],
    ["a font of digits", `<p style="font:${fill("1")}">`],
    ["brackets in a handler", `<a onclick="${fill("(")}">`],
    ["arrays in arrays", `<a onclick="a=['x'];${fill("a=[a,a];")}">`],
    ["doubling strings", `<a onclick="a='xxxxxxxx';${fill("a=a+a;")}">`],
    ["open regular expressions", `<a onclick="${fill("x=/")}">`],
    ["open templates", `<a onclick="${fill("`${")}">`],
    ["packed text", `<a onclick="'${fill("%25")}'">`],
    ["brackets behind a URL", `<a onclick="'https://a.example/${fill(")")}a'">`],
    ["short handlers", fill("<p onclick='a'>")],
    ["short handlers that grow", fill(`<p onclick="a='${"x".repeat(16)}';${"a=a+a;".repeat(9)}">`)],
    [
      "short handlers that replace",
      fill(`<p onclick="a='${"x".repeat(30)}';${"a=a.replaceAll('x',a);".repeat(2)}">`),
    ],
    ["packed words", `<a onclick="(f('${"0 ".repeat(MB / 4)}',9,9,'${"y".repeat(MB / 2)}'.split('|')))">`],
  ])(
    "of %s takes linear time",
    (_, html) => {
      // Up to three times, the best one: the first may pay for compiling, or for other work on the machine.
      let best = Number.POSITIVE_INFINITY;
      for (let n = 0; n < 3 && best >= 300; n++)
        best = Math.min(
          best,
          cpuMs(() => readHtml(html)),
        );
      expect(best).toBeLessThan(3_000);
    },
    30_000,
  );
});
