-- Whoever erases a customer writes the file anew after it; a mark that says this is still to be done outlives a kill.
ALTER TABLE erased ADD COLUMN uncleaned INTEGER NOT NULL DEFAULT 0 CHECK (uncleaned IN (0, 1));
