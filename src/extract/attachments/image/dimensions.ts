export interface ImageSize {
  readonly format: "png" | "jpeg" | "gif" | "bmp";
  readonly width: number;
  readonly height: number;
}

/** The smallest code has 21 modules; one pixel for each is the least that can be seen. */
export const MODULES_PIXELS_MIN = 21;

/** Format and size as the header says, without decoding. `null`: none of the four, or damaged. */
export function imageSize(bytes: Uint8Array): ImageSize | null {
  if (bytes.length < 26) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = readSize(bytes, view);
  return size === null || size.width < 1 || size.height < 1 ? null : size;
}

function readSize(bytes: Uint8Array, view: DataView): ImageSize | null {
  switch (view.getUint16(0)) {
    case 0x8950:
      return { format: "png", width: view.getUint32(16), height: view.getUint32(20) };
    case 0x4749:
      return gifSize(view);
    case 0x424d:
      return { format: "bmp", width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) };
    case 0xffd8:
      return jpegSize(bytes, view);
    default:
      return null;
  }
}

function gifSize(view: DataView): ImageSize {
  return { format: "gif", width: view.getUint16(6, true), height: view.getUint16(8, true) };
}

/** The first frame header (SOF0..SOF15 without DHT, JPG, DAC), behind segments that state their length. */
function jpegSize(bytes: Uint8Array, view: DataView): ImageSize | null {
  for (let at = 2; at + 9 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] as number;
    if (marker === 0xff) at++;
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { format: "jpeg", width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    else at += 2 + view.getUint16(at + 2);
  }
  return null;
}
