-- What else a codebook says of a tag: words that belong to it, other names that files know it by, and whether it is no
-- longer offered.
ALTER TABLE tags ADD COLUMN examples TEXT NOT NULL DEFAULT '';
ALTER TABLE tags ADD COLUMN also TEXT NOT NULL DEFAULT '';
ALTER TABLE tags ADD COLUMN archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1));
