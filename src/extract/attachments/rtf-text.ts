import { decoderOf } from "./text-of.ts";

export interface RtfText {
  readonly text: string;
  /** Field codes, one a line: `HYPERLINK "https://..."`. */
  readonly fields: string;
  /** The HTML that Outlook packed into RTF (MS-OXRTFEX); `null`: the RTF is its own document. */
  readonly html: string | null;
  /** OLE objects, decoded from hex. */
  readonly objects: readonly Uint8Array[];
}

/** Groups nest as deep as a stack of this many; deeper ones are read as part of the last. */
const DEPTH_MAX = 200;
/** Destinations without text to read. Unknown ones behind `\*` are skipped too. */
const SKIPPED = new Set([
  "fonttbl",
  "colortbl",
  "stylesheet",
  "info",
  "pict",
  "themedata",
  "datastore",
  "generator",
  "listtable",
  "listoverridetable",
  "rsidtbl",
  "xmlnstbl",
  "latentstyles",
]);
const CODEPAGES: Readonly<Record<string, string>> = {
  "874": "windows-874",
  "932": "shift_jis",
  "936": "gbk",
  "949": "euc-kr",
  "950": "big5",
  "65001": "utf-8",
};
const SYMBOLS: Readonly<Record<string, string>> = {
  par: "\n",
  line: "\n",
  row: "\n",
  sect: "\n",
  page: "\n",
  cell: "\n",
  tab: "\t",
  lquote: "‘",
  rquote: "’",
  ldblquote: "“",
  rdblquote: "”",
  bullet: "•",
  endash: "–",
  emdash: "—",
};

type Place = "text" | "field" | "html" | "object" | "skip";

interface Group {
  readonly place: Place;
  /** Characters that stand in for a `\u` in old readers. */
  readonly fallbackChars: number;
  /** `\htmlrtf`: RTF that has no place in the packed HTML. */
  readonly isRtfOnly: boolean;
}

/** One token: group mark, control word with its number, control symbol, or a run of text. */
const TOKEN = /[{}]|\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|[^{}\\\r\n]+/g;

/** Reads RTF in one pass over its tokens. Total and linear. */
export function readRtfText(rtf: string): RtfText {
  const reader = new RtfReader(
    /\\fromhtml1/.test(rtf.slice(0, 4_096)),
    /\\ansicpg(\d+)/.exec(rtf.slice(0, 4_096)),
  );
  const tokens = new RegExp(TOKEN);
  for (let match = tokens.exec(rtf); match !== null; match = tokens.exec(rtf)) {
    if (match[1]?.toLowerCase() === "bin") tokens.lastIndex += Math.max(0, Number(match[2] ?? 0));
    reader.take(match);
  }
  return reader.result();
}

class RtfReader {
  readonly #isPackedHtml: boolean;
  readonly #decoder: TextDecoder;
  readonly #out: Record<Place, string[]> = { text: [], field: [], html: [], object: [], skip: [] };
  readonly #objects: Uint8Array[] = [];
  readonly #stack: Group[] = [];
  #group: Group = { place: "text", fallbackChars: 1, isRtfOnly: false };
  #overflow = 0;
  #isStarred = false;
  #fallback = 0;
  #bytes: number[] = [];

  constructor(isPackedHtml: boolean, codepage: RegExpExecArray | null) {
    this.#isPackedHtml = isPackedHtml;
    const number = codepage?.[1] ?? "1252";
    this.#decoder = decoderOf(CODEPAGES[number] ?? `windows-${number}`) ?? new TextDecoder("windows-1252");
  }

  take([token, word, number, hex, symbol]: RegExpExecArray): void {
    if (hex !== undefined) {
      this.#byte(Number.parseInt(hex, 16));
      return;
    }
    this.#flushBytes();
    if (token === "{") this.#open();
    else if (token === "}") this.#close();
    else if (word !== undefined) this.#word(word.toLowerCase(), number);
    else if (symbol !== undefined) this.#symbol(symbol);
    else this.#text(token);
  }

  result(): RtfText {
    this.#flushBytes();
    this.#endObject();
    const html = this.#out.html.join("");
    return {
      text: this.#out.text.join(""),
      fields: this.#out.field.join(""),
      html: this.#isPackedHtml && html.trim() !== "" ? html : null,
      objects: this.#objects,
    };
  }

  #open(): void {
    this.#isStarred = false;
    if (this.#stack.length < DEPTH_MAX) this.#stack.push(this.#group);
    else this.#overflow++;
  }

  #close(): void {
    this.#isStarred = false;
    this.#fallback = 0;
    if (this.#overflow > 0) {
      this.#overflow--;
      return;
    }
    const { place } = this.#group;
    this.#group = this.#stack.pop() ?? this.#group;
    if (place === this.#group.place) return;
    if (place === "field") this.#out.field.push("\n");
    if (place === "object") this.#endObject();
  }

  #word(word: string, number: string | undefined): void {
    const isStarred = this.#isStarred;
    this.#isStarred = false;
    if (word === "u") {
      this.#unicode(Number(number ?? 0));
      return;
    }
    if (word === "uc") this.#group = { ...this.#group, fallbackChars: Math.min(Number(number ?? 1), 8) };
    else if (word === "htmlrtf") this.#group = { ...this.#group, isRtfOnly: number !== "0" };
    else if (word === "fldinst" || word === "datafield") this.#enter("field");
    else if (word === "objdata") this.#enter("object");
    else if (word === "htmltag") this.#enter("html");
    else if (SKIPPED.has(word)) this.#enter("skip");
    else if (isStarred && !/^(?:shppict|shpinst|fldinst|nonshppict|mhtmltag|do|background)$/.test(word))
      this.#enter("skip");
    else if (Object.hasOwn(SYMBOLS, word)) this.#text(SYMBOLS[word] as string);
  }

  /** Inside of a skipped group everything is skipped. */
  #enter(place: Place): void {
    if (this.#group.place !== "skip" || place === "object") this.#group = { ...this.#group, place };
  }

  #symbol(symbol: string): void {
    if (symbol === "*") this.#isStarred = true;
    else if (symbol === "~") this.#text(" ");
    else if (symbol === "_") this.#text("-");
    else if (symbol === "\n" || symbol === "\r") this.#text("\n");
    else if (symbol === "{" || symbol === "}" || symbol === "\\") this.#text(symbol);
  }

  #unicode(code: number): void {
    this.#fallback = this.#group.fallbackChars;
    this.#push(String.fromCharCode(code < 0 ? code + 0x10000 : code));
  }

  #byte(byte: number): void {
    if (this.#fallback > 0) this.#fallback--;
    else this.#bytes.push(byte);
  }

  /** `\'83\'5c` is one character of two bytes. A second byte may be plain ASCII: links are not hurt by that. */
  #flushBytes(): void {
    if (this.#bytes.length === 0) return;
    this.#push(this.#decoder.decode(Uint8Array.from(this.#bytes)));
    this.#bytes = [];
  }

  #text(text: string): void {
    const skipped = Math.min(this.#fallback, text.length);
    this.#fallback -= skipped;
    this.#push(text.slice(skipped));
  }

  #push(text: string): void {
    const { place, isRtfOnly } = this.#group;
    if (place === "text" && this.#isPackedHtml && !isRtfOnly) this.#out.html.push(text);
    this.#out[place].push(text);
  }

  #endObject(): void {
    const hex = this.#out.object.join("").replace(/[^0-9a-fA-F]/g, "");
    this.#out.object = [];
    if (hex.length >= 16) this.#objects.push(fromHex(hex));
  }
}

function fromHex(hex: string): Uint8Array {
  const bytes = new Uint8Array(hex.length >> 1);
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16);
  return bytes;
}
