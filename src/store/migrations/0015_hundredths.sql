-- Amounts are kept in hundredths of their currency, in thousandths where it has any. A room in such a currency that
-- was there before goes on with the hundredths it has.
ALTER TABLE room ADD COLUMN in_hundredths INTEGER NOT NULL DEFAULT 0 CHECK (in_hundredths IN (0, 1));
UPDATE room SET in_hundredths = 1 WHERE currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND');
