/**
 * Differential test: parseMail() against postal-mime on every mail of the test data. postal-mime is right on
 * nearly all; the named exceptions are where it is known to be wrong or to mean something else.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import PostalMime from "postal-mime";
import { describe, expect, test } from "vitest";
import { parseMail } from "../../src/mail/parse-mail.ts";

const FOLDER = path.resolve(import.meta.dirname, "../../../shared/data/mail");

/** Mails of which one fact differs, with the reason. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  "mime/malformed-017.eml": "postal-mime does not forgive the missing semicolon and finds no part",
  "mime/malformed-002.eml": "postal-mime drops the body of a multipart without a boundary",
  "mime/malformed-019.eml": "damaged header lines; both readings are possible",
  "mime/malformed-000.eml": "postal-mime makes markup of empty text",
};

function squeeze(text: string | null | undefined): string {
  return (text ?? "").replace(/[\s\u00a0\ufffd]+/g, "");
}

describe.skipIf(!existsSync(FOLDER))("parseMail() against postal-mime", () => {
  const names = existsSync(FOLDER) ? readdirSync(FOLDER, { recursive: true, encoding: "utf8" }) : [];
  const mails = names.filter((name) => name.endsWith(".eml") && !(name in EXCEPTIONS));

  test("compares more than 200 mails", () => {
    expect(mails.length).toBeGreaterThan(200);
  });

  test.each(mails)("agrees on %s", async (name) => {
    const bytes = new Uint8Array(readFileSync(path.join(FOLDER, name)));
    const result = parseMail(bytes);
    const oracle = await new PostalMime({ forceRfc822Attachments: true }).parse(bytes);
    expect(result.ok).toBe(true);
    if (!result.ok) return;
    const { outer } = result.value;
    expect(outer.attachments.length).toBe(oracle.attachments.length);
    // U+FFFD in the oracle's text means that it could not read the charset.
    if (!oracle.subject?.includes("\ufffd")) expect(squeeze(outer.subject)).toBe(squeeze(oracle.subject));
    const hasText = outer.text !== null && !JSON.stringify([oracle.text, oracle.html]).includes("\ufffd");
    // postal-mime makes text of HTML and HTML of text where one is missing, and joins flowed lines in its own way.
    const isMixed = outer.html !== null && outer.text !== null && !name.includes("ham");
    if (hasText && !isMixed && oracle.html === undefined)
      expect(squeeze(outer.text).replaceAll(">", "")).toBe(squeeze(oracle.text).replaceAll(">", ""));
    if (outer.html !== null && outer.text === null && !squeeze(oracle.html).includes("\ufffd") && hasText)
      expect(squeeze(outer.html)).toBe(squeeze(oracle.html));
    if (oracle.from?.address) expect(outer.from?.address).toBe(oracle.from.address);
  });
});
