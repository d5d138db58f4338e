import { decodeBase64 } from "./base64.ts";

const MARKUP =
  /^(?:text\/html|application\/xhtml\+xml|image\/svg\+xml|text\/xml|application\/xml|message\/rfc822)$/;

/**
 * The text of a `data:` URL (RFC 2397) that holds a document with links. `null`: it holds another type,
 * or is no data URL.
 */
export function decodeDataUrl(href: string): string | null {
  if (!/^data:/i.test(href)) return null;
  const comma = href.indexOf(",");
  if (comma < 0 || comma > HEAD_CHARS_MAX) return null;
  const [mediaType = "", ...parameters] = href.slice("data:".length, comma).toLowerCase().split(";");
  if (!MARKUP.test(mediaType.trim())) return null;
  const content = percentDecodeText(href.slice(comma + 1));
  return parameters.some((p) => p.trim() === "base64") ? decodeBase64(content) : content;
}

/** Media type and parameters; longer ones are no data URL that a browser opens for a reader. */
const HEAD_CHARS_MAX = 256;

/** Percent-decoding that leaves what is no valid UTF-8 or no escape as it is. Linear. */
export function percentDecodeText(text: string): string {
  if (!text.includes("%")) return text;
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    const bytes = Uint8Array.from(escapes.slice(1).split("%"), (hex) => Number.parseInt(hex, 16));
    return new TextDecoder().decode(bytes);
  });
}
