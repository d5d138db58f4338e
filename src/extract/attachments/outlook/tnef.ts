import type { FileItem, Gathering } from "../findings.ts";
import { textOf } from "../text-of.ts";
import { bodyOf, htmlOf, PROPERTY, type Properties, stringOf } from "./properties.ts";

/** Attributes of a message (MS-OXTNEF 2.1.3.3) that are read. */
const BODY = 0x800c;
const MESSAGE_PROPERTIES = 0x9003;
const ATTACHMENT_BEGINS = 0x9002;
const ATTACHMENT_NAME = 0x8010;
const ATTACHMENT_DATA = 0x800f;
const ATTACHMENT_PROPERTIES = 0x9005;
/** Attributes of one file; a message with 50 attachments has about 250. */
const ATTRIBUTES_MAX = 5_000;

/** winmail.dat, the form that Outlook sends to Outlook (MS-OXTNEF 12.0): bodies and files inside. */
export function readTnef(file: FileItem, into: Gathering): void {
  const { bytes } = file;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const attachment: { name: string | null; data: Uint8Array | null } = { name: null, data: null };
  const flush = () => {
    if (attachment.data !== null) push(attachment.name, attachment.data, file, into);
    attachment.name = null;
    attachment.data = null;
  };
  for (let at = 6, n = 0; at + 9 <= bytes.length && n < ATTRIBUTES_MAX; n++) {
    const id = view.getUint16(at + 1, true);
    const length = view.getUint32(at + 5, true);
    const content = bytes.subarray(at + 9, at + 9 + length);
    if (id === BODY) into.addText(textOf(content, null).replace(/\0+$/, ""), "msg");
    else if (id === MESSAGE_PROPERTIES) readBodies(readProperties(content), into);
    else if (id === ATTACHMENT_BEGINS) flush();
    else if (id === ATTACHMENT_NAME) attachment.name = textOf(content, null).replace(/\0+$/, "");
    else if (id === ATTACHMENT_DATA) attachment.data = content;
    else if (id === ATTACHMENT_PROPERTIES) readAttachment(readProperties(content), attachment);
    at += 9 + length + 2;
  }
  flush();
}

function push(name: string | null, bytes: Uint8Array, file: FileItem, into: Gathering): void {
  into.queue.push({
    name: `${file.name}/${name ?? "attachment"}`,
    mediaType: "",
    bytes,
    depth: file.depth + 1,
    container: "msg",
  });
}

function readBodies(properties: Properties, into: Gathering): void {
  const html = htmlOf(properties);
  if (html !== null) into.htmls.push({ html, foundIn: "msg" });
  const text = bodyOf(properties);
  if (text !== null) into.addText(text, "msg");
}

/** An embedded message is an object: 16 bytes that name its kind, then a winmail.dat of its own. */
function readAttachment(
  properties: Properties,
  attachment: { name: string | null; data: Uint8Array | null },
): void {
  attachment.name = stringOf(properties, PROPERTY.longName) ?? attachment.name;
  const data = properties.values.get(PROPERTY.data);
  if (data !== undefined) attachment.data = data.type === OBJECT ? data.bytes.subarray(16) : data.bytes;
}

const OBJECT = 0x0d;
/** Bytes of a value of fixed length, padded to four. */
const FIXED_BYTES: Readonly<Record<number, number>> = {
  2: 4,
  3: 4,
  4: 4,
  5: 8,
  6: 8,
  7: 8,
  10: 4,
  11: 4,
  20: 8,
  64: 8,
  72: 16,
};
const PROPERTIES_MAX = 2_000;

/** A list of MAPI properties (MS-OXTNEF 2.1.3.4). Ends at the first that cannot be read. */
function readProperties(bytes: Uint8Array): Properties {
  const values = new Map<number, { type: number; bytes: Uint8Array }>();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const word = (at: number) => (at + 4 <= bytes.length ? view.getUint32(at, true) : 0);
  const count = Math.min(word(0), PROPERTIES_MAX);
  let at = 4;
  for (let n = 0; n < count && at + 8 <= bytes.length; n++) {
    const type = view.getUint16(at, true);
    const id = view.getUint16(at + 2, true);
    at += 4;
    if (id >= 0x8000) at += 20 + (word(at + 16) === 0 ? 4 : 4 + padded(word(at + 20)));
    const fixed = FIXED_BYTES[type & 0xfff];
    const isMany = (type & 0x1000) !== 0;
    const items = fixed === undefined || isMany ? word(at) : 1;
    if (fixed === undefined || isMany) at += 4;
    for (let i = 0; i < items && at <= bytes.length; i++) {
      const length = fixed ?? word(at);
      if (fixed === undefined) at += 4;
      if (i === 0) values.set(id, { type: type & 0xfff, bytes: bytes.subarray(at, at + length) });
      at += padded(length);
    }
  }
  return { values };
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}
