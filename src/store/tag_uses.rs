//! How often each tag is used, counted once and kept true from the journal: counting a million and a
//! half rows after each key would be felt. Must not know who changed what.

use hashbrown::HashMap;
use rusqlite::Connection;

use super::{journal, sql};
use crate::domain::change::{Change, Member};
use crate::domain::codebook::Together;
use crate::domain::failure::Failure;
use crate::domain::ids::{ChangeId, TagId};

const COUNT: &str = "SELECT tag, count(*) FROM feedback_tags GROUP BY tag";
/// Of each tag on at least so many texts: those of its first text that no other of its texts lacks.
const TOGETHER: &str = "
    WITH first AS (SELECT tag, min(feedback) AS feedback FROM feedback_tags GROUP BY tag HAVING count(*) >= 5)
    SELECT first.tag, other.tag AS with_it FROM first
    JOIN feedback_tags other ON other.feedback = first.feedback AND other.tag <> first.tag
    WHERE NOT EXISTS (SELECT 1 FROM feedback_tags own WHERE own.tag = first.tag AND NOT EXISTS (
      SELECT 1 FROM feedback_tags it WHERE it.feedback = own.feedback AND it.tag = other.tag))
    ORDER BY 1, 2";
/// With more news than this, counting again is as quick.
const MANY: u32 = 2_000;

/// The counts, and the last journal row they hold.
#[derive(Default)]
pub struct TagUses {
    counted: Option<HashMap<TagId, i64>>,
    seen: ChangeId,
}

impl TagUses {
    /// Every used tag with its count, true for what `db` sees.
    pub fn now(&mut self, db: &Connection) -> Result<&HashMap<TagId, i64>, Failure> {
        let news = match self.counted {
            Some(_) => journal::since(db, self.seen, MANY)?,
            None => Vec::new(),
        };
        let known = news.iter().all(|row| {
            self.counted
                .as_mut()
                .is_some_and(|uses| take(uses, &row.forward))
        });
        if self.counted.is_none() || !known || news.len() == MANY as usize {
            self.seen = journal::last(db)?;
            let rows = sql::all(db, COUNT, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
            self.counted = Some(rows.into_iter().collect());
        } else if let Some(last) = news.last() {
            self.seen = last.id;
        }
        Ok(self.counted.get_or_insert_default())
    }
}

/// Tags that no text has without another.
pub fn together(db: &Connection) -> Result<Vec<Together>, Failure> {
    sql::all(db, TOGETHER, [], |row| {
        Ok(Together {
            tag: row.get(0)?,
            with: row.get(1)?,
        })
    })
}

/// Takes one change in; false when it can only be counted again. What changed nothing is not journalled.
fn take(uses: &mut HashMap<TagId, i64>, change: &Change) -> bool {
    match change {
        Change::Join(Member::Tagged { tag, .. }) => *uses.entry(*tag).or_default() += 1,
        Change::Give(gift) => *uses.entry(gift.tag).or_default() += 1,
        Change::Leave(Member::Tagged { tag, .. }) => *uses.entry(*tag).or_default() -= 1,
        Change::All(changes) => return changes.iter().all(|change| take(uses, change)),
        Change::Import(_) | Change::RevertImport(_) => return false,
        Change::Add(_)
        | Change::Move(_)
        | Change::Sweep(_)
        | Change::Keep(_)
        | Change::Blind(_)
        | Change::Erase(_)
        | Change::Warn(_)
        | Change::Remove(_)
        | Change::Set(_)
        | Change::Join(_)
        | Change::Leave(_)
        | Change::Undo
        | Change::Redo => {}
    }
    true
}

#[cfg(test)]
mod tests {
    use crate::domain::change::{Author, Change, Member, Record};
    use crate::domain::day::Moment;
    use crate::domain::feedback::{Feedback, Tag};
    use crate::domain::ids::TagId;
    use crate::store::Store;

    #[test]
    fn counts_kept_are_counts_counted() {
        let mut store = Store::in_memory().unwrap();
        let author = Author {
            person: "Dana".to_owned(),
            at: Moment(1),
        };
        let feedback = Change::add(Record::Feedback(Feedback {
            text: "slow".to_owned(),
            ..Feedback::default()
        }));
        let tag = Change::add(Record::Tag(Tag {
            name: "speed".to_owned(),
            ..Tag::default()
        }));
        let join = Change::Join(Member::Tagged {
            feedback: 0.into(),
            tag: 0.into(),
        });
        let uses_in = |uses: &mut super::TagUses, db: &_| {
            let uses = uses.now(db).unwrap();
            uses.get(&TagId(1)).copied().unwrap_or(0)
        };
        let used = |store: &mut Store| {
            let kept = uses_in(&mut store.tag_uses, &store.db);
            assert_eq!(kept, uses_in(&mut Default::default(), &store.db));
            kept
        };
        assert_eq!(used(&mut store), 0);
        let group = Change::All(vec![tag, feedback, join]);
        store.apply(&author, &group).unwrap();
        assert_eq!(used(&mut store), 1);
        store.apply(&author, &Change::Undo).unwrap();
        assert_eq!(used(&mut store), 0);
        store.apply(&author, &Change::Redo).unwrap();
        assert_eq!(used(&mut store), 1);
    }
}
