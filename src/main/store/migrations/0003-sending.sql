-- What the sender does is on disk in `outbox_journal` before it is done, one row a step; from there it is folded into `recipients`,
-- `requests` and `campaign_counts` many steps at a time. Whoever reads those tables as the one writer folds first.

CREATE TABLE outbox_journal (
  id          INTEGER PRIMARY KEY,
  campaign_id INTEGER NOT NULL,
  step        TEXT NOT NULL -- JSON, see outbox-journal.ts
) STRICT;

CREATE TABLE recipients_next (
  id          INTEGER PRIMARY KEY,
  campaign_id INTEGER NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
  -- People of one unit go in one request; a unit has one text.
  unit        INTEGER NOT NULL,
  phone       TEXT NOT NULL,
  name        TEXT NOT NULL,
  -- No REFERENCES: `texts` is cleared with its campaign, and a million look-ups would guard what nobody else writes.
  text_id     INTEGER NOT NULL,
  state       TEXT NOT NULL,
  -- The latest attempt.
  request_id  INTEGER,
  words       TEXT,
  -- Since when in this state; null for who never moved.
  moved_at    INTEGER,
  resolved_by TEXT CHECK (resolved_by IN ('receipt', 'person')),
  -- CRC-32 over campaign, phone and text as sealed; looked at before anybody is given out. Null: sealed before there was one.
  seal        INTEGER
) STRICT;
INSERT INTO recipients_next (id, campaign_id, unit, phone, name, text_id, state, request_id, words, moved_at, resolved_by)
  SELECT r.id, r.campaign_id, r.unit, r.phone, r.name, r.text_id, r.state, r.request_id, r.words,
         CASE r.state WHEN 'sending' THEN (SELECT q.claimed_at FROM requests q WHERE q.id = r.request_id)
                      ELSE r.settled_at END,
         r.resolved_by
  FROM recipients r;

-- Requests made; apart from `campaigns`, whose rows can be long, because it changes all the time.
CREATE TABLE campaign_work (
  campaign_id INTEGER PRIMARY KEY REFERENCES campaigns (id) ON DELETE CASCADE,
  requests    INTEGER NOT NULL
) STRICT;
INSERT INTO campaign_work (campaign_id, requests) SELECT id, requests FROM campaigns WHERE requests > 0;
ALTER TABLE campaigns DROP COLUMN requests;

-- The one person of a request that has one: receipts and totals go from a request to its person.
ALTER TABLE requests ADD COLUMN recipient_id INTEGER;
UPDATE requests SET recipient_id = (SELECT r.id FROM recipients r WHERE r.request_id = requests.id) WHERE people = 1;
-- What was claimed and never settled is told by its people from now on.
DELETE FROM requests WHERE settled_at IS NULL;

DROP TABLE recipients;
ALTER TABLE recipients_next RENAME TO recipients;

-- Nobody is twice in one campaign, whatever the code above believes. By phone first: it answers "what did they get" too.
CREATE UNIQUE INDEX recipients_once ON recipients (phone, campaign_id);
CREATE INDEX recipients_by_campaign ON recipients (campaign_id);
CREATE INDEX recipients_outbox ON recipients (campaign_id, unit, id) WHERE state = 'queued';
CREATE INDEX recipients_sending ON recipients (campaign_id) WHERE state = 'sending';
CREATE INDEX recipients_attention ON recipients (campaign_id, state, id)
  WHERE state IN ('rejected', 'in_doubt', 'undelivered', 'cancelled', 'expired', 'suppressed');

-- Who goes first when campaigns share an account.
ALTER TABLE campaigns ADD COLUMN priority TEXT NOT NULL DEFAULT 'normal' CHECK (priority IN ('first', 'normal', 'last'));
-- What the service taught about its pace, kept over restarts.
ALTER TABLE accounts ADD COLUMN pace TEXT; -- JSON Pace
