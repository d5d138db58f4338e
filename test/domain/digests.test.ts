import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { md5, sha1, sha256 } from "../../src/domain/digests.ts";

describe.each([
  ["md5", md5],
  ["sha1", sha1],
  ["sha256", sha256],
] as const)("%s()", (name, digest) => {
  it("equals Node's own on any bytes, at every block border", () => {
    const lengths = new Set<number>();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200, size: "max" }), (data) => {
        lengths.add(data.length >> 6);
        const wanted = createHash(name).update(data).digest("hex");
        expect(Buffer.from(digest(data)).toString("hex")).toBe(wanted);
      }),
    );
    expect(lengths.size).toBeGreaterThan(2);
    for (let n = 50; n < 70; n++) {
      const data = new Uint8Array(n).fill(97);
      expect(Buffer.from(digest(data)).toString("hex")).toBe(createHash(name).update(data).digest("hex"));
    }
  });
});
