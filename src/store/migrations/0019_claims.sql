-- The texts that somebody has in front, and since when: they are offered to nobody else for a while.
ALTER TABLE presence ADD COLUMN reading INTEGER;
ALTER TABLE presence ADD COLUMN ahead INTEGER;
ALTER TABLE presence ADD COLUMN claimed INTEGER;
