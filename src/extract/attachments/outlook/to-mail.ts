/** What a message of Outlook holds, before it is written as a mail. */
export interface OutlookMessage {
  /** Header block as the server gave it; `null`: a draft, or stripped. */
  readonly headers: string | null;
  readonly subject: string | null;
  readonly fromName: string | null;
  readonly fromAddress: string | null;
  readonly to: string | null;
  /** RFC 5322 date. */
  readonly date: string | null;
  readonly text: string | null;
  readonly html: string | null;
  readonly parts: readonly OutlookPart[];
}

export interface OutlookPart {
  readonly name: string | null;
  readonly mediaType: string;
  readonly contentId: string | null;
  readonly bytes: Uint8Array;
}

/** Writes the message as a mail (RFC 5322, RFC 2046, bodies in binary), for the one parser of mails. */
export function toMail(message: OutlookMessage): Uint8Array {
  const bodies = [
    message.text === null ? null : part("text/plain; charset=utf-8", message.text),
    message.html === null ? null : part("text/html; charset=utf-8", message.html),
    ...message.parts.map(filePart),
  ].filter((body) => body !== null);
  const boundary = unusedBoundary(bodies.map((body) => body.bytes));
  const pieces: Uint8Array[] = [
    encode(
      `${headerBlock(message)}MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="${boundary}"\r\n\r\n`,
    ),
  ];
  for (const { head, bytes } of bodies)
    pieces.push(encode(`--${boundary}\r\n${head}\r\n\r\n`), bytes, encode("\r\n"));
  pieces.push(encode(`--${boundary}--\r\n`));
  return concat(pieces);
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

function part(type: string, text: string) {
  return { head: `Content-Type: ${type}\r\nContent-Transfer-Encoding: 8bit`, bytes: encode(text) };
}

function filePart({ name, mediaType, contentId, bytes }: OutlookPart) {
  const lines = [
    `Content-Type: ${oneLine(mediaType)}`,
    `Content-Disposition: attachment${name === null ? "" : `; filename="${oneLine(name).replaceAll('"', "'")}"`}`,
    "Content-Transfer-Encoding: binary",
  ];
  if (contentId !== null) lines.push(`Content-ID: <${oneLine(contentId)}>`);
  return { head: lines.join("\r\n"), bytes };
}

/** Fields about the form of the body as it came are dropped: it is written anew. */
function headerBlock(message: OutlookMessage): string {
  if (message.headers !== null) {
    const unfolded = message.headers.replace(/\r\n?/g, "\n").split(/\n(?![ \t])/);
    const kept = unfolded.filter(
      (field) => /^[!-9;-~]+:/.test(field) && !/^(?:content-|mime-version)/i.test(field),
    );
    if (kept.length > 0) return `${kept.join("\r\n").replace(/\r?\n/g, "\r\n")}\r\n`;
  }
  const fields: string[] = [];
  const name = oneLine(message.fromName ?? "").replaceAll('"', "'");
  if (message.fromAddress !== null || name !== "")
    fields.push(`From: "${name}" <${oneLine(message.fromAddress ?? "").replace(/[<>\s]/g, "")}>`);
  if (message.to !== null) fields.push(`To: ${oneLine(message.to)}`);
  if (message.subject !== null) fields.push(`Subject: ${oneLine(message.subject)}`);
  if (message.date !== null) fields.push(`Date: ${message.date}`);
  return fields.map((field) => `${field}\r\n`).join("");
}

/** Nothing of the message may begin a line of its own in the header. */
function oneLine(text: string): string {
  return text.replace(/[\r\n\0]+/g, " ").trim();
}

/** A boundary that no part holds: counted up, so that the same message gives the same mail. */
function unusedBoundary(bodies: readonly Uint8Array[]): string {
  const texts = bodies.map((bytes) => new TextDecoder("latin1").decode(bytes));
  for (let n = 0; ; n++) {
    const boundary = `=_outlook_${n}`;
    if (!texts.some((text) => text.includes(boundary))) return boundary;
  }
}

function concat(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
