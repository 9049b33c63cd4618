//! What tags are and were called, and what people took off texts: a name leads to one tag. Must not know who asks.

use hashbrown::HashSet;
use rusqlite::Connection;

use super::convert::JsonText;
use super::sql;
use super::table;
use crate::domain::carried::FormerTags;
use crate::domain::change::{Change, Field, Record, Subject, Value};
use crate::domain::codebook::{folded, same_name};
use crate::domain::failure::Failure;
use crate::domain::feedback::{Mark, Tag, other_names};
use crate::domain::ids::{FeedbackId, TagId};
use crate::domain::word::Word;

/// Changes of tags that stand, the first one first: files know a tag by the name that it came with.
const RENAMED: &str = "
    SELECT forward FROM (
      SELECT id FROM journal WHERE kind = 'tag'
      UNION SELECT change FROM journal_also WHERE kind = 'tag'
    ) JOIN journal j USING (id)
    WHERE way <> 'undo' AND NOT EXISTS (SELECT 1 FROM journal WHERE undoes = j.id) ORDER BY id";
/// The same of texts' marks.
const UNMARKED: &str = "
    SELECT forward FROM journal j WHERE forward LIKE '%\"field\":\"mark\"%'
      AND way <> 'undo' AND NOT EXISTS (SELECT 1 FROM journal WHERE undoes = j.id) ORDER BY id";
const HAS_NO_MARK: &str = "SELECT 1 FROM feedback WHERE id = ?1 AND mark IS NULL";
const OFF: &str = "SELECT feedback, tag FROM feedback_tags_off ORDER BY feedback, tag";
const IDS: &str = "SELECT id FROM tags";

/// What tags that are there were called before people gave them other names, the first name first.
pub fn former(db: &Connection) -> Result<Vec<(TagId, String)>, Failure> {
    let there: HashSet<TagId> = sql::all(db, IDS, [], |row| row.get(0))?
        .into_iter()
        .collect();
    let mut names = Vec::new();
    each_edit(db, RENAMED, |subject, field, was, _| {
        if let (Subject::Tag(tag), Value::Text(was)) = (subject, was)
            && field == Field::Name
            && there.contains(&tag)
        {
            names.push((tag, was.clone()));
        }
    })?;
    Ok(names)
}

/// What a file of tags says beside what stands.
pub fn past(db: &Connection) -> Result<FormerTags, Failure> {
    Ok(FormerTags {
        names: former(db)?,
        off: sql::all(db, OFF, [], |row| Ok((row.get(0)?, row.get(1)?)))?,
        unmarked: unmarked(db)?,
    })
}

/// Marks that people took off, of texts that have none now.
fn unmarked(db: &Connection) -> Result<Vec<(FeedbackId, Mark)>, Failure> {
    let mut last: Vec<(FeedbackId, Mark)> = Vec::new();
    each_edit(db, UNMARKED, |subject, field, was, now| {
        if let (Subject::Feedback(text), Value::Text(was)) = (subject, was)
            && field == Field::Mark
            && now.is_nothing()
            && let Some(mark) = Mark::from_word(was)
        {
            last.retain(|one| one.0 != text);
            last.push((text, mark));
        }
    })?;
    let mut bare = Vec::new();
    for one in last {
        if sql::first(db, HAS_NO_MARK, [one.0], |_| Ok(()))?.is_some() {
            bare.push(one);
        }
    }
    Ok(bare)
}

fn each_edit(
    db: &Connection,
    select: &str,
    mut take: impl FnMut(Subject, Field, &Value, &Value),
) -> Result<(), Failure> {
    sql::each(db, select, [], |row| {
        let JsonText(change) = row.get::<_, JsonText<Change>>(0)?;
        for edit in change.edits() {
            take(edit.subject, edit.field, &edit.was, &edit.now);
        }
        Ok(())
    })
}

/// Refuses a name, or another name, that a change gives to a tag and a second one has: a file with it would find either.
/// A tag that comes back had its names once.
pub fn must_be_free(db: &Connection, change: &Change, back: bool) -> Result<(), Failure> {
    let mut given = Vec::new();
    names_given(change, back, &mut given);
    if given.is_empty() {
        return Ok(());
    }
    let tags = table::all::<Tag>(db)?;
    for (id, name) in given {
        let has = |tag: &&Tag| names(tag).any(|own| same_name(own, &name));
        let own = tags.iter().filter(|tag| tag.id == id).any(|tag| has(&tag));
        let other = tags.iter().filter(|tag| tag.id != id).find(has);
        if let Some(other) = other.filter(|_| own) {
            return Err(taken(&name, other));
        }
    }
    Ok(())
}

/// Everything that a tag is called.
fn names(tag: &Tag) -> impl Iterator<Item = &str> {
    std::iter::once(tag.name.as_str()).chain(other_names(&tag.also))
}

fn taken(name: &str, other: &Tag) -> Failure {
    let message = match same_name(&other.name, name) {
        true => format!(
            "there is a tag {} already: `{name}` cannot be another's name",
            other.name
        ),
        false => format!("`{name}` is another name of the tag {} already", other.name),
    };
    Failure::usage(message)
        .hint("a name leads to one tag: take it from that one first, or make one tag of both")
}

/// The names that a change gives to tags which did not have them.
fn names_given(change: &Change, back: bool, given: &mut Vec<(TagId, String)>) {
    match change {
        Change::Add(record) if !back => {
            if let Record::Tag(tag) = &**record {
                given.extend(names(tag).map(|name| (tag.id, name.to_owned())));
            }
        }
        Change::Set(edit) => {
            if let (Subject::Tag(id), Value::Text(now)) = (edit.subject, &edit.now) {
                let had = match &edit.was {
                    Value::Text(was) => was.as_str(),
                    Value::None | Value::Int(_) | Value::Real(_) => "",
                };
                given.extend(gained(edit.field, had, now).map(|name| (id, name.to_owned())));
            }
        }
        Change::All(changes) => {
            let each = changes.iter();
            each.for_each(|change| names_given(change, back, given));
        }
        Change::Add(_)
        | Change::Remove(_)
        | Change::Join(_)
        | Change::Leave(_)
        | Change::Give(_)
        | Change::Move(_)
        | Change::Sweep(_)
        | Change::Keep(_)
        | Change::Blind(_)
        | Change::Import(_)
        | Change::RevertImport(_)
        | Change::Erase(_)
        | Change::Warn(_)
        | Change::Undo
        | Change::Redo => {}
    }
}

/// The names in a field's new value that its old one has not.
fn gained<'a>(field: Field, had: &str, now: &'a str) -> impl Iterator<Item = &'a str> {
    let had: Vec<String> = match field == Field::Name {
        true => vec![folded(had)],
        false => other_names(had).map(folded).collect(),
    };
    let whole = (field == Field::Name).then_some(now);
    let parts = (field == Field::Also).then(|| other_names(now));
    let all = whole.into_iter().chain(parts.into_iter().flatten());
    all.filter(move |name| !had.contains(&folded(name)))
}
