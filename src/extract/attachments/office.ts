import { tokenizeHtml } from "../html-tokens.ts";
import type { Gathering } from "./findings.ts";
import { textOf } from "./text-of.ts";

/**
 * Office documents that are ZIP archives: Office Open XML (ECMA-376: docx, xlsx, pptx and their macro and
 * template kinds) and OpenDocument (ISO 26300: odt, ods, odp).
 *
 *   Relationship TargetMode="External"              => link; an image is loaded, not gone to: left out
 *   w:instrText HYPERLINK "..."; f HYPERLINK("...") => text
 *   text:a xlink:href="https://..."                 => link
 *   w:t, a:t, t, text:p                             => text, a line for each paragraph or cell
 */
export type OfficeKind = "ooxml" | "opendocument";

/** `null`: an archive of other files. */
export function officeKind(names: readonly string[]): OfficeKind | null {
  if (names.some((name) => name === "[Content_Types].xml" || name === "_rels/.rels")) return "ooxml";
  if (
    names.includes("content.xml") &&
    names.some((name) => /^(?:mimetype|META-INF\/manifest\.xml)$/.test(name))
  )
    return "opendocument";
  return null;
}

const TEXT_PART: Readonly<Record<OfficeKind, RegExp>> = {
  ooxml:
    /^(?:word\/(?:document\d*|header\d*|footer\d*|footnotes|endnotes|comments\w*|glossary\/document)|xl\/(?:sharedStrings|comments\d*|worksheets\/[^/]+|externalLinks\/[^/]+|connections)|ppt\/(?:slides|notesSlides|comments)\/[^/]+|(?:word|xl|ppt)\/(?:diagrams|drawings|charts)\/[^/]+|docProps\/custom)\.xml$/i,
  opendocument: /^(?:content|styles)\.xml$|^Object [^/]+\/content\.xml$/,
};

/** Files in the archive that are read as files of their own: pictures, embedded documents, HTML chunks. */
const EMBEDDED =
  /(?:^|\/)(?:media|embeddings|Pictures|attachedToolbars)\/|\.(?:html?|mht|rtf|eml|msg|pdf|docx|xlsx|bin)$/i;
const RELATIONS = /\.rels$/i;

export function isOfficePart(kind: OfficeKind, name: string): boolean {
  return RELATIONS.test(name) || TEXT_PART[kind].test(name) || EMBEDDED.test(name);
}

/** Reads one part of the document. False: it is a file of its own, to be read as such. */
export function readOfficePart(kind: OfficeKind, name: string, bytes: Uint8Array, into: Gathering): boolean {
  if (RELATIONS.test(name)) readRelations(textOf(bytes, null), into);
  else if (TEXT_PART[kind].test(name)) readText(textOf(bytes, null), into);
  else return false;
  return true;
}

function readRelations(xml: string, into: Gathering): void {
  tokenizeHtml(xml, {
    ...IGNORE,
    open: (tag, attributes) => {
      if (localName(tag) !== "relationship") return;
      const value = (name: string) => attributes.find(([n]) => n === name)?.[1] ?? "";
      const isExternal = value("targetmode").trim().toLowerCase() === "external";
      if (isExternal && !/\/image$/i.test(value("type"))) into.addLink(fileTarget(value("target")), "office");
    },
  });
}

/** Word writes `file:///\\host\share` and `mhtml:http://host/x!x-usc:http://host/y` for remote templates. */
function fileTarget(target: string): string {
  return target.replace(/^(?:mhtml|ms-\w+:ofe\|u\||ms-\w+):(?=https?:)/i, "");
}

const IGNORE = { open: () => {}, close: () => {}, text: () => {}, comment: () => {} };
const PARAGRAPH = /^(?:p|h|si|c|row|br|tr|tc|line-break|text|is)$/;
/** Elements that carry a word break, not a line. */
const BLANK = /^(?:tab|s|cr)$/;

function localName(tag: string): string {
  return tag.slice(tag.indexOf(":") + 1);
}

/** Text of a part. Field codes are put on lines of their own: they stand amid the words that they show. */
function readText(xml: string, into: Gathering): void {
  const text: string[] = [];
  const codes: string[] = [];
  let isCode = false;
  tokenizeHtml(xml, {
    open: (tag, attributes) => {
      const name = localName(tag);
      isCode = name === "instrtext" || name === "delinstrtext" || name === "f";
      if (PARAGRAPH.test(name)) text.push("\n");
      else if (BLANK.test(name)) text.push(" ");
      if (name === "fldchar" || name === "f") codes.push("\n");
      readAttributes(name, attributes, codes, into);
    },
    close: (tag) => {
      isCode = false;
      if (PARAGRAPH.test(localName(tag))) text.push("\n");
    },
    text: (run) => (isCode ? codes : text).push(run),
    comment: () => {},
  });
  into.addText(joined(text), "office");
  into.addText(joined(codes), "office");
}

function joined(runs: readonly string[]): string {
  return runs.join("").replace(/\s*\n\s*/g, "\n");
}

/** Loaded by the program on its own: resources, not links. */
const LOADED = /^(?:image|plugin|object|object-ole|audio|video|fill-image)$/;

function readAttributes(
  name: string,
  attributes: readonly (readonly [string, string])[],
  codes: string[],
  into: Gathering,
): void {
  for (const [attribute, value] of attributes) {
    if (attribute === "w:instr" || (name === "event-listener" && attribute === "xlink:href"))
      codes.push("\n", value, "\n");
    else if (attribute === "xlink:href" && !LOADED.test(name) && /^\s*[a-z][a-z0-9+.-]+:|^\/\//i.test(value))
      into.addLink(value, "office");
    else if (/^(?:table:formula|url|display)$/.test(attribute) && /:\/\//.test(value))
      codes.push("\n", value, "\n");
  }
}
