import type { Brand } from "../../data/brands.ts";
import type { Lang } from "../schemas.ts";

/** The brand's first name in the reader's language, else in the other one. */
export function brandName(brand: Brand, lang: Lang): string {
  const [first, second] = lang === "ja" ? [brand.names.ja, brand.names.en] : [brand.names.en, brand.names.ja];
  return first[0] ?? second[0] ?? brand.id;
}
