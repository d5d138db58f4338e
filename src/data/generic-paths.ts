/**
 * Path segments that unrelated sites share, so that a path made of them alone tells no kit. Source: routes of
 * WordPress, Shopify, EC-CUBE, BASE and Movable Type as their public documentation names them (2026-11), and words
 * that stood on four hosts or more among the legitimate addresses of Hannousse and Yahiouche 2021.
 */
export const GENERIC_SEGMENTS: ReadonlySet<string> = new Set(
  `index default home main top start welcome portal web www site public html page pages app apps mobile sp pc m
  login signin sign-in sign_in log-in logon signon sign-on logout signup sign-up register registration join auth
  oauth oauth2 sso session sessions user users account accounts my mypage my-page myaccount my-account member
  members membership profile password reset forgot verify verification confirm confirmation secure security update
  customer customers client clients dashboard admin administrator entry regist
  about about-us company corporate contact contact-us contacts inquiry inquiries support help faq faqs guide guides
  terms privacy privacy-policy policy legal sitemap search category categories tag tags topics topic news info
  information press blog blogs article articles archive archives post posts event events notice notices campaign
  campaigns recruit careers jobs access
  shop shopping store stores product products item items goods detail details list lists cart basket checkout order
  orders payment payments pay billing collections collection catalog catalogue price prices pricing plan plans
  service services download downloads file files doc docs document documents image images img media assets static
  css js video videos gallery view show redirect link links click track r go out url unsubscribe subscribe
  newsletter mail email webmail api v1 v2 cgi-bin wordpress cms system`.split(/\s+/),
);

/** Language and country folders. As the name of a file (`/jp.php`: 82 hosts of the JPCERT/CC list of 2023) they tell. */
export const LANGUAGE_SEGMENTS: ReadonlySet<string> = new Set(
  `en ja jp us uk de fr es it pl nl pt br ru cn zh ko kr tw hk ca au eu en-us en-gb ja-jp en_us ja_jp`.split(
    " ",
  ),
);

/** First segments below which a site's own system makes every path: the rest of it names no kit either. */
export const SYSTEM_ROOTS: ReadonlySet<string> = new Set([
  "wp-content",
  "wp-admin",
  "wp-includes",
  "wp-json",
  "products",
  "collections",
  "blogs",
  "cgi-bin",
  "administrator",
  "node_modules",
  ".well-known",
]);

/** Whole segments of systems, extension left off. */
export const SYSTEM_FILES: ReadonlySet<string> = new Set(["wp-login", "wp-signup", "xmlrpc", "mt-search"]);
