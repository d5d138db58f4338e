/**
 * The words by which registries label the facts of an answer, in label form: lower case, no accents,
 * brackets, dots and dashes (see toLabel in recheck/whois-lines.ts). Source: registries' answers as collected in
 * public parser test sets of 2022 to 2026, and general knowledge.
 */

/** The day when the domain was created or registered. A label that says it is about other things is NOT_CREATED. */
export const CREATED: readonly RegExp[] = [
  /\b(?:creat(?:ion|ed?)|crtd|insert(?:ed)? date|date added)\b/,
  /\b(?:creacion|creado|criacao|criado|creation|cree|creazione|creato|erstellt|angelegt|erstelldatum|aangemaakt|oprettet|opprettet|skapad|luotu|utworzon[yoa]|utworzenia|vytvoren[oia]?|letrehoz\w*|olusturulma|olusturma|stofnad)\b/,
  /\b(?:register(?:ed)?|registration|regdate|dateregistered|domain dateregistered|date registered|registered date|reg date)\b/,
  /\b(?:registro|registrado|registrada|registo|registado|enregistre(?:ment)?|registrazione|registrat[oa]?|registriert|registrierung\w*|geregistreerd|registratie\w*|registreret|registrert|registrerad|registreringsdatum|rekisteroity|rejestracji|zarejestrowan[aoy]?|registrovan[oa]?|registrace|registracie|inregistrarii?|kayit|alta|dang ky|daftar|pendaftaran|dibuat|regisztr\w*)\b/,
  /(?:登録年月日|登録日|作成日|등록일|注册时间|注册日期|註冊時間|註冊日期|创建时间|创建日期|建立日期|建立時間|登记日期|дата регистрац|дата реестрац|дата реєстрац|регистриран|зарегистрирован|зареєстрован|дата создания|создан|створено|датум регистрац|تاريخ التسجيل|تاريخ الانشاء|תאריך|จดทะเบียน)/,
  /\b(?:activ(?:ated|ation)|activacion|ativacao|commencement|assigned|issue date|issued|start date|delegated|entered)\b/,
];

/** Words which turn a label of CREATED into another fact. */
export const NOT_CREATED =
  /expir|expier|updat|modif|chang|renew|until|till|registrar\b|registrant|status|\bby\b|database|transfer|\blast\b|option|period|delet|suspend|paid|free|valid|contact|holder|person|\btech|\badmin|billing|hold|redempt|vencim|caduc|actualiz|alterac|validade|scaden|aggiorn|ablauf|gultig|geander|aktualis|verval|bitis|guncel|fin\b|offer|whois|request|quer(?:y|ied)|nameserver|\bns\b|\bhost\b|dnssec|\bds\b|\bkey|有効|更新|到期|过期|過期|종료|만료|변경|수정|оплач|истек|измен|обновл|оконч|продл|انتهاء|تحديث/;

export const CHANGED =
  /\b(?:(?:last )?(?:updated?|modified|changed?|modification|update)(?: (?:on|date|at|time))?|last ?update|lastupdated|date modified|record last updated(?: on)?|domain datelastmodified|ultima (?:actualizacion|modificacion)|geander|zuletzt geandert|last updated date)\b|最終更新|최근 정보 변경일|更新时间/;

export const EXPIRES =
  /\b(?:expir\w*|paid till|renewal date|valid until|valid date|registered until|domain datebilleduntil|vencimiento|validade|scadenza|fecha de vencimiento)\b|有効期限|사용 종료일|到期时间|过期时间/;

export const REGISTRAR: ReadonlySet<string> = new Set([
  "registrar",
  "registrar name",
  "sponsoring registrar",
  "sponsoring registrar name",
  "registrar organization",
  "registrar organisation",
  "registrar of record",
  "current registrar",
  "current registar",
  "authorized agency",
  "registrant service provider",
  "registration service provider",
  "registrar company",
  "registered by",
  "registered through",
  "registrador",
  "agente registrador",
  "bureau d'enregistrement",
  "kayit operatoru",
  "등록대행자",
  "注册商",
  "registraire",
  "registrar organization name",
  "maintained by",
  "provider",
]);

export const REGISTRAR_ID = /^(?:(?:sponsoring )?registrar iana id|iana id)$/;
export const ABUSE_EMAIL =
  /^(?:registrar )?abuse (?:contact )?e?mail$|^registrar abuse contact$|^abuse contact$/;
export const STATUS =
  /^(?:domain )?(?:status|state|eppstatus|epp status|domaintype)$|^状态$|^状態$|^(?:estado|estatus)$/;
export const NAMESERVER =
  /^(?:nserver\d*|(?:domain |authoritative )?name ?servers?\d*(?: \d+)?(?: information| in listed order)?|host ?name|ns ?\d*|dns(?: servers?|\d+)|ns name \d+|domain servers?(?: \d+)?(?: in listed order)?|(?:primary|secondary) (?:name ?server|server)(?: hostname)?|server ?name|ネームサーバ|호스트이름|servidores? (?:de )?(?:dns|nombres?)|serveurs? de noms?)$/;

export const DOMAIN: ReadonlySet<string> = new Set([
  "domain",
  "domain name",
  "domainname",
  "domain name utf8",
  "complete domain name",
  "ドメイン名",
  "도메인이름",
  "dominio",
  "nombre de dominio",
  "nombre dominio",
  "nome de dominio",
  "nome de dominio domain name",
  "dominio domain name",
  "nom de domaine",
  "domena",
  "domene",
  "domene navn",
  "nazwa domeny",
  "alan adi",
  "域名",
  "网域名称",
  "網域名稱",
  "имя домена",
  "домен",
  "domaine",
  "domain requested",
  "object domain",
  "domain idn",
  "domain information",
  "a domain name",
]);

/** First label of a paragraph which speaks of a person, a registrar or a name server, not of the domain. */
export const OTHER_OBJECT =
  /^(?:person\w*|role|contact\w*|nic hdl( br)?|nsset|keyset|mntner|registrar\w*|registrant|holder\w*|owner\w*|organi[sz]ation\w*|tech\w*|admin\w*|billing\w*|zone c|zonec|titular|titulaire|name server handle|host)(?: .*)?$/;
