-- A decision says who decided it, what was rejected and who objected, whatever hand typed it; and it may be asked of
-- somebody who was not there, by a day: it stays open until they answer.
ALTER TABLE notes ADD COLUMN decided_by TEXT NOT NULL DEFAULT '';
ALTER TABLE notes ADD COLUMN rejected TEXT NOT NULL DEFAULT '';
ALTER TABLE notes ADD COLUMN dissent TEXT NOT NULL DEFAULT '';
ALTER TABLE notes ADD COLUMN asked INTEGER REFERENCES owners (id);
ALTER TABLE notes ADD COLUMN due INTEGER;

-- The day somebody left the team: whom an action is given to can still answer for it.
ALTER TABLE owners ADD COLUMN left_on INTEGER;

-- What the team says of an account it lost: whether that was expected and could have been avoided, in a word why, and of
-- the loss on which day.
ALTER TABLE accounts ADD COLUMN expected TEXT CHECK (expected IN ('expected', 'surprise'));
ALTER TABLE accounts ADD COLUMN avoidable INTEGER CHECK (avoidable IN (0, 1));
ALTER TABLE accounts ADD COLUMN because TEXT NOT NULL DEFAULT '';
ALTER TABLE accounts ADD COLUMN judged_on INTEGER;
CREATE INDEX accounts_judged ON accounts (judged_on) WHERE judged_on IS NOT NULL;
