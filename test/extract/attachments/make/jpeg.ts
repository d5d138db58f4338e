import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import encode, { init } from "@jsquash/jpeg/encode.js";
import type { Grey } from "../../../../src/extract/attachments/image/grey.ts";

type Options = NonNullable<Parameters<typeof encode>[1]>;

/** A JPEG by mozjpeg (as WebAssembly), an encoder that is not ours. */
export async function makeJpeg(image: Grey, options: Options = {}): Promise<Uint8Array> {
  const folder = path.dirname(createRequire(import.meta.url).resolve("@jsquash/jpeg/encode.js"));
  const wasm = readFileSync(path.join(folder, "codec/enc/mozjpeg_enc.wasm"));
  await init(await WebAssembly.compile(wasm));
  const data = new Uint8ClampedArray(image.data.length * 4);
  image.data.forEach((value, n) => {
    data.fill(value, n * 4, n * 4 + 3);
    data[n * 4 + 3] = 255;
  });
  const picture = {
    data,
    width: image.width,
    height: image.height,
    colorSpace: "srgb",
  } as unknown as ImageData;
  return new Uint8Array(await encode(picture, options));
}
