import { toRfc3339 } from "../../domain/time.ts";
import { uuidV5 } from "../../domain/uuid.ts";
import type { FeedFormat, FeedMeta } from "../feed-format.ts";
import { ALL_SCOPES, KIND_SQL, REASONS_SQL, timeSql } from "./columns.ts";

/**
 * MISP's feed layout: `manifest.json` names the event files, `hashes.csv` holds the MD5 of each value with its
 * event, and one event file holds all entries as attributes. Event and organisation are the instance's own, so that
 * two instances may feed one MISP: their ids, and the first group of each attribute's, come from the origin.
 */
export function mispFormats(origin: string): readonly FeedFormat[] {
  const event = mispEventId(origin);
  return [manifest(event, origin), hashes(event), eventFile(event, origin)];
}

export const mispEventId = (origin: string): string => uuidV5(`misp event ${origin}`);

/** What manifest and event say of the event alike. MISP fetches the file again when `timestamp` grew. */
const about = ({ changedAt }: FeedMeta, origin: string) => ({
  info: `Freshcatch: names behind scam mails (${new URL(origin).host})`,
  date: toRfc3339(changedAt).slice(0, 10),
  timestamp: String(changedAt),
  analysis: "2",
  threat_level_id: "2",
  Orgc: { name: `Freshcatch ${new URL(origin).host}`, uuid: uuidV5(`misp organisation ${origin}`) },
  Tag: [
    { name: "tlp:clear", colour: "#ffffff", local: false },
    { name: 'rsit:fraud="phishing"', colour: "#b52c2c", local: false },
  ],
});

const NOTHING = { scopes: ALL_SCOPES, lineSql: "NULL", separator: "", tail: () => "\n" } as const;

const manifest = (event: string, origin: string): FeedFormat => ({
  ...NOTHING,
  name: "misp/manifest.json",
  contentType: "application/json; charset=utf-8",
  about: "MISP feed; give MISP the address of its folder",
  scopes: [],
  head: (meta) => JSON.stringify({ [event]: about(meta, origin) }),
});

const hashes = (event: string): FeedFormat => ({
  ...NOTHING,
  name: "misp/hashes.csv",
  contentType: "text/csv; charset=utf-8",
  about: "MD5 of each value of the MISP feed, for its correlation without a download",
  head: () => "",
  lineSql: `CASE WHEN ${KIND_SQL} IS NOT NULL AND md5 <> '' THEN md5 || ',${event}' END`,
  separator: "\n",
});

const ATTRIBUTE_TYPE = `CASE ${KIND_SQL} WHEN 'url' THEN 'url'
  WHEN 'name' THEN iif(scope = 'registrable', 'domain', 'hostname') ELSE 'ip-dst' END`;

const eventFile = (event: string, origin: string): FeedFormat => ({
  ...NOTHING,
  name: `misp/${event}.json`,
  contentType: "application/json; charset=utf-8",
  about: "the event of the MISP feed: one attribute an entry",
  head: (meta) => {
    const top = {
      uuid: event,
      ...about(meta, origin),
      published: true,
      publish_timestamp: String(meta.changedAt),
      extends_uuid: "",
      Object: [],
    };
    return `{"Event":${JSON.stringify(top).slice(0, -1)},"Attribute":[\n`;
  },
  lineSql: `CASE WHEN ${KIND_SQL} IS NOT NULL AND uuid <> '' THEN json_object(
    'uuid', '${event.slice(0, 8)}' || substr(uuid, 9), 'type', ${ATTRIBUTE_TYPE}, 'category', 'Network activity',
    'value', key, 'to_ids', json('true'), 'disable_correlation', json('false'), 'timestamp', CAST(listed_at AS TEXT),
    'comment', coalesce(${REASONS_SQL}, ''), 'first_seen', ${timeSql("first_seen_at")}) END`,
  separator: ",\n",
  tail: () => "\n]}}\n",
});
