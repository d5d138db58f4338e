import { bytesOf } from "../text-of.ts";

/** What the dictionary holds at the start (MS-OXRTFCP 2.1.2.1). */
const INITIAL =
  "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript " +
  "\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par " +
  "\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";
const COMPRESSED = 0x75465a4c;
const PLAIN = 0x414c454d;
/** A body of RTF longer than this is not one that a person reads. */
const RTF_BYTES_MAX = 4 * 1024 * 1024;

/** RTF as Outlook stores it (MS-OXRTFCP 9.0): LZ77 over a ring of 4,096 bytes. `null`: not that. */
export function decompressRtf(bytes: Uint8Array): Uint8Array | null {
  if (bytes.length < 16) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = Math.min(view.getUint32(4, true), RTF_BYTES_MAX);
  const kind = view.getUint32(8, true);
  if (kind === PLAIN) return bytes.subarray(16, 16 + size);
  return kind === COMPRESSED ? unpack(bytes, Math.min(size, bytes.length * 9)) : null;
}

function unpack(bytes: Uint8Array, size: number): Uint8Array {
  const ring = new Uint8Array(4_096);
  ring.set(bytesOf(INITIAL));
  const out = new Uint8Array(size);
  let write = INITIAL.length;
  let length = 0;
  const put = (byte: number) => {
    ring[write] = byte;
    write = (write + 1) & 4_095;
    out[length++] = byte;
  };
  for (let at = 16; at < bytes.length && length < size; ) {
    const flags = bytes[at++] as number;
    for (let bit = 0; bit < 8 && at < bytes.length && length < size; bit++) {
      if ((flags & (1 << bit)) === 0) {
        put(bytes[at++] as number);
        continue;
      }
      const token = ((bytes[at] as number) << 8) | (bytes[at + 1] ?? 0);
      at += 2;
      const offset = token >> 4;
      if (offset === write) return out.subarray(0, length);
      for (let n = 0; n < (token & 15) + 2 && length < size; n++) put(ring[(offset + n) & 4_095] as number);
    }
  }
  return out.subarray(0, length);
}
