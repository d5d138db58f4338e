// Goal: codes that are drawn with characters or with table cells. Method: drawn here in every form in use.
import { describe, expect, it } from "vitest";
import { qrInHtml, qrInText } from "../../../src/extract/attachments/qr-in-text.ts";
import { qrModules } from "./make/image.ts";

const URL_A = "https://drawn.evil.example.com/x";
const MODULES = qrModules(URL_A);
/** Without the margin. */
const BARE = MODULES.slice(4, -4).map((row) => row.slice(4, -4));

const draw = (rows: readonly boolean[][], dark: string, light: string) =>
  rows
    .map((row) =>
      row
        .map((m) => (m ? dark : light))
        .join("")
        .trimEnd(),
    )
    .join("\n");
function halves(rows: readonly boolean[][], isInverted = false): string {
  const lines: string[] = [];
  for (let y = 0; y < rows.length; y += 2)
    lines.push(
      (rows[y] as boolean[])
        .map(
          (top, x) =>
            [" ", "▀", "▄", "█"][
              (top !== isInverted ? 1 : 0) + ((rows[y + 1]?.[x] ?? isInverted) !== isInverted ? 2 : 0)
            ],
        )
        .join(""),
    );
  return lines.join("\n");
}
function quarters(rows: readonly boolean[][]): string {
  const chars = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█";
  const lines: string[] = [];
  for (let y = 0; y < rows.length; y += 2) {
    let line = "";
    for (let x = 0; x < (rows[y] as boolean[]).length; x += 2)
      line +=
        chars[
          (rows[y]?.[x] ? 1 : 0) +
            (rows[y]?.[x + 1] ? 2 : 0) +
            (rows[y + 1]?.[x] ? 4 : 0) +
            (rows[y + 1]?.[x + 1] ? 8 : 0)
        ];
    lines.push(line);
  }
  return lines.join("\n");
}

describe("qrInText()", () => {
  const drawings: readonly [string, string][] = [
    ["two full blocks a module", draw(BARE, "██", "  ")],
    ["one full block a module", draw(BARE, "█", " ")],
    ["half blocks", halves(BARE)],
    ["half blocks of a dark terminal", halves(MODULES, true)],
    ["quarter blocks", quarters(MODULES)],
    ["emoji squares", draw(BARE, "⬛", "⬜")],
    ["geometric squares", draw(BARE, "■", "□")],
    ["number signs", draw(MODULES, "##", "  ")],
    ["no-break spaces", draw(BARE, "██", "\u00a0\u00a0")],
  ];
  for (const [name, drawing] of drawings) {
    it(`reads ${name}`, () => expect(qrInText(`Scan this:\n\n${drawing}\n\nThank you`)).toEqual([URL_A]));
    it(`reads ${name}, quoted`, () => expect(qrInText(drawing.replace(/^/gm, "> "))).toEqual([URL_A]));
  }
  it("finds nothing in rules, boxes and prose", () => {
    expect(qrInText(`${"█".repeat(40)}\n`.repeat(30))).toEqual([]);
    expect(qrInText("################\n# hello\n################\n")).toEqual([]);
    expect(qrInText("plain text ■ item\n■ item\n")).toEqual([]);
  });
});

describe("qrInHtml()", () => {
  const rows = (cell: (isDark: boolean) => string) =>
    BARE.map((row) => `<tr>${row.map(cell).join("")}</tr>`).join("\n");
  /** Runs of equal modules as one cell. */
  const runs = (cell: (isDark: boolean, length: number) => string) =>
    BARE.map((row) => {
      const out: string[] = [];
      for (let x = 0; x < row.length; ) {
        let end = x;
        while (end < row.length && row[end] === row[x]) end++;
        out.push(cell(row[x] as boolean, end - x));
        x = end;
      }
      return `<tr>${out.join("")}</tr>`;
    }).join("");
  const documents: readonly [string, string][] = [
    [
      "bgcolor",
      `<table>${rows((d) => `<td bgcolor="${d ? "#000" : "#FFFFFF"}" width=4 height=4></td>`)}</table>`,
    ],
    [
      "background-color in styles",
      `<table>${rows((d) => `<td style="width:4px;height:4px;background-color:${d ? "rgb(0,0,0)" : "white"}">&nbsp;</td>`)}</table>`,
    ],
    [
      "classes",
      `<style>.b{background:#111}.w{background:#fff}</style><table>${rows((d) => `<td class="${d ? "b" : "w"}"></td>`)}</table>`,
    ],
    ["colspan", `<table>${runs((d, n) => `<td colspan="${n}" ${d ? "bgcolor=black" : ""}></td>`)}</table>`],
    [
      "widths",
      `<table cellspacing=0>${runs((d, n) => `<td width="${n * 5}" height="5" bgcolor="${d ? "#000000" : "#ffffff"}"></td>`)}</table>`,
    ],
    [
      "a table in a layout table, dark page",
      `<table><tr><td>Hello<table bgcolor="#000000">${rows((d) => `<td ${d ? "" : 'bgcolor="#ffffff"'}></td>`)}</table></td></tr></table>`,
    ],
    [
      "boxes",
      BARE.map(
        (row) =>
          `<div>${row.map((d) => `<span style="display:inline-block;width:4px;height:4px;background:${d ? "#000" : "#fff"}"></span>`).join("")}</div>`,
      ).join(""),
    ],
  ];
  for (const [name, html] of documents)
    it(`reads a code of ${name}`, () =>
      expect(qrInHtml(`<html><body><p>Scan</p>${html}<p>bye</p></body></html>`)).toEqual([URL_A]));
  it("finds nothing in a newsletter's tables", () => {
    const row = `<tr>${'<td bgcolor="#ffffff" width="100">text</td>'.repeat(6)}</tr>`;
    expect(qrInHtml(`<table>${row.repeat(200)}</table>`)).toEqual([]);
  });
});
