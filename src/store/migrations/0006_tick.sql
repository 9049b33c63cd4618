-- Two numbers drawn for the last thing that was written: the one before it and its own. What lies in the
-- write-ahead log so goes on from what lies in the file, or the log is that of another file.
CREATE TABLE tick (
  id    INTEGER PRIMARY KEY CHECK (id = 1),
  words TEXT NOT NULL CHECK (words GLOB 'room tick *:*')
) STRICT;
INSERT INTO tick (id, words)
VALUES (1, 'room tick ' || lower(hex(randomblob(8))) || ':' || lower(hex(randomblob(8))));
