-- The room's memory. Foreign keys, cascades, checks and STRICT are here from the start because
-- SQLite cannot add them to a table later. Days are days since 1970-01-01, moments seconds since
-- then (UTC), money is minor units. Ids of things people write are AUTOINCREMENT: an id that was
-- taken back is never given to something else, so undo and redo mean what they say.
-- Files in this folder are only ever added.

CREATE TABLE room (
  id       INTEGER PRIMARY KEY CHECK (id = 1),
  currency TEXT CHECK (length(currency) = 3),
  ledger   TEXT CHECK (ledger IN ('subscriptions', 'movements', 'balances')),
  as_of    INTEGER,                       -- the reach given with --as-of
  secret   BLOB NOT NULL,                 -- for masking
  fold     INTEGER NOT NULL               -- version of fold() the search index was built with
) STRICT;
INSERT INTO room (id, secret, fold) VALUES (1, randomblob(32), 0);

-- Append only. `account` stands in a column of its own so that erasing an account finds its rows.
CREATE TABLE journal (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  at      INTEGER NOT NULL,
  person  TEXT NOT NULL CHECK (person <> ''),
  kind    TEXT NOT NULL CHECK (kind <> ''),   -- subject kind and id of the (first) change
  subject INTEGER NOT NULL,
  account INTEGER,
  course  INTEGER NOT NULL DEFAULT 0 CHECK (course IN (0, 1)),  -- meeting course: undo passes over it
  way     TEXT NOT NULL CHECK (way IN ('do', 'undo', 'redo')),
  forward TEXT NOT NULL,
  inverse TEXT NOT NULL,
  undoes  INTEGER REFERENCES journal (id),    -- the row this one takes back (an undo or a redo)
  words   TEXT NOT NULL
) STRICT;
CREATE INDEX journal_subject ON journal (kind, subject, id);
CREATE INDEX journal_person ON journal (person, id);
CREATE INDEX journal_undoes ON journal (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX journal_account ON journal (account) WHERE account IS NOT NULL;

-- The further subjects and accounts of a group: who changed it last, and what an account's erasure must find.
CREATE TABLE journal_also (
  kind    TEXT NOT NULL CHECK (kind <> ''),
  subject INTEGER NOT NULL,
  change  INTEGER NOT NULL REFERENCES journal (id),
  PRIMARY KEY (kind, subject, change)
) STRICT, WITHOUT ROWID;

CREATE TABLE imports (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  at       INTEGER NOT NULL,
  person   TEXT NOT NULL,
  head     TEXT NOT NULL,                 -- the change's head as JSON, counts filled in
  reverted INTEGER NOT NULL DEFAULT 0 CHECK (reverted IN (0, 1)),
  room_was TEXT NOT NULL                  -- currency, ledger and as_of before it, to put back
) STRICT;

-- The former values of rows an import changed, so that it can be taken back.
CREATE TABLE import_former (
  import INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  kind   TEXT NOT NULL,
  row    INTEGER NOT NULL,
  was    TEXT NOT NULL,
  PRIMARY KEY (import, kind, row)
) STRICT, WITHOUT ROWID;

-- How a header was mapped, remembered per set of column names.
CREATE TABLE import_maps (
  header TEXT PRIMARY KEY,
  map    TEXT NOT NULL
) STRICT;

CREATE TABLE accounts (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  external   TEXT NOT NULL UNIQUE CHECK (external <> ''),
  name       TEXT NOT NULL CHECK (name <> ''),
  plan       TEXT NOT NULL DEFAULT '',
  segment    TEXT NOT NULL DEFAULT '',
  channel    TEXT NOT NULL DEFAULT '',
  region     TEXT NOT NULL DEFAULT '',
  owner      TEXT NOT NULL DEFAULT '',
  signed_up  INTEGER,
  attributes TEXT NOT NULL DEFAULT '{}',
  alias      TEXT NOT NULL UNIQUE CHECK (alias <> ''),
  import     INTEGER REFERENCES imports (id),
  hash       INTEGER                      -- of the last mapped values; NULL for a bare or typed account
) STRICT;
CREATE INDEX accounts_import ON accounts (import);
CREATE INDEX accounts_name ON accounts (name COLLATE NOCASE, id);

CREATE TABLE subscriptions (
  id       INTEGER PRIMARY KEY,
  account  INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  external TEXT NOT NULL,                 -- '' when the file had no id: then hash and occurrence identify it
  start    INTEGER NOT NULL,
  end      INTEGER CHECK (end >= start),
  amount   INTEGER NOT NULL CHECK (amount >= 0),
  interval TEXT NOT NULL CHECK (interval IN ('month', 'quarter', 'year', 'week', 'day')),
  plan     TEXT NOT NULL DEFAULT '',
  trial    INTEGER NOT NULL DEFAULT 0 CHECK (trial IN (0, 1)),
  import   INTEGER NOT NULL REFERENCES imports (id),
  hash     INTEGER NOT NULL,
  occurrence INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX subscriptions_account ON subscriptions (account);
CREATE INDEX subscriptions_import ON subscriptions (import);
CREATE UNIQUE INDEX subscriptions_external ON subscriptions (external) WHERE external <> '';
CREATE UNIQUE INDEX subscriptions_hash ON subscriptions (hash, occurrence) WHERE external = '';

-- Imported movements, one row per account and day: a file's rows for one key are summed.
CREATE TABLE movements (
  id      INTEGER PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  day     INTEGER NOT NULL,
  delta   INTEGER NOT NULL,
  import  INTEGER NOT NULL REFERENCES imports (id),
  hash    INTEGER NOT NULL,
  UNIQUE (account, day)
) STRICT;
CREATE INDEX movements_import ON movements (import);

CREATE TABLE balances (
  id      INTEGER PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  day     INTEGER NOT NULL,
  mrr     INTEGER NOT NULL CHECK (mrr >= 0),
  import  INTEGER NOT NULL REFERENCES imports (id),
  hash    INTEGER NOT NULL,
  UNIQUE (account, day)
) STRICT;
CREATE INDEX balances_import ON balances (import);

-- The key is days since 1970 times 2^24 plus a sequence (undated: day -1), so that newest first is
-- the key downwards and needs no sort.
CREATE TABLE feedback (
  id          INTEGER PRIMARY KEY,
  external    TEXT NOT NULL DEFAULT '',
  account     INTEGER REFERENCES accounts (id) ON DELETE CASCADE,
  source      TEXT NOT NULL DEFAULT '',
  exit_survey INTEGER NOT NULL DEFAULT 0 CHECK (exit_survey IN (0, 1)),
  received    INTEGER,
  reason      TEXT NOT NULL DEFAULT '',
  text        TEXT NOT NULL DEFAULT '',
  score       REAL,
  mark        TEXT CHECK (mark IN ('praise', 'no_reason')),
  pinned      INTEGER NOT NULL DEFAULT 0 CHECK (pinned IN (0, 1)),
  import      INTEGER REFERENCES imports (id),
  hash        INTEGER,
  occurrence  INTEGER NOT NULL DEFAULT 0,
  CHECK (text <> '' OR score IS NOT NULL OR reason <> '')
) STRICT;
CREATE INDEX feedback_account ON feedback (account) WHERE account IS NOT NULL;
CREATE INDEX feedback_import ON feedback (import);
CREATE INDEX feedback_surveys ON feedback (exit_survey) WHERE exit_survey = 1;
-- The few whose day was corrected after the fact: their key is still of the old day.
CREATE INDEX feedback_moved ON feedback (received) WHERE received IS NOT NULL AND received <> (id >> 24);
CREATE UNIQUE INDEX feedback_external ON feedback (exit_survey, external) WHERE external <> '';
CREATE UNIQUE INDEX feedback_hash ON feedback (hash, occurrence) WHERE external = '' AND hash IS NOT NULL;

CREATE TABLE tags (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  name        TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (name <> ''),
  parent      INTEGER REFERENCES tags (id),
  description TEXT NOT NULL DEFAULT '',
  key         TEXT NOT NULL DEFAULT '' CHECK (length(key) <= 1),
  import      INTEGER REFERENCES imports (id)
) STRICT;
CREATE UNIQUE INDEX tags_key ON tags (key) WHERE key <> '';

CREATE TABLE feedback_tags (
  feedback INTEGER NOT NULL REFERENCES feedback (id) ON DELETE CASCADE,
  tag      INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
  import   INTEGER REFERENCES imports (id),   -- NULL when a person set it
  PRIMARY KEY (feedback, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX feedback_tags_tag ON feedback_tags (tag, feedback);

-- Tags that a person took off do not come back with the next import.
CREATE TABLE feedback_tags_off (
  feedback INTEGER NOT NULL REFERENCES feedback (id) ON DELETE CASCADE,
  tag      INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
  import   INTEGER REFERENCES imports (id),   -- the import that had set it, for when it is put on again
  PRIMARY KEY (feedback, tag)
) STRICT, WITHOUT ROWID;

CREATE TABLE owners (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  external TEXT NOT NULL DEFAULT '',
  name     TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (name <> ''),
  email    TEXT NOT NULL DEFAULT '',
  team     TEXT NOT NULL DEFAULT '',
  import   INTEGER REFERENCES imports (id),
  hash     INTEGER
) STRICT;
CREATE UNIQUE INDEX owners_external ON owners (external) WHERE external <> '';

CREATE TABLE roadmap (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  external TEXT NOT NULL UNIQUE CHECK (external <> ''),
  title    TEXT NOT NULL CHECK (title <> ''),
  status   TEXT NOT NULL DEFAULT '',
  target   TEXT NOT NULL DEFAULT '',
  owner    TEXT NOT NULL DEFAULT '',
  url      TEXT NOT NULL DEFAULT '',
  ease     TEXT NOT NULL DEFAULT '',
  import   INTEGER REFERENCES imports (id),
  hash     INTEGER
) STRICT;

CREATE TABLE meetings (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  period       TEXT NOT NULL CHECK (period <> ''),
  profile      TEXT NOT NULL CHECK (profile <> ''),
  status       TEXT NOT NULL CHECK (status IN ('running', 'adjourned', 'ended')),
  started      INTEGER NOT NULL,
  utc_offset   INTEGER NOT NULL,
  agenda       TEXT NOT NULL,
  clock        TEXT NOT NULL,
  frozen_start TEXT,
  frozen_end   TEXT
) STRICT;
CREATE UNIQUE INDEX meetings_one_open ON meetings (status) WHERE status = 'running';

CREATE TABLE meeting_present (
  meeting INTEGER NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
  owner   INTEGER NOT NULL REFERENCES owners (id) ON DELETE CASCADE,
  PRIMARY KEY (meeting, owner)
) STRICT, WITHOUT ROWID;

CREATE TABLE meeting_discussed (
  meeting INTEGER NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
  theme   INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
  PRIMARY KEY (meeting, theme)
) STRICT, WITHOUT ROWID;

CREATE TABLE shortlist (
  period TEXT NOT NULL,
  theme  INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
  PRIMARY KEY (period, theme)
) STRICT, WITHOUT ROWID;

CREATE TABLE links (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  theme   INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
  item    INTEGER REFERENCES roadmap (id) ON DELETE CASCADE,
  stance  TEXT NOT NULL CHECK (stance IN ('aligns', 'challenges', 'nothing')),
  note    TEXT NOT NULL DEFAULT '',
  meeting INTEGER REFERENCES meetings (id)
) STRICT;
-- That `aligns` has an item and `nothing` has none is verified when the whole change is done, because a
-- group sets the two fields one after the other and a CHECK would look in between.
CREATE UNIQUE INDEX links_once ON links (theme, ifnull(item, 0));

CREATE TABLE notes (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  kind    TEXT NOT NULL CHECK (kind IN ('note', 'question', 'decision', 'no_action')),
  text    TEXT NOT NULL CHECK (text <> ''),
  person  TEXT NOT NULL CHECK (person <> ''),
  at      INTEGER NOT NULL,
  answer  TEXT NOT NULL DEFAULT '',
  meeting INTEGER REFERENCES meetings (id),
  theme   INTEGER REFERENCES tags (id),
  origin  TEXT NOT NULL                   -- the whole origin as JSON; the two columns are for queries
) STRICT;
CREATE INDEX notes_meeting ON notes (meeting);

CREATE TABLE actions (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  what    TEXT NOT NULL CHECK (what <> ''),
  owner   INTEGER REFERENCES owners (id),
  due     INTEGER,
  status  TEXT NOT NULL CHECK (status IN ('open', 'done', 'dropped')),
  closed  INTEGER,
  effect  TEXT NOT NULL DEFAULT '',
  worked  INTEGER CHECK (worked IN (0, 1)),
  person  TEXT NOT NULL CHECK (person <> ''),
  at      INTEGER NOT NULL,
  meeting INTEGER REFERENCES meetings (id),
  theme   INTEGER REFERENCES tags (id),
  origin  TEXT NOT NULL
) STRICT;
CREATE INDEX actions_meeting ON actions (meeting);
CREATE INDEX actions_theme ON actions (theme);

CREATE TABLE action_with (
  action INTEGER NOT NULL REFERENCES actions (id) ON DELETE CASCADE,
  owner  INTEGER NOT NULL REFERENCES owners (id) ON DELETE CASCADE,
  PRIMARY KEY (action, owner)
) STRICT, WITHOUT ROWID;

-- One row per process that has the room open; not journalled.
CREATE TABLE presence (
  process INTEGER PRIMARY KEY,
  person  TEXT NOT NULL,
  seen    INTEGER NOT NULL,
  meeting INTEGER                         -- the meeting whose clock it moves
) STRICT;

-- Full text. The index holds no words of its own: it reads them through these views, folded. `fold`
-- leaves only letters, digits and spaces, so the plainest tokenizer serves; which word stands where
-- and how long a text is are not asked, so they are not kept. An import takes the triggers off and writes the index by itself.
CREATE VIEW feedback_words AS SELECT id, fold(text || ' ' || reason) AS words FROM feedback;
CREATE VIRTUAL TABLE feedback_fts USING fts5 (
  words, content = 'feedback_words', content_rowid = 'id', tokenize = 'ascii', detail = none, columnsize = 0
);
INSERT INTO feedback_fts (feedback_fts, rank) VALUES ('secure-delete', 1);
-- Its words: what a word that is still being typed may become.
CREATE VIRTUAL TABLE feedback_terms USING fts5vocab (feedback_fts, row);
CREATE TRIGGER feedback_fts_insert AFTER INSERT ON feedback BEGIN
  INSERT INTO feedback_fts (rowid, words) VALUES (new.id, fold(new.text || ' ' || new.reason));
END;
CREATE TRIGGER feedback_fts_delete AFTER DELETE ON feedback BEGIN
  INSERT INTO feedback_fts (feedback_fts, rowid, words) VALUES ('delete', old.id, fold(old.text || ' ' || old.reason));
END;
CREATE TRIGGER feedback_fts_update AFTER UPDATE OF text, reason ON feedback BEGIN
  INSERT INTO feedback_fts (feedback_fts, rowid, words) VALUES ('delete', old.id, fold(old.text || ' ' || old.reason));
  INSERT INTO feedback_fts (rowid, words) VALUES (new.id, fold(new.text || ' ' || new.reason));
END;

CREATE VIEW accounts_words AS SELECT id, fold(name || ' ' || external || ' ' || alias) AS words FROM accounts;
CREATE VIRTUAL TABLE accounts_fts USING fts5 (
  words, content = 'accounts_words', content_rowid = 'id', tokenize = 'ascii', detail = none, columnsize = 0
);
INSERT INTO accounts_fts (accounts_fts, rank) VALUES ('secure-delete', 1);
CREATE TRIGGER accounts_fts_insert AFTER INSERT ON accounts BEGIN
  INSERT INTO accounts_fts (rowid, words) VALUES (new.id, fold(new.name || ' ' || new.external || ' ' || new.alias));
END;
CREATE TRIGGER accounts_fts_delete AFTER DELETE ON accounts BEGIN
  INSERT INTO accounts_fts (accounts_fts, rowid, words) VALUES ('delete', old.id, fold(old.name || ' ' || old.external || ' ' || old.alias));
END;
CREATE TRIGGER accounts_fts_update AFTER UPDATE OF name, external, alias ON accounts BEGIN
  INSERT INTO accounts_fts (accounts_fts, rowid, words) VALUES ('delete', old.id, fold(old.name || ' ' || old.external || ' ' || old.alias));
  INSERT INTO accounts_fts (rowid, words) VALUES (new.id, fold(new.name || ' ' || new.external || ' ' || new.alias));
END;
