import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { Message } from "../../src/domain/message.ts";
import { decodeText } from "../../src/mail/charset.ts";
import { parseMail } from "../../src/mail/parse-mail.ts";

const FOLDER = path.resolve(import.meta.dirname, "../../../shared/data/mail/japanese");

interface Part {
  readonly type: string;
  readonly begins?: string;
  readonly filename: string | null;
  readonly charset_label?: string | null;
}

/** Line breaks are not compared: a part is text, not bytes. */
function flat(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function shown(message: Message): string {
  const texts = message.attachments
    .filter((attachment) => attachment.mediaType.startsWith("text/"))
    .map((attachment) =>
      decodeText(attachment.bytes(), attachment.filename?.includes("sjis") ? "shift_jis" : null),
    );
  return flat([message.text ?? "", message.html ?? "", ...texts].join("\n"));
}

describe.skipIf(!existsSync(FOLDER))("parseMail() on Japanese mail", () => {
  const list = existsSync(FOLDER) ? readFileSync(path.join(FOLDER, "expected.json"), "utf8") : '{"mails":[]}';
  const { mails } = JSON.parse(list) as { mails: { file: string; subject: string | null; parts: Part[] }[] };

  test.each(mails.map((mail) => [mail.file, mail] as const))("reads %s", (file, mail) => {
    const result = parseMail(readFileSync(path.join(FOLDER, file)));
    expect(result.ok).toBe(true);
    if (!result.ok) return;
    const { outer } = result.value;
    if (mail.subject !== null) expect(flat(outer.subject)).toBe(flat(mail.subject));
    const text = shown(outer);
    for (const part of mail.parts) {
      if (part.begins) expect(text).toContain(flat(part.begins));
      // A named text that is shown in place is body. The one name that is broken itself is not compared.
      const isShown = part.type === "text/plain" && flat(outer.text ?? "").includes(flat(part.begins ?? ""));
      if (part.filename && !isShown && !part.filename.includes("\ufffd"))
        expect(outer.attachments.map((attachment) => attachment.filename)).toContain(part.filename);
    }
    expect(text).not.toContain("\ufffd");
  });
});
