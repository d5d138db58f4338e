import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

/** One mail to look at, with the name that its result carries. */
export interface Input {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** File names that a folder is searched for; a file that is named outright is read whatever its name. */
const MAIL_FILES = /\.(eml|txt|mbox|msg|mht)$/i;

/**
 * Mails in input order: files as they are, folders walked in name order, an mbox split at its "From "
 * lines, `-` for standard input. A path that cannot be read is thrown with its name.
 */
export function* readInputs(paths: readonly string[]): Generator<Input> {
  for (const p of paths) {
    if (p === "-") yield* split("-", readFileSync(0));
    else if (statSync(p).isDirectory()) yield* walk(p);
    else yield* split(p, readFileSync(p));
  }
}

function* walk(folder: string): Generator<Input> {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const p = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* walk(p);
    else if (entry.isFile() && MAIL_FILES.test(entry.name)) yield* split(p, readFileSync(p));
  }
}

/** An mbox holds more than one "From " line at the start of a line after an empty one (RFC 4155). */
function* split(file: string, bytes: Uint8Array): Generator<Input> {
  const starts = mboxStarts(bytes);
  if (starts.length < 2) {
    yield { file, bytes };
    return;
  }
  for (const [n, start] of starts.entries())
    yield { file: `${file}#${n + 1}`, bytes: bytes.subarray(start, starts[n + 1] ?? bytes.length) };
}

const SEPARATOR = /(?:^|\r?\n\r?\n)(?=From \S+ .*\d{4}\r?\n[\w-]+:)/g;

function mboxStarts(bytes: Uint8Array): number[] {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(5, bytes.length)).toString("latin1");
  if (head !== "From ") return [];
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
  return [...text.matchAll(SEPARATOR)].map((m) => m.index + m[0].length);
}
