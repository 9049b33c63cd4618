-- The further ids of accounts: a customer that several systems know has an id in each of them. What stands in
-- `accounts.external` comes first; an id is of one account only.
CREATE TABLE account_ids (
  id      TEXT PRIMARY KEY CHECK (id <> ''),
  account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  import  INTEGER NOT NULL REFERENCES imports (id)
) STRICT;
CREATE INDEX account_ids_account ON account_ids (account);
CREATE INDEX account_ids_import ON account_ids (import);
