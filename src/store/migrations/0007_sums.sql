-- A sum of every few rows that figures are made of, by the number of their block, so that `check` sees when
-- a byte was turned over on the disk. Kept by the program with each change.
CREATE TABLE sums (
  name  TEXT NOT NULL,
  block INTEGER NOT NULL,
  sum   INTEGER NOT NULL,
  PRIMARY KEY (name, block)
) STRICT, WITHOUT ROWID;
