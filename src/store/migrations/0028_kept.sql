-- An action that was carried over is kept by a review, so that it is asked about once; and why, where somebody said so.
ALTER TABLE actions ADD COLUMN kept INTEGER REFERENCES meetings (id);
ALTER TABLE actions ADD COLUMN because TEXT NOT NULL DEFAULT '';
