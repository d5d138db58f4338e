import { describe, expect, it } from "vitest";
import { urlsInScript } from "../../src/extract/from-script.ts";

const X = "https://x.example/a";
const hex = (text: string) => [...text].map((c) => c.charCodeAt(0).toString(16)).join("");

describe("urlsInScript", () => {
  it.each([
    ["a literal", `location.href='${X}'`],
    ["a sum of literals", `location.href = "ht" + "tps://x.exa" + 'mple/a';`],
    ["variables", `var a="https://x."; const b='example/a'; location.replace(a+b)`],
    ["a variable that grows", `let p='https://x.';p+='exam';p+='ple/a';window.open(p)`],
    ["an array joined", `location=['https:','','x.example','a'].join('/')`],
    ["an array by index", `var a=['htt','ps://','x.exam','ple/a'];location=a[0]+a[1]+a[2]+a[3]`],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the script's own template
    ["a template", "location=`https://${'x.example'}/a`"],
    ["escapes", String.raw`s="\x68\x74\x74\x70\x73\u003a//x.example\u{2f}a"`],
    ["atob", `location=atob("${btoa(X)}")`],
    ["base64 that is decoded elsewhere", `var s="${btoa(X)}"; go(decode(s))`],
    ["code in base64", `eval(window.atob("${btoa(`location.href='${X}'`)}"))`],
    ["packing twice", `eval(atob("${btoa(`eval(unescape("${encodeURIComponent(`location='${X}'`)}"))`)}"))`],
    ["unescape with %u", `location=unescape('%u0068ttps%3A//x.example/a')`],
    ["decodeURIComponent(escape(atob()))", `l=decodeURIComponent(escape(atob("${btoa(X)}")))`],
    ["character codes", `l=String.fromCharCode(${[...X].map((c) => c.charCodeAt(0)).join(",")})`],
    ["character codes in an array", `f([${[...X].map((c) => c.charCodeAt(0)).join(",")}])`],
    ["letters turned round", `l="${[...X].toReversed().join("")}".split("").reverse().join("")`],
    ["hex", `var h="${hex(`location='${X}'`)}"`],
    ["a sum in code in a string", `setTimeout("location='ht'+'tps://x.example/a'", 1)`],
    ["an argument of a function on the spot", `(function(a,b){go(a)})("${X}", 1)`],
    [
      "packed words",
      `eval(function(p,a,c,k,e,d){return p}('0.1="2://3.4/a"',62,5,'location|href|https|x|example'.split('|'),0,{}))`,
    ],
    ["code in a string", `setTimeout("location='${X}'", 1)`],
    ["a regular expression with quotes before", `if(/['"]/.test(q)) l="${X}"`],
    ["VBScript", `location = "https://x." & "example/a"`],
  ])("reads %s", (_, js) => {
    expect(urlsInScript(js)).toEqual([X]);
  });

  it("hands on HTML that a script writes", () => {
    const html = `<a href="${X}">x</a>`;
    expect(urlsInScript(`document.write('<a href=' + '"${X}">x</a>')`)).toEqual([html]);
    expect(urlsInScript(`document.write(unescape("${encodeURIComponent(html)}"))`)).toEqual([html]);
  });

  it.each([
    ["comments", `// "${X}"\n/* '${X}' */`],
    [
      "scripts, styles and images that it loads",
      `s.src="https://x.example/a.js";i.src="https://x.example/b.png?c"`,
    ],
    ["names of vocabularies", `createElementNS("http://www.w3.org/2000/svg","a")`],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the script's own template
    ["a host that is only begun", "fetch('https://www.' + domain); fetch(`https://api.${zone}/x`)"],
    ["fragments that are joined", `var a="https://ev"; f(a + ".x" + unknown)`],
  ])("leaves out %s", (_, js) => {
    expect(urlsInScript(js)).toEqual([]);
  });

  it("keeps a URL that an unknown value follows", () => {
    expect(urlsInScript("location='https://x.example/?m=' + mail")).toEqual(["https://x.example/?m="]);
  });

  it("tells the caps that it reaches", () => {
    const limits: string[] = [];
    urlsInScript(`a='${"x".repeat(99)}';${"a=a+a;".repeat(99)}`, ({ limit }) => limits.push(limit));
    urlsInScript("1,".repeat(200_000), ({ limit }) => limits.push(limit));
    expect(limits).toEqual(["SCRIPT_CHARS_MAX", "SCRIPT_TOKENS_MAX"]);
  });
});
