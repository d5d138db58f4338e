/**
 * Characters that look like a Latin letter or digit, for comparing names with brand names.
 *
 * Source: facts of Unicode TR39 (confusables, Unicode 17.0) for letters that browsers accept in host names, written
 * as pairs "look-alike, Latin"; marks (é, ü ...) are not here since NFKD removes them. Differences on purpose:
 * U+04CF is l (TR39: i), small capitals and Cherokee are included, kana and kanji are not: エ is not I.
 */
const PAIRS: readonly (readonly [latin: string, lookalikes: string])[] = [
  ["a", "аαɑ⍺ᴀꭺ"],
  ["b", "ьвƄɓƅᏏʙᖯ"],
  ["c", "сϲⅽᴄꮯ¢"],
  ["d", "ԁɗɖđⅾᏧᴅ"],
  ["e", "еєɛәęҽℯᴇꮛ"],
  ["f", "ƒꞙẝϝꬵ"],
  ["g", "ɡԍģǥɠցᶃ"],
  ["h", "һհħᏂнʜ"],
  ["i", "іıɩιɪꭵⅰ"],
  ["j", "јϳɉᴊ"],
  ["k", "κкƙᴋқ"],
  ["l", "ӏℓⅼʟᥣŀɭłǀ"],
  ["m", "мⅿɱᴍ"],
  ["n", "ոռηпɴƞŋ"],
  ["o", "оοσօଠ๐໐ᴏөøఠಠ〇"],
  ["p", "рρƿᴘþ"],
  ["q", "ԛգզʠ"],
  ["r", "гᴦɼɽꭇꭈʀ"],
  ["s", "ѕꜱʂƽꮪ"],
  ["t", "тτţŧᴛƭ"],
  ["u", "υսʋцᴜꭎꭒ"],
  ["v", "νѵᴠⅴꮩ"],
  ["w", "ωѡաԝᴡꮃ"],
  ["x", "хχⅹ×ᕁ"],
  ["y", "уγүұʏყỿ"],
  ["z", "ᴢʐżꮓ"],
  ["-", "‐‑‒–—―−ー"],
];

/** Look-alike character to what it looks like. Keys are lower case. */
export const CONFUSABLES: ReadonlyMap<string, string> = new Map(
  PAIRS.flatMap(([latin, lookalikes]) => [...lookalikes].map((c): [string, string] => [c, latin])),
);

export const CONFUSABLES_SOURCE = "Unicode TR39 confusables, Unicode 17.0";
