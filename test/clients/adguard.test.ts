// Goal: AdGuard's own parser reads every line of adblock.txt: comments as comments, entries as rules that block a
// domain and everything below it. (Its matching engine, @adguard/tsurlfilter, is not used: it needs a newer parser.)
import { FilterListParser } from "@adguard/agtree";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Feeds, FREE, LISTED, LISTED_HOST, makeFeeds } from "./feeds.ts";

let feeds: Feeds;
beforeAll(async () => {
  feeds = await makeFeeds();
}, 60_000);
afterAll(() => feeds.close());

it("agtree reads adblock.txt without an invalid line, and each entry as a rule on its domain", async () => {
  const list = FilterListParser.parse(await feeds.text("adblock.txt"), { tolerant: true });
  const kinds = list.children.map((rule) => rule.type);
  expect(kinds).not.toContain("InvalidRule");
  expect(kinds).toContain("CommentRule");
  const patterns = list.children.flatMap((rule) =>
    rule.type === "NetworkRule" ? [{ pattern: rule.pattern.value, isException: rule.exception }] : [],
  );
  expect(patterns).toContainEqual({ pattern: `||${LISTED}^`, isException: false });
  expect(patterns).toContainEqual({ pattern: `||${LISTED_HOST}^`, isException: false });
  expect(patterns.some(({ pattern }) => pattern.includes(FREE))).toBe(false);
  expect(patterns.every(({ pattern }) => /^\|\|[^/^|*]+\^$/.test(pattern))).toBe(true);
});
