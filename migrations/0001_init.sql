-- Names that a mail brought first wait in its own row for their first look, then they get rows of their own.
CREATE TABLE mails (
  id TEXT NOT NULL PRIMARY KEY,
  received_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  record TEXT NOT NULL,
  new_names TEXT,
  look_until INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX mails_waiting ON mails (look_until) WHERE look_until IS NOT NULL;

CREATE TABLE indicators (
  key TEXT NOT NULL PRIMARY KEY,
  scope TEXT NOT NULL CHECK (scope IN ('registrable', 'host', 'url')),
  host TEXT NOT NULL,
  domain TEXT,
  first_seen_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  mails INTEGER NOT NULL,
  reporters TEXT NOT NULL,
  mail_ids TEXT NOT NULL,
  context TEXT,
  context_db REAL NOT NULL DEFAULT 0,
  facts TEXT NOT NULL,
  verdict TEXT,
  status TEXT NOT NULL CHECK (status IN ('listed', 'watched', 'cleared')),
  listing_serial INTEGER,
  listed_at INTEGER,
  listing_expires_at INTEGER,
  checks INTEGER NOT NULL DEFAULT 0,
  checked_at INTEGER,
  next_check_at INTEGER
) STRICT, WITHOUT ROWID;

-- First looks apart from later ones, so that neither waits for the other: still one entry a name.
CREATE INDEX indicators_due ON indicators (checks = 0, next_check_at) WHERE next_check_at IS NOT NULL;

CREATE TABLE history (
  key TEXT NOT NULL,
  at INTEGER NOT NULL,
  field TEXT NOT NULL,
  before TEXT,
  after TEXT,
  who TEXT NOT NULL,
  why TEXT,
  PRIMARY KEY (key, at, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE listings (
  key TEXT NOT NULL PRIMARY KEY,
  scope TEXT NOT NULL,
  serial INTEGER NOT NULL,
  probability_bp INTEGER NOT NULL,
  reasons TEXT NOT NULL,
  first_seen_at INTEGER NOT NULL,
  listed_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE listing_log (
  serial INTEGER NOT NULL PRIMARY KEY,
  key TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('list', 'delist')),
  at INTEGER NOT NULL,
  why TEXT NOT NULL
) STRICT;

CREATE TABLE feed_state (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  serial INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  entries INTEGER NOT NULL
) STRICT;

INSERT INTO feed_state (id, serial, changed_at, entries) VALUES (1, 0, 0, 0);

CREATE TABLE state (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE leases (
  name TEXT NOT NULL PRIMARY KEY,
  holder TEXT NOT NULL,
  until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE networks (
  network TEXT NOT NULL PRIMARY KEY,
  asn INTEGER,
  org TEXT,
  country TEXT,
  seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO state (name, value, updated_at) VALUES ('schema', '1', 0);
