import { existsSync, readFileSync } from "node:fs";
import { parseUrl } from "../src/domain/url.ts";
import { normalisePath } from "../src/score/context.ts";

/** Labelled names and URLs for fitting and measuring. They stay outside the repository: see the data README there. */
export interface Labelled {
  readonly host: string;
  /** Normalised, as the scoring sees it: no query, tokens starred. */
  readonly path: string | null;
  readonly isPhishing: boolean;
  readonly set: "jpcert" | "tranco" | "age";
  /** Time of the report; `null` where the set has none. */
  readonly month: string | null;
  /** Registration age in days; `null`: not known. */
  readonly ageDays: number | null;
  readonly brand: string | null;
}

export const DATA = new URL("../../shared/data/", import.meta.url);

export function hasData(): boolean {
  return existsSync(new URL("labelled/", DATA));
}

export function readLabelled(): readonly Labelled[] {
  const lines = (name: string) =>
    readFileSync(new URL(`labelled/${name}`, DATA), "utf8")
      .trim()
      .split("\n")
      .slice(1);
  const jpcert = lines("jpcert-2023-sample.csv").flatMap((line) => {
    const [date = "", url = "", ...brand] = line.split(",");
    return row(url, {
      isPhishing: true,
      set: "jpcert",
      month: date.slice(0, 7),
      ageDays: null,
      brand: brand.join(","),
    });
  });
  const tranco = lines("benign-tranco-sample.csv").flatMap((line) =>
    row(`http://${line.split(",")[1]}/`, {
      isPhishing: false,
      set: "tranco",
      month: null,
      ageDays: null,
      brand: null,
    }),
  );
  const age = lines("age-sample.csv").flatMap((line) => {
    const match = /^(.*),(-?\d+),(phishing|legitimate)\r?$/.exec(line);
    if (match === null) return [];
    const days = Number(match[2]);
    const isPhishing = match[3] === "phishing";
    return row(match[1] as string, {
      isPhishing,
      set: "age",
      month: null,
      ageDays: days < 0 ? null : days,
      brand: null,
    });
  });
  return [...jpcert, ...tranco, ...age];
}

/** Popular names that are not in the labelled sample: never fitted on. */
export function readUnseenPopular(labelled: readonly Labelled[]): readonly string[] {
  const known = new Set(labelled.map((l) => l.host));
  return readFileSync(new URL("popular/tranco-top-10k.csv", DATA), "utf8")
    .trim()
    .split("\n")
    .map((line) => line.split(",")[1] as string)
    .filter((host) => !known.has(host));
}

const LAST_FIT_MONTH = "2023/08";

/** The part that weights may be fitted on; the rest measures. By time where there is one, else by a hash of the name. */
export function isFitPart({ month, host }: Labelled): boolean {
  return month !== null ? month <= LAST_FIT_MONTH : shareOf(host) < 0.6;
}

function row(defanged: string, rest: Omit<Labelled, "host" | "path">): Labelled[] {
  const text = defanged.replace(/^"|"$/g, "").replace(/^hxxp/, "http").replaceAll("[.]", ".");
  const url = parseUrl(text);
  return url === null ? [] : [{ host: url.host, path: normalisePath(text), ...rest }];
}

/** A stable share of 0..1 for a text: splits that are the same on every machine. */
export function shareOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  return (hash >>> 0) / 2 ** 32;
}
