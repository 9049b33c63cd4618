-- Who was at risk when a meeting started, as of its period's end and from dated rows only: a list for each meeting,
-- and an account a row.
CREATE TABLE warning_lists (
  id       INTEGER PRIMARY KEY,
  meeting  INTEGER NOT NULL UNIQUE REFERENCES meetings (id) ON DELETE CASCADE,
  as_of    INTEGER NOT NULL,
  looked   INTEGER NOT NULL,
  rules    TEXT NOT NULL,
  no_score TEXT NOT NULL
) STRICT;
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
CREATE INDEX warnings_account ON warnings (account);
