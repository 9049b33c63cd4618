-- Texts that two people tag without seeing what the other says, and what each says of them; what the room settled has
-- no coder. It is apart from the tags until then.
CREATE TABLE blind (
  id     INTEGER NOT NULL PRIMARY KEY,
  sample TEXT NOT NULL CHECK (json_valid(sample))
) STRICT, WITHOUT ROWID;
CREATE TABLE blind_said (
  sample   INTEGER NOT NULL REFERENCES blind (id) ON DELETE CASCADE,
  feedback INTEGER NOT NULL REFERENCES feedback (id) ON DELETE CASCADE,
  coder    TEXT NOT NULL,
  said     TEXT NOT NULL CHECK (json_valid(said)),
  PRIMARY KEY (sample, feedback, coder)
) STRICT, WITHOUT ROWID;
CREATE INDEX blind_said_feedback ON blind_said (feedback);
