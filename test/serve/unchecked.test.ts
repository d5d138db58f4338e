// Goal: what was not looked into is said, not passed over.
import { expect, it } from "vitest";
import { modelApp, sendMail } from "./support.ts";

const MAIL = `From: a@sender.example
To: b@reader.example
Subject: s
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=x

--x
Content-Type: text/plain; charset=utf-8

https://protect-eu.mimecast.com/s/abcDEF123?domain=evil-told.example
--x
Content-Type: application/octet-stream; name="a.rar"
Content-Transfer-Encoding: base64
Content-Disposition: attachment; filename="a.rar"

${Buffer.from("Rar!\u001a\u0007\u0000 data").toString("base64")}
--x--
`.replaceAll("\n", "\r\n");

it.each([
  [
    "en",
    'attachment "a.rar": of a format that is not read here',
    "mimecast[.]com does not tell",
    "it says evil-told[.]example",
  ],
  [
    "ja",
    "添付ファイル「a.rar」: 対応していない形式",
    "mimecast[.]com のリンクは",
    "evil-told[.]example と書かれています",
  ],
])("a report tells in %s which file was not read and which link hides its target", async (lang, ...told) => {
  const app = await modelApp();
  const id = await sendMail(app, MAIL);
  const report = (await (await app.request(`/reports/${id}.json?lang=${lang}`)).json()) as {
    unchecked: string[];
  };
  for (const text of told) expect(report.unchecked.join("\n")).toContain(text);
});
