-- A hash of the cells of a row without an id as they stand in its file, and of the file's header: by it the row is
-- known again whatever another mapping makes of it. Rows that were imported before have none.
ALTER TABLE feedback ADD COLUMN raw INTEGER;
CREATE INDEX feedback_raw ON feedback (raw) WHERE raw IS NOT NULL;
ALTER TABLE subscriptions ADD COLUMN raw INTEGER;
CREATE INDEX subscriptions_raw ON subscriptions (raw) WHERE raw IS NOT NULL;
