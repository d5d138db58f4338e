// Goal: links of Office documents, as the formats mark them and as text. Method: small documents made here.
import { describe, expect, it } from "vitest";
import { addresses, read } from "./make/attachment.ts";
import { utf8, utf16 } from "./make/bytes.ts";
import { makeCompound } from "./make/compound.ts";
import { makePng, qrImage } from "./make/image.ts";
import { makeZip } from "./make/zip.ts";

const TYPES = {
  name: "[Content_Types].xml",
  content: '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
};
const rels = (...items: string[]) =>
  `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${items.join("")}</Relationships>`;
const rel = (type: string, target: string, mode = "External") =>
  `<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}" TargetMode="${mode}"/>`;

describe("Office Open XML", () => {
  it("reads external relationships of links, templates and objects, not of images", () => {
    const docx = makeZip([
      TYPES,
      {
        name: "word/_rels/document.xml.rels",
        content: rels(
          rel("hyperlink", "https://link.example.com/?a=1&amp;b=2"),
          rel("image", "https://image.example.com/i.png"),
          rel("styles", "styles.xml", "Internal"),
        ),
      },
      {
        name: "word/_rels/settings.xml.rels",
        content: rels(rel("attachedTemplate", "https://template.example.com/t.dotm")),
      },
      {
        name: "word/_rels/webSettings.xml.rels",
        content: rels(rel("frame", "mhtml:https://frame.example.com/f!x-usc:https://frame.example.com/f")),
      },
    ]);
    expect(addresses(read(docx, "a.docx")).sort()).toEqual([
      "office https://frame.example.com/f!x-usc:https://frame.example.com/f",
      "office https://link.example.com/?a=1&b=2",
      "office https://template.example.com/t.dotm",
    ]);
  });

  it("reads text that is split into runs, and field codes", () => {
    const body =
      "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>" +
      "<w:p><w:r><w:t>go to https://split.exam</w:t></w:r><w:r><w:t>ple.com/x</w:t></w:r></w:p>" +
      "<w:p><w:r><w:t>next</w:t></w:r><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> HYPERLINK \"https://field.exa</w:instrText></w:r>" +
      "<w:r><w:instrText>mple.com/f\" </w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>click</w:t></w:r></w:p>" +
      "<w:p><w:fldSimple w:instr='HYPERLINK &quot;https://simple.example.com/&quot;'/></w:p></w:body></w:document>";
    const docm = makeZip([TYPES, { name: "word/document.xml", content: body }]);
    expect(addresses(read(docm, "a.docm"))).toEqual([
      "office https://split.example.com/x",
      "office https://field.example.com/f",
      "office https://simple.example.com/",
    ]);
  });

  it("reads shared strings, formulas and inline strings of a workbook, slides of a presentation", () => {
    const xlsx = makeZip([
      TYPES,
      {
        name: "xl/sharedStrings.xml",
        content: "<sst><si><t>https://shared.example.com/a</t></si><si><t>b</t></si></sst>",
      },
      {
        name: "xl/worksheets/sheet1.xml",
        content:
          '<worksheet><c><f>HYPERLINK("https://formula.example.com/","Pay")</f><v>Pay</v></c><c t="inlineStr"><is><t>https://inline.example.com/</t></is></c></worksheet>',
      },
    ]);
    expect(addresses(read(xlsx, "a.xlsx")).sort()).toEqual([
      "office https://formula.example.com/",
      "office https://inline.example.com/",
      "office https://shared.example.com/a",
    ]);
    const pptx = makeZip([
      TYPES,
      {
        name: "ppt/slides/slide1.xml",
        content: "<p:sld><a:p><a:r><a:t>https://slide.example.com/</a:t></a:r></a:p></p:sld>",
      },
    ]);
    expect(addresses(read(pptx, "a.pptx"))).toEqual(["office https://slide.example.com/"]);
  });

  it("reads codes in pictures and documents inside of the document", () => {
    const inner = makeZip([
      TYPES,
      { name: "word/document.xml", content: "<w:p><w:t>https://inner.example.com/</w:t></w:p>" },
    ]);
    const docx = makeZip([
      TYPES,
      { name: "word/media/image1.png", content: makePng(qrImage("https://qr.example.com/")) },
      { name: "word/embeddings/x.docx", content: inner },
    ]);
    expect(addresses(read(docx, "a.docx")).sort()).toEqual([
      "office https://inner.example.com/",
      "qr https://qr.example.com/",
    ]);
  });

  it("invents nothing out of names of vocabularies", () => {
    const docx = makeZip([
      TYPES,
      {
        name: "word/document.xml",
        content:
          '<w:document xmlns:w="http://schemas.openxmlformats.org/x"><w:p><w:t>hello</w:t></w:p></w:document>',
      },
      { name: "docProps/app.xml", content: "<a>http://program.example.com/</a>" },
    ]);
    expect(addresses(read(docx, "a.docx"))).toEqual([]);
  });
});

describe("other documents", () => {
  it("reads links and text of OpenDocument, not its images", () => {
    const odt = makeZip([
      { name: "mimetype", content: "application/vnd.oasis.opendocument.text", isStored: true },
      {
        name: "content.xml",
        content:
          '<office:document-content><text:p>see https://text.example.com/ <text:a xlink:href="https://link.example.com/">x</text:a></text:p><draw:image xlink:href="https://image.example.com/"/></office:document-content>',
      },
    ]);
    expect(addresses(read(odt, "a.odt")).sort()).toEqual([
      "office https://link.example.com/",
      "office https://text.example.com/",
    ]);
  });

  it("reads fields, text, escapes and OLE objects of RTF", () => {
    const hex = Array.from(utf16("https://ole.example.com/x"), (b) => b.toString(16).padStart(2, "0")).join(
      "",
    );
    const rtf =
      "{\\rtf1\\ansi\\ansicpg932{\\fonttbl{\\f0 https://font.example.com/;}}\\f0 hello \\'82\\'a9 https://text.exam\\-ple.com/\\par " +
      '{\\field{\\*\\fldinst{HYPERLINK "https://field.example.com/\\u97?b"}}{\\fldrslt{click}}}' +
      `{\\object{\\*\\objdata 0105000002000000${hex}00000000}}}`;
    expect(addresses(read(rtf, "a.doc")).sort()).toEqual([
      "office https://field.example.com/ab",
      "office https://ole.example.com/x",
      "office https://text.example.com/",
    ]);
  });

  it("reads addresses of old Office formats, though their blocks lie scattered", () => {
    const text = utf16(
      `${"x".repeat(3_000)} HYPERLINK "https://old.example.com/${"p".repeat(700)}" http://schemas.microsoft.com/office`,
    );
    const doc = makeCompound({ WordDocument: text, Other: utf8("nothing") });
    expect(addresses(read(doc, "a.doc"))).toEqual([`office https://old.example.com/${"p".repeat(700)}`]);
  });

  it("says that a document with a password is encrypted", () => {
    const found = read(
      makeCompound({ EncryptedPackage: new Uint8Array(100), EncryptionInfo: new Uint8Array(50) }),
      "a.docx",
    );
    expect(found.notes).toEqual([{ attachment: "a.docx", note: "encrypted" }]);
  });
});
