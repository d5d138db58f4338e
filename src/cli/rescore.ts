import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { ask, serverOf } from "./server.ts";

type Counts = Record<string, number>;

/** The period of an instance's rate limit. */
const RETRY_AFTER_SECONDS = 60;

/** What is read of an answer of POST /admin/rescore. */
interface Piece {
  readonly rules_version: string;
  readonly examined: number;
  readonly next_cursor: string | null;
  readonly bands_before: Counts;
  readonly bands_after: Counts;
  readonly changed: readonly {
    readonly key: string;
    readonly band_before: string | null;
    readonly band_after: string;
    readonly status_before: string;
    readonly status_after: string;
    readonly listing: "list" | "delist" | null;
    readonly why: string;
  }[];
}

/**
 * After a change of rules: asks an instance to judge what it has stored, piece by piece until it is done, and prints
 * each entry that changed and the bands before and after. Stopped in the middle, the next run goes on by itself:
 * what was judged has the new version.
 */
export async function rescore(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { server: { type: "string" } } });
  const token = process.env.FRESHCATCH_ADMIN_TOKEN;
  if (!token)
    throw new Error("FRESHCATCH_ADMIN_TOKEN is not set: POST /admin/rescore needs the operator's token");
  const total = { examined: 0, list: 0, delist: 0, before: {} as Counts, after: {} as Counts };
  let cursor: string | null = "";
  while (cursor !== null) {
    const path = `/admin/rescore?${new URLSearchParams({ cursor })}`;
    const response = await ask(serverOf(values.server), path, {
      method: "POST",
      headers: { authorization: `Bearer ${token}` },
    });
    if (response.status === 429) {
      await sleep(Number(response.headers.get("retry-after") ?? RETRY_AFTER_SECONDS) * 1_000);
      continue;
    }
    if (!response.ok) {
      const { code = "", detail = "" } = (await response.json()) as { code?: string; detail?: string };
      process.stderr.write(
        `${response.status} ${code}: ${detail}\nStopped after ${total.examined} entries.\n`,
      );
      return 1;
    }
    const piece = (await response.json()) as Piece;
    for (const one of piece.changed) {
      process.stdout.write(`${lineOf(one)}\n`);
      if (one.listing !== null) total[one.listing] += 1;
    }
    total.examined += piece.examined;
    add(total.before, piece.bands_before);
    add(total.after, piece.bands_after);
    cursor = piece.next_cursor;
    if (process.stderr.isTTY) process.stderr.write(`\r${total.examined} entries`);
    if (cursor === null) process.stdout.write(summary(total, piece.rules_version));
  }
  return 0;
}

/** `key  band before > after  status before > after  why`, tabs between. */
function lineOf(one: Piece["changed"][number]): string {
  const bands = `${one.band_before ?? "none"} > ${one.band_after}`;
  return [one.key, bands, `${one.status_before} > ${one.status_after}`, one.why].join("\t");
}

function add(sums: Counts, counts: Counts): void {
  for (const [band, count] of Object.entries(counts)) sums[band] = (sums[band] ?? 0) + count;
}

function summary(
  total: { examined: number; list: number; delist: number; before: Counts; after: Counts },
  rulesVersion: string,
): string {
  const bands = [...new Set([...Object.keys(total.before), ...Object.keys(total.after)])].sort();
  const lines = bands.map((band) => `${band}\t${total.before[band] ?? 0} > ${total.after[band] ?? 0}`);
  const head = `rules ${rulesVersion}: ${total.examined} entries judged again, ${total.list} listed, ${total.delist} taken off`;
  return `${[head, ...lines].join("\n")}\n`;
}
