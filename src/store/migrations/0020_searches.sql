-- Searches that the team keeps under a name. That a name is there once, whatever its case, is looked at when one is kept:
-- erasing a customer may change it.
CREATE TABLE searches (
  id    INTEGER PRIMARY KEY,
  name  TEXT NOT NULL CHECK (name <> ''),
  words TEXT NOT NULL CHECK (words <> '')
) STRICT;
