-- Which tags were taken from a list of suggestions, each seen there and not read for itself: until a person says so of
-- the text, they teach nothing.
ALTER TABLE feedback_tags ADD COLUMN taken TEXT CHECK (taken IN ('sure', 'rule'));
CREATE INDEX feedback_tags_taken ON feedback_tags (feedback) WHERE taken IS NOT NULL;
