//! Tags: two levels, names and keys used once. Must not know what is tagged beyond counting it.

#[cfg(test)]
mod tests;

use hashbrown::HashMap;
use rusqlite::{Connection, params};

use super::kept::{Kept, missing, must_be_free, must_exist, needed};
use super::sql::{self, Use};
use super::table::{self, Table};
use crate::domain::change::Subject;
use crate::domain::failure::Failure;
use crate::domain::feedback::{Tag, TagView, free_letter};
use crate::domain::ids::TagId;
use crate::domain::suggest::rules;

/// The letters in force: of tags that are there and have no key, where nobody gave the letter as a key, and where it was
/// not given once more while its tag was away.
const LETTERS: &str = "
    SELECT own.tag, own.letter FROM tag_letters own JOIN tags ON tags.id = own.tag AND tags.key = ''
    WHERE own.letter NOT IN (SELECT key FROM tags) AND NOT EXISTS (
        SELECT 1 FROM tag_letters later JOIN tags ON tags.id = later.tag AND tags.key = ''
        WHERE later.letter = own.letter AND later.id > own.id)";
const KEYS: &str = "SELECT key FROM tags WHERE key <> ''";
const HAS_KEY: &str = "SELECT name, archived FROM tags WHERE key = ?1 AND key <> '' AND id <> ?2";
const BARE: &str = "SELECT id, name FROM tags WHERE key = '' ORDER BY id";
const GIVE: &str = "INSERT OR REPLACE INTO tag_letters (tag, letter) VALUES (?1, ?2)";
const HAD: &str = "SELECT letter FROM tag_letters WHERE tag = ?1";
const TAKE: &str = "DELETE FROM tag_letters WHERE tag = ?1";
/// Letters that were taken from tags as keys of others, kept under the tag's number below zero.
const LOST: &str = "
    SELECT tags.id, tags.name, own.letter FROM tag_letters own JOIN tags ON tags.id = -own.tag AND tags.key = ''
    WHERE own.tag < 0 AND own.letter NOT IN (SELECT key FROM tags) ORDER BY own.id DESC";
const CHILD: &str = "SELECT name FROM tags WHERE parent = ?1 LIMIT 1";

impl Table for Tag {
    type Id = TagId;
    const TABLE: &'static str = "tags";
    const ORDER: &'static str = "name";

    fn id(&mut self) -> &mut TagId {
        &mut self.id
    }
}

impl Kept for Tag {
    fn check(&self, db: &Connection) -> Result<(), Failure> {
        let name = needed(&self.name, "the name of the tag")?;
        must_be_free(db, Subject::Tag(self.id), "name", name)?;
        if self.key.chars().count() > 1 {
            let message = format!("the key `{}` is too long", self.key);
            return Err(Failure::usage(message).hint("give one letter or digit"));
        }
        key_must_be_free(db, self.id, &self.key)?;
        self.parent
            .map_or(Ok(()), |id| must_exist(db, Subject::Tag(id)))
    }

    fn uses(&self) -> &'static [Use] {
        &[
            ("piece/pieces of feedback", "feedback_tags", "tag"),
            ("tag/tags below it", "tags", "parent"),
            ("link/links", "links", "theme"),
            ("action/actions", "actions", "theme"),
            ("note/notes", "notes", "theme"),
            (
                "meeting/meetings that discussed it",
                "meeting_discussed",
                "theme",
            ),
            ("shortlist/shortlists", "shortlist", "theme"),
        ]
    }

    fn label(&self, _: &Connection) -> Result<String, Failure> {
        Ok(format!("tag {}", self.name))
    }
}

/// Refuses a key that another tag has, which may be an archived one that no screen shows with it.
pub fn key_must_be_free(db: &Connection, id: TagId, key: &str) -> Result<(), Failure> {
    let has = sql::first(db, HAS_KEY, params![key, id], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, bool>(1)?))
    })?;
    let Some((name, archived)) = has else {
        return Ok(());
    };
    let which = if archived { ", which is archived," } else { "" };
    let message = format!("the tag {name}{which} has the key `{key}` already");
    Err(Failure::usage(message)
        .hint("choose another, or give that tag another one, or none, first"))
}

/// All tags by name, with how often each is used.
pub fn all(db: &Connection, uses: &HashMap<TagId, i64>) -> Result<Vec<TagView>, Failure> {
    let tags = table::all(db)?;
    let letters = letters(db)?;
    let view = |tag: Tag| TagView {
        used: uses.get(&tag.id).map_or(0, |used| used.unsigned_abs()),
        letter: letters.get(&tag.id).cloned().unwrap_or_default(),
        tag,
    };
    Ok(tags.into_iter().map(view).collect())
}

/// The letters that tags got by themselves.
pub fn letters(db: &Connection) -> Result<HashMap<TagId, String>, Failure> {
    let letters = sql::all(db, LETTERS, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(letters.into_iter().collect())
}

/// Gives a letter of its own to every tag that has neither key nor letter, the first one made first, and another one
/// where people gave its letter to a tag as its key. All others keep theirs: a key must not move under the finger.
/// Answers with what is to be said of tags that had another letter before, but of the one that was changed: under the
/// key that it had, nobody pressed its letter.
pub fn give_letters(db: &Connection, changed: Option<TagId>) -> Result<Vec<String>, Failure> {
    let mut said = Vec::new();
    let letters = letters(db)?;
    let mut bare: Vec<(TagId, String)> =
        sql::all(db, BARE, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    bare.retain(|(id, _)| !letters.contains_key(id));
    if bare.is_empty() {
        return Ok(said);
    }
    let mut taken: Vec<String> = sql::all(db, KEYS, [], |row| row.get(0))?;
    taken.extend(letters.into_values());
    for (id, name) in bare {
        let is_taken = |key: char| taken.iter().any(|taken| taken.starts_with(key));
        let letter = free_letter(&name, is_taken).map(String::from);
        if let Some(had) = sql::first(db, HAD, [id], |row| row.get::<_, String>(0))? {
            sql::run(db, GIVE, params![-id.0, had])?;
            sql::run(db, TAKE, [id.0])?;
            let now = letter.as_deref().unwrap_or("none");
            if changed != Some(id) {
                said.push(format!(
                    "{name}, which had the key {had} by itself, has {now} now"
                ));
            }
        }
        if let Some(letter) = letter {
            sql::run(db, GIVE, params![id, letter])?;
            taken.push(letter);
        }
    }
    Ok(said)
}

/// Gives tags back the letters that others took from them as keys, where these are free again.
fn give_back(db: &Connection) -> Result<Vec<String>, Failure> {
    let mut said = Vec::new();
    // One that comes back may leave the letter of another.
    while let Some((id, name, letter)) = free_again(db)? {
        sql::run(db, TAKE, [-id])?;
        sql::run(db, GIVE, params![id, letter])?;
        said.push(format!("{name} has the key {letter} again"));
    }
    Ok(said)
}

/// The last letter that was taken from a tag and is free again.
fn free_again(db: &Connection) -> Result<Option<(i64, String, String)>, Failure> {
    let taken = letters(db)?;
    let lost: Vec<(i64, String, String)> = sql::all(db, LOST, [], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    })?;
    let free = |letter: &String| !taken.values().any(|other| other == letter);
    Ok(lost.into_iter().find(|(_, _, letter)| free(letter)))
}

/// After a change of it: there are only two levels, and each tag has a letter while one is free. Answers with what is to
/// be said of letters that moved: those that others took come back where that is taken `back`, and never by themselves.
pub fn verify(db: &Connection, id: TagId, back: bool) -> Result<Vec<String>, Failure> {
    let mut said = Vec::new();
    if back {
        said = give_back(db)?;
    }
    said.extend(give_letters(db, Some(id))?);
    if let Some(tag) = table::by_id::<Tag>(db, id)? {
        rules::allow(&tag.rules)?;
    }
    must_be_of_two_levels(db, id)?;
    Ok(said)
}

fn must_be_of_two_levels(db: &Connection, id: TagId) -> Result<(), Failure> {
    let Some(tag) = table::by_id::<Tag>(db, id)? else {
        return Ok(());
    };
    let Some(parent) = tag.parent else {
        return Ok(());
    };
    let above = table::by_id::<Tag>(db, parent)?.ok_or_else(|| missing(Subject::Tag(parent)))?;
    let below: Option<String> = sql::first(db, CHILD, [id], |row| row.get(0))?;
    let (name, theme) = (tag.name, above.name);
    let wrong = if above.id == tag.id {
        format!("tag {name} cannot be its own theme")
    } else if above.parent.is_some() {
        format!("tag {name} cannot go under {theme}, which is under a theme itself")
    } else if let Some(below) = below {
        format!("tag {name} cannot go under {theme}: {below} is under it")
    } else {
        return Ok(());
    };
    Err(Failure::usage(wrong).hint("there are two levels, themes and the tags under them"))
}

/// Refuses a tag that is under a theme where a theme is meant.
pub fn must_be_theme(db: &Connection, id: TagId) -> Result<(), Failure> {
    let tag = table::by_id::<Tag>(db, id)?.ok_or_else(|| missing(Subject::Tag(id)))?;
    let Some(parent) = tag.parent else {
        return Ok(());
    };
    let theme = table::by_id::<Tag>(db, parent)?.map_or_else(String::new, |theme| theme.name);
    Err(Failure::usage(format!("{} is not a theme", tag.name))
        .hint(format!("it is under {theme}: take that")))
}
