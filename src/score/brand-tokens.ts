import { BRANDS } from "../data/brands.ts";
import { foldLatin, hostKey } from "./fold.ts";

/** Below this a token counts only as a whole word between hyphens and dots: `jcb-login`, not `objcb`. */
export const SUBSTRING_CHARS_MIN = 6;
const TOKEN_CHARS_MIN = 3;

/** A brand's name as hosts of its impostors write it. */
export interface Token {
  readonly text: string;
  readonly key: string;
  readonly brand: string;
  readonly isOrdinaryWord: boolean;
}

/** Own labels and names that anybody uses: they prove nothing in a host. */
const GENERIC: ReadonlySet<string> = new Set(
  "mobile,global,direct,family,digital,azure,office,live,windows,express,messenger,accounts,mobilesuica,promise,orange,lake,acom,free,wise,zoom,slack,stripe,steam,kraken,ledger,discord,visa,chase,line,apple,outlook,recruit,post,postbank,poste,telekom,samsung,yamaha,toyota,square,costco,norton,nationwide,social,caixa,correos,irs,ups,ubs,nhs,dpd,ing,anz,nab,jal,ana,omni7,bell,dbs,aib,kbc,anpost,mycard,googleapis,workday,xbox,skype,hotels,disney,go,nomura,monex,moomoo,suica,mixi,uber,jalan,expedia,booking,matsui,daiwa,digitalagency,police,mypost,naver,kakao,ocn,nifty,adobe,shopify,dmm,steampowered,dropbox,github,zendesk,salesforce,intuit,okta,cloudflare,trezor,telegram,alibaba,aliexpress,wechat,xserver,familymart,ponta,boj,iam,td,att,fr,team,sakura,jpbank,plus,sprint,sony,resonate,revolut,cash,cashapp,lolipop,onamae,aplus,laposte".split(
    ",",
  ),
);

const TOKENS: readonly Token[] = brandTokens();
export const TOKEN_BY_TEXT: ReadonlyMap<string, Token> = new Map(TOKENS.map((t) => [t.text, t]));
export const TOKEN_BY_KEY: ReadonlyMap<string, Token> = new Map(TOKENS.map((t) => [t.key, t]));
const LONG_TOKENS: readonly Token[] = TOKENS.filter(
  (t) => t.text.length >= SUBSTRING_CHARS_MIN && !t.isOrdinaryWord,
);

/** Long tokens by their first letters, as written and as compared, and by their last ones. */
export const PIECE_CHARS = 4;
export const LONG_BY_PIECE = groupBy(
  (t) => new Set([t.text.slice(0, PIECE_CHARS), t.key.slice(0, PIECE_CHARS)]),
);
export const LONG_BY_TAIL = groupBy((t) => new Set([t.text.slice(-PIECE_CHARS)]));

function groupBy(piecesOf: (token: Token) => ReadonlySet<string>): ReadonlyMap<string, readonly Token[]> {
  const groups = new Map<string, Token[]>();
  for (const token of LONG_TOKENS)
    for (const piece of piecesOf(token)) groups.set(piece, [...(groups.get(piece) ?? []), token]);
  return groups;
}

/** Latin names without spaces, the own labels of official domains, and the extra tokens of the catalogue. */
function brandTokens(): readonly Token[] {
  const tokens = new Map<string, Token>();
  for (const brand of BRANDS) {
    const own = brand.domains.map((d) => d.split(".")[0] as string).filter((label) => label.length >= 5);
    const names = [...brand.names.en.map((n) => foldLatin(n).replace(/[^a-z0-9]/g, "")), brand.id];
    for (const text of [...brand.tokens, ...names, ...own]) {
      const compact = text.replaceAll("-", "");
      if (compact.length < TOKEN_CHARS_MIN || GENERIC.has(compact) || tokens.has(compact)) continue;
      const isOrdinaryWord = brand.isOrdinaryWord && !brand.tokens.includes(text);
      tokens.set(compact, { text: compact, key: hostKey(compact), brand: brand.id, isOrdinaryWord });
    }
  }
  return [...tokens.values()].sort((a, b) => b.text.length - a.text.length);
}
