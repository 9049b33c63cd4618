-- What the team did about an account that left over what a roadmap item answers, or that pays and misses it.
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
CREATE INDEX outreach_account ON outreach (account);

-- What the room itself says of an item that has shipped, as it does of an action: how it went, who says so, and when.
ALTER TABLE roadmap ADD COLUMN said TEXT CHECK (said IN ('worked', 'did_not', 'too_early', 'not_done'));
ALTER TABLE roadmap ADD COLUMN said_by TEXT NOT NULL DEFAULT '';
ALTER TABLE roadmap ADD COLUMN said_on INTEGER;
