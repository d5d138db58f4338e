import type { Grey } from "../../../../src/extract/attachments/image/grey.ts";
import { concat, le, utf8 } from "./bytes.ts";

/** A GIF of two colours with one frame for each image. Codes are written without compression. */
export function makeGif(frames: readonly Grey[]): Uint8Array {
  const [first] = frames as [Grey];
  const head = concat(
    utf8("GIF89a"),
    le(first.width, 2),
    le(first.height, 2),
    Uint8Array.of(0x80, 0, 0, 0, 0, 0, 255, 255, 255),
  );
  return concat(head, ...frames.map(frame), Uint8Array.of(0x3b));
}

function frame({ width, height, data }: Grey): Uint8Array {
  const codes: number[] = [];
  // Codes of three bits: 0 dark, 1 light, 4 clear, 5 end. A clear code every other pixel keeps them at three.
  data.forEach((value, n) => {
    if (n % 2 === 0) codes.push(4);
    codes.push(value < 128 ? 0 : 1);
  });
  codes.push(5);
  const packed = packBits(codes, 3);
  const blocks: Uint8Array[] = [];
  for (let at = 0; at < packed.length; at += 255) {
    const block = packed.subarray(at, at + 255);
    blocks.push(Uint8Array.of(block.length), block);
  }
  return concat(
    Uint8Array.of(0x2c),
    le(0, 4),
    le(width, 2),
    le(height, 2),
    Uint8Array.of(0, 2),
    ...blocks,
    Uint8Array.of(0),
  );
}

function packBits(codes: readonly number[], width: number): Uint8Array {
  const bytes = new Uint8Array(Math.ceil((codes.length * width) / 8));
  codes.forEach((code, n) => {
    for (let bit = 0; bit < width; bit++) {
      const at = n * width + bit;
      if (code & (1 << bit)) bytes[at >> 3] = (bytes[at >> 3] as number) | (1 << (at & 7));
    }
  });
  return bytes;
}
