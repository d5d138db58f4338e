import { describe, expect, it } from "vitest";
import { en } from "../../src/serve/words.en.ts";
import { ja } from "../../src/serve/words.ja.ts";

/** `report.rows.subject`, with the kind of each leaf. */
function leaves(value: object, path = ""): string[] {
  return Object.entries(value).flatMap(([key, v]) =>
    typeof v === "object" && v !== null ? leaves(v, `${path}${key}.`) : [`${path}${key}: ${typeof v}`],
  );
}

describe("words", () => {
  it("both languages have the same keys", () => {
    expect(leaves(en).length).toBeGreaterThan(150);
    expect(leaves(ja)).toEqual(leaves(en));
  });
  it("no Japanese sentence was left in English", () => {
    const plain = (v: object): string[] =>
      Object.values(v).flatMap((x) => (typeof x === "string" ? [x] : typeof x === "object" ? plain(x) : []));
    const latin = plain(ja).filter((text) => /^[\x20-\x7e]+$/.test(text) && text.includes(" "));
    expect(latin).toEqual([]);
  });
});
