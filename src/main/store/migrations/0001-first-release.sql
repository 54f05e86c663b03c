-- Times are milliseconds since the epoch, UTC. JSON columns say so in a comment.
-- AUTOINCREMENT where an id outlives its row, in the trash, a draft's audience or the search index: were it given out
-- again, an Undo or a draft would mean other people than before.

CREATE TABLE settings (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL -- JSON
) STRICT, WITHOUT ROWID;

CREATE TABLE accounts (
  id              INTEGER PRIMARY KEY,
  -- Names the keychain entry: random, so that two data folders never share one.
  uid             TEXT NOT NULL UNIQUE,
  name            TEXT NOT NULL,
  kind            TEXT NOT NULL CHECK (kind IN ('practice', 'live')),
  base_url        TEXT NOT NULL,
  paths           TEXT NOT NULL, -- JSON
  rate_per_second REAL NOT NULL,
  concurrency     INTEGER NOT NULL,
  sms_type        TEXT NOT NULL,
  default_sender  TEXT NOT NULL,
  active          INTEGER NOT NULL DEFAULT 0,
  profile         TEXT, -- JSON, the last profile reply
  created_at      INTEGER NOT NULL
) STRICT;

CREATE TABLE contacts (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  phone      TEXT NOT NULL UNIQUE,
  first_name TEXT NOT NULL DEFAULT '',
  last_name  TEXT NOT NULL DEFAULT '',
  fields     TEXT NOT NULL DEFAULT '{}', -- JSON object of strings
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

-- Names of the free fields that any contact has or had: what a template over the book may name.
CREATE TABLE book_fields (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

-- Opting out belongs to a number, not to a row of the book: it outlives the contact.
CREATE TABLE suppressions (
  phone  TEXT PRIMARY KEY,
  at     INTEGER NOT NULL,
  reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE groups (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  name        TEXT NOT NULL UNIQUE COLLATE NOCASE,
  created_at  INTEGER NOT NULL,
  remote_uid  TEXT,
  remote_name TEXT,
  pushed_at   INTEGER
) STRICT;

CREATE TABLE group_members (
  group_id   INTEGER NOT NULL REFERENCES groups (id) ON DELETE CASCADE,
  contact_id INTEGER NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
  PRIMARY KEY (group_id, contact_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX group_members_by_contact ON group_members (contact_id);

-- What a deletion took away, until the app closes.
CREATE TABLE trash (
  undo    TEXT NOT NULL,
  kind    TEXT NOT NULL CHECK (kind IN ('contact', 'group', 'member')),
  payload TEXT NOT NULL -- JSON
) STRICT;
CREATE INDEX trash_by_undo ON trash (undo);

-- Search is built in the background, after an import, never by triggers in its way:
-- everything up to the watermark in settings is indexed, except what search_stale names.
CREATE VIRTUAL TABLE contacts_search USING fts5 (
  content, tokenize = 'trigram', content = '', contentless_delete = 1
);
CREATE TABLE search_stale (contact_id INTEGER PRIMARY KEY) STRICT;

CREATE TABLE imports (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  file_name  TEXT NOT NULL,
  at         INTEGER NOT NULL,
  state      TEXT NOT NULL CHECK (state IN ('judging', 'judged', 'committing', 'committed')),
  mapping    TEXT NOT NULL, -- JSON ColumnMapping
  country    TEXT,
  summary    TEXT,          -- JSON JudgeSummary
  group_id   INTEGER REFERENCES groups (id) ON DELETE SET NULL,
  group_name TEXT
) STRICT;

CREATE TABLE import_rows (
  import_id INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  seq       INTEGER NOT NULL,
  line      INTEGER NOT NULL,
  verdict   INTEGER NOT NULL, -- 0 accepted, 1 duplicate, 2 invalid
  phone     TEXT,
  reason    TEXT,
  cells     TEXT NOT NULL,    -- JSON array, as read
  -- What an accepted row gives to its contact.
  first_name TEXT,
  last_name  TEXT,
  fields     TEXT,            -- JSON object of strings
  PRIMARY KEY (import_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX import_rows_left_out ON import_rows (import_id, reason, seq) WHERE verdict <> 0;

CREATE TABLE campaigns (
  id                     INTEGER PRIMARY KEY,
  account_id             INTEGER NOT NULL REFERENCES accounts (id),
  name                   TEXT NOT NULL,
  state                  TEXT NOT NULL,
  pause_reason           TEXT,
  pause_detail           TEXT,
  kind                   TEXT NOT NULL CHECK (kind IN ('sms', 'mms')),
  audience               TEXT NOT NULL, -- JSON Audience
  template               TEXT NOT NULL,
  sender_id              TEXT NOT NULL,
  media_url              TEXT,
  dlt_template_id        TEXT,
  schedule_at            INTEGER,
  schedule_by            TEXT NOT NULL,
  zone                   TEXT NOT NULL,
  best_before            INTEGER,
  recipients_per_request INTEGER NOT NULL,
  rate_per_second        REAL,
  concurrency            INTEGER,
  sealed                 INTEGER NOT NULL DEFAULT 0,
  digest                 TEXT,
  skipped_invalid        INTEGER NOT NULL DEFAULT 0,
  skipped_duplicate      INTEGER NOT NULL DEFAULT 0,
  skipped_suppressed     INTEGER NOT NULL DEFAULT 0,
  requests               INTEGER NOT NULL DEFAULT 0,
  seconds                REAL NOT NULL DEFAULT 0,
  created_at             INTEGER NOT NULL,
  updated_at             INTEGER NOT NULL,
  sealed_at              INTEGER,
  started_at             INTEGER,
  finished_at            INTEGER
) STRICT;
CREATE INDEX campaigns_by_state ON campaigns (state, updated_at);

-- How many recipients are in each state, kept in the transaction that moves them.
CREATE TABLE campaign_counts (
  campaign_id INTEGER NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
  state       TEXT NOT NULL,
  people      INTEGER NOT NULL CHECK (people >= 0),
  PRIMARY KEY (campaign_id, state)
) STRICT, WITHOUT ROWID;

-- The frozen texts. Identical ones are stored once.
CREATE TABLE texts (
  id          INTEGER PRIMARY KEY,
  campaign_id INTEGER NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
  body        TEXT NOT NULL
) STRICT;
CREATE INDEX texts_by_campaign ON texts (campaign_id);

CREATE TABLE recipients (
  id          INTEGER PRIMARY KEY,
  campaign_id INTEGER NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
  -- People of one unit go in one request; a unit has one text.
  unit        INTEGER NOT NULL,
  phone       TEXT NOT NULL,
  name        TEXT NOT NULL,
  text_id     INTEGER NOT NULL REFERENCES texts (id),
  state       TEXT NOT NULL,
  -- The latest attempt.
  request_id  INTEGER,
  words       TEXT,
  settled_at  INTEGER,
  resolved_by TEXT CHECK (resolved_by IN ('receipt', 'person'))
) STRICT;
-- Nobody is twice in one campaign, whatever the code above believes.
CREATE UNIQUE INDEX recipients_once ON recipients (campaign_id, phone);
CREATE INDEX recipients_outbox ON recipients (campaign_id, unit, id) WHERE state = 'queued';
CREATE INDEX recipients_sending ON recipients (campaign_id) WHERE state = 'sending';
CREATE INDEX recipients_attention ON recipients (campaign_id, state, id)
  WHERE state IN ('rejected', 'in_doubt', 'undelivered', 'cancelled', 'expired', 'suppressed');
CREATE INDEX recipients_by_request ON recipients (request_id) WHERE request_id IS NOT NULL;
CREATE INDEX recipients_by_phone ON recipients (phone);

-- One HTTP request: written before its first byte leaves, completed when its outcome is known.
CREATE TABLE requests (
  id          INTEGER PRIMARY KEY,
  campaign_id INTEGER NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
  claimed_at  INTEGER NOT NULL,
  people      INTEGER NOT NULL,
  settled_at  INTEGER,
  outcome     TEXT,
  http_status INTEGER,
  message_id  TEXT,
  words       TEXT,
  reply       TEXT
) STRICT;
CREATE INDEX requests_by_message ON requests (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX requests_by_campaign ON requests (campaign_id);

CREATE TABLE campaign_log (
  id          INTEGER PRIMARY KEY,
  campaign_id INTEGER NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
  at          INTEGER NOT NULL,
  code        TEXT NOT NULL,
  details     TEXT NOT NULL -- JSON
) STRICT;
CREATE INDEX campaign_log_by_campaign ON campaign_log (campaign_id, id);

CREATE TABLE receipts (
  id          INTEGER PRIMARY KEY,
  message_id  TEXT NOT NULL,
  status      TEXT NOT NULL,
  meaning     TEXT NOT NULL,
  reason      TEXT,
  at          INTEGER,
  received_at INTEGER NOT NULL,
  source      TEXT NOT NULL,
  -- The one request it belongs to; null while it fits none.
  request_id  INTEGER REFERENCES requests (id) ON DELETE SET NULL
) STRICT;
-- A replayed callback changes nothing.
CREATE UNIQUE INDEX receipts_once ON receipts (message_id, status, COALESCE(at, 0), COALESCE(reason, ''));
CREATE INDEX receipts_unmatched ON receipts (id) WHERE request_id IS NULL;
CREATE INDEX receipts_by_time ON receipts (received_at);

CREATE TABLE pushes (
  group_id    INTEGER PRIMARY KEY REFERENCES groups (id) ON DELETE CASCADE,
  account_id  INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  remote_uid  TEXT NOT NULL,
  remote_name TEXT NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('running', 'finished', 'stopped')),
  error       TEXT -- JSON AppError
) STRICT;

CREATE TABLE push_rows (
  group_id   INTEGER NOT NULL REFERENCES pushes (group_id) ON DELETE CASCADE,
  seq        INTEGER NOT NULL,
  phone      TEXT NOT NULL,
  first_name TEXT NOT NULL,
  last_name  TEXT NOT NULL,
  result     TEXT NOT NULL CHECK (result IN ('waiting', 'created', 'refused', 'unclear')),
  words      TEXT,
  PRIMARY KEY (group_id, seq)
) STRICT, WITHOUT ROWID;
