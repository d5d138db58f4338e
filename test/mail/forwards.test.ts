import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parseMail } from "../../src/mail/parse-mail.ts";

const FOLDER = path.resolve(import.meta.dirname, "../../../shared/data/mail/forwards");

interface Case {
  readonly client: string;
  readonly locale: string;
  readonly body: string;
  readonly subject: string | null;
  readonly variant?: string;
  readonly expected: {
    readonly forwarded: boolean;
    readonly original_subject?: string | null;
    readonly from?: { readonly name: string | null; readonly address: string | null };
  };
}

function read(name: string): Buffer {
  return readFileSync(path.join(FOLDER, name));
}

/** As a reporter would send it; without a subject file the body goes alone, as the command line gives it. */
function toMail(one: Case): Uint8Array {
  if (one.subject === null) return read(one.body);
  const subject = Buffer.from(read(one.subject).toString("utf8").trim()).toString("base64");
  const head = `From: reporter@reporter.example\r\nDate: Fri, 7 Apr 2023 10:00:00 +0000\r\nSubject: =?utf-8?B?${subject}?=\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), read(one.body)]);
}

function check(one: Case): string[] {
  const result = parseMail(toMail(one));
  if (!result.ok) return [`not read: ${result.error.reason}`];
  const { forwarded, original } = result.value;
  const wrong: string[] = [];
  if ((forwarded !== "none") !== one.expected.forwarded) wrong.push(`forwarded: ${forwarded}`);
  if (!one.expected.forwarded) return wrong;
  if (original.subject !== one.expected.original_subject) wrong.push(`subject: ${original.subject}`);
  if ((original.from?.address || null) !== (one.expected.from?.address ?? null))
    wrong.push(`address: ${original.from?.address}`);
  if ((original.from?.name || null) !== (one.expected.from?.name ?? null))
    wrong.push(`name: ${original.from?.name}`);
  if (original.date === null || !isRightDate(read(one.body).toString("utf8"), original.date))
    wrong.push(`date: ${original.date && new Date(original.date * 1000).toISOString()}`);
  if (!(original.text ?? "").startsWith("Aenean quis diam urna. Maecenas"))
    wrong.push(`text: ${original.text?.slice(0, 60)}`);
  return wrong;
}

/** The fixtures state no date; the first one in the body names the day and the minutes. */
function isRightDate(body: string, at: number): boolean {
  const date = new Date(at * 1000);
  const minute = /\d[:.](\d\d)(?!\d)/.exec(body)?.[1];
  return date.getUTCFullYear() >= 2021 && Number(minute) === date.getUTCMinutes() && near(body, date);
}

function near(body: string, date: Date): boolean {
  const days = [-1, 0, 1].map((shift) => new Date(date.getTime() + shift * 86_400_000).getUTCDate());
  return days.some((day) => new RegExp(`(?<!\\d)0?${day}(?!\\d)`).test(body.slice(0, 700)));
}

describe.skipIf(!existsSync(FOLDER))("parseMail() on real forwards", () => {
  const { cases } = JSON.parse(
    existsSync(FOLDER) ? read("expected.json").toString("utf8") : '{"cases":[]}',
  ) as { cases: Case[] };

  test.each(
    cases.map((one) => [`${one.client} ${one.locale} ${one.body} ${one.subject ?? ""}`, one] as const),
  )("reads %s", (_name, one) => {
    expect(check(one)).toEqual([]);
  });
});
