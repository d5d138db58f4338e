import { readRtfText } from "../rtf-text.ts";
import { latin1, textOf } from "../text-of.ts";
import { decompressRtf } from "./compressed-rtf.ts";

/** MAPI properties of a message or an attachment by their number (MS-OXPROPS). */
export interface Properties {
  /** Strings and binaries: type and raw bytes. */
  readonly values: ReadonlyMap<number, { readonly type: number; readonly bytes: Uint8Array }>;
}

export const PROPERTY = {
  subject: 0x0037,
  sentAt: 0x0039,
  headers: 0x007d,
  senderName: 0x0c1a,
  senderAddress: 0x0c1f,
  senderSmtp: 0x5d01,
  displayTo: 0x0e04,
  body: 0x1000,
  compressedRtf: 0x1009,
  html: 0x1013,
  data: 0x3701,
  shortName: 0x3704,
  longName: 0x3707,
  mediaType: 0x370e,
  contentId: 0x3712,
  codepage: 0x3fde,
} as const;

const UNICODE = 0x1f;

/** A string property; `null`: it is not there, or empty. */
export function stringOf(properties: Properties, id: number): string | null {
  const value = properties.values.get(id);
  if (value === undefined) return null;
  const text =
    value.type === UNICODE ? new TextDecoder("utf-16le").decode(value.bytes) : textOf(value.bytes, null);
  const trimmed = text.replace(/\0+$/, "");
  return trimmed === "" ? null : trimmed;
}

/** The body as HTML, packed into RTF or not; `null`: there is none. */
export function htmlOf(properties: Properties): string | null {
  const html = properties.values.get(PROPERTY.html);
  if (html !== undefined && html.bytes.length > 0)
    return html.type === UNICODE
      ? stringOf(properties, PROPERTY.html)
      : textOf(html.bytes, codepageOf(properties));
  return rtfOf(properties)?.html ?? null;
}

/** The body as text: its own, or that of an RTF without HTML. */
export function bodyOf(properties: Properties): string | null {
  const body = stringOf(properties, PROPERTY.body);
  if (body !== null) return body;
  const rtf = rtfOf(properties);
  return rtf === null || rtf.html !== null ? null : `${rtf.text}\n${rtf.fields}`;
}

function rtfOf(properties: Properties) {
  const packed = properties.values.get(PROPERTY.compressedRtf);
  const rtf = packed && decompressRtf(packed.bytes);
  return rtf ? readRtfText(latin1(rtf)) : null;
}

/** PidTagInternetCodepage as a label. */
function codepageOf(properties: Properties): string | null {
  const value = properties.values.get(PROPERTY.codepage);
  if (value === undefined || value.bytes.length < 4) return null;
  const number = new DataView(value.bytes.buffer, value.bytes.byteOffset, 4).getUint32(0, true);
  const known: Readonly<Record<number, string>> = {
    932: "shift_jis",
    936: "gbk",
    949: "euc-kr",
    950: "big5",
    65001: "utf-8",
    20932: "euc-jp",
    51932: "euc-jp",
  };
  return known[number] ?? (number >= 1250 && number <= 1258 ? `windows-${number}` : null);
}
