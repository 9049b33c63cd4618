-- The letter a tag got when it was made, so that its key stays where it is while others make tags. What people give
-- (`key`) comes first.
ALTER TABLE tags ADD COLUMN letter TEXT NOT NULL DEFAULT '' CHECK (length(letter) <= 1);
