-- The way of counting a room has chosen: its words are those of the metric profiles. A meeting keeps
-- the one it was started with in its own row.
ALTER TABLE room ADD COLUMN profile TEXT NOT NULL DEFAULT 'snapshot' CHECK (profile <> '');
