/**
 * Month names as mail programs write them into forwards, January first. A word belongs to the month with the
 * longest stem that it starts with (compared in lower case, accents off).
 *
 * Source: general knowledge of en de fr es it pt nl sv da no fi et pl cs sk hr hu ro tr ru uk el id; what is
 * in them was checked against the fixtures of crisp-oss/email-forward-parser (MIT, 2025-02-01).
 */
export const MONTH_STEMS: readonly (readonly string[])[] = [
  [
    "jan",
    "jän",
    "janv",
    "ene",
    "gen",
    "ian",
    "jaan",
    "oca",
    "янв",
    "січ",
    "siječ",
    "stycz",
    "sty",
    "led",
    "tammi",
    "ιαν",
  ],
  ["feb", "fev", "fév", "veeb", "şub", "фев", "лют", "velj", "lut", "úno", "helmi", "φεβ", "peb"],
  ["mar", "mär", "maart", "mrt", "maalis", "мар", "бер", "ožu", "břez", "bře", "μαρ"],
  [
    "apr",
    "avr",
    "abr",
    "апр",
    "квіт",
    "квi",
    "travanj",
    "travnja",
    "kwie",
    "kwi",
    "dub",
    "huhti",
    "nis",
    "απρ",
  ],
  [
    "may",
    "mai",
    "maj",
    "mei",
    "mag",
    "máj",
    "máje",
    "май",
    "мая",
    "трав",
    "svib",
    "kvě",
    "touko",
    "μαι",
    "μάι",
  ],
  [
    "jun",
    "juin",
    "giu",
    "iun",
    "июн",
    "черв",
    "czer",
    "cze",
    "června",
    "červen",
    "kesä",
    "haz",
    "ιουν",
    "jún",
  ],
  ["jul", "juil", "lug", "iul", "июл", "лип", "lip", "červenec", "července", "heinä", "tem", "ιουλ", "júl"],
  ["aug", "aoû", "ago", "авг", "серп", "kolovoz", "sierp", "sie", "srp", "elok", "elo", "ağu", "αυγ", "agu"],
  ["sep", "set", "szept", "wrz", "zář", "ruj", "вер", "сен", "syys", "eyl", "σεπ"],
  ["oct", "okt", "out", "ott", "окт", "жовт", "říj", "paź", "pazdz", "loka", "eki", "οκτ"],
  ["nov", "noi", "ноя", "лист", "studen", "lis", "marras", "kas", "νοε", "νοέ", "noy"],
  ["dec", "des", "dez", "dic", "déc", "дек", "груд", "prosin", "pro", "gru", "joul", "ara", "δεκ"],
];

/** Weekdays (lower case, accents off) that begin like a month. */
export const WEEKDAYS_LIKE_MONTHS: readonly string[] = [
  "mardi",
  "martes",
  "martedi",
  "marti",
  "pazartesi",
  "pazar",
];

/** Zone names that only forwards have; minutes east of UTC. */
export const ZONE_WORDS: Readonly<Record<string, number>> = {
  SELČ: 120,
  SEČ: 60,
  日本標準時: 540,
  日本時間: 540,
};
