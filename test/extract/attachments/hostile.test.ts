// Goal: no bytes make a reader throw, hang or use more than its budget. Method: bombs, floods and random bytes.

import fc from "fast-check";
import { gzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import type { AttachmentFindings } from "../../../src/extract/attachments/findings.ts";
import { kindOf } from "../../../src/extract/attachments/kind.ts";
import { qrInHtml, qrInText } from "../../../src/extract/attachments/qr-in-text.ts";
import { readAttachments } from "../../../src/extract/attachments/read-attachments.ts";
import { addresses, attach } from "./make/attachment.ts";
import { concat, utf8 } from "./make/bytes.ts";
import { makeCompound } from "./make/compound.ts";
import { makeGif } from "./make/gif.ts";
import { makePng, qrImage } from "./make/image.ts";
import { makeJpeg } from "./make/jpeg.ts";
import { makeMsg, packRtf } from "./make/msg.ts";
import { makePdf, objectStream, pdfStream } from "./make/pdf.ts";
import { makeTnef } from "./make/tnef.ts";
import { makeZip } from "./make/zip.ts";

const URL_A = "https://a.evil.example.com/pay";
/** CPU time, so that a busy machine does not matter so much; unbounded work takes minutes. */
const CPU_MS_MAX = 10_000;

function timed(files: readonly (Uint8Array | string)[], name = "x"): AttachmentFindings & { cpuMs: number } {
  const attachments = files.map((bytes) => attach(bytes, name));
  const before = process.cpuUsage();
  const found = readAttachments(attachments);
  const { user, system } = process.cpuUsage(before);
  return { ...pick(found), cpuMs: (user + system) / 1_000 };
}

const pick = (found: AttachmentFindings): AttachmentFindings => ({
  links: found.links,
  texts: found.texts,
  htmls: found.htmls,
  mails: found.mails,
  notes: found.notes,
  truncated: found.truncated,
});
const limits = (found: AttachmentFindings) => found.truncated.map((t) => t.limit);

const BOMB = new Uint8Array(60 * 1024 * 1024);

describe("bombs", () => {
  it("a ZIP of 60 MB of zeros does not hide what is beside it", () => {
    const packed = Array.from({ length: 3 }, (_, n) => ({
      name: `${n}.html`,
      content: BOMB.subarray(0, 20 * 1024 * 1024),
    }));
    const found = timed([makeZip([...packed, { name: "z.txt", content: URL_A.padEnd(60_000, " x") }])]);
    expect(limits(found)).toContain("INFLATED_BYTES_MAX");
    expect(addresses(found)).toContain(`zip ${URL_A}`);
    expect(found.cpuMs).toBeLessThan(CPU_MS_MAX);
  });
  it("a gzip and a PDF stream of 60 MB", () => {
    const found = timed([
      gzipSync(BOMB),
      makePdf([pdfStream(concat(utf8("BT "), BOMB)), `<< /URI (${URL_A}) >>`]),
    ]);
    expect(limits(found)).toContain("INFLATED_BYTES_MAX");
    expect(addresses(found)).toContain(`pdf ${URL_A}`);
    expect(found.cpuMs).toBeLessThan(CPU_MS_MAX);
  });
  it("images that state a size of 65,535 squared are skipped by their header", () => {
    const png = makePng({ width: 30, height: 30, data: new Uint8Array(900) });
    new DataView(png.buffer).setUint32(16, 65_535);
    new DataView(png.buffer).setUint32(20, 65_535);
    const gif = makeGif([{ width: 30, height: 30, data: new Uint8Array(900) }]);
    gif.set([255, 255, 255, 255], 6);
    const found = timed([png, gif]);
    expect(found.notes.map((n) => n.note)).toEqual(["skipped_too_large", "skipped_too_large"]);
    expect(limits(found)).toEqual(["IMAGE_PIXELS_MAX"]);
  });
  it("a GIF whose frame is larger than its screen allocates nothing", () => {
    const gif = makeGif([{ width: 30, height: 30, data: new Uint8Array(900) }]);
    gif.set([255, 255, 255, 255], gif.indexOf(0x2c, 13) + 5);
    expect(timed([gif]).notes).toEqual([{ attachment: "x", note: "unreadable" }]);
  });
});

describe("floods", () => {
  it("100 images: the first few are read, the rest is told", () => {
    const images = Array.from({ length: 100 }, (_, n) => makePng(qrImage(`https://q${n}.example.com/`)));
    const found = timed(images.slice(0, 50));
    expect(found.links).toHaveLength(8);
    expect(limits(found)).toEqual(["IMAGES_MAX"]);
    expect(limits(timed(images))).toContain("ATTACHMENTS_MAX");
  });
  it("large images of noise and of nothing but corners of codes", async () => {
    const size = 900;
    let seed = 1;
    const next = () => {
      seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
      return seed >> 16;
    };
    const noise = { width: size, height: size, data: new Uint8Array(size * size).map(next) };
    const corner = ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"];
    const farm = {
      ...noise,
      data: noise.data.map((_, n) => (corner[Math.floor(n / size) % 9]?.[(n % size) % 9] === "1" ? 0 : 255)),
    };
    for (const file of [
      makePng(noise),
      makePng(farm),
      await makeJpeg(noise, { quality: 90, progressive: true }),
      await makeJpeg(noise, { quality: 90, progressive: false }),
    ]) {
      const found = timed(Array.from({ length: 8 }, () => file));
      expect(found.links).toEqual([]);
      expect(limits(found)).toEqual(["IMAGE_PIXELS_TOTAL_MAX"]);
      expect(found.cpuMs).toBeLessThan(CPU_MS_MAX);
    }
  });
  it("10,000 ZIP entries", () => {
    const zip = makeZip(Array.from({ length: 10_000 }, (_, n) => ({ name: `${n}.txt`, content: `x${n}` })));
    const found = timed([zip]);
    expect(limits(found).sort()).toEqual(["INNER_FILES_MAX", "ZIP_ENTRIES_MAX"]);
    expect(found.cpuMs).toBeLessThan(CPU_MS_MAX);
  });
  it("ZIP in ZIP in ZIP ends, with what was reached", () => {
    let zip = makeZip([{ name: "a.txt", content: URL_A }]);
    const results: string[][] = [];
    for (let n = 0; n < 6; n++) {
      results.push(addresses(timed([zip])));
      zip = makeZip([{ name: "in.zip", content: zip }]);
    }
    expect(results.map((r) => r.length)).toEqual([1, 1, 1, 0, 0, 0]);
    expect(limits(timed([zip]))).toEqual(["CONTAINER_DEPTH_MAX"]);
  });
  const PIECES = [
    "/URI (",
    "/F (",
    "stream ",
    ">>stream\n",
    "/URI 1 0 R ",
    "1 0 obj ",
    "<< /Filter /FlateDecode >> stream\nx\nendstream ",
    "/#55",
    "/A%\n%\n",
    "(\\(",
    "BT (",
  ];
  for (const piece of PIECES)
    it(`2 MB of ${JSON.stringify(piece)} as a PDF`, () => {
      const pdf = utf8(`%PDF-1.7\n${piece.repeat(Math.floor(2_000_000 / piece.length))}`);
      expect(timed([pdf]).cpuMs).toBeLessThan(CPU_MS_MAX);
    });
  const TEXTS = [
    "{\\rtf1 {",
    "{\\rtf1 \\'82",
    "BEGIN:VCALENDAR\nA;B=",
    "BEGIN:VCARD\nA;ENCODING=QUOTED-PRINTABLE:=\n",
    "From: a\n",
    "PK\x03\x04",
    "https://",
    "█",
    "##",
  ];
  for (const piece of TEXTS)
    it(`2 MB of ${JSON.stringify(piece)}`, () => {
      expect(timed([piece.repeat(Math.floor(2_000_000 / piece.length))]).cpuMs).toBeLessThan(CPU_MS_MAX);
      expect(timed([piece.slice(0, 15) + piece.slice(-1).repeat(2_000_000)]).cpuMs).toBeLessThan(CPU_MS_MAX);
    });
  it("qrInText() and qrInHtml() on a million characters made to be slow", () => {
    const texts = [
      "█",
      "█ \n",
      `${"█ ".repeat(300)}\n`,
      "##############\n",
      "> > > ",
      "<td bgcolor=1>",
      "<table><tr><td bgcolor=#000>",
      '<td colspan=400 style="background:#000;width:1px;height:1px">',
      "<tr><td style=background:red width=1>",
    ];
    for (const piece of texts) {
      const text = piece.repeat(Math.floor(1_000_000 / piece.length));
      const before = process.cpuUsage();
      qrInText(text);
      qrInHtml(text);
      expect((process.cpuUsage(before).user + process.cpuUsage(before).system) / 1_000).toBeLessThan(
        CPU_MS_MAX,
      );
    }
  });
});

describe("any bytes", () => {
  const samples = (): [string, Uint8Array][] => [
    ["pdf", makePdf([objectStream([`<< /URI (${URL_A}) >>`]), pdfStream(`BT (${URL_A}) Tj ET`)])],
    [
      "zip",
      makeZip([
        { name: "a.html", content: `<a href="${URL_A}">` },
        { name: "b.txt", content: URL_A, hasDescriptor: true },
      ]),
    ],
    ["gzip", gzipSync(utf8(URL_A))],
    [
      "compound",
      makeMsg({
        texts: { "1000": URL_A },
        binaries: { "1009": packRtf(`{\\rtf1 ${URL_A}}`, true) },
        attachments: [{ name: "a", content: utf8(URL_A) }],
      }),
    ],
    ["compound", makeCompound({ WordDocument: utf8(URL_A.repeat(200)) })],
    ["tnef", makeTnef(URL_A, [{ name: "a.txt", content: utf8(URL_A) }])],
    ["rtf", utf8(`{\\rtf1{\\field{\\*\\fldinst HYPERLINK "${URL_A}"}}}`)],
    ["png", makePng(qrImage(URL_A), { colour: 3, depth: 2, isInterlaced: true })],
    ["gif", makeGif([qrImage(URL_A, 2)])],
    ["calendar", utf8(`BEGIN:VCALENDAR\r\nURL:${URL_A}\r\n`)],
  ];

  it("every reader survives a damaged file of its kind", () => {
    const files = samples();
    const reached = new Set<string>();
    let found = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 12 }),
        fc.nat(),
        ([, bytes], edits, cut) => {
          const copy = bytes.slice(0, cut % 4 === 0 ? cut % bytes.length : bytes.length);
          for (const [at, value] of edits) if (copy.length > 0) copy[at % copy.length] = value;
          reached.add(kindOf(copy, "x", ""));
          const result = readAttachments([attach(copy)]);
          found += addresses(result).length;
        },
      ),
      { numRuns: 300 },
    );
    expect([...reached]).toEqual(
      expect.arrayContaining(["pdf", "zip", "gzip", "compound", "tnef", "rtf", "png", "gif", "calendar"]),
    );
    expect(found).toBeGreaterThan(50);
  });

  it("every reader survives random bytes behind its mark", () => {
    const marks = samples().map(([, bytes]) => bytes.subarray(0, 26));
    fc.assert(
      fc.property(
        fc.constantFrom(...marks, utf8("\xff\xd8\xff")),
        fc.uint8Array({ maxLength: 3_000 }),
        (mark, rest) => {
          readAttachments([attach(concat(mark, rest))]);
          readAttachments([attach(rest)]);
        },
      ),
      { numRuns: 400 },
    );
  });

  it("a planted address is found in any container, two deep", () => {
    const wrap: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
      zip: (bytes) =>
        makeZip([
          { name: "noise.bin", content: new Uint8Array(100) },
          { name: "file", content: bytes },
        ]),
      stored: (bytes) => makeZip([{ name: "file", content: bytes, isStored: true }], false),
      gzip: (bytes) => gzipSync(bytes),
      pdf: (bytes) => makePdf([pdfStream(bytes, "/Type /EmbeddedFile")]),
      docx: (bytes) =>
        makeZip([
          { name: "[Content_Types].xml", content: "<Types/>" },
          { name: "word/embeddings/o.bin", content: bytes },
        ]),
      tnef: (bytes) => makeTnef("", [{ name: "f", content: bytes }]),
    };
    const plant: Readonly<Record<string, (url: string) => Uint8Array>> = {
      text: (url) => utf8(`見て ${url} こちら`),
      html: (url) => utf8(`<html><a href="${url}">x</a></html>`),
      pdf: (url) => makePdf([`<< /S /URI /URI (${url}) >>`]),
      packedPdf: (url) => makePdf([objectStream([`<< /URI (${url}) >>`])]),
      png: (url) => makePng(qrImage(url)),
      gif: (url) => makeGif([qrImage(url)]),
      rtf: (url) => utf8(`{\\rtf1{\\field{\\*\\fldinst HYPERLINK "${url}"}}}`),
      ics: (url) => utf8(`BEGIN:VCALENDAR\r\nURL:${url}\r\nEND:VCALENDAR\r\n`),
      vcf: (url) => utf8(`BEGIN:VCARD\r\nURL:${url}\r\nEND:VCARD\r\n`),
      doc: (url) => makeCompound({ WordDocument: utf8(`HYPERLINK "${url}"`) }),
    };
    const url = fc
      .tuple(fc.stringMatching(/^[a-z]{3,12}$/), fc.stringMatching(/^[a-z0-9]{1,8}$/))
      .map(([host, path]) => `https://${host}.example.com/${path}`);
    fc.assert(
      fc.property(
        url,
        fc.constantFrom(...Object.keys(plant)),
        fc.array(fc.constantFrom(...Object.keys(wrap)), { maxLength: 2 }),
        (planted, seed, wraps) => {
          const file = wraps.reduce(
            (bytes, kind) => wrap[kind]?.(bytes) as Uint8Array,
            plant[seed]?.(planted) as Uint8Array,
          );
          const found = addresses(readAttachments([attach(file)]));
          expect(found.map((address) => address.replace(/^\S+ /, ""))).toEqual([planted]);
        },
      ),
      { numRuns: 300 },
    );
  });
});
