// Goal: every form of PNG, JPEG, GIF and BMP gives its brightness, and every code in it is read.
// Method: images made here in all forms; JPEG by another encoder, compared with what went in.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeGif } from "../../../src/extract/attachments/image/gif.ts";
import type { Grey } from "../../../src/extract/attachments/image/grey.ts";
import { decodeJpeg } from "../../../src/extract/attachments/image/jpeg/decode-jpeg.ts";
import { decodePng } from "../../../src/extract/attachments/image/png.ts";
import { decodeQrCodes } from "../../../src/extract/attachments/qr.ts";
import { addresses, read } from "./make/attachment.ts";
import { makeGif } from "./make/gif.ts";
import { makeBmp, makePng, type PngForm, qrImage, transform } from "./make/image.ts";
import { makeJpeg } from "./make/jpeg.ts";

const URL_A = "https://qr.evil.example.com/login?id=1";
const CODE = qrImage(URL_A, 4);
/** All levels of brightness, and a size that is no multiple of eight. */
const RAMP: Grey = transform(
  { width: 83, height: 51, data: new Uint8Array(83 * 51) },
  (x, y) => (x * 3 + y * 5) & 255,
);
const BLACK_WHITE = (image: Grey) =>
  transform(image, (x, y) => ((image.data[y * image.width + x] as number) < 128 ? 0 : 255));

function largestError(a: Grey, b: Grey): number {
  return a.data.reduce((most, value, n) => Math.max(most, Math.abs(value - (b.data[n] as number))), 0);
}

describe("decodePng()", () => {
  const forms: PngForm[] = [];
  for (const colour of [0, 2, 3, 4, 6] as const)
    for (const depth of [1, 2, 4, 8, 16] as const) {
      const isAllowed =
        depth === 8 ||
        (colour === 0 && depth <= 16) ||
        (colour === 3 && depth < 8) ||
        (depth === 16 && colour !== 3);
      if (isAllowed) for (const isInterlaced of [false, true]) forms.push({ colour, depth, isInterlaced });
    }
  for (const filter of [0, 1, 2, 3, 4] as const)
    forms.push(
      { colour: 2, depth: 8, filter, parts: 3 },
      { colour: 6, depth: 16, filter, isInterlaced: true },
    );
  for (const form of forms)
    it(`reads ${JSON.stringify(form)}`, () => {
      const image = form.depth < 8 ? BLACK_WHITE(RAMP) : RAMP;
      const decoded = decodePng(makePng(image, form)) as Grey;
      expect([decoded.width, decoded.height]).toEqual([image.width, image.height]);
      expect(largestError(decoded, image)).toBeLessThanOrEqual(1);
    });
  it("leaves what is missing white", () => {
    const whole = makePng(RAMP);
    const decoded = decodePng(whole.subarray(0, Math.floor(whole.length / 2))) as Grey;
    expect(decoded.data.at(-1)).toBe(255);
    expect(decoded.data.subarray(0, 83)).toEqual(RAMP.data.subarray(0, 83));
  });
});

describe("decodeJpeg() against mozjpeg's encoder", () => {
  const smooth = transform(RAMP, (x, y) => 40 + x * 2 + Math.round(20 * Math.sin(y / 4)));
  const cases = [
    { progressive: false, color_space: 1 },
    { progressive: false, color_space: 3, auto_subsample: false, chroma_subsample: 1 },
    { progressive: false, color_space: 3, auto_subsample: false, chroma_subsample: 2 },
    { progressive: false, color_space: 2 },
    { progressive: true, color_space: 1 },
    { progressive: true, color_space: 3, auto_subsample: false, chroma_subsample: 2 },
    {
      progressive: true,
      color_space: 3,
      auto_subsample: false,
      chroma_subsample: 1,
      trellis_multipass: true,
    },
    { progressive: false, baseline: true, color_space: 3, optimize_coding: false },
  ];
  for (const options of cases)
    it(`reads ${JSON.stringify(options)}`, async () => {
      const decoded = decodeJpeg(await makeJpeg(smooth, { quality: 96, ...options })) as Grey;
      expect([decoded.width, decoded.height]).toEqual([smooth.width, smooth.height]);
      expect(largestError(decoded, smooth)).toBeLessThanOrEqual(12);
      const mean =
        decoded.data.reduce((sum, v, n) => sum + Math.abs(v - (smooth.data[n] as number)), 0) /
        decoded.data.length;
      expect(mean).toBeLessThan(1.6);
    });
  it("reads a code at low quality, baseline and progressive", async () => {
    for (const progressive of [false, true]) {
      const found = read(await makeJpeg(CODE, { quality: 20, progressive }), "qr.jpg", "image/jpeg");
      expect(addresses(found)).toEqual([`qr ${URL_A}`]);
    }
  });
  it("never throws on a damaged file", async () => {
    const whole = [await makeJpeg(RAMP, { progressive: true }), await makeJpeg(RAMP, { progressive: false })];
    let decoded = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...whole),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 }),
        fc.nat(),
        (bytes, edits, cut) => {
          const copy = bytes.slice(0, cut % 3 === 0 ? cut % bytes.length : bytes.length);
          for (const [at, value] of edits) if (at % 4_000 < copy.length) copy[at % 4_000] = value;
          if (decodeJpeg(copy) !== null) decoded++;
        },
      ),
      { numRuns: 200 },
    );
    expect(decoded).toBeGreaterThan(20);
  });
});

describe("GIF and BMP", () => {
  it("reads the code in a GIF, in a later frame too", () => {
    const blank = { ...CODE, data: new Uint8Array(CODE.data.length).fill(255) };
    expect(addresses(read(makeGif([blank, CODE]), "a.gif", "image/gif"))).toEqual([`qr ${URL_A}`]);
    expect(decodeGif(makeGif([CODE]))?.[0]?.data).toEqual(CODE.data);
  });
  it("reads the code in a BMP", () =>
    expect(addresses(read(makeBmp(CODE), "a.bmp", "image/bmp"))).toEqual([`qr ${URL_A}`]));
});

describe("decodeQrCodes()", () => {
  const inside = (width: number, height: number, ...places: [Grey, number, number][]): Grey => {
    const data = new Uint8Array(width * height).fill(255);
    for (const [image, left, top] of places)
      for (let y = 0; y < image.height; y++)
        data.set(image.data.subarray(y * image.width, (y + 1) * image.width), (top + y) * width + left);
    return { width, height, data };
  };
  it("reads a code that is light on dark", () => {
    expect(decodeQrCodes(transform(CODE, (x, y) => 255 - (CODE.data[y * CODE.width + x] as number)))).toEqual(
      [URL_A],
    );
  });
  it("reads a code that is mirrored", () => {
    expect(
      decodeQrCodes(transform(CODE, (x, y) => CODE.data[y * CODE.width + CODE.width - 1 - x] as number)),
    ).toEqual([URL_A]);
  });
  it("reads a code that is turned and of low contrast", () => {
    expect(
      decodeQrCodes(transform(CODE, (x, y) => 110 + (CODE.data[x * CODE.width + y] as number) / 10)),
    ).toEqual([URL_A]);
  });
  it("reads three codes in one image", () => {
    const urls = ["https://one.example.com/", "https://two.example.com/", "https://three.example.com/"];
    const [a, b, c] = urls.map((url) => qrImage(url, 4)) as [Grey, Grey, Grey];
    expect(decodeQrCodes(inside(600, 400, [a, 10, 10], [b, 300, 40], [c, 160, 200])).sort()).toEqual(
      urls.toSorted(),
    );
  });
  it("reads a small code on a large page", () => {
    expect(decodeQrCodes(inside(1_600, 1_200, [qrImage(URL_A, 3), 1_100, 900]))).toEqual([URL_A]);
  });
  it("reads a code in an image longer or wider than the scanner takes", () => {
    expect(decodeQrCodes(inside(300, 9_000, [CODE, 20, 3_950]))).toEqual([URL_A]);
    expect(decodeQrCodes(inside(9_000, 300, [CODE, 6_000, 20]))).toEqual([URL_A]);
  });
  it("reads a code of two pixels a module, and Japanese text around an address", () => {
    expect(decodeQrCodes(qrImage(URL_A, 2))).toEqual([URL_A]);
    expect(addresses(read(makePng(qrImage("お支払い https://jp.example.com/a こちら", 4)), "a.png"))).toEqual(
      ["qr https://jp.example.com/a"],
    );
  });
  it("finds nothing in a blank image, noise, stripes", () => {
    for (const image of [
      transform(RAMP, () => 255),
      transform(RAMP, (x, y) => (x * 7919 + y * 104729 + x * y * 31) & 255),
      transform(RAMP, (x) => (x & 4) * 60),
    ])
      expect(decodeQrCodes(image)).toEqual([]);
  });
});
