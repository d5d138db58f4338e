// Goal: attachments of real mails give what is known of them, and none makes a reader throw or take long.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { readAttachments } from "../../../src/extract/attachments/read-attachments.ts";
import { parseMail } from "../../../src/mail/parse-mail.ts";
import { addresses } from "./make/attachment.ts";

const folder = path.join(import.meta.dirname, "../../../../shared/data/mail");

function read(file: string) {
  const parsed = parseMail(readFileSync(path.join(folder, file)));
  return parsed.ok ? readAttachments(parsed.value.original.attachments) : null;
}

describe.skipIf(!existsSync(folder))("attachments of real mails", () => {
  it("gives the host in the code of each mail, or none", () => {
    const cases = JSON.parse(readFileSync(path.join(folder, "spam/qrcode/expected.json"), "utf8")) as {
      file: string;
      expected: { qr_link_host: string | null };
    }[];
    for (const { file, expected } of cases) {
      const found = read(`spam/qrcode/${file}`);
      const hosts = found?.links.map(({ href }) => new URL(href).host) ?? [];
      expect(hosts).toEqual(
        expected.qr_link_host === null ? [] : [expected.qr_link_host.replaceAll("[.]", ".")],
      );
    }
    expect(cases.length).toBeGreaterThan(1);
  });

  it("reads every mail of the MIME set", () => {
    const files = readdirSync(path.join(folder, "mime")).filter((file) => /\.(?:eml|msg|txt)$/.test(file));
    const found = files.flatMap((file) => {
      const result = read(`mime/${file}`);
      return result === null ? [] : addresses(result);
    });
    expect(found).toContain("ics https://meet.google.com/yew-afgi-ynf");
  });
});
