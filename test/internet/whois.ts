/**
 * WHOIS (RFC 3912): a line in, a text out, the connection closed. All registries sit behind one port; the
 * last label of the name chooses the folder: `whois/cn/bmcw.cn.txt`.
 *
 *   bmcw.cn                 => whois/cn/bmcw.cn.txt
 *   amazon.co.jp/e          => whois/jp/amazon.co.jp.txt (JPRS in English)
 *   amazon.co.jp            => whois/jp/amazon.co.jp.ja.txt (JPRS in ISO-2022-JP)
 *   -T dn,ace shop.de, domain shop.com, =shop.com   => the name alone counts
 *
 * `_absent.txt`, `_throttled.txt` and `_reserved.txt` beside them hold each registry's own words; those of
 * the top folder stand for registries that have none.
 */
import { isMadeUpName } from "./faults.ts";
import type { Fixtures } from "./fixtures.ts";
import { type Exchange, OTHER_NAME, type Reply } from "./reply.ts";

/** `self` is `127.0.0.1:PORT` of this server, for a referral in a circle. */
export function whoisExchange(fixtures: Fixtures, line: string, self: string): Exchange {
  const question = line.trim().toLowerCase();
  const name = (question.split(/\s+/).at(-1) ?? "").replace(/^=|\/e$/g, "").replace(/\/e$/, "");
  const tld = name.split(".").at(-1) ?? "";
  const values = { name, NAME: name.toUpperCase() };
  const read = (file: string) => fixtures.readText(`whois/${file}`, values);
  const own = (file: string) => textReply(read(`${tld}/${file}`) ?? read(file) ?? "");
  const good = () => {
    const japanese = question.endsWith("/e") ? null : read(`${tld}/${name}.ja.txt`);
    const text =
      japanese ?? read(`${tld}/${name}.txt`) ?? (isMadeUpName(name) ? read("test/_any.txt") : null);
    return text === null ? own("_absent.txt") : textReply(text);
  };
  const append = (lines: string) => textReply(`${good().body}${lines}`);
  return {
    services: ["whois"],
    question,
    subject: name,
    good,
    absent: () => own("_absent.txt"),
    throttled: () => own("_throttled.txt"),
    broken: () => textReply("%ERROR:100: internal software error\n"),
    reserved: () => own("_reserved.txt"),
    wrongDomain: () =>
      textReply(
        good().body.toString().replaceAll(name, OTHER_NAME).replaceAll(values.NAME, OTHER_NAME.toUpperCase()),
      ),
    poisoned: (trap) =>
      append(`Whois Server: ${trap.host}\nRegistrar WHOIS Server: ${trap.host}\nrefer: ${trap.host}\n`),
    redirected: (location) => textReply(`Domain Name: ${values.NAME}\nWhois Server: ${location ?? self}\n`),
  };
}

/** Lines end in CRLF on the wire (RFC 3912 section 2); the files have LF. */
function textReply(text: string): Reply {
  const body = Buffer.from(text.replace(/\r?\n/g, "\r\n"));
  return { status: 200, type: "text/plain", body, filler: "% more\r\n" };
}
