//! Tags that people took off texts, which no file is to bring back: kept, and kept through what is taken back.
//! Must not know how a tag is put on or taken off.

use hashbrown::HashSet;
use rusqlite::{Connection, params};

use super::sql;
use crate::domain::change::{Change, Member, Record};
use crate::domain::failure::Failure;
use crate::domain::ids::{FeedbackId, ImportId, TagId};

const OFF: &str = "SELECT import FROM feedback_tags_off WHERE feedback = ?1 AND tag = ?2";
const ALL: &str = "SELECT feedback, tag FROM feedback_tags_off";
const OF_TAG: &str =
    "SELECT feedback, import FROM feedback_tags_off WHERE tag = ?1 ORDER BY feedback";
/// Not of a tag that the text has, nor of what is gone.
const REMEMBER: &str = "
    INSERT INTO feedback_tags_off (feedback, tag, import)
    SELECT f.id, t.id, (SELECT id FROM imports WHERE id = ?3) FROM feedback f, tags t
    WHERE f.id = ?1 AND t.id = ?2
      AND NOT EXISTS (SELECT 1 FROM feedback_tags WHERE feedback = ?1 AND tag = ?2)
    ON CONFLICT DO NOTHING";

/// All texts with the tags that people took off them.
pub fn all(db: &Connection) -> Result<HashSet<(FeedbackId, TagId)>, Failure> {
    let all: Vec<(FeedbackId, TagId)> =
        sql::all(db, ALL, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(all.into_iter().collect())
}

/// What is remembered of a tag that is off a text, if a person took it off.
pub fn remembered(
    db: &Connection,
    feedback: FeedbackId,
    tag: TagId,
) -> Result<Option<Member>, Failure> {
    sql::first(db, OFF, [feedback.0, tag.0], |row| {
        Ok(Member::TakenOff {
            feedback,
            tag,
            import: row.get(0)?,
        })
    })
}

/// Remembers that a tag is off a text; how many rows that changed.
pub fn remember(db: &Connection, member: &Member) -> Result<usize, Failure> {
    match *member {
        Member::TakenOff {
            feedback,
            tag,
            import,
        } => sql::run(db, REMEMBER, params![feedback, tag, import]),
        Member::Tagged { .. }
        | Member::Present { .. }
        | Member::Discussed { .. }
        | Member::Shortlisted { .. }
        | Member::With { .. } => Ok(0),
    }
}

/// What is forgotten when a tag goes, so that it is there when the tag comes back.
pub fn that_goes_with(db: &Connection, record: &Record) -> Result<Vec<Change>, Failure> {
    let Record::Tag(tag) = record else {
        return Ok(Vec::new());
    };
    let tag = tag.id;
    let off = of_tag(db, tag)?.into_iter();
    let gone = off.map(|(feedback, import)| {
        Change::Leave(Member::TakenOff {
            feedback,
            tag,
            import,
        })
    });
    Ok(gone.collect())
}

/// The texts that people took a tag off, each with the import that had brought it.
pub fn of_tag(db: &Connection, tag: TagId) -> Result<Vec<(FeedbackId, Option<ImportId>)>, Failure> {
    sql::all(db, OF_TAG, [tag], |row| Ok((row.get(0)?, row.get(1)?)))
}
