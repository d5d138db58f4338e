import { concat, le, utf8 } from "./bytes.ts";

/** A winmail.dat (MS-OXTNEF) with an HTML body and attached files. */
export function makeTnef(
  html: string,
  files: readonly { readonly name: string; readonly content: Uint8Array }[],
): Uint8Array {
  return concat(
    le(0x223e9f78, 4),
    le(1, 2),
    attribute(1, 0x00069003, properties([[0x1013, 0x102, utf8(html)]])),
    ...files.flatMap(({ name, content }) => [
      attribute(2, 0x00069002, new Uint8Array(14)),
      attribute(2, 0x00018010, utf8(`${name}\0`)),
      attribute(2, 0x0006800f, content),
    ]),
  );
}

function attribute(level: number, id: number, content: Uint8Array): Uint8Array {
  return concat(le(level, 1), le(id, 4), le(content.length, 4), content, le(0, 2));
}

/** A named and a numeric property come first, so that their lengths must be read right. */
function properties(values: readonly (readonly [number, number, Uint8Array])[]): Uint8Array {
  const named = concat(
    le(0x1e, 2),
    le(0x8001, 2),
    new Uint8Array(16),
    le(1, 4),
    le(6, 4),
    utf8("a\0b\0\0\0"),
    le(0, 2),
    le(1, 4),
    le(3, 4),
    utf8("xyz"),
    le(0, 1),
  );
  const number = concat(le(0x03, 2), le(0x3fde, 2), le(65001, 4));
  const rest = values.map(([id, type, bytes]) =>
    concat(
      le(type, 2),
      le(id, 2),
      le(1, 4),
      le(bytes.length, 4),
      bytes,
      new Uint8Array((4 - (bytes.length % 4)) % 4),
    ),
  );
  return concat(le(values.length + 2, 4), named, number, ...rest);
}
