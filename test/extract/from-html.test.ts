import { describe, expect, it } from "vitest";
import { readHtml } from "../../src/extract/from-html.ts";

const hrefs = (html: string) => readHtml(html).links.map((link) => link.href);

describe("readHtml: links, whatever the writer does to hide them", () => {
  it.each([
    [
      "entities in the value",
      '<a href="https&#58;//x.example/&#x61;?b=1&amp;c=2">',
      "https://x.example/a?b=1&c=2",
    ],
    [
      "noscript, which mail programs show",
      "<noscript><a href=https://x.example/></noscript>",
      "https://x.example/",
    ],
    [
      "an Outlook condition",
      "<!--[if gte mso 9]><a href=https://x.example/>a</a><![endif]-->",
      "https://x.example/",
    ],
    [
      "a VML button",
      '<!--[if mso]><v:roundrect href="https://x.example/"><![endif]-->',
      "https://x.example/",
    ],
    [
      "a downlevel-revealed condition",
      "<![if !mso]><a href=https://x.example/><![endif]>",
      "https://x.example/",
    ],
    ["no blank before the attribute", "<a/href=https://x.example/>", "https://x.example/"],
    ["upper case and blanks round =", "<A HREF\n=\n'https://x.example/'>", "https://x.example/"],
    ["line breaks and tabs inside", '<a href=" ht\ntps://x.\r\n   exa\tmple/ ">', "https://x.example/"],
    ["NUL characters", '<a\0 hr\0ef="https://x\0.example/">', "https://x.example/"],
    ["SVG", "<svg><a xlink:href=https://x.example/ /></svg>", "https://x.example/"],
    [
      "an animated href",
      '<svg><a><animate attributeName=href values="https://x.example/"></a>',
      "https://x.example/",
    ],
    ["markup in an SVG title", "<svg><title><a href=https://x.example/></title></svg>", "https://x.example/"],
    ["a template", "<template><a href=https://x.example/></template>", "https://x.example/"],
    ["a tag that the end cuts off", '<a href="https://x.example/" title="', "https://x.example/"],
    ["an unclosed element before", "<b><i><table><a href=https://x.example/>", "https://x.example/"],
    ["CDATA", "<svg><![CDATA[<a href=https://x.example/>]]>", "https://x.example/"],
    ["a frame's document", '<iframe srcdoc="&lt;a href=https://x.example/&gt;">', "https://x.example/"],
    [
      "a data URL in base64",
      `<a href="data:text/html;base64,${btoa("<a href=https://x.example/>")}">`,
      "https://x.example/",
    ],
    [
      "a data URL in percent signs",
      '<a href="data:text/html,%3Ca%20href=https://x.example/%3E">',
      "https://x.example/",
    ],
    ["an event handler", `<div onclick="window.open('https://x.example/')">`, "https://x.example/"],
    [
      "a javascript: URL",
      `<a href=" java\nscript:location.href='https://x.'+'example/'">`,
      "https://x.example/",
    ],
    ["a title that is not closed", "<title>T<body><a href=https://x.example/>", "https://x.example/"],
    ["a document whose base is no URL", "<base href=':'><a href=https://x.example/>", "https://x.example/"],
    ["two slashes without a scheme", "<a href=//x.example/a>", "https://x.example/a"],
    ["www without a scheme", "<a href=www.x.example/a>", "http://www.x.example/a"],
  ])("finds a link in %s", (_, html, href) => {
    expect(hrefs(html)).toEqual([href]);
  });

  it("finds both values of an attribute that is written twice", () => {
    expect(hrefs("<a href=https://a.example/ href=https://b.example/>")).toEqual([
      "https://a.example/",
      "https://b.example/",
    ]);
  });

  it("gives the base apart, and leaves the link as it is written", () => {
    const [link] = readHtml('<base href="https://x.example/d/"><a href="../p">t</a>').links;
    expect(link).toMatchObject({ href: "../p", base: "https://x.example/d/" });
  });

  it.each([
    ["<form action=https://x.example/>", "form-action"],
    ["<button formaction=https://x.example/>", "form-action"],
    ["<area href=https://x.example/>", "html-area"],
    ["<iframe src=https://x.example/>", "iframe"],
    ["<frame src=https://x.example/>", "iframe"],
    ["<object data=https://x.example/>", "iframe"],
    ["<embed src=https://x.example/>", "iframe"],
    [`<meta content="0; URL='https://x.example/'" http-equiv=Refresh>`, "meta-refresh"],
    ["<meta http-equiv=refresh content=0,https://x.example/>", "meta-refresh"],
    ["<a onclick=\"location='https://x.example/'\">", "html-script"],
  ])("says where %s stood", (html, foundIn) => {
    expect(readHtml(html).links).toMatchObject([{ href: "https://x.example/", foundIn }]);
  });

  it("does not take what a program loads, or what leads nowhere, for a link", () => {
    const { links, resources } = readHtml(`
      <link href="https://1.example/a.css"><img src="https://2.example/a.png" srcset="https://3.example/b.png 2x">
      <td background="https://4.example/c.png" style="background:url('https://5.example/d.png')">
      <style>@import "https://6.example/e.css"; p { background: url(https://7.example/f.png) }</style>
      <script src="https://8.example/g.js"></script><svg><use href="https://9.example/h.svg"/></svg>
      <a href="#top">a</a><a href="">b</a><meta name=x content="https://10.example/">`);
    expect(links).toEqual([]);
    expect(resources.map((url) => new URL(url).hostname.split(".")[0]).toSorted()).toEqual([..."123456789"]);
  });

  it("marks links of plain comments as hidden, those under a condition not", () => {
    const { links } = readHtml(
      "<!-- <a href=https://a.example/> --><!--[if mso]><a href=https://b.example/><![endif]-->",
    );
    expect(links.map((link) => link.isHidden)).toEqual([true, false]);
  });

  it("tells when documents are nested too deep", () => {
    let html = "<a href=https://x.example/>";
    for (let n = 0; n < 8; n++) html = `<iframe src="data:text/html;base64,${btoa(html)}">`;
    expect(readHtml(html).truncated).toEqual([{ limit: "HTML_DEPTH_MAX", max: 5 }]);
  });
});

describe("readHtml: the text of a link", () => {
  it.each([
    ["words that tags cut", "<a href=https://x.example/>Cl<b>ick</b> here</a>", "Click here"],
    ["an image by its alt", "<a href=https://x.example/><img alt='Log in'></a>", "Log in"],
    ["a button's", "<button onclick=\"location='https://x.example/'\">Pay</button>", "Pay"],
    ["another address", "<a href=https://x.example/>https://amazon.example/</a>", "https://amazon.example/"],
    ["no hidden part", "<a href=https://x.example/><span hidden>amazon</span>Open</a>", "Open"],
    ["no comment", "<a href=https://x.example/>A<!-- <i>B</i> --></a>", "A"],
    ["blocks as words apart", "<a href=https://x.example/><div>A</div><div>B</div></a>", "A B"],
    ["nothing", "<a href=https://x.example/> </a>", null],
  ])("is %s", (_, html, text) => {
    expect(readHtml(html).links[0]?.text).toBe(text);
  });

  it("ends at the next anchor", () => {
    const { links } = readHtml("<a href=https://a.example/>one<a href=https://b.example/>two</a>three");
    expect(links.map((link) => link.text)).toEqual(["one", "two"]);
  });
});

describe("readHtml: what a reader sees", () => {
  it("breaks lines where elements do, and folds blanks", () => {
    const { text } = readHtml(
      "<title>T</title><p>Hello&nbsp; <b>wor</b>ld</p><p>a<br>b<br><br>c</p><table><tr><td>1<td>2<tr><td>3</table><script>no()</script>",
    );
    expect(text).toBe("Hello world\n\na\nb\n\nc\n\n1 2\n3");
  });

  it("counts the words on a button of a form", () => {
    expect(readHtml("<form>Name<input name=a value=b><input type=submit value='Log in'>").text).toBe(
      "Name Log in",
    );
  });

  it("keeps lines of preformatted text", () => {
    expect(readHtml("<pre>a\n b</pre>c").text).toBe("a\nb\nc");
  });

  it.each([
    "<p style='display:none'>x</p>",
    "<p style='DISPLAY : none !important; display:block'>x</p>",
    "<p style='display:/**/none'>x</p>",
    "<p style='visibility:hidden'>x</p>",
    "<p style='opacity:0'>x</p>",
    "<p style='font-size:0px'>x</p>",
    "<p style='font:0/0 a'>x</p>",
    "<p style='max-height:0;overflow:hidden'>x</p>",
    "<p style='position:absolute;left:-9999px'>x</p>",
    "<p hidden>x</p>",
    "<p style='background:#FFF'><span style='color:white'>x</span></p>",
    "<td bgcolor=ffffff><font color='#ffffff'>x</font></td>",
    "<p style='color:transparent'>x</p>",
    "<style>.h, p.i { display: none }</style><p class='a h'>x</p>",
    "<style>#h{font-size:0}</style><p id=h>x</p>",
    "<p class=h>x</p><style>@media screen{.h{display:none}}</style>",
  ])("sets the text of %s apart", (html) => {
    const { text, hiddenText } = readHtml(`<div>seen</div>${html}<div>again</div>`);
    expect(hiddenText).toBe("x");
    expect(text.replaceAll("\n", " ").replaceAll("  ", " ")).toBe("seen again");
  });

  it.each([
    ["font size set again inside", "<td style='font-size:0'><span style='font-size:14px'>x</span></td>"],
    ["a rule for small screens", "<style>@media (max-width:600px){.h{display:none}}</style><p class=h>x</p>"],
    ["a rule for Outlook alone", "<!--[if mso]><style>.h{display:none}</style><![endif]--><p class=h>x</p>"],
    [
      "a painted button",
      "<style>.t a.b{background:red}</style><td bgcolor=#fff><a class=b style='color:#fff'>x</a></td>",
    ],
    ["a paragraph that ends an unclosed hidden one", "<p style='display:none'><p>x</p>"],
    ["mso-hide", "<p style='mso-hide:all'>x</p>"],
    ["a colour over an image", "<td bgcolor=#fff background=a.png><font color=#fff>x</font></td>"],
  ])("takes text for visible with %s", (_, html) => {
    expect(readHtml(html)).toMatchObject({ text: "x", hiddenText: "" });
  });

  it("marks a link inside a hidden element as hidden, an image link in a zero-size cell not", () => {
    const { links } = readHtml(
      "<div style=display:none><a href=https://a.example/>x</a></div><td style='font-size:0'><a href=https://b.example/><img></a>",
    );
    expect(links.map((link) => link.isHidden)).toEqual([true, false]);
  });
});
