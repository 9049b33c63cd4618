-- The lists that actions are for have sums now: a change is only seen in rows that have a number.
CREATE TABLE aim_accounts_new (
  id      INTEGER PRIMARY KEY,
  aim     INTEGER NOT NULL REFERENCES aims (id) ON DELETE CASCADE,
  account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  touched INTEGER NOT NULL CHECK (touched IN (0, 1)),
  UNIQUE (aim, account)
) STRICT;
INSERT INTO aim_accounts_new (aim, account, touched) SELECT aim, account, touched FROM aim_accounts ORDER BY aim, account;
DROP TABLE aim_accounts;
ALTER TABLE aim_accounts_new RENAME TO aim_accounts;
CREATE INDEX aim_accounts_account ON aim_accounts (account);
