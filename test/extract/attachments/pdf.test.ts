// Goal: every way in which a PDF leads somewhere. Method: small PDFs made here, without a cross-reference table.
import { describe, expect, it } from "vitest";
import { addresses, read } from "./make/attachment.ts";
import { utf8, utf16 } from "./make/bytes.ts";
import { makePng, qrImage, qrModules } from "./make/image.ts";
import { makePdf, objectStream, pdfStream } from "./make/pdf.ts";

const URL_A = "https://a.evil.example.com/pay";
const found = (...objects: (Uint8Array | string)[]) =>
  addresses(read(makePdf(objects), "a.pdf", "application/pdf"));
const hex = (bytes: Uint8Array) => Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");

describe("links of a PDF", () => {
  const action = (value: string) => `<< /Type /Annot /Subtype /Link /A << /S /URI /URI ${value} >> >>`;
  const forms: readonly [string, string][] = [
    ["literal string", `(${URL_A})`],
    ["escapes and octal", "(https:\\057\\057a.evil.example.com\\\n/p\\141y)"],
    ["hex string with blanks", `<${hex(utf8(URL_A)).replace(/(.{10})/g, "$1\n")}>`],
    ["UTF-16 with its mark", `<feff${hex(utf16(URL_A).map((_, n, all) => all[n ^ 1] as number))}>`],
    ["UTF-8 with its mark", `<efbbbf${hex(utf8(URL_A))}>`],
    ["line break inside", "(https://a.evil.exam\nple.com/pay)"],
    ["comment before the value", `% x\n (${URL_A})`],
  ];
  for (const [name, value] of forms)
    it(`written as ${name}`, () => expect(found(action(value))).toEqual([`pdf ${URL_A}`]));

  it("keeps nested parentheses", () =>
    expect(found(action("(https://e.example.com/a(b)c)"))).toEqual(["pdf https://e.example.com/a(b)c"]));
  it("reads a key written with number signs", () =>
    expect(found(`<< /#55R#49 (${URL_A}) >>`)).toEqual([`pdf ${URL_A}`]));
  it("follows a reference to a string", () =>
    expect(found("<< /S /URI /URI 2 0 R >>", `(${URL_A})`)).toEqual([`pdf ${URL_A}`]));
  it("reads object streams, references between them included", () => {
    expect(
      found(objectStream([`<< /URI (${URL_A}) >>`, "<< /URI 102 0 R >>", "(https://b.example.com/)"])),
    ).toEqual([`pdf ${URL_A}`, "pdf https://b.example.com/"]);
  });
  it("reads Launch, GoToR and SubmitForm, but no local file", () => {
    expect(
      found(
        "<< /S /Launch /F << /FS /URL /F (https://launch.example.com/) >> >>",
        "<< /S /SubmitForm /F (https://form.example.com/) >>",
        "<< /S /GoToR /F (report.pdf) >>",
      ),
    ).toEqual(["pdf https://launch.example.com/", "pdf https://form.example.com/"]);
  });
  it("reads scripts", () => {
    expect(found('<< /S /JavaScript /JS (app.launchURL\\("https://js." + "example.com/x"\\);) >>')).toContain(
      "pdf https://js.example.com/x",
    );
  });
  it("does not take the end mark inside of a stream for its end", () => {
    expect(
      found(pdfStream("BT (endstream https://in.example.com/) Tj ET", "", true), action(`(${URL_A})`)),
    ).toEqual([`pdf ${URL_A}`, "pdf https://in.example.com/"]);
  });
});

describe("text of a PDF", () => {
  it("joins pieces of an array, parts words at wide gaps and lines at moves", () => {
    const content =
      "BT /F1 12 Tf 1 0 0 1 50 700 Tm [(https://te) -15 (xt.example.com/a) -300 (then)] TJ 0 -14 Td <68747470733a2f2f6865782e6578616d706c652e636f6d2f> Tj ET";
    expect(found(pdfStream(content))).toEqual([
      "pdf https://text.example.com/a",
      "pdf https://hex.example.com/",
    ]);
  });
  it("reads through ASCII85 and hex filters", () => {
    expect(
      found(
        pdfStream(`${hex(utf8("BT (https://hexed.example.com/) Tj ET"))}>`, "/Filter /ASCIIHexDecode", true),
      ),
    ).toEqual(["pdf https://hexed.example.com/"]);
  });
  it("invents nothing out of metadata, fonts and names of vocabularies", () => {
    expect(
      found(
        pdfStream(
          "<x:xmpmeta xmlns:x='http://ns.example.com/'>http://meta.example.com/</x:xmpmeta>",
          "/Type /Metadata /Subtype /XML",
          true,
        ),
        pdfStream("BT (https://font.example.com/) Tj", "/Length1 900"),
      ),
    ).toEqual([]);
  });
});

describe("what is packed in a PDF", () => {
  it("reads a QR code in a picture of one bit and of 8-bit RGB with PNG's predictor", () => {
    const modules = qrModules(URL_A)
      .flatMap((row) => [row, row, row, row])
      .map((row) => row.flatMap((m) => [m, m, m, m]));
    const size = modules.length;
    const bits = new Uint8Array(Math.ceil(size / 8) * size);
    const rgb = new Uint8Array((1 + size * 3) * size);
    modules.forEach((row, y) => {
      row.forEach((isDark, x) => {
        if (isDark) return;
        const at = y * Math.ceil(size / 8) + (x >> 3);
        bits[at] = (bits[at] as number) | (128 >> (x & 7));
        rgb.fill(255, y * (1 + size * 3) + 1 + x * 3, y * (1 + size * 3) + 4 + x * 3);
      });
    });
    const shape = `/Type /XObject /Subtype /Image /Width ${size} /Height ${size}`;
    expect(found(pdfStream(bits, `${shape} /BitsPerComponent 1 /ColorSpace /DeviceGray`))).toEqual([
      `qr ${URL_A}`,
    ]);
    expect(
      found(
        pdfStream(
          rgb,
          `${shape} /BitsPerComponent 8 /ColorSpace /DeviceRGB /DecodeParms << /Predictor 15 /Colors 3 /Columns ${size} >>`,
        ),
      ),
    ).toEqual([`qr ${URL_A}`]);
  });
  it("reads embedded files", () => {
    const file = pdfStream(makePng(qrImage(URL_A)), "/Type /EmbeddedFile");
    expect(found(file)).toEqual([`qr ${URL_A}`]);
  });
  it("says that it is encrypted, and finds no noise", () => {
    const pdf = makePdf(
      [`<< /URI (\x93\x12https://noise.example.com/) >>`],
      "<< /Root 1 0 R /Encrypt 5 0 R >>",
    );
    const result = read(pdf, "a.pdf");
    expect(result.notes).toEqual([{ attachment: "a.pdf", note: "encrypted" }]);
    expect(addresses(result)).toEqual([]);
  });
});
