/** Base64 of either alphabet (RFC 4648 sections 4 and 5), blanks and missing padding allowed. */
export function decodeBase64Bytes(text: string): Uint8Array | null {
  const letters = text
    .replace(/[\s=]+/g, "")
    .replaceAll("-", "+")
    .replaceAll("_", "/");
  if (letters === "" || letters.length % 4 === 1 || !/^[A-Za-z0-9+/]+$/.test(letters)) return null;
  const binary = atob(letters);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/** The same as UTF-8 text; bytes that are none become U+FFFD. `null`: not base64. */
export function decodeBase64(text: string): string | null {
  const bytes = decodeBase64Bytes(text);
  return bytes && new TextDecoder().decode(bytes);
}
