-- Who gave a tag, and when: a person; where neither is known it came with the import. What people gave before stands in
-- the journal: of each tag on a text, the last putting on that was not taken back.
ALTER TABLE feedback_tags ADD COLUMN person TEXT CHECK (person <> '');
ALTER TABLE feedback_tags ADD COLUMN at INTEGER;
UPDATE feedback_tags SET person = given.person, at = given.at FROM (
  SELECT json_extract(put.value, '$.feedback') AS feedback, json_extract(put.value, '$.tag') AS tag,
    j.person AS person, j.at AS at, max(j.id)
  FROM journal j, json_tree(j.forward) put
  WHERE j.way <> 'undo' AND instr(j.forward, '"tagged"') > 0 AND put.key = 'tagged' AND put.path LIKE '%.join'
    AND NOT EXISTS (SELECT 1 FROM journal WHERE undoes = j.id)
  GROUP BY 1, 2
) given WHERE feedback_tags.feedback = given.feedback AND feedback_tags.tag = given.tag;
CREATE INDEX feedback_tags_person ON feedback_tags (person) WHERE person IS NOT NULL;
