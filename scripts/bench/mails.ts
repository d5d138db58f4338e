// The whole analysis of a mail against postal-mime alone: same process, same mails, warm.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";

const root = path.join(import.meta.dirname, "../..");
export const MAILS = path.join(root, "../shared/data/mail");

/** Rounds over all mails before anything counts, and rounds of which each mail's best time counts. */
const WARM_ROUNDS = 6;
const ROUNDS = 10;

export interface MailTimes {
  readonly mails: number;
  /** Milliseconds, one a mail. */
  readonly own: readonly number[];
  readonly base: readonly number[];
}

interface Stages {
  analyse(bytes: Uint8Array): unknown;
  postalMime(bytes: Uint8Array): Promise<unknown>;
}

/** As one bundle, as it runs in production: type stripping would be timed otherwise. */
async function loadStages(folder: string): Promise<Stages> {
  const outfile = path.join(folder, "mails.mjs");
  const contents = `
    import PostalMime from "postal-mime";
    import { extract } from "./src/extract/extract.ts";
    import { parseMail, readAttachedMail } from "./src/mail/parse-mail.ts";
    import { readSightings } from "./src/mail/sightings.ts";
    const OPTIONS = { trustedAuthservIds: ["mx.cloudflare.net"], readMail: readAttachedMail };
    export const postalMime = (bytes) => PostalMime.parse(bytes);
    export const analyse = (bytes) => {
      const mail = parseMail(bytes);
      return mail.ok ? readSightings(extract(mail.value, OPTIONS), 0, 0) : null;
    };`;
  const banner =
    'import { createRequire as requireOf } from "node:module"; const require = requireOf(import.meta.url);';
  await build({
    stdin: { contents, resolveDir: root, loader: "ts" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node22",
    outfile,
    logLevel: "error",
    banner: { js: banner },
  });
  return (await import(outfile)) as Stages;
}

export async function timeMails(folder: string): Promise<MailTimes> {
  const { analyse, postalMime } = await loadStages(folder);
  const files = readdirSync(MAILS, { recursive: true, withFileTypes: true }).filter((f) =>
    f.name.endsWith(".eml"),
  );
  const mails = files.map((f) => new Uint8Array(readFileSync(path.join(f.parentPath, f.name))));
  const [own, base] = [mails.map(() => Number.POSITIVE_INFINITY), mails.map(() => Number.POSITIVE_INFINITY)];
  for (let round = -WARM_ROUNDS; round < ROUNDS; round++)
    for (const [n, bytes] of mails.entries()) {
      const started = performance.now();
      analyse(bytes);
      const between = performance.now();
      await postalMime(bytes).catch(() => null);
      const ended = performance.now();
      if (round < 0) continue;
      own[n] = Math.min(own[n] as number, between - started);
      base[n] = Math.min(base[n] as number, ended - between);
    }
  return { mails: mails.length, own, base };
}
