-- index account_ids_account on account_ids
CREATE INDEX account_ids_account ON account_ids (account);

-- index account_ids_import on account_ids
CREATE INDEX account_ids_import ON account_ids (import);

-- index accounts_adjusted on accounts
CREATE INDEX accounts_adjusted ON accounts (id) WHERE excluded <> '' OR same_as IS NOT NULL;

-- index accounts_import on accounts
CREATE INDEX accounts_import ON accounts (import);

-- index accounts_judged on accounts
CREATE INDEX accounts_judged ON accounts (judged_on) WHERE judged_on IS NOT NULL;

-- index accounts_name on accounts
CREATE INDEX accounts_name ON accounts (name COLLATE NOCASE, id);

-- index accounts_same_as on accounts
CREATE INDEX accounts_same_as ON accounts (same_as) WHERE same_as IS NOT NULL;

-- index actions_meeting on actions
CREATE INDEX actions_meeting ON actions (meeting);

-- index actions_theme on actions
CREATE INDEX actions_theme ON actions (theme);

-- index aim_accounts_account on aim_accounts
CREATE INDEX aim_accounts_account ON aim_accounts (account);

-- index aims_theme on aims
CREATE INDEX aims_theme ON aims (theme) WHERE theme IS NOT NULL;

-- index balances_import on balances
CREATE INDEX balances_import ON balances (import);

-- index blind_said_feedback on blind_said
CREATE INDEX blind_said_feedback ON blind_said (feedback);

-- index erased_account on erased
CREATE INDEX erased_account ON erased (account);

-- index feedback_account on feedback
CREATE INDEX feedback_account ON feedback (account) WHERE account IS NOT NULL;

-- index feedback_external on feedback
CREATE UNIQUE INDEX feedback_external ON feedback (exit_survey, external) WHERE external <> '';

-- index feedback_hash on feedback
CREATE UNIQUE INDEX feedback_hash ON feedback (hash, occurrence) WHERE external = '' AND hash IS NOT NULL;

-- index feedback_import on feedback
CREATE INDEX feedback_import ON feedback (import);

-- index feedback_moved on feedback
CREATE INDEX feedback_moved ON feedback (received) WHERE received IS NOT NULL AND received <> (id >> 24);

-- index feedback_raw on feedback
CREATE INDEX feedback_raw ON feedback (raw) WHERE raw IS NOT NULL;

-- index feedback_surveys on feedback
CREATE INDEX feedback_surveys ON feedback (exit_survey) WHERE exit_survey = 1;

-- index feedback_tags_person on feedback_tags
CREATE INDEX feedback_tags_person ON feedback_tags (person) WHERE person IS NOT NULL;

-- index feedback_tags_tag on feedback_tags
CREATE INDEX feedback_tags_tag ON feedback_tags (tag, feedback);

-- index feedback_tags_taken on feedback_tags
CREATE INDEX feedback_tags_taken ON feedback_tags (feedback) WHERE taken IS NOT NULL;

-- index journal_account on journal
CREATE INDEX journal_account ON journal (account) WHERE account IS NOT NULL;

-- index journal_person on journal
CREATE INDEX journal_person ON journal (person, id);

-- index journal_subject on journal
CREATE INDEX journal_subject ON journal (kind, subject, id);

-- index journal_undoes on journal
CREATE INDEX journal_undoes ON journal (undoes) WHERE undoes IS NOT NULL;

-- index links_once on links
CREATE UNIQUE INDEX links_once ON links (theme, ifnull(item, 0));

-- index marks_day on marks
CREATE INDEX marks_day ON marks (day);

-- index meetings_one_open on meetings
CREATE UNIQUE INDEX meetings_one_open ON meetings (status) WHERE status = 'running';

-- index movements_import on movements
CREATE INDEX movements_import ON movements (import);

-- index notes_meeting on notes
CREATE INDEX notes_meeting ON notes (meeting);

-- index outreach_account on outreach
CREATE INDEX outreach_account ON outreach (account);

-- index owners_external on owners
CREATE UNIQUE INDEX owners_external ON owners (external) WHERE external <> '';

-- index sqlite_autoindex_account_ids_1 on account_ids
;

-- index sqlite_autoindex_accounts_1 on accounts
;

-- index sqlite_autoindex_accounts_2 on accounts
;

-- index sqlite_autoindex_aim_accounts_1 on aim_accounts
;

-- index sqlite_autoindex_aims_1 on aims
;

-- index sqlite_autoindex_aims_2 on aims
;

-- index sqlite_autoindex_balances_1 on balances
;

-- index sqlite_autoindex_former_names_1 on former_names
;

-- index sqlite_autoindex_import_maps_1 on import_maps
;

-- index sqlite_autoindex_movements_1 on movements
;

-- index sqlite_autoindex_outreach_1 on outreach
;

-- index sqlite_autoindex_owners_1 on owners
;

-- index sqlite_autoindex_roadmap_1 on roadmap
;

-- index sqlite_autoindex_tag_letters_1 on tag_letters
;

-- index sqlite_autoindex_tags_1 on tags
;

-- index sqlite_autoindex_usage_1 on usage
;

-- index sqlite_autoindex_warning_lists_1 on warning_lists
;

-- index sqlite_autoindex_warnings_1 on warnings
;

-- index subscriptions_account on subscriptions
CREATE INDEX subscriptions_account ON subscriptions (account);

-- index subscriptions_external on subscriptions
CREATE UNIQUE INDEX subscriptions_external ON subscriptions (external) WHERE external <> '';

-- index subscriptions_hash on subscriptions
CREATE UNIQUE INDEX subscriptions_hash ON subscriptions (hash, occurrence) WHERE external = '';

-- index subscriptions_import on subscriptions
CREATE INDEX subscriptions_import ON subscriptions (import);

-- index subscriptions_raw on subscriptions
CREATE INDEX subscriptions_raw ON subscriptions (raw) WHERE raw IS NOT NULL;

-- index tags_key on tags
CREATE UNIQUE INDEX tags_key ON tags (key) WHERE key <> '';

-- index usage_import on usage
CREATE INDEX usage_import ON usage (import);

-- index warnings_account on warnings
CREATE INDEX warnings_account ON warnings (account);

-- table account_ids on account_ids
CREATE TABLE account_ids (
  id      TEXT PRIMARY KEY CHECK (id <> ''),
  account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  import  INTEGER NOT NULL REFERENCES imports (id)
) STRICT;

-- table accounts on accounts
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
, excluded TEXT NOT NULL DEFAULT '', same_as INTEGER REFERENCES accounts (id) CHECK (same_as <> id), same_reason TEXT NOT NULL DEFAULT '', expected TEXT CHECK (expected IN ('expected', 'surprise')), avoidable INTEGER CHECK (avoidable IN (0, 1)), because TEXT NOT NULL DEFAULT '', judged_on INTEGER) STRICT;

-- table accounts_fts on accounts_fts
CREATE VIRTUAL TABLE accounts_fts USING fts5 (
  words, content = 'accounts_words', content_rowid = 'id', tokenize = 'ascii', detail = none, columnsize = 0
);

-- table accounts_fts_config on accounts_fts_config
-- made by the full-text search;

-- table accounts_fts_data on accounts_fts_data
-- made by the full-text search;

-- table accounts_fts_idx on accounts_fts_idx
-- made by the full-text search;

-- table action_with on action_with
CREATE TABLE action_with (
  action INTEGER NOT NULL REFERENCES actions (id) ON DELETE CASCADE,
  owner  INTEGER NOT NULL REFERENCES owners (id) ON DELETE CASCADE,
  PRIMARY KEY (action, owner)
) STRICT, WITHOUT ROWID;

-- table actions on actions
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
, said TEXT CHECK (said IN ('worked', 'did_not', 'too_early', 'not_done')), said_by TEXT NOT NULL DEFAULT '', said_on INTEGER, kept INTEGER REFERENCES meetings (id), because TEXT NOT NULL DEFAULT '') STRICT;

-- table aim_accounts on aim_accounts
CREATE TABLE aim_accounts (
  id      INTEGER PRIMARY KEY,
  aim     INTEGER NOT NULL REFERENCES aims (id) ON DELETE CASCADE,
  account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  touched INTEGER NOT NULL CHECK (touched IN (0, 1)),
  UNIQUE (aim, account)
) STRICT;

-- table aims on aims
CREATE TABLE aims (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  action  INTEGER UNIQUE REFERENCES actions (id) ON DELETE CASCADE,
  item    INTEGER UNIQUE REFERENCES roadmap (id) ON DELETE CASCADE,
  day     INTEGER NOT NULL,
  theme   INTEGER REFERENCES tags (id) ON DELETE SET NULL,
  seed    TEXT NOT NULL DEFAULT '',         -- what the half was drawn by; '' where the accounts were picked
  rest    INTEGER NOT NULL DEFAULT 0 CHECK (rest IN (0, 1)),  -- the others are all that were active on the day
  source  TEXT NOT NULL DEFAULT '',
  promise TEXT,
  verdict TEXT,
  CHECK ((action IS NULL) <> (item IS NULL))
) STRICT;

-- table balances on balances
CREATE TABLE balances (
  id      INTEGER PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  day     INTEGER NOT NULL,
  mrr     INTEGER NOT NULL CHECK (mrr >= 0),
  import  INTEGER NOT NULL REFERENCES imports (id),
  hash    INTEGER NOT NULL, rate TEXT,
  UNIQUE (account, day)
) STRICT;

-- table blind on blind
CREATE TABLE blind (
  id     INTEGER NOT NULL PRIMARY KEY,
  sample TEXT NOT NULL CHECK (json_valid(sample))
) STRICT, WITHOUT ROWID;

-- table blind_said on blind_said
CREATE TABLE blind_said (
  sample   INTEGER NOT NULL REFERENCES blind (id) ON DELETE CASCADE,
  feedback INTEGER NOT NULL REFERENCES feedback (id) ON DELETE CASCADE,
  coder    TEXT NOT NULL,
  said     TEXT NOT NULL CHECK (json_valid(said)),
  PRIMARY KEY (sample, feedback, coder)
) STRICT, WITHOUT ROWID;

-- table erased on erased
CREATE TABLE erased (
  mark    INTEGER PRIMARY KEY,
  account INTEGER REFERENCES accounts (id) ON DELETE SET NULL,
  at      INTEGER NOT NULL,
  person  TEXT NOT NULL CHECK (person <> '')
, uncleaned INTEGER NOT NULL DEFAULT 0 CHECK (uncleaned IN (0, 1))) STRICT;

-- table feedback on feedback
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
  occurrence  INTEGER NOT NULL DEFAULT 0, raw INTEGER,
  CHECK (text <> '' OR score IS NOT NULL OR reason <> '')
) STRICT;

-- table feedback_fts on feedback_fts
CREATE VIRTUAL TABLE feedback_fts USING fts5 (
  words, content = 'feedback_words', content_rowid = 'id', tokenize = 'ascii', detail = none, columnsize = 0
);

-- table feedback_fts_config on feedback_fts_config
-- made by the full-text search;

-- table feedback_fts_data on feedback_fts_data
-- made by the full-text search;

-- table feedback_fts_idx on feedback_fts_idx
-- made by the full-text search;

-- table feedback_tags on feedback_tags
CREATE TABLE feedback_tags (
  feedback INTEGER NOT NULL REFERENCES feedback (id) ON DELETE CASCADE,
  tag      INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
  import   INTEGER REFERENCES imports (id), person TEXT CHECK (person <> ''), at INTEGER, taken TEXT CHECK (taken IN ('sure', 'rule')),   -- NULL when a person set it
  PRIMARY KEY (feedback, tag)
) STRICT, WITHOUT ROWID;

-- table feedback_tags_off on feedback_tags_off
CREATE TABLE feedback_tags_off (
  feedback INTEGER NOT NULL REFERENCES feedback (id) ON DELETE CASCADE,
  tag      INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
  import   INTEGER REFERENCES imports (id),   -- the import that had set it, for when it is put on again
  PRIMARY KEY (feedback, tag)
) STRICT, WITHOUT ROWID;

-- table feedback_terms on feedback_terms
CREATE VIRTUAL TABLE feedback_terms USING fts5vocab (feedback_fts, row);

-- table former_names on former_names
CREATE TABLE former_names (
  id      INTEGER PRIMARY KEY,
  account INTEGER NOT NULL,                     -- may be gone
  name    TEXT NOT NULL CHECK (name <> ''),
  alias   TEXT NOT NULL CHECK (alias <> ''), external TEXT NOT NULL DEFAULT '',
  UNIQUE (account, name)
) STRICT;

-- table import_former on import_former
CREATE TABLE import_former (
  import INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  kind   TEXT NOT NULL,
  row    INTEGER NOT NULL,
  was    TEXT NOT NULL,
  PRIMARY KEY (import, kind, row)
) STRICT, WITHOUT ROWID;

-- table import_maps on import_maps
CREATE TABLE import_maps (
  header TEXT PRIMARY KEY,
  map    TEXT NOT NULL
) STRICT;

-- table imports on imports
CREATE TABLE imports (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  at       INTEGER NOT NULL,
  person   TEXT NOT NULL,
  head     TEXT NOT NULL,                 -- the change's head as JSON, counts filled in
  reverted INTEGER NOT NULL DEFAULT 0 CHECK (reverted IN (0, 1)),
  room_was TEXT NOT NULL                  -- currency, ledger and as_of before it, to put back
) STRICT;

-- table journal on journal
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

-- table journal_also on journal_also
CREATE TABLE journal_also (
  kind    TEXT NOT NULL CHECK (kind <> ''),
  subject INTEGER NOT NULL,
  change  INTEGER NOT NULL REFERENCES journal (id),
  PRIMARY KEY (kind, subject, change)
) STRICT, WITHOUT ROWID;

-- table links on links
CREATE TABLE links (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  theme   INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
  item    INTEGER REFERENCES roadmap (id) ON DELETE CASCADE,
  stance  TEXT NOT NULL CHECK (stance IN ('aligns', 'challenges', 'nothing')),
  note    TEXT NOT NULL DEFAULT '',
  meeting INTEGER REFERENCES meetings (id)
) STRICT;

-- table marks on marks
CREATE TABLE marks (
  id    INTEGER PRIMARY KEY AUTOINCREMENT,
  day   INTEGER NOT NULL,
  until INTEGER,                          -- its last day, if it took more than one
  kind  TEXT NOT NULL CHECK (kind IN ('release', 'price', 'campaign', 'outage', 'other')),
  words TEXT NOT NULL CHECK (words <> '')
) STRICT;

-- table meeting_discussed on meeting_discussed
CREATE TABLE meeting_discussed (
  meeting INTEGER NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
  theme   INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
  PRIMARY KEY (meeting, theme)
) STRICT, WITHOUT ROWID;

-- table meeting_present on meeting_present
CREATE TABLE meeting_present (
  meeting INTEGER NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
  owner   INTEGER NOT NULL REFERENCES owners (id) ON DELETE CASCADE,
  PRIMARY KEY (meeting, owner)
) STRICT, WITHOUT ROWID;

-- table meetings on meetings
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

-- table movements on movements
CREATE TABLE movements (
  id      INTEGER PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  day     INTEGER NOT NULL,
  delta   INTEGER NOT NULL,
  import  INTEGER NOT NULL REFERENCES imports (id),
  hash    INTEGER NOT NULL, cause TEXT CHECK (cause IN ('cancelled', 'payment_failed')), rate TEXT,
  UNIQUE (account, day)
) STRICT;

-- table notes on notes
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
, decided_by TEXT NOT NULL DEFAULT '', rejected TEXT NOT NULL DEFAULT '', dissent TEXT NOT NULL DEFAULT '', asked INTEGER REFERENCES owners (id), due INTEGER) STRICT;

-- table outreach on outreach
CREATE TABLE outreach (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  item    INTEGER NOT NULL REFERENCES roadmap (id),
  account INTEGER NOT NULL REFERENCES accounts (id),
  status  TEXT NOT NULL CHECK (status IN ('to_contact', 'contacted', 'returned', 'not_wanted')),
  day     INTEGER NOT NULL,
  said_by TEXT NOT NULL DEFAULT '',
  said_on INTEGER NOT NULL,
  UNIQUE (item, account)
) STRICT;

-- table owners on owners
CREATE TABLE owners (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  external TEXT NOT NULL DEFAULT '',
  name     TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (name <> ''),
  email    TEXT NOT NULL DEFAULT '',
  team     TEXT NOT NULL DEFAULT '',
  import   INTEGER REFERENCES imports (id),
  hash     INTEGER
, left_on INTEGER) STRICT;

-- table presence on presence
CREATE TABLE presence (
  process INTEGER PRIMARY KEY,
  person  TEXT NOT NULL,
  seen    INTEGER NOT NULL,
  meeting INTEGER                         -- the meeting whose clock it moves
, reading INTEGER, ahead INTEGER, claimed INTEGER) STRICT;

-- table roadmap on roadmap
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
, shipped INTEGER, said TEXT CHECK (said IN ('worked', 'did_not', 'too_early', 'not_done')), said_by TEXT NOT NULL DEFAULT '', said_on INTEGER) STRICT;

-- table room on room
CREATE TABLE room (
  id       INTEGER PRIMARY KEY CHECK (id = 1),
  currency TEXT CHECK (length(currency) = 3),
  ledger   TEXT CHECK (ledger IN ('subscriptions', 'movements', 'balances')),
  as_of    INTEGER,                       -- the reach given with --as-of
  secret   BLOB NOT NULL,                 -- for masking
  fold     INTEGER NOT NULL               -- version of fold() the search index was built with
, profile TEXT NOT NULL DEFAULT 'snapshot' CHECK (profile <> ''), losses_since INTEGER, in_hundredths INTEGER NOT NULL DEFAULT 0 CHECK (in_hundredths IN (0, 1))) STRICT;

-- table searches on searches
CREATE TABLE searches (
  id    INTEGER PRIMARY KEY,
  name  TEXT NOT NULL CHECK (name <> ''),
  words TEXT NOT NULL CHECK (words <> '')
) STRICT;

-- table shortlist on shortlist
CREATE TABLE shortlist (
  period TEXT NOT NULL,
  theme  INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
  PRIMARY KEY (period, theme)
) STRICT, WITHOUT ROWID;

-- table sqlite_sequence on sqlite_sequence
CREATE TABLE sqlite_sequence(name,seq);

-- table subscriptions on subscriptions
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
, cause TEXT CHECK (cause IN ('cancelled', 'payment_failed')), rate TEXT, raw INTEGER) STRICT;

-- table sums on sums
CREATE TABLE sums (
  name  TEXT NOT NULL,
  block INTEGER NOT NULL,
  sum   INTEGER NOT NULL,
  PRIMARY KEY (name, block)
) STRICT, WITHOUT ROWID;

-- table tag_letters on tag_letters
CREATE TABLE tag_letters (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  tag    INTEGER NOT NULL UNIQUE,
  letter TEXT NOT NULL CHECK (length(letter) = 1)
) STRICT;

-- table tags on tags
CREATE TABLE tags (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  name        TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (name <> ''),
  parent      INTEGER REFERENCES tags (id),
  description TEXT NOT NULL DEFAULT '',
  key         TEXT NOT NULL DEFAULT '' CHECK (length(key) <= 1),
  import      INTEGER REFERENCES imports (id)
, examples TEXT NOT NULL DEFAULT '', also TEXT NOT NULL DEFAULT '', archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)), rules TEXT NOT NULL DEFAULT '') STRICT;

-- table tick on tick
CREATE TABLE tick (
  id    INTEGER PRIMARY KEY CHECK (id = 1),
  words TEXT NOT NULL CHECK (words GLOB 'room tick *:*')
) STRICT;

-- table usage on usage
CREATE TABLE usage (
  id      INTEGER PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  day     INTEGER NOT NULL,
  signs   TEXT NOT NULL CHECK (json_valid(signs) AND signs <> '{}'),
  import  INTEGER NOT NULL REFERENCES imports (id),
  UNIQUE (account, day)
) STRICT;

-- table warning_lists on warning_lists
CREATE TABLE warning_lists (
  id       INTEGER PRIMARY KEY,
  meeting  INTEGER NOT NULL UNIQUE REFERENCES meetings (id) ON DELETE CASCADE,
  as_of    INTEGER NOT NULL,
  looked   INTEGER NOT NULL,
  rules    TEXT NOT NULL,
  no_score TEXT NOT NULL
) STRICT;

-- table warnings on warnings
CREATE TABLE warnings (
  id       INTEGER PRIMARY KEY,
  list     INTEGER NOT NULL REFERENCES warning_lists (id) ON DELETE CASCADE,
  account  INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  by_rules INTEGER NOT NULL CHECK (by_rules IN (0, 1)),
  by_score INTEGER NOT NULL CHECK (by_score IN (0, 1)),
  rule     TEXT NOT NULL,
  since    INTEGER,
  UNIQUE (list, account)
) STRICT;

-- trigger accounts_fts_delete on accounts
CREATE TRIGGER accounts_fts_delete AFTER DELETE ON accounts BEGIN
  INSERT INTO accounts_fts (accounts_fts, rowid, words) VALUES ('delete', old.id, fold(old.name || ' ' || old.external || ' ' || old.alias));
END;

-- trigger accounts_fts_insert on accounts
CREATE TRIGGER accounts_fts_insert AFTER INSERT ON accounts BEGIN
  INSERT INTO accounts_fts (rowid, words) VALUES (new.id, fold(new.name || ' ' || new.external || ' ' || new.alias));
END;

-- trigger accounts_fts_update on accounts
CREATE TRIGGER accounts_fts_update AFTER UPDATE OF name, external, alias ON accounts BEGIN
  INSERT INTO accounts_fts (accounts_fts, rowid, words) VALUES ('delete', old.id, fold(old.name || ' ' || old.external || ' ' || old.alias));
  INSERT INTO accounts_fts (rowid, words) VALUES (new.id, fold(new.name || ' ' || new.external || ' ' || new.alias));
END;

-- trigger feedback_fts_delete on feedback
CREATE TRIGGER feedback_fts_delete AFTER DELETE ON feedback BEGIN
  INSERT INTO feedback_fts (feedback_fts, rowid, words) VALUES ('delete', old.id, fold(old.text || ' ' || old.reason));
END;

-- trigger feedback_fts_insert on feedback
CREATE TRIGGER feedback_fts_insert AFTER INSERT ON feedback BEGIN
  INSERT INTO feedback_fts (rowid, words) VALUES (new.id, fold(new.text || ' ' || new.reason));
END;

-- trigger feedback_fts_update on feedback
CREATE TRIGGER feedback_fts_update AFTER UPDATE OF text, reason ON feedback BEGIN
  INSERT INTO feedback_fts (feedback_fts, rowid, words) VALUES ('delete', old.id, fold(old.text || ' ' || old.reason));
  INSERT INTO feedback_fts (rowid, words) VALUES (new.id, fold(new.text || ' ' || new.reason));
END;

-- view accounts_words on accounts_words
CREATE VIEW accounts_words AS SELECT id, fold(name || ' ' || external || ' ' || alias) AS words FROM accounts;

-- view feedback_words on feedback_words
CREATE VIEW feedback_words AS SELECT id, fold(text || ' ' || reason) AS words FROM feedback;

