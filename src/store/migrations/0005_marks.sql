-- Marks on days: releases, price changes, campaigns, outages, so that the room sees what was going on
-- when a number moved. That a last day is not before the first is checked after a whole change, because
-- a group of changes moves one day after the other.
CREATE TABLE marks (
  id    INTEGER PRIMARY KEY AUTOINCREMENT,
  day   INTEGER NOT NULL,
  until INTEGER,                          -- its last day, if it took more than one
  kind  TEXT NOT NULL CHECK (kind IN ('release', 'price', 'campaign', 'outage', 'other')),
  words TEXT NOT NULL CHECK (words <> '')
) STRICT;
CREATE INDEX marks_day ON marks (day);
