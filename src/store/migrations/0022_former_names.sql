-- What accounts were called that are gone, or whose import was taken back: texts go on using those names, and a mask
-- goes on covering them.
CREATE TABLE former_names (
  id      INTEGER PRIMARY KEY,
  account INTEGER NOT NULL,                     -- may be gone
  name    TEXT NOT NULL CHECK (name <> ''),
  alias   TEXT NOT NULL CHECK (alias <> ''),
  UNIQUE (account, name)
) STRICT;
