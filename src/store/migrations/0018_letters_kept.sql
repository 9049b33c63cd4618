-- The letters that tags got by themselves, in the order in which they were given. A tag that is taken away leaves its
-- letter here, so that it has it again when it comes back.
CREATE TABLE tag_letters (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  tag    INTEGER NOT NULL UNIQUE,
  letter TEXT NOT NULL CHECK (length(letter) = 1)
) STRICT;
INSERT INTO tag_letters (tag, letter) SELECT id, letter FROM tags WHERE letter <> '' AND key = '' ORDER BY id;
ALTER TABLE tags DROP COLUMN letter;
