-- People who came with the sample data and with nothing else. Without REFERENCES: a contact in `removed_rows` keeps its mark.
CREATE TABLE practice_contacts (contact_id INTEGER PRIMARY KEY) STRICT;
ALTER TABLE imports ADD COLUMN sample INTEGER NOT NULL DEFAULT 0; -- 1: of the file that comes with the app
-- Marks that an import of other data took away: undoing it gives them back.
CREATE TABLE import_unmarked (
  import_id  INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  contact_id INTEGER NOT NULL,
  PRIMARY KEY (import_id, contact_id)
) STRICT, WITHOUT ROWID;

-- How the last connection test of an account with its kept key ended. JSON {ok, at, code}
ALTER TABLE accounts ADD COLUMN last_test TEXT;
UPDATE accounts SET name = 'Practice' WHERE kind = 'practice' AND name = 'Practice account';

-- A test send is a campaign of one recipient that no list shows.
ALTER TABLE campaigns ADD COLUMN test INTEGER NOT NULL DEFAULT 0;

-- What a person decided about recipients in doubt is kept apart from what the service accepted.
INSERT INTO campaign_counts (campaign_id, state, people)
  SELECT campaign_id, 'marked_sent', count(*) FROM recipients
  WHERE state = 'accepted' AND resolved_by = 'person' GROUP BY campaign_id;
UPDATE campaign_counts SET people = people - (
    SELECT m.people FROM campaign_counts m WHERE m.campaign_id = campaign_counts.campaign_id AND m.state = 'marked_sent')
  WHERE state = 'accepted' AND campaign_id IN (SELECT campaign_id FROM campaign_counts WHERE state = 'marked_sent');
UPDATE recipients SET state = 'marked_sent' WHERE state = 'accepted' AND resolved_by = 'person';

-- Rows that a deletion took away, of any table, until the app closes. Replaces `trash`, which no start keeps.
DROP TABLE trash;
CREATE TABLE removed_rows (
  id      INTEGER PRIMARY KEY,
  undo    TEXT NOT NULL,
  source  TEXT NOT NULL, -- the table
  payload TEXT NOT NULL  -- JSON object: column → value; a BLOB is {"hex": …}
) STRICT;
CREATE INDEX removed_rows_by_undo ON removed_rows (undo, source);

-- Ids up to these were given out, although their rows may be gone: they are never given out again.
CREATE TABLE id_floors (
  source  TEXT PRIMARY KEY, -- the table
  largest INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
