import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { keyHash } from "../../src/domain/key-hash.ts";
import { uuidV5 } from "../../src/domain/uuid.ts";

const DNS_NAMESPACE = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";

describe("uuidV5()", () => {
  it("equals the example of RFC 9562", () => {
    expect(uuidV5("www.example.com", DNS_NAMESPACE)).toBe("2ed6657d-e927-568b-95e1-2665a8aea6a2");
  });
  it("is stable, of version 5 and variant 2, and differs by name", () => {
    const ids = Array.from({ length: 200 }, (_, n) => uuidV5(`n${n}.example`));
    expect(new Set(ids).size).toBe(200);
    expect(uuidV5("n0.example")).toBe(ids[0]);
    for (const id of ids)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe("keyHash()", () => {
  it.each(["evil.example", "https://sites.google.com/view/x", "2001:db8::7"])("%s: SHA-256 in hex", (key) => {
    expect(keyHash(key)).toBe(createHash("sha256").update(key).digest("hex"));
  });
});
