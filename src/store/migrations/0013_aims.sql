-- What an action, or a roadmap item that has shipped, is for, settled when it is agreed: a list of accounts on its
-- day, or a theme, and when it is judged. The promise and the verdict are JSON: figures without anybody's words.
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
CREATE INDEX aims_theme ON aims (theme) WHERE theme IS NOT NULL;

-- The list, by account: those that something is done for, and those of it that are left as they were.
CREATE TABLE aim_accounts (
  aim     INTEGER NOT NULL REFERENCES aims (id) ON DELETE CASCADE,
  account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  touched INTEGER NOT NULL CHECK (touched IN (0, 1)),
  PRIMARY KEY (aim, account)
) STRICT, WITHOUT ROWID;
CREATE INDEX aim_accounts_account ON aim_accounts (account);

-- The day an item shipped.
ALTER TABLE roadmap ADD COLUMN shipped INTEGER;

-- What the room itself says of an action, apart from what is counted: how it went, who says so, and when.
ALTER TABLE actions ADD COLUMN said TEXT CHECK (said IN ('worked', 'did_not', 'too_early', 'not_done'));
ALTER TABLE actions ADD COLUMN said_by TEXT NOT NULL DEFAULT '';
ALTER TABLE actions ADD COLUMN said_on INTEGER;
