import { concat, le, utf16 } from "./bytes.ts";
import { type Folder, makeCompound } from "./compound.ts";

export interface MsgParts {
  /** Property id in hex => text. */
  readonly texts: Readonly<Record<string, string>>;
  /** Property id in hex => bytes. */
  readonly binaries?: Readonly<Record<string, Uint8Array>>;
  readonly attachments?: readonly { readonly name: string; readonly content: Uint8Array | MsgParts }[];
}

/** A message as Outlook saves it (MS-OXMSG). */
export const makeMsg = (parts: MsgParts): Uint8Array => makeCompound(folderOf(parts, 32));

function folderOf(parts: MsgParts, headBytes: number): Folder {
  const folder: Record<string, Uint8Array | Folder> = {
    "__properties_version1.0": new Uint8Array(headBytes),
  };
  for (const [id, text] of Object.entries(parts.texts)) folder[`__substg1.0_${id}001F`] = utf16(text);
  for (const [id, bytes] of Object.entries(parts.binaries ?? {})) folder[`__substg1.0_${id}0102`] = bytes;
  (parts.attachments ?? []).forEach(({ name, content }, n) => {
    const inner: Record<string, Uint8Array | Folder> = {
      "__properties_version1.0": new Uint8Array(8),
      "__substg1.0_3707001F": utf16(name),
    };
    if (content instanceof Uint8Array) inner["__substg1.0_37010102"] = content;
    else inner["__substg1.0_3701000D"] = folderOf(content, 24);
    folder[`__attach_version1.0_#${n.toString(16).padStart(8, "0")}`] = inner;
  });
  return folder;
}

/** RTF in the form of MS-OXRTFCP: literals only, or not compressed at all. */
export function packRtf(rtf: string, isCompressed: boolean): Uint8Array {
  const raw = Uint8Array.from(rtf, (c) => c.charCodeAt(0));
  const data: Uint8Array[] = [];
  if (isCompressed)
    for (let at = 0; at < raw.length; at += 8) data.push(Uint8Array.of(0), raw.subarray(at, at + 8));
  else data.push(raw);
  const content = concat(...data);
  return concat(
    le(content.length + 12, 4),
    le(raw.length, 4),
    le(isCompressed ? 0x75465a4c : 0x414c454d, 4),
    le(0, 4),
    content,
  );
}
