//! Who gave a tag that is put on or comes back. Must not know how it is put on.

use rusqlite::{Connection, Row};

use super::done::Turn;
use super::sql;
use crate::domain::change::{Change, Member};
use crate::domain::day::Moment;
use crate::domain::failure::Failure;
use crate::domain::given::Gift;
use crate::domain::ids::{FeedbackId, TagId};

#[cfg(test)]
mod tests;

const GIVEN: &str =
    "SELECT person, at, import, taken FROM feedback_tags WHERE feedback = ?1 AND tag = ?2";
const OFF: &str = "SELECT import FROM feedback_tags_off WHERE feedback = ?1 AND tag = ?2";
const FROM_JOURNAL: &str = "
    SELECT j.person, j.at FROM journal j, json_tree(j.forward) put
    WHERE j.id IN (SELECT id FROM journal WHERE kind = 'feedback' AND subject = ?1
        UNION SELECT change FROM journal_also WHERE kind = 'feedback' AND subject = ?1)
      AND j.way <> 'undo' AND NOT EXISTS (SELECT 1 FROM journal WHERE undoes = j.id)
      AND put.key = 'tagged' AND put.path LIKE '%.join'
      AND json_extract(put.value, '$.feedback') = ?1 AND json_extract(put.value, '$.tag') = ?2
    ORDER BY j.id DESC LIMIT 1";

/// A person and a moment, as far as they are known.
type Giver = (Option<String>, Option<Moment>);

fn read(row: &Row<'_>) -> rusqlite::Result<Giver> {
    Ok((row.get(0)?, row.get(1)?))
}

/// A tag that a text has, to be given in the name of whoever gave it; `None` where nobody knows who that was.
pub fn gift(db: &Connection, feedback: FeedbackId, tag: TagId) -> Result<Option<Gift>, Failure> {
    let gift = sql::first(db, GIVEN, [feedback.0, tag.0], |row| {
        let (person, at): Giver = read(row)?;
        Ok(Gift {
            feedback,
            tag,
            person: person.unwrap_or_default(),
            at,
            import: row.get(2)?,
            taken: row.get(3)?,
        })
    })?;
    Ok(gift.filter(|gift| !gift.person.is_empty() || gift.import.is_some()))
}

/// Whether a text has a tag.
pub fn has(db: &Connection, feedback: FeedbackId, tag: TagId) -> Result<bool, Failure> {
    Ok(sql::first(db, GIVEN, [feedback.0, tag.0], |_| Ok(()))?.is_some())
}

/// What puts back on what is about to leave: a tag in the name of whoever gave it.
pub fn back_on(db: &Connection, member: &Member) -> Result<Change, Failure> {
    let gift = match *member {
        Member::Tagged { feedback, tag } => gift(db, feedback, tag)?,
        Member::TakenOff { .. }
        | Member::Present { .. }
        | Member::Discussed { .. }
        | Member::Shortlisted { .. }
        | Member::With { .. } => None,
    };
    Ok(gift.map_or(Change::Join(*member), |gift| Change::Give(Box::new(gift))))
}

/// A tag that is put on, in the name of whoever gives it: whoever does it. One that comes back was given by an import,
/// or was taken off when nobody kept who had given it: then the journal has them.
pub fn by_whom(turn: &Turn<'_>, feedback: FeedbackId, tag: TagId) -> Result<Gift, Failure> {
    let (person, at) = giver(turn, feedback.0, tag.0)?;
    Ok(Gift {
        feedback,
        tag,
        person: person.unwrap_or_default(),
        at,
        import: None,
        taken: None,
    })
}

fn giver(turn: &Turn<'_>, feedback: i64, tag: i64) -> Result<Giver, Failure> {
    if !turn.back {
        return Ok((Some(turn.author.person.clone()), Some(turn.author.at)));
    }
    let import = sql::first(turn.db, OFF, [feedback, tag], |row| {
        row.get::<_, Option<i64>>(0)
    })?;
    if import.flatten().is_some() {
        return Ok(Giver::default());
    }
    let found = sql::first(turn.db, FROM_JOURNAL, [feedback, tag], read)?;
    Ok(found.unwrap_or_default())
}
