-- Words by which a tag is suggested, whatever was learned: rules, between semicolons.
ALTER TABLE tags ADD COLUMN rules TEXT NOT NULL DEFAULT '';
