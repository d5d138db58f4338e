// Goal: what MISP reads when it pulls a feed folder: the manifest, each event that it names, the hashes.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Feeds, LISTED, LISTED_HOST, LISTED_URL, makeFeeds } from "./feeds.ts";

interface Attribute {
  readonly uuid: string;
  readonly type: string;
  readonly category: string;
  readonly value: string;
  readonly to_ids: boolean;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

let feeds: Feeds;
beforeAll(async () => {
  feeds = await makeFeeds();
}, 60_000);
afterAll(() => feeds.close());

describe("MISP feed folder", () => {
  it("the manifest names each event file by its uuid, with what MISP compares", async () => {
    const manifest = JSON.parse(await feeds.text("misp/manifest.json")) as Record<
      string,
      Record<string, unknown>
    >;
    const events = Object.keys(manifest);
    expect(events).toHaveLength(1);
    for (const [uuid, about] of Object.entries(manifest)) {
      expect(uuid).toMatch(UUID);
      expect(about).toMatchObject({ info: expect.any(String), Orgc: { uuid: expect.stringMatching(UUID) } });
      expect(String(about.timestamp)).toMatch(/^\d+$/);
      expect(about.date).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(feeds.names).toContain(`misp/${uuid}.json`);
    }
  });

  it("the event holds one attribute an entry, of a type that MISP knows", async () => {
    const [uuid = ""] = Object.keys(JSON.parse(await feeds.text("misp/manifest.json")));
    const { Event } = JSON.parse(await feeds.text(`misp/${uuid}.json`)) as {
      Event: { uuid: string; Attribute: Attribute[] };
    };
    expect(Event.uuid).toBe(uuid);
    expect(Event.Attribute.map(({ type, value }) => [type, value]).sort()).toEqual(
      [
        ["domain", LISTED],
        ["hostname", LISTED_HOST],
        ["url", LISTED_URL],
      ].sort(),
    );
    for (const { uuid: own, category, to_ids } of Event.Attribute) {
      expect(own).toMatch(UUID);
      expect({ category, to_ids }).toEqual({ category: "Network activity", to_ids: true });
    }
  });

  it("hashes.csv holds the MD5 of each value with its event", async () => {
    const [uuid] = Object.keys(JSON.parse(await feeds.text("misp/manifest.json")));
    const lines = (await feeds.text("misp/hashes.csv")).trim().split("\n");
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(line).toMatch(new RegExp(`^[0-9a-f]{32},${uuid}$`));
  });
});
