-- Fresh names by what they share: one row a name and campaign, written once. Read by range: no index.
CREATE TABLE campaign_hosts (
  campaign TEXT NOT NULL,
  at INTEGER NOT NULL,
  key TEXT NOT NULL,
  PRIMARY KEY (campaign, at, key)
) STRICT, WITHOUT ROWID;

-- Only those that the operator trusts: a stranger has no row.
CREATE TABLE reporters (
  hash TEXT NOT NULL PRIMARY KEY,
  note TEXT,
  marked_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A person's word: {"action", "at", "who", "why"}.
ALTER TABLE indicators ADD COLUMN person TEXT;

UPDATE state SET value = '2' WHERE name = 'schema';
