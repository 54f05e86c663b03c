-- An import keeps its rows in batches, a thousand times fewer rows of the database than a file has, and what it wrote, so that it can
-- be taken back. The old staging is carried over by `migrate-imports.ts`, which runs in the same transaction after this.

CREATE TABLE imports_next (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  file_name  TEXT NOT NULL,
  at         INTEGER NOT NULL,
  state      TEXT NOT NULL
             CHECK (state IN ('judging', 'judged', 'committing', 'committed', 'undoing', 'undone')),
  mapping    TEXT NOT NULL, -- JSON ColumnMapping
  options    TEXT,          -- JSON ReadOptions
  country    TEXT,
  summary    TEXT,          -- JSON JudgeSummary
  group_id   INTEGER REFERENCES groups (id) ON DELETE SET NULL,
  group_name TEXT,
  -- From here on: what publishing wrote.
  group_made INTEGER NOT NULL DEFAULT 0, -- the group came with this import
  written_at INTEGER,                    -- updated_at of everyone it wrote
  fields_made TEXT,                      -- JSON array: names of free fields that came with it
  result     TEXT,                       -- JSON {added, changed, same, suppressed}
  undone     TEXT                        -- JSON UndoOutcome
) STRICT;
INSERT INTO imports_next (id, file_name, at, state, mapping, country, summary, group_id, group_name)
  SELECT id, file_name, at, state, mapping, country, summary, group_id, group_name FROM imports;
UPDATE sqlite_sequence SET seq = max(seq, (SELECT seq FROM sqlite_sequence WHERE name = 'imports'))
  WHERE name = 'imports_next' AND EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'imports');

CREATE TABLE import_batches (
  import_id INTEGER NOT NULL REFERENCES imports_next (id) ON DELETE CASCADE,
  first_row INTEGER NOT NULL, -- 0-based among the file's records
  rows      INTEGER NOT NULL,
  -- The small columns first: the big one lies on pages of its own, which reading these does not touch.
  codes     BLOB NOT NULL,    -- 16-bit RowCode, little endian
  lines     BLOB NOT NULL,    -- 32-bit line numbers
  phones    BLOB NOT NULL,    -- 64-bit floats: E.164 digits, 0 for none
  cells     BLOB NOT NULL     -- UTF-8 JSON: an array of arrays of cells, as read
) STRICT;
CREATE UNIQUE INDEX import_batches_in_order ON import_batches (import_id, first_row);

-- Rows that a person, or a repair on their order, changed since: these stand for the ones in the batches.
CREATE TABLE import_mends (
  import_id INTEGER NOT NULL REFERENCES imports_next (id) ON DELETE CASCADE,
  row       INTEGER NOT NULL,
  code      INTEGER NOT NULL,
  phone     REAL NOT NULL,
  cells     TEXT NOT NULL, -- JSON array
  PRIMARY KEY (import_id, row)
) STRICT, WITHOUT ROWID;

-- Contacts that publishing added, as ranges of ids. A range may have gaps: a number that is known uses up an id.
CREATE TABLE import_added (
  import_id INTEGER NOT NULL REFERENCES imports_next (id) ON DELETE CASCADE,
  first_id  INTEGER NOT NULL,
  last_id   INTEGER NOT NULL,
  people    INTEGER NOT NULL,
  PRIMARY KEY (import_id, first_id)
) STRICT, WITHOUT ROWID;

-- Contacts it changed, as they were before, and those it only put into the group. The contact may be gone since.
CREATE TABLE import_changes (
  import_id  INTEGER NOT NULL REFERENCES imports_next (id) ON DELETE CASCADE,
  contact_id INTEGER NOT NULL,
  changed    INTEGER NOT NULL,
  joined     INTEGER NOT NULL,
  first_name TEXT NOT NULL,
  last_name  TEXT NOT NULL,
  fields     TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (import_id, contact_id)
) STRICT, WITHOUT ROWID;

-- What a person chose for a set of headers, offered again for the next file that has them.
CREATE TABLE import_mappings (
  fingerprint TEXT PRIMARY KEY,
  columns     TEXT NOT NULL, -- JSON, by header name
  country     TEXT,
  at          INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
