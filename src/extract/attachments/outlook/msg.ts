import { readCompoundFile, type Storage } from "./compound-file.ts";
import { bodyOf, htmlOf, PROPERTY, type Properties, stringOf } from "./properties.ts";
import { type OutlookPart, toMail } from "./to-mail.ts";

/** Messages inside of messages: deeper ones are left out. */
const NESTED_MAX = 4;
/** Nested messages are written into the ones around them: each level would add its size again. */
const PARTS_MAX = 50;

/**
 * A message that Outlook saved (.msg, MS-OXMSG 24.0) as a mail: header, text, HTML (also when packed into
 * compressed RTF), attachments, messages inside it. `null`: these bytes are no such file.
 */
export function msgToMail(bytes: Uint8Array): Uint8Array | null {
  const root = readCompoundFile(bytes);
  return root !== null && isMessage(root) ? storageToMail(root, 0) : null;
}

export function isMessage(storage: Storage): boolean {
  return storage.streams.has("__properties_version1.0");
}

export function storageToMail(storage: Storage, depth: number): Uint8Array {
  const properties = readProperties(storage, depth === 0 ? 32 : 24);
  const text = (id: number) => stringOf(properties, id);
  const smtp = text(PROPERTY.senderSmtp);
  const address = text(PROPERTY.senderAddress);
  return toMail({
    headers: text(PROPERTY.headers),
    subject: text(PROPERTY.subject),
    fromName: text(PROPERTY.senderName),
    // The address may be of Exchange's own kind: /O=EXAMPLE/OU=...
    fromAddress: smtp ?? (address?.includes("@") ? address : null),
    to: text(PROPERTY.displayTo),
    date: dateOf(properties),
    text: bodyOf(properties),
    html: htmlOf(properties),
    parts: attachmentsOf(storage, depth),
  });
}

/** `__substg1.0_` + property id + type, both in hex; numbers and times are in the property stream. */
function readProperties(storage: Storage, headBytes: number): Properties {
  const values = new Map<number, { type: number; bytes: Uint8Array }>();
  for (const [name, content] of storage.streams) {
    const match = /^__substg1\.0_([0-9A-F]{4})([0-9A-F]{4})$/i.exec(name);
    if (match === null) continue;
    const type = Number.parseInt(match[2] as string, 16);
    if (type === 0x1e || type === 0x1f || type === 0x102)
      values.set(Number.parseInt(match[1] as string, 16), { type, bytes: content() });
  }
  const fixed = storage.streams.get("__properties_version1.0")?.() ?? new Uint8Array(0);
  for (let at = headBytes; at + 16 <= fixed.length; at += 16) {
    const type = (fixed[at] as number) | ((fixed[at + 1] as number) << 8);
    const id = (fixed[at + 2] as number) | ((fixed[at + 3] as number) << 8);
    if (!values.has(id)) values.set(id, { type, bytes: fixed.subarray(at + 8, at + 16) });
  }
  return { values };
}

/** Ticks of 100 ns since 1601 as a date of mail; `null`: not stated, or out of range. */
function dateOf(properties: Properties): string | null {
  const value = properties.values.get(PROPERTY.sentAt);
  if (value === undefined || value.bytes.length < 8) return null;
  const ticks = new DataView(value.bytes.buffer, value.bytes.byteOffset, 8).getBigUint64(0, true);
  const seconds = Number(ticks / 10_000_000n) - 11_644_473_600;
  if (seconds <= 0 || seconds > 32_503_680_000) return null;
  return new Date(seconds * 1_000).toUTCString().replace("GMT", "+0000");
}

function attachmentsOf(storage: Storage, depth: number): OutlookPart[] {
  const parts: OutlookPart[] = [];
  for (const [name, attachment] of storage.storages) {
    if (!name.startsWith("__attach_version1.0_") || parts.length >= PARTS_MAX) continue;
    const properties = readProperties(attachment, 8);
    const inner = attachment.storages.get("__substg1.0_3701000D");
    const isMail = inner !== undefined && isMessage(inner);
    const data = properties.values.get(PROPERTY.data);
    if (isMail ? depth >= NESTED_MAX : data === undefined) continue;
    parts.push({
      name: stringOf(properties, PROPERTY.longName) ?? stringOf(properties, PROPERTY.shortName),
      mediaType: isMail
        ? "message/rfc822"
        : (stringOf(properties, PROPERTY.mediaType) ?? "application/octet-stream"),
      contentId: stringOf(properties, PROPERTY.contentId),
      bytes: isMail ? storageToMail(inner, depth + 1) : (data?.bytes ?? new Uint8Array(0)),
    });
  }
  return parts;
}
