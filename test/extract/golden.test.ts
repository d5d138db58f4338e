// Goal: whole mails through parse, extract and read, compared with golden files that a person has read.
// After a wanted change: UPDATE_GOLDEN=1 npx vitest run --project pure test/extract/golden.test.ts, then read the diff.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { extract } from "../../src/extract/extract.ts";
import { parseMail, readAttachedMail } from "../../src/mail/parse-mail.ts";
import { readSightings } from "../../src/mail/sightings.ts";

const RECEIVED_AT = 1_771_200_000;
const folders = ["extract", "demo"].map((f) => path.join(import.meta.dirname, "../fixtures/mail", f));
const mails = folders
  .flatMap((f) => readdirSync(f).map((name) => path.join(f, name)))
  .filter((f) => f.endsWith(".eml"));

function read(file: string): unknown {
  const parsed = parseMail(readFileSync(file));
  if (!parsed.ok) return { error: parsed.error };
  const extraction = extract(parsed.value, {
    trustedAuthservIds: ["mx.cloudflare.net"],
    readMail: readAttachedMail,
  });
  const { claim, pressure, sightings } = readSightings(extraction, RECEIVED_AT, RECEIVED_AT);
  const { forwarded, lost } = parsed.value;
  return { forwarded, lost, extraction, claim, pressure, keys: sightings.map((s) => s.key) };
}

it("has mails to read", () => expect(mails.length).toBeGreaterThan(12));

it.each(mails.map((file) => [path.basename(file), file]))("%s gives what its golden file says", (_, file) => {
  const golden = file.replace(/\.eml$/, ".expected.json");
  const found = `${JSON.stringify(read(file), null, 2)}\n`;
  if (process.env.UPDATE_GOLDEN) writeFileSync(golden, found);
  expect(existsSync(golden), `no golden file: run with UPDATE_GOLDEN=1`).toBe(true);
  expect(JSON.parse(found)).toEqual(JSON.parse(readFileSync(golden, "utf8")));
});
