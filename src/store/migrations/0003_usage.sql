-- Usage and health: what an account did, one row per account and day, any number of signs in it. Files
-- have whatever columns a product measures, so signs stand together as JSON, by name. A file with other
-- columns for the same day adds to the row; that is why what is stored is compared, and not a hash.
CREATE TABLE usage (
  id      INTEGER PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  day     INTEGER NOT NULL,
  signs   TEXT NOT NULL CHECK (json_valid(signs) AND signs <> '{}'),
  import  INTEGER NOT NULL REFERENCES imports (id),
  UNIQUE (account, day)
) STRICT;
CREATE INDEX usage_import ON usage (import);
