/**
 * Sets apart the tags that spam filters and mail gateways put in front of a subject.
 *
 *   [spam] 【Amazon】お支払い方法に問題があります => tag "[spam]", subject "【Amazon】お支払い…"
 *   ***SPAM*** Hello                              => tag "***SPAM***"
 *   [外部] 【迷惑メール】 請求書                    => tag "[外部] 【迷惑メール】"
 *   【重要】ご確認ください                          => no tag: the writer's own words
 *   [Spam filter] weekly report                   => no tag: more than the filter's word
 *
 * Pure. Only the head of the subject is looked at, since filters prepend.
 */
export function splitSubjectTag(subject: string): { subject: string; tag: string | null } {
  const tags: string[] = [];
  let rest = subject.trimStart();
  while (tags.length < TAGS_MAX) {
    const tag = leadingTag(rest);
    if (tag === null) break;
    tags.push(tag);
    rest = rest.slice(tag.length).replace(/^[\s:：]+/u, "");
  }
  return tags.length === 0 ? { subject, tag: null } : { subject: rest, tag: tags.join(" ") };
}

/** Two gateways in a row are common, more than four were never seen. */
const TAGS_MAX = 4;

/** Brackets, stars or underscores around at most 40 characters at the very start. */
const FRAMES = [
  /^\[([^[\]]{1,40})\]/u,
  /^［([^［］]{1,40})］/u,
  /^【([^【】]{1,40})】/u,
  /^\{([^{}]{1,40})\}/u,
  /^\(([^()]{1,40})\)/u,
  /^<([^<>]{1,40})>/u,
  /^\*{2,9}([^*]{1,40})\*{2,9}/u,
  /^_{1,9}([^_]{1,40})_{1,9}/u,
  /^(spam)(?=[:：]\s)/iu,
];

/** Words that products print as a verdict, after NFKC and lower case, without decoration. */
const VERDICT = new RegExp(
  `^(?:${[
    "(?:possible |probable |probably |suspected |likely |maybe )?(?:spam|junk)(?: ?(?:e?-?mail|message|suspected|detected|warning))?",
    "(?:suspicious|suspected|bulk|phishing|fraud|scam|virus)(?: ?(?:e?-?mail|message|suspected|detected|warning))?",
    "meiwaku(?: ?mail)?",
    "(?:迷惑|スパム|フィッシング(?:詐欺)?|詐欺|なりすまし|ウイルス|ウィルス|不審な?)(?:メール)?(?:の?(?:疑い|可能性)(?:あり|が?あります)?|判定|注意|検知)?",
    "(?:外部|社外|組織外)(?:から(?:の|受信)?)?(?:メール)?",
    "(?:ext|external)(?: ?(?:e?-?mail|message|sender))?",
  ].join("|")})$`,
  "u",
);

function leadingTag(text: string): string | null {
  for (const frame of FRAMES) {
    const match = frame.exec(text);
    if (match) return VERDICT.test(bareWords(match[1] as string)) ? match[0] : null;
  }
  return null;
}

/** Drops what products put around the word: `!! SPAM`, `SPAM?`, `SPAM(8.1)`, `Spam: 12.4/5`. */
function bareWords(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\d.,/%()#]+/gu, " ")
    .replace(/^[\s!?*:~_-]+|[\s!?*:~_-]+$/gu, "")
    .replace(/[\s_-]+/gu, " ");
}
