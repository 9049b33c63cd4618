-- Customers that were erased, so that a file imported again does not bring them back and their account, which
-- keeps its amounts, is told apart. Of the id only a hash is kept, salted with the room's secret.
CREATE TABLE erased (
  mark    INTEGER PRIMARY KEY,
  account INTEGER REFERENCES accounts (id) ON DELETE SET NULL,
  at      INTEGER NOT NULL,
  person  TEXT NOT NULL CHECK (person <> '')
) STRICT;
CREATE INDEX erased_account ON erased (account);
