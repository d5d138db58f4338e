-- What a feed shows of an entry and SQL cannot compute: made when the entry is written.
ALTER TABLE listings ADD COLUMN evidence_db REAL NOT NULL DEFAULT 0;
ALTER TABLE listings ADD COLUMN uuid TEXT NOT NULL DEFAULT '';
ALTER TABLE listings ADD COLUMN md5 TEXT NOT NULL DEFAULT '';

-- SHA-256 of the listed keys under their first four hex digits: ' ' || hash || ' ' || hash ...
-- At a million entries 65,536 rows of about fifteen hashes.
CREATE TABLE hash_buckets (
  prefix TEXT NOT NULL PRIMARY KEY,
  hashes TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The most entries of the last day: what the gate compares with, so that a feed cannot shrink bit by bit.
ALTER TABLE feed_state ADD COLUMN peak_entries INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feed_state ADD COLUMN peak_at INTEGER NOT NULL DEFAULT 0;

-- Corrections alone: a listing or an expiry writes nothing here.
CREATE INDEX listing_log_corrections ON listing_log (serial) WHERE action = 'delist' AND why <> 'expired';

UPDATE state SET value = '3' WHERE name = 'schema';
