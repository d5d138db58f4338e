// Goal: every address in every kind of attachment is found at its place, and no other. Method: files made here.
import { gzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { readAttachments } from "../../../src/extract/attachments/read-attachments.ts";
import { addresses, attach, read } from "./make/attachment.ts";
import { utf8, utf16 } from "./make/bytes.ts";
import { makePng, qrImage } from "./make/image.ts";
import { makePdf } from "./make/pdf.ts";
import { makeZip } from "./make/zip.ts";

const URL_A = "https://a.evil.example.com/pay";
const PAGE = `<!doctype html><html><body><a href="${URL_A}">x</a></body></html>`;
const MAIL = `Received: from x by y\r\nFrom: a@example.com\r\nSubject: s\r\n\r\n${URL_A}\r\n`;

describe("readAttachments by what a file is, not what it is called", () => {
  const cases: readonly [string, Uint8Array | string, string, string, readonly string[]][] = [
    ["HTML as text", PAGE, "note.txt", "text/plain", [`html-attachment ${URL_A}`]],
    ["HTML as binary without a name", PAGE, "file", "application/octet-stream", [`html-attachment ${URL_A}`]],
    [
      "SVG",
      `<svg xmlns="http://www.w3.org/2000/svg"><a href="${URL_A}"/></svg>`,
      "a.svg",
      "image/svg+xml",
      [`html-attachment ${URL_A}`],
    ],
    [
      "XHTML in UTF-16",
      Uint8Array.of(0xff, 0xfe, ...utf16(PAGE)),
      "a.xhtml",
      "application/xhtml+xml",
      [`html-attachment ${URL_A}`],
    ],
    ["plain text as an image", `see ${URL_A} now`, "a.png", "image/png", [`text ${URL_A}`]],
    ["CSV", `name,link\nx,${URL_A}\n`, "a.csv", "text/csv", [`text ${URL_A}`]],
    ["JSON", `{"u":"${URL_A}"}`, "a.json", "application/json", [`text ${URL_A}`]],
    [
      "Internet shortcut",
      `[InternetShortcut]\r\nURL=${URL_A}\r\n`,
      "a.url",
      "application/octet-stream",
      [`text ${URL_A}`],
    ],
    ["PDF as an image", makePdf([`<< /S /URI /URI (${URL_A}) >>`]), "a.jpg", "image/jpeg", [`pdf ${URL_A}`]],
    ["PNG as a PDF", makePng(qrImage(URL_A)), "a.pdf", "application/pdf", [`qr ${URL_A}`]],
    ["gzip of HTML", gzipSync(utf8(PAGE)), "a.html.gz", "application/gzip", [`html-attachment ${URL_A}`]],
    [
      "ZIP as Word",
      makeZip([{ name: "a.html", content: PAGE }]),
      "a.docx",
      "application/msword",
      [`html-attachment ${URL_A}`],
    ],
  ];
  for (const [name, content, filename, mediaType, expected] of cases)
    it(name, () => expect(addresses(read(content, filename, mediaType))).toEqual(expected));

  it("hands a mail on whole, by type, name or content", () => {
    for (const [filename, mediaType] of [
      ["a.eml", "text/plain"],
      ["a.bin", "message/rfc822"],
      ["a.bin", "application/octet-stream"],
    ])
      expect(read(MAIL, filename, mediaType).mails.map((m) => new TextDecoder().decode(m))).toEqual([MAIL]);
  });

  it("decodes Shift_JIS and ISO-2022-JP text so that an address ends where it ends", () => {
    const sjis = Uint8Array.of(...utf8(URL_A), 0x82, 0xa9, 0x82, 0xe7);
    expect(addresses(read(sjis, "a.txt", "text/plain"))).toEqual([`text ${URL_A}`]);
    const jis = Uint8Array.of(...utf8(URL_A), 0x1b, 0x24, 0x42, 0x24, 0x2b, 0x1b, 0x28, 0x42);
    expect(addresses(read(jis, "a.txt", "text/plain"))).toEqual([`text ${URL_A}`]);
  });

  it("does not decode sound and films", () => {
    const silent = { ...attach("", "a.mp3", "audio/mpeg"), bytes: () => expect.unreachable() };
    expect(readAttachments([silent]).links).toEqual([]);
  });

  it("finds nothing in programs and in formats that are only named", () => {
    const exe = Uint8Array.of(0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0, ...utf8(URL_A), 0, 1, 2, 3, 4, 5, 6, 7, 8);
    expect(addresses(read(exe, "a.exe"))).toEqual([]);
    expect(read(utf8("Rar!\x1a\x07\0"), "a.rar").notes).toEqual([
      { attachment: "a.rar", note: "unsupported_format" },
    ]);
  });
});

describe("archives", () => {
  it("finds text, pages, mails and codes in a ZIP, and in a ZIP in it", () => {
    const inner = makeZip([
      { name: "b.txt", content: URL_A },
      { name: "qr.png", content: makePng(qrImage("https://b.evil.example.com/")) },
    ]);
    const outer = makeZip([
      { name: "inner.zip", content: inner, isStored: true },
      { name: "m.eml", content: MAIL },
      { name: "a.html", content: PAGE, hasDescriptor: true },
    ]);
    const found = read(outer, "a.zip", "application/zip");
    expect(addresses(found).sort()).toEqual([
      `html-attachment ${URL_A}`,
      "qr https://b.evil.example.com/",
      `zip ${URL_A}`,
    ]);
    expect(found.mails).toHaveLength(1);
    expect(found.notes).toEqual([]);
  });

  it("says which files of an archive are encrypted, and reads the others", () => {
    const zip = makeZip([
      { name: "secret.html", content: PAGE, isEncrypted: true },
      { name: "password.txt", content: URL_A },
    ]);
    const found = read(zip, "a.zip");
    expect(found.notes).toEqual([{ attachment: "a.zip/secret.html", note: "encrypted" }]);
    expect(addresses(found)).toEqual([`zip ${URL_A}`]);
  });

  it("reads an archive without its directory, with and without sizes in the local headers", () => {
    for (const hasDescriptor of [false, true]) {
      const zip = makeZip(
        [
          { name: "x.bin", content: new Uint8Array(300) },
          { name: "a.txt", content: URL_A, hasDescriptor },
          { name: "b.txt", content: `${URL_A}2` },
        ],
        false,
      );
      expect(addresses(read(zip, "a.zip")).sort()).toEqual([`zip ${URL_A}`, `zip ${URL_A}2`]);
    }
  });

  it("reads an archive behind a program (self-extractor named .zip)", () => {
    const zip = makeZip([{ name: "a.txt", content: URL_A }]);
    const shifted = Uint8Array.of(0x4d, 0x5a, 0x90, 0, 3, 0, 1, 2, ...zip);
    expect(addresses(read(shifted, "a.zip"))).toEqual([`zip ${URL_A}`]);
  });

  it("names files by path in notes", () => {
    const inner = makeZip([{ name: "x.html", content: PAGE, isEncrypted: true }]);
    const found = read(makeZip([{ name: "in.zip", content: inner }]), "out.zip");
    expect(found.notes).toEqual([{ attachment: "out.zip/in.zip/x.html", note: "encrypted" }]);
  });
});

describe("calendar and contact", () => {
  it("unfolds, unescapes, and reads links, text and HTML of an event", () => {
    const ics = [
      "BEGIN:VCALENDAR",
      "PRODID:-//https://program.example.com//EN",
      "BEGIN:VEVENT",
      "UID:https://uid.example.com/1",
      "URL;VALUE=URI:https://a.evil.example.c",
      " om/pay",
      "ATTACH;FMTTYPE=application/pdf:https://attach.example.com/f.pdf",
      "DESCRIPTION:Pay at\\nhttps://desc.example.com/x\\, now",
      'LOCATION;ALTREP="https://altrep.example.com/":https://loc.example.com/room',
      'X-ALT-DESC;FMTTYPE=text/html:<html><a href="https://html.example.com/">x</a></html>',
      "END:VEVENT",
      "END:VCALENDAR",
    ].join("\r\n");
    expect(addresses(read(ics, "invite.ics", "text/calendar")).sort()).toEqual([
      "ics https://a.evil.example.com/pay",
      "ics https://altrep.example.com/",
      "ics https://attach.example.com/f.pdf",
      "ics https://desc.example.com/x",
      "ics https://html.example.com/",
      "ics https://loc.example.com/room",
    ]);
  });

  it("reads a contact, quoted-printable and grouped fields included", () => {
    const vcf = [
      "BEGIN:VCARD",
      "VERSION:2.1",
      "item1.URL:https://group.example.com/",
      "NOTE;ENCODING=QUOTED-PRINTABLE:see=20https://qp.example.com/=",
      "path=3Fa=3D1",
      "PHOTO;ENCODING=BASE64;TYPE=PNG:aHR0cHM6Ly9ub3QuZXhhbXBsZS5jb20v",
      "END:VCARD",
    ].join("\r\n");
    expect(addresses(read(vcf, "x.vcf", "text/vcard"))).toEqual([
      "vcf https://group.example.com/",
      "vcf https://qp.example.com/path?a=1",
    ]);
  });
});
