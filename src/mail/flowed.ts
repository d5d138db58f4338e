/**
 * format=flowed (RFC 3676): soft-broken lines are joined again, so that a link over two lines is one.
 *
 *   "see \r\nhttps://a.example/"       => "see https://a.example/"
 *   DelSp=yes, "https://a.ex \r\nample" => "https://a.example"
 *   "-- " (signature mark)              => stays a line of its own
 */
export function unflow(text: string, params: ReadonlyMap<string, string>): string {
  if (params.get("format")?.toLowerCase() !== "flowed") return text;
  const isBlankDropped = params.get("delsp")?.toLowerCase() === "yes";
  const out: string[] = [];
  let open = false;
  let depth = 0;
  for (const line of text.split(/\r\n?|\n/)) {
    const quote = /^>*/.exec(line)?.[0].length ?? 0;
    const content = line.slice(quote).replace(/^ /, "");
    const isFlowed = content.endsWith(" ") && content !== "-- ";
    const kept = isFlowed && isBlankDropped ? content.slice(0, -1) : content;
    if (open && quote === depth && content !== "-- ") out.push(kept);
    else out.push(out.length === 0 ? "" : "\n", quote > 0 ? `${">".repeat(quote)} ` : "", kept);
    open = isFlowed;
    depth = quote;
  }
  return out.join("");
}
