/**
 * How WHOIS servers say that there is no such domain, that it is reserved, that they refuse, or that they
 * are broken. Source: registries' answers as collected in public parser test
 * sets of 2022 to 2026, and general knowledge. Each is tried on one line of at
 * most 160 characters, lower case, its comment signs taken off, so that terms of use (long, mid-sentence)
 * do not speak for the registry.
 */

/** Stands at the start of a line: the registry's own answer. */
export const ABSENT: readonly RegExp[] = [
  /^(?:[a-z0-9.-]{3,60}: ?)?no (?:match(?:ing)?|matches|data|entr(?:y|ies)|records?|objects?|such domain|information (?:was found|available about)|domain records?|results?|found|domain)\b(?!.{0,40}\b(?:in (?:this|the) agreement|warrant))/,
  /^(?:the |this |your |requested |queried |above )*(?:domain|name|object|record|search|query)\b.{0,90}?\b(?:(?:could |can |was |were |is |has |have |had )?(?:not|no|cannot) (?:be |been |yet )*(?:found|registered|exist|assigned|known|delegated)|does ?n[o']?t exist|not (?:available )?in (?:the |our )?(?:whois )?database|not known|unknown|unavailable in the database)\b/,
  /^(?:the |this |your )*(?:requested )?(?:domain|name|object)(?: name)?\b.{0,80}?\b(?:is |are )(?:still |currently |now )?(?:free|available|unregistered|unassigned)\b/,
  /^(?:not? found|nothing found|not find|not exist|not registered|not_registered|object not found|domain unknown|unknown domain|free|avail|available|unassigned|no_se_encontro\w*|domain status ?: ?no object found)(?:$|[\s:.!"'(/-])(?!to|for (?:informational|the)|as )/,
  /^invalid query or domain name not known\b|^we do not have an entry in our database\b/,
  /^[a-z0-9._-]{3,80}["']?(?: ?[:-])?(?: domain)? (?:is |was |has )?(?:not? (?:been )?(?:found|registered|match)|no existe|free|available|does not exist)\b/,
  /^(?:status|domain status|domain_status|query_status|state|registration status) ?[.:]+ *(?:free|avail(?:able)?|220 available|not registered|unassigned|no object found|unregistered|not found|registrable|available for registration)\b/,
  /(?:el |o |le |la |il |die |der )?domin(?:io|e|ium)?\b.{0,60}(?:no (?:se encuentra|esta|existe|fue|ha sido)|nao (?:existe|esta|registrado)|non (?:trouve|registr|assegnato|esiste)|n'existe|disponib|disponiv|libre)/,
  /^(?:aucun|pas de) (?:resultat|domaine|enregistrement|correspondance)|^no (?:se ha encontrado|existe|registrado|encontrado)|^nao (?:encontrado|registrado)|^kein(?:e)? (?:eintrag|treffer)|^nincs talalat|^brak |^tidak ditemukan|^objek? tidak|^nenalezen|^nije (?:registr|pronad)|^ingen (?:treff|data)|^ej (?:registrerad|funnen)/,
  /등록되어 있지 않습니다|未注册|未註冊|未登録|没有找到|該当.*(?:ありません|見つかりません)|不存在|не найден|не знайдено|не зарегистр|не зареєстр|не е регистр|не постоји|ไม่พบ|غير مسجل|לא נמצא/,
];

/** The name exists for the registry but nobody can have it: neither registered nor free. */
export const RESERVED: readonly RegExp[] = [
  /^(?:the |this |your )*(?:requested )?(?:domain|name|object|label|string)\b.{0,80}\b(?:reserved|prohibited|blocked|restricted|banned|not available for (?:registration|purchase)|(?:can ?not|can't|may not|not) be registered|not allowed to be registered|not permitted|ineligible)\b/,
  /^(?:status|domain status|domain_status|query_status|state|registration status) ?[.:]+ *(?:\d{3} )?(?:reserved|blocked|prohibited|restricted|forbidden|not allowed|unassignable|unavailable)\b/,
  /^(?:reserved|blocked|prohibited|restricted) (?:by|name|domain|string|for|label)\b|^reserved$/,
  /保留|예약|зарезервирован|reservado/,
];

/** AFNIC says both "Too many requests" and "No entries found": the first one is the answer. */
export const THROTTLED_FIRST =
  /^(?:\d{3,12}:? )?(?:too many (?:req|quer|conn|look)|quota|rate limit|(?:daily|hourly|query|request|connection|lookup|whois)[a-z -]{0,20}(?:limit|quota)|(?:you|your)[a-z ]{0,30} (?:exceed|reached)|excessive |please (?:go away|slow down)|connection refused; access control)/;

/** Tried where no line says that there is no such domain. */
export const THROTTLED: readonly RegExp[] = [
  /(?:quota|limits?|rate|too many|maximum|number of|daily|hourly|queries|requests|connections|lookups?|access control).{0,60}(?:exceed|reached|surpass|overrun|violat|too high|queries|requests|connections)/,
  /(?:exceed(?:s|ed|ing)?|reached|over) .{0,60}(?:quota|limit|rate|maximum|allowed|allowance|number of)/,
  /excessive (?:quer|access|use|look)|quer(?:y|ies|ied) too (?:fast|often|frequent)|too (?:fast|frequent)|rate.?limit|throttl|slow down|go away for|please (?:wait|try again (?:in|after) \d)|try again in \d|interval is too short|wait \d+ (?:s|m|h)|grace period|request denied|temporar(?:y|ily) (?:blocked|banned|denied)|quota|limit per (?:hour|day|minute)/,
  /请求过于频繁|查询过于频繁|초과|превышен|demasiadas consultas|trop de requetes|muitas consultas/,
];

export const REFUSED: readonly RegExp[] = [
  /black ?-?list|\bbanned\b|\b(?:ip|address|host|client|you|network)\b.{0,60}\b(?:block|denied|restricted|not allowed|not permitted|forbidden|prohibit|barred)/,
  /^(?:\d{3,12}:? )?(?:access|connection|permission|request|query)s?\b.{0,40}\b(?:denied|refused|forbidden|not allowed|not permitted|restricted)/,
  /^(?:you are |client is )?not (?:authori[sz]ed|permitted|allowed)|^unauthori[sz]ed|^forbidden/,
];

export const BROKEN: readonly RegExp[] = [
  /(?:internal|server|database|system|backend|service|sql|connection|unexpected)\b.{0,30}\b(?:error|fail|unavailable|down|maintenance|busy|problem|timeout|timed out)/,
  /temporar(?:y|ily) (?:unavailable|out of|not available|error|fail)|under maintenance|try again later|try later|could not connect|unable to (?:connect|process|complete)/,
];
