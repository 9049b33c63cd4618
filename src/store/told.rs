//! The texts that have tags, for what is learned from them. Must not know how that is done.

use hashbrown::HashSet;
use rusqlite::Connection;
use strum::VariantArray;

use super::{feedback, sql};
use crate::domain::failure::Failure;
use crate::domain::feedback::Mark;
use crate::domain::ids::{FeedbackId, TagId};
use crate::domain::risk::hash;
use crate::domain::sort::sort_by_key;
use crate::domain::suggest::evaluated::{Evaluated, evaluate};
use crate::domain::word::Word;

const TOLD: &str = "
    SELECT id FROM feedback f WHERE text <> '' AND (mark IS NOT NULL OR EXISTS (
      SELECT 1 FROM feedback_tags g JOIN tags ON tags.id = g.tag AND tags.archived = 0 WHERE g.feedback = f.id))
    AND id NOT IN (SELECT feedback FROM feedback_tags WHERE taken IS NOT NULL)";
/// Texts of which what was suggested was taken from a list: what believes itself is no teacher.
const TAKEN: &str = "SELECT DISTINCT feedback FROM feedback_tags WHERE taken IS NOT NULL";
const TEXT: &str = "SELECT text, mark FROM feedback WHERE id = ?1";
const TAGS: &str = "SELECT id FROM tags WHERE archived = 0 ORDER BY id";

/// Of a room with more texts that have tags so many are looked at, drawn by the seed.
const MOST: usize = 30_000;

/// Learns from some of the texts and tries it on the others.
pub fn evaluated(db: &Connection, train: u32, seed: u64) -> Result<Evaluated, Failure> {
    let tags = tags(db)?;
    let mut texts: Vec<FeedbackId> = sql::all(db, TOLD, [], |row| row.get(0))?;
    let tagged = texts.len() as u64;
    if texts.len() > MOST {
        sort_by_key(&mut texts, |id| hash(&format!("{seed} {}", id.0)));
        texts.truncate(MOST);
    }
    let written = texts.into_iter().map(|id| told(db, id, &tags));
    let written: Vec<(String, Vec<usize>)> = written.collect::<Result<_, Failure>>()?;
    Ok(Evaluated {
        tagged,
        ..evaluate(written, train as usize, seed)
    })
}

/// The texts that have a tag which was taken from a list and which nobody has said of them since.
pub fn taken(db: &Connection) -> Result<HashSet<FeedbackId>, Failure> {
    let taken: Vec<FeedbackId> = sql::all(db, TAKEN, [], |row| row.get(0))?;
    Ok(taken.into_iter().collect())
}

/// The tags that are not archived, in the order of their ids.
pub fn tags(db: &Connection) -> Result<Vec<TagId>, Failure> {
    sql::all(db, TAGS, [], |row| row.get(0))
}

/// A text with the places of its tags; its mark stands behind the last of them.
pub fn told(
    db: &Connection,
    id: FeedbackId,
    tags: &[TagId],
) -> Result<(String, Vec<usize>), Failure> {
    let (text, mark) = sql::one(db, TEXT, [id], |row| {
        let mark: Option<String> = row.get(1)?;
        Ok((row.get(0)?, mark.as_deref().and_then(Mark::from_word)))
    })?;
    let own = feedback::carried(db, id)?;
    let own = own.iter().filter_map(|tag| tags.binary_search(tag).ok());
    let marks = Mark::VARIANTS.iter().position(|one| Some(*one) == mark);
    Ok((text, own.chain(marks.map(|at| tags.len() + at)).collect()))
}
