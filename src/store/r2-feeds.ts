import * as z from "zod";
import { toHex } from "../domain/uuid.ts";
import type { FeedManifest, FeedObjects } from "../ports.ts";

/** Bytes of one part. R2 wants 5 MiB at least and all but the last alike; one part is what the isolate holds of a feed. */
const PART_BYTES = 8 * 1024 * 1024;
const MANIFEST = "feeds/manifest.json";
/** An object never changes: its key holds the version. */
const OBJECT_CACHE = "public, max-age=31536000, immutable";
/** R2 deletes so many keys a call. */
const DELETE_KEYS_MAX = 1_000;

const manifest = z.object({
  serial: z.number(),
  changedAt: z.number(),
  entries: z.number(),
  publishedAt: z.number(),
  origin: z.string(),
  revision: z.number(),
  feeds: z.record(
    z.string(),
    z.object({ key: z.string(), sha256: z.string(), bytes: z.number(), contentType: z.string() }),
  ),
  old: z.array(z.string()),
});

/** Feeds as objects of R2. Throws what R2 throws. */
export function makeR2Feeds(bucket: R2Bucket): FeedObjects {
  return {
    async loadManifest() {
      const object = await bucket.get(MANIFEST);
      return object === null ? null : manifest.parse(await object.json());
    },
    async saveManifest(value: FeedManifest) {
      await bucket.put(MANIFEST, JSON.stringify(value), {
        httpMetadata: { contentType: "application/json" },
      });
    },
    put: (key, contentType, body) => putStream(bucket, key, contentType, body),
    open: async (key) => (await bucket.get(key))?.body ?? null,
    async drop(keys) {
      for (let n = 0; n < keys.length; n += DELETE_KEYS_MAX)
        await bucket.delete(keys.slice(n, n + DELETE_KEYS_MAX));
    },
  };
}

/**
 * R2 takes no stream of unknown length, so a feed longer than one part goes up in parts; its digest is taken on the
 * way. What fails half-way is given up, so that no part is left behind.
 */
async function putStream(
  bucket: R2Bucket,
  key: string,
  contentType: string,
  body: ReadableStream<Uint8Array>,
): Promise<{ readonly sha256: string; readonly bytes: number }> {
  const options = { httpMetadata: { contentType, cacheControl: OBJECT_CACHE } };
  const digest = new crypto.DigestStream("SHA-256");
  const writer = digest.getWriter();
  const uploaded: R2UploadedPart[] = [];
  let upload: R2MultipartUpload | null = null;
  let bytes = 0;
  try {
    for await (const part of partsOf(body)) {
      bytes += part.length;
      await writer.write(part);
      if (part.length < PART_BYTES && upload === null) await bucket.put(key, part, options);
      else {
        upload ??= await bucket.createMultipartUpload(key, options);
        uploaded.push(await upload.uploadPart(uploaded.length + 1, part));
      }
    }
    if (bytes === 0) await bucket.put(key, new Uint8Array(), options);
    await upload?.complete(uploaded);
  } catch (error) {
    await upload?.abort();
    throw error;
  }
  await writer.close();
  return { sha256: toHex(new Uint8Array(await digest.digest)), bytes };
}

/** Parts of PART_BYTES, the last one shorter. */
async function* partsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  let part = new Uint8Array(PART_BYTES);
  let length = 0;
  for await (let chunk of body) {
    while (chunk.length > 0) {
      const room = chunk.subarray(0, PART_BYTES - length);
      part.set(room, length);
      length += room.length;
      chunk = chunk.subarray(room.length);
      if (length < PART_BYTES) continue;
      yield part;
      part = new Uint8Array(PART_BYTES);
      length = 0;
    }
  }
  if (length > 0) yield part.slice(0, length);
}
