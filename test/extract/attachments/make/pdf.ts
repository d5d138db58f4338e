import { zlibSync } from "fflate";
import { concat, utf8 } from "./bytes.ts";

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

/** A stream object; deflated unless told otherwise. `dict`: further entries. */
export function pdfStream(content: Uint8Array | string, dict = "", isPlain = false): Uint8Array {
  const bytes = typeof content === "string" ? latin1(content) : content;
  const data = isPlain ? bytes : zlibSync(bytes);
  const filter = isPlain ? "" : "/Filter /FlateDecode ";
  return concat(utf8(`<< ${dict} ${filter}/Length ${data.length} >>\nstream\n`), data, utf8("\nendstream"));
}

/** Objects in an object stream. */
export function objectStream(objects: readonly string[], firstNumber = 100): Uint8Array {
  let offset = 0;
  const head = objects.map((object, n) => {
    const pair = `${firstNumber + n} ${offset}`;
    offset += object.length + 1;
    return pair;
  });
  const first = `${head.join(" ")} `;
  return pdfStream(first + objects.join(" "), `/Type /ObjStm /N ${objects.length} /First ${first.length}`);
}

/** A PDF of these objects, numbered from 1; readers that need a cross-reference table rebuild it. */
export function makePdf(
  objects: readonly (Uint8Array | string)[],
  trailer = "<< /Root 1 0 R >>",
): Uint8Array {
  const parts = objects.map((object, n) =>
    concat(
      utf8(`${n + 1} 0 obj\n`),
      typeof object === "string" ? latin1(object) : object,
      utf8("\nendobj\n"),
    ),
  );
  return concat(latin1("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), ...parts, utf8(`trailer\n${trailer}\n%%EOF`));
}
